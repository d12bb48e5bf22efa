"""Kilograms as pictures and their tables print them: thousands apart, no trailing zeros, bounds rounded outward."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tieback.picture.shape import Within

_SHORT = Decimal(10)  # from here on a bound on a band has no decimals


def said_kg(kg: Decimal) -> str:
    """Thousands apart, no trailing zeros: 1,250.5."""
    text = f"{kg:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell_kg(kg: Decimal | None) -> str:
    """A cell of a table."""
    return "unknown" if kg is None else said_kg(kg)


def short_range(within: Within) -> str:
    """Least and most on a band: "≤ 2,206", "13–2,206", "176"; nothing where neither is known."""
    least, most = within.least, within.most
    if most is None:
        return f"≥ {_short(least, ROUND_FLOOR)}" if least else ""
    if least == most:
        return said_kg(least)
    low, high = _short(least or Decimal(0), ROUND_FLOOR), _short(most, ROUND_CEILING)
    return f"{low}–{high}" if least else f"≤ {high}"


def long_range(within: Within) -> str:
    """The same as a sentence's end, with the even mix."""
    if within.least is None and within.most is None:
        return "how much of it is in the lot is unknown"
    most = "any amount" if within.most is None else f"at most {said_kg(within.most)} kg"
    even = "" if within.even is None else f" (even mix {said_kg(within.even)})"
    return f"in the lot at least {said_kg(within.least or Decimal(0))}, {most}{even}"


def _short(kg: Decimal, rounding: str) -> str:
    return said_kg(kg.quantize(Decimal(1), rounding) if kg >= _SHORT else kg)
