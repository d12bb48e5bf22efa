"""What is read as a claim, construction by construction, on invented sentences; with the parser and without."""

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tieback.model.article import Article, Section
from tieback.model.claim import Claim, Form
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import Parser, load_parser


@cache
def parser() -> Parser | None:
    return load_parser()


def article(text: str, *sections: Section) -> Article:
    return Article(None, None, text, None, (), (), None, None, "en", None, sections, (), ())


def read(text: str) -> tuple[Claim, ...]:
    return find_claims(article(text), parser())


def told(claims: tuple[Claim, ...]) -> list[tuple[str | None, str]]:
    return [(claim.speaker.name, claim.text) for claim in claims]


ONE_CLAIM: list[tuple[str, tuple[str | None, str]]] = [
    (
        "The EXAMPLE Harbour League said on Monday that guards at the Ondale mill kept the workers' passports.",
        ("EXAMPLE Harbour League", "that guards at the Ondale mill kept the workers' passports"),
    ),
    (
        "Guards beat workers who asked for their pay, two former employees told the EXAMPLE Observer.",
        ("two former employees", "Guards beat workers who asked for their pay"),
    ),
    (
        "The agency said Monday it had detained 14 shipments of tiles.",
        ("agency", "it had detained 14 shipments of tiles"),
    ),
    (
        "Dellmar denied that it had ever employed prisoners.",
        ("Dellmar", "that it had ever employed prisoners"),
    ),
    (
        "The workers, who earn less than 2 crowns an hour, say they are not allowed to leave the compound.",
        ("workers", "they are not allowed to leave the compound"),
    ),
    ("The inspectors identified eleven indicators of forced labour.", ("inspectors", "eleven indicators of forced labour")),
    (
        "According to the indictment, the broker collected fees from at least 60 women.",
        ("indictment", "the broker collected fees from at least 60 women"),
    ),
    (
        "Court documents show that the broker was paid 2,000 crowns for each recruit.",
        ("Court documents", "that the broker was paid 2,000 crowns for each recruit"),
    ),
    ("Witnesses described being beaten with cables.", ("Witnesses", "being beaten with cables")),
    ("Workers complained of beatings and long hours.", ("Workers", "beatings and long hours")),
    (
        "The minister, Petra EXAMPLE, expressed concern over the detention of union leaders.",
        ("Petra EXAMPLE", "the detention of union leaders"),
    ),
    ("Campaigners called on the state to ban imports from the region.", ("Campaigners", "to ban imports from the region")),
    (
        "President Ilan Orr pledged to close the camps by the end of the year.",
        ("Ilan Orr", "to close the camps by the end of the year"),
    ),
    (
        "The court sentenced the broker to four years in prison.",
        ("court", "sentenced the broker to four years in prison"),
    ),
    (
        "The regulator fined Ondale Mills 40,000 crowns for breaching working-time rules.",
        ("regulator", "fined Ondale Mills 40,000 crowns for breaching working-time rules"),
    ),
    ("Brands 'knew of abuses', says union", ("union", "Brands 'knew of abuses'")),
    ("Union: mill locked workers in", ("Union", "mill locked workers in")),
    (
        "The union leader has been quoted as saying that the strike would continue.",
        ("union leader", "that the strike would continue"),
    ),
    (
        "He went on to say that the contracts were signed at gunpoint.",
        ("he", "that the contracts were signed at gunpoint"),
    ),
    (
        "Orvania's foreign ministry has called reports of forced transfers \"the lie of the century\".",
        ("Orvania's foreign ministry", "the lie of the century"),
    ),
    (
        "The owner told the court from a wheelchair that the doors were never locked.",
        ("owner", "that the doors were never locked."),
    ),
    ("Two receipts show fines of 400 crowns.", ("Two receipts", "fines of 400 crowns")),
    ("The league produced three payslips showing a wage of zero.", ("league", "three payslips showing a wage of zero")),
    ("The foreman has pleaded not guilty.", ("foreman", "not guilty")),
    ("Ondale pushed back on Monday against the allegation.", ("Ondale", "the allegation")),
    ("The ministry does not dispute the figure.", ("ministry", "the figure")),
    ("Dr Okoro agreed.", ("Okoro", "agreed")),
    ("Ondale expressed surprise.", ("Ondale", "surprise")),
    (
        "The inspector, who came on Monday, spoke of locked doors.",
        ("inspector", "locked doors"),
    ),
    (
        "The doors were locked, say three who climbed out.",
        ("three who climbed out", "The doors were locked"),
    ),
    ("The doors were locked, said Kiran EXAMPLE, who manages the kiln.", ("Kiran EXAMPLE", "The doors were locked")),
    (
        "Researchers from the EXAMPLE Institute report that men are paid in fish.",
        ("Researchers from the EXAMPLE Institute", "that men are paid in fish"),
    ),
    ("Management tells a different tale: the men asked for the hours.", ("Management", "the men asked for the hours.")),
    ("Ms Orban: twelve.", ("Orban", "twelve.")),
    ("In the view of Professor Yves Sol, the office counts cases.", ("Yves Sol", "the office counts cases")),
    ("The mill puts it at 300.", ("mill", "it at 300")),
    ("One showed a book with debts.", ("One", "a book with debts")),
    (
        "In his judgment Lord Carrick found that the man had been sold.",
        ("Lord Carrick", "that the man had been sold."),
    ),
    ("The inquiry was told that the cook jumped.", (None, "that the cook jumped")),
    (
        "A chaplain who boarded it, Jon EXAMPLE, said that two men were ill.",
        ("Jon EXAMPLE", "that two men were ill"),
    ),
    ("Beijing has denied all allegations of abuse.", ("government of China", "all allegations of abuse")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ONE_CLAIM, ids=[text[:40] for text, _ in ONE_CLAIM])
def test_a_construction_gives_its_one_claim(text: str, wanted: tuple[str | None, str]) -> None:
    assert told(read(text)) == [wanted]


AGENTLESS = [
    ("The mill is alleged to have used bonded labour.", "to have used bonded labour"),
    ("The two men are suspected of recruiting minors.", "recruiting minors"),
    (
        "It is believed that around 400 people were moved from the highlands.",
        "that around 400 people were moved",
    ),
    (
        "The mill allegedly charged each worker 3,000 crowns.",
        "The mill allegedly charged each worker 3,000 crowns",
    ),
    ("Allegations of forced overtime first surfaced last year.", "forced overtime"),
    (
        "A court heard that the doors had been locked from outside.",
        "that the doors had been locked from outside",
    ),
]


@pytest.mark.parametrize(("text", "content"), AGENTLESS, ids=[text[:40] for text, _ in AGENTLESS])
def test_an_accusation_of_nobody_has_an_unknown_speaker(text: str, content: str) -> None:
    (claim,) = read(text)
    assert claim.speaker.text is None
    assert claim.speaker.name is None
    assert content in claim.text


SILENT = [
    "A spokesman for Ondale Mills declined to comment on the report.",
    "The company did not say when the mill would reopen.",
    "The minister is due to announce the figures in June.",
    "Everything went according to plan and the said boxes were stored in the found-objects room.",
    "The claim form must be filed within thirty days; denial of a claim can be appealed.",
    "Kessel found new customers abroad and added a dye house to the mill.",
    "The film “Salt and Silk” opened on Friday beside the so-called “white road”.",
    "Guards searched the workers who asked for their pay.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_nobody_said_is_no_claim(text: str) -> None:
    assert read(text) == ()


def test_an_inserted_clause_leaves_what_is_said_around_it() -> None:
    (claim,) = read("The conditions at the plant, officials say, were known for years.")
    assert claim.speaker.name == "officials"
    assert "known for years" in claim.text


def test_conjoined_verbs_share_their_speaker() -> None:
    claims = read("The report alleges systematic coercion and says officials turned a blind eye.")
    assert [claim.verb for claim in claims] == ["alleges", "says"]
    assert {claim.speaker.text for claim in claims} == {"The report"}


def test_a_second_report_is_not_part_of_the_first() -> None:
    first, second = read(
        "The company acknowledged that some wages were paid late but blamed a software error."
    )
    assert first.text == "that some wages were paid late"
    assert (second.speaker.name, second.text) == ("company", "a software error")


def test_nested_reports_are_two_claims_and_the_inner_one_is_told_through_the_outer() -> None:
    outer, inner = read(
        "The EXAMPLE Courier reported that an official had said that forty bales carried false numbers."
    )
    assert inner.text == "that forty bales carried false numbers"
    assert [via.name for via in inner.via] == [outer.speaker.name] == ["EXAMPLE Courier"]


def test_a_trailing_attribution_only_passes_on() -> None:
    (claim,) = read("A former clerk said that wage slips were printed twice, the EXAMPLE Courier reported.")
    assert claim.speaker.name == "former clerk"
    assert [via.name for via in claim.via] == ["EXAMPLE Courier"]


def test_who_quotes_is_not_who_speaks() -> None:
    (claim,) = read(
        "State television quoted the provincial governor as saying that the workers had “begged to come”."
    )
    assert claim.speaker.name == "provincial governor"
    assert [via.name for via in claim.via] == ["State television"]
    assert claim.form is Form.MIXED


def test_a_passive_names_its_agent() -> None:
    claims = read(
        "Ondale Mills has been accused by the Weavers' Union of locking dormitories, a charge it denies."
    )
    assert told(claims)[0] == ("Weavers' Union", "locking dormitories")
    assert claims[1].text == "a charge"


def test_a_claim_noun_carries_the_claim_of_its_owner() -> None:
    (claim,) = read("Despite the ministry's denial that quotas exist, teachers went to the fields.")
    assert (claim.speaker.text, claim.text) == ("the ministry", "that quotas exist")


def test_allegations_made_by_somebody_have_a_speaker() -> None:
    (claim,) = read(
        "The visit followed allegations, made last week by the EXAMPLE League, that prisoners were leased to farms."
    )
    assert told((claim,)) == [("EXAMPLE League", "that prisoners were leased to farms")]


def test_a_quotation_parted_by_its_speaker_is_one_claim() -> None:
    (claim,) = read("“We were shown an empty cabinet,” Ana Sol said. “Nobody knew where the papers were.”")
    assert claim.form is Form.DIRECT
    assert claim.text.startswith("We were shown")
    assert claim.text.endswith("the papers were.")


def test_a_quotation_over_paragraphs_is_one_claim() -> None:
    text = "“They took the papers,” Noor Sol recalled.\n\n“We asked.\n\n“In the end I left at night.”\n\nThe manager left."
    (claim,) = read(text)
    assert claim.text.endswith("In the end I left at night.")


def test_a_quotation_that_opens_the_next_sentence_is_not_given_to_the_next_speaker() -> None:
    text = '"We cannot buy there," said Dana Holm. "Our auditors were misled."\n\nDellmar strongly denied the allegations.'
    first, second = read(text)
    assert first.speaker.name == "Dana Holm"
    assert first.text.endswith("Our auditors were misled.")
    assert second.text == "the allegations"


def test_a_fragment_in_quotation_marks_makes_the_claim_mixed_and_keeps_its_marks() -> None:
    (claim,) = read('Lawyer Mira Sol said her clients "were never free to go".')
    assert claim.form is Form.MIXED
    assert claim.text == 'her clients "were never free to go"'


def test_an_unclosed_quotation_swallows_nothing() -> None:
    text = (
        '"We pay on the fifth, said the owner, Cato Sol. The books differ.\n\nAuditors said they were false.'
    )
    claims = read(text)
    assert claims[0].text.startswith("We pay on the fifth")
    assert claims[0].end < text.index("The books")
    assert claims[-1].text == "they were false"


def test_a_byline_says_nothing() -> None:
    text = "By Ana Sol, who said it first\n\nThe mill closed."
    assert find_claims(article(text, Section("byline", 0, 29), Section("body", 31, 47)), parser()) == ()


def test_nobody_is_told_through_himself() -> None:
    text = (
        "Ondale's director, Cato EXAMPLE, told reporters that the papers were safe; each had signed, he said."
    )
    assert all(through.name != claim.speaker.name for claim in read(text) for through in claim.via)


RULE_ONLY = [
    ("The EXAMPLE League said that guards kept the passports.", ("EXAMPLE League", "that guards kept the passports.")),
    ("Guards kept the passports, two former workers said.", ("two former workers", "Guards kept the passports,")),
    ("“We have no contract,” said Ana Sol.", ("Ana Sol", "We have no contract,")),
    ("The mill is alleged to have used bonded labour.", (None, "to have used bonded labour.")),
    ("According to the indictment, the broker has collected fees.", ("indictment", "the broker has collected fees.")),
    ("Dellmar Textiles, which has denied the allegations, moved.", ("Dellmar Textiles", "the allegations, moved.")),
    ("The mill's owner, Cato Sol, said the claim was untrue.", ("Cato Sol", "the claim was untrue.")),
    ("The mill's owner called it a misunderstanding.", ("mill's owner", "a misunderstanding")),
    ("State radio has said the camps were shut.", ("State radio", "the camps were shut.")),
    ("The mediator, Judge Arlen, has said she will see both.", ("Arlen", "she will see both.")),
    ("The brand disclosed that a mill had used convicts.", ("brand", "that a mill had used convicts.")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), RULE_ONLY, ids=[text[:40] for text, _ in RULE_ONLY])
def test_patterns_alone_find_the_plain_forms(text: str, wanted: tuple[str | None, str]) -> None:
    assert told(find_claims(article(text))) == [wanted]


PIECES = st.sampled_from(
    [
        *"“”\"'‘’«»,.:;?!—-\n() ",
        "\n\n",
        "Ana Sol",
        "the ministry",
        "it",
        " said ",
        " denied ",
        "accused",
        " that ",
        "according to ",
        "allegations of ",
        "forced labour",
        " by ",
        "which",
        "Dr. ",
        "the report",
        "示例",
        "\u2028",
        "e\u0301",
        "\ud83d\ude00",
        " was ",
        " to ",
        "and ",
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))


@settings(deadline=None, max_examples=120)
@given(TEXTS)
@example('" said " said "')
@example("“ said it")
@example("said")
def test_any_text_gives_claims_at_valid_offsets_the_same_each_time_with_patterns(text: str) -> None:
    check(text, None)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
@example('" said " said "')
@example("'")
@example("“He said “no”” said said")
def test_any_text_gives_claims_at_valid_offsets_the_same_each_time_with_the_parser(text: str) -> None:
    check(text, parser())


def check(text: str, by: Parser | None) -> None:
    claims = find_claims(article(text), by)
    assert claims == find_claims(article(text), by)
    assert [claim.id for claim in claims] == [f"c{number}" for number in range(1, len(claims) + 1)]
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.text == text[claim.start : claim.end]
        for speaker in (claim.speaker, *claim.via):
            if speaker.start is not None and speaker.end is not None:
                assert speaker.text == text[speaker.start : speaker.end]
        for mention in claim.about:
            assert mention.text == text[mention.start : mention.end]
        assert all(link.claim in {other.id for other in claims} - {claim.id} for link in claim.links)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("EXAMPLE Mill denied that workers were held in debt.", [True]),
        ("EXAMPLE Mill denied using forced labour.", [True]),
        ("EXAMPLE Mill rejected the report on Monday.", [True]),
        ("EXAMPLE Mill said that all its workers were free to leave.", [False]),
        ("“That is a lie,” EXAMPLE Mill said.", [False]),
    ],
)
def test_what_a_speaker_denies_is_told_from_what_it_says(text: str, denied: list[bool]) -> None:
    assert [claim.denied for claim in read(text)] == denied
