"""Names across Chinese and English, measured on the third of the companies that no table was learned from.

`python bench/meaning.py [../shared/data] [--learning]`. Every true pair with up to three false ones that the candidate
index holds nearest and two drawn at random. Kept in bench/results/meaning.json. With `--learning`, on the other two
thirds, for development; nothing is kept. Pairs whose Chinese side is a share index (a flaw of the source) are left out;
companies renamed between the two tables are not: they are misses that no reading of names can avoid.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from figures import confuse, wilson
from learn_pairs import Pair, company, listed, sanctioned

from tieback.proof.digest import sha256_file
from tieback.screen.comparison import compare
from tieback.screen.flat import build
from tieback.screen.key import keys_of_name
from tieback.screen.lookup import Lookup
from tieback.screen.score import THRESHOLD

OUT = Path(__file__).parent / "results" / "meaning.json"
NEAREST, DRAWN = 3, 2


def sets(names: Path, *, held: bool) -> Iterator[tuple[str, list[Pair]]]:
    """The sets of true pairs."""
    yield "listed companies, full Chinese name", listed(names, "name_zh_full_extracted", held=held)
    yield "listed companies, short Chinese name", listed(names, "name_zh_short", held=held)
    yield "foreign companies in Chinese", sanctioned(names, held=held)


def labelled(pairs: list[Pair]) -> list[tuple[str, str, bool]]:
    """The true pairs, and false ones for each."""
    meant: dict[str, set[str]] = {}
    for english, chinese in pairs:
        meant.setdefault(company(english), set()).add(chinese)
    texts = list(dict.fromkeys(chinese for _, chinese in pairs))
    lookup, chance = Lookup(build([keys_of_name(text) for text in texts])), random.Random(20261123)
    found = [(english, chinese, True) for english, chinese in pairs]
    for english, _ in pairs:
        apart = [text for text in texts if text not in meant[company(english)]]
        said, _ = lookup.evidence(keys_of_name(english))
        near = [texts[number] for number in sorted(said, key=lambda number: (-said[number], number))]
        nearest = [text for text in near if text not in meant[company(english)]][:NEAREST]
        found.extend((english, text, False) for text in (*nearest, *chance.sample(apart, DRAWN)))
    return found


def measure(rows: list[tuple[str, str, bool]]) -> dict[str, float]:
    """Figures at the default threshold."""
    started = time.process_time()
    scores = [float(compare(english, chinese).score) for english, chinese, _ in rows]
    spent = time.process_time() - started
    truths = [truth for _, _, truth in rows]
    told = confuse(scores, truths, float(THRESHOLD))
    least, _ = wilson(told.hits, told.hits + told.misses)
    return {
        "pairs": len(rows),
        "true": sum(truths),
        "precision": round(told.precision, 3),
        "recall": round(told.recall, 3),
        "recall_at_least": round(least, 3),
        "f1": round(told.f1, 3),
        "best_f1": round(max(confuse(scores, truths, cut / 50).f1 for cut in range(5, 50)), 3),
        "us_per_pair": round(1e6 * spent / len(rows)),
    }


def main(data: Path, *, held: bool) -> None:
    """Measure, print, keep."""
    figures: dict[str, object] = {"threshold": str(THRESHOLD), "sets": {}, "files": {}}
    told: dict[str, dict[str, float]] = {}
    for name, pairs in sets(data / "names", held=held):
        told[name] = measure(labelled(pairs))
        print(f"{name}: {told[name]}")
    if held:
        files = ("listed_company_en_zh_pairs.csv", "cn_sanctions_en_zh.csv")
        figures |= {"sets": told, "files": {file: sha256_file(data / "names" / file) for file in files}}
        OUT.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    main(Path(paths[0] if paths else "../shared/data"), held="--learning" not in sys.argv)
