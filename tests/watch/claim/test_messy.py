"""What people save in practice: official acts without an agent, capitals in headlines, transcripts, corrections, labels."""

from datetime import date

import pytest

from tieback.model.claim import Claim, ClaimType
from tieback.watch.article.plain import read_text
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import load_parser
from tieback.watch.claim.reply import find_replies
from tieback.watch.claim.title_case import in_sentence_case

PARSER = load_parser()
needs_parse = pytest.mark.skipif(PARSER is None, reason="the extra nlp is not installed")


def claims(text: str) -> tuple[Claim, ...]:
    return find_claims(read_text(text), PARSER)


def told(text: str) -> list[tuple[str | None, str]]:
    return [(claim.speaker.name, claim.text) for claim in claims(text)]


@needs_parse
@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Two mills were added to the UFLPA Entity List on Tuesday.", None),
        ("Two mills were added to the Commerce Department's Entity List on Tuesday.", "Commerce Department"),
        ("Two mills were sanctioned by the EXAMPLE Treasury Office.", "EXAMPLE Treasury Office"),
        ("A shipment of yarn was detained at the port of Halden.", None),
        ("The EXAMPLE Trade Court has upheld the detention of 44 containers.", "EXAMPLE Trade Court"),
        ("Effective immediately, the EXAMPLE Trade Office will detain palm oil.", "EXAMPLE Trade Office"),
    ],
)
def test_an_official_act_is_one_whether_or_not_its_body_is_named(sentence: str, speaker: str | None) -> None:
    (act,) = claims(f"Mills\n\n{sentence}")
    assert (act.type, act.speaker.name) == (ClaimType.OFFICIAL_ACT, speaker)


@needs_parse
@pytest.mark.parametrize(
    "sentence",
    [
        "Workers were detained by guards in a dormitory.",
        "He was added to the group chat.",
        "She was placed on a waiting list.",
        "The protocol was not ratified.",
        "Heron Mills may contest the order within 90 days.",
        "She left for fear of losing her job.",
    ],
)
def test_what_is_no_act_and_no_statement_is_none(sentence: str) -> None:
    assert claims(f"Mills\n\n{sentence}") == ()


@needs_parse
def test_headlines_tell_acts_with_and_without_a_body() -> None:
    assert told("EXAMPLE Kestrel added to import ban list\n\nNothing else was known.") == [
        (None, "EXAMPLE Kestrel added to import ban list")
    ]
    (act,) = claims("EXAMPLE Trade Office Detains Palm Oil Shipments\n\nThe palm oil arrived on Monday.")
    assert (act.type, act.speaker.name) == (ClaimType.OFFICIAL_ACT, "EXAMPLE Trade Office")


def test_capitals_of_a_headline_go_where_no_name_is() -> None:
    text = "Trade Office Detains Palm Oil From Heron\n\nThe palm oil came from EXAMPLE Heron."
    line = text.split("\n", maxsplit=1)[0]
    assert in_sentence_case(line, text) == "Trade Office detains palm oil from Heron"
    assert in_sentence_case("The mill said no.", text) == "The mill said no."


HEARING = """Hearing on cotton imports

MS. ORBAN: Three were. The company told us that the cotton came from Brazil. We found that the numbers did not exist.

MR. FIELD (EXAMPLE Kestrel Textile): I reject that. Our records are complete.
"""


@needs_parse
def test_a_transcript_is_read_by_turns_and_who_says_we_is_named() -> None:
    found = claims(HEARING)
    turns = [claim for claim in found if claim.verb == ":"]
    assert [claim.speaker.name for claim in turns] == ["ORBAN", "FIELD"]
    assert turns[1].text == "I reject that. Our records are complete."
    assert {claim.verb: claim.speaker.name for claim in found}["found"] == "ORBAN"
    (passed_on,) = [claim for claim in found if claim.verb == "told"]
    assert [via.name for via in passed_on.via] == ["ORBAN"]


def test_a_word_for_the_sort_of_text_speaks_of_nothing() -> None:
    assert told("Transcript: hearing on cotton imports, 4 March\n\nIt was short.") == []


def test_a_quoted_line_belongs_to_the_name_before_it_and_no_comment_is_a_refusal() -> None:
    text = (
        "Mills accused\n\nThe EXAMPLE Union said that workers were beaten at the mills.\n\n"
        "• EXAMPLE Dunlin Apparel: “We take such reports seriously.”\n\n• EXAMPLE Northmill Garments: no comment.\n"
    )
    article = read_text(text)
    found = find_claims(article, PARSER)
    assert ("EXAMPLE Dunlin Apparel", "We take such reports seriously.") in [
        (claim.speaker.name, claim.text) for claim in found
    ]
    assert all("no comment" not in claim.text for claim in found)
    assert "declined" in {reply.status for reply in find_replies(found, article, date(2026, 1, 1))} or any(
        claim.links for claim in found
    )


@needs_parse
def test_what_an_earlier_version_said_is_withdrawn_and_not_counted_for_it() -> None:
    (claim, *_) = claims(
        "Mill\n\nCorrection: An earlier version of this article said that the ministry had fined the mill."
    )
    assert claim.denied
    assert claim.speaker.text == "An earlier version of this article"
    assert claim.text == "that the ministry had fined the mill"


@needs_parse
def test_workers_of_a_company_speak_not_the_company() -> None:
    (claim,) = claims("News\n\nMigrant workers at EXAMPLE Dunlin Apparel say that they were beaten.")
    assert claim.speaker.name == "Migrant workers at EXAMPLE Dunlin Apparel"


def test_whom_a_quotation_speaks_of_is_not_who_then_speaks() -> None:
    found = claims(
        "Fields\n\nCommittee chairman Bola Example was not convinced. “The minister's people phoned ahead,” he said."
    )
    assert [claim.speaker.name for claim in found] == ["Bola Example"]


def test_a_body_of_two_charges_has_one_name() -> None:
    (claim, *_) = claims("News\n\nOn Monday US Customs and Border Protection said it had detained the goods.")
    assert claim.speaker.name == "US Customs and Border Protection"


@needs_parse
def test_a_spokeswoman_of_the_ministry_does_not_deny_the_ministry() -> None:
    found = claims(
        "Report\n\nThe EXAMPLE Union said on Monday that workers were beaten at the mills. The foreign ministry in "
        "Beijing called the report “a lie”. “Those who fabricate such stories have motives,” ministry spokeswoman "
        "Wang Example added."
    )
    last = found[-1]
    assert last.speaker.name == "Wang Example"
    answered = {link.claim for link in last.links}
    assert all(claim.speaker.name != "foreign ministry in Beijing" for claim in found if claim.id in answered)


@needs_parse
def test_the_group_is_the_group_and_not_the_company_named_after_it() -> None:
    found = claims(
        "Report\n\nThe report was published on Monday by the EXAMPLE Labour Watch. EXAMPLE Lanhe Textile Co said it was "
        "wrong. “They could not refuse,” said Maria Example, the group's director."
    )
    assert found[-1].speaker.organisation == "EXAMPLE Labour Watch"


def test_one_of_several_is_a_person_whom_he_then_is() -> None:
    found = claims(
        "Crew\n\nAn agency inspector told lawmakers that the visit was short.\n\nOne of the deckhands said he had not been "
        "paid. “I signed a paper I could not read,” he said."
    )
    assert [claim.speaker.name for claim in found][-2:] == ["One of the deckhands", "One of the deckhands"]


def test_who_is_asked_replies() -> None:
    found = claims(
        "Suit\n\nThe EXAMPLE Union said that the crew were beaten. “These are fabrications,” attorney Ruth Example said. "
        "Asked whether the company had inspected the vessel, she replied that it had done so twice."
    )
    assert found[-1].speaker.name == "Ruth Example"


def test_a_question_after_a_colon_is_said_by_nobody() -> None:
    assert told("State visits and supply chains: what the two sides said") == []


def test_what_he_described_as_is_no_claim_of_its_own() -> None:
    found = claims(
        "Harvest\n\n“Picking is voluntary,” Deputy Minister Rustam Example told state television, dismissing what he "
        "described as outdated claims."
    )
    assert all(claim.text != "what he" for claim in found)
