"""Two personal names compared word by word, in any order, and their dates of birth.

Words meet one to one: the same, a usual variant, sounding alike, romanised, joined or split, or by an initial,
which is compatible and hardly more. A word left on one side is an omission; words left on both sides contradict:
another given name, surname or patronymic is another person. One word in common is never enough. Neither sex nor
nationality nor origin is asked for or derived.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tieback.names.person import PersonName, PersonWord, is_of_groups, read_person
from tieback.names.reading import Part, PartKind
from tieback.names.script import HAN, LATIN
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.letters import compact
from tieback.screen.name import Name
from tieback.screen.person_rarity import is_known, surname_tier_of, weigh_word
from tieback.screen.person_sound import likeness, same_syllables, spelt_alike
from tieback.screen.score import decimal_bits, weights
from tieback.screen.short import COLUMN, truncated
from tieback.screen.spelling import SAME, Likeness
from tieback.screen.unit import Unit

PART = "person"
ONE_WORD = "one word in common"
PERSON = "person"
_PERHAPS = frozenset({None, PERSON, "unknown"})
_COMPANY_PARTS = frozenset(
    {PartKind.FORM, PartKind.SECTOR, PartKind.QUALIFIER, PartKind.NUMBER, PartKind.BRANCH}
)
_JOINED = 3  # words that one word may stand for
_LONG = 6  # letters from which a word may be two
_JOINED_SHARE = 0.7  # least likeness of a word and words joined
_MONONYM = 7  # letters from which a single word may be met by a spelling of it
_FEWEST, _MOST_WORDS = 2, 7
_NEVER, _PERHAPS_SO, _KNOWN = range(3)
_FREQUENT = range(1, 3)  # tiers of Chinese surnames that make two pinyin words a person's rather than a brand

_Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Words of both names that met: half-open ranges."""

    bits: float
    a: _Run
    b: _Run
    alike: Likeness

    def order(self) -> tuple[bool, float, _Run, _Run]:
        """What is equal is settled first, then what weighs most."""
        return self.alike is not SAME, -self.bits, self.a, self.b


def are_persons(a: Name, b: Name, kinds: tuple[str | None, str | None]) -> bool:
    """Should the names be compared as those of persons?

    One side known to be a person, the other not known to be anything else and without a part of a company name;
    or, where nothing is known, both reading like a person's.
    """
    if any(kind not in _PERHAPS for kind in kinds):
        return False
    one, other = read_person(a.text), read_person(b.text)
    if _is_foreign(one, other) and not (PERSON in kinds and (one.chinese or other.chinese)):
        return False
    if PERSON in kinds:
        return all(
            kind == PERSON or not company_part(name, beside)
            for name, beside, kind in ((a, b, kinds[0]), (b, a, kinds[1]))
        )
    if any(part.kind in _COMPANY_PARTS for name in (a, b) for part in name.reading.parts):
        return False
    readings = {_reads_personal(a.text), _reads_personal(b.text)}
    return _NEVER not in readings and _KNOWN in readings


def _is_foreign(a: PersonName, b: PersonName) -> bool:
    """A name of another language against its Chinese transliteration is compared by sound and meaning."""
    han = [any(word.script == HAN for word in name.words) for name in (a, b)]
    return han[0] != han[1] and not (a.chinese and b.chinese)


def company_part(name: Name, other: Name) -> Part | None:
    """A part of `name` that only companies have, and that is no word of the other name (Cotton is a surname too)."""
    return next((part for part, folded in _company_parts(name) if folded not in other.folded), None)


@lru_cache(maxsize=1 << 14)
def _company_parts(name: Name) -> tuple[tuple[Part, str], ...]:
    """The parts that only companies have, and their folded texts."""
    return tuple((part, compact(part.text)) for part in name.reading.parts if part.kind in _COMPANY_PARTS)


def is_same_person_name(a: str, b: str) -> bool:
    """The same name but for the comma form: "EXAMPLE, Jane" and "Jane Example"."""
    return compact(_given_first(a)) == compact(_given_first(b)) != ""


def _given_first(text: str) -> str:
    family, comma, given = text.replace("，", ",").partition(",")
    return f"{given} {family}" if comma and "," not in given else text


@lru_cache(maxsize=65536)
def _reads_personal(text: str) -> int:
    """_NEVER: not as persons are named; _PERHAPS_SO: in their shape; _KNOWN: with a word known from such names."""
    name = read_person(text)
    words = name.words
    if not words or len(words) > _MOST_WORDS or any(char.isdigit() for char in text):
        return _NEVER
    if any(is_of_groups(word.key) for word in words):
        return _NEVER
    if words[0].script == HAN:
        return _KNOWN if "·" in text else _PERHAPS_SO if name.chinese else _NEVER
    if name.pinyin and not name.family_first:
        return _KNOWN if surname_tier_of(name) in _FREQUENT else _NEVER
    if len(words) == 1:
        return _PERHAPS_SO
    return _KNOWN if any(is_known(word.key) for word in words) else _PERHAPS_SO


def may_be_person(name: Name) -> bool:
    """Is the text in the shape of a personal name, without a word that only groups have?"""
    return _reads_personal(name.text) != _NEVER


def compare_persons(a: Name, b: Name) -> list[Evidence]:
    """The rows of two personal names, the demand for more than one word included."""
    if (cut_off := truncated(a, b)) is not None:
        return [cut_off]
    first, second = read_person(a.text), read_person(b.text)
    model = weights()
    met = _settle(first, second)
    rows = [_row(first, second, meeting) for meeting in met]
    given = sum(row.bits for row in rows)
    if given > model["person_most"]:
        rows.append(Evidence(PART, "capped", model["person_most"] - given))
    left_a = _left(first, [meeting.a for meeting in met])
    left_b = _left(second, [meeting.b for meeting in met])
    rows += _weigh_left(left_a, left_b)
    rows += _weigh_order(first, second, met)
    if met and not left_a and not left_b:
        rows.append(weighed("person_whole", PART, "whole"))
    return _held_down(rows, first, second, met)


def _settle(a: PersonName, b: PersonName) -> list[_Meeting]:
    """The meetings that hold, each word in one at most, in the order of `a`."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    found: list[_Meeting] = []
    for meeting in sorted(_meetings(a, b), key=_Meeting.order):
        run_a, run_b = range(*meeting.a), range(*meeting.b)
        if used_a.isdisjoint(run_a) and used_b.isdisjoint(run_b):
            used_a.update(run_a)
            used_b.update(run_b)
            found.append(meeting)
    return sorted(found, key=lambda meeting: meeting.a)


def _meetings(a: PersonName, b: PersonName) -> Iterator[_Meeting]:
    strict = a.chinese and b.chinese and a.pinyin and b.pinyin
    for i, one in enumerate(a.words):
        for j, other in enumerate(b.words):
            alike = _alike(a, b, one, other, strict=strict)
            if alike.share:
                bits = alike.share * min(weigh_word(a, one), weigh_word(b, other))
                yield _Meeting(bits, (i, i + 1), (j, j + 1), alike)
    yield from _cut_off(a, b)
    for i, one in enumerate(a.words):
        for run, alike in _joined(one, b.words):
            yield _Meeting(alike.share * weigh_word(a, one), (i, i + 1), run, alike)
    for j, other in enumerate(b.words):
        for run, alike in _joined(other, a.words):
            yield _Meeting(alike.share * weigh_word(b, other), run, (j, j + 1), alike)


def _cut_off(a: PersonName, b: PersonName) -> Iterator[_Meeting]:
    """The last word of a name that ends where a column ends, as the beginning of a word."""
    for i, one in enumerate(a.words):
        for j, other in enumerate(b.words):
            for short, long, name, at in ((one, other, a, i), (other, one, b, j)):
                last = at == len(name.words) - 1 and len(name.text.strip()) in COLUMN
                if last and len(short.key) < len(long.key) and long.key.startswith(short.key):
                    bits = 0.6 * min(weigh_word(a, one), weigh_word(b, other))
                    yield _Meeting(bits, (i, i + 1), (j, j + 1), Likeness(0.6, "truncated"))


def _alike(a: PersonName, b: PersonName, one: PersonWord, other: PersonWord, *, strict: bool) -> Likeness:
    """The likeness of two words in their names."""
    if one.key == other.key:
        return SAME
    if a.chinese and b.chinese and not strict and same_syllables(one, other):
        return Likeness(0.8 if HAN not in (one.script, other.script) else 0.9, "romanised")
    return likeness(one, other, strict=strict)


def _joined(word: PersonWord, others: Sequence[PersonWord]) -> Iterator[tuple[_Run, Likeness]]:
    """Neighbours that written as one are the word: Quan Guo and Quanguo."""
    if len(word.key) < _LONG and word.script != HAN:
        return
    for start in range(len(others) - 1):
        joined = others[start].key
        for end in range(start + 1, min(len(others), start + _JOINED)):
            joined += others[end].key
            alike = _as_one(word, others[start : end + 1], joined)
            if alike.share >= _JOINED_SHARE:
                yield (start, end + 1), Likeness(alike.share, "joined" if alike is SAME else alike.rule)


def _as_one(word: PersonWord, run: Sequence[PersonWord], joined: str) -> Likeness:
    if word.key == joined:
        return SAME
    if word.sounds and all(other.sounds for other in run):
        together = tuple(sounds for other in run for sounds in other.sounds[0])
        read = PersonWord(joined, 0, 0, LATIN, joined, sounds=(together,))
        return Likeness(0.9, "romanised") if same_syllables(word, read) else Likeness(0.0, "contradicts")
    if len(joined) < _LONG or word.key[0] != joined[0] or not joined.isascii() or not word.key.isascii():
        return Likeness(0.0, "contradicts")
    return spelt_alike(word.key, joined)


def _row(a: PersonName, b: PersonName, meeting: _Meeting) -> Evidence:
    sides = _units(a.words[slice(*meeting.a)]), _units(b.words[slice(*meeting.b)])
    return Evidence(PART, meeting.alike.rule, meeting.bits, *sides)


def _units(words: Sequence[PersonWord]) -> tuple[Unit, ...]:
    return tuple(
        Unit(PartKind.BRAND, word.text, word.start, word.end, word.script, (word.key,), 0.0) for word in words
    )


def _left(name: PersonName, runs: Sequence[_Run]) -> list[PersonWord]:
    used = {at for run in runs for at in range(*run)}
    return [word for at, word in enumerate(name.words) if at not in used and word.role != "epithet"]


def _weigh_left(a: Sequence[PersonWord], b: Sequence[PersonWord]) -> list[Evidence]:
    """Words that met nothing: on both sides they contradict, on one they are left out."""
    model = weights()
    rows = []
    both = min(len(a), len(b))
    if both:
        bits = model["person_contradicts"] + model["person_contradicts_more"] * (both - 1)
        rows.append(Evidence(PART, "contradicts", bits, _units(a[:both]), _units(b[:both])))
    more = (*a[both:], *b[both:])
    if more:
        bits = max(model["person_omitted_most"], model["person_omitted"] * len(more))
        rows.append(Evidence(PART, "omitted", bits, _units(a[both:]), _units(b[both:])))
    return rows


def _weigh_order(a: PersonName, b: PersonName, met: Sequence[_Meeting]) -> list[Evidence]:
    """Who is whose child, and which word is the surname, where both names say so."""
    pairs = [(a.words[meeting.a[0]], b.words[meeting.b[0]]) for meeting in met]
    fathers = a.fathers and b.fathers
    exchanged = [
        (one, other)
        for one, other in pairs
        if (
            fathers
            and (one.role == "father") != (other.role == "father")
            and "epithet" not in (one.role, other.role)
        )
        or {one.role, other.role} == {"family", "given"}
    ]
    if len(exchanged) < 2:  # one alone may be a matter of how the list writes the name
        return []
    ours, theirs = (_units([pair[side] for pair in exchanged]) for side in (0, 1))
    return [weighed("person_order", PART, "order", ours, theirs)]


def _held_down(rows: list[Evidence], a: PersonName, b: PersonName, met: Sequence[_Meeting]) -> list[Evidence]:
    """The rows with the demand for more than one word in common."""
    if _is_enough(a, b, met):
        return rows
    model = weights()
    total = model["start"] + float(sum(decimal_bits(row.bits) for row in rows))
    if total > model["person_one_word"]:
        return [*rows, Evidence(PART, ONE_WORD, model["person_one_word"] - total)]
    return rows


def _is_enough(a: PersonName, b: PersonName, met: Sequence[_Meeting]) -> bool:
    """Two words in common; a rare one beside an initial; or two single words spelled nearly the same."""
    whole = [meeting for meeting in met if meeting.alike.rule != "initial"]
    words = sum(max(meeting.a[1] - meeting.a[0], meeting.b[1] - meeting.b[0]) for meeting in whole)
    if words >= _FEWEST:
        return True
    if not whole:
        return False
    if len(met) > 1:
        return whole[0].bits >= weights()["person_initial_least"]
    single = len(a.words) == len(b.words) == 1
    return single and min(len(a.words[0].key), len(b.words[0].key)) >= _MONONYM
