"""How the store of `watch` bears a year of 200 feeds: items kept per second, size, search times, opening again.

The items are invented: words drawn from an invented vocabulary by Zipf's law, 60 to 90 to an item, 25 to a fetch, one
transaction for each fetch as `watch update` makes it. `--items 1000000` is the year; the default is a tenth of it.
Usage: python bench/watch_scale.py [--items N] [--out FILE]
"""

import argparse
import json
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tieback import __version__
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.intake.recognise import read_listing
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.search import search
from tieback.watch.store.store import Store

FEEDS, PER_FETCH, VOCABULARY = 200, 25, 50_000
YEAR = 1_000_000
START = datetime(2026, 1, 1, tzinfo=UTC)
RESULT = (
    Path(__file__).parent / "results" / "watch_scale.json"
)  # of the year; smaller runs beside it, by their size


def vocabulary(random: Random) -> list[str]:
    """Invented words, the commonest first."""
    parts = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    return ["".join(random.choices(parts, k=random.randint(1, 4))) for _ in range(VOCABULARY)]


def texts(random: Random, words: list[str]) -> Iterator[tuple[str, str]]:
    """Titles and summaries without end."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    total = 0.0
    summed = [total := total + weight for weight in weights]
    while True:
        drawn = random.choices(words, cum_weights=summed, k=random.randint(60, 90))
        yield " ".join(drawn[:9]).capitalize(), " ".join(drawn[9:]).capitalize() + "."


def fill(store: Store, count: int, words: list[str], random: Random) -> float:
    """Keep `count` items; CPU seconds without the making of their texts."""
    sources = [
        store.add_source("feed", f"https://feed{n}.example/rss", f"EXAMPLE {n}", START).id
        for n in range(FEEDS)
    ]
    made = texts(random, words)
    spent = 0.0
    for first in range(0, count, PER_FETCH):
        at = START + timedelta(seconds=first * 365 * 86_400 // count)
        source = sources[(first // PER_FETCH) % FEEDS]
        found = [next(made) for _ in range(PER_FETCH)]
        began = time.process_time()
        with store.transaction():
            for number, (title, text) in enumerate(found, first):
                article = assemble(
                    [Piece("headline", title), Piece("body", text)], Facts(title=title, language="en")
                )
                url = f"https://feed{source}.example/{at:%Y/%m}/{number}"
                keep(store, source, Finding(article, "listed", url, f"tag:{number}"), at)
        spent += time.process_time() - began
    return spent


def time_search(store: Store, words: list[str], random: Random) -> dict[str, float]:
    """Milliseconds for 300 queries of one to three words of every frequency, the first 20 hits of each."""
    took: list[float] = []
    for number in range(300):
        query = " ".join(words[int(10 ** random.uniform(0, 4.6))] for _ in range(1 + number % 3))
        began = time.perf_counter()
        search(store, query)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    told = {"p50": statistics.median(took), "p99": took[int(0.99 * len(took))], "max": took[-1]}
    return {name: round(value, 2) for name, value in told.items()}


def feed_of(count: int) -> bytes:
    """A feed of so many entries."""
    made = texts(Random(3), vocabulary(Random(1)))
    entries = "".join(
        f"<item><title>{title}</title><link>https://a.example/{n}</link><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        for n, (title, text) in zip(range(count), made, strict=False)
    )
    return f'<rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'.encode()


def parse_rate() -> float:
    """Entries of feeds parsed per CPU second, text only."""
    data = feed_of(1000)
    began = time.process_time()
    read_listing(data, "feed")
    return 1000 / (time.process_time() - began)


def main() -> None:
    """Measure, print, write."""
    options = argparse.ArgumentParser()
    options.add_argument("--items", type=int, default=100_000)
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    year = given.items >= YEAR
    out = given.out or (RESULT if year else RESULT.with_stem(f"watch_scale_{given.items}"))
    random = Random(2)
    words = vocabulary(Random(1))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with Store(root) as store:
            spent = fill(store, given.items, words, random)
        began = time.perf_counter()
        with Store(root) as store:
            opened = time.perf_counter() - began
            first = next(texts(Random(2), words))[0]
            began = time.perf_counter()
            assert search(store, f'"{first}"')
            cold = time.perf_counter() - began
            warm = time_search(store, words, random)
            kept = store.db.execute("SELECT count(*) FROM version").fetchone()[0]
        size = sum(path.stat().st_size for path in root.iterdir() if path.is_file())
    result = {
        "tieback": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": platform.machine(),
        "data": "invented: Zipf over invented words (this script)",
        "items": kept,
        "kept_per_cpu_s": round(given.items / spent),
        "parsed_per_cpu_s": round(parse_rate()),
        "size_bytes": size,
        "bytes_per_item": round(size / given.items),
        "open_again_s": round(opened, 3),
        "first_search_s": round(cold, 3),
        "search_ms": warm,
    }
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
