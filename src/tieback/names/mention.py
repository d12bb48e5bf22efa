"""Place names where they stand in a text, and how far the words beside them let them be believed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from tieback.model.place import XINJIANG
from tieback.names import gazetteer, lexicon, table
from tieback.names.lexicon import Entry, Grade
from tieback.names.normal import Folded, fold_with_offsets
from tieback.names.reading import PartKind
from tieback.names.script import HAN
from tieback.names.syllable import segment
from tieback.names.token import Token, tokens_of


class Use(Enum):
    """What the words after a place name make of it."""

    PLAIN = "place"
    STREET = "street"  # Urumqi Road, 乌鲁木齐中路, Xinjiang Hotel
    SETTLEMENT = "settlement"  # Hetian Town: some other place of that name
    ESTATE = "estate"  # Guangdong Industrial Park: named after a region, perhaps elsewhere


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text, with its span in the original."""

    ids: tuple[str, ...]  # the likeliest place first
    start: int
    end: int
    text: str
    phrase: str  # with the words that make it a street or a town
    grade: Grade
    use: Use

    @property
    def id(self) -> str:
        """The likeliest place."""
        return self.ids[0]

    @property
    def region(self) -> str | None:
        """Its province in China, else its country."""
        return gazetteer.region_of(self.ids[0])


@cache
def _words(script: str, role: str) -> frozenset[str]:
    return frozenset(
        row["word"]
        for row in table.rows("street_word.csv")
        if row["script"] == script and row["role"] == role
    )


@cache
def _han_words(role: str) -> tuple[str, ...]:
    return tuple(sorted(_words(HAN, role), key=lambda word: (-len(word), word)))


def mentions(text: str) -> tuple[Mention, ...]:
    """Every place name of the tables in `text`, longest first where they overlap, in order."""
    folded = fold_with_offsets(text)
    tokens = tokens_of(folded.text)
    keys = [token.key for token in tokens]
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        if tokens[i].script == HAN:
            found.extend(_in_han(text, folded, tokens[i]))
            i += 1
        else:
            mention, i = _in_words(text, folded, tokens, keys, i)
            if mention:
                found.append(mention)
    return tuple(found)


def _in_words(
    text: str, folded: Folded, tokens: list[Token], keys: list[str], i: int
) -> tuple[Mention | None, int]:
    for j, entries in lexicon.words().at(keys, i):
        found = tuple(entry for entry in entries if entry.kind is PartKind.PLACE)
        if not found or any(_broken(folded.text, tokens, k) for k in range(i + 1, j)):
            continue
        if keys[i:j] == ["xian"] and i > 0 and not _broken(folded.text, tokens, i):
            continue  # a county (县) after its name, not Xi'an
        start, end = folded.span(tokens[i].start, tokens[j - 1].end)
        grade, stop = _graded(found[0], keys, tokens, folded.text, i, j)
        use, last = _use_of_words(folded.text, tokens, stop)
        phrase = text[start : folded.span(tokens[last - 1].start, tokens[last - 1].end)[1]]
        return Mention(tuple(e.id for e in found), start, end, text[start:end], phrase, grade, use), stop
    return None, i + 1


_UNITS = frozenset(
    """county city prefecture district region province autonomous shi xian diqu sheng qu zhou""".split()  # noqa: SIM905
)


def _graded(
    entry: Entry, keys: list[str], tokens: list[Token], text: str, i: int, j: int
) -> tuple[Grade, int]:
    """The grade in place, and the word after the name and its unit ("Qinghe County")."""
    grade = entry.grade
    place = gazetteer.places()[entry.id]
    stop = j
    while stop < len(keys) and keys[stop] in _UNITS and not _broken(text, tokens, stop):
        stop += 1
    if grade is Grade.STRONG and place.level == "county" and stop == j and _is_short_pinyin(keys[i:j], entry):
        grade = Grade.SHARED
    if stop > j and grade is Grade.FAINT:
        grade = Grade.SHARED
    return grade, stop


def _is_short_pinyin(words: list[str], entry: Entry) -> bool:
    """True for two syllables of pinyin, which mean many things: towns of other provinces sound like it."""
    return gazetteer.region_of(entry.id) == XINJIANG and len(segment("".join(words))) == 2


def _broken(text: str, tokens: list[Token], k: int) -> bool:
    """True if a comma or the like stands between word k - 1 and word k."""
    gap = text[tokens[k - 1].end : tokens[k].start]
    return any(char in ",;|/\n" for char in gap)


def _use_of_words(text: str, tokens: list[Token], at: int) -> tuple[Use, int]:
    """What up to three words after the name make of it, and the word after them: (North) Road, Town, Park."""
    for k in range(at, min(at + 3, len(tokens))):
        if _broken(text, tokens, k):
            break
        key = tokens[k].key
        if key in _words("latin", "street"):
            return Use.STREET, k + 1
        if k == at and key in _words("latin", "settlement"):
            return Use.SETTLEMENT, k + 1
        if k == at and key in _words("latin", "estate"):
            return Use.ESTATE, k + 1
        if key not in _words("latin", "direction") and not (key.isdigit() and len(key) < 3):
            break
    return Use.PLAIN, at


def _in_han(text: str, folded: Folded, token: Token) -> Iterator[Mention]:
    i, limit = token.start, token.end
    while i < limit:
        for stop, entries in lexicon.han().starting(folded.text, i, limit):
            found = tuple(entry for entry in entries if entry.kind is PartKind.PLACE)
            if not found or _is_district(folded.text, stop, found[0]):
                continue
            start, end = folded.span(i, stop)
            use, last = _use_of_han(folded.text, stop)
            phrase = text[start : folded.span(i, last)[1]]
            yield Mention(
                tuple(e.id for e in found), start, end, text[start:end], phrase, found[0].grade, use
            )
            i = stop
            break
        else:
            i += 1


def _is_district(text: str, stop: int, entry: Entry) -> bool:
    """朝阳区 is a district of Beijing, not the city 朝阳."""
    return text[stop : stop + 1] == "区" and gazetteer.places()[entry.id].level == "prefecture"


def _use_of_han(text: str, at: int) -> tuple[Use, int]:
    """As `_use_of_words`: 中路, 村, 工业园."""
    for role, use in (("estate", Use.ESTATE), ("settlement", Use.SETTLEMENT)):
        for word in _han_words(role):
            if text.startswith(word, at):
                return use, at + len(word)
    for skipped in range(3):
        place = at + skipped
        for word in _han_words("street"):
            if text.startswith(word, place) and not text.startswith(("道路", "路桥"), place):
                return Use.STREET, place + len(word)
        if text[place : place + 1] not in _words(HAN, "direction"):
            break
    return Use.PLAIN, at
