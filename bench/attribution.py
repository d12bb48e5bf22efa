"""Who is read as having said what: our two modes and textacy's extractor on the passages of bench/news, open and held apart.

    python bench/attribution.py [--no-peers] [--part open|held] [--errors]

A found claim matches one of the gold claims, one to one, if it holds at least .3 (or .8) of the gold content's words; the
speaker of a match is right if it holds .3 of the words of the gold speaker, as written or as resolved (an unknown speaker
must be unknown). A reply link is right if it has the gold relation between claims that match. Recall is by form and type.
Words are runs of letters and digits without articles and joining words. CPU time of one process, the parser's start apart.
The wrong passages are printed for the open part only.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from tieback.model.article import Article
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import load_parser

HERE = Path(__file__).parent
NEWS = HERE / "news"
RESULT = HERE / "results" / "attribution.json"
PEER = HERE / "attribution_peer.py"
EMPTY = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "that", "which", "who")
)
OVERLAPS = (0.3, 0.8)

Item = dict[str, Any]
Found = list[dict[str, Any]]  # text, speaker, names[], type, form, id, links[{rel, claim}]


def words(text: str) -> Counter[str]:
    """Content words with their counts; all words if there are only empty ones."""
    all_words = re.findall(r"\w+", text.lower())
    return Counter([word for word in all_words if word not in EMPTY] or all_words)


def held(found: str, gold: str) -> float:
    """Share of the gold's words that the found text holds."""
    wanted = words(gold)
    return sum((words(found) & wanted).values()) / max(1, sum(wanted.values()))


def joint(found: str, gold: str) -> float:
    """Words of both over words of either."""
    one, other = words(found), words(gold)
    return sum((one & other).values()) / max(1, sum((one | other).values()))


def match(gold: Sequence[Item], found: Found, least: float) -> dict[int, int]:
    """Gold to found, one to one, the best overlaps first."""
    pairs = [
        (held(f["text"], told(g)), joint(f["text"], told(g)), right_speaker(g, f), -i, -j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
    ]
    taken: dict[int, int] = {}
    for share, _, _, i, j in sorted(pairs, key=lambda p: (p[1], p[0], p[2], p[3], p[4]), reverse=True):
        if share >= least and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return taken


def told(claim: Item) -> str:
    """The gold content, its pieces joined."""
    says = claim["says"]
    return " ".join(map(str, says)) if isinstance(says, list) else str(says)


def right_speaker(gold: Item, found: dict[str, Any]) -> bool:
    """By the rule of the module."""
    names = [name for name in (found["speaker"], *found["names"]) if name]
    if gold["who"] is None:
        return not names
    return any(
        held(name, str(wanted)) >= OVERLAPS[0] for name in names for wanted in (gold["who"], gold["as"])
    )


def right_name(gold: Item, found: dict[str, Any]) -> bool:
    """The resolved name alone, against the resolved gold name."""
    if gold["who"] is None:
        return not found["names"]
    return any(name and held(name, str(gold["who"])) >= OVERLAPS[0] for name in found["names"])


def measure(items: Sequence[Item], read: Callable[[str], Found], errors: bool) -> dict[str, Any]:
    """Precision, recall, F1, speaker and links over all passages."""
    count: dict[str, int] = defaultdict(int)
    recall: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    shares: list[float] = []
    crashes = 0
    started = time.process_time()
    for item in items:
        gold = item.get("claims") or []
        try:
            found = read(item["text"])
        except (ValueError, IndexError, KeyError, TypeError):  # a peer that cannot read odd quotation marks
            found, crashes = [], crashes + 1
        count["gold"] += len(gold)
        count["found"] += len(found)
        for least in OVERLAPS:
            count[f"match{least}"] += len(match(gold, found, least))
        pairs = match(gold, found, OVERLAPS[0])
        for i, claim in enumerate(gold):
            for key in (f"form {claim['form']}", f"type {claim['type']}"):
                recall[key][1] += 1
                recall[key][0] += i in pairs
        for i, j in pairs.items():
            shares.append(joint(found[j]["text"], told(gold[i])))
            count["speaker"] += right_speaker(gold[i], found[j])
            count["name"] += right_name(gold[i], found[j])
            count["type"] += gold[i]["type"] == found[j]["type"]
            count["form"] += gold[i]["form"] == found[j]["form"]
            if errors and not right_speaker(gold[i], found[j]):
                print(
                    f"  {item['id']} speaker: {gold[i]['who']!r} read as {found[j]['speaker']!r} {found[j]['names']}"
                )
        links(gold, found, pairs, count, item["id"] if errors else None)
        if errors:
            show(item, gold, found, pairs)
    return summary(count, recall, shares, crashes, time.process_time() - started)


def links(
    gold: Sequence[Item], found: Found, pairs: dict[int, int], count: dict[str, int], name: str | None
) -> None:
    """Count gold links, found links, and those that are both."""
    place = {claim["id"]: j for j, claim in enumerate(found)}
    made = {
        (j, link["rel"], place.get(link["claim"])) for j, claim in enumerate(found) for link in claim["links"]
    }
    wanted = {(i, claim["rel"], claim["to"] - 1) for i, claim in enumerate(gold) if claim.get("rel")}
    right = {
        (i, rel, to)
        for i, rel, to in wanted
        if i in pairs and to in pairs and (pairs[i], rel, pairs[to]) in made
    }
    count["links"] += len(wanted)
    count["links found"] += len(made)
    count["links right"] += len(right)
    if name is not None and (wanted - right or len(made) > len(right)):
        print(f"  {name} links: wanted {sorted(wanted)}, right {sorted(right)}, made {sorted(made, key=str)}")


def show(item: Item, gold: Sequence[Item], found: Found, pairs: dict[int, int]) -> None:
    """What was missed and what was found besides."""
    for i, claim in enumerate(gold):
        if i not in pairs:
            print(f"  {item['id']} missed: {claim['as']} | {told(claim)}")
    for j, claim in enumerate(found):
        if j not in pairs.values():
            print(f"  {item['id']} besides: {claim['speaker']} | {claim['text']} [{claim.get('rule')}]")


def summary(
    count: dict[str, int], recall: dict[str, list[int]], shares: Sequence[float], crashes: int, cpu_s: float
) -> dict[str, Any]:
    """The figures of one system on one part."""
    kept: dict[str, Any] = {"gold": count["gold"], "found": count["found"], "crashes": crashes}
    for least in OVERLAPS:
        kept[f"at {least}"] = rates(count[f"match{least}"], count["found"], count["gold"])
    matched = max(1, count[f"match{OVERLAPS[0]}"])
    kept["iou"] = round(sum(shares) / max(1, len(shares)), 3)
    for key in ("speaker", "name", "type", "form"):
        kept[key] = round(count[key] / matched, 3)
    kept["links"] = rates(count["links right"], count["links found"], count["links"])
    kept["recall"] = {key: f"{right}/{all_}" for key, (right, all_) in sorted(recall.items())}
    kept["cpu_s"] = round(cpu_s, 2)
    return kept


def rates(right: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = right / max(1, found), right / max(1, gold)
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(both, 3)}


def ours(parser: Any) -> Callable[[str], Found]:
    """Our reader, with or without the parser."""

    def read(text: str) -> Found:
        article = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
        return [
            {
                "id": claim.id,
                "text": claim.text,
                "speaker": claim.speaker.text,
                "names": [claim.speaker.name] if claim.speaker.name else [],
                "type": claim.type.value,
                "form": claim.form.value,
                "rule": claim.rule,
                "links": [{"rel": link.rel.value, "claim": link.claim} for link in claim.links],
            }
            for claim in find_claims(article, parser)
        ]

    return read


def peer(texts: Sequence[str]) -> dict[str, Any] | None:
    """What textacy finds, run in its own environment; None where that is absent."""
    python = os.environ.get("PEER_PYTHON") or str(HERE / ".peers" / "bin" / "python")
    if not Path(python).exists():
        return None
    done = subprocess.run(
        [python, str(PEER)], input=json.dumps(list(texts)), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def load(part: str) -> list[Item]:
    """All passages of a part."""
    return [
        item
        for path in sorted((NEWS / part).glob("*.yml"))
        for item in yaml.safe_load(path.read_text("utf-8")) or []
    ]


def by_text(answer: dict[str, Any], texts: Sequence[str]) -> Callable[[str], Found]:
    """A reader that looks the peer's answers up; raises ValueError where the peer crashed."""
    held_answers = dict(zip(texts, answer["found"], strict=True))

    def read(text: str) -> Found:
        found = held_answers[text]
        if found is None:
            raise ValueError("the peer crashed")
        return [
            {"id": str(n), "text": q["text"], "speaker": q["speaker"], "names": [q["speaker"]], "type": None,
             "form": "direct", "links": []}
            for n, q in enumerate(found)
        ]  # fmt: skip

    return read


def main() -> None:
    """Measure, print a line per system and part, keep the figures."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--no-peers", action="store_true")
    ask.add_argument("--part", choices=("open", "held"))
    ask.add_argument("--errors", action="store_true")
    ask.add_argument("--rules-only", action="store_true")
    asked = ask.parse_args()
    parser = None if asked.rules_only else load_parser()
    kept: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine(), "parts": {}}
    for part in ("open", "held"):
        items = load(part)
        if not items or asked.part not in {None, part}:
            continue
        texts = [item["text"] for item in items]
        systems: dict[str, Callable[[str], Found]] = {"rules": ours(None)}
        if parser is not None:
            systems["parse"] = ours(parser)
        if not asked.no_peers and (answer := peer(texts)) is not None:
            systems[answer["name"]] = by_text(answer, texts)
        kept["parts"][part] = {"passages": len(items)}
        for name, read in systems.items():
            told_ = measure(
                items, read, asked.errors and part == "open" and (name == "parse" or asked.rules_only)
            )
            kept["parts"][part][name] = told_
            print(part, name, json.dumps({k: v for k, v in told_.items() if k != "recall"}))
            if name == "parse":
                print("   ", json.dumps(told_["recall"]))
    if not asked.part and not asked.no_peers:
        RESULT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
