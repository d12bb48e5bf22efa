"""How much it says that two personal names share a word: common surnames and given names say little."""

from functools import cache, lru_cache
from math import log2

from tieback.names import table
from tieback.names.chinese_person import surname_readings, surname_tier
from tieback.names.person import PersonName, PersonWord
from tieback.screen.frequency import read_frequency
from tieback.screen.person_sound import variant_groups
from tieback.screen.score import weights

_SHORT = 3
_NO_TIER = 9


@cache
def _common() -> dict[str, str]:
    return {row["name"]: row["tier"] for row in table.rows("person_common.csv")}


@cache
def _counts() -> dict[str, int]:
    """Word -> listed persons that bear it, all spellings of one name counted together."""
    counts, _ = read_frequency("person_frequency.csv")
    summed = dict(counts)
    for row in table.rows("person_variant.csv"):
        words = table.cells(row["names"])
        if row["kind"] == "spelling":
            total = sum(counts.get(word, 0) for word in words)
            summed.update(dict.fromkeys(words, total))
    return summed


def is_known(word: str) -> bool:
    """Is a lower-case word known as a word of personal names?"""
    word = word.removeprefix("abd") or word
    return (
        word in _common() or word in _counts() or bool(variant_groups(word)) or bool(surname_readings(word))
    )


@lru_cache(maxsize=131072)
def _bits(word: str) -> float:
    model = weights()
    _, total = read_frequency("person_frequency.csv")
    surprise = log2(total / (_counts().get(word, 0) + 1))
    bits = min(model["person_rare_most"], model["person_rarity"] * surprise)
    if tier := _common().get(word):
        bits = min(bits, model[f"person_common_{tier}"])
    return min(bits, model["person_short"]) if len(word) <= _SHORT else bits


def weigh_word(name: PersonName, word: PersonWord) -> float:
    """Bits for a word of `name` that is met."""
    if not name.chinese:
        return _bits(word.key)
    if word.role == "family" or (word.role != "given" and _tier(word) < _NO_TIER and _is_rim(name, word)):
        tier = _tier(word)
        return weights()["person_surname_3" if tier == _NO_TIER else f"person_surname_{tier}"]
    syllables = len((word.pinyin or word.sounds)[0])
    return min(weights()["person_rare_most"], weights()["person_syllable"] * syllables)


def _tier(word: PersonWord) -> int:
    read = ["".join(min(sounds) for sounds in cut) for cut in word.pinyin] or list(surname_readings(word.key))
    return min(map(surname_tier, read), default=_NO_TIER)


def _is_rim(name: PersonName, word: PersonWord) -> bool:
    """A surname stands first or last, and is no longer than what else there is."""
    rim = word is name.words[0] or word is name.words[-1]
    rest = [other for other in name.words if other is not word]
    return rim and len((word.pinyin or word.sounds)[0]) == 1 and bool(rest)


def surname_tier_of(name: PersonName) -> int:
    """The commonest tier of the surname that a Chinese name may have; 9 for none."""
    return min(
        (_tier(word) for word in (name.words[0], name.words[-1]) if _is_rim(name, word)), default=_NO_TIER
    )
