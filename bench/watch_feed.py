"""What `watch feed` takes over a large store: the first run of a month, the next, and the one after a day's news.

The store is a year of 200 feeds: every tenth item a report built from bench/news/grammar.yml as near_duplicate.py builds it
(3 to 8 sentences, a fifth of them printed by a second paper with another byline), the others invented words by Zipf's law
(watch_scale.py). The profile watches four of sixteen invented companies and what they make. Each run is a process of its
own, as on the command line; CPU seconds and the most memory are the process's, claims are found by patterns.
Usage: python bench/watch_feed.py [--items N] [--store DIR] [--out FILE] [--no-year]
"""

import argparse
import json
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from near_duplicate import GRAMMAR, report
from watch_scale import FEEDS, YEAR, texts, vocabulary

from tieback import __version__
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.store import Store

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR_S = 365 * 86_400
DAY = timedelta(days=1)
REPORTS = 10  # every tenth item is one
SECOND = 5  # every fifth of them is printed twice
PER_FETCH = 25
RESULT = Path(__file__).parent / "results" / "watch_feed.json"
PROFILE = """
goods = ["5205", "401519"]
[[supplier]]
id = "KESTREL"
name = "EXAMPLE Kestrel Mills"
country = "CN"
goods = ["5205"]
[[supplier]]
id = "PLOVER"
name = "EXAMPLE Plover Gloves"
country = "MY"
goods = ["401519"]
[[supplier]]
id = "DUNLIN"
name = "EXAMPLE Dunlin Solar"
country = "CN"
goods = ["854143"]
[[supplier]]
id = "HERON"
name = "EXAMPLE Heron Foods"
country = "CN"
goods = ["200290"]
"""


def news(draw: random.Random) -> Iterator[tuple[str, str]]:
    """Title and text of item after item."""
    grammar: dict[str, Any] = yaml.safe_load(GRAMMAR.read_text(encoding="utf-8"))
    noise = texts(random.Random(2), vocabulary(random.Random(1)))
    number = 0
    again: tuple[str, str] | None = None
    while True:
        number += 1
        if again and number % REPORTS == 1:
            yield again
            again = None
        elif number % REPORTS == 0:
            sentences = report(grammar, draw)
            title = sentences[0].rstrip(".")[:90]
            said = " ".join(sentences[: draw.randint(3, 8)])
            if number % (REPORTS * SECOND) == 0:
                again = title, f"By Example Reporter {draw.randint(1, 99)}, EXAMPLE WIRE. {said}"
            yield title, said
        else:
            yield next(noise)


def fill(store: Store, first: int, count: int, each_s: float, made: Iterator[tuple[str, str]]) -> None:
    """Keep so many items, one transaction for each fetch."""
    sources = [
        store.add_source("feed", f"https://feed{n}.example/rss", f"EXAMPLE {n}", START) for n in range(FEEDS)
    ]
    for begin in range(first, first + count, PER_FETCH):
        at = START + timedelta(seconds=int(begin * each_s))
        source = sources[(begin // PER_FETCH) % FEEDS]
        with store.transaction():
            for number in range(begin, min(begin + PER_FETCH, first + count)):
                title, text = next(made)
                article = assemble(
                    [Piece("headline", title), Piece("body", text)], Facts(title=title, language="en")
                )
                url = f"https://feed{source.id}.example/{at:%Y/%m}/{number}"
                keep(store, source.id, Finding(article, "listed", url, f"tag:{number}"), at)


RUN = """
import json, resource, sys, time
from datetime import datetime, timedelta
from pathlib import Path
from tieback.watch.assemble import assemble
from tieback.watch.deliver.entry import make_feed
from tieback.watch.examine import Examiner
from tieback.watch.link.lexicon import load_lexicon
from tieback.watch.profile_file import read_profile
from tieback.watch.store.examined import Reading
from tieback.watch.store.store import Store
root, file, now, days = sys.argv[1:]
profile = read_profile(Path(file))
examiner = Examiner(None, load_lexicon(profile.parties))
now = datetime.fromisoformat(now)
span = (now - timedelta(days=int(days)), now)
told, marks, began = [], {}, time.process_time()
def tell(what, count):
    if what not in marks:
        marks[what] = round(time.process_time() - began, 1)
    told.append(count)
with Store(Path(root)) as store:
    reading = Reading(store, examiner, 1000, lambda count: tell("articles read for claims", count))
    done = assemble(reading, profile, span, [], tell)
    made = make_feed(done.ranked, done.items, profile, span, done.counted)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "cpu_s": round(used.ru_utime + used.ru_stime, 1), "most_memory_mb": used.ru_maxrss // 1024,
    "items": done.counted[0], "stories": done.counted[1], "shown": len(made.entries), "hidden": len(made.hidden),
    "unread": done.unread, "first_told_at_s": marks,
}))
"""


def run(root: Path, now: datetime, days: int) -> dict[str, Any]:
    """One run of the feed in a process of its own."""
    profile = root / "watch.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(root), str(profile), now.isoformat(), str(days)],
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    print(json.dumps({"days": days, **told}), file=sys.stderr, flush=True)
    return told


def measure(root: Path, items: int, *, whole: bool) -> dict[str, Any]:
    """Fill a store and run the feed over it; `whole`: at last over all of the year at once."""
    each_s = YEAR_S / items
    made = news(random.Random(3))
    began = time.process_time()
    with Store(root) as store:
        held = store.db.execute("SELECT count(*) FROM item").fetchone()[0]
        if not held:
            fill(store, 0, items, each_s, made)
    filled = time.process_time() - began
    end = START + timedelta(seconds=YEAR_S)
    rows = {"first": run(root, end, 30), "again": run(root, end, 30)}
    a_day = round(86_400 / each_s)
    with Store(root) as store:
        fill(store, items, a_day, each_s, news(random.Random(4)))
    rows["a_day_later"] = {"new_items": a_day, **run(root, end + DAY, 30)}
    if whole:
        rows["whole_year"] = run(root, end + DAY, 366)
    size = sum(path.stat().st_size for path in root.iterdir() if path.is_file())
    return {"items": items, "filled_cpu_s": round(filled), "size_bytes": size, "runs": rows}


def main() -> None:
    """Measure, print, write."""
    options = argparse.ArgumentParser()
    options.add_argument("--items", type=int, default=100_000)
    options.add_argument("--store", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--no-year", action="store_true", help="Leave out the run over the whole year.")
    given = options.parse_args()
    out = given.out or (RESULT if given.items >= YEAR else RESULT.with_stem(f"watch_feed_{given.items}"))
    if given.store:
        measured = measure(given.store, given.items, whole=not given.no_year)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measured = measure(Path(folder), given.items, whole=not given.no_year)
    result = {
        "tieback": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "data": "invented: bench/news/grammar.yml and Zipf over invented words (this script)",
        **measured,
    }
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
