"""Stories: syndication folds, follow-ups do not, and what people decided comes last."""

from random import Random

import pytest
from tests.watch.story.invented import REPORT, START, item

from tieback.model.refusal import Refused
from tieback.model.story import Item, Level, Story, StoryAct
from tieback.watch.story.fold import Folder, fold, in_order
from tieback.watch.story.undo import check_act, in_force

WIRED = f"PORT HALDEN (EXAMPLE WIRE) - {REPORT}"


def ids(stories: tuple[Story, ...]) -> list[list[str]]:
    return [[member.item for member in story.members] for story in stories]


def news() -> list[Item]:
    own = (
        "Customs officers in Port Halden have detained cotton yarn of EXAMPLE Kestrel Mills, citing wage slips. "
        "Containers were opened on Monday. The company denies forced labour."
    )
    later = (
        "The Example Customs Office released the cotton yarn of EXAMPLE Kestrel Mills after it handed over payroll papers. "
        "An official said the review took a month and that duties had been paid."
    )
    return [
        item("a", "Customs holds yarn", WIRED),
        item("b", "Yarn held at port", WIRED, 3),
        item("c", "Cotton yarn detained at Port Halden", own, 6),
        item("d", "Kestrel Mills yarn released", later, 24 * 30),
        item(
            "e",
            "Toy fair opens in Sarrowby",
            "Wooden toys of forty makers are on show until Sunday, the organisers said.",
        ),
    ]


def act(id_: str, kind: str, *items: str, of: str | None = None) -> StoryAct:
    return StoryAct(id_, kind, items, "Ana EXAMPLE", START, of)


def test_copies_fold_another_report_joins_and_a_follow_up_stands_alone() -> None:
    stories = fold(news())
    assert ids(stories) == [["a", "b", "c"], ["e"], ["d"]]
    assert [member.level for member in stories[0].members] == [Level.FIRST, Level.EXACT, Level.EVENT]
    assert stories[0].id == "s-a"


def test_twelve_copies_of_one_agency_report_are_one_origin() -> None:
    copies = [item(f"c{n:02}", f"Yarn {n}", WIRED, n) for n in range(12)]
    (story,) = fold(copies)
    assert [(origin.name, len(origin.items), origin.rule) for origin in story.origins] == [
        ("EXAMPLE WIRE", 12, "credit")
    ]
    assert story.origins[0].text == "EXAMPLE WIRE"


def test_a_report_in_its_own_words_is_a_second_origin_unless_it_credits_the_first() -> None:
    stories = fold(news())
    assert [origin.items for origin in stories[0].origins] == [("a", "b"), ("c",)]
    credited = [*news()[:2], item("c", "Yarn detained", f"{news()[2].text}\n\nSource: EXAMPLE WIRE", 6)]
    assert [origin.items for story in fold(credited) for origin in story.origins] == [("a", "b", "c")]


@pytest.mark.parametrize(
    "words",
    [
        "This article was first published by the EXAMPLE Gazette.",
        "The dispute was first reported by the EXAMPLE Gazette. The office is closed.",
        "Reporting by Bo Example for EXAMPLE Gazette.",
        "EXAMPLE Gazette contributed to this report.",
    ],
)
def test_what_another_outlet_reported_goes_back_to_it(words: str) -> None:
    found = [
        item("a", "Customs holds yarn", REPORT, 0, "EXAMPLE Gazette"),
        item("b", "Yarn held", f"{REPORT} {words}", 1),
    ]
    assert [origin.items for story in fold(found) for origin in story.origins] == [("a", "b")]


def test_the_order_in_which_items_are_given_decides_nothing() -> None:
    expected = fold(news())
    for seed in range(5):
        shuffled = news()
        Random(seed).shuffle(shuffled)
        assert fold(shuffled) == expected


def test_what_was_placed_stays_when_more_comes_in() -> None:
    ordered = in_order(news())
    folder = Folder()
    placed = {one.id: folder.add(one) for one in ordered[:3]}
    again = Folder()
    for one in ordered[:3]:
        assert again.add(one, placed[one.id]) == placed[one.id]
    assert [again.add(one).story for one in ordered[3:]] == [folder.add(one).story for one in ordered[3:]]


def test_a_split_takes_an_item_and_its_copies_out_and_an_undo_puts_them_back() -> None:
    split = act("1", "split", "c")
    assert ids(fold(news(), [split])) == [["a", "b"], ["e"], ["c"], ["d"]]
    assert fold(news(), [split, act("2", "undo", of="1")]) == fold(news())
    assert ids(fold(news(), [split, act("2", "undo", of="1"), act("3", "undo", of="2")])) == ids(
        fold(news(), [split])
    )
    assert ids(fold(news(), [act("1", "split", "a")])) == [["a", "b"], ["e"], ["c"], ["d"]]
    assert fold(news(), [act("1", "split", "a")])[2].id == "s-c"


def test_a_merge_joins_stories_under_the_earliest() -> None:
    merged = fold(news(), [act("1", "merge", "d", "a")])
    assert ids(merged) == [["a", "b", "c", "d"], ["e"]]
    assert merged[0].members[3].level is Level.DECIDED
    assert ids(fold(news(), [act("1", "merge", "d", "a"), act("2", "split", "d")])) == ids(fold(news()))


def test_acts_that_cannot_be_recorded_are_refused() -> None:
    for bad in (act("1", "erase", "a"), act("1", "merge", "a"), act("1", "split"), act("1", "undo", of="9")):
        with pytest.raises(Refused):
            check_act(bad, [])
    with pytest.raises(Refused):
        check_act(StoryAct("1", "split", ("a",), " ", START), [])
    check_act(act("2", "undo", of="1"), [act("1", "split", "a")])
    assert in_force([act("1", "split", "a"), act("2", "undo", of="1")]) == ()
