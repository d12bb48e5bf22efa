"""The weights of the signs, and what they make of whole passages."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.article import Article
from tieback.model.claim import Claim
from tieback.watch.claim.answering import REACH
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.lexicon import rows

SENTENCES = st.sampled_from(
    [
        "The EXAMPLE League said guards beat the weavers.",
        "The mill denied the allegations.",
        "The mill said nobody was beaten.",
        "Two doctors confirmed the account.",
        "The League said doors were locked.",
        "Its owner called that a lie.",
        "The League withdrew the allegation.",
        "The port said ships were late.",
    ]
)


def read(text: str) -> tuple[Claim, ...]:
    return find_claims(Article(None, None, text, None, (), (), None, None, "en", None, (), (), ()))


def test_every_sign_has_one_row_and_weights_to_the_hundredth() -> None:
    table = rows("link_weight.csv")
    assert len({row["sign"] for row in table}) == len(table)
    assert table[0]["sign"] == "start"
    for row in table:
        assert all(abs(Decimal(row[name])) < 10 for name in row if name != "sign")
        assert all(Decimal(row[name]).as_tuple().exponent == -2 for name in row if name != "sign")


def test_denial_weighs_for_a_denial_and_confirmation_for_a_support() -> None:
    table = {row["sign"]: row for row in rows("link_weight.csv")}
    assert (
        Decimal(table["denies what was said"]["denies"])
        > 1
        > Decimal(table["denies what was said"]["supports"])
    )
    assert Decimal(table["cue confirmation"]["supports"]) > 0 > Decimal(table["cue confirmation"]["denies"])
    assert all(Decimal(table["same speaker"][name]) < -1 for name in ("denies", "supports"))


@settings(deadline=None, max_examples=60)
@given(st.lists(SENTENCES, max_size=12))
def test_no_two_statements_answer_each_other_and_none_itself(sentences: list[str]) -> None:
    claims = read(" ".join(sentences))
    answers = {
        (claim.id, link.claim)
        for claim in claims
        for link in claim.links
        if link.rel.value in {"denies", "supports"}
    }
    place = {claim.id: at for at, claim in enumerate(claims)}
    assert all((other, own) not in answers and other != own for own, other in answers)
    assert all(abs(place[own] - place[other]) <= REACH for own, other in answers)
