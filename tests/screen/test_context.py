"""What countries add to a comparison: agreement, contradiction, and nothing where one is not known."""

import pytest

from tieback.screen.context import Context, weigh_context

COUNTRIES = [
    ("CN", "CN", ["same"]),
    ("China", "cn", ["same"]),
    ("中国", "CHN", ["same"]),
    ("DE", "China", ["contradicts"]),
    ("n/a", "CN", []),
    ("CN", "unknown", []),
    ("  ", "CN", []),
    (None, "CN", []),
    (None, None, []),
]


@pytest.mark.parametrize(("one", "other", "rules"), COUNTRIES)
def test_only_countries_that_are_known_contradict(
    one: str | None, other: str | None, rules: list[str]
) -> None:
    for context in (Context(one, other), Context(other, one)):
        assert [row.rule for row in weigh_context(context)] == rules
