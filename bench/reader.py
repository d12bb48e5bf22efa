"""What it costs to parse the documents of others in a process of its own: CPU seconds of both processes, to one.

The pages are those of bench/article.py, the feed is made by bench/watch_scale.py; all invented. The process is started
once; its start, with one document, is counted apart.
Usage: python bench/reader.py
"""

import json
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from article import layouts
from watch_scale import feed_of

from tieback import __version__
from tieback.watch.article.read import read_article
from tieback.watch.intake.recognise import read_listing
from tieback.watch.sandbox.reader import Reader

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "reader.json"
ROUNDS = 20


def spent() -> float:
    """CPU seconds of this process and of those that ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def cost(work: Callable[[Reader], Any]) -> float:
    """CPU seconds of some work with a reader, its process ended and so counted."""
    began = spent()
    with Reader() as reader:
        work(reader)
    return spent() - began


def main() -> None:
    """Measure, print, write."""
    layout = layouts()
    stories = yaml.safe_load((HERE / "article" / "story.yml").read_text("utf-8"))
    pages = [make(story).encode() for make in layout.PAGES for story in stories] * ROUNDS
    feeds = [feed_of(25)] * 10 * ROUNDS
    read_article(pages[0], name="warm")
    read_listing(feeds[0], "warm")
    rows = {}
    for name, documents, own, apart in (
        ("page", pages, lambda d: read_article(d, name="x"), lambda r, d: r.article(d, name="x")),
        ("feed_of_25", feeds, lambda d: read_listing(d, "x"), lambda r, d: r.listing(d, "x")),
    ):
        began = time.process_time()
        for document in documents:
            own(document)
        alone = time.process_time() - began
        start = cost(lambda reader, d=documents, f=apart: f(reader, d[0]))
        both = cost(lambda reader, d=documents, f=apart: [f(reader, one) for one in d]) - start
        rows[name] = {
            "documents": len(documents),
            "bytes_each": round(sum(map(len, documents)) / len(documents)),
            "in_one_process_ms": round(1000 * alone / len(documents), 2),
            "apart_ms": round(1000 * both / len(documents), 2),
            "ratio": round(both / alone, 2),
            "start_cpu_s": round(start, 2),
        }
    result = {
        "tieback": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "data": "invented: bench/article and bench/watch_scale.py",
        **rows,
    }
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
