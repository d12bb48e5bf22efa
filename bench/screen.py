"""Accuracy, alerts and speed of screening, printed and kept in bench/results/screen.json with the data's digests.

`python bench/screen.py [../shared/data]`. Reads the store of the user (XDG_DATA_HOME) for the lists: import the
official files first. The sets are development aids; half-positive pairs say nothing of base rates.
"""

import csv
import gzip
import json
import platform
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tieback.lists.edition import Edition
from tieback.lists.store import Store
from tieback.proof.digest import sha256_file
from tieback.screen.comparison import compare
from tieback.screen.roster import Roster, read_roster
from tieback.screen.score import THRESHOLD
from tieback.screen.screening import screen
from tieback.table.read import read_table

OUT = Path(__file__).parent / "results" / "screen.json"
NEGATIVES = 4  # drawn for each true pair where a set has none
SAMPLE = 1200


@dataclass(frozen=True)
class Pair:
    """Two names, whether they mean one party, and what else is known."""

    a: str
    b: str
    same: bool
    countries: tuple[str | None, str | None] = (None, None)
    addresses: tuple[str | None, str | None] = (None, None)


def table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV, plain or gzipped."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig") as lines:
        yield from csv.DictReader(lines)


def labelled(path: Path, true: str) -> list[Pair]:
    """A set of labelled pairs."""
    return [Pair(row["name1"], row["name2"], row["is_match"] == true) for row in table(path)]


def hub(path: Path, *, addresses: bool) -> list[Pair]:
    """The Open Supply Hub training pairs."""
    told = json.loads(path.read_text())
    found = []
    for label, pairs in told.items():
        for pair in pairs:
            one, other = pair["__value__"]
            found.append(Pair(one["name"], other["name"], label == "match"))
            if addresses:
                found[-1] = replace(
                    found[-1],
                    countries=(one["country"], other["country"]),
                    addresses=(one["address"], other["address"]),
                )
    return found


def drawn(pairs: Sequence[tuple[str, str]]) -> list[Pair]:
    """True pairs with false ones drawn from the other rows."""
    chance = random.Random(20261123)
    meant: dict[str, set[str]] = {}
    for one, other in pairs:
        meant.setdefault(one, set()).add(other)
    kept = chance.sample(sorted(set(pairs)), min(SAMPLE, len(set(pairs))))
    found = [Pair(one, other, True) for one, other in kept]
    for one, _ in kept:
        others = (chance.choice(kept)[1] for _ in range(NEGATIVES))
        found.extend(Pair(one, other, False) for other in others if other not in meant[one])
    return found


def sets(data: Path) -> Iterator[tuple[str, Path, list[Pair]]]:
    """Every labelled set, with its file."""
    names = data / "names"
    bench = names / "name_bench_dev_third.csv"
    yield "name bench, all", bench, labelled(bench, "true")
    companies = [row["schema"] != "Person" for row in table(bench)]
    yield (
        "name bench, no persons",
        bench,
        [pair for pair, company in zip(labelled(bench, "true"), companies, strict=True) if company],
    )
    path = names / "osh_training_pairs.json"
    yield "Open Supply Hub, names", path, hub(path, addresses=False)
    yield "Open Supply Hub, with addresses", path, hub(path, addresses=True)
    path = names / "derived_ofac_org_alias_pairs.csv"
    yield "OFAC aliases", path, labelled(path, "1")
    path = names / "cn_sanctions_en_zh.csv"
    rows = [row for row in table(path) if row["Chinese name"] and row["Type"] == "Company"]
    yield "foreign companies in Chinese", path, drawn([(row["Name"], row["Chinese name"]) for row in rows])
    path = names / "listed_company_en_zh_pairs.csv"
    for column, words in (("name_zh_full_extracted", "full"), ("name_zh_short", "short")):
        rows = [row for row in table(path) if row[column]]
        yield (
            f"listed companies, English and {words} Chinese",
            path,
            drawn([(row["name_en"], row[column]) for row in rows]),
        )


def accuracy(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Precision, recall and F1 at the default threshold, and pairs per CPU second."""
    started = time.process_time()
    hits = [
        compare(pair.a, pair.b, countries=pair.countries, addresses=pair.addresses).score >= THRESHOLD
        for pair in pairs
    ]
    spent = time.process_time() - started
    right = sum(1 for hit, pair in zip(hits, pairs, strict=True) if hit and pair.same)
    said, true = sum(hits), sum(pair.same for pair in pairs)
    precision, recall = right / max(said, 1), right / max(true, 1)
    return {
        "pairs": len(pairs),
        "true": true,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 3),
        "pairs_per_cpu_s": round(len(pairs) / max(spent, 1e-9)),
    }


def screening(roster: Roster, editions: Sequence[Edition]) -> dict[str, Any]:
    """Rows, alerts by kind and CPU seconds, lists read and indexed afresh."""
    started = time.process_time()
    result = screen(roster.parties, roster.sites, editions)
    spent = time.process_time() - started
    kinds = [alert.kind.value for alert in result.alerts]
    return {
        "rows": len(roster.rows),
        "listed_entities": sum(edition.entries for edition in editions),
        "lists": [edition.list for edition in editions],
        "alerts": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "exact": sum(alert.exact for alert in result.alerts),
        "parties_with_name_alerts_per_1000": round(
            1000
            * len({alert.subject.id for alert in result.alerts if alert.kind.value == "name"})
            / len(roster.rows),
            2,
        ),
        "cpu_s": round(spent, 2),
    }


def main(data: Path) -> None:
    """Run everything and keep the figures."""
    figures: dict[str, Any] = {
        "python": platform.python_version(),
        "threshold": str(THRESHOLD),
        "sets": {},
        "files": {},
    }
    for name, path, pairs in sets(data):
        told = {**accuracy(pairs), "file": path.name, "sha256": sha256_file(path)}
        figures["sets"][name] = told
        print(f"{name}: P {told['precision']} R {told['recall']} F1 {told['f1']} ({told['pairs']} pairs)")
    store = Store()
    small = [edition for edition in (store.current(key) for key in ("us_uflpa", "us_cbp_wro")) if edition]
    for file in ("opensupplyhub_fixture_facilities.csv", "listed_companies_sh_sz_hk.csv"):
        path = data / "suppliers" / file
        roster = read_roster(read_table(path))
        for name, editions in (("bundled lists", small), ("all current lists", store.current_all())):
            told = {**screening(roster, editions), "sha256": sha256_file(path)}
            figures["files"][f"{file}, {name}"] = told
            print(f"{file}, {name}: {told}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
