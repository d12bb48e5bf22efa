"""Arcs inside loops that dates do not break: they were cut, and what can be on them is what came into the loop.

As `loop` has it for one lot, for every lot at once.
"""

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import NONE
from tieback.trace.bulk.kernel import INSIDE, POSSIBLE
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.taint import Taint

Belongs = NDArray[np.uint8]  # of each source: 0 not of the set | INSIDE | POSSIBLE


def settled(mesh: Mesh, belongs: Belongs) -> Belongs:
    """The set, with each cut that may belong to it in it, possibly in it, or not, as what leads to it says."""
    cut = mesh.source_cut != NONE
    asked = np.flatnonzero(cut & (belongs == POSSIBLE))
    if not len(asked):
        return belongs
    taint, tail = Taint(mesh), mesh.cut_tail[mesh.source_cut[asked]]
    own = reached(mesh, taint, mesh.source_cell[~cut & (belongs != 0)])[tail] == 1
    other = reached(mesh, taint, mesh.source_cell[~cut & (belongs != INSIDE)])[tail] == 1
    found = belongs.copy()
    found[asked] = np.where(own, np.where(other, POSSIBLE, INSIDE), 0)
    return found


def reached(mesh: Mesh, taint: Taint, cells: NDArray[np.integer]) -> NDArray[np.uint8]:
    """1 for these cells and all that they lead to, through loops that were cut too, else 0."""
    touched = taint.of(cells).copy()
    before = -1
    while len(mesh.cut_tail) and int(touched.sum()) != before:
        before = int(touched.sum())
        again = mesh.cut_head[touched[mesh.cut_tail] == 1]
        touched = taint.of(np.concatenate([np.flatnonzero(touched), again])).copy()
    return touched
