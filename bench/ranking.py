"""Ranking of an invented stream for four users: nDCG@10 beside recency and a count of keywords; and how stories are folded.

`python bench/ranking.py`. On four days each user sees the last fourteen days of bench/news/stream. A list earns the grade of
a labelled story at its first item only, so that copies earn nothing twice. The baselines run on all items, and (fairer)
on the stories as Tieback folds them. Stories: pairwise and B-cubed figures against the labels. Weights and thresholds were
looked at on days 8 and 13 (the first half of the stream); days 19 and 25 were only counted, though their windows reach back
into it. Results: bench/results/ranking.json.
"""

import json
import platform
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import log2
from pathlib import Path
from typing import Any

from tieback.model.story import Item, Story
from tieback.watch.article.read import read_article
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import Parser, load_parser
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import hs_of, load_lexicon, overlaps
from tieback.watch.link.phrase import rows, words_of
from tieback.watch.profile import Profile
from tieback.watch.profile_file import read_profile
from tieback.watch.rank.rank import rank_stories
from tieback.watch.story.fold import fold, in_order

HERE = Path(__file__).parent
STREAM = HERE / "news" / "stream"
OUT = HERE / "results" / "ranking.json"
DAYS = (8, 13, 19, 25)
LOOKED_AT = (8, 13)
WINDOW = timedelta(days=14)
Labels = Mapping[str, Mapping[str, Any]]


def read_stream() -> tuple[list[Item], Labels]:
    """The items as they came, and their labels by id."""
    rows = [json.loads(line) for line in (STREAM / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    items = [
        Item(
            row["id"],
            "news",
            row["source"],
            None,
            row["title"],
            f"{row['title']}\n\n{row['text']}",
            datetime.fromisoformat(row["at"]).astimezone(UTC),
        )
        for row in rows
    ]
    return in_order(items), {row["id"]: row for row in rows}


def read_items(items: Sequence[Item], profile: Profile, parser: Parser | None) -> list[Item]:
    """Items with their links for this profile and their claims."""
    lexicon = load_lexicon(profile.parties)
    found = []
    for item in items:
        article = read_article(item.text.encode(), name=f"{item.id}.txt")
        claims = find_claims(article, parser) if article.text == item.text else ()
        found.append(replace(item, links=find_links(item.text, lexicon), claims=claims))
    return found


def ndcg(order: Iterable[str], labels: Labels, user: str, seen: Iterable[str], most: int = 10) -> float:
    """nDCG of the first ten of `order` (item ids) with gain 2^grade - 1, against the best order of the stories seen."""
    told: set[str] = set()
    gains = []
    for item in order:
        story = labels[item]["story"]
        gains.append(0.0 if story in told else 2.0 ** labels[item]["grades"].get(user, 0) - 1)
        told.add(story)
    best = {labels[item]["story"]: 2.0 ** labels[item]["grades"].get(user, 0) - 1 for item in seen}
    ideal = sorted(best.values(), reverse=True)
    return _discounted(gains[:most]) / (_discounted(ideal[:most]) or 1.0)


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def keywords(profile: Profile) -> frozenset[str]:
    """Words a user would search for: of suppliers' names, watched goods and places, without the word EXAMPLE."""
    goods = [
        row for row in rows("goods.csv") if any(overlaps(w, p) for w in profile.hs for p in hs_of(row["id"]))
    ]
    names = [party.name for party in profile.parties]
    texts = [*names, *(name for row in goods for name in row["names"].split("|")), *profile.places]
    found = {word.key for text in texts for word in words_of(text)} - {
        "example",
        "co",
        "ltd",
        "sdn",
        "bhd",
        "sa",
        "jsc",
    }
    return frozenset({*found, "xinjiang"} if "CN-XJ" in profile.places else found)


def count_keywords(item: Item, wanted: frozenset[str]) -> int:
    """How many words of the item are keywords."""
    return sum(word.key in wanted for word in words_of(item.text))


def orders(
    items: Sequence[Item], stories: Sequence[Story], profile: Profile, now: datetime
) -> dict[str, list[str]]:
    """Item ids in the order of each method."""
    by_id = {item.id: item for item in items}
    wanted = keywords(profile)
    firsts = [by_id[story.members[0].item] for story in stories]
    newest = {story.members[0].item: story.last_at for story in stories}
    ranked = [one for one in rank_stories(stories, by_id, profile, now) if one.suppressed is None]

    def by_count(found: Iterable[Item]) -> list[str]:
        return [
            i.id for i in sorted(found, key=lambda i: (count_keywords(i, wanted), i.at, i.id), reverse=True)
        ]

    return {
        "tieback": [one.story.members[0].item for one in ranked],
        "recency": [item.id for item in sorted(items, key=lambda i: (i.at, i.id), reverse=True)],
        "keywords": by_count(items),
        "recency, folded": [i.id for i in sorted(firsts, key=lambda i: (newest[i.id], i.id), reverse=True)],
        "keywords, folded": by_count(firsts),
    }


def folding(stories: Sequence[Story], labels: Labels) -> dict[str, float]:
    """Pairwise precision and recall and B-cubed F1 of the folding."""
    found = {member.item: story.id for story in stories for member in story.members}
    ids = sorted(found)
    same = {(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if found[a] == found[b]}
    true = {
        (a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if labels[a]["story"] == labels[b]["story"]
    }

    def mean(key: Callable[[str], float]) -> float:
        return sum(map(key, ids)) / len(ids)

    def both(item: str) -> int:
        return sum(found[item] == found[o] and labels[item]["story"] == labels[o]["story"] for o in ids)

    precision = mean(lambda item: both(item) / sum(found[item] == found[o] for o in ids))
    recall = mean(lambda item: both(item) / sum(labels[item]["story"] == labels[o]["story"] for o in ids))
    return {
        "items": len(ids),
        "stories": len(stories),
        "labelled_stories": len({labels[item]["story"] for item in ids}),
        "pair_precision": round(len(same & true) / max(len(same), 1), 3),
        "pair_recall": round(len(same & true) / max(len(true), 1), 3),
        "b_cubed_f1": round(2 * precision * recall / (precision + recall), 3),
    }


def main() -> None:
    """Measure, print and keep."""
    items, labels = read_stream()
    parser = load_parser()
    start = items[0].at.replace(hour=0, minute=0)
    told: dict[str, Any] = {
        "python": platform.python_version(),
        "stream_sha256": sha256((STREAM / "items.jsonl").read_bytes()).hexdigest(),
        "parser": parser.version if parser else "none: rule-only mode",
        "ndcg_at_10": {},
        "by_user": {},
    }
    spent = {"links_and_claims_s": 0.0, "fold_s": 0.0, "rank_s": 0.0}
    scores: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for path in sorted(STREAM.glob("*.toml")):
        profile = read_profile(path)
        clock = time.process_time()
        known = read_items(items, profile, parser)
        spent["links_and_claims_s"] += time.process_time() - clock
        if "folding" not in told:
            half = [item for item in known if item.at < start + timedelta(days=12)]
            rest = [item for item in known if item.at >= start + timedelta(days=12)]
            told["folding"] = {
                "first half": folding(fold(half), labels),
                "second half": folding(fold(rest), labels),
            }
        for day in DAYS:
            now = start + timedelta(days=day)
            seen = [item for item in known if now - WINDOW <= item.at <= now]
            clock = time.process_time()
            stories = fold(seen)
            spent["fold_s"] += time.process_time() - clock
            clock = time.process_time()
            methods = orders(seen, stories, profile, now)
            spent["rank_s"] += time.process_time() - clock
            for method, order in methods.items():
                score = ndcg(order, labels, path.stem, [item.id for item in seen])
                scores[method, day in LOOKED_AT].append(score)
                told["by_user"].setdefault(path.stem, {}).setdefault(method, []).append(round(score, 3))
    for (method, looked_at), found in scores.items():
        days = "days looked at" if looked_at else "days held back"
        told["ndcg_at_10"].setdefault(days, {})[method] = round(sum(found) / len(found), 3)
    told["cpu_s"] = {name: round(value, 2) for name, value in spent.items()}
    print(json.dumps(told, indent=1))
    OUT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
