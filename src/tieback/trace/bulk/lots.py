"""The lots of a mesh as made: the arcs that each came by. All kilograms asked for are of lots."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import NONE, Arrays, Milligrams
from tieback.trace.bulk.counted import doubtful
from tieback.trace.bulk.cut import reached
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import Indices, Movements, Way
from tieback.trace.bulk.taint import Taint
from tieback.trace.bulk.touch import reach
from tieback.trace.bulk.weaving import bundled


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """Lots by code. The arcs of lot i are `start[i]` to `start[i + 1]`; each comes of a cell or of a source."""

    code: Indices
    start: NDArray[np.int64]
    cell: Indices  # NONE: of a source
    source: Indices  # NONE: of a cell
    least: Milligrams
    stated: Milligrams
    most: Milligrams
    unknown: NDArray[np.bool_]  # records that the lot depends on cannot all be true
    doubtful: NDArray[np.bool_]  # a row that nobody could read may have made any part of the lot

    def __len__(self) -> int:
        return len(self.code)


def made_lots(arrays: Arrays, moved: Movements, mesh: Mesh, *, finished: bool = True) -> Lots:
    """The lots that some record makes; `finished`: those that no transformation took in."""
    movement = mesh.made_movement
    lot = arrays.nodes.lot[moved.taker[movement]]
    if finished:
        used = np.zeros(len(arrays.words.lots), np.bool_)
        taken = moved.giver[(moved.way == Way.INPUT) & (moved.giver != NONE)]
        used[arrays.nodes.lot[taken]] = True
        chosen = ~used[lot]
    else:
        chosen = np.ones(len(movement), np.bool_)
    movement, cell, beyond, lot = (
        movement[chosen],
        mesh.made_cell[chosen],
        mesh.made_beyond[chosen],
        lot[chosen],
    )
    codes, place = np.unique(lot, return_inverse=True)
    origin = np.full(len(moved) + 1, NONE, np.int32)
    origin[mesh.source_movement] = np.arange(len(mesh.source_movement), dtype=np.int32)
    # what one box gave to one lot counts together; every source counts alone
    ends = np.where(cell == NONE, -2 - origin[movement], moved.box[movement]).astype(np.int32)
    counted = np.bincount(place, minlength=len(codes))
    first = np.concatenate([[0], np.cumsum(counted)]).astype(np.int64)
    order = np.argsort(place, kind="stable").astype(np.int32)
    masses = (moved.least[movement], moved.stated[movement], moved.most[movement])
    which = np.arange(len(movement), dtype=np.int32)
    start, end, least, stated, most, which = bundled(first, order, ends, masses, which)
    broken = np.flatnonzero(mesh.broken)
    touched = reached(mesh, Taint(mesh), broken) if len(broken) else np.zeros(len(mesh), np.uint8)
    unknown = np.zeros(len(codes), np.bool_)
    unknown[place[(beyond != NONE) & (touched[beyond] == 1)]] = True
    unknown[place[mesh.broken_node[moved.taker[movement]]]] = True
    return Lots(
        codes.astype(np.int32),
        start,
        cell[which],
        np.where(end < 0, -2 - end, NONE).astype(np.int32),
        least,
        stated,
        most,
        unknown,
        np.isin(codes, arrays.nodes.lot[doubtful(arrays, arrays.unread)]),
    )


class Reach:
    """Answers one trace after another: the cells of a mesh that lead to a lot in time."""

    __slots__ = ("_bits", "_fed", "_inward", "_size")

    def __init__(self, mesh: Mesh) -> None:
        self._inward, self._fed, self._size = mesh.inward, mesh.fed, len(mesh)
        self._bits = np.zeros(-(-len(mesh) // 64), np.uint64)

    def count(self, cells: Indices) -> int:
        """How many cells lead to these, and these."""
        return int(reach(self._inward, cells, self._bits, self._fed))

    def upstream(self, cells: Indices) -> NDArray[np.int64]:
        """The cells that lead to these, and these, in order."""
        self.count(cells)
        each = np.unpackbits(self._bits.astype("<u8").view(np.uint8), count=self._size, bitorder="little")
        return np.flatnonzero(each)
