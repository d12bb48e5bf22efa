"""The graph of a case in order, as arrays for the kernels: a cell comes after all that leads to it.

What only passed through is taken out (`reduction`): a lot that was filled once and given on is where it came from.
Reaching a cell along arcs is reaching it in time, as every cell is a state of a stock between two arrivals.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tieback.trace.bulk.movement import Indices

Whole = NDArray[Any]  # int32 where all numbers are small enough, else int64


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Cells 0..n-1 by level. Arcs of cell c are `first[c]` to `first[c + 1]`, its sources likewise in `found`.

    `head[leave[c]]` to `head[leave[c + 1]]` are the cells that the arcs out of c lead to.

    Masses count `unit` milligrams. Where all are fixed, `least`, `stated` and `most` are one array. `outward_*`: all
    that leaves a cell.
    `made`: for each arc that puts a lot into the world, its movement, the cell it leaves (NONE: a source), its mass.
    """

    first: Whole
    tail: Indices
    leave: Whole
    head: Indices
    least: Whole
    stated: Whole
    most: Whole
    found: Whole
    source: NDArray[np.uint8]
    source_cell: Indices
    source_movement: Indices
    source_node: Indices
    source_cut: Indices  # the cut that the source stands for, else NONE
    source_least: Whole
    source_stated: Whole
    source_most: Whole
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    outward_low: Whole
    outward_high: Whole
    outward_endless: Indices
    level: Indices
    made_movement: Indices
    made_cell: Indices
    made_beyond: Indices  # the same, also where that arc was cut out of a loop
    broken: NDArray[np.bool_]  # by cell: its records cannot all be true
    broken_node: NDArray[np.bool_]  # by node
    cut_tail: Indices  # ends of arcs inside loops that dates do not break, which were cut
    cut_head: Indices
    unit: int
    even: bool  # are all masses fixed, all yields one, and does as much leave every cell as came to it?

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def fed(self) -> int:
        """The first cell that anything but a source leads to."""
        return int(np.argmax(self.level > 0)) if len(self) and self.level[-1] > 0 else len(self)

    @property
    def inward(self) -> tuple[Whole, Whole]:
        """`first` and `tail` for kernels: unsigned, so that no index has to be looked at for its sign."""
        return unsigned(self.first), unsigned(self.tail)

    @property
    def onward(self) -> tuple[Whole, Whole]:
        """`leave` and `head` likewise."""
        return unsigned(self.leave), unsigned(self.head)

    @property
    def levels(self) -> NDArray[np.int64]:
        """Where each level of cells begins, and where the last one ends."""
        deepest = int(self.level[-1]) if len(self) else 0
        return np.searchsorted(self.level, np.arange(deepest + 2, dtype=self.level.dtype))


def unsigned(column: Whole) -> Whole:
    """The same numbers, none of which is below nothing."""
    return column.view(f"u{column.dtype.itemsize}")


def save(mesh: Mesh, folder: Path) -> None:
    """Write the arrays of a mesh, one file each. FileExistsError for a folder that is there."""
    folder.mkdir(parents=True)
    for item in fields(mesh):
        column = getattr(mesh, item.name)
        if item.name == "least" or column is not mesh.least:
            np.save(folder / f"{item.name}.npy", column)


def opened(folder: Path, *, mapped: bool = True) -> Mesh:
    """A mesh that was saved; `mapped` into memory (nothing is read before it is needed), or read whole."""
    mode: Literal["r"] | None = "r" if mapped else None
    found = {file.stem: np.load(file, mmap_mode=mode) for file in sorted(folder.glob("*.npy"))}
    for name in ("stated", "most"):
        found.setdefault(name, found["least"])
    return Mesh(**{**found, "unit": int(found["unit"]), "even": bool(found["even"])})
