"""A reply that comes hours later stands in the story as a reply, never hidden as a copy."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.watch.story.invented import START, item

from tieback.model.claim import Claim, ClaimType, Form, Speaker
from tieback.model.story import Item, Level
from tieback.watch.article.read import read_article
from tieback.watch.claim.find import find_claims
from tieback.watch.rank.rank import reports_of
from tieback.watch.story.answer import find_answers
from tieback.watch.story.copies import find_copies
from tieback.watch.story.fold import fold

ACCUSED = (
    "The union of textile workers accused EXAMPLE Kestrel Mills on Monday of holding passports of workers in Port Halden. "
    "It said that the documents lie in a locked drawer at the spinning mill and that nobody gets them back in time. "
    "Three buyers of cotton yarn were named in the letter that the union sent to the labour inspectorate on the same day."
)
DENIED = "EXAMPLE Kestrel Mills denied on Monday evening that it holds the passports of any worker against his or her will."


def read(one: Item) -> Item:
    article = read_article(one.text.encode(), name="x.txt")
    return replace(one, text=article.text, claims=find_claims(article, None))


def claim(number: int, kind: ClaimType, speaker: str | None, text: str = "said so") -> Claim:
    return Claim(
        f"c{number}", kind, Form.INDIRECT, text, 0, len(text), "said", Speaker(speaker, speaker, None, None, None, None),
        (), (), "asserted", None, (), "rule",
    )  # fmt: skip


def said(id_: str, *claims: tuple[ClaimType, str | None]) -> Item:
    return replace(
        item(id_, "title", "said so"), claims=tuple(claim(n, *one) for n, one in enumerate(claims))
    )


def test_an_update_with_the_answer_is_a_copy_with_more_and_is_read() -> None:
    update = item("b", "Mill accused over passports", f"{ACCUSED}\n\n{DENIED}", 4)
    items = {one.id: read(one) for one in (item("a", "Mill accused over passports", ACCUSED), update)}
    (story,) = fold(items.values())
    assert [member.level for member in story.members] == [Level.FIRST, Level.ADDS]
    assert [one.id for one in reports_of(story, items)] == ["a", "b"]
    (answer,) = story.answers
    assert answer.item == "b"
    assert answer.by == "EXAMPLE Kestrel Mills"
    assert items["b"].text[answer.start : answer.end] == answer.text
    assert len(story.origins) == 1  # the words are still one agency's, or one paper's


def test_a_denial_in_its_own_words_joins_as_a_report_and_is_the_answer() -> None:
    denial = item(
        "b",
        "EXAMPLE Kestrel Mills denies holding passports of workers in Port Halden",
        f"{DENIED} The union of textile workers had accused the spinning mill of locking documents in a drawer.",
        6,
    )
    first = item(
        "a", "Union accuses EXAMPLE Kestrel Mills of holding passports of workers in Port Halden", ACCUSED
    )
    (story,) = fold([read(first), read(denial)])
    assert [member.level for member in story.members] == [Level.FIRST, Level.EVENT]
    assert [(answer.item, answer.by) for answer in story.answers] == [("b", "EXAMPLE Kestrel Mills")]


SAYS, DENIES, ACTS, TELLS = (
    ClaimType.ALLEGATION,
    ClaimType.DENIAL,
    ClaimType.OFFICIAL_ACT,
    ClaimType.ANNOUNCEMENT,
)
UNION = said("a", (SAYS, "Union"))
MILL = said("b", (DENIES, "EXAMPLE Mill"))


@pytest.mark.parametrize(
    ("items", "answers"),
    [
        ([UNION, MILL], ["b"]),
        ([said("a", (SAYS, "Union"), (DENIES, "EXAMPLE Mill")), said("b", (DENIES, "The EXAMPLE Mill"))], []),
        ([UNION, MILL, said("c", (DENIES, "EXAMPLE mill"))], ["b"]),
        ([MILL, said("c", (SAYS, "Union"))], []),
        ([said("a", (ACTS, "Customs")), said("b", (DENIES, None))], ["b"]),
        ([said("a", (TELLS, "Union")), MILL], []),
        ([], []),
    ],
)
def test_the_first_answer_of_each_speaker_after_an_accusation_counts(
    items: list[Item], answers: list[str]
) -> None:
    assert [answer.item for answer in find_answers(items)] == answers


def test_another_byline_and_lost_words_add_nothing() -> None:
    words = ACCUSED.split()
    lost = " ".join(word for place, word in enumerate(words) if place % 17)
    found = find_copies(
        [
            ("a", ACCUSED),
            ("b", f"By Ana Example, EXAMPLE WIRE. {ACCUSED}"),
            ("c", lost),
            ("d", f"{lost} {DENIED}"),
        ]
    )
    assert [copy.level for copy in found.values()] == [Level.NEAR, Level.NEAR, Level.ADDS]


def test_a_copy_is_known_for_ten_days_after_it_was_last_printed() -> None:
    days = [0, 9, 18, 40]
    stories = fold(item(f"i{day:02}", "Mill accused over passports", ACCUSED, 24 * day) for day in days)
    assert [[member.item for member in story.members] for story in stories] == [
        ["i00", "i09", "i18"],
        ["i40"],
    ]
    assert stories[0].last_at - START == timedelta(days=18)
    assert date(2026, 6, 1) == START.date()
