"""Candidates: recall@20 per kind of mutation, and queries per CPU second of one core, ours and peers in one run.

`python bench/candidates.py [../shared/data]`. Everything that a query needs is counted, reading included; compiling
and building are not. Peers run where they are installed (rapidfuzz with us, sparse_dot_topn in its own environment)
and are skipped otherwise. Results: bench/results/candidates.json with the digests of the data.
"""

import csv
import gc
import gzip
import json
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tieback.proof.digest import sha256_file

OUT = Path(__file__).parent / "results" / "candidates.json"
MOST = 20
SLOW = 300  # queries put to a peer that looks at every name

Finder = Callable[[Sequence[str]], list[list[int]]]


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a gzipped CSV."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def ours(names: Sequence[str]) -> Finder:
    """The ranking by grams."""
    from tieback.screen.nearest import Nearest

    index = Nearest(names)
    index.of(names[:3], MOST)  # compiled, or loaded
    return lambda queries: index.of(queries, MOST)


def tf_idf(names: Sequence[str]) -> Finder:
    """sparse_dot_topn on TF-IDF of grams of three letters, as its users do."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True)
    held = vectors.fit_transform(names).T.tocsr()

    def find(queries: Sequence[str]) -> list[list[int]]:
        found = sp_matmul_topn(vectors.transform(queries), held, top_n=MOST, sort=True).tocsr()
        return [
            found.indices[found.indptr[at] : found.indptr[at + 1]].tolist() for at in range(found.shape[0])
        ]

    return find


def ratio(names: Sequence[str]) -> Finder:
    """rapidfuzz: token_sort_ratio against every name."""
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.process import extract
    from rapidfuzz.utils import default_process

    ready = [default_process(name) for name in names]
    return lambda queries: [
        [hit[2] for hit in extract(default_process(query), ready, scorer=token_sort_ratio, limit=MOST)]
        for query in queries
    ]


def measure(find: Finder, queries: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Recall per kind and speed."""
    texts = [row["query"] for row in queries]
    started = time.process_time()
    found = find(texts)
    spent = time.process_time() - started
    asked: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for row, numbers in zip(queries, found, strict=True):
        if row["true_id"] == "-1":
            continue
        wanted = int(row["true_id"])
        for kind in ("all", row["kind"]):
            asked[kind] += 1
            hit[kind] += wanted in numbers
            first[kind] += wanted in numbers[:1]
    return {
        "queries": len(queries),
        "queries_per_cpu_s": round(len(queries) / spent),
        "without_candidates": sum(not numbers for numbers in found),
        "recall_at_20": {kind: round(hit[kind] / asked[kind], 4) for kind in sorted(asked)},
        "recall_at_1": {kind: round(first[kind] / asked[kind], 4) for kind in sorted(asked)},
    }


def peers() -> Iterable[tuple[str, Callable[[Sequence[str]], Finder], int]]:
    """Who is measured, and on how many queries."""
    yield "tieback", ours, 10_000
    yield "sparse_dot_topn, char_wb 3-grams", tf_idf, 2_000
    yield "rapidfuzz, token_sort_ratio", ratio, SLOW


def main(data: Path) -> None:
    """Run whoever is there and keep the figures."""
    gc.disable()
    listed, asked = (
        data / "names" / name for name in ("bench_names_100k.csv.gz", "bench_queries_10k.csv.gz")
    )
    names, queries = [row["name"] for row in rows(listed)], rows(asked)
    told: dict[str, Any] = {"python": platform.python_version(), "names": len(names)}
    told["data"] = {path.name: sha256_file(path) for path in (listed, asked)}
    for name, make, most in peers():
        try:
            find = make(names)
        except ImportError as absent:
            print(f"{name}: skipped, {absent.name} is not installed")
            continue
        told[name] = measure(find, queries[:most])
        print(f"{name}: {told[name]}")
    base = told["tieback"]["queries_per_cpu_s"]
    told["times_as_fast"] = {
        name: round(base / row["queries_per_cpu_s"], 1)
        for name, row in told.items()
        if isinstance(row, dict) and "queries_per_cpu_s" in row and name != "tieback"
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
