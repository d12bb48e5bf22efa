"""Lot graphs of a million transfers and more: seven tiers, bins that are filled for weeks, masses that add up.

`python bench/graph.py TRANSFERS FOLDER` writes `transfers.parquet` (src, dst: lots; minute: when; grams) and
`lots.parquet` (lot, tier, facility, minute: when it was made, bin). The shape is that of cotton: bale, laydown, yarn,
greige, dyed, panel, garment; 3 to 20 lots go into one; five suppliers a mill, 60 days back; every tenth laydown is a
bin that is filled over 60 days, so that a fill may come after a draw. A lot gives no more than it has at that minute.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numba import njit

SEED = 20261123
TIERS = 7
FAN_IN = 6.9  # transfers into a lot, about
SUPPLIERS = 5
LOTS_A_FACILITY = 600
DAY = 1440
YEAR = 365 * DAY
LEAD = 25 * DAY  # from tier to tier
WINDOW = 60 * DAY
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Tier:
    """Lots of one tier, sorted by facility and minute."""

    facility: Array
    minute: Array
    bin: Array

    def __len__(self) -> int:
        return len(self.facility)


def tier_of(rng: np.random.Generator, number: int, lots: int, facilities: int) -> Tier:
    """A tier made over one year."""
    facility = rng.integers(0, facilities, lots)
    minute = number * LEAD + rng.integers(0, YEAR, lots)
    order = np.lexsort((minute, facility))
    bins = rng.random(lots) < 0.1 if number == 1 else np.zeros(lots, np.bool_)
    return Tier(facility[order], minute[order], bins)


def transfers_between(
    rng: np.random.Generator, before: Tier, after: Tier, facilities: int
) -> tuple[Array, Array, Array]:
    """(from, to, minute) of what goes from one tier to the next, each pair once."""
    fan = np.minimum(20, 2 + rng.geometric(0.2, len(after)))
    to = np.repeat(np.arange(len(after)), fan)
    suppliers = rng.integers(0, int(before.facility.max()) + 1, (facilities, SUPPLIERS))
    choice = np.minimum(SUPPLIERS - 1, rng.geometric(0.4, len(to)) - 1)
    supplier = suppliers[after.facility[to], choice]
    minute = after.minute[to].copy()
    filled = after.bin[to]
    minute[filled] += rng.integers(0, WINDOW, int(filled.sum()))
    span = 10**7
    key = before.facility.astype(np.int64) * span + before.minute
    high = np.searchsorted(key, supplier * span + minute - DAY)
    low = np.searchsorted(key, supplier * span + minute - DAY - WINDOW)
    some = high > low
    chosen = low + (rng.random(len(to)) * np.maximum(high - low, 1)).astype(np.int64)
    chosen, to, minute = chosen[some], to[some], minute[some]
    _, once = np.unique(chosen * len(after) + to, return_index=True)
    return chosen[once], to[once], minute[once]


@njit(cache=True)
def shares(order: Array, source: Array, parts: Array, fills: Any, stock: Array) -> Array:
    """Grams of each transfer, taken in order of time: a part of what its lot then holds, over the draws to come.

    fills: (start, minute, grams) of what came to each lot, by lot and time; `minute` of the transfers comes last.
    """
    start, came, grams, minute = fills
    left = np.zeros(stock.size, np.int64)
    for i in range(source.size):
        left[source[i]] += 1
    at = start[:-1].copy()
    out = np.zeros(source.size, np.int64)
    for i in order:
        lot = source[i]
        while at[lot] < start[lot + 1] and came[at[lot]] <= minute[i]:
            stock[lot] += grams[at[lot]]
            at[lot] += 1
        out[i] = int(stock[lot] * parts[i] / left[lot])
        stock[lot] -= out[i]
        left[lot] -= 1
    return out


def grow(transfers: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """The columns of the transfers and of the lots."""
    rng = np.random.default_rng(SEED)
    lots = int(transfers / (FAN_IN * (TIERS - 1)))
    bales = int(lots * FAN_IN / 1.5)
    facilities = max(8, lots // LOTS_A_FACILITY)
    farms = max(8, bales // LOTS_A_FACILITY // 4)
    tiers = [
        tier_of(rng, number, lots if number else bales, facilities if number else farms)
        for number in range(TIERS)
    ]
    base = np.concatenate([[0], np.cumsum([len(tier) for tier in tiers])])
    moved: list[tuple[Array, Array, Array, Array]] = []
    # what a bale weighs came at once, when it was made
    fills = (np.arange(bales + 1), tiers[0].minute, rng.integers(200_000, 240_000, bales))
    for number in range(1, TIERS):
        source, to, minute = transfers_between(rng, tiers[number - 1], tiers[number], facilities)
        order = np.argsort(minute, kind="stable")
        stock = np.zeros(len(tiers[number - 1]), np.int64)
        grams = shares(order, source, rng.uniform(0.7, 1.0, len(source)), (*fills, minute), stock)
        some = grams > 0
        source, to, minute, grams = source[some], to[some], minute[some], grams[some]
        moved.append((source + base[number - 1], to + base[number], minute, grams))
        order = np.lexsort((minute, to))
        start = np.concatenate([[0], np.cumsum(np.bincount(to, minlength=len(tiers[number])))])
        fills = (start, minute[order], grams[order])
    columns = [np.concatenate(column) for column in zip(*moved, strict=True)]
    arrival = rng.permutation(len(columns[0]))
    names = ("src", "dst", "minute", "grams")
    kinds = (np.int32, np.int32, np.int32, np.int64)
    facility = np.concatenate([[0, farms], farms + np.cumsum([facilities] * (TIERS - 2))])
    return (
        {
            name: column[arrival].astype(kind)
            for name, column, kind in zip(names, columns, kinds, strict=True)
        },
        {
            "lot": np.arange(base[-1], dtype=np.int32),
            "tier": np.repeat(np.arange(TIERS), [len(tier) for tier in tiers]).astype(np.int8),
            "facility": np.concatenate(
                [tier.facility + facility[number] for number, tier in enumerate(tiers)]
            ).astype(np.int32),
            "minute": np.concatenate([tier.minute for tier in tiers]).astype(np.int32),
            "bin": np.concatenate([tier.bin for tier in tiers]),
        },
    )


def write(transfers: int, folder: Path) -> tuple[Path, Path]:
    """The two files of a graph; those that are there already are kept."""
    paths = folder / f"{transfers}" / "transfers.parquet", folder / f"{transfers}" / "lots.parquet"
    if not all(path.exists() for path in paths):
        paths[0].parent.mkdir(parents=True, exist_ok=True)
        for columns, path in zip(grow(transfers), paths, strict=True):
            pl.DataFrame(columns).write_parquet(path)
    return paths


if __name__ == "__main__":
    _started = time.process_time()
    _paths = write(int(float(sys.argv[1])), Path(sys.argv[2]))
    _rows = [pl.scan_parquet(path).select(pl.len()).collect().item() for path in _paths]
    print(
        f"{_rows[0]} transfers, {_rows[1]} lots in {time.process_time() - _started:.1f} s CPU: {_paths[0].parent}"
    )
