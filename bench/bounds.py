"""Exact bounds of one lot: CPU time, size of its closure, and how much they gain on one-pass bounds.

`python bench/bounds.py` makes chains of seven tiers (bale, laydown, yarn, greige, dyed, panel, garment; every tenth
laydown goes into a bin that is filled many times), once without loss and once with a loss at every step, and asks of
finished lots how much of them came from one of ten farms. The same of lots of the graphs that bench/trace.py measures
(`graph.py`), through the excerpt that the command takes of a large case. Kept in bench/results/bounds.json.
"""

import gc
import json
import platform
import random
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from graph import FAN_IN, write
from graph import TIERS as GRAPH_TIERS
from graph_case import read

from tieback.model.case import Case
from tieback.model.goods import LineRole, Quantity, Transformation, TransformationLine
from tieback.trace.bounds import Bounds, SourceSet
from tieback.trace.bulk.excerpt import excerpt
from tieback.trace.certificate import fault
from tieback.trace.closure import Closure, target_of, upstream
from tieback.trace.program import program_of
from tieback.trace.prover import Prover
from tieback.trace.reduction import reduce
from tieback.trace.scope import Book, read_book

HERE = Path(__file__).parent
OUT = HERE / "results" / "bounds.json"
TIERS = ("bale", "laydown", "yarn", "greige", "dyed", "panel", "garment")
FARMS = 10
ASKED = 40  # lots asked about
GRAPHS = (20_000, 100_000)  # transfers
ASKED_OF_GRAPH = 6
SHAPES = ((8, 2), (20, 3), (60, 3), (200, 3), (600, 3))  # lots a tier; inputs are 2 to twice the second


def line(role: LineRole, lot: str, kg: int, *, losing: bool = False) -> TransformationLine:
    """A line of a transformation."""
    limits = (Decimal("0.8"), Decimal(1)) if losing and role is LineRole.OUT else (None, None)
    return TransformationLine(role, lot, None, Quantity(Decimal(kg), "kg"), *limits)


def step(id_: str, site: str, day: date, *lines: TransformationLine) -> Transformation:
    """A transformation; one hand holds everything, for sales change no bound."""
    return Transformation(id_, site, "GROUP", None, day, day, lines)


def chain(width: int, fan: int, *, losing: bool) -> Case:
    """So many lots a tier, each of 2 to 2 * fan parts of lots of the tier before."""
    rng = random.Random(7)
    start = date(2026, 1, 1)
    made: list[Transformation] = []
    stock: dict[str, int] = {}
    for number in range(width):
        lot = f"bale-{number}"
        stock[lot] = rng.randint(200, 240)
        day = start + timedelta(days=rng.randint(0, 20))
        made.append(step(f"G{number}", f"farm {number % FARMS}", day, line(LineRole.OUT, lot, stock[lot])))
    for tier in range(1, len(TIERS)):
        before, stock = stock, {}
        for number in range(width):
            chosen = rng.sample(sorted(before), min(len(before), rng.randint(2, 2 * fan)))
            taken = {lot: max(1, before[lot] * rng.randint(20, 60) // 100) for lot in chosen}
            for lot, kg in taken.items():
                before[lot] -= kg
                if not before[lot]:
                    del before[lot]
            total = sum(taken.values())
            given = -(-total * rng.randint(85, 97) // 100) if losing else total
            in_bin = tier == 1 and number % 10 == 0
            lot = f"bin-{number // 10 % 7}" if in_bin else f"{TIERS[tier]}-{number}"
            lines = [line(LineRole.IN, name, kg) for name, kg in taken.items()]
            day = start + timedelta(days=30 * tier + rng.randint(0, 28))
            out = line(LineRole.OUT, lot, max(1, given), losing=losing)
            made.append(step(f"X{tier}-{number}", f"mill {tier}", day, *lines, out))
            stock[lot] = stock.get(lot, 0) + max(1, given)
    return Case("bench", None, "GROUP", None, None, (), transformations=tuple(made))


def of_site(closure: Closure, site: str) -> SourceSet:
    """All that was made as raw material at one site."""
    pipes = enumerate(closure.pipes)
    inside = frozenset(n for n, pipe in pipes if pipe.source is not None and pipe.source.site == site)
    return SourceSet("site", site, inside, frozenset())


def timed(task: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    """CPU milliseconds of a task, and its result."""
    before = time.process_time()
    result = task(*given)
    return 1000 * (time.process_time() - before), result


def measure(width: int, fan: int, *, losing: bool) -> dict[str, Any]:
    """One chain."""
    book = read_book(chain(width, fan, losing=losing))
    clash = [item.conflict.text for item in book.clashes if item.voids]
    if clash:
        raise ValueError(clash[0])
    rng = random.Random(11)
    lots = [f"garment-{number}" for number in range(width)]
    asked = rng.sample(lots, min(ASKED, width))
    return {"lots_a_tier": width, **told((book, lot, rng) for lot in asked)}


def of_graph(transfers: int) -> dict[str, Any]:
    """Lots of the last tier of a graph, each traced in the excerpt of what can concern it."""
    arrays = read(*write(transfers, HERE / ".graphs"))
    rng = random.Random(11)
    finished = len(arrays.words.lots) - int(transfers / (FAN_IN * (GRAPH_TIERS - 1)))
    empty = Case("bench", None, "GROUP", None, None, ())
    found = []
    for number in sorted(rng.sample(range(finished, len(arrays.words.lots)), ASKED_OF_GRAPH)):
        lot = arrays.words.lots[number]
        book = read_book(excerpt(empty, arrays, lot))
        if target_of(book.network, book.ledger, lot, None) is not None:  # some were never filled
            found.append((book, lot, rng))
    return {"transfers": len(arrays.transfers), **told(found)}


def told(asked: Iterable[tuple[Book, str, random.Random]]) -> dict[str, Any]:
    """Median and most of what each lot costs."""
    gc.collect()
    rows: dict[str, list[float]] = {}
    count = narrower = exact = 0
    for book, lot, rng in asked:
        count += 1
        figures, is_exact, is_narrower = one_lot(book, lot, rng)
        exact += is_exact
        narrower += is_narrower
        for name, value in figures.items():
            rows.setdefault(name, []).append(value)
    return {
        "asked": count,
        "exact": exact,
        "narrower_than_outer": narrower,
        **{
            name: {"median": round(median(seen), 1), "most": round(max(seen), 1)}
            for name, seen in rows.items()
        },
    }


def one_lot(book: Book, lot: str, rng: random.Random) -> tuple[dict[str, float], bool, bool]:
    """What one lot costs; whether its bounds are exact; whether they are narrower than the outer ones."""
    target = target_of(book.network, book.ledger, lot, None)
    if target is None:
        raise ValueError(f"{lot} was not made")
    closure_ms, closure = timed(upstream, book.network, target)
    sites = sorted({pipe.source.site for pipe in closure.pipes if pipe.source and pipe.source.site})
    wanted = of_site(closure, rng.choice(sites))
    edges = len(program_of(closure).graph.edges)
    reduce_ms, reduction = timed(reduce, closure)
    small, asked_of = reduction.closure, reduction.asked(wanted)
    outer_ms, outer = timed(lambda *given: Bounds(given[0]).of(given[1]), small, asked_of)
    exact_ms, found = timed(lambda *given: Prover(given[0], None).sharpen(*given[1:]), small, asked_of, outer)
    graph = program_of(small).graph
    checks = [timed(fault, graph, found.wanted, proof) for proof in found.proofs]
    if any(wrong for _, wrong in checks):
        raise ValueError(f"{lot}: {checks}")
    figures = {
        "edges": edges,
        "closure_ms": closure_ms,
        "reduced_edges": len(graph.edges),
        "reduce_ms": reduce_ms,
        "outer_ms": outer_ms,
        "exact_ms": exact_ms,
        "check_ms": sum(ms for ms, _ in checks),
    }
    same = (found.interval.least, found.interval.most) == (outer.least, outer.most)
    return figures, found.exact, not same


def said(title: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row, printed in one line."""
    print(
        f"{title}, {row['edges']['median']:>7.0f} edges: exact {row['exact_ms']['median']:>7.1f} ms CPU "
        f"(slowest {row['exact_ms']['most']:.1f}), "
        f"reduced {row['reduce_ms']['median']:.1f} ms, one pass {row['outer_ms']['median']:.1f} ms, check alone "
        f"{row['check_ms']['median']:.1f} ms; exact {row['exact']}/{row['asked']}, "
        f"narrower {row['narrower_than_outer']}",
        flush=True,
    )
    return row


def main() -> None:
    """Measure, print, and write the results."""
    gc.disable()  # as the command line does
    measure(4, 2, losing=True)  # load the solver
    result: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine()}
    for title, losing in (("no loss", False), ("with losses", True)):
        result[title] = [said(title, measure(width, fan, losing=losing)) for width, fan in SHAPES]
    result["graphs of bench/graph.py"] = [said("graph", of_graph(transfers)) for transfers in GRAPHS]
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
