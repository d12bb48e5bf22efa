"""Quantities to kilograms: by the unit table, else by the weights that the case states, else unknown.

Inside `trace`, mass is counted in milligrams: whole numbers stay `int`, others are `Fraction`, so that every sum
is exact and quick; infinity stands for "no mass can be derived". Bases (gross, net, conditioned) are never
converted here: an allowance without its measured moisture is not a conversion (docs/trace.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import inf

from tieback.model.case import Case
from tieback.model.goods import Basis, Mass, Quantity, UnitWeight
from tieback.table.quantity import find_unit
from tieback.table.word import canonical

MG_PER_KG = 1_000_000
THREE_DECIMALS = Decimal("0.001")
WIDE = Context(prec=60)

_TOWARDS = {Basis.CONDITIONED: Basis.ACTUAL, Basis.GROSS: Basis.NET}

Exact = int | Fraction  # milligrams
Bound = int | Fraction | float  # milligrams; the only float ever is infinity


@dataclass(frozen=True, slots=True)
class Amount:
    """Milligrams as an interval, with the stated value between them (None: no mass can be derived)."""

    low: Exact
    high: Bound
    nominal: Exact | None
    basis: Basis = Basis.UNKNOWN
    source: str = ""

    @property
    def measured(self) -> bool:
        """Is there any upper limit to the mass?"""
        return self.high != inf


NOTHING = Amount(0, 0, 0)
UNMEASURED = Amount(0, inf, None, source="no mass can be derived")


def exact(value: Decimal | Fraction | int) -> Exact:
    """Kilograms to milligrams, `int` where whole."""
    if isinstance(value, Decimal):
        digits = value.as_tuple()
        if isinstance(digits.exponent, int) and digits.exponent >= -6 and len(digits.digits) < WIDE.prec:
            return int(value.scaleb(6, WIDE))
    return whole(Fraction(value) * MG_PER_KG)


def whole(value: Exact) -> Exact:
    """The same number, as `int` where it is one."""
    if isinstance(value, int):
        return value
    return value.numerator if value.denominator == 1 else value


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts; its basis is the one they share, else unknown."""
    low: Exact = 0
    high: Bound = 0
    nominal: Exact | None = 0
    bases: set[Basis] = set()
    for amount in amounts:
        low += amount.low
        high += amount.high
        nominal = None if nominal is None or amount.nominal is None else nominal + amount.nominal
        bases.add(amount.basis)
    return Amount(low, high, nominal, bases.pop() if len(bases) == 1 else Basis.UNKNOWN)


def rounded_down(value: Bound) -> Decimal | None:
    """Milligrams to kilograms, three decimals, never above the exact value; None for infinity."""
    return None if value == inf else _to_kg(value, ROUND_FLOOR)


def rounded_up(value: Bound) -> Decimal | None:
    """Milligrams to kilograms, three decimals, never below the exact value; None for infinity."""
    return None if value == inf else _to_kg(value, ROUND_CEILING)


def rounded_even(value: Exact | Decimal) -> Decimal:
    """Milligrams to kilograms, three decimals, half to even."""
    if isinstance(value, Decimal):  # forty digits first: a tie must not be lost to the sixtieth
        kg = Context(prec=40).divide(value, Decimal(MG_PER_KG))
        return kg.quantize(THREE_DECIMALS, ROUND_HALF_EVEN, WIDE)
    return _to_kg(value, ROUND_HALF_EVEN)


def _to_kg(value: Bound, rounding: str) -> Decimal:
    """Exact rounding to grams: integer division decides, no binary fraction is involved."""
    grams = Fraction(value) / 1000
    below, rest = divmod(grams.numerator, grams.denominator)
    half = 2 * rest - grams.denominator
    up = rest > 0 and (
        rounding == ROUND_CEILING
        or (rounding == ROUND_HALF_EVEN and (half > 0 or (half == 0 and below % 2 == 1)))
    )
    return Decimal(below + up).scaleb(-3, WIDE)


class Scale:
    """Weighs the quantities of one case. Stated weights of the lot go first, then those of its goods."""

    __slots__ = ("_goods_of_lot", "_stated")

    def __init__(self, case: Case) -> None:
        self._stated: dict[str, list[UnitWeight]] = {}
        for weight in case.unit_weights:
            if weight.kg >= 0:
                self._stated.setdefault(_folded(weight.subject), []).append(weight)
        goods: dict[str, set[str]] = {}
        for transfer in case.transfers:
            if transfer.goods:
                goods.setdefault(transfer.lot, set()).add(transfer.goods)
        self._goods_of_lot = {lot: texts.pop() for lot, texts in goods.items() if len(texts) == 1}

    def weigh(self, quantity: Quantity | None, lot: str, goods: str | None = None) -> Amount:
        """Milligrams of `quantity` of `lot`; `UNMEASURED` where neither a table nor the case says."""
        if quantity is None or quantity.value < 0:
            return UNMEASURED
        goods = goods or self._goods_of_lot.get(lot)
        factors = self._factors(quantity.unit, lot, goods)
        if not factors:
            return UNMEASURED
        basis, shares = self.on_basis(quantity.basis, lot, goods)
        if shares:
            factors = [(kg * share, f"{said}; {how}") for kg, said in factors for share, how in shares]
        if factors[0][0] == 1 and len(factors) == 1 and not quantity.tolerance:
            stated = exact(quantity.value)
            return Amount(stated, stated, stated, basis, factors[0][1])
        value, tolerance = Fraction(quantity.value), Fraction(quantity.tolerance or 0)
        least, most = min(kg for kg, _ in factors), max(kg for kg, _ in factors)
        return Amount(
            exact(max(value - tolerance, Fraction(0)) * least),
            exact((value + tolerance) * most),
            exact(value * (least + most) / 2),
            basis,
            "; ".join(dict.fromkeys(text for _, text in factors)),
        )

    def on_basis(self, basis: Basis, lot: str, goods: str | None) -> tuple[Basis, list[tuple[Fraction, str]]]:
        """The basis that weights of a lot are compared on, and the stated factors to it: none where nobody states one.

        A conditioned kilogram becomes what it weighs as it is, a gross one its net weight, where the case says how much.
        """
        target = _TOWARDS.get(basis)
        found = self._said(f"{basis} kg", lot, goods) if target else []
        return (target, found) if target and found else (basis, [])

    def states(self, unit: str) -> bool:
        """Does the case state what one of this unit weighs, of anything?"""
        return any(weight.unit == unit for weights in self._stated.values() for weight in weights)

    def kilograms(self, unit: str, lot: str, goods: str | None) -> tuple[Fraction, Fraction] | None:
        """Least and most kilograms of one unit of a lot of these goods; None where nobody says."""
        found = [kg for kg, _ in self._factors(unit, lot, goods)]
        return (min(found), max(found)) if found else None

    def _factors(self, unit: str, lot: str, goods: str | None) -> list[tuple[Fraction, str]]:
        """Kilograms per unit with their sources; several where the case states several."""
        known = find_unit(unit)
        if known is not None and known.dimension == "mass":
            return (
                [(Fraction(known.factor), known.source)]
                if known.factor is not None
                else self._said(unit, lot, goods)
            )
        return self._said(unit, lot, goods)

    def _said(self, unit: str, lot: str, goods: str | None) -> list[tuple[Fraction, str]]:
        for subject in (lot, goods):
            weights = self._stated.get(_folded(subject), []) if subject else []
            found = [
                (Fraction(weight.kg) * ratio, f"{_where(weight)} ({weight.source or 'no source stated'})")
                for weight in weights
                if (ratio := _ratio(unit, weight.unit)) is not None
            ]
            if found:
                return found
        return []


def mass(amount: Amount) -> Mass:
    """The amount as a model value: kilograms rounded outward."""
    return Mass(_to_kg(amount.low, ROUND_FLOOR), rounded_up(amount.high), amount.source)


def _ratio(unit: str, stated: str) -> Fraction | None:
    """How many of the `stated` unit make one `unit`: 12 for dozens stated by the piece; None: not comparable."""
    if _folded(unit) == _folded(stated):
        return Fraction(1)
    one, other = find_unit(unit), find_unit(stated)
    if one is None or other is None or one.dimension != other.dimension:
        return None
    if one.id == other.id:
        return Fraction(1)
    return Fraction(one.factor) / Fraction(other.factor) if one.factor and other.factor else None


def basis_unit(text: str) -> str | None:
    """The name of a unit of conversion between bases ("conditioned kg", "kg gross", 公定公斤): "gross kg", or None."""
    words = " ".join(text.replace("公斤", " kg").split()).casefold().split(" ")
    if len(words) == 2 and "kg" in words:
        basis = canonical(next((word for word in words if word != "kg"), ""), "word", "basis")
        return f"{basis} kg" if basis in _TOWARDS else None
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _where(weight: UnitWeight) -> str:
    return f"{weight.ref.file} row {weight.ref.row}" if weight.ref else "weights stated in the case"
