"""Aligning the words of two names: joined or split, reordered, romanised, misspelt, by initial.

It says which words met and what that weighs; what remains unmatched on either side is left to `comparison`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from tieback.names.normal import fold, simplify
from tieback.names.rendering import is_rendering
from tieback.names.script import HAN, LATIN
from tieback.names.syllable import is_pinyin, segment
from tieback.screen.evidence import Evidence
from tieback.screen.rarity import is_known_speech
from tieback.screen.skeleton import consonants, skeleton
from tieback.screen.spelling import DIFFERENT, SAME, Likeness, spelling
from tieback.screen.unit import Unit
from tieback.screen.words import Run, Words

_FEWEST_INITIALS = 2
_OTHER_READING = 0.9  # share kept by a key that is not the usual one (polyphone, translation)
_SENSE = 0.75  # share kept by pinyin for its meaning: other characters sound the same
_HEARD = 0.75  # share kept when a word and the characters' reading have the same consonants
_CONFUSED = 0.6  # share of the likeness that pinyin beside Han keeps: other syllables are other names
_UNVOWELLED = {"latin", "arabic"}
_CONSONANTS = 0.6  # share kept when only the consonants of a word are written on one side
_FEWEST = 3  # consonants that say enough
_HOMOPHONE = (
    0.2  # share kept when both are Han, sound the same and are written differently: another name, or a slip
)
_MUCH = 3.0  # bits of words that met, beside which others may be spelled freely
_LOOSE = 0.4  # share such words keep
_INITIALS = Likeness(0.8, "abbreviated")
_LONG_ENOUGH = 4  # letters of such a word
MOST_APART = 3  # edits that `spelling` allows

_Meeting = tuple[float, Run, Run, str]  # bits, runs, rule


def match_words(
    a: Words, b: Words, used_a: int, used_b: int, *, closer: bool = False
) -> tuple[list[Evidence], int, int]:
    """Evidence for the words that met, without those used before; and the words used after, as bits.

    Brands meet, and other parts that one reading took for a brand. `closer`: where much met, what is left may be
    spelled more freely.
    """
    found: list[Evidence] = []
    for meet in (_equal, _meant, _similar, _loose):  # what is equal is settled before what is alike
        if meet is _loose and (not closer or sum(row.bits for row in found) < _MUCH):
            break
        meetings = sorted(meet(a, b, used_a, used_b), key=_best_first)
        for bits, first, second, rule in meetings:
            if not used_a & first.mask and not used_b & second.mask:
                used_a |= first.mask
                used_b |= second.mask
                sides = tuple(a.units[first.start : first.end]), tuple(b.units[second.start : second.end])
                found.append(Evidence("brand", rule, bits, *sides))
    if len(found) > 1:
        found.sort(key=lambda row: row.a[0].start)
    return found, used_a, used_b


def _best_first(meeting: _Meeting) -> tuple[float, int, int, int, int, str]:
    bits, first, second, rule = meeting
    return -bits, first.start, first.end, second.start, second.end, rule


def _equal(a: Words, b: Words, used_a: int, used_b: int) -> Iterator[_Meeting]:
    for key in a.by_key.keys() & b.by_key.keys():
        for first in a.by_key[key]:
            if used_a & first.mask:
                continue
            for second in b.by_key[key]:
                if not used_b & second.mask:
                    share, rule = _sameness(
                        a.units[first.start : first.end], b.units[second.start : second.end]
                    )
                    if not (first.usual and second.usual):
                        share *= _OTHER_READING
                    yield share * min(first.weight, second.weight), first, second, rule


def _meant(a: Words, b: Words, used_a: int, used_b: int) -> Iterator[_Meeting]:
    """A word of pinyin or another language against the English word it may mean: Jixiang, Auspicious; Melli, National."""
    for first, second in _translated(a, b, used_a, used_b):
        yield _SENSE * min(first.weight, second.weight), first, second, "translated"
    for second, first in _translated(b, a, used_b, used_a):
        yield _SENSE * min(first.weight, second.weight), first, second, "translated"


def _translated(one: Words, other: Words, used_one: int, used_other: int) -> Iterator[tuple[Run, Run]]:
    """Free runs of one name that may mean free Latin ones of the other; one of them begins in a brand."""
    for key in one.senses.keys() & other.by_key.keys():
        said = one.senses[key]
        for meant in other.by_key[key]:
            free = not used_one & said.mask and not used_other & meant.mask
            if free and meant.script == "latin" and (said.brand or meant.brand):
                yield said, meant


def _sameness(a: Sequence[Unit], b: Sequence[Unit]) -> tuple[float, str]:
    """How to call two runs whose keys are equal."""
    if a[0].script != b[0].script:
        return 1.0, "romanised"
    if a[0].script != "latin" and _written(a) != _written(b):
        return _HOMOPHONE, "sounds alike"
    return 1.0, "same"


def _written(units: Sequence[Unit]) -> str:
    return fold("".join(unit.text for unit in units))


def _similar(a: Words, b: Words, used_a: int, used_b: int) -> Iterator[_Meeting]:
    """Single words against single words, and a single word against neighbours joined."""
    theirs = [run for run in b.spelled if not used_b & run.mask]
    if not theirs:
        return
    for first in a.spelled:
        if used_a & first.mask:
            continue
        single = first.end - first.start == 1
        for second in theirs:
            if not single and second.end - second.start > 1:
                continue
            if not first.brand and not second.brand:
                continue  # two places or two trades that differ are no spellings of one another
            alike = _alike(a, b, first, second)
            if alike.share and alike is not SAME:
                yield alike.share * min(first.weight, second.weight), first, second, alike.rule


def _loose(a: Words, b: Words, used_a: int, used_b: int) -> Iterator[_Meeting]:
    """Words of brands that differ in a letter or in their vowels, beside others that met: Toiba, Tayyiba."""
    theirs = [run for run in _free_words(b, used_b) if not is_pinyin(run.key)]
    for first in _free_words(a, used_a):
        for second in theirs if is_pinyin(first.key) else _free_words(b, used_b):
            if share := _freely(first.key, second.key):
                yield share * min(first.weight, second.weight), first, second, "sounds alike"


def _free_words(words: Words, used: int) -> list[Run]:
    """Single Latin words of the brand that met nothing, long enough to be misspelt."""
    return [
        run
        for run in words.spelled
        if run.brand and run.end - run.start == 1 and not used & run.mask and len(run.key) >= _LONG_ENOUGH
    ]


@lru_cache(maxsize=1 << 14)
def _freely(a: str, b: str) -> float:
    """The share that two words keep that are one letter apart, or have two consonants and more in common."""
    slip = min(len(a), len(b)) > _LONG_ENOUGH and OSA.distance(a, b, score_cutoff=1) <= 1
    sound = consonants(a, _FEWEST_INITIALS)
    return _LOOSE if slip or (sound and sound == consonants(b, _FEWEST_INITIALS)) else 0.0


def _alike(a: Words, b: Words, first: Run, second: Run) -> Likeness:
    if first.script == second.script:
        if first.script == "han":
            return DIFFERENT
    else:
        if _are_initials(a, first, b, second) or _are_initials(b, second, a, first):
            return _INITIALS
        if {first.script, second.script} == _UNVOWELLED and _same_consonants(first.key, second.key):
            return Likeness(_CONSONANTS, "sounds alike")
    if _hopeless(first, second):
        return DIFFERENT
    alike = spelling(first.key, second.key)
    return _beside_han(first, second, alike) if HAN in {first.script, second.script} else alike


def _beside_han(first: Run, second: Run, alike: Likeness) -> Likeness:
    """A Latin word beside characters: it is more than its first letters, and pinyin that differs is another name."""
    latin, han = (second, first) if first.script == HAN else (first, second)
    if alike.rule == "abbreviated":
        said = segment(han.key)
        shorter = len(said) >= _FEWEST_INITIALS and segment(latin.key)[: len(said)] == said
        return alike if shorter or han.key.startswith(latin.key) else DIFFERENT
    if alike.rule == "sounds alike" and not is_pinyin(latin.key):
        return Likeness(
            _HEARD, alike.rule
        )  # characters have few ways to be read, so that few consonants say more
    if alike is SAME or len(segment(latin.key)) < _FEWEST_INITIALS:
        return alike
    if alike.rule == "sounds alike" and is_pinyin(first.key) and is_pinyin(second.key):
        return Likeness(_CONFUSED * alike.share, alike.rule)
    return DIFFERENT


def _same_consonants(a: str, b: str) -> bool:
    """Arabic script leaves short vowels out: حبيب is hbyb, Habib."""
    one, other = (skeleton(word if len(word) > _FEWEST else f"{word}a").replace("a", "") for word in (a, b))
    return one == other and len(one) >= _FEWEST


def _hopeless(a: Run, b: Run) -> bool:
    """Too different in length and letters to be spellings of one word? Cheap, and never wrong."""
    if a.skeleton and a.skeleton == b.skeleton:
        return False
    short, long = (a.key, b.key) if len(a.key) <= len(b.key) else (b.key, a.key)
    if long.startswith(short):
        return False
    return len(long) - len(short) > MOST_APART or (a.letters ^ b.letters).bit_count() > 2 * MOST_APART


def _are_initials(latin: Words, word: Run, han: Words, run: Run) -> bool:
    """Is a single Latin word the initials of a Han brand: BYD for 比亚迪?"""
    if word.script != LATIN or word.end - word.start > 1:
        return False
    units = han.units[run.start : run.end]
    initials = initials_of(units)
    return (
        bool(initials)
        and initials == latin.units[word.start].keys[0]
        and {HAN} == {unit.script for unit in units}
    )


def initials_of(han: Sequence[Unit]) -> str:
    """The first letters of the syllables of Han words; "" for a single one."""
    return _first_letters(tuple([unit.keys[0] for unit in han]))


@lru_cache(maxsize=1 << 14)
def _first_letters(keys: tuple[str, ...]) -> str:
    sounds = [sound for key in keys for sound in segment(key)]
    return "".join(sound[0] for sound in sounds) if len(sounds) >= _FEWEST_INITIALS else ""


def comparable(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
    """Can these words contradict each other? A translated brand and a Han one say nothing about one another."""
    scripts = {unit.script for unit in a} | {unit.script for unit in b}
    if len(scripts) == 1:
        return True
    if any(unit.script == HAN and is_rendering(simplify(unit.text)) for unit in (*a, *b)):
        return False
    latin = [unit for unit in (*a, *b) if unit.script == "latin"]
    if scripts == {"latin", HAN}:
        return _is_told_in_pinyin([unit.keys[0] for unit in latin])
    return any(is_pinyin(key) for unit in latin for key in unit.keys[:1])


def _is_told_in_pinyin(words: Sequence[str]) -> bool:
    """Is one of the words surely pinyin, or are two such syllables? "Sai", "Mendale" may be anything."""
    said = [segment(word) for word in words]
    return any(len(syllables) > 1 and is_known_speech(syllables) for syllables in said) or (
        sum(len(syllables) == 1 and is_known_speech(syllables) for syllables in said) > 1
    )
