"""Hand-built chains for the trace tests. Every party, site and lot is invented (EXAMPLE).

Makes `trace_replay` (allocations that fit the records, as an oracle) importable.
"""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tieback.model.case import Case
from tieback.model.goods import (
    Basis,
    LineRole,
    Quantity,
    StockCount,
    Transfer,
    TransferKind,
    Transformation,
    TransformationLine,
)
from tieback.model.record import RowRef
from tieback.model.site import Site, SiteKind
from tieback.trace.certificate import Edge, Graph, Vertex, Wanted

sys.path.insert(0, str(Path(__file__).parent))

FIRST_DAY = date(2026, 1, 1)


def day(number: int | None) -> date | None:
    return None if number is None else FIRST_DAY + timedelta(days=number)


def quantity(value: object, unit: str = "kg", basis: str = "unknown", tolerance: str | None = None) -> Any:
    if value is None:
        return None
    return Quantity(Decimal(str(value)), unit, Basis(basis), Decimal(tolerance) if tolerance else None)


def _row(file: str, counter: list[int]) -> RowRef:
    counter[0] += 1
    return RowRef(file, counter[0])


def _builder() -> SimpleNamespace:
    transfers, changes = [1], [1]

    def transfer(
        id_: str, lot: str, sender: str, receiver: str, on: int | None, kg: object, **more: Any
    ) -> Transfer:
        amount = quantity(
            kg, more.pop("unit", "kg"), more.pop("basis", "unknown"), more.pop("tolerance", None)
        )
        received = more.pop("received", on)
        kind = more.pop("kind", TransferKind.SALE)
        ref = _row("transfers.csv", transfers)
        return Transfer(id_, kind, lot, sender, receiver, day(on), day(received), amount, ref=ref, **more)

    def line(
        role: str, lot: str, kg: object, component: str | None = None, **more: Any
    ) -> TransformationLine:
        low, high = (Decimal(str(more[k])) if more.get(k) is not None else None for k in ("low", "high"))
        amount = quantity(kg, more.get("unit", "kg"), more.get("basis", "unknown"), more.get("tolerance"))
        ref = _row("transformations.csv", changes)
        return TransformationLine(
            LineRole(role), lot, component, amount, low, high, more.get("document"), ref
        )

    def change(
        id_: str, holder: str, start: int | None, end: int | None, *lines: TransformationLine, **more: Any
    ) -> Transformation:
        site = more.get("site", f"site of {holder}")
        return Transformation(id_, site, holder, more.get("process"), day(start), day(end), lines)

    def raw(id_: str, holder: str, on: int, lot: str, kg: object, **more: Any) -> Transformation:
        return change(id_, holder, on, on, line("out", lot, kg, **more), **more)

    def count(lot: str, holder: str, on: int | None, kg: object) -> StockCount:
        return StockCount(f"site of {holder}", holder, lot, day(on), quantity(kg), RowRef("stock.csv", 2))

    def case(*records: object, countries: dict[str, str | None] | None = None, **more: Any) -> Case:
        made = tuple(item for item in records if isinstance(item, Transformation))
        sites = {item.site: item.holder for item in made}
        return Case(
            "example",
            None,
            "IMPORTER",
            None,
            None,
            (),
            sites=tuple(
                Site(
                    id_,
                    party,
                    SiteKind.PRODUCTION,
                    country=(countries or {}).get(id_.removeprefix("site of "), "TR"),
                )
                for id_, party in sorted(sites.items())
            ),
            transfers=tuple(item for item in records if isinstance(item, Transfer)),
            transformations=made,
            stock=tuple(item for item in records if isinstance(item, StockCount)),
            **more,
        )

    return SimpleNamespace(
        transfer=transfer,
        line=line,
        change=change,
        raw=raw,
        count=count,
        case=case,
        day=day,
        quantity=quantity,
    )


@pytest.fixture
def records() -> SimpleNamespace:
    """Builders of transfers, transformations, counts and a case; days count from 2026-01-01."""
    return _builder()


@pytest.fixture(scope="session")
def new_records() -> Callable[[], SimpleNamespace]:
    """The same builders for property tests, fresh on every call."""
    return _builder


# --- graphs that proofs are about: made by playing masses through, so that some flow fits them ---------------------


def _loose(rng: random.Random, stock: list[tuple[int, int]], most: int) -> tuple[int, int]:
    """A tail and a mass: some of what is left over, or new."""
    if not stock or rng.random() < 0.25:
        return -1, rng.randint(1, most)
    at = rng.randrange(len(stock))
    tail, mass = stock[at]
    taken = mass if rng.random() < 0.5 else rng.randint(1, mass)
    if taken == mass:
        stock.pop(at)
    else:
        stock[at] = tail, mass - taken
    return tail, taken


def _yield(rng: random.Random, came: int) -> tuple[int, Any, Any]:
    """What comes out of so much, and a yield range that allows it."""
    out = rng.randint(max(1, came // 2), came)
    percent = out * 100 // came
    low = Fraction(percent, 100) if rng.random() < 0.7 else 0
    return out, low, 1 if rng.random() < 0.7 else min(Fraction(1), Fraction(percent + 1, 100))


def _graph(
    rng: random.Random, size: int, *, most: int = 1000, yields: bool = False, ranges: float = 0, fan: int = 4
) -> Graph:
    vertices: list[Vertex] = []
    stock: list[tuple[int, int]] = []
    moved: list[tuple[int, int, int]] = []
    for vertex in range(size):
        came = [_loose(rng, stock, most) for _ in range(rng.randint(1, fan))]
        moved += [(tail, vertex, mass) for tail, mass in came]
        total = sum(mass for _, mass in came)
        out, low, high = _yield(rng, total) if yields and rng.random() < 0.5 else (total, 1, 1)
        vertices.append(Vertex(f"v{vertex}", low, high))
        stock.append((vertex, out))
    moved += [(tail, -1, mass) for tail, mass in stock]
    edges = []
    for tail, head, mass in moved:
        low, high = mass, mass
        if rng.random() < ranges:
            low, high = max(0, mass - rng.randint(0, 3)), mass + rng.randint(0, 3)
        edges.append(Edge(f"{tail} to {head}", tail, head, low, high, tail == size - 1 and head == -1))
    return Graph(tuple(vertices), tuple(edges))


def _wanted(rng: random.Random, graph: Graph, absorbing: float = 0.2) -> Wanted:
    sources = [number for number, edge in enumerate(graph.edges) if edge.tail == -1]
    inside = frozenset(number for number in sources if rng.random() < 0.4)
    free = frozenset(number for number in sources if rng.random() < 0.3) - inside
    absorbs = {rng.randrange(len(graph.vertices))} if rng.random() < absorbing else ()
    return Wanted(inside, free, frozenset(absorbs))


@pytest.fixture(scope="session")
def flow_graphs() -> SimpleNamespace:
    """`graph(rng, vertices, most=, yields=, ranges=)`: a random graph; `wanted(rng, graph)`: random sources in it."""
    return SimpleNamespace(graph=_graph, wanted=_wanted)
