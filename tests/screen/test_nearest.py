"""Ranking by grams: what is written alike comes first, in any script, and nobody is left without an answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.screen.nearest import Nearest

LISTED = [
    "Kashgar Example Textile Co., Ltd.",
    "Zarbolin Silicon Co., Ltd.",
    "和田塔里麦斯纺织有限公司",
    "Quorvex Wool AG",
    "ООО Примерный Завод",
    "BTX Group",
    *(f"Example Trading {number} Ltd" for number in range(40)),
]


def first(name: str) -> str:
    return LISTED[Nearest(LISTED).of([name], 5)[0][0]]


def test_typing_errors_order_case_and_forms_hardly_matter() -> None:
    assert first("ZARBOLIM SILICON") == "Zarbolin Silicon Co., Ltd."
    assert first("Ltd. Co., Textile Example Kashgar") == "Kashgar Example Textile Co., Ltd."
    assert first("Quorvex Wool Aktiengesellschaft") == "Quorvex Wool AG"
    assert first("TBX Group") == "BTX Group"


def test_any_script_has_grams() -> None:
    assert first("塔里麦斯纺织") == "和田塔里麦斯纺织有限公司"
    assert first("примерный завод") == "ООО Примерный Завод"


def test_what_shares_no_gram_is_looked_for_by_letters() -> None:
    (found,) = Nearest(["abcdefgh", "zzzz"]).of(["hx"], 1)
    assert found == [0]


NAMES = st.text("abcdeh &.新疆中", max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=30), st.lists(NAMES, min_size=1, max_size=5))
def test_rows_are_in_range_distinct_the_same_every_time_and_of_one_name_alone(
    listed: list[str], asked: list[str]
) -> None:
    nearest = Nearest(listed)
    rows = nearest.of(asked, 7)
    assert rows == nearest.of(asked, 7) == [nearest.of([name], 7)[0] for name in asked]
    for row in rows:
        assert len(set(row)) == len(row) <= 7
        assert set(row) <= set(range(len(listed)))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text("abcdeh", min_size=3, max_size=9), min_size=1, max_size=15, unique=True))
def test_a_listed_name_is_nearest_to_itself(listed: list[str]) -> None:
    assert [row[0] for row in Nearest(listed).of(listed, 3)] == list(range(len(listed)))
