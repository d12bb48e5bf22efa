"""Fits the weights that names in two scripts have when they are laid side by side: rows `_beside` of weight.csv.

    python bench/fit_beside.py [--data ../shared/data] [--keep] [--check]

Coordinate ascent on the mean of F1 at the default threshold and average precision over the sets of pairs across Chinese
and English, split `fit` only, less a pull to the values in the column `prior`; every weight stays between its bounds.
The likelihood that bench/fit.py maximises asks for calibrated scores, which F1 at a fixed threshold does not reward.
`--check` fits on half of the companies and prints what that gives on the other half. Without `--keep` it only prints.
"""

import argparse
import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from labelled import Pair, read_sets
from learn_pairs import company
from numpy.typing import NDArray

from tieback.screen.comparison import NOT_DISTINCTIVE, is_exact, weigh
from tieback.screen.context import Context
from tieback.screen.name import ready
from tieback.screen.score import THRESHOLD, weights

TABLE = Path(__file__).parent.parent / "src/tieback/screen/weight.csv"
BEGINS = {"listed companies, full": 1.0, "listed companies, short": 1.0, "foreign companies": 0.6, "own": 0.6}
STEPS = (0.5, 0.75, 0.9, 1.1, 1.3, 1.8)  # times the size of a weight
SMALLEST = 0.3  # size in bits of a weight that is nearly nothing
PULL = 0.003  # taken off for each square of a weight's size that it moves
ROUNDS = 5
EXACT = 20.0  # bits

Numbers = NDArray[np.float64]


class Told(NamedTuple):
    """Pairs as numbers: times each weight counts, bits of all else, what the sum is capped at, truth, set, half."""

    times: Numbers
    fixed: Numbers
    most: Numbers
    same: NDArray[np.bool_]
    group: NDArray[np.str_]
    half: NDArray[np.bool_]


def tell(data: Path, names: Sequence[str]) -> Told:
    """The pairs of split `fit` across Chinese and English."""
    column = {name: at for at, name in enumerate(names)}
    times, fixed, most, same, group, half = [], [], [], [], [], []
    for found in read_sets(data):
        begin = next((begin for begin in BEGINS if found.name.startswith(begin)), None)
        for pair in found.pairs if begin else ():
            if pair.split == "fit" and pair.basis != "fact" and pair.scripts in {"han-latin", "latin-mixed"}:
                line, rest, cap = _described(pair, column)
                times.append(line)
                fixed.append(rest)
                most.append(cap)
                same.append(pair.same)
                group.append(begin)
                half.append(bool(hashlib.sha256(company(pair.a).encode()).digest()[1] % 2))
    return Told(*map(np.array, (times, fixed, most, same, group, half)))


def _described(pair: Pair, column: dict[str, int]) -> tuple[list[float], float, float]:
    """One pair: times of each weight, the other bits, and the cap of names without a distinctive part."""
    a, b = ready(pair.a), ready(pair.b)
    line, rest, cap = [0.0] * len(column), weights()["start"], EXACT
    if is_exact(a, b):
        return line, EXACT, EXACT
    for row in weigh(a, b, Context(*pair.countries, *pair.addresses, beside=True)):
        if row.rule == NOT_DISTINCTIVE:
            cap = weights()["no_distinctive_most"] + weights()["side_by_side_indistinct"]
        elif row.weight in column:
            line[column[row.weight]] += row.times
        else:
            rest += row.bits
    return line, rest, cap


def worth(told: Told, sums: Numbers) -> dict[str, tuple[float, float]]:
    """F1 at the default threshold and average precision of each set."""
    least = float(np.log2(float(THRESHOLD) / (1 - float(THRESHOLD))))
    found = {}
    for begin in BEGINS:
        here = told.group == begin
        total, same = np.minimum(sums, told.most)[here], told.same[here]
        hits = float((same & (total >= least)).sum())
        f1 = 2 * hits / max(float((total >= least).sum() + same.sum()), 1)
        order = same[np.argsort(-total, kind="stable")]
        precision = np.cumsum(order) / np.arange(1, len(order) + 1)
        found[begin] = (f1, float(precision[order].mean()))
    return found


def climb(told: Told, prior: Numbers, least: Numbers, most: Numbers) -> Numbers:
    """The weights from which no single step leads higher, or those after the last round."""
    size = np.maximum(np.abs(prior), SMALLEST)

    def height(bits: Numbers, sums: Numbers) -> float:
        gained = sum(BEGINS[begin] * (f1 + ap) for begin, (f1, ap) in worth(told, sums).items())
        return gained - PULL * float((((bits - prior) / size) ** 2).sum())

    now, sums = prior.copy(), told.times @ prior + told.fixed
    best = height(now, sums)
    for _ in range(ROUNDS):
        before = best
        for at in range(len(now)):
            for value in _values(now[at], size[at], least[at], most[at]):
                trial = now.copy()
                trial[at] = value
                moved = sums + told.times[:, at] * (value - now[at])
                if (reached := height(trial, moved)) > best + 1e-6:
                    best, now, sums = reached, trial, moved
        if best <= before:
            break
    return now


def _values(now: float, size: float, least: float, most: float) -> list[float]:
    """What a weight is tried at."""
    tried = {now * step for step in STEPS} | {now + size / 4, now - size / 4}
    return sorted({round(float(np.clip(value, least, most)), 2) for value in tried})


def _print(label: str, told: Told, bits: Numbers) -> None:
    found = worth(told, told.times @ bits + told.fixed)
    print(label, {begin: tuple(round(value, 3) for value in pair) for begin, pair in found.items()})


def main() -> None:
    """Fit, print what moved, and keep it if asked to."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    ask.add_argument("--keep", action="store_true", help="write weight.csv")
    ask.add_argument("--check", action="store_true", help="fit on one half, tell what it gives on the other")
    asked = ask.parse_args()
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    free = [row for row in rows if row["least"] and row["name"].endswith("_beside")]
    told = tell(asked.data, [row["name"] for row in free])
    prior, least, most = (np.array([float(row[key]) for row in free]) for key in ("prior", "least", "most"))
    for half in (False, True) if asked.check else ():
        one, other = (Told(*(part[told.half == which] for part in told)) for which in (half, not half))
        found = climb(one, prior, least, most)
        _print("other half before", other, prior)
        _print("other half after ", other, found)
    found = climb(told, prior, least, most)
    _print("before", told, prior)
    _print("after ", told, found)
    for row, before, after in zip(free, prior, found, strict=True):
        print(f"{row['name']:36} {before:7.2f} -> {after:7.2f}")
        row["bits"] = f"{after:.2f}"
    if asked.keep:
        with TABLE.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
