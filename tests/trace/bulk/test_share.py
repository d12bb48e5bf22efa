"""The engine over arrays gives what the plain one gives: bounds in one pass, the even mix, what leads to a lot."""

import random
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
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
from tieback.trace.loop import Loops
from tieback.trace.lots import SourceKind
from tieback.trace.mass import rounded_down, rounded_even, rounded_up
from tieback.trace.prover import Prover
from tieback.trace.reduction import reduce
from tieback.trace.scope import Book, read_book
from tieback.trace.tracing import _agree


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 10**9), static=st.booleans())
def test_every_lot_is_measured_as_the_plain_engine_measures_it(
    new_records: Callable[[], SimpleNamespace], messy_case: Callable[..., Case], seed: int, static: bool
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
        asked = Loops(closure).settled(_asked(book, closure, by_row))
        _compare(closure, asked, told, exact=not book.network.loops)
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
