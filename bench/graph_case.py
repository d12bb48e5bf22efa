"""A lot graph of `graph.py` as the goods records of a case, in the arrays that the engine reads.

A transfer takes part of a lot to the facility that uses it, and is used there on the same day; the inputs of a lot
make it on its day, except in bins, which every input fills on its own day.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tieback.model.goods import Basis, LineRole
from tieback.trace.array import (
    BASES,
    NONE,
    ROLES,
    Arrays,
    Counts,
    Lines,
    Makings,
    Masses,
    Nodes,
    Transfers,
    Words,
)

MG = 1000  # milligrams in a gram
DAY = 1440
Array = np.ndarray[Any, Any]


class Numbered(Sequence[str]):
    """Names that are made when asked for, in order."""

    def __init__(self, letter: str, count: int) -> None:
        self.letter, self.count = letter, count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, at: Any) -> Any:
        return f"{self.letter}{at:09d}"


def read(transfers: Path, lots: Path) -> Arrays:
    """The records of a graph."""
    moved = pl.read_parquet(transfers).sort("dst", "src", "minute")
    made = pl.read_parquet(lots)
    src, dst, day = (moved[name].to_numpy() for name in ("src", "dst", "minute"))
    day = (day // DAY).astype(np.int32)
    mg = moved["grams"].to_numpy() * MG
    del moved
    facility, bins = made["facility"].to_numpy(), made["bin"].to_numpy()
    born = (made["minute"].to_numpy() // DAY).astype(np.int32)
    bales = int((made["tier"].to_numpy() == 0).sum())
    facilities = int(facility.max()) + 1
    at_home = np.arange(len(facility), dtype=np.int64) * facilities + facility
    given = src.astype(np.int64) * facilities + facility[dst]
    keys = np.unique(np.concatenate([at_home, given]))
    home = np.searchsorted(keys, at_home).astype(np.int32)
    there = np.searchsorted(keys, given).astype(np.int32)
    nodes = Nodes((keys // facilities).astype(np.int32), (keys % facilities).astype(np.int32))
    del keys, at_home, given
    # a making for each bale, one for each lot with inputs, one for each input of a bin
    new = np.ones(len(dst), np.bool_)
    new[1:] = (dst[1:] != dst[:-1]) | bins[dst[1:]]
    step = np.cumsum(new) - 1
    of = dst[new]
    inputs = np.bincount(step)
    given_mg = np.bincount(step, weights=mg).astype(np.int64)
    out_at = bales + np.cumsum(inputs + 1) - 1  # the output comes after the inputs of its making
    size = bales + len(dst) + len(of)
    is_in = np.ones(size, np.bool_)
    is_in[:bales] = is_in[out_at] = False
    full = np.full(bales, 0, np.int64)
    np.add.at(full, src[src < bales], mg[src < bales])
    node, mass = np.empty(size, np.int32), np.empty(size, np.int64)
    node[:bales], mass[:bales] = home[:bales], full
    node[out_at], mass[out_at] = home[of], given_mg
    node[is_in], mass[is_in] = there, mg
    making = np.empty(size, np.int32)
    making[:bales] = np.arange(bales)
    making[bales:] = bales + np.repeat(np.arange(len(of)), inputs + 1)
    on = np.concatenate([born[:bales], day[new]]).astype(np.int32)
    holder = np.concatenate([facility[:bales], facility[of]]).astype(np.int32)
    roles = np.where(is_in, ROLES.index(LineRole.IN), ROLES.index(LineRole.OUT)).astype(np.uint8)
    blank, none = np.broadcast_to(np.int32(NONE), size), np.broadcast_to(np.int64(NONE), size)
    moves = np.broadcast_to(np.int32(NONE), len(dst))
    first = np.concatenate([np.arange(bales), bales + np.concatenate([[0], np.cumsum(inputs + 1)])])
    return Arrays(
        Words(Numbered("L", len(facility)), Numbered("F", facilities), Numbered("S", facilities), (), (), ()),
        nodes,
        Transfers(
            Numbered("T", len(dst)),
            np.zeros(len(dst), np.uint8),
            home[src],
            there,
            day,
            day,
            _masses(mg),
            moves,
            moves,
            moves,
        ),
        Makings(
            Numbered("M", len(on)),
            holder,
            holder,
            np.broadcast_to(np.int32(NONE), len(on)),
            on,
            on,
            first.astype(np.int64),
        ),
        Lines(making, roles, node, blank, _masses(mass), none, none, blank, blank),
        Counts(
            *(np.empty(0, np.int32) for _ in range(3)), _masses(np.empty(0, np.int64)), np.empty(0, np.int32)
        ),
    )


@dataclass(frozen=True)
class _Filed:
    """A column that stands in a file."""

    name: str


def keep(arrays: Arrays, folder: Path) -> None:
    """Write the records, each column to a file of its own."""
    names: dict[int, str] = {}

    def filed(column: Array) -> Array | _Filed:
        if not column.size or not any(column.strides):
            return column
        if id(column) not in names:  # one column under several names stays one
            names[id(column)] = f"column-{len(names)}.npy"
            np.save(folder / names[id(column)], column)
        return _Filed(names[id(column)])

    (folder / "records.pickle").write_bytes(pickle.dumps(_each(arrays, np.ndarray, filed)))


def kept(folder: Path) -> Arrays:
    """Records that were written, with their columns mapped: read when used, and no burden on memory."""
    columns: dict[str, Array] = {}

    def mapped(column: _Filed) -> Array:
        if column.name not in columns:
            columns[column.name] = np.load(folder / column.name, mmap_mode="r")
        return columns[column.name]

    found: Arrays = _each(pickle.loads((folder / "records.pickle").read_bytes()), _Filed, mapped)
    return found


def _each(item: Any, kind: type, change: Callable[[Any], Any]) -> Any:
    """A record with every part of a kind changed."""
    if isinstance(item, kind):
        return change(item)
    if not is_dataclass(item) or isinstance(item, type):
        return item
    return replace(
        item, **{each.name: _each(getattr(item, each.name), kind, change) for each in fields(item)}
    )


def _masses(mg: Array) -> Masses:
    return Masses(mg, mg, mg, np.full(len(mg), BASES.index(Basis.UNKNOWN), np.uint8))
