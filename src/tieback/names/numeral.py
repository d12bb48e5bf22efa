"""Numbers in names: Chinese numerals, Roman ones, ordinals, "No. 8"."""

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_ORDINALS = {
    word: str(value)
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], start=1
    )
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def digits_of(text: str) -> str:
    """The digits of a Chinese ordinal (第十二厂: "12") or of what digits stand in `text`."""
    if found := "".join(char for char in text if char.isdigit() and char.isascii()):
        return str(int(found))
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char in _DIGITS:
            current = _DIGITS[char]
    return str(total + current)


def number_of(word: str) -> str | None:
    """The digits of a word that is a number: 841, 8th, ii. None for any other word."""
    if word.isdigit() and word.isascii():
        return str(int(word))
    if match := _ORDINAL.fullmatch(word):
        return str(int(match.group(1)))
    return _ROMAN.get(word)


def ordinal_of(word: str) -> str | None:
    """The digits of an English ordinal word ("first": "1"); a common brand too, so the caller decides."""
    return _ORDINALS.get(word)
