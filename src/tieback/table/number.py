"""Decimals as people write them, exactly; what can be read two ways is refused rather than guessed.

A single comma before exactly three digits groups thousands ("1,200" is 1200), as in English and Chinese
records; where a column shows commas as decimal marks, `mark=","` says so. A single point is always a
decimal mark unless `mark=","`. Exponents are refused: a spreadsheet that shows them has dropped digits.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from tieback.table.fault import CellError

_MOST_DIGITS = 30
UNSURE = "?"  # a column that shows both decimal marks
_GROUPED = {
    ".": re.compile(
        r"\d{1,3}(?:[, '’]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII
    ),
    ",": re.compile(r"\d{1,3}(?:[. '’]\d{3})+(?:,\d+)?|\d+(?:,\d+)?|,\d+", re.ASCII),
}
_MYRIADS = {
    "万": Decimal(10_000),
    "萬": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "億": Decimal(100_000_000),
}
_TWO_MARKS = re.compile(r"\d[.,].*[.,]\d")


def parse_decimal(text: str, *, mark: str | None = None) -> Decimal:
    """The number a cell states: "1,200.5", "1.200,5", "1 200.5", "１２００", "1.2万", "-3".

    `mark`: what `column_mark` found, "." or "," or UNSURE. Raises CellError where the text is no
    number or can be read two ways.
    """
    normal = _normal(text)
    factor = _MYRIADS.get(normal[-1:], Decimal(1))
    digits = normal[:-1].rstrip() if factor != 1 else normal
    sign = -1 if digits.startswith("-") else 1
    digits = digits[1:].strip() if digits[:1] in {"+", "-"} else digits
    if not digits or sum(char.isdigit() for char in digits) > _MOST_DIGITS:
        raise CellError(f"{_shown(text)} is not a number")
    if re.fullmatch(r"\d+(?:\.\d+)?[eE][+-]?\d+", digits):
        raise CellError(f"{_shown(text)} is in exponent notation, which may have lost digits")
    if mark == UNSURE and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        raise CellError(
            f"{_shown(text)} can be read two ways: its column has decimal points and decimal commas"
        )
    used = decimal_mark(digits) or "." if mark in {None, UNSURE} else str(mark)
    if not _GROUPED[used].fullmatch(digits):
        if re.fullmatch(r"[\d., '’]+", digits) and any(char.isdigit() for char in digits):
            raise CellError(f"{_shown(text)} can be read two ways; write it without thousands marks")
        raise CellError(f"{_shown(text)} is not a number")
    bare = re.sub(r"[ '’]", "", digits)
    plain = bare.replace(",", "") if used == "." else bare.replace(".", "").replace(",", ".")
    return Decimal(sign) * Decimal(plain) * factor


def parse_percent(text: str, *, mark: str | None = None) -> Decimal:
    """A percentage as the number of percent: "12.5 %" and "12.5" are 12.5. Raises CellError outside 0 to 100."""
    normal = _normal(text)
    value = parse_decimal(normal.removesuffix("%").rstrip(), mark=mark)
    if not 0 <= value <= 100:
        raise CellError(f"{_shown(text)} is not a percentage between 0 and 100")
    return value


def decimal_mark(text: str) -> str | None:
    """The decimal mark a number itself proves: "1.200,5" and "3,75" a comma, "1,200.5" and "19.5" a point; else None."""
    digits = _normal(text).lstrip("+-")
    if _TWO_MARKS.search(digits) and "." in digits and "," in digits:
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    if digits.count(",") > 1:
        return "."
    if digits.count(".") > 1:
        return ","
    for mark in ",.":
        head, found, tail = digits.partition(mark)
        if found and (len(tail) != 3 or len(head) > 3 or head in {"", "0"}):  # no thousands are parted so
            return mark
    return None


def column_mark(texts: Iterable[str | None]) -> str | None:
    """The decimal mark that the numbers of a column prove; None where none does, UNSURE where they disagree."""
    marks = set()
    for text in texts:
        if text and (number := re.search(r"[\d.,' ’]*\d", _normal(text))):
            marks.add(decimal_mark(number.group().strip()))
    marks.discard(None)
    return UNSURE if len(marks) > 1 else next(iter(marks), None)


def number_text(value: float) -> str | None:
    """Plain decimal notation of a binary number at 15 significant digits, as spreadsheets show it."""
    if value != value or value in {float("inf"), float("-inf")}:
        return None
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _normal(text: str) -> str:
    """Full-width digits and signs to ASCII, every kind of blank to a space, every minus to a hyphen."""
    normal = unicodedata.normalize("NFKC", text).translate(
        {0x2212: "-", 0x2013: "-", 0x2012: "-", 0x066C: "'"}
    )
    return " ".join(normal.split())


def _shown(text: str) -> str:
    """The cell quoted for a message, shortened."""
    bare = " ".join(text.split())
    return repr(bare if len(bare) <= 40 else bare[:37] + "...")
