"""Each sign that one statement answers another is seen where the words show it, and not where they do not."""

import pytest

from tieback.model.article import Article
from tieback.watch.claim.find import tell_claims
from tieback.watch.claim.matter import fields, telling_stems
from tieback.watch.claim.pair_sign import find_signs
from tieback.watch.claim.parse import load_parser
from tieback.watch.claim.reference import Passage

ACCUSED = "The EXAMPLE League said that guards at the Ondale mill beat the weavers."


def signs(text: str, place: int, target: int, links: dict[int, tuple[str, int]] | None = None) -> set[str]:
    """The signs between two claims of a text."""
    article = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
    claims, drafts, sides = tell_claims(article, load_parser())
    made = [[links[at]] if links and at in links else [] for at in range(len(claims))]
    return set(find_signs(Passage(text, claims, drafts, place, sides, made), target))


SEEN = [
    ("The mill denied the allegations.", "denies what was said"),
    ("The mill denied that a guard had hit anybody.", "denies in its own words"),
    ("The mill denied the allegations.", "refers back"),
    ("The mill denied the allegations.", "pointed at"),
    ("The mill's owner said the report was false.", "called false"),
    ("Two doctors confirmed the account.", "called true"),
    ("The mill said nobody had been beaten.", "negates"),
    ("The mill said that no weavers work there.", "one negates"),
    ("The mill said that all weavers were certified.", "all proper"),
    ("The mill said that all weavers were certified.", "sweeping"),
    ("The mill said it would hire more guards.", "tells a plan"),
    ("The mill said that it was saddened.", "tells a feeling"),
    ("The bank said that shares had fallen.", "other matter"),
    ("The mill, however, said that the guards were kind.", "word of contrast"),
    ("In response to the report, the mill said that the guards were kind.", "said to be in answer"),
    ("But the mill said that the guards were kind.", "but"),
    ("The mill added that the guards were kind.", "adds"),
    ("Two doctors also saw the weavers, they said.", "also true"),
    ("“We know our guards,” the mill said.", "speaks of we"),
    ("“We know our guards,” the mill said.", "quotation"),
    ("Its owner said that the guards were kind.", "its speaker"),
    ("The mill said that the guards were kind.", "accuser to accused"),
    ("The mill said that the guards were kind.", "names the speaker"),
    ("The mill said that the guards were kind.", "the same thing"),
    ("The mill said that the guards were kind.", "shared words 1"),
    ("The mill said that no one was kicked.", "same field 1"),
    ("The mill said that the guards were kind.", "nearest accusation"),
    ("The mill said that the guards were kind.", "next sentence"),
    ("Another charity said that the men were beaten.", "same camp"),
    ("The League said that doors were locked.", "same speaker"),
    ("The mill rejected what the League said.", "names whom it answers"),
    ("The mill denied the allegations.", "denial of accusation"),
    ("Another charity alleged that men were beaten.", "accusation of accusation"),
    ("The mill announced that it would open a shop.", "other of accusation"),
    ("The mill had said that the guards were kind.", "told before"),
    ("The mill had said that the guards were kind.", "told before, stands after"),
    ("The mill said that the guards were kind.", "most like it"),
    ("The bank said that prices had fallen.", "of nothing said before"),
]


@pytest.mark.parametrize(("answer", "sign"), SEEN, ids=[f"{sign}: {answer[:30]}" for answer, sign in SEEN])
def test_a_sign_is_seen_where_the_words_show_it(answer: str, sign: str) -> None:
    assert sign in signs(f"{ACCUSED} {answer}", 1, 0)


# where it stands, that it is of no matter spoken of, and the type that a plain "said" is guessed to be
OF_ANY = {"next sentence", "nearest accusation", "of nothing said before", "denial of accusation"}


@pytest.mark.parametrize("sign", sorted({sign for _, sign in SEEN} - OF_ANY))
def test_no_sign_is_seen_in_a_report_of_something_else(sign: str) -> None:
    assert sign not in signs(f"{ACCUSED} The museum said that the sea was blue.", 1, 0)


def test_what_was_answered_before_is_a_sign() -> None:
    text = f"{ACCUSED} The mill said nobody was beaten. The mill said that guards were kind."
    assert "answered before by denies" in signs(text, 2, 0, {1: ("denies", 0)})
    assert "itself denies somebody" in signs(
        f"{text} A nurse said that it had none.", 3, 1, {1: ("denies", 0)}
    )


def test_a_later_statement_is_told_from_an_earlier_one() -> None:
    found = signs(f"The mill denied the allegations. {ACCUSED}", 0, 1)
    assert {"comes later", "comes later, nothing before"} <= found


def test_words_belong_to_matters_and_usual_words_tell_nothing() -> None:
    assert "pay" in fields("they were not paid")
    assert fields("it rained") == frozenset()
    assert telling_stems("workers said that people were there") == frozenset()
    assert telling_stems("the passports") == {"passp"}
