"""Aligning the words of two brands: joined or split, reordered, romanised, misspelt, by initial.

It says which words met and what that weighs; what remains unmatched on either side is left to `compare`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieback.names.normal import fold
from tieback.names.reading import PartKind
from tieback.names.syllable import is_pinyin, segment
from tieback.screen.evidence import Evidence
from tieback.screen.letters import ascii_letters
from tieback.screen.spelling import DIFFERENT, SAME, Likeness, spelling
from tieback.screen.unit import Unit

_LONGEST = 5  # words that one word of the other side may stand for ("Hao Yuan Peng")
_FEWEST_INITIALS = 3
_CUT = 3  # characters from which a Han brand is cut, so that a part of it can be met
_OTHER_READING = 0.9  # share kept by a key that is not the usual one (polyphone, translation)
_HOMOPHONE = 0.4  # share kept when both are Han, sound the same and are written differently

_Segment = tuple[int, int]  # half-open range of units
_Meeting = tuple[float, _Segment, _Segment, str]  # bits, segments, rule


def match_words(a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """Evidence for the words (`as_words`) that met: brands, and other parts that one reading took for a brand."""
    free_a, free_b = list(range(len(a))), list(range(len(b)))
    found: list[Evidence] = []
    for meet in (_equal, _similar):  # what is equal is settled before what is alike
        here, there = [a[index] for index in free_a], [b[index] for index in free_b]
        used_a: set[int] = set()
        used_b: set[int] = set()
        for bits, first, second, rule in sorted(meet(here, there), key=_best_first):
            run_a, run_b = free_a[slice(*first)], free_b[slice(*second)]
            if used_a.isdisjoint(run_a) and used_b.isdisjoint(run_b):
                used_a.update(run_a)
                used_b.update(run_b)
                sides = tuple(a[index] for index in run_a), tuple(b[index] for index in run_b)
                found.append(Evidence("brand", rule, bits, *sides))
        free_a = [index for index in free_a if index not in used_a]
        free_b = [index for index in free_b if index not in used_b]
        if not free_a or not free_b:
            break
    return sorted(found, key=lambda row: row.a[0].start)


def _best_first(meeting: "_Meeting") -> tuple[float, "_Segment", "_Segment", str]:
    return -meeting[0], meeting[1], meeting[2], meeting[3]


def as_words(units: Sequence[Unit]) -> list[Unit]:
    """Units with word keys, Han brands of three characters and more cut into characters.

    What is no brand is keyed by its letters (none, in other scripts) instead of its id.
    """
    words: list[Unit] = []
    for unit in units:
        if unit.kind is not PartKind.BRAND:
            words.append(replace(unit, keys=(ascii_letters(unit.text),)))
        else:
            words.extend(_characters(unit))
    return words


def _characters(unit: Unit) -> list[Unit]:
    syllables = segment(unit.keys[0]) if unit.script == "han" and len(unit.text) >= _CUT else ()
    if len(syllables) != len(unit.text):
        return [unit]
    weight = unit.weight / len(syllables)
    return [
        Unit(unit.kind, text, unit.start + at, unit.start + at + 1, unit.script, (sound,), weight)
        for at, (text, sound) in enumerate(zip(unit.text, syllables, strict=True))
    ]


def _initials(a: Sequence[Unit], b: Sequence[Unit]) -> Likeness | None:
    """Latin initials of a Han brand: BYD for 比亚迪."""
    for latin, han in ((a, b), (b, a)):
        if len(latin) == 1 and latin[0].script == "latin" and all(unit.script == "han" for unit in han):
            sounds = [sound for unit in han for sound in segment(unit.keys[0])]
            if len(sounds) >= _FEWEST_INITIALS and "".join(sound[0] for sound in sounds) == latin[0].keys[0]:
                return Likeness(0.8, "abbreviated")
    return None


def comparable(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
    """Can these words contradict each other? A translated brand and a Han one say nothing about one another."""
    scripts = {unit.script for unit in a} | {unit.script for unit in b}
    if len(scripts) == 1:
        return True
    latin = [unit for unit in (*a, *b) if unit.script == "latin"]
    return any(is_pinyin(key) for unit in latin for key in unit.keys[:1])


def _segments(units: Sequence[Unit]) -> Iterator[tuple[_Segment, str, bool]]:
    """Every run of neighbouring units with its joined key, and whether that is the usual key."""
    for start, unit in enumerate(units):
        for order, key in enumerate(unit.keys):
            if key:
                yield (start, start + 1), key, order == 0
        joined = unit.keys[0]
        if not joined:
            continue
        for end in range(start + 2, min(len(units), start + _LONGEST) + 1):
            joined += units[end - 1].keys[0]
            if not units[end - 1].keys[0]:
                break
            yield (start, end), joined, True


def _weight(units: Sequence[Unit], run: _Segment) -> float:
    return sum(unit.weight for unit in units[slice(*run)])


def _equal(a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[_Meeting]:
    by_key: dict[str, list[tuple[_Segment, bool]]] = {}
    for second, key, usual in _segments(b):
        by_key.setdefault(key, []).append((second, usual))
    for first, key, usual in _segments(a):
        for second, other_usual in by_key.get(key, ()):
            if _is_fragment(a, first) or _is_fragment(b, second):
                continue
            share, rule = _sameness(a[slice(*first)], b[slice(*second)])
            if not (usual and other_usual):
                share *= _OTHER_READING
            yield share * min(_weight(a, first), _weight(b, second)), first, second, rule


def _is_fragment(units: Sequence[Unit], run: _Segment) -> bool:
    """A single character cut out of a longer Han brand says too little."""
    start, end = run
    unit = units[start]
    if end - start > 1 or unit.script != "han" or len(unit.text) > 1:
        return False
    beside = [units[at] for at in (start - 1, end) if 0 <= at < len(units)]
    return any(
        other.script == "han" and (other.end == unit.start or unit.end == other.start) for other in beside
    )


def _sameness(a: Sequence[Unit], b: Sequence[Unit]) -> tuple[float, str]:
    """How to call two runs whose keys are equal."""
    if a[0].script != b[0].script:
        return 1.0, "romanised"
    if a[0].script != "latin" and fold(a[0].text) != fold(b[0].text):
        return _HOMOPHONE, "sounds alike"
    return 1.0, "same"


def _similar(a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[_Meeting]:
    """Single words against single words, and a single word against neighbours joined."""
    ours, theirs = _spellable(a), _spellable(b)
    for first, key_a in ours:
        unit_a = a[first[0]]
        for second, key_b in theirs:
            unit_b = b[second[0]]
            if first[1] - first[0] > 1 and second[1] - second[0] > 1:
                continue
            if unit_a.kind is not PartKind.BRAND and unit_b.kind is not PartKind.BRAND:
                continue  # two places or two trades that differ are no spellings of one another
            if unit_a.script == unit_b.script:
                alike = DIFFERENT if unit_a.script == "han" else spelling(key_a, key_b)
            else:
                alike = _initials(a[slice(*first)], b[slice(*second)]) or spelling(key_a, key_b)
            if alike.share and alike is not SAME:
                yield alike.share * min(_weight(a, first), _weight(b, second)), first, second, alike.rule


def _spellable(units: Sequence[Unit]) -> list[tuple[_Segment, str]]:
    """Runs whose key is letters, without the fragments of Han brands."""
    return [(run, key) for run, key, _ in _segments(units) if key.isascii() and not _is_fragment(units, run)]
