"""Candidates: whoever a comparison would match is proposed."""

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tieback.screen.comparison import compare_names
from tieback.screen.index import Index
from tieback.screen.name import ready

DATA = Path(__file__).resolve().parents[2] / "../shared/data/names"
LISTED = [
    "Kashgar Textile Co., Ltd.",
    "Xinjiang Zhongtai Chemical Co., Ltd.",
    "Haoyuanpeng Clothing Manufacturing Co. Ltd",
    "Xinjiang Production and Construction Corps",
    "Aksu Huafu Textiles Co.",
    "华孚时尚股份有限公司",
    "Esquel Group",
    "Tactical Missiles Corporation Joint Stock Company",
]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Kashi Textile", 0),
        ("新疆中泰化学股份有限公司", 1),
        ("Beijing Hao Yuan Peng Clothing", 2),
        ("XPCC", 3),
        ("新疆生产建设兵团", 3),
        ("Akesu Huafu Textile", 4),
        ("Huafu Fashion", 5),
        ("Esqel Group", 6),
        ("TACTICAL MISSILES CORPORATION JOI", 7),
    ],
)
def test_the_name_that_is_meant_is_among_the_candidates(query: str, meant: int) -> None:
    index = Index([ready(text) for text in LISTED])
    assert meant in index.candidates(ready(query))


def test_a_name_that_shares_nothing_has_no_candidates() -> None:
    assert Index([ready(text) for text in LISTED]).candidates(ready("Quorvex")) == []


def test_all_names_written_the_same_are_candidates_however_many() -> None:
    index = Index([ready(f"{'Alpha Trading' if at % 2 else 'ALPHA  TRADING'}") for at in range(60)])
    assert len(index.candidates(ready("alpha trading"))) == 60


def test_scanning_and_the_table_find_the_same_near_words() -> None:
    names = [ready(text) for text in LISTED]
    scanning, tabled = Index(names), Index(names)
    tabled._asked = 10_000
    for text in ("Esqel Group", "Haoyuanpang", "Zhongtay Chemical", "Huafuu"):
        assert scanning.candidates(ready(text)) == tabled.candidates(ready(text))


words = st.sampled_from(
    [
        "Xinjiang",
        "Aksu",
        "Huafu",
        "Tianye",
        "Esquel",
        "Quorvex",
        "Textile",
        "Cotton",
        "Co., Ltd.",
        "中泰",
        "化学",
    ]
)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


@settings(deadline=None, max_examples=60)
@example(["Co., Ltd."], "Co., Ltd. Co., Ltd.")
@given(st.lists(names, min_size=1, max_size=12, unique=True), names)
def test_whoever_comparison_matches_is_proposed(listed: list[str], query: str) -> None:
    index = Index([ready(text) for text in listed])
    proposed = set(index.candidates(ready(query)))
    for at, text in enumerate(listed):
        if compare_names(ready(query), ready(text)).score >= 0.9:
            assert at in proposed


@pytest.mark.shared
@pytest.mark.skipif(not DATA.exists(), reason="../shared is not there")
def test_mutated_names_find_the_true_one_among_their_candidates() -> None:
    """A slice of the throughput set: every tenth thousand names, queries that mean one of them."""
    with gzip.open(DATA / "bench_names_100k.csv.gz", "rt", encoding="utf-8") as lines:
        listed = [row["name"] for row in csv.DictReader(lines) if int(row["id"]) % 10 == 0]
    with gzip.open(DATA / "bench_queries_10k.csv.gz", "rt", encoding="utf-8") as lines:
        queries = [
            row for row in csv.DictReader(lines) if row["true_id"] != "-1" and int(row["true_id"]) % 10 == 0
        ]
    index = Index([ready(text) for text in listed])
    found = sum(int(row["true_id"]) // 10 in index.candidates(ready(row["query"])) for row in queries[:300])
    assert found >= 0.97 * len(queries[:300])
