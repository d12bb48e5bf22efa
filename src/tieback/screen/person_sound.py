"""How alike two words of personal names are: spelled the same, usual variants, sounding alike, or different words.

Spellings of one name in several alphabets differ in their vowels, in doubled letters and in related consonants
(Mohammed, Muhammad; Gaddafi, Qadhafi; Sergei, Serguei); other names differ in consonants that are not related.
Costs are shares of an edit; they are the same for every language.
"""

import re
from functools import cache, lru_cache
from math import ceil

from rapidfuzz.distance import OSA

from tieback.names import table
from tieback.names.chinese_person import Sounds, same_sounds
from tieback.names.person import PersonWord
from tieback.names.script import ARABIC, HAN
from tieback.screen.spelling import DIFFERENT, SAME, Likeness

_VARIANTS = {
    "spelling": Likeness(0.9, "variant"),
    "cognate": Likeness(0.6, "variant"),
    "nickname": Likeness(0.6, "nickname"),
}
_INITIAL = Likeness(0.15, "initial")
_ROMANISED, _LOOSELY = Likeness(0.95, "romanised"), Likeness(0.6, "romanised")
_SOUNDS = (  # letters to sound, in this order
    *(
        ("tsch", "S"),
        ("tch", "S"),
        ("sch", "S"),
        ("dzh", "J"),
        ("dsch", "J"),
        ("sh", "S"),
        ("ch", "S"),
        ("zh", "J"),
    ),
    *(("dj", "J"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("tz", "z")),
    *(("ts", "z"), ("cz", "S"), ("sz", "S"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ou", "u"), ("oo", "u")),
    *(("ee", "i"), ("ie", "i"), ("y", "i"), ("o", "u"), ("e", "a"), ("j", "J")),
)
_SOFT_C, _TWICE, _MUTE = (
    re.compile("c(?=[iey])"),
    re.compile(r"(.)\1+"),
    re.compile(r"(?<=[aiu])h(?![aiu])|(?<!^)a$"),
)
_END_J = re.compile("(?<=[aeiou])j(?![aeiou])|(?<=[iy])j$")
_SILENT_E = re.compile("(?<=[b-df-hj-np-tv-z])e$")
_VOWELS = frozenset("aiu")
_RELATED = {
    frozenset(pair)
    for pair in (
        "bp",
        "bv",
        "vf",
        "fp",
        "dt",
        "gk",
        "gh",
        "kh",
        "sz",
        "sS",
        "zS",
        "JS",
        "zJ",
        "gJ",
        "iJ",
        "mn",
        "rl",
    )
}
_VOWEL, _SHORT_VOWEL, _KIN, _SWAP, _H = 0.35, 0.6, 0.5, 0.6, 0.3
_SHORT = 4  # sounds from which a name is long enough for its vowels to say less
_MOST = 0.21  # cost per sound from which on two words are different
_MOST_SHORT = 0.16  # the same for names of three sounds
_LEAST = 0.5
_FEWEST_BONES = 3
_ABD = "abd"
_DERIVED = frozenset(
    {
        "ov",
        "ev",
        "ova",
        "eva",
        "ovich",
        "evich",
        "ovic",
        "evic",
        "enko",
        "zade",
        "zada",
        "ian",
        "yan",
        "son",
        "sen",
        "ez",
        "es",
    }
)


@lru_cache(maxsize=1 << 18)
def sound(word: str) -> str:
    """A lower-case ASCII word as it sounds: a, i, u for vowels, related letters made one, silent ones left out."""
    word = _SILENT_E.sub("", word) if len(word) > 3 else word
    word = _END_J.sub("i", _SOFT_C.sub("s", word))
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    return _TWICE.sub(r"\1", _MUTE.sub("", _TWICE.sub(r"\1", word.replace("c", "k"))))


@cache
def _variants() -> dict[str, dict[int, str]]:
    """Word -> groups it stands in, with the kind of each."""
    found: dict[str, dict[int, str]] = {}
    for number, row in enumerate(table.rows("person_variant.csv")):
        for word in table.cells(row["names"]):
            found.setdefault(word, {})[number] = row["kind"]
    return found


def variant_groups(word: str) -> dict[int, str]:
    """The groups of variants (numbers of rows) that a word stands in, with their kinds."""
    return _variants().get(word, {})


def likeness(a: PersonWord, b: PersonWord, *, strict: bool) -> Likeness:
    """Compare two words. `strict`: both names are wholly pinyin, where other syllables are other names."""
    if HAN in (a.script, b.script):
        return _with_han(a, b, strict=strict)
    if a.is_initial or b.is_initial:
        if a.key[:1] != b.key[:1] and sound(a.key[:1]) != sound(b.key[:1]):
            return DIFFERENT
        return SAME if a.key == b.key else _INITIAL
    if a.key == b.key:
        return SAME
    if strict or not a.key.isascii() or not b.key.isascii():
        return DIFFERENT if strict or len(a.key) < 2 * _FEWEST_BONES else _edited(a.key, b.key)
    if ARABIC in (a.script, b.script) and a.script != b.script:
        return _bare(a.key, b.key)
    return spelt_alike(a.key, b.key)


def _edited(a: str, b: str) -> Likeness:
    """Longer words of other alphabets, one letter apart."""
    return Likeness(0.7, "spelling") if OSA.distance(a, b, score_cutoff=1) <= 1 else DIFFERENT


def _with_han(a: PersonWord, b: PersonWord, *, strict: bool) -> Likeness:
    if a.script == b.script:
        return SAME if a.key == b.key else DIFFERENT
    if _any_same(a.pinyin, b.pinyin):
        return _ROMANISED
    if strict or not _any_same(a.sounds, b.sounds):
        return DIFFERENT
    return _LOOSELY if a.pinyin and b.pinyin else _ROMANISED


def _any_same(a: tuple[Sounds, ...], b: tuple[Sounds, ...]) -> bool:
    return any(same_sounds(one, other) for one in a for other in b)


def same_syllables(a: PersonWord, b: PersonWord) -> bool:
    """Two romanisations of the same Chinese syllables."""
    return _any_same(a.sounds, b.sounds)


@lru_cache(maxsize=1 << 18)
def spelt_alike(a: str, b: str) -> Likeness:
    """Compare two different lower-case ASCII words."""
    found = _by_sound(a, b)
    groups, others = variant_groups(a), variant_groups(b)
    kinds = {groups[group] for group in groups.keys() & others.keys()}
    for kind, alike in _VARIANTS.items():
        if kind in kinds:
            return alike if alike.share > found.share else found
    if _two_names(groups, others):
        return DIFFERENT  # Hassan and Hussein are two names, however alike they sound
    if a.startswith(_ABD) != b.startswith(_ABD):
        served, bare = (a, b) if a.startswith(_ABD) else (b, a)
        if served.removeprefix(_ABD) == bare or sound(served.removeprefix(_ABD)) == sound(bare):
            return Likeness(0.6, "omitted")
    if a[:-1] == b[:-1] and {a[-1], b[-1]} == {"a", "o"}:
        return DIFFERENT  # Angela, Angelo
    if a.removeprefix(b) in _DERIVED or b.removeprefix(a) in _DERIVED:
        return DIFFERENT  # Vladimir, Vladimirov
    return found


def _two_names(a: dict[int, str], b: dict[int, str]) -> bool:
    return "spelling" in a.values() and "spelling" in b.values()


def _by_sound(a: str, b: str) -> Likeness:
    first, second = sound(a), sound(b)
    if first == second:
        return Likeness(0.85 if len(first) > 2 else 0.6, "sounds alike")
    length = (len(first) + len(second)) / 2
    if abs(len(first) - len(second)) > length * 2 * _MOST or not first or not second:
        return DIFFERENT
    if OSA.distance(first, second, score_cutoff=ceil(length / 2)) > length / 2:
        return DIFFERENT
    cost = _cost(first, second) / length
    if cost > (_MOST_SHORT if min(len(first), len(second)) < _SHORT else _MOST):
        return DIFFERENT
    rule = "spelling" if OSA.distance(a, b, score_cutoff=1) <= 1 else "sounds alike"
    return Likeness(max(_LEAST, round(0.85 - 2 * cost, 3)), rule)


def _cost(a: str, b: str) -> float:
    """Least cost of turning one sound into the other; swapping neighbours is one edit."""
    vowel = _SHORT_VOWEL if max(len(a), len(b)) <= _SHORT else _VOWEL
    before: list[float] = []
    above = [0.0]
    for letter in b:
        above.append(above[-1] + _single(letter, vowel))
    for i, one in enumerate(a, start=1):
        row = [above[0] + _single(one, vowel)]
        for j, other in enumerate(b, start=1):
            best = min(
                above[j] + _single(one, vowel),
                row[j - 1] + _single(other, vowel),
                above[j - 1] + _change(one, other, vowel),
            )
            if i > 1 and j > 1 and one == b[j - 2] and other == a[i - 2]:
                best = min(best, before[j - 2] + _SWAP)
            row.append(best)
        before, above = above, row
    unlike = a[0] != b[0] and not {a[0], b[0]} <= _VOWELS and frozenset((a[0], b[0])) not in _RELATED
    return above[-1] + (0.5 if unlike else 0.0)


def _single(letter: str, vowel: float) -> float:
    return vowel if letter in _VOWELS else _H if letter == "h" else 1.0


def _change(a: str, b: str, vowel: float) -> float:
    if a == b:
        return 0.0
    if a in _VOWELS and b in _VOWELS:
        return vowel
    return _KIN if frozenset((a, b)) in _RELATED else 1.0


def bones(word: str) -> str:
    """The consonants of a word as it sounds: what Arabic script writes."""
    return _TWICE.sub(r"\1", "".join(letter for letter in sound(word) if letter not in "aiuhv"))


def _bare(a: str, b: str) -> Likeness:
    """A word in Arabic script, which leaves out vowels, against one that has them."""
    first, second = bones(a), bones(b)
    if first != second or len(first) < 2:
        return DIFFERENT
    return Likeness(0.85 if len(first) >= _FEWEST_BONES else 0.6, "romanised")
