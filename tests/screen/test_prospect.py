"""Pairs called hopeless before they are compared: never one that a comparison would bring to an alert."""

import csv
import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.screen.admission import enough
from tieback.screen.comparison import compare_names
from tieback.screen.name import ready
from tieback.screen.prospect import cap, hopeless
from tieback.screen.score import THRESHOLD, weights

NEEDED = enough(THRESHOLD, placed=False) / 100
WORDS = st.sampled_from(
    [
        *(
            "Xinjiang",
            "Aksu",
            "Akesu",
            "Huafu",
            "Huafuu",
            "Tianye",
            "Tianyu",
            "Quorvex",
            "Quorvexx",
            "Textile",
        ),
        *(
            "Hua",
            "Fu",
            "HuafuTextile",
            "Corps",
            "ABC",
            "Technopromexport",
            "Tekhnopromeksport",
            "International",
        ),
        *(
            "Cotton",
            "Co., Ltd.",
            "LLC",
            "Group",
            "No. 2",
            "Trading",
            "Textiles",
            "East",
            "Eastern",
            "Q",
            "Branch",
        ),
        *("QTT", "QHT", "44", "Forty-four", "First", "1st", "Joint Stock Company"),
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def told(a: str, b: str) -> tuple[bool, float]:
    """Whether the pair is called hopeless, and the bits that a whole comparison gives, without the start."""
    one, other = ready(a), ready(b)
    whole = compare_names(one, other, kinds=("company", "company"))
    if whole.exact:
        return False, 99.0
    bits = float(sum(row.weight for row in whole.alignment))
    return hopeless(one, other, NEEDED), bits if whole.score > cap() else 0.0


@given(NAMES, NAMES)
def test_what_is_called_hopeless_stays_below_what_an_alert_needs(a: str, b: str) -> None:
    lost, bits = told(a, b)
    assert not lost or bits < NEEDED, (a, b, bits)


def test_names_without_anything_in_common_are_hopeless() -> None:
    assert told("Quorvex Cotton Co., Ltd.", "Zarbolin Steel LLC")[0]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Quorvex Cotton Co., Ltd.", "Quorvexx Cotton LLC"),
        ("Quorvex Cotton", "COTTON QUORVEX"),
        ("Hua Fu Textile", "Huafu Textile"),
        ("Technopromexport", "Tekhnopromeksport"),
        ("Q.C.T. Ltd", "Quorvex Cotton Trading"),
    ],
)
def test_names_that_may_be_one_are_not(a: str, b: str) -> None:
    assert not told(a, b)[0]


def test_the_weight_an_alert_needs_is_what_the_threshold_asks() -> None:
    assert enough(THRESHOLD, placed=True) < enough(THRESHOLD, placed=False)
    assert enough(THRESHOLD, placed=False) / 100 < -weights()["start"] + 1


@pytest.mark.shared
def test_real_names_called_hopeless_never_alert(shared: Path) -> None:
    """All pairs of a sample, the names that share words among them."""
    with (shared / "data/names/derived_ofac_org_alias_pairs.csv").open(encoding="utf-8-sig") as lines:
        rows = random.Random(7).sample(list(csv.DictReader(lines)), 60)
    texts = sorted({row[name] for row in rows for name in ("name1", "name2")})
    wrong = [
        (a, b) for a, b in itertools.combinations(texts, 2) if (found := told(a, b))[0] and found[1] >= NEEDED
    ]
    pairs = [(row["name1"], row["name2"]) for row in rows]
    wrong += [(a, b) for a, b in pairs if (found := told(a, b))[0] and found[1] >= NEEDED]
    assert wrong == []
