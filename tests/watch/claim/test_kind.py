"""Types that a word states outright."""

import pytest

from tieback.model.claim import ClaimType
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.kind import stated_type


def draft(kind: str, rule: str = "clause") -> Draft:
    return Draft(10, 20, (5, 9), "say", kind, (0, 4), rule)


@pytest.mark.parametrize(
    ("kind", "content", "side", "wanted"),
    [
        ("denial", "that anybody was beaten", "accused", ClaimType.DENIAL),
        ("allegation", "that anybody was beaten", "accuser", ClaimType.ALLEGATION),
        ("allegation", "that it paid everybody", "accused", None),
        ("admission", "that fees had been paid", "accused", ClaimType.ANNOUNCEMENT),
        ("request", "to act", "accuser", ClaimType.OPINION),
        ("opinion", "a fabrication", "office", ClaimType.DENIAL),
        ("opinion", "a step", "office", None),
        ("announcement", "that it had suspended the licence", "finder", ClaimType.OFFICIAL_ACT),
        ("statement", "that it had suspended the licence", "finder", ClaimType.OFFICIAL_ACT),
        ("statement", "they had found 14 children", "finder", ClaimType.FINDING),
        ("statement", "they had found 14 children", "accuser", None),
        ("statement", "the owner had suspended a worker", "finder", None),
    ],
)
def test_a_word_that_states_the_type_decides_it(
    kind: str, content: str, side: str, wanted: ClaimType | None
) -> None:
    assert stated_type(draft(kind), content, side) is wanted
