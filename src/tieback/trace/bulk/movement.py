"""The records of a case as movements of mass in arrays: what left which node or step, when, and where it went.

Movement i below the number of transfers is transfer i; the rest are the lines of transformations in order. A box is
one component of one transformation, with its yield range, as in `yields`.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction
from math import ceil, floor, inf

import numpy as np
from numpy.typing import NDArray

from tieback.model.goods import Basis, LineRole
from tieback.trace.array import (
    BASES,
    EPOCH,
    NONE,
    ROLES,
    UNDATED,
    UNMEASURED,
    Arrays,
    Days,
    Masses,
    Milligrams,
)
from tieback.trace.bulk.recording import boxes_of, sums_of
from tieback.trace.yields import process_yield

Indices = NDArray[np.int32]  # of nodes, boxes, cells or movements; NONE where there is none
ENDLESS = 2**62  # a mass or a yield without limit
WHOLE = 10**9  # a yield of one, in billionths
BILLIONTHS = WHOLE // 10**6
OTHER, STATED, PROCESS, APART = range(4)  # where a yield range comes from; APART: several bases


class Way(IntEnum):
    """What a movement is, as `ledger.Kind`."""

    TRANSFER = 0
    INPUT = 1
    OUTPUT = 2
    MADE = 3
    UNDECLARED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Components with inputs: their transformation and their yield range, rounded outward to billionths."""

    making: Indices
    low: NDArray[np.int64]
    high: NDArray[np.int64]  # ENDLESS: no limit
    rule: NDArray[np.uint8]  # OTHER | STATED | PROCESS | APART
    taken: NDArray[np.int64]  # rows: least, stated, most
    given: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.making)


@dataclass(frozen=True, slots=True, eq=False)
class Movements:
    """Mass that leaves a node or a box and reaches a node or a box; milligrams, `most` ENDLESS where unmeasured."""

    way: NDArray[np.uint8]
    giver: Indices
    taker: Indices
    box: Indices  # the box that an input enters or an output leaves
    left_on: Days
    came_on: Days
    least: Milligrams
    stated: Milligrams  # UNMEASURED where unknown
    most: Milligrams
    basis: NDArray[np.uint8]
    boxes: Boxes

    def __len__(self) -> int:
        return len(self.way)


def movements_of(arrays: Arrays) -> Movements:
    """All movements of a case."""
    moved, lines, makings = arrays.transfers, arrays.lines, arrays.makings
    is_input = lines.role == ROLES.index(LineRole.IN)
    box, way, made_of, merged = boxes_of(
        makings.first, is_input, lines.component, len(arrays.words.components)
    )
    started, ended = makings.started_on[lines.making], makings.ended_on[lines.making]
    least, stated, most = _masses(moved.mass, lines.mass)
    received = np.where(moved.received_on == UNDATED, moved.shipped_on, moved.received_on)
    nowhere = np.int32(NONE)
    count = len(moved)
    return Movements(
        np.concatenate([np.zeros(count, np.uint8), way]),
        np.concatenate([moved.giver, np.where(is_input, lines.node, nowhere)]),
        np.concatenate([moved.taker, np.where(is_input, nowhere, lines.node)]),
        np.concatenate([np.full(count, nowhere), box]),
        np.concatenate([moved.shipped_on, np.where(is_input, started, np.int32(UNDATED))]),
        np.concatenate([received, np.where(is_input, np.int32(UNDATED), ended)]),
        least,
        stated,
        most,
        np.concatenate([moved.mass.basis, lines.mass.basis]),
        _boxes(arrays, box, made_of, merged, (least[count:], stated[count:], most[count:])),
    )


def _masses(*parts: Masses) -> tuple[Milligrams, Milligrams, Milligrams]:
    """Least, stated and most of all records; one array three times where all masses are fixed."""
    least = np.concatenate([part.least for part in parts])
    if all(fixed(part.least, part.stated, part.most) for part in parts):
        return least, least, least
    most = np.concatenate([part.most for part in parts])
    most[most == UNMEASURED] = ENDLESS
    return least, np.concatenate([part.stated for part in parts]), most


def fixed(least: Milligrams, stated: Milligrams, most: Milligrams) -> bool:
    """Is every mass exactly what is stated?"""
    return (least is stated or np.array_equal(least, stated)) and (
        least is most or np.array_equal(least, most)
    )


def _boxes(
    arrays: Arrays,
    box: Indices,
    made_of: Indices,
    merged: NDArray[np.bool_],
    masses: tuple[Milligrams, Milligrams, Milligrams],
) -> Boxes:
    """The yield range of every box, by the rules of `yields.range_of`."""
    lines, known = arrays.lines, BASES.index(Basis.UNKNOWN)
    taken, given, stated, bases, mixed = sums_of(
        len(made_of),
        box,
        lines.role,
        masses,
        (lines.yield_min, lines.yield_max),
        np.where(lines.mass.basis == known, 0, 1 << lines.mass.basis.astype(np.int64)),
        (ROLES.index(LineRole.IN), ROLES.index(LineRole.OUT)),
    )
    open_high = _at_least_one(taken, given)
    low, high = np.zeros(len(made_of), np.int64), open_high.copy()
    told = (stated[0] != NONE) | (stated[1] != NONE)
    low[told] = np.maximum(stated[0][told], 0) * BILLIONTHS
    limited = stated[1] != NONE
    high[limited] = stated[1][limited] * BILLIONTHS
    low[merged], high[merged] = 0, open_high[merged]
    several = (bases & (bases - 1)) != 0
    rule = np.zeros(len(made_of), np.uint8)
    rule[told & ~merged] = STATED
    apart = several & ~told & ~merged
    rule[apart] = APART
    high[apart] = ENDLESS
    equal = (taken[1] != UNMEASURED) & (taken[1] == given[1]) & ~told & ~merged & ~several
    low[equal] = high[equal] = WHOLE
    for at in np.flatnonzero(~(told | merged | several | equal)):
        usual = _usual(arrays, int(made_of[at]), taken[1][at], given[1][at], mixed=bool(mixed[at]))
        if usual is not None:
            low[at], high[at] = usual
            rule[at] = PROCESS
    return Boxes(made_of, low, high, rule, taken, given)


def _at_least_one(taken: NDArray[np.int64], given: NDArray[np.int64]) -> NDArray[np.int64]:
    """The recorded ratio of most to least, but not less than one; rounded up."""
    high = np.full(taken.shape[1], WHOLE, np.int64)
    for at in np.flatnonzero(given[2] > taken[0]):
        most, least = int(given[2][at]), int(taken[0][at])
        high[at] = ENDLESS if most >= ENDLESS or least == 0 else _up(Fraction(most, least))
    return high


def _usual(
    arrays: Arrays, making: int, taken: np.int64, given: np.int64, *, mixed: bool
) -> tuple[int, int] | None:
    """The range of the process table, opened to what the records show; None where it knows nothing."""
    process = int(arrays.makings.process[making])
    if process == NONE or UNMEASURED in (taken, given) or taken == 0:
        return None
    ended, started = int(arrays.makings.ended_on[making]), int(arrays.makings.started_on[making])
    on = started if ended == UNDATED else ended
    year = None if on == UNDATED else date.fromordinal(on + EPOCH).year
    row = process_yield(arrays.words.processes[process], year)
    if row is None:
        return None
    ratio = Fraction(int(given), int(taken))
    high = max(row.high, Fraction(1)) if mixed else row.high
    return floor(min(row.low, ratio) * WHOLE), _up(max(high, min(ratio, Fraction(1))))


def _up(share: Fraction | float) -> int:
    return ENDLESS if share == inf else min(ceil(share * WHOLE), ENDLESS)
