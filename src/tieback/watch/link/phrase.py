"""Phrases and the index that finds them: a text is read once, longest phrase first, whole words, any script.

Words meet in the Latin key of `names.token`; what holds Han is looked for letter by letter in the folded text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from tieback.names.normal import fold, fold_with_offsets
from tieback.names.script import has_han
from tieback.names.token import Token, tokens_of
from tieback.table.packaged import packaged_rows

rows = partial(packaged_rows, __package__)
Key = TypeVar("Key", str, tuple[str, ...])
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that means something. `id` "-" swallows a false friend. `spelt`: acronyms among its words, else None.

    `needs`: what must also stand in the text, any of ("law", "body:ilo", or plain words), else the link is possible only.
    `proper`: a name; where its script has capitals, one of its words must begin with one.
    """

    kind: str
    id: str
    rule: str
    needs: tuple[str, ...] = ()
    spelt: tuple[str | None, ...] = ()
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """The phrases that stand at a span (code points of the text)."""

    phrases: tuple[Phrase, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases by their words and by their letters in Han, with the lengths that begin with each first, longest first."""

    words: Mapping[tuple[str, ...], tuple[Phrase, ...]]
    word_lengths: Mapping[str, tuple[int, ...]]
    han: Mapping[str, tuple[Phrase, ...]]
    han_lengths: Mapping[str, tuple[int, ...]]

    def find(self, text: str, tokens: list[Token]) -> list[Hit]:
        """Every phrase in `text`, the longest where they overlap, in order. `tokens`: `words_of(text)`."""
        hits = list(self._in_words(text, tokens))
        if self.han and has_han(text):
            hits.extend(self._in_han(text))
        return sorted(hits, key=lambda hit: (hit.start, hit.end))

    def _in_words(self, text: str, tokens: list[Token]) -> Iterator[Hit]:
        keys = [token.key for token in tokens]
        i = 0
        while i < len(keys):
            end = i + 1
            for length in self.word_lengths.get(keys[i], ()):
                if i + length > len(keys):
                    continue
                known = self.words.get(tuple(keys[i : i + length]), ())
                found = tuple(phrase for phrase in known if _stands(phrase, text, tokens[i : i + length]))
                if found:
                    end = i + length
                    yield Hit(found, tokens[i].start, tokens[end - 1].end)
                    break
            i = end

    def _in_han(self, text: str) -> Iterator[Hit]:
        folded = fold_with_offsets(text)
        i = 0
        while i < len(folded.text):
            end = i + 1
            for length in self.han_lengths.get(folded.text[i], ()):
                if not _whole(folded.text, i, i + length):
                    continue
                if known := self.han.get(folded.text[i : i + length]):
                    end = i + length
                    yield Hit(known, *folded.span(i, end))
                    break
            i = end


def _stands(phrase: Phrase, text: str, tokens: list[Token]) -> bool:
    surfaces = [text[token.start : token.end] for token in tokens]
    if phrase.proper and all(surface.islower() for surface in surfaces):
        return False
    return all(
        wanted is None or surface.replace(".", "") == wanted
        for surface, wanted in zip(surfaces, phrase.spelt, strict=True)
    )


def _whole(folded: str, start: int, end: int) -> bool:
    """The span lies within the text, and cuts no Latin word at its ends."""
    if end > len(folded):
        return False
    before = folded[start - 1 : start] + folded[start]
    after = folded[end - 1] + folded[end : end + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in (before, after))


def words_of(text: str) -> list[Token]:
    """The words of `text`: "U.S." is one, a possessive loses its "'s", British and American spelling share a key."""
    words: list[Token] = []
    for token in tokens_of(text):
        key, start, end, script = token
        if end - start > 2 and text[end - 2 : end].casefold() in _POSSESSIVE:
            end -= 2
            key = key.removesuffix("s")
        last = words[-1] if words else None
        if last and _initials(text, last, start, end):
            words[-1] = Token(last.key + key, last.start, end, script)
            continue
        words.append(Token(_spelling().get(key, key), start, end, script))
    return words


def _initials(text: str, last: Token, start: int, end: int) -> bool:
    """True if a single capital follows the initials before it: the S of "U.S."."""
    if end - start != 1 or text[last.end : start] != "." or not text[start].isupper():
        return False
    before = text[last.start : last.end]
    return len(before) == 1 or (len(before) % 2 == 1 and set(before[1::2]) == {"."})


def make_index(phrases: Iterable[tuple[str, Phrase]]) -> PhraseIndex:
    """The index of (alias as written, phrase). Acronyms of an alias must stand as written; a plural is found as well."""
    words: dict[tuple[str, ...], list[Phrase]] = {}
    han: dict[str, list[Phrase]] = {}
    for alias, phrase in phrases:
        if has_han(alias):
            _add(han, fold(alias), phrase)
            continue
        tokens = words_of(alias)
        spelt = tuple(_acronym(alias[token.start : token.end].replace(".", "")) for token in tokens)
        written = Phrase(phrase.kind, phrase.id, phrase.rule, phrase.needs, spelt, phrase.proper)
        keys = tuple(token.key for token in tokens)
        for form in _numbers(keys, one=phrase.proper or any(spelt[-1:])):
            _add(words, form, written)
    return PhraseIndex(
        {keys: tuple(found) for keys, found in words.items()},
        _lengths(words),
        {letters: tuple(found) for letters, found in han.items()},
        _lengths(han),
    )


def _add(index: dict[Key, list[Phrase]], key: Key, phrase: Phrase) -> None:
    found = index.setdefault(key, [])
    if key and phrase not in found:
        found.append(phrase)


def _acronym(word: str) -> str | None:
    """The word where it has a capital after its first letter (ILO, WROs, LkSG), else None."""
    return word if any(char.isupper() for char in word[1:]) else None


def _numbers(keys: tuple[str, ...], *, one: bool) -> Iterator[tuple[str, ...]]:
    yield keys
    if not one and keys and keys[-1].isascii() and keys[-1].isalpha() and not keys[-1].endswith("s"):
        last = keys[-1]
        many = f"{last[:-1]}ies" if last.endswith("y") and last[-2:-1] not in "aeiou" else f"{last}s"
        yield (*keys[:-1], f"{last}es" if last.endswith(("ch", "sh", "x")) else many)


def _lengths(index: Iterable[str] | Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for key in index:
        if key:
            lengths.setdefault(key[0], set()).add(len(key))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


@cache
def _spelling() -> dict[str, str]:
    return {row["word"]: row["key"] for row in rows("spelling.csv")}
