"""The engine over arrays gives what the plain one gives: bounds in one pass, the even mix, what leads to a lot."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
from tieback.model.record import RowRef, Unread
from tieback.trace.array import Arrays
from tieback.trace.array_case import arrays_of
from tieback.trace.balance import Balance
from tieback.trace.bounds import Bounds, SourceSet
from tieback.trace.bulk.daily import UNKNOWN as UNKNOWN_SOURCE
from tieback.trace.bulk.daily import UNTRACED
from tieback.trace.bulk.kernel import INSIDE, POSSIBLE
from tieback.trace.bulk.lots import Lots, Reach, made_lots
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import movements_of
from tieback.trace.bulk.share import UNKNOWN, Belongs, held
from tieback.trace.bulk.sketch import MADE
from tieback.trace.bulk.weave import weave
from tieback.trace.closure import Closure, target_of, upstream
from tieback.trace.lots import SourceKind
from tieback.trace.mass import rounded_down, rounded_even, rounded_up
from tieback.trace.prover import Prover
from tieback.trace.reduction import reduce
from tieback.trace.scope import Book, read_book
from tieback.trace.tracing import _agree


def messy_case(r: SimpleNamespace, seed: int) -> Case:
    """Everything that a folder may hold: bins, losses, tolerances, blanks, counts, components, loops, unread rows."""
    return _Mess(r, random.Random(seed)).case()


class _Mess:
    """A case that grows step by step; `odd` ones hold what sheets should not."""

    def __init__(self, r: SimpleNamespace, rng: random.Random) -> None:
        self.r, self.rng = r, rng
        self.odd = rng.random() < 0.5
        self.stock: dict[tuple[str, str], int] = {}
        self.found: list[object] = []

    def sometimes(self, chance: float) -> bool:
        return self.odd and self.rng.random() < chance

    def more(self) -> dict[str, object]:
        return {"tolerance": "1"} if self.sometimes(0.15) else {}

    def put(self, lot: str, holder: str, mass: int) -> None:
        self.stock[lot, holder] = self.stock.get((lot, holder), 0) + mass

    def case(self) -> Case:
        r, rng = self.r, self.rng
        for index in range(rng.randint(1, 4)):
            mass = rng.randint(1, 12)
            self.found.append(r.raw(f"G{index}", f"P{index % 2}", 0, f"L{index}", mass, **self.more()))
            self.put(f"L{index}", f"P{index % 2}", mass)
        if rng.random() < 0.5:
            mass = rng.randint(1, 8)
            day = None if self.sometimes(0.08) else 0
            self.found.append(r.transfer("TU", "U", "TRADER", "P0", day, mass))
            self.put("U", "P0", mass)
        for step in range(1, rng.randint(3, 10)):
            holder = rng.choice(sorted({who for (_, who), mass in self.stock.items() if mass}))
            lots = [lot for (lot, who), mass in sorted(self.stock.items()) if who == holder and mass]
            day = step * 2 if rng.random() < 0.6 else step // 2
            (self.move if rng.random() < 0.35 else self.make)(step, day, holder, lots)
        if self.sometimes(0.4):
            (lot, holder), mass = rng.choice(sorted(self.stock.items()))
            seen = max(0, mass + rng.randint(-2, 2))
            self.found.append(r.count(lot, holder, rng.choice([None, 3, 30]), seen))
        case = r.case(*self.found)
        if self.sometimes(0.2):
            row, lot = RowRef("transformations.csv", rng.randint(2, 12)), rng.choice([None, "L0", "BIN"])
            case = replace(case, unread=(Unread(row, lot, rng.choice([None, "P1"]), "EXAMPLE"),))
        return case

    def move(self, step: int, day: int, holder: str, lots: list[str]) -> None:
        lot = self.rng.choice(lots)
        other = self.rng.choice([party for party in ("P0", "P1", "P2") if party != holder])
        whole = self.stock[lot, holder]
        mass = whole if self.rng.random() < 0.4 else self.rng.randint(1, whole)
        kg, on = (None if self.sometimes(0.06) else value for value in (mass, day))
        self.found.append(self.r.transfer(f"T{step}", lot, holder, other, on, kg, **self.more()))
        self.put(lot, holder, -mass)
        self.put(lot, other, mass)

    def make(self, step: int, day: int, holder: str, lots: list[str]) -> None:
        r, rng = self.r, self.rng
        chosen = rng.sample(lots, min(len(lots), rng.randint(1, 3)))
        taken = {lot: rng.randint(1, self.stock[lot, holder]) for lot in chosen}
        total = sum(taken.values())
        given = total if rng.random() < 0.4 else rng.randint(max(1, total // 2), total)
        first = rng.randint(0, given)
        made = ((rng.choice(["BIN", f"N{step}"]), given - first), (f"W{step}", first))
        limits = rng.choice([{}, {}, {"low": "0.3", "high": "1"}, {"low": "0.25", "high": "1.125"}])
        part = "cloth" if self.sometimes(0.1) else None
        lines = [
            r.line("in", lot, None if self.sometimes(0.05) else mass, part, **self.more())
            for lot, mass in taken.items()
        ]
        lines += [
            r.line("out", lot, mass, rng.choice([part, part, None]), **limits) for lot, mass in made if mass
        ]
        if self.sometimes(0.1):
            lines.append(r.line("waste", "", 1))
        start, end = (None if self.sometimes(0.08) else value for value in (day, day + rng.randint(0, 1)))
        self.found.append(r.change(f"X{step}", holder, start, end, *lines))
        for lot, mass in taken.items():
            self.put(lot, holder, -mass)
        for lot, mass in made:
            if mass:
                self.put(lot, holder, mass)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), static=st.booleans())
def test_every_lot_is_measured_as_the_plain_engine_measures_it(
    new_records: Callable[[], SimpleNamespace], seed: int, static: bool
) -> None:
    case = messy_case(new_records(), seed)
    arrays = arrays_of(case)
    mesh = weave(arrays, static=static)
    lots = made_lots(arrays, movements_of(arrays), mesh, finished=False)
    book = read_book(case, static=static)
    assert (len(mesh.cut_tail) > 0) == bool(book.network.loops)
    if static and any(clash.timely for clash in book.clashes):
        return  # the plain engine's stocks are those of the days even where days do not count
    belongs, by_row = _drawn(arrays, mesh, random.Random(seed))
    found = held(mesh, lots, belongs)
    for number, code in enumerate(lots.code.tolist()):
        target = target_of(book.network, book.ledger, arrays.words.lots[code], None)
        assert target is not None
        closure = upstream(book.network, target)
        told = tuple(int(column[number]) for column in (found.least, found.proportional, found.most))
        if lots.unknown[number]:
            assert told == (UNKNOWN, UNKNOWN, UNKNOWN)
            assert not _agree(book, closure)
            continue
        assert _agree(book, closure)
        if target.doubtful:
            continue
        _compare(closure, _asked(book, closure, by_row), told, exact=not book.network.loops)
        if not book.network.loops:
            _same_sources(mesh, lots, number, closure)


def _drawn(arrays: Arrays, mesh: Mesh, rng: random.Random) -> tuple[Belongs, dict[int, int]]:
    """What each source is to some set, and the same for raw material by the row that made it."""
    belongs = np.full(len(mesh.source), POSSIBLE, np.uint8)
    by_row = {}
    for at in np.flatnonzero(mesh.source == MADE).tolist():
        belongs[at] = rng.choice([0, INSIDE, POSSIBLE])
        line = int(mesh.source_movement[at]) - len(arrays.transfers)
        by_row[int(arrays.lines.row[line])] = int(belongs[at])
    return belongs, by_row


def _asked(book: Book, closure: Closure, by_row: dict[int, int]) -> SourceSet:
    """The same set for the plain engine."""
    chosen: dict[int, set[int]] = {0: set(), INSIDE: set(), POSSIBLE: set()}
    for number, pipe in enumerate(closure.pipes):
        if pipe.source is not None:
            movement = book.network.arcs[pipe.arcs[0]].movement if pipe.arcs else None
            raw = pipe.source.kind is SourceKind.MADE and movement is not None
            chosen[by_row[movement.ref.row] if raw else POSSIBLE].add(number)
    return SourceSet("lot", "", frozenset(chosen[INSIDE]), frozenset(chosen[POSSIBLE]))


def _same_sources(mesh: Mesh, lots: Lots, number: int, closure: Closure) -> None:
    """What leads to the lot in time."""
    kinds = {SourceKind.MADE: MADE, SourceKind.UNTRACED: UNTRACED, SourceKind.UNKNOWN: UNKNOWN_SOURCE}
    start, end = lots.start[number], lots.start[number + 1]
    cells, own = lots.cell[start:end], lots.source[start:end]
    reached = Reach(mesh).upstream(cells[cells >= 0])
    seen = [int(mesh.source[i]) for c in reached for i in range(mesh.found[c], mesh.found[c + 1])]
    seen += [int(mesh.source[i]) for i in own[own >= 0]]
    assert sorted(seen) == sorted(kinds[pipe.source.kind] for pipe in closure.pipes if pipe.source)


def _compare(closure: Closure, asked: SourceSet, told: tuple[int, ...], *, exact: bool) -> None:
    """Within the one pass of the whole closure, around the exact bounds; the even mix to the gram."""
    least, share, most = told
    reduction = reduce(closure)
    wide = Bounds(closure)._forward(asked)
    assert _grams(rounded_down(wide.f_low)) <= least
    high = rounded_up(wide.f_high)
    assert high is None or UNKNOWN < most <= _grams(high)
    if exact:
        sharp = Prover(closure, None).sharpen(asked, Bounds(closure).of(asked)).interval
        top = rounded_up(sharp.most)
        assert least <= _grams(rounded_down(sharp.least))
        assert most == UNKNOWN or (top is not None and most >= _grams(top))
    even = Balance(reduction.closure).share(reduction.asked(asked).inside)
    assert share == (UNKNOWN if even is None else _grams(rounded_even(even)))


def _grams(kg: Decimal | None) -> int:
    assert kg is not None
    return int(kg.scaleb(3))
