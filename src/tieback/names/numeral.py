"""Numbers in names: Chinese numerals, Roman ones, ordinals, "No. 8"."""

import re
from collections.abc import Sequence

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_PLAIN = {"i": "1", "v": "5", "x": "10"}  # letters too, so only where a number must stand
_COUNT = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {word: str(value) for value, word in enumerate(_COUNT.split(), start=1)}
_SYLLABLES = "yi er san si wu liu qi ba jiu shi"
_PINYIN = {f"di{word}": str(value) for value, word in enumerate(_SYLLABLES.split(), start=1)}
_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: str(value) for value, word in enumerate(_WORDS.split(), start=1)}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_GLUED = re.compile(r"(?:unit|plant|factory|fty|no)-?(\d{1,3})")
_TENS = {
    word: 10 * value
    for value, words in enumerate(
        ("twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety ninty"), start=2
    )
    for word in words.split()
}
NUMBER_WORDS = frozenset(
    {*_ROMAN, *_PLAIN, *_ORDINALS, *_PINYIN}
)  # all that is read as a number without digits


def digits_of(text: str) -> str:
    """The digits of a Chinese number (第十二: "12", 一四八: "148") or of what digits stand in `text`."""
    if found := "".join(char for char in text if char.isdigit() and char.isascii()):
        return str(int(found))
    figures = [char for char in text if char in _DIGITS or char in "十百"]
    if not any(char in "十百" for char in figures):
        return str(int("".join(str(_DIGITS[char]) for char in figures) or "0"))
    total, current = 0, 0
    for char in figures:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _DIGITS[char]
    return str(total + current)


def number_of(word: str) -> str | None:
    """The digits of a word that is a number: 841, 8th, ii. None for any other word."""
    if not word[:1].isdigit():
        return _ROMAN.get(word)
    if word.isdigit() and word.isascii():
        return str(int(word))
    if match := _ORDINAL.fullmatch(word):
        return str(int(match.group(1)))
    return None


def ordinal_of(word: str) -> str | None:
    """The digits of an ordinal word ("first", "diyi": "1"); a common brand too, so the caller decides."""
    return _ORDINALS.get(word) or _PINYIN.get(word)


def after_no(word: str) -> str | None:
    """The digits of a word that stands after "No.": what `number_of` reads, and I, V, one, two."""
    return number_of(word) or _PLAIN.get(word) or _COUNTS.get(word)


def glued(word: str) -> str | None:
    """The digits of a number written on to its word: unit10, plant2, no8. None for any other word."""
    match = _GLUED.fullmatch(word)
    return str(int(match.group(1))) if match else None


def last_roman(word: str) -> str | None:
    """The digits of a lone Roman I, V or X, which at the end of a name is a number: "Cotton Mill I"."""
    return _PLAIN.get(word)


def spelled_number(words: Sequence[str]) -> str | None:
    """The digits of a number below a hundred in English words, figures and ordinals among them: forty four, forty 4, first.

    None for anything else; a lone figure is none, since nothing of it is spelled.
    """
    if len(words) == 1:
        tens = _TENS.get(words[0])
        return _COUNTS.get(words[0]) or _ORDINALS.get(words[0]) or (str(tens) if tens else None)
    if len(words) != 2 or words[0] not in _TENS:
        return None
    last = _COUNTS.get(words[1]) or _ORDINALS.get(words[1]) or number_of(words[1])
    return str(_TENS[words[0]] + int(last)) if last is not None and 0 < int(last) < 10 else None
