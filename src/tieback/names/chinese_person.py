"""Chinese personal names: surnames, and the syllables a Latin spelling may stand for.

"Chen Quanguo", "Ch'en Ch'üan-kuo" and 陈全国 are one name; so are "Cheung" and "Zhang". Wade-Giles spellings are
worked out from the pinyin syllables, without the apostrophes that hardly anybody writes; surnames as they are
written overseas (Cantonese and others) stand in surname.csv, Cantonese syllables of given names in cantonese.csv.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from tieback.names import table
from tieback.names.romanise import syllables
from tieback.names.syllable import SYLLABLES, segment

Sounds = tuple[frozenset[str], ...]  # for each syllable, the pinyin it may stand for

_INITIALS = (  # pinyin initial -> Wade-Giles initial, apostrophes left out; longest first
    *(("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k")),
    *(("k", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j")),
)
_FINALS = {
    "ian": "ien",
    "ie": "ieh",
    "ue": "ueh",
    "ve": "ueh",
    "ong": "ung",
    "iong": "iung",
    "e": "e",
    "v": "u",
}
_WHOLE = {  # syllables that follow no rule
    "zhi": ("chih",),
    "chi": ("chih",),
    "shi": ("shih",),
    "ri": ("jih",),
    "zi": ("tzu",),
    "ci": ("tzu",),
    "si": ("ssu", "szu"),
    "er": ("erh",),
    "ye": ("yeh",),
    "yan": ("yen",),
    "you": ("yu",),
    "yong": ("yung",),
    "yue": ("yueh",),
    "ge": ("ko", "ke"),
    "ke": ("ko", "ke"),
    "he": ("ho",),
    "duo": ("to",),
    "tuo": ("to",),
    "luo": ("lo",),
    "nuo": ("no",),
    "zuo": ("tso",),
    "cuo": ("tso",),
    "suo": ("so",),
    "zhuo": ("cho",),
    "ruo": ("jo",),
    "guo": ("kuo",),
    "xue": ("hsueh",),
    "gui": ("kuei",),
    "kui": ("kuei",),
    "yi": ("yi", "i"),
    "xiu": ("hsiu",),
    "e": ("o", "e"),
    "de": ("te",),
    "te": ("te",),
    "ze": ("tse",),
    "zhe": ("che",),
}
_LONGEST = 6  # letters of a syllable
_MOST_SYLLABLES = 3  # of one word of a name
_COMPOUND = 2  # characters of a surname like 欧阳


def _wade(syllable: str) -> tuple[str, ...]:
    """The Wade-Giles spellings of a pinyin syllable."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    for pinyin, wade in _INITIALS:
        if syllable.startswith(pinyin):
            final = syllable.removeprefix(pinyin)
            return (wade + _FINALS.get(final, final),)
    initial = syllable[:1]
    return (initial + _FINALS.get(syllable[1:], syllable[1:]),)


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """Spelling of one syllable -> pinyin syllables it may stand for."""
    found: dict[str, set[str]] = {}
    for syllable in SYLLABLES:
        for spelling in (syllable, syllable.replace("v", "u"), *_wade(syllable)):
            found.setdefault(spelling, set()).add(_even(syllable))
    for row in table.rows("cantonese.csv"):
        found.setdefault(row["spelling"], set()).update(map(_even, table.cells(row["pinyin"])))
    return {spelling: frozenset(meant) for spelling, meant in found.items()}


@cache
def _pinyin() -> dict[str, frozenset[str]]:
    """Spelling of one syllable -> the pinyin syllable it is."""
    return {spelling: frozenset({_even(spelling)}) for each in SYLLABLES for spelling in (each, _even(each))}


def _even(syllable: str) -> str:
    return syllable.replace("v", "u")


@lru_cache(maxsize=131072)
def pinyin_of(word: str) -> tuple[Sounds, ...]:
    """Every way a lower-case ASCII word can be cut into pinyin syllables, fewest first; () if in none."""
    return _cut(word, _pinyin())


@lru_cache(maxsize=131072)
def sounds_of(word: str) -> tuple[Sounds, ...]:
    """As `pinyin_of`, for pinyin, Wade-Giles and Cantonese spellings, and surnames as they are written overseas."""
    surnames = tuple(segment(pinyin) for pinyin in sorted(surname_readings(word)))
    found = [tuple(frozenset({syllable}) for syllable in parts) for parts in surnames if parts]
    cuts = _cut(word, _spellings())
    fewest = [cut for cut in cuts if len(cut) == len(cuts[0])]
    return tuple(dict.fromkeys((*fewest, *found)))


def _cut(word: str, known: Mapping[str, frozenset[str]]) -> tuple[Sounds, ...]:
    if not word.isascii() or not word.isalpha() or len(word) > _LONGEST * _MOST_SYLLABLES:
        return ()
    return tuple(sorted(_cuts(word, known, _MOST_SYLLABLES), key=len))


def _cuts(word: str, known: Mapping[str, frozenset[str]], most: int) -> list[Sounds]:
    if not word:
        return [()]
    if not most:
        return []
    return [
        (known[word[:end]], *rest)
        for end in range(1, min(len(word), _LONGEST) + 1)
        if word[:end] in known
        for rest in _cuts(word[end:], known, most - 1)
    ]


@cache
def _surnames() -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]], dict[str, int]]:
    """Han surname -> pinyin; Latin spelling, joined -> pinyin, joined; pinyin, joined -> tier (1 the commonest)."""
    han: dict[str, tuple[str, ...]] = {}
    spelt: dict[str, set[str]] = {}
    tiers: dict[str, int] = {}
    for row in table.rows("surname.csv"):
        read = tuple(_even(pinyin) for pinyin in table.cells(row["pinyin"]))
        han[row["han"]] = read
        for pinyin in read:
            joined = pinyin.replace(" ", "")
            tiers[joined] = min(tiers.get(joined, 9), int(row["tier"]))
            wade = ["".join(forms) for forms in _wade_forms(pinyin.split())]
            for spelling in (
                joined,
                *wade,
                *(text.replace(" ", "") for text in table.cells(row["overseas"])),
            ):
                spelt.setdefault(spelling, set()).add(joined)
    return han, {spelling: frozenset(meant) for spelling, meant in spelt.items()}, tiers


def _wade_forms(pinyin: list[str]) -> list[tuple[str, ...]]:
    forms: list[tuple[str, ...]] = [()]
    for syllable in pinyin:
        forms = [(*form, wade) for form in forms for wade in _wade(syllable)]
    return forms


def surname_readings(word: str) -> frozenset[str]:
    """The pinyin (joined) of the surnames that a lower-case Latin spelling may stand for: "cheung" is zhang, jiang."""
    return _surnames()[1].get(word, frozenset())


def surname_tier(pinyin: str) -> int:
    """1 for the twenty commonest surnames, 2 for the hundred, 3 for others known, 9 for none."""
    return _surnames()[2].get(pinyin, 9)


def is_surname(text: str) -> bool:
    """Is simplified Han `text` a surname?"""
    return text in _surnames()[0]


@lru_cache(maxsize=65536)
def split_han(text: str) -> tuple[str, str] | None:
    """Surname and given name of simplified Han `text`; None if it does not read as a Chinese name."""
    han = _surnames()[0]
    for length in (_COMPOUND, 1):
        surname, given = text[:length], text[length:]
        if surname in han and 1 <= len(given) <= 2:
            return surname, given
    return None


def han_sounds(text: str, *, surname: bool = False) -> Sounds:
    """What each character of simplified Han may sound like. `surname`: read as surnames are (曾 zeng)."""
    read = _surnames()[0].get(text) if surname else None
    if read:
        return tuple(
            frozenset(choices) for choices in zip(*(pinyin.split() for pinyin in read), strict=False)
        )
    return tuple(_character(char, syllable) for char, syllable in zip(text, syllables(text), strict=False))


@lru_cache(maxsize=16384)
def _character(char: str, syllable: str) -> frozenset[str]:
    others = _polyphones().get(char, ())
    return frozenset(_even(reading) for reading in (syllable, *others))


@cache
def _polyphones() -> dict[str, tuple[str, ...]]:
    return {row["char"]: table.cells(row["readings"]) for row in table.rows("polyphone.csv")}


def same_sounds(a: Sounds, b: Sounds) -> bool:
    """Can both be the same syllables?"""
    return len(a) == len(b) > 0 and all(one & other for one, other in zip(a, b, strict=True))
