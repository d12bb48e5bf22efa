"""What a name can be found by: its words, neighbours joined, and keys that are no words.

A function of the text and the rule version alone: no list, no other name, no frequency but the shipped tables'.
Latin names are taken word by word as they stand; what is written in other scripts is read first, and its brand
romanised. Keys propose; `comparison` decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from tieback.names import meaning
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.names.syllable import segment
from tieback.screen.known import corps, dress, forms, known, placed, together, traits
from tieback.screen.letters import ascii_letters, compact
from tieback.screen.name import Name, ready
from tieback.screen.place import grain
from tieback.screen.rarity import han_weight, word_weight
from tieback.screen.sound_key import han_sounds, latin_sounds
from tieback.screen.sounding import is_usual_pinyin
from tieback.screen.tune import LONGEST as LONGEST_SOUND
from tieback.screen.tune import spellings
from tieback.screen.unit import LITTLE, Unit

CERTAIN = 10_000  # evidence of a key that is reason enough to compare (hundredths of a bit)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_APOSTROPHE = str.maketrans("", "", "'’‘ʼ`´")
_LONGEST_RUN = 5  # words that one word of the other side may stand for
MOST_LETTERS = 24  # of a word or run that is found; what is longer is found by its beginning
_INITIALS = range(3, 9)
_PARTICLE = 3  # letters of a word that is often written as one with the next ("Al Haramain")
_BEGINNING = 18  # folded characters that a cut name still has
_DRESS = frozenset({PartKind.FORM, PartKind.QUALIFIER})
_SHORTEST_NEAR = 7  # letters of a name that is found by its grams
_LONG_NEAR = 17  # from which a sample of longer grams will do
_LONGEST_MEANT = 6  # Han characters that together stand for an English word
_SHORTEST_SOUND = 4  # letters of a word that may render a Han brand by sound
SOUND_BITS = (
    230  # hundredths of a bit: a rendering by sound is reason enough to compare a Han name with a Latin one
)
LATIN_SOUND, HAN_SOUND = "%", "^"  # mark words and characters that may render each other by sound
_NEAR_BITS = 420  # hundredths of a bit that all grams of a name say together


@dataclass(frozen=True, slots=True)
class Keys:
    """What a name is found by. Evidence in hundredths of a bit.

    `words`: distinct words, with what each says; `runs`: neighbours written as one, and words that may as well be
    a place or a trade, met by a word of the other side; `exact`: other keys, met as they are; `near`: the same
    for a sample of its grams; `sounds`: words and Han brands, marked, that may render one another. `own`: what the
    words of a Latin name say that no table knows, -1 for other scripts; `traits`: which places and trades its words
    may name, one bit for several each (lower and upper half).
    """

    words: tuple[tuple[str, int], ...] = ()
    runs: tuple[tuple[str, int], ...] = ()
    exact: tuple[tuple[str, int], ...] = ()
    near: tuple[tuple[str, int], ...] = ()
    sounds: tuple[str, ...] = ()
    own: int = -1
    traits: int = 0


class _Word(NamedTuple):
    """What is known of a lower-case word, whatever stands beside it. `own`: what it says if no table knows it."""

    bits: int
    placed: bool
    form: bool
    dress: bool
    little: bool
    own: int
    traits: int
    sounds: bool  # may it render a Han brand by sound?
    senses: tuple[str, ...]


@lru_cache(maxsize=1 << 17)
def _word(word: str) -> _Word:
    bits, is_known = weight_of(word), word in known()
    return _Word(
        bits,
        word in placed(),
        word in forms(),
        word in dress(),
        word in LITTLE,
        0 if is_known or len(word) <= _PARTICLE else bits,
        traits().get(word, 0),
        not is_known and _may_sound(word),
        tuple(meaning.senses(word)),
    )


def keys_of_name(text: str) -> Keys:
    """The keys of a name; none for a text without letters."""
    folded = compact(text)
    if not folded:
        return Keys()
    if text.isascii():
        words = _spaced(text)
        if not _needs_reading(words):
            return _latin(words, folded)
    return _read(ready(text), folded)


def _latin(words: list[str], folded: str) -> Keys:
    found = _Found()
    found.take([(word, weight_of(word)) for word in words])
    found.more((sense, held.bits) for held in map(_word, words) for sense in held.senses)
    exact = [*_whole_keys(folded), *_initial_keys(words)]
    return found.keys(exact, _near_keys(words), _sounding(words), *_own(words))


def _own(words: list[str]) -> tuple[int, int]:
    """What the words say that no table knows, and which places and trades they may name."""
    own = hints = 0
    for word in set(words):
        held = _word(word)
        own += held.own
        hints |= held.traits
    return own, hints


def _read(name: Name, folded: str) -> Keys:
    """Keys of a name that has to be read: scripts other than Latin, known words alone, the Corps."""
    found = _Found()
    latin: list[str] = []
    exact = _whole_keys(folded)
    run: list[tuple[str, int]] = []
    sounds: dict[str, None] = {}
    for unit in name.units:
        bits = round(100 * unit.weight)
        if unit.script == "latin":
            words = _spaced(unit.text)
            latin.extend(words)
            run.extend((word, weight_of(word)) for word in words)
            if unit.kind is PartKind.BRAND:
                found.more((key, bits) for key in unit.keys[1:])
        elif unit.kind is PartKind.BRAND:
            found.more((key, bits) for key in unit.keys)
            found.more(_syllable_runs(unit, bits))
            found.more(_phrases(unit))
            found.only(_meanings(unit))
            exact.extend(_characters(unit))
            if unit.script == "han" and (han := _HAN.search(simplify(unit.text))) and han_sounds(han.group()):
                sounds[HAN_SOUND + han.group()] = None
    found.take(run)
    exact += [*_initial_keys(latin), *_place_keys(name)]
    sounds |= dict.fromkeys(_sounding(latin))
    return found.keys(exact, _near_keys(latin), sounds, *(_own(latin) if name.text.isascii() else ()))


class _Found:
    """Words and joined neighbours, each once with the most it says."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._runs: dict[str, int] = {}

    def more(self, words: Iterable[tuple[str, int]]) -> None:
        """Words that are a brand for certain."""
        for word, bits in words:
            if len(word) > 1 and bits > self._words.get(word, 0):
                self._words[word] = bits

    def only(self, words: Iterable[tuple[str, int]]) -> None:
        """Words that are met as they stand, by words that are no place or trade for certain."""
        for word, bits in words:
            self._run(word, bits)

    def take(self, run: Sequence[tuple[str, int]]) -> None:
        """Words in a row. What may as well be a place or a trade, alone or together, is met by certain words only."""
        words = [word for word, _ in run]
        held = [_word(word) for word in words]
        own = [0 if one.placed else bits for one, (_, bits) in zip(held, run, strict=True)]
        firm = together(words)
        for at, (word, bits) in enumerate(run):
            if held[at].placed or at in firm:
                self._run(word, bits)
            elif len(word) > 1 and bits > self._words.get(word, 0):
                self._words[word] = bits
        for start in range(len(run) - 1):
            text, total = words[start], own[start]
            if len(text) <= _PARTICLE:
                self.more([(text + words[start + 1], run[start + 1][1])])
            if held[start].form:
                continue
            for at in range(start + 1, min(start + _LONGEST_RUN, len(run))):
                text += words[at]
                total += own[at]
                if held[at].form or len(text) > MOST_LETTERS:
                    break
                self._run(text, total)

    def _run(self, text: str, bits: int) -> None:
        if bits > self._runs.get(text, 0):
            self._runs[text] = bits

    def keys(
        self,
        exact: Iterable[tuple[str, int]],
        near: Iterable[tuple[str, int]],
        sounds: Iterable[str],
        own: int = -1,
        traits: int = 0,
    ) -> Keys:
        """What was found; a run that is a word of the name as well is that word."""
        runs = tuple((run, bits) for run, bits in self._runs.items() if run not in self._words)
        words, others = tuple(self._words.items()), tuple(dict.fromkeys(exact))
        return Keys(words, runs, others, tuple(near), tuple(sounds), own, traits)


@lru_cache(maxsize=1 << 18)
def weight_of(word: str) -> int:
    """What sharing a word can say, in hundredths of a bit; nothing for a little word or a legal form."""
    if word in LITTLE or word in forms() or len(word) < 2:
        return 0
    return round(100 * (word_weight(word) if word.isascii() else han_weight(word)))


def _spaced(text: str) -> list[str]:
    """The words of a Latin text in lower-case ASCII; single letters in a row ("A.B.C.") are one word."""
    found: list[str] = []
    lone = -9  # where the last single letter ended
    for match in _WORD.finditer(text.translate(_APOSTROPHE)):
        word = ascii_letters(match.group())
        if not word:
            continue
        if len(word) == 1 and match.start() - lone <= 2:
            found[-1] += word
        else:
            found.append(word)
        lone = match.end() if len(word) == 1 else -9
    return found


def _syllable_runs(unit: Unit, bits: int) -> Iterator[tuple[str, int]]:
    """Two and more syllables in a row of a Han brand, and the initials of three and more."""
    sounds = segment(unit.keys[0]) if unit.script == "han" else ()
    if len(sounds) != len(unit.text) or len(sounds) < 3:
        return
    for start in range(len(sounds) - 1):
        for end in range(start + 2, min(len(sounds), start + _LONGEST_RUN) + 1):
            share = bits * (end - start) // len(sounds)
            yield "".join(sounds[start:end]), share
            if end - start >= _INITIALS.start:
                yield "".join(sound[0] for sound in sounds[start:end]), share


def _meanings(unit: Unit) -> Iterator[tuple[str, int]]:
    """English words, in the singular and the plural, that characters of a Han brand may stand for."""
    for phrase, bits in _meant(unit):
        if len(phrase) == 1:
            for word in dict.fromkeys((phrase[0], *spellings(phrase[0]))):
                yield word, bits


def _phrases(unit: Unit) -> Iterator[tuple[str, int]]:
    """Several English words for which they may stand, written as one."""
    return (("".join(phrase), bits) for phrase, bits in _meant(unit) if len(phrase) > 1)


def _meant(unit: Unit) -> Iterator[tuple[tuple[str, ...], int]]:
    if unit.script != "han":
        return
    han = simplify(unit.text)
    for start in range(len(han)):
        for end in range(start + 1, min(len(han), start + _LONGEST_MEANT) + 1):
            for phrase, bits in meaning.phrases(han[start:end]):
                yield phrase, round(100 * bits)


def _characters(unit: Unit) -> list[tuple[str, int]]:
    """Pairs of characters of a brand in a script without spaces, or the one it has."""
    text = compact(unit.text)
    pairs = [one + other for one, other in pairwise(text)] if unit.script == "han" else []
    return [("|" + pair, round(100 * han_weight(pair))) for pair in pairs or [text]]


def _sounding(words: Sequence[str]) -> dict[str, None]:
    """Words that no table knows and that are no pinyin: they may render a Han brand by sound (`tune`)."""
    return {LATIN_SOUND + word: None for word in words if _word(word).sounds}


def _may_sound(word: str) -> bool:
    return (
        _SHORTEST_SOUND <= len(word) <= LONGEST_SOUND
        and not is_usual_pinyin(word)
        and bool(latin_sounds(word))
    )


def _whole_keys(folded: str) -> list[tuple[str, int]]:
    """The name itself, and its beginning in case one of two was cut off."""
    keys = [("=" + folded, CERTAIN)]
    if len(folded) >= _BEGINNING:
        keys.append(("<" + folded[:_BEGINNING], CERTAIN))
    return keys


def _initial_keys(words: list[str]) -> list[tuple[str, int]]:
    """The initials of the words, the lone word that may be somebody's initials, the words without form."""
    held = [_word(word) for word in words]
    bare = [word for word, one in zip(words, held, strict=True) if not one.form]
    core = [word for word, one in zip(words, held, strict=True) if not one.dress]
    keys: dict[str, None] = {}
    if core and len(core) < len(words):
        keys["/" + "".join(sorted(core))] = None
    for among in (words, bare, core):
        initials = "".join([word[0] for word in among if word not in LITTLE])
        if len(initials) in _INITIALS:
            keys["@" + initials] = None
        if len(among) == 1 and len(among[0]) in _INITIALS:
            keys["!" + among[0]] = None
    return [(key, CERTAIN) for key in keys]


def _near_keys(words: list[str]) -> list[tuple[str, int]]:
    """A sample of the grams of the name without its form: two names that share most of it are nearly the same."""
    core = "".join([word for word in words if not _word(word).form])
    if len(core) < _SHORTEST_NEAR:
        return []
    size, every = (3, 1) if len(core) < _LONG_NEAR else (4, 3)
    grams = sorted({core[at : at + size] for at in range(len(core) - size + 1)})
    taken = [gram for gram in grams if crc32(gram.encode()) % every == 0] if every > 1 else grams
    taken = taken or grams
    bits = -(-_NEAR_BITS // len(taken))
    return [("~" + gram, bits) for gram in taken]


def _place_keys(name: Name) -> list[tuple[str, int]]:
    """Own places (the Corps and its divisions), and place with trade where there is no brand."""
    places = [key for unit in name.of(PartKind.PLACE) for key in unit.keys]
    keys = [("+" + place, CERTAIN) for place in places if grain(place) == "own"]
    if not name.of(PartKind.BRAND):
        trades = [unit.keys[0] for unit in name.of(PartKind.SECTOR)]
        keys.extend((f"+{place}+{trade}", CERTAIN) for place in places for trade in trades)
    return keys


def _needs_reading(words: list[str]) -> bool:
    """Do the words mean more than they spell: known ones only, or words of the Corps?"""
    return not corps().isdisjoint(words) or all(word in known() or word in LITTLE for word in words)
