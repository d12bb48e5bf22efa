"""One neutraliser for every cell that leaves the program: no spreadsheet may take our text for a formula.

A cell is dangerous if its first visible character starts a formula in a spreadsheet (=, +, -, @ and their
full-width, small and look-alike forms, since some programs fold them), or if it begins with TAB, CR, LF or
NUL (OWASP, CSV injection). It gets a leading apostrophe. Plain numbers, signed or not, stay numbers.
"""

import re
import unicodedata

_STARTERS = frozenset("=+-@＝＋－＠﹦﹢﹣﹫−–—⁼⁺⁻")
_CONTROLS = frozenset("\t\r\n\x00")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?", re.ASCII)
_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def neutralise(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could run it. Idempotent."""
    if not text or _NUMBER.fullmatch(text):
        return text
    if text[0] in _CONTROLS or _first_visible(text) in _STARTERS:
        return "'" + text
    return text


def _first_visible(text: str) -> str:
    return next((char for char in text if unicodedata.category(char) not in _INVISIBLE), "")
