"""How much of what goes in may come out: the yield range of each component of a transformation.

The range holds for the mass from a source and for the rest alike. It is the stated one, else 1 where outputs equal
inputs, else that of the process table, else "anything up to the recorded ratio or one". The recorded ratio itself
is never taken as the yield of a single source.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import inf

from tieback.model.goods import Basis, LineRole, Transformation, TransformationLine
from tieback.trace.mass import Amount, Bound, Exact, Scale, total, whole


@dataclass(frozen=True, slots=True)
class Yield:
    """`low` * inputs <= outputs <= `high` * inputs; `rule` says where the range comes from.

    rule: stated | equal | process | unstated | merged | basis. `source` is the sentence for a reader.
    """

    low: Exact
    high: Bound
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line of a transformation with its mass."""

    line: TransformationLine
    amount: Amount


@dataclass(frozen=True, slots=True)
class Component:
    """The inputs and outputs of a transformation that share a component (None: all that name none)."""

    name: str | None
    inputs: tuple[Weighed, ...]
    outputs: tuple[Weighed, ...]
    merged: bool = False  # inputs and outputs name different components: taken together, safely wide

    @property
    def taken(self) -> Amount:
        """All that goes in."""
        return total(item.amount for item in self.inputs)

    @property
    def given(self) -> Amount:
        """All that comes out: products, by-products and waste."""
        return total(item.amount for item in self.outputs)


def components(transformation: Transformation, scale: Scale) -> tuple[Component, ...]:
    """The lines of a transformation by component.

    A component that only outputs name (every input naming another) stands alone without inputs: what is in it was
    not declared. Any other mismatch between the two sides puts all lines together.
    """
    inputs: dict[str | None, list[Weighed]] = {}
    outputs: dict[str | None, list[Weighed]] = {}
    for line in transformation.lines:
        side = inputs if line.role is LineRole.IN else outputs
        side.setdefault(line.component or None, []).append(
            Weighed(line, scale.weigh(line.quantity, line.lot))
        )
    declared = bool(inputs) and None not in inputs and None not in outputs and inputs.keys() <= outputs.keys()
    if not inputs or declared or inputs.keys() == outputs.keys():
        names = sorted(inputs.keys() | outputs.keys(), key=lambda name: name or "")
        return tuple(
            Component(name, tuple(inputs.get(name, ())), tuple(outputs.get(name, ()))) for name in names
        )
    every = [
        tuple(item for _, items in sorted(side.items(), key=str) for item in items)
        for side in (inputs, outputs)
    ]
    return (Component(None, every[0], every[1], merged=True),)


def range_of(component: Component, process: str | None, year: int | None) -> Yield:
    """The yield range of a component that has inputs and outputs."""
    taken, given = component.taken, component.given
    if component.merged:
        return Yield(0, _at_least_one(component), "merged", "inputs and outputs name different components")
    stated = _stated(component)
    if stated is not None:
        return stated
    if _bases_differ(component):
        return Yield(0, inf, "basis", "inputs and outputs are weighed on different bases")
    if taken.nominal is not None and taken.nominal == given.nominal:
        return Yield(1, 1, "equal", "recorded outputs equal recorded inputs")
    if process is not None:
        row = process_yield(process, year)
        if row is not None:
            return _widened(row, component)
    return Yield(0, _at_least_one(component), "unstated", "no yield is stated")


@dataclass(frozen=True, slots=True)
class ProcessYield:
    """A row of process.csv: the range of one part over input for a process in a span of years.

    `part`: product | coproduct | waste | loss. Only a range of the product whose source was read (`known`) may bound
    anything; every other row is a guide for a reader.
    """

    names: tuple[str, ...]
    part: str
    known: bool
    from_year: int | None
    to_year: int | None
    low: Fraction
    high: Fraction
    source: str


def process_yield(process: str, year: int | None) -> ProcessYield | None:
    """The row that bounds a process in a year; a dated row never applies to an unknown year."""
    found = _rows_for(process, year)
    return next((row for row in found if row.known and row.part == "product"), None)


def process_guides(process: str, year: int | None) -> tuple[ProcessYield, ...]:
    """The rows that bound nothing: other parts than the product, and figures whose source nobody has read."""
    return tuple(row for row in _rows_for(process, year) if not row.known or row.part != "product")


def _rows_for(process: str, year: int | None) -> Iterator[ProcessYield]:
    wanted = " ".join(process.split()).casefold()
    for row in _process_table():
        dated = row.from_year is not None or row.to_year is not None
        if wanted not in row.names or (dated and year is None):
            continue
        if year is None or (row.from_year or year) <= year <= (row.to_year or year):
            yield row


@cache
def _process_table() -> tuple[ProcessYield, ...]:
    text = files("tieback.trace").joinpath("process.csv").read_text("utf-8")
    return tuple(
        ProcessYield(
            tuple(
                name.strip().casefold() for name in (row["process"], *row["also"].split("|")) if name.strip()
            ),
            row["part"],
            row["status"] == "read",
            int(row["from_year"]) if row["from_year"] else None,
            int(row["to_year"]) if row["to_year"] else None,
            Fraction(row["share_min"]),
            Fraction(row["share_max"]),
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def _stated(component: Component) -> Yield | None:
    """The widest range that the out rows state; a side that is blank is left open."""
    lows = [item.line.yield_min for item in component.outputs if item.line.yield_min is not None]
    highs = [item.line.yield_max for item in component.outputs if item.line.yield_max is not None]
    if not lows and not highs:
        return None
    low = Fraction(min(lows)) if lows else Fraction(0)
    high = Fraction(max(highs)) if highs else _at_least_one(component)
    return Yield(
        whole(low),
        high if isinstance(high, float) else whole(high),
        "stated",
        "yield as stated on the output rows",
    )


def _at_least_one(component: Component) -> Bound:
    """The greatest yield that the records leave open: the recorded ratio, but not less than one."""
    taken, given = component.taken, component.given
    if given.high == inf:
        return inf
    if taken.low == 0:
        return 1 if given.high == 0 else inf
    return whole(max(Fraction(1), Fraction(given.high) / taken.low))


def _widened(row: ProcessYield, component: Component) -> Yield:
    """The table's range, opened to one where waste is recorded, and to the ratio that the records show."""
    low, high = row.low, row.high
    if any(item.line.role is not LineRole.OUT for item in component.outputs):
        high = max(high, Fraction(1))
    taken, given = component.taken, component.given
    if taken.nominal is None or given.nominal is None or taken.nominal == 0:
        return Yield(0, _at_least_one(component), "unstated", "no yield is stated and no ratio is recorded")
    ratio = Fraction(given.nominal) / taken.nominal
    return Yield(min(low, ratio), max(high, min(ratio, Fraction(1))), "process", f"usual range: {row.source}")


def _bases_differ(component: Component) -> bool:
    bases = {item.amount.basis for item in (*component.inputs, *component.outputs)}
    return len(bases - {Basis.UNKNOWN}) > 1
