"""Fits the weights of src/tieback/watch/claim/type_weight.csv to the passages of bench/news/open, and measures the types.

    python bench/fit_kinds.py [--keep]

A multinomial logistic model with a quadratic penalty on every weight but the start, fitted by accelerated gradient descent
from zero: deterministic. What is printed and written to bench/results/kinds.json is measured file by file, on weights fitted
to the other files (an author's style is not seen). Claims whose cue states the type are counted too, but teach nothing. Both
modes teach, rule-only mode for half. Without `--keep` neither table nor result is written.
"""

import argparse
import csv
import json
import platform
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from attribution import NEWS, Item, match, ours
from numpy.typing import NDArray

from tieback.model.claim import Claim, ClaimType
from tieback.watch.claim import find
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.kind import stated_type
from tieback.watch.claim.parse import load_parser
from tieback.watch.claim.reference import Passage
from tieback.watch.claim.type_model import START, likeliest
from tieback.watch.claim.type_sign import signs_of

HERE = Path(__file__).parent
TABLE = HERE.parent / "src/tieback/watch/claim/type_weight.csv"
RESULT = HERE / "results" / "kinds.json"
KINDS = tuple(ClaimType)
PENALTY = 7.0  # chosen among 4, 7 and 12 by the figures of all files left out in turn
LEAST = 4  # a sign that shows in fewer claims is not weighed
STEPS = 400
PARTS = 5  # of the files, where each is told by weights of the others
MODES = {"parse": 1.0, "rules": 0.5}  # how much a claim teaches

Table = Mapping[str, Mapping[ClaimType, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One passage as read in one mode, and the true types of the claims found, by place."""

    mode: str
    file: str
    text: str
    claims: tuple[Claim, ...]
    drafts: tuple[Draft, ...]
    sides: tuple[str, ...]
    true: Mapping[int, ClaimType]


def readings() -> list[Reading]:
    """Every open passage in both modes. The claims are caught on their way to `tell_types`."""
    caught: list[Any] = []
    told = find.tell_types

    def catch(*given: Any) -> Any:
        caught[:] = given
        return told(*given)

    find.tell_types = catch  # type: ignore[attr-defined]
    found = []
    for mode, parser in (("parse", load_parser()), ("rules", None)):
        read = ours(parser)
        for path in sorted((NEWS / "open").glob("*.yml")):
            for item in yaml.safe_load(path.read_text("utf-8")) or []:
                gold: Sequence[Item] = item.get("claims") or []
                pairs = match(gold, read(item["text"]), 0.3)
                text, claims, drafts, sides = caught
                true = {j: ClaimType(gold[i]["type"]) for i, j in pairs.items()}
                found.append(Reading(mode, path.stem, text, tuple(claims), tuple(drafts), tuple(sides), true))
    return found


def walk(
    reading: Reading, decide: Callable[[Sequence[str]], ClaimType], teach: bool
) -> list[tuple[tuple[str, ...], ClaimType]]:
    """Signs and type of each claim from the first to the last; with `teach` the claims before have their true types."""
    own = list(reading.claims)
    found = []
    for place, (claim, draft) in enumerate(zip(reading.claims, reading.drafts, strict=True)):
        signs = signs_of(Passage(reading.text, own, reading.drafts, place), reading.sides)
        kind = stated_type(draft, claim.text, reading.sides[place]) or decide(signs)
        found.append((signs, kind))
        own[place] = replace(claim, type=reading.true.get(place, kind) if teach else kind)
    return found


def samples(found: Sequence[Reading]) -> list[tuple[tuple[str, ...], ClaimType, float]]:
    """Signs, true type and share of every matched claim whose cue states no type."""
    kept = []
    for reading in found:
        walked = walk(reading, lambda _: ClaimType.BACKGROUND, teach=True)
        for place, true in sorted(reading.true.items()):
            draft, text = reading.drafts[place], reading.claims[place].text
            if stated_type(draft, text, reading.sides[place]) is None:
                kept.append((walked[place][0], true, MODES[reading.mode]))
    return kept


def fit(taught: Sequence[tuple[tuple[str, ...], ClaimType, float]]) -> tuple[Table, Counter[str]]:
    """Weights by sign, and in how many claims each sign shows."""
    seen = Counter(sign for signs, _, _ in taught for sign in signs)
    names = sorted(sign for sign, count in seen.items() if count >= LEAST)
    column = {name: at for at, name in enumerate(names)}
    shown = np.zeros((len(taught), len(names) + 1))
    shown[:, -1] = 1
    wanted = np.zeros((len(taught), len(KINDS)))
    for row, (signs, kind, _) in enumerate(taught):
        shown[row, [column[sign] for sign in signs if sign in column]] = 1
        wanted[row, KINDS.index(kind)] = 1
    weight = descend(shown, wanted, np.array([share for _, _, share in taught]))
    table = {name: dict(zip(KINDS, weight[at].tolist(), strict=True)) for name, at in column.items()}
    return {START: dict(zip(KINDS, weight[-1].tolist(), strict=True)), **table}, seen


def descend(
    shown: NDArray[np.float64], wanted: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Accelerated gradient descent; the step is the inverse of a bound on the curvature."""
    scaled = shown * np.sqrt(share)[:, None]
    bound = 0.5 * float(np.linalg.norm(scaled, 2)) ** 2 + PENALTY
    pull = np.full((shown.shape[1], 1), PENALTY)
    pull[-1] = 0
    now = ahead = np.zeros((shown.shape[1], wanted.shape[1]))
    momentum = 1.0
    for _ in range(STEPS):
        odds = np.exp(shown @ ahead - (shown @ ahead).max(axis=1, keepdims=True))
        chance = odds / odds.sum(axis=1, keepdims=True)
        following = ahead - (shown.T @ ((chance - wanted) * share[:, None]) + pull * ahead) / bound
        later = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / later * (following - now)
        now, momentum = following, later
    return now


def decider(table: Table) -> Callable[[Sequence[str]], ClaimType]:
    """The type that weights give to signs, as `type_model` does with those it holds."""

    def decide(signs: Sequence[str]) -> ClaimType:
        known = [table[sign] for sign in (START, *signs) if sign in table]
        return likeliest({kind: sum(row[kind] for row in known) for kind in KINDS})

    return decide


def left_out(found: Sequence[Reading]) -> dict[str, Any]:
    """Shares right by mode and file, each file on the weights of the others, and the confusion with the parse."""
    right: Counter[tuple[str, str]] = Counter()
    all_: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for file in sorted({reading.file for reading in found}):
        table, _ = fit(samples([reading for reading in found if reading.file != file]))
        for reading in (reading for reading in found if reading.file == file):
            walked = walk(reading, decider(table), teach=False)
            for place, true in reading.true.items():
                kind = walked[place][1]
                for key in ((reading.mode, file), (reading.mode, "all files")):
                    all_[key] += 1
                    right[key] += kind is true
                if reading.mode == "parse":
                    told[true, kind] += 1
    shares = {
        mode: {
            file: f"{right[m, file] / all_[m, file]:.3f} of {all_[m, file]}"
            for m, file in sorted(all_)
            if m == mode
        }
        for mode in MODES
    }
    confusion = {true.value: {kind.value: told[true, kind] for kind in KINDS} for true in KINDS}
    return {"right": shares, "confusion": confusion}


def unseen(found: Sequence[Reading]) -> list[list[ClaimType]]:
    """The types of every claim of each reading, told by weights fitted to files of other parts than its own."""
    files = sorted({reading.file for reading in found})
    told: dict[int, list[ClaimType]] = {}
    for part in range(PARTS):
        own = set(files[part::PARTS])
        decide = decider(fit(samples([reading for reading in found if reading.file not in own]))[0])
        for at, reading in enumerate(found):
            if reading.file in own:
                told[at] = [kind for _, kind in walk(reading, decide, teach=False)]
    return [told[at] for at in range(len(found))]


def write(table: Table, seen: Mapping[str, int]) -> None:
    """The weights as a table for people: one sign a row, one type a column."""
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["sign", "claims", *(kind.value for kind in KINDS)])
        for sign, row in table.items():
            writer.writerow([sign, seen.get(sign, ""), *(f"{row[kind]:.2f}" for kind in KINDS)])


def main() -> None:
    """Measure, fit to all, and keep both if asked to."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--keep", action="store_true", help="write type_weight.csv and the result")
    asked = ask.parse_args()
    found = readings()
    result = left_out(found)
    for mode, shares in result["right"].items():
        print(mode, json.dumps(shares))
    for true, row in result["confusion"].items():
        print(f"{true:14}", *(f"{count:5}" for count in row.values()))
    if asked.keep:
        write(*fit(samples(found)))
        result |= {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "machine": platform.machine(),
        }
        RESULT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
