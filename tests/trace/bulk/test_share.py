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
from tieback.trace.array_case import arrays_of
from tieback.trace.balance import Balance
from tieback.trace.bounds import Bounds, SourceSet
from tieback.trace.bulk.lots import Reach, made_lots
from tieback.trace.bulk.movement import movements_of
from tieback.trace.bulk.share import INSIDE, POSSIBLE, UNKNOWN, held
from tieback.trace.bulk.weave import weave
from tieback.trace.closure import target_of, upstream
from tieback.trace.lots import SourceKind
from tieback.trace.mass import rounded_down, rounded_even, rounded_up
from tieback.trace.prover import Prover
from tieback.trace.reduction import reduce
from tieback.trace.scope import read_book
from tieback.trace.tracing import _agree


def messy_case(r: SimpleNamespace, seed: int) -> Case:
    """Everything that a folder may hold: bins, losses, tolerances, blanks, counts, components, loops, unread rows."""
    rng = random.Random(seed)
    odd = rng.random() < 0.5
    stock: dict[tuple[str, str], int] = {}
    found: list[object] = []

    def more() -> dict[str, object]:
        return {"tolerance": "1"} if odd and rng.random() < 0.15 else {}

    def kg(mass: int) -> int | None:
        return None if odd and rng.random() < 0.05 else mass

    def on(day: int) -> int | None:
        return None if odd and rng.random() < 0.08 else day

    for index in range(rng.randint(1, 4)):
        mass = rng.randint(1, 12)
        found.append(r.raw(f"G{index}", f"P{index % 2}", 0, f"L{index}", mass, **more()))
        stock[f"L{index}", f"P{index % 2}"] = mass
    if rng.random() < 0.5:
        mass = rng.randint(1, 8)
        found.append(r.transfer("TU", "U", "TRADER", "P0", on(0), mass))
        stock["U", "P0"] = mass
    for step in range(1, rng.randint(3, 10)):
        day = step * 2 if rng.random() < 0.6 else step // 2
        holder = rng.choice(sorted({holder for (_, holder), mass in stock.items() if mass}))
        lots = [lot for (lot, who), mass in sorted(stock.items()) if who == holder and mass]
        if rng.random() < 0.35:
            lot = rng.choice(lots)
            other = rng.choice([p for p in ("P0", "P1", "P2") if p != holder])
            mass = stock[lot, holder] if rng.random() < 0.4 else rng.randint(1, stock[lot, holder])
            found.append(r.transfer(f"T{step}", lot, holder, other, on(day), kg(mass), **more()))
            stock[lot, holder] -= mass
            stock[lot, other] = stock.get((lot, other), 0) + mass
            continue
        chosen = rng.sample(lots, min(len(lots), rng.randint(1, 3)))
        taken = {lot: rng.randint(1, stock[lot, holder]) for lot in chosen}
        total = sum(taken.values())
        given = total if rng.random() < 0.4 else rng.randint(max(1, total // 2), total)
        first = rng.randint(0, given)
        outs = [
            (lot, mass)
            for lot, mass in ((rng.choice(["BIN", f"N{step}"]), given - first), (f"W{step}", first))
            if mass
        ]
        limits = rng.choice([{}, {}, {"low": "0.3", "high": "1"}, {"low": "0.25", "high": "1.125"}])
        part = "cloth" if odd and rng.random() < 0.1 else None
        lines = [r.line("in", lot, kg(mass), part, **more()) for lot, mass in taken.items()]
        lines += [r.line("out", lot, mass, rng.choice([part, part, None]), **limits) for lot, mass in outs]
        if odd and rng.random() < 0.1:
            lines.append(r.line("waste", "", 1))
        found.append(r.change(f"X{step}", holder, on(day), on(day + rng.randint(0, 1)), *lines))
        for lot, mass in taken.items():
            stock[lot, holder] -= mass
        for lot, mass in outs:
            stock[lot, holder] = stock.get((lot, holder), 0) + mass
    if odd and rng.random() < 0.4:
        (lot, holder), mass = rng.choice(sorted(stock.items()))
        found.append(r.count(lot, holder, rng.choice([None, 3, 30]), max(0, mass + rng.randint(-2, 2))))
    case = r.case(*found)
    if odd and rng.random() < 0.2:
        row = RowRef("transformations.csv", rng.randint(2, 12))
        lot = rng.choice([None, "L0", "BIN"])
        case = replace(case, unread=(Unread(row, lot, rng.choice([None, "P1"]), "EXAMPLE"),))
    return case


@settings(max_examples=250, deadline=None)
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
    rng = random.Random(seed)
    sources = len(mesh.source)
    drawn = rng.choices([0, INSIDE, POSSIBLE], k=sources)
    belongs = np.array(
        [INSIDE if kind == 1 and at == INSIDE else POSSIBLE * (kind != 1 or at == POSSIBLE) for kind, at in zip(mesh.source, drawn, strict=True)],
        np.uint8,
    )
    kinds = {SourceKind.MADE: 1, SourceKind.UNTRACED: 2, SourceKind.UNKNOWN: 3}
    told = {}
    for at in range(sources):
        movement = int(mesh.source_movement[at]) - len(arrays.transfers)
        if mesh.source[at] == 1:
            told[int(movement)] = belongs[at]
    lines = {id_: first for id_, first in zip(arrays.makings.id, arrays.makings.first, strict=False)}
    found = held(mesh, lots, belongs)
    for number, code in enumerate(lots.code.tolist()):
        lot = arrays.words.lots[code]
        target = target_of(book.network, book.ledger, lot, None)
        assert target is not None
        closure = upstream(book.network, target)
        inside, possible = set(), set()
        for at, pipe in enumerate(closure.pipes):
            if pipe.source is None:
                continue
            if pipe.source.kind is SourceKind.MADE:
                movement = book.network.arcs[pipe.arcs[0]].movement
                own = [i for i in range(int(lines[movement.record]), len(arrays.lines)) if arrays.lines.row[i] == movement.ref.row]
                (inside if told[own[0]] == INSIDE else possible if told[own[0]] else set()).add(at)
            else:
                possible.add(at)
        asked = SourceSet("lot", "", frozenset(inside), frozenset(possible))
        compare(book, closure, asked, lots, found, number, looped=len(mesh.cut_tail) > 0)
        if not len(mesh.cut_tail) and not target.doubtful:
            start, end = lots.start[number], lots.start[number + 1]
            cells = lots.cell[start:end]
            reached = Reach(mesh).upstream(cells[cells >= 0])
            own = lots.source[start:end]
            seen = sorted(
                [*(int(mesh.source[i]) for c in reached for i in range(mesh.found[c], mesh.found[c + 1])),
                *(int(mesh.source[i]) for i in own[own >= 0])]
            )
            assert seen == sorted(kinds[pipe.source.kind] for pipe in closure.pipes if pipe.source)


def compare(book, closure, asked, lots, found, number, *, looped) -> None:
    known = _agree(book, closure)
    least, share, most = (int(column[number]) for column in (found.least, found.proportional, found.most))
    if lots.unknown[number]:
        assert (least, share, most) == (UNKNOWN, UNKNOWN, UNKNOWN)
        assert not known
        return
    assert known
    if closure.target.doubtful:
        return
    reduction = reduce(closure)
    again = reduction.asked(asked)
    whole, small = Bounds(closure), Bounds(reduction.closure)
    wide = whole._forward(asked)
    inner = small._forward(again)
    assert grams(rounded_down(wide.f_low)) <= least
    high = rounded_up(wide.f_high)
    assert high is None or most <= grams(high)
    exact = Prover(closure, None).sharpen(asked, whole.of(asked)).interval
    if known and not looped:
        assert least <= grams(rounded_down(exact.least)), "bounds lie outside the exact ones"
        top = rounded_up(exact.most)
        assert most == UNKNOWN if top is None else most == UNKNOWN or most >= grams(top)
    even = Balance(reduction.closure).share(again.inside)
    assert share == (UNKNOWN if even is None else grams(rounded_even(even)))


def grams(kg: Decimal) -> int:
    return int(kg.scaleb(3))
