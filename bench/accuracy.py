"""Accuracy of comparing names, by set, script pair and kind; alerts on parties that are on no list; peers on the same pairs.

    python bench/accuracy.py [--data ../shared/data] [--set NAME --errors N] [--split fit|test] [--persons N|all]

Without `--set` all figures go to bench/results/accuracy.json with the digests of the files. With `--set` (part of
a set's name) nothing is kept; `--errors` prints the worst false alarms and misses with their alignments. Peers are
measured where their environment exists: bench/.peers (`make bench-peers`), or the interpreter named by PEER_PYTHON.
"""

import argparse
import json
import os
import platform
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from figures import average_precision, best_f1, confuse, wilson
from labelled import PERSON, Pair, PairSet, read_sets, table
from learn_pairs import is_index

from tieback.lists import bundled
from tieback.model.party import Party
from tieback.proof.digest import sha256_file
from tieback.screen.comparison import Comparison, compare
from tieback.screen.score import THRESHOLD
from tieback.screen.screening import screen

HERE = Path(__file__).parent
OUT = HERE / "results" / "accuracy.json"
PEER_THRESHOLD = 0.70  # nomenklatura's own default; WRatio has none and gets the same
NARROW_LISTS = ("us_uflpa", "us_cbp_wro")
SURELY = Decimal("0.9")  # score from which a listed company is taken to be the one on the list
FEWEST = 12  # pairs below which a kind or script pair is not told apart
PARTS = ("scripts", "kind", "split", "basis")


def judged(pair: Pair) -> Comparison:
    """The comparison of a pair with all that is known."""
    return compare(pair.a, pair.b, countries=pair.countries, addresses=pair.addresses)


def figures(scores: Sequence[float], truths: Sequence[bool], threshold: float) -> dict[str, Any]:
    """All figures of one list of scores."""
    found = confuse(scores, truths, threshold)
    true = found.hits + found.misses
    highest, at = best_f1(scores, truths)
    return {
        "pairs": len(scores),
        "true": true,
        "precision": round(found.precision, 3),
        "recall": round(found.recall, 3),
        "recall_at_least": round(wilson(found.hits, true)[0], 3),
        "f1": round(found.f1, 3),
        "best_f1": round(highest, 3),
        "best_f1_at": round(at, 3),
        "average_precision": round(average_precision(scores, truths), 3),
    }


def told_apart(pairs: Sequence[Pair], scores: Sequence[float], threshold: float) -> dict[str, Any]:
    """Figures for the whole and for every part large enough."""
    truths = [pair.same for pair in pairs]
    told = figures(scores, truths, threshold)
    for part in PARTS:
        rows: dict[str, list[int]] = defaultdict(list)
        for at, pair in enumerate(pairs):
            rows[getattr(pair, part)].append(at)
        groups = {name: at for name, at in sorted(rows.items()) if len(at) >= FEWEST}
        if len(groups) > 1:
            told[f"by_{part}"] = {
                name: _short(figures([scores[i] for i in at], [truths[i] for i in at], threshold))
                for name, at in groups.items()
            }
    return told


def _short(told: dict[str, Any]) -> dict[str, Any]:
    """Without what a small part cannot show; a part of false pairs alone has no recall."""
    kept = ("pairs", "true", "precision", "recall", "recall_at_least", "f1", "average_precision")
    if told["true"] in {0, told["pairs"]}:
        kept = (
            ("pairs", "true", "recall", "recall_at_least") if told["true"] else ("pairs", "true", "precision")
        )
    return {key: told[key] for key in kept}


def our_scores(pairs: Sequence[Pair]) -> tuple[list[float], float]:
    """Scores, and CPU microseconds per pair with the names read before."""
    scores = [float(judged(pair).score) for pair in pairs]
    started = time.process_time()
    for pair in pairs:
        judged(pair)
    return scores, 1e6 * (time.process_time() - started) / max(len(pairs), 1)


def peer_scores(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Peer -> version and scores; nothing where their environment is not there."""
    python = os.environ.get("PEER_PYTHON") or str(HERE / ".peers" / "bin" / "python")
    if not Path(python).exists():
        return {}
    lines = [
        json.dumps({"a": pair.a, "b": pair.b, "schema": "Person" if pair.schema == PERSON else "Company"})
        for pair in pairs
    ]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [python, str(HERE / "peer_score.py")],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def unrelated(data: Path, persons: int | None) -> Iterator[tuple[str, Path, list[Party]]]:
    """Parties of which none is on the narrow lists, but for the few listed companies that are (exact)."""
    path = data / "names" / "persons_that_must_not_hit_50k.csv.gz"
    rows = islice(table(path), persons)
    yield "persons", path, [Party(str(at), row["full_name"]) for at, row in enumerate(rows)]
    path = data / "suppliers" / "opensupplyhub_fixture_facilities.csv"
    yield (
        "factories",
        path,
        [Party(str(at), row["name"], country=row["country"]) for at, row in enumerate(table(path))],
    )
    path = data / "suppliers" / "listed_companies_sh_sz_hk.csv"
    yield "listed companies", path, [Party(row["symbol"], row["name"]) for row in table(path)]
    path = data / "names" / "listed_company_en_zh_pairs.csv"
    rows = [row for row in table(path) if row["name_zh_full_extracted"] and not is_index(row)]
    listed = _on_the_lists([Party(row["symbol"], row["name_en"]) for row in rows])
    yield (
        "listed companies, Chinese names",
        path,
        [Party(row["symbol"], row["name_zh_full_extracted"]) for row in rows if row["symbol"] not in listed],
    )


def _on_the_lists(parties: Sequence[Party]) -> set[str]:
    """Ids of the parties that are on the narrow lists, by their English names."""
    editions = [edition for edition in map(bundled.edition, NARROW_LISTS) if edition is not None]
    found = screen(parties, [], editions)
    return {alert.subject.id for alert in found.alerts if alert.exact or alert.score >= SURELY}


def alerts_per_1000(parties: Sequence[Party], show: int = 0) -> dict[str, Any]:
    """Parties with a name alert against the narrow lists, those with an exact one apart."""
    editions = [edition for edition in map(bundled.edition, NARROW_LISTS) if edition is not None]
    found = screen(parties, [], editions)
    named = [alert for alert in found.alerts if alert.kind.value == "name"]
    exact = {alert.subject.id for alert in named if alert.exact}
    inexact = {alert.subject.id for alert in named} - exact
    for alert in sorted((alert for alert in named if not alert.exact), key=lambda alert: -alert.score)[:show]:
        print(f"  {alert.score} {alert.name_a} | {alert.name_b} | {alert.rule}")
    return {
        "parties": len(parties),
        "listed_entities": sum(edition.entries for edition in editions),
        "exact": len(exact),
        "possible": len(inexact),
        "possible_per_1000": round(1000 * len(inexact) / max(len(parties), 1), 2),
        "possible_per_1000_at_most": round(1000 * wilson(len(inexact), len(parties))[1], 2),
    }


def print_errors(pairs: Sequence[Pair], scores: Sequence[float], count: int) -> None:
    """The worst false alarms and misses, each with its rows."""
    threshold = float(THRESHOLD)
    ranked = sorted(zip(scores, pairs, strict=True), key=lambda item: item[0])
    misses = [(score, pair) for score, pair in ranked if pair.same and score < threshold]
    alarms = [(score, pair) for score, pair in reversed(ranked) if not pair.same and score >= threshold]
    for title, found in (("false alarms", alarms), ("misses", misses)):
        print(f"\n== {title}: {len(found)}")
        for score, pair in found[:count]:
            print(f"{score:.3f}  {pair.a}  |  {pair.b}   [{pair.kind}]")
            for row in judged(pair).alignment:
                print(
                    f"        {row.weight:+}  {row.part} {row.rule}: {pair.a[slice(*row.a)]!r} | {pair.b[slice(*row.b)]!r}"
                )


def line(name: str, told: dict[str, Any]) -> str:
    """One printed line."""
    return (
        f"{name:42} {told['pairs']:6} pairs  P {told['precision']:.3f}  R {told['recall']:.3f}"
        f" (>= {told['recall_at_least']:.3f})  F1 {told['f1']:.3f}  best {told['best_f1']:.3f}"
        f"  AP {told['average_precision']:.3f}"
    )


def measure(
    found: PairSet, split: str | None, errors: int, with_peers: Callable[..., dict[str, Any]]
) -> dict[str, Any]:
    """Print and return the figures of one set."""
    pairs = [pair for pair in found.pairs if split in {None, pair.split}]
    scores, us = our_scores(pairs)
    told = told_apart(pairs, scores, float(THRESHOLD))
    print(line(found.name, told), f" {us:.0f} us/pair")
    if errors:
        print_errors(pairs, scores, errors)
    told.update(file=found.file.name, sha256=sha256_file(found.file), origin=found.origin)
    for peer, item in with_peers(pairs).items():
        told.setdefault("peers", {})[peer] = {
            "version": item["version"],
            **figures(item["scores"], [pair.same for pair in pairs], PEER_THRESHOLD),
        }
        print(line(f"    {peer}", told["peers"][peer]), f" {item['us_per_pair']:.0f} us/pair")
    return told


def keep_peers(sets: dict[str, Any]) -> None:
    """Where no peer was measured, the figures of the last run on the same pairs: peers do not change with us."""
    before = json.loads(OUT.read_text(encoding="utf-8"))["sets"] if OUT.is_file() else {}
    for name, told in sets.items():
        was = before.get(name, {})
        same = all(was.get(key) == told[key] for key in ("sha256", "pairs", "true"))
        if "peers" not in told and same and "peers" in was:
            told["peers"] = was["peers"]


def main() -> None:
    """Measure what is asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    ask.add_argument("--set", default="", help='part of a set\'s name; "unrelated" for parties on no list')
    ask.add_argument("--errors", type=int, default=0, help="how many false alarms and misses to print")
    ask.add_argument("--split", choices=("fit", "test"), help="only these pairs")
    ask.add_argument("--persons", default="10000", help="how many of the 50,000 unrelated persons, or all")
    ask.add_argument("--no-peers", action="store_true")
    asked = ask.parse_args()
    peers = (lambda _: {}) if asked.no_peers or asked.set else peer_scores
    kept: dict[str, Any] = {
        "python": platform.python_version(),
        "threshold": str(THRESHOLD),
        "sets": {},
        "unrelated": {},
    }
    for found in read_sets(asked.data):
        if asked.set.casefold() in found.name.casefold():
            kept["sets"][found.name] = measure(found, asked.split, asked.errors, peers)
    if not asked.set or asked.set == "unrelated":
        persons = None if asked.persons == "all" else int(asked.persons)
        for name, path, parties in unrelated(asked.data, persons):
            told = {**alerts_per_1000(parties, asked.errors), "file": path.name, "sha256": sha256_file(path)}
            kept["unrelated"][name] = told
            print(
                f"unrelated {name}: {told['possible']} of {told['parties']} = {told['possible_per_1000']} per 1,000"
                f" (at most {told['possible_per_1000_at_most']}), exact {told['exact']}"
            )
    if not asked.set and not asked.split:
        keep_peers(kept["sets"])
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
