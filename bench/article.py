"""How much of an article is kept, and how little else: tokens of title, standfirst and body against the gold of each page.

The pages and texts are ours: four invented stories in eleven layouts (bench/article/), written by the authors of the
reader and seen while it was written. So the figures show that the faults known of others do not occur here; they do not
show how pages fare that nobody here has seen. Peers run in bench/.peers where it exists, on the same pages; neither
reads texts without mark-up. Captions, bylines and credits count for nobody, nor against.
Usage: python bench/article.py
"""

import importlib.util
import json
import platform
import re
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tieback import __version__
from tieback.watch.article.read import read_article

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "article.json"
_TOKEN = re.compile(r"\w+")
_CREDIT_WORDS = ("By and in reporting", *2 * ("additional contributed to this report editing Pat Sample",))
_NEUTRAL = {"caption", "byline", "credit"}


def layouts(name: str = "layout") -> Any:
    """The module bench/article/layout.py, or teaser.py."""
    spec = importlib.util.spec_from_file_location(f"bench_article_{name}", HERE / "article" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"bench/article/{name}.py is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tokens(text: str) -> Counter[str]:
    """Words in small letters, counted."""
    return Counter(word.casefold() for word in _TOKEN.findall(text))


def gold(story: dict[str, Any], made: str) -> tuple[Counter[str], Counter[str]]:
    """Tokens that must be there, and tokens that may be: captions and names. A part the page lacks is not asked for."""
    parts = [story["title"], story["standfirst"] or "", *(part.removeprefix("## ") for part in story["body"])]
    flat = " ".join(made.split())
    wanted = [part for part in parts if part and (part in flat or part in story["body"])]
    free = [
        story[key] or "" for key in ("hero", "hero_credit", "second", "second_credit", "contributor", "place")
    ]
    free += [*story["authors"], story["publisher"], *_CREDIT_WORDS]
    return tokens(" ".join(wanted)), tokens(" ".join(free))


def score(rows: Sequence[tuple[str, Counter[str], Counter[str]]]) -> dict[str, float]:
    """Mean precision, recall and F1 over the documents; how many lost a tenth of their words or more."""
    totals = [0.0, 0.0, 0.0]
    losses = 0
    for text, wanted, free in rows:
        found = tokens(text)
        hit = sum((found & wanted).values())
        extra = sum(((found - wanted) - free).values())
        recall = hit / sum(wanted.values())
        precision = hit / (hit + extra) if hit + extra else 0.0
        totals = [
            total + value
            for total, value in zip(totals, (precision, recall, _f1(precision, recall)), strict=True)
        ]
        losses += recall < 0.9
    p, r, f = (round(total / len(rows), 4) for total in totals)
    return {"precision": p, "recall": r, "f1": f, "documents": len(rows), "lost_a_tenth": losses}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def peers(pages: Sequence[str]) -> dict[str, Any]:
    """What bench/article_peer.py says of the same pages; nothing without bench/.peers."""
    python = HERE / ".peers" / "bin" / "python"
    if not python.exists():
        return {}
    done = subprocess.run(
        [str(python), str(HERE / "article_peer.py")],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else {}


def measure(made: Sequence[tuple[str, dict[str, Any]]], name: str) -> dict[str, Any]:
    """Ours on documents and the stories they were made of."""
    began = time.process_time()
    articles = [read_article(document.encode(), name=name) for document, _ in made]
    spent = time.process_time() - began
    kept = [
        "\n".join(a.text[s.start : s.end] for s in a.sections if s.kind not in _NEUTRAL) for a in articles
    ]
    rows = [(text, *gold(story, document)) for text, (document, story) in zip(kept, made, strict=True)]
    title = sum(article.title == story["title"] for article, (_, story) in zip(articles, made, strict=True))
    return {**score(rows), "titles": title, "per_cpu_s": round(len(made) / spent, 1)}


def measure_peers(made: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The peers on the same pages."""
    measured = {}
    for peer, found in peers([document for document, _ in made]).items():
        rows = [
            (text, *gold(story, document))
            for text, (document, story) in zip(found["texts"], made, strict=True)
        ]
        title = sum(said == story["title"] for said, (_, story) in zip(found["titles"], made, strict=True))
        speed = round(len(made) / found["cpu_s"], 1)
        measured[peer] = {**score(rows), "titles": title, "per_cpu_s": speed, "version": found["version"]}
    return measured


def main() -> None:
    """Measure, print, write."""
    stories = yaml.safe_load((HERE / "article" / "story.yml").read_text("utf-8"))
    result: dict[str, Any] = {
        "tieback": __version__,
        "python": platform.python_version(),
        "data": "invented by us, seen while the reader was written: bench/article",
    }
    for name, kind in (("layout", ""), ("teaser", "_with_teasers")):
        layout = layouts(name)
        pages = [(make(story), story) for make in layout.PAGES for story in stories]
        texts = [(make(story), story) for make in layout.TEXTS for story in stories]
        read_article(pages[0][0].encode(), name="warm.html")
        result[f"pages{kind}"] = {"ours": measure(pages, "pages"), **measure_peers(pages)}
        result[f"texts{kind}"] = {"ours": measure(texts, "texts")}
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
