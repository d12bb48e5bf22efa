"""Fits the weights of src/tieback/screen/weight.csv to the labelled pairs of split "fit".

    python bench/fit.py [--data ../shared/data] [--keep]

Logistic regression on the named evidence of each comparison, in bits. Every weight stays between the bounds beside
it in weight.csv, which keep its sign and its meaning, and is drawn to its prior there, set by hand (few pairs should
not overthrow what is known). Rows without bounds are set by hand, rows `_beside` by bench/fit_beside.py.
Deterministic. Without `--keep` it only prints.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from figures import confuse
from labelled import COMPANY, Pair, PairSet, read_sets
from numpy.typing import NDArray

from tieback.screen.comparison import NOT_DISTINCTIVE, is_exact, weigh
from tieback.screen.context import Context
from tieback.screen.evidence import Evidence
from tieback.screen.name import ready
from tieback.screen.score import THRESHOLD, decimal_bits, squash, weights

HERE = Path(__file__).parent
TABLE = HERE.parent / "src/tieback/screen/weight.csv"
SHARE = 300.0  # every set of pairs counts as so many, however large it is
SHARES = {"own": 900.0, "listed": 400.0, "foreign": 150.0, "factories": 100.0}  # by the beginning of its name
APART = 1.2  # a false pair counts as so many true ones: among real candidates nearly all are false
HOPELESS = -6.0  # bits of margin below which a label teaches nothing: no shared evidence, or a doubtful label
PRIOR = 0.8  # pull towards the prior, per square of its size
STEPS = 1500
LN2 = float(np.log(2))


class Task:
    """The pairs as numbers: `times[pair, weight]`, what is not fitted in `offset`, +1 or -1 in `sign`."""

    def __init__(self, sets: Sequence[PairSet], names: Sequence[str]) -> None:
        self.names = list(names)
        column = {name: at for at, name in enumerate(names)}
        times, offset, sign, share = [], [], [], []
        for found in sets:
            pairs = [pair for pair in found.pairs if _teaches(pair)]
            described = [(pair, rows) for pair in pairs if (rows := evidence(pair)) is not None]
            for pair, rows in described:
                line, fixed = [0.0] * len(names), weights()["start"]
                for row in rows:
                    if row.weight in column:
                        line[column[row.weight]] += row.times
                    else:
                        fixed += row.bits
                times.append(line)
                offset.append(fixed)
                sign.append(1.0 if pair.same else -1.0)
                share.append(share_of(found) / max(len(pairs), 1))
        self.times = np.array(times)
        self.offset = np.array(offset)
        self.sign = np.array(sign)
        self.share = np.array(share) * np.where(self.sign < 0, APART, 1.0)

    def slope(self, bits: NDArray[np.float64]) -> NDArray[np.float64]:
        """Gradient of the weighted loss."""
        margin = self.sign * (self.times @ bits + self.offset) * LN2
        wrong = 1 / (1 + np.exp(np.clip(margin, -60, 60)))
        found: NDArray[np.float64] = -(self.times.T @ (self.share * self.sign * wrong)) * LN2
        return found


def _teaches(pair: Pair) -> bool:
    """A pair of companies to fit on, which the names alone can tell."""
    return pair.split == "fit" and pair.schema == COMPANY and pair.basis != "fact"


def share_of(found: PairSet) -> float:
    """How much a set counts."""
    return next((share for begin, share in SHARES.items() if found.name.startswith(begin)), SHARE)


def evidence(pair: Pair) -> list[Evidence] | None:
    """The rows of a pair, None where no weight could change the answer."""
    a, b = ready(pair.a), ready(pair.b)
    if not a.folded or not b.folded or is_exact(a, b):
        return None
    rows = weigh(a, b, Context(*pair.countries, *pair.addresses, beside=True))
    return None if any(row.rule == NOT_DISTINCTIVE for row in rows) else rows


def fit(
    task: Task, start: NDArray[np.float64], least: NDArray[np.float64], most: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Projected gradient descent with momentum; the problem is convex."""
    size = np.maximum(np.abs(start), 0.5)
    bound = (
        0.25 * LN2**2 * float((task.share[:, None] * (task.times * size) ** 2).sum(0).max()) * 6 + 2 * PRIOR
    )
    now = ahead = start / size
    momentum = 1.0
    for _ in range(STEPS):
        slope = size * task.slope(ahead * size) + 2 * PRIOR * (ahead - start / size) * task.share.sum() / 500
        following = np.clip(ahead - slope / bound, least / size, most / size)
        later = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / later * (following - now)
        now, momentum = following, later
    found: NDArray[np.float64] = now * size
    return found


def main() -> None:
    """Fit, print what moved, and keep it if asked to."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    ask.add_argument("--keep", action="store_true", help="write weight.csv")
    asked = ask.parse_args()
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    free = [row for row in rows if row["least"] and not row["name"].endswith("_beside")]
    sets = [
        found
        for found in read_sets(asked.data)
        if found.name != "name bench, all" and "persons" not in found.name
    ]
    task = Task(sets, [row["name"] for row in free])
    start, least, most = (np.array([float(row[key]) for row in free]) for key in ("prior", "least", "most"))
    task.share *= task.sign * (task.times @ start + task.offset) > HOPELESS
    found = fit(task, start, least, most)
    for row, before, after in zip(free, start, found, strict=True):
        edge = " at its bound" if after in {float(row["least"]), float(row["most"])} else ""
        seen = int((task.times[:, task.names.index(row["name"])] != 0).sum())
        print(f"{row['name']:24} {before:7.2f} -> {after:7.2f}   ({seen} pairs){edge}")
        row["bits"] = f"{after:.2f}"
    for name, bits in (("before", start), ("after", found)):
        scores = [float(squash(decimal_bits(float(total)))) for total in task.times @ bits + task.offset]
        told = confuse(scores, [bool(sign > 0) for sign in task.sign], float(THRESHOLD))
        print(f"{name}: P {told.precision:.3f} R {told.recall:.3f} F1 {told.f1:.3f} ({len(scores)} pairs)")
    if asked.keep:
        with TABLE.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        weights.cache_clear()


if __name__ == "__main__":
    main()
