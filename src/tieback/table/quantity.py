"""Quantities with unit and basis: "1,200.5 KGS", "500 PCS", "12 打", "100 kg ± 2 %", "净重 1200 公斤".

Units are those of unit.csv; one that it does not know is kept as it stood (it has no factor, so it gives no
mass). Nothing is converted here; an approximate or negative quantity is refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tieback.model.goods import Basis, Quantity
from tieback.table.fault import CellError
from tieback.table.number import parse_decimal
from tieback.table.word import canonical, fold, rows, vocabulary

_NUMBER = re.compile(r"[+-]?(?:\d[\d.,'’ ]*\d|\d|[.,]\d+)(?:\s?[万萬亿億])?")
_EXPONENT = re.compile(r"\d[eE][+-]?\d")
_TOLERANCE = re.compile(r"(?:±|\+/-|\+-|\+ ?/ ?-)\s*([\d.,]+)\s*(%?)")
_VAGUE = re.compile(
    r"(?i)^(?:about|approx\w*\.?|ca\.?|circa|around|~|≈|约|大约|<|>|≤|≥|up to|at least|at most|max\w*|min\w*)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of unit.csv. `factor` in base units of the dimension (kg, m, m2, l, W, pieces); None: none known."""

    id: str
    dimension: str
    factor: Decimal | None
    source: str


@cache
def _units() -> dict[str, Unit]:
    return {
        row["id"]: Unit(
            row["id"], row["dimension"], Decimal(row["factor"]) if row["factor"] else None, row["source"]
        )
        for row in rows("unit")
    }


@cache
def _words() -> dict[str, str]:
    """Folded word -> unit id, with the codes of UNECE Recommendations 20 and 21."""
    words = dict(vocabulary("unit"))
    for row in rows("unit"):
        for code in filter(None, row["rec20"].split("|")):
            words.setdefault(fold(code), row["id"])
    return words


def find_unit(text: str) -> Unit | None:
    """The unit a word or a UNECE code names, or None."""
    found = _words().get(fold(text)) or canonical(text, "unit")
    return _units()[found] if found else None


def parse_basis(text: str | None) -> Basis:
    """The basis a cell names; blank is unknown. Raises CellError for a word that names none."""
    if text is None or not text.strip():
        return Basis.UNKNOWN
    found = canonical(text, "word", "basis")
    if found is None:
        raise CellError(f"{text.strip()!r} is not a weight basis (gross, net, actual, conditioned)")
    return Basis(found)


def parse_quantity(
    text: str,
    unit: str | None = None,
    basis: str | None = None,
    *,
    mark: str | None = None,
    within: str | None = None,
) -> Quantity:
    """The quantity of a cell. `unit`, `basis`, `within`: from their own columns or the header; `mark` as in parse_decimal.

    Raises CellError where there is no number or no unit, where cell and column name different units, and
    for negative or approximate quantities.
    """
    normal = " ".join(unicodedata.normalize("NFKC", text).split())
    if _VAGUE.match(normal):
        raise CellError(f"{normal!r} is approximate; state a number, with a tolerance if need be")
    tolerance = _TOLERANCE.search(normal)
    if within is not None:
        stands_apart = _TOLERANCE.fullmatch("±" + within.strip().lstrip("±+/- "))
        if tolerance or stands_apart is None:
            raise CellError(f"{normal!r} with a tolerance of {within!r} cannot be read")
        tolerance = stands_apart
    rest = _TOLERANCE.sub("", normal, count=1)
    found = _NUMBER.search(rest)
    if found is None or _EXPONENT.search(rest):
        raise CellError(f"{normal[:40]!r} is not a quantity")
    value = parse_decimal(found.group().strip(), mark=mark)
    if value < 0:
        raise CellError(f"{normal!r} is negative; a return is a transfer of kind return")
    said, own_basis = _unit_and_basis(rest[: found.start()] + " " + rest[found.end() :])
    stated = parse_basis(basis)
    if own_basis is not None and stated not in {Basis.UNKNOWN, own_basis}:
        raise CellError(f"{normal!r} says {own_basis}, its basis column {stated}")
    return Quantity(value, _agreed(said, unit, normal), own_basis or stated, _within(tolerance, value))


def _unit_and_basis(text: str) -> tuple[str | None, Basis | None]:
    """What stands around the number: unit words, and a weight basis before or after them."""
    words = text.replace("(", " ").replace(")", " ").replace(":", " ").split()
    basis = None
    for part in (words[:2], words[:1], words[-2:], words[-1:]):
        word = " ".join(part)
        if basis is None and word and fold(word) in vocabulary("word", "basis") and len(part) <= len(words):
            basis = Basis(vocabulary("word", "basis")[fold(word)])
            words = words[len(part) :] if words[: len(part)] == part else words[: -len(part)]
    return " ".join(words).strip(" .,;") or None, basis


def _agreed(said: str | None, column: str | None, shown: str) -> str:
    column = column.strip() if column and column.strip() else None
    if said is None and column is None:
        raise CellError(f"{shown!r} has no unit")
    names = [found.id if (found := find_unit(word)) else word for word in (said, column) if word is not None]
    if len({fold(name) for name in names}) > 1:
        raise CellError(f"{shown!r} and its unit column ({column}) name different units")
    return names[0]


def _within(found: re.Match[str] | None, value: Decimal) -> Decimal | None:
    if found is None:
        return None
    amount = parse_decimal(found.group(1))
    return value * amount / 100 if found.group(2) else amount
