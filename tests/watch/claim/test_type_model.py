"""Types weighed by signs: the table, the sum, the careful choice, and passages read in both modes."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.article import Article
from tieback.model.claim import Claim, ClaimType
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.lexicon import rows
from tieback.watch.claim.parse import Parser, load_parser
from tieback.watch.claim.type_model import START, likeliest, score_types, weights


@cache
def parser() -> Parser | None:
    return load_parser()


def read(text: str, parsed: bool = True) -> tuple[Claim, ...]:
    article = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
    return find_claims(article, parser() if parsed else None)


def types(text: str, parsed: bool = True) -> list[str]:
    return [claim.type.value for claim in read(text, parsed)]


ACCUSED = "The EXAMPLE League said that guards at the Ondale mill beat the weavers."
TOLD = [
    (ACCUSED, ["allegation"]),
    (f"{ACCUSED} Its owner, Cato Sol, said nobody had ever been beaten there.", ["allegation", "denial"]),
    (f"{ACCUSED} The mill's owner said it would open a canteen in May.", ["allegation", "announcement"]),
    ("Prices of yarn rose by a tenth this year, the statistics office said.", ["background"]),
    ("The affair is a disgrace to the town, said Professor Ana Quill.", ["opinion"]),
    ("“I was locked in every night,” said a former weaver.", ["allegation"]),
    ("The labour inspectorate said it had fined the Ondale mill.", ["official_act"]),
    ("The labour inspectors said they had found 14 children at the Ondale mill.", ["finding"]),
]


@pytest.mark.parametrize("parsed", [True, False])
@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_a_plain_said_is_told_by_who_says_what_after_what(text: str, wanted: list[str], parsed: bool) -> None:
    assert types(text, parsed) == wanted


def test_the_names_of_two_speakers_swapped_change_no_type() -> None:
    text = "Ana Quill, a former picker, said guards took passports. Bela Roth, the estate's owner, said nobody was held."
    swapped = text.replace("Ana Quill", "X").replace("Bela Roth", "Ana Quill").replace("X", "Bela Roth")
    assert types(text) == types(swapped)


def test_each_sign_has_one_row_with_a_weight_for_each_type() -> None:
    table = rows("type_weight.csv")
    signs = [row["sign"] for row in table]
    assert signs[0] == START
    assert signs[1:] == sorted(set(signs[1:]))
    assert all(set(row) == {"sign", "claims", *ClaimType} for row in table)


def test_each_row_of_words_is_looked_for_somewhere_that_is_read() -> None:
    places = {row["where"] for row in rows("type_word.csv")}
    assert places <= {"content", "opening", "speaker", "frame"}


@settings(deadline=None, max_examples=50)
@given(st.sets(st.sampled_from(sorted(weights())[1:])))
def test_the_score_of_a_type_is_the_sum_of_its_column(signs: set[str]) -> None:
    shown = sorted(signs - {START})
    scores = score_types(shown)
    for kind in ClaimType:
        assert scores[kind] == pytest.approx(sum(weights()[sign][kind] for sign in (START, *shown)))


def test_an_unknown_sign_counts_nothing() -> None:
    assert score_types(["no such sign"]) == score_types([])


@pytest.mark.parametrize(
    ("best", "careful"),
    [(ClaimType.FINDING, ClaimType.ALLEGATION), (ClaimType.OFFICIAL_ACT, ClaimType.BACKGROUND)],
)
def test_in_doubt_the_more_careful_type_is_told(best: ClaimType, careful: ClaimType) -> None:
    flat = dict.fromkeys(ClaimType, 0.0)
    assert likeliest(flat | {best: 2.0, careful: 1.9}) is careful
    assert likeliest(flat | {best: 2.0, careful: 1.0}) is best
    assert likeliest(flat | {careful: 2.0, best: 1.9}) is careful


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="“”\"' .,?\nsaid the Thy no ", max_size=80))
def test_any_text_gets_types_without_a_crash(tail: str) -> None:
    for claim in read(f"The mill said {tail}", parsed=False):
        assert claim.type in ClaimType
