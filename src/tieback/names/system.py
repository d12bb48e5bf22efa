"""Older and other spellings of Mandarin, and Cantonese: Wade-Giles, postal, Hong Kong, Jyutping.

From pinyin or Han to these, and back from Latin words to the pinyin they may mean. `romanise.romanisations` puts
them side by side for a Han brand.
"""

import re
from functools import cache, lru_cache
from itertools import islice, product

from tieback.names import table
from tieback.names.meaning import cantonese
from tieback.names.syllable import SYLLABLES, segment

_MOST = 6  # pinyin readings of one Latin brand
_MOST_SYLLABLES = 5
_SPELLINGS = 4  # Hong Kong spellings of one Han brand


def _plain(spelling: str) -> str:
    return spelling.replace("'", "").replace("ü", "u")


@cache
def _mandarin() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Pinyin syllable -> Wade-Giles, postal spellings; without apostrophes and dots, as names are written."""
    return {
        row["pinyin"]: (_plain(row["wade_giles"]), table.cells(row["postal"]))
        for row in table.rows("mandarin.csv")
    }


def wade_giles(syllables: tuple[str, ...]) -> str:
    """Pinyin syllables in Wade-Giles, joined; "" if one is no syllable: ("xin", "jiang") is "hsinchiang"."""
    known = _mandarin()
    return "".join(known[s][0] for s in syllables) if all(s in known for s in syllables) else ""


def postal(syllables: tuple[str, ...]) -> str:
    """Pinyin syllables in postal spelling, the usual of each, joined: ("gui", "zhou") is "kweichow"."""
    known = _mandarin()
    if not all(s in known for s in syllables):
        return ""
    return "".join(known[s][1][0] if known[s][1] else known[s][0] for s in syllables)


@cache
def _hong_kong() -> dict[str, tuple[str, ...]]:
    """Jyutping without tone -> Hong Kong spellings, the commonest first."""
    return {row["jyutping"]: table.cells(row["spellings"]) for row in table.rows("hong_kong.csv")}


@lru_cache(maxsize=16384)
def _cantonese(char: str) -> str:
    """The usual Cantonese reading of a simplified character in Jyutping without tone, or ""."""
    return next(iter(cantonese(char)), "")


def jyutping(han: str) -> str:
    """Simplified Han in Jyutping without tones, joined; "" if a character has no reading in the table."""
    sounds = [_cantonese(char) for char in han]
    return "".join(sounds) if all(sounds) else ""


def hong_kong(han: str) -> tuple[str, ...]:
    """How Hong Kong writes simplified Han, the commonest spelling first, at most four: 长江 is "cheungkong"."""
    known = _hong_kong()
    sounds = [_cantonese(char) for char in han]
    if not han or not all(sound in known for sound in sounds):
        return ()
    ways = product(*(known[sound] for sound in sounds))
    return tuple("".join(way) for way in islice(ways, _SPELLINGS))


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Spelled syllable -> pinyin syllables it may mean, those written without an aspiration mark first."""
    found: dict[str, list[str]] = {}
    rows = table.rows("mandarin.csv")
    for aspirated in (False, True):
        for row in rows:
            if ("'" in row["wade_giles"]) is aspirated:
                for spelling in (_plain(row["wade_giles"]), *table.cells(row["postal"])):
                    found.setdefault(spelling, []).append(row["pinyin"])
    return {spelling: tuple(dict.fromkeys(meant)) for spelling, meant in found.items()}


@cache
def _shape() -> re.Pattern[str]:
    spellings = sorted({*_meanings(), *SYLLABLES}, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(spellings)}){{1,{_MOST_SYLLABLES}}}")


@lru_cache(maxsize=65536)
def _cut(word: str) -> tuple[str, ...]:
    """A word in syllables of Wade-Giles, postal spelling or pinyin, fewest first; () if it is none."""
    if _shape().fullmatch(word) is None:
        return ()
    best: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + 6), start, -1):
            piece = word[start:end]
            if end in best and (piece in _meanings() or piece in SYLLABLES):
                rest = (piece, *best[end])
                if start not in best or len(rest) < len(best[start]):
                    best[start] = rest
    return best.get(0, ())


def pinyin_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The joined pinyin that lower-case Latin words may mean if they are Wade-Giles or postal spelling.

    At most six, the likeliest first; none if all words are pinyin as they stand, if one is neither, or if there
    are fewer than two syllables: ("kwang", "hua") is "guanghua", ("hsin", "ta") "xinda" or "xinta".
    """
    syllables: list[str] = []
    foreign = False
    for word in words:
        cut = _cut(word)
        if not cut:
            return ()
        foreign = foreign or not segment(word)
        syllables.extend(cut)
    if not foreign or not 2 <= len(syllables) <= _MOST_SYLLABLES:
        return ()
    choices = [_meant(syllable) for syllable in syllables]
    return tuple(islice(dict.fromkeys("".join(way) for way in product(*choices)), _MOST))


def _meant(syllable: str) -> tuple[str, ...]:
    own = (syllable,) if syllable in SYLLABLES else ()
    return tuple(dict.fromkeys((*_meanings().get(syllable, ()), *own)))
