"""The kilograms of one set of sources in every lot at once: least, proportional and most."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import Milligrams
from tieback.trace.balance import DIGITS
from tieback.trace.bulk import kernel
from tieback.trace.bulk.kernel import INSIDE
from tieback.trace.bulk.lots import Lots, Reach
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import ENDLESS
from tieback.trace.mass import rounded_even

UNIT = 2.0**-53  # the relative error of one operation on floats
GRAM = 1000  # milligrams
UNKNOWN = -1

Belongs = NDArray[np.uint8]  # of each source: 0 not of the set | INSIDE | POSSIBLE
Grams = NDArray[np.int64]  # UNKNOWN where records do not say


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What every lot holds of a set, in grams: bounds outward, the even mix half to even."""

    least: Grams
    proportional: Grams
    most: Grams


def held(mesh: Mesh, lots: Lots, belongs: Belongs) -> Held:
    """What every lot holds of a set."""
    least, most = bounds(mesh, lots, belongs)
    low = np.where(lots.unknown, UNKNOWN, least // GRAM)
    high = np.where(lots.unknown | (most >= ENDLESS), UNKNOWN, -(-most // GRAM))
    return Held(low, np.where(lots.unknown, UNKNOWN, mixed(mesh, lots, belongs)), high)


def bounds(mesh: Mesh, lots: Lots, belongs: Belongs) -> tuple[Milligrams, Milligrams]:
    """The least and most milligrams of a set in every lot, in one pass: safe outer bounds (docs/adr/0004)."""
    if mesh.even:
        highest = np.zeros((len(mesh), 2), mesh.least.dtype)
        graph, mass, outward, sources = _even(mesh)
        kernel.enclose_even(graph, mass, outward, sources, belongs, highest)
        whole = lots.least // mesh.unit
        found = kernel.lots_even(lots.start, lots.cell, lots.source, whole, highest, belongs) * mesh.unit
        return found[:, 0], found[:, 1]
    given = kernel.enclose(
        (mesh.first, mesh.tail),
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
        share = np.zeros(len(mesh), np.float64)
        graph, mass, outward, sources = _even(mesh)
        kernel.mix_even(graph, mass, outward, sources, belongs, share)
    else:
        share = kernel.mix(mesh.first, mesh.tail, mesh.stated, mesh.found, mesh.source_stated, belongs)
    grams = kernel.lots_mixed(lots.start, lots.cell, lots.source, lots.stated, share, belongs) / GRAM
    nearest = np.rint(grams)
    open_by = np.abs(np.abs(grams - nearest) - 0.5)
    found = np.where(np.isnan(grams), UNKNOWN, nearest).astype(np.int64)
    with np.errstate(invalid="ignore"):
        doubtful = np.flatnonzero(open_by <= _error(mesh) * np.maximum(grams, 1) + np.spacing(grams))
    if doubtful.size:
        exact = _Exactly(mesh, belongs)
        for lot in doubtful.tolist():
            found[lot] = exact.grams(lots, lot)
    return found


def _even(mesh: Mesh) -> tuple[Any, ...]:
    """What the kernels of an even mesh need."""
    return (mesh.first, mesh.tail), mesh.least, mesh.outward_high, (mesh.found, mesh.source_least)


def _error(mesh: Mesh) -> float:
    """The greatest relative error of a share (`kernel.mix`), and of the sum of a lot."""
    widest = int(np.diff(mesh.first).max(initial=0) + np.diff(mesh.found).max(initial=0))
    deepest = int(mesh.level.max(initial=0))
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
