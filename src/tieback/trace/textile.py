"""Weights that the trade states otherwise: yarn by its count, fabric by its square metre, fibre by its moisture.

All are statements of the case, kept with their source, never assumed. Counts (ISO 1144, ISO 2947): tex is grams of a
kilometre; Ne = 590.5 / tex, Nm = 1000 / tex, denier = 9 tex; "30/2" is two ends of 30. The commercial mass of fibre is its
dry mass with the agreed allowance of moisture (regain.csv), so a conditioned kilogram weighs (100 + measured regain) /
(100 + allowance) kilograms as it is.
"""

import csv
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from tieback.table.cell import CellError, find_unit, parse_decimal

_COUNT = re.compile(
    r"(?:(?P<before>Ne|Nm|tex|dtex|den|td|D|英支|公支|特|旦)\s*)?(?P<value>\d+(?:[.,]\d+)?)\s*(?:/\s*(?P<ends>\d))?"
    r"\s*(?P<after>Ne|Nm|dtex|tex|den(?:ier)?|td|D|s|S|英支|公支|特|旦)?",
    re.IGNORECASE,
)
_SYSTEM = {
    **dict.fromkeys(("ne", "s", "英支"), "Ne"),
    **dict.fromkeys(("nm", "公支"), "Nm"),
    **dict.fromkeys(("tex", "特"), "tex"),
    "dtex": "dtex",
    **dict.fromkeys(("den", "denier", "td", "d", "旦"), "den"),
}
_FABRIC = re.compile(
    r"(?P<weight>\d+(?:[.,]\d+)?)\s*(?:g/m2|g/m²|gsm|g/㎡|克/平方米|克每平方米)"
    r"(?:\s*[x×*,@]\s*(?P<width>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\d\s]+))?",
    re.IGNORECASE,
)
_REGAIN = re.compile(
    r"(?:(?P<fibre>[^\d%,:]+?)[,:]?\s+)?(?:moisture )?(?:regain|回潮率)\s*:?\s*(?P<percent>\d+(?:[.,]\d+)?)\s*%",
    re.IGNORECASE,
)


def tex(text: str) -> Fraction | None:
    """Grams of a kilometre of yarn from its count ("Ne 30", "30/2 Ne", "20 tex", "150D"); None where it is no count."""
    found = _COUNT.fullmatch(text.strip())
    if found is None or bool(found["before"]) == bool(found["after"]):
        return None
    system, count = _SYSTEM[(found["before"] or found["after"]).casefold()], _number(found["value"])
    ends = int(found["ends"] or 1)
    if count == 0 or ends == 0:
        return None
    single = {
        "Ne": Fraction(5905, 10) / count,
        "Nm": 1000 / count,
        "tex": count,
        "dtex": count / 10,
        "den": count / 9,
    }[system]
    return single * ends


def kilograms_per_unit(text: str, unit: str) -> Fraction | None:
    """Kilograms of one `unit` of yarn or fabric, from its count or its weight and width; None where `text` says neither.

    Raises CellError where it says one of them and the unit does not fit: a length for yarn, a length or an area for fabric.
    """
    known = find_unit(unit)
    size = Fraction(known.factor) if known and known.factor else None
    grams = tex(text)
    if grams is not None:
        if known is None or size is None or known.dimension != "length":
            raise CellError(f"{text!r} is a yarn count, which weighs a length, not a {unit}")
        return grams * size / 1_000_000
    found = _FABRIC.fullmatch(text.strip())
    if found is None:
        return None
    weight = _number(found["weight"]) / 1000
    if known is not None and size is not None and known.dimension == "area":
        return weight * size
    if known is None or size is None or known.dimension != "length" or found["width"] is None:
        raise CellError(f"{text!r} weighs a {unit} only with a width, such as 180 g/m2 x 1.50 m")
    return weight * size * _metres(found["width"], found["unit"])


def share_as_is(text: str, fibre: str) -> Fraction | None:
    """What one conditioned kilogram weighs as it is, by its measured regain ("cotton, regain 6.5 %"); None without one.

    `fibre`: where the text names none. Raises CellError where nobody has read the allowance of the fibre.
    """
    found = _REGAIN.fullmatch(text.strip())
    if found is None:
        return None
    fibre = found["fibre"] or fibre
    allowance = _allowances().get(" ".join(fibre.split()).casefold())
    if allowance is None:
        raise CellError(
            f"the agreed allowance of {fibre!r} is not in regain.csv; state the kilograms of one kilogram"
        )
    return (100 + _number(found["percent"])) / (100 + allowance)


@cache
def _allowances() -> dict[str, Fraction]:
    """Agreed allowances in percent by fibre; rows whose source nobody has read are left out."""
    text = files("tieback.trace").joinpath("regain.csv").read_text("utf-8")
    return {
        name.strip().casefold(): Fraction(row["percent"])
        for row in csv.DictReader(text.splitlines())
        if row["status"] == "read"
        for name in (row["fibre"], *row["also"].split("|"))
    }


def _number(text: str) -> Fraction:
    return Fraction(parse_decimal(text))


def _metres(width: str, unit: str) -> Fraction:
    """A width in metres; inches are written in, inch or a double quote."""
    if unit.casefold().rstrip(".") in {"in", "inch", "inches", '"', "英寸"}:
        return _number(width) * Fraction(Decimal("0.0254"))
    known = find_unit(unit)
    if known is None or known.dimension != "length" or known.factor is None:
        raise CellError(f"{unit!r} is no unit of a width")
    return _number(width) * Fraction(known.factor)
