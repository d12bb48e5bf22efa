"""Copies found among 1,200 invented reports: recall by kind, precision, and CPU time beside datasketch and rensa.

`python bench/near_duplicate.py [--seed N]`. 800 reports are generated from bench/news/grammar.yml (templates and vocabulary
of our own: sentences repeat in shape, never a report); 100 each are copied with another byline, a fifth cut from the end,
6 % of the words lost, or two fifths of the sentences in a row. A pair that is returned and was not made counts against
precision. Peers run in bench/.peers where it exists, on the same texts. Results: bench/results/near_duplicate.json.
"""

import argparse
import hashlib
import json
import platform
import random
import re
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from tieback.watch.story.copies import CopyIndex
from tieback.watch.story.fingerprint import read_fingerprint
from tieback.watch.story.near import band_keys, sign

HERE = Path(__file__).parent
GRAMMAR = HERE / "news" / "grammar.yml"
OUT = HERE / "results" / "near_duplicate.json"
SEED = 20261123
ORIGINALS, COPIES = 800, 100
_SLOT = re.compile(r"\{(\w+)\}")


def report(grammar: dict[str, Any], draw: random.Random) -> list[str]:
    """The sentences of one invented report: a lead and 11 to 24 sentences."""
    fixed = {slot: draw.choice(words) for slot, words in grammar["words"].items() if slot.isupper()}

    def fill(match: re.Match[str]) -> str:
        slot = match.group(1)
        if slot == "number":
            return str(draw.randint(2, 9_999))
        if slot == "year":
            return str(draw.randint(1996, 2026))
        return fixed.get(slot) or str(draw.choice(grammar["words"][slot]))

    templates = [draw.choice(grammar["lead"]), *draw.sample(grammar["body"], draw.randint(11, 24))]
    sentences = (_SLOT.sub(fill, template) for template in templates)
    return [sentence[0].upper() + sentence[1:] for sentence in sentences]


def with_byline(sentences: list[str], draw: random.Random) -> str:
    """Another byline and credit."""
    return f"By Example Reporter {draw.randint(1, 99)}, EXAMPLE WIRE\n\n" + " ".join(sentences)


def cut(sentences: list[str], _: random.Random) -> str:
    """A fifth of the words cut from the end."""
    words = " ".join(sentences).split()
    return " ".join(words[: round(len(words) * 0.8)])


def edited(sentences: list[str], draw: random.Random) -> str:
    """Six of a hundred words lost."""
    words = " ".join(sentences).split()
    lost = set(draw.sample(range(len(words)), round(len(words) * 0.06)))
    return " ".join(word for place, word in enumerate(words) if place not in lost)


def excerpt(sentences: list[str], draw: random.Random) -> str:
    """Two fifths of the sentences, in a row."""
    count = max(1, round(len(sentences) * 0.4))
    start = draw.randint(0, len(sentences) - count)
    return " ".join(sentences[start : start + count])


KINDS: dict[str, Callable[[list[str], random.Random], str]] = {
    "byline": with_byline,
    "cut by 20 %": cut,
    "6 % of words lost": edited,
    "40 % excerpt": excerpt,
}


def make(seed: int) -> tuple[list[str], dict[tuple[int, int], str]]:
    """The texts, originals and copies shuffled together, and the pairs that were made: (earlier, later) -> kind."""
    draw = random.Random(seed)
    grammar = yaml.safe_load(GRAMMAR.read_text(encoding="utf-8"))
    reports = [report(grammar, draw) for _ in range(ORIGINALS)]
    texts = [(" ".join(sentences), number, "") for number, sentences in enumerate(reports)]
    copied = iter(draw.sample(range(ORIGINALS), COPIES * len(KINDS)))
    for kind, change in KINDS.items():
        texts += [
            (change(reports[number], draw), number, kind) for number in (next(copied) for _ in range(COPIES))
        ]
    draw.shuffle(texts)
    places: dict[int, list[int]] = {}
    for place, (_, number, _) in enumerate(texts):
        places.setdefault(number, []).append(place)
    truth = {
        (pair[0], pair[1]): next(texts[place][2] for place in pair if texts[place][2])
        for pair in places.values()
        if len(pair) == 2
    }
    return [text for text, _, _ in texts], truth


def score(found: set[tuple[int, int]], truth: dict[tuple[int, int], str]) -> dict[str, Any]:
    """Recall by kind, and precision over all pairs returned."""
    hits = found & truth.keys()
    return {
        "recall": {kind: round(sum(truth[pair] == kind for pair in hits) / COPIES, 4) for kind in KINDS},
        "returned": len(found),
        "extra": len(found) - len(hits),
        "precision": round(len(hits) / len(found), 4) if found else 1.0,
    }


def find(texts: list[str]) -> set[tuple[int, int]]:
    """Ours: the pairs of copies, each text against those before it."""
    index = CopyIndex()
    copies = ((place, index.add(str(place), text)) for place, text in enumerate(texts))
    return {(int(copy.of), place) for place, copy in copies if copy}


def spent(act: Callable[[], Any]) -> float:
    """CPU seconds, the best of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        act()
        times.append(time.process_time() - started)
    return min(times)


def peers(texts: list[str]) -> dict[str, Any]:
    """What bench/near_peer.py says of the same texts; nothing without bench/.peers."""
    python = HERE / ".peers" / "bin" / "python"
    if not python.exists():
        return {}
    run = subprocess.run(
        [str(python), str(HERE / "near_peer.py")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(run.stdout))


def measure(seed: int) -> dict[str, Any]:
    """Everything, as it is kept."""
    texts, truth = make(seed)
    prints = [read_fingerprint(text) for text in texts]
    told: dict[str, Any] = {
        "seed": seed,
        "grammar_sha256": hashlib.sha256(GRAMMAR.read_bytes()).hexdigest(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "machine": f"{platform.machine()}, {platform.system()}",
        "texts": len(texts),
        "words_per_text": round(sum(len(text.split()) for text in texts) / len(texts)),
        "ours": {
            **score(find(texts), truth),
            "texts_per_cpu_s": round(len(texts) / spent(lambda: find(texts))),
            "signatures_per_cpu_s": round(
                len(texts) / spent(lambda: [band_keys(sign(p.shingles)) for p in prints])
            ),
        },
        "peers": {},
    }
    for name, peer in peers(texts).items():
        pairs = {(one, other) for one, other in peer.pop("pairs")}
        told["peers"][name] = {**score(pairs, truth), **peer}
        told["peers"][name]["ours_times_as_fast"] = round(
            told["ours"]["texts_per_cpu_s"] / peer["texts_per_cpu_s"], 2
        )
    return told


def main() -> None:
    """Measure, print and keep."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seed", type=int, default=SEED)
    asked = ask.parse_args()
    told = measure(asked.seed)
    for name, figures in (("ours", told["ours"]), *told["peers"].items()):
        print(name, json.dumps(figures, ensure_ascii=False))
    if asked.seed == SEED:
        OUT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
