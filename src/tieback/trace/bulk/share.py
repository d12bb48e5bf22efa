"""The kilograms of one set of sources in every lot at once: least, proportional and most."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import Milligrams
from tieback.trace.balance import DIGITS
from tieback.trace.bulk import even, kernel
from tieback.trace.bulk.cut import Belongs, settled
from tieback.trace.bulk.kernel import INSIDE
from tieback.trace.bulk.lots import Lots, Reach
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import ENDLESS
from tieback.trace.mass import rounded_even

UNIT = 2.0**-53  # the relative error of one operation on floats
GRAM = 1000  # milligrams
UNKNOWN = -1

Grams = NDArray[np.int64]  # UNKNOWN where records do not say


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What every lot holds of a set, in grams: bounds outward, the even mix half to even."""

    least: Grams
    proportional: Grams
    most: Grams


def held(mesh: Mesh, lots: Lots, belongs: Belongs) -> Held:
    """What every lot holds of a set, whatever a loop that was cut may hold of it."""
    belongs = settled(mesh, belongs)
    least, most = bounds(mesh, lots, belongs)
    share = mixed(mesh, lots, belongs)
    if lots.doubtful.any():
        least, most = np.where(lots.doubtful, 0, least), np.where(lots.doubtful, _all_of(lots), most)
        share = np.where(lots.doubtful & (share != 0), UNKNOWN, share)  # of nothing, any part is nothing
    low = np.where(lots.unknown, UNKNOWN, least // GRAM)
    high = np.where(lots.unknown | (most >= ENDLESS), UNKNOWN, -(-most // GRAM))
    return Held(low, np.where(lots.unknown, UNKNOWN, share), high)


def unfed(mesh: Mesh, lots: Lots) -> NDArray[np.bool_]:
    """The lots that weigh more than all sources together can have given them: their records cannot all be true."""
    if mesh.even:  # what came is what left, or the lot is unknown already
        return np.zeros(len(lots), np.bool_)
    _, most = bounds(mesh, lots, np.full(len(mesh.source), INSIDE, np.uint8))
    needed = np.zeros(len(lots), np.int64)
    np.add.at(needed, np.repeat(np.arange(len(lots)), np.diff(lots.start)), lots.least)
    return (most < needed) & ~lots.doubtful


def _all_of(lots: Lots) -> Milligrams:
    """The most that each lot can weigh."""
    whole = np.zeros(len(lots), np.int64)
    endless = np.zeros(len(lots), np.bool_)
    owner = np.repeat(np.arange(len(lots)), np.diff(lots.start))
    limited = lots.most < ENDLESS
    np.add.at(whole, owner[limited], lots.most[limited])
    endless[owner[~limited]] = True
    return np.where(endless, ENDLESS, whole)


def bounds(mesh: Mesh, lots: Lots, belongs: Belongs) -> tuple[Milligrams, Milligrams]:
    """The least and most milligrams of a set in every lot, in one pass: safe outer bounds (docs/adr/0004)."""
    if mesh.even:
        own, other = (np.empty(len(mesh), mesh.least.dtype) for _ in range(2))
        even.seed_most((mesh.found, mesh.source_least), belongs, mesh.outward_high, own, other)
        even.enclose_even(mesh.inward, mesh.least, mesh.outward_high, own, other)
        arcs = lots.start, lots.cell, lots.source
        return even.lots_even(arcs, lots.least, mesh.unit, (own, other), belongs)
    given = kernel.enclose(
        mesh.inward,
        (mesh.least, mesh.most),
        (mesh.found, mesh.source_least, mesh.source_most),
        belongs,
        (mesh.outward_low, mesh.outward_high, mesh.outward_endless),
        (mesh.low, mesh.high),
    )
    found = kernel.lots_within(
        lots.start,
        lots.cell,
        lots.source,
        (lots.least, lots.most),
        given,
        (mesh.outward_high, mesh.outward_endless),
        belongs,
    )
    return found[:, 0], found[:, 1]


def mixed(mesh: Mesh, lots: Lots, belongs: Belongs) -> Grams:
    """The grams of a set in every lot where all mixes evenly, half to even.

    Floats give each share within `_error` of itself; where that leaves open which gram is nearest, sixty digits decide.
    """
    if mesh.even:
        share = np.empty(len(mesh), np.float64)
        even.seed_mix((mesh.found, mesh.source_least), belongs, share)
        even.mix_even(mesh.inward, mesh.least, mesh.outward_high, share)
    else:
        share = kernel.mix(*mesh.inward, mesh.stated, mesh.found, mesh.source_stated, belongs)
    mg = kernel.lots_mixed(lots.start, lots.cell, lots.source, lots.stated, share, belongs)
    found = np.empty(len(lots), np.int64)
    doubtful = kernel.nearest(mg, _error(mesh), found)
    if doubtful.size:
        exact = _Exactly(mesh, belongs)
        for lot in doubtful.tolist():
            found[lot] = exact.grams(lots, lot)
    return found


def _error(mesh: Mesh) -> float:
    """The greatest relative error of a share (`kernel.mix`), and of the sum of a lot."""
    widest = int(kernel.widest(mesh.first, mesh.found))
    deepest = int(mesh.level[-1]) if len(mesh) else 0  # cells come by level
    return 2 * (deepest + 2) * (widest + 4) * UNIT


class _Exactly:
    """The even mix in sixty digits, lot by lot."""

    def __init__(self, mesh: Mesh, belongs: Belongs) -> None:
        self._mesh, self._belongs = mesh, belongs
        self._reach = Reach(mesh)

    def grams(self, lots: Lots, lot: int) -> int:
        """The grams of the set in a lot, half to even."""
        mesh, start, end = self._mesh, int(lots.start[lot]), int(lots.start[lot + 1])
        cells = lots.cell[start:end]
        shares: dict[int, Decimal] = {}
        with localcontext(DIGITS):
            for at in self._reach.upstream(cells[cells >= 0]).tolist():
                parts = [(int(mesh.stated[i]), shares[int(mesh.tail[i])]) for i in _range(mesh.first, at)]
                parts += [
                    (int(mesh.source_stated[i]), Decimal(int(self._belongs[i] == INSIDE)))
                    for i in _range(mesh.found, at)
                ]
                shares[at] = _blend(parts)
            total = Decimal(0)
            for i in range(start, end):
                at = int(lots.cell[i])
                of = shares[at] if at >= 0 else Decimal(int(self._belongs[lots.source[i]] == INSIDE))
                total += int(lots.stated[i]) * of
        return int(rounded_even(total).scaleb(3))


def _range(start: NDArray[Any], at: int) -> range:
    return range(int(start[at]), int(start[at + 1]))


def _blend(parts: list[tuple[int, Decimal]]) -> Decimal:
    if len(parts) == 1:
        return parts[0][1]
    whole = sum(mass for mass, _ in parts)
    part = sum((mass * share for mass, share in parts if share), Decimal(0))
    return part / whole if part else Decimal(0)
