from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.claim import Claim, ClaimLink, ClaimType, Form, Relation, Reply, Speaker
from tieback.model.ledger import Proposition, Side
from tieback.model.story import Item, Level, Member, Origin, Story
from tieback.watch.ledger.gather import gather

DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)
ON = date(2026, 3, 9)
LOCKED = "the dormitory doors at the EXAMPLE mill were locked every night"


def _claim(
    id_: str,
    text: str,
    name: str | None,
    kind: ClaimType = ClaimType.ALLEGATION,
    links: tuple[ClaimLink, ...] = (),
) -> Claim:
    speaker = Speaker(name, name, None, None, None, None)
    return Claim(
        id_,
        kind,
        Form.INDIRECT,
        text,
        0,
        len(text),
        "said",
        speaker,
        (),
        (),
        "asserted",
        None,
        links,
        "test",
    )


def _item(id_: str, *claims: Claim, source: str = "Harbor EXAMPLE", day: int = 0) -> Item:
    return Item(
        id_,
        "news",
        source,
        None,
        id_,
        " ".join(c.text for c in claims),
        DAY + timedelta(days=day),
        claims=claims,
    )


def _denies(claim: str) -> tuple[ClaimLink, ...]:
    return (ClaimLink(Relation.DENIES, claim, "denied"),)


def _one(items: list[Item], stories: tuple[Story, ...] = ()) -> Proposition:
    [found] = gather(items, stories, {}, ON)
    return found


def test_twelve_newspapers_with_one_speaker_are_one_origin_and_twelve_outlets() -> None:
    items = [
        _item(f"i{number:02}", _claim("c1", LOCKED, "Monitor EXAMPLE"), source=f"Paper {number} EXAMPLE")
        for number in range(12)
    ]
    found = _one(items)
    assert (found.origins_for, found.outlets, len(found.voices)) == (1, 12, 12)


def test_copies_of_one_agency_report_in_which_nobody_is_named_are_one_origin() -> None:
    items = [_item(f"i{n}", _claim("c1", LOCKED, None), source=f"Paper {n} EXAMPLE") for n in range(3)]
    origin = Origin("Northwind EXAMPLE", ("i0", "i1", "i2"), "credit", "i0", "Northwind", 0, 9)
    members = tuple(Member(f"i{n}", Level.NEAR) for n in range(3))
    story = Story("s1", members, (origin,), DAY, DAY)
    assert _one(items, (story,)).origins_for == 1
    assert _one(items).origins_for == 3


def test_a_second_speaker_in_the_same_words_is_a_second_origin() -> None:
    items = [
        _item("a", _claim("c1", LOCKED, "Monitor EXAMPLE")),
        _item("b", _claim("c1", LOCKED + ", always", "Pavo EXAMPLE"), day=1),
    ]
    assert _one(items).origins_for == 2


def test_both_sides_stand_in_one_proposition_with_voices_of_one_shape() -> None:
    item = _item(
        "a",
        _claim("c1", LOCKED, "Monitor EXAMPLE"),
        _claim("c2", "the allegation", "Mill EXAMPLE", ClaimType.DENIAL, _denies("c1")),
    )
    found = _one([item])
    assert [voice.side for voice in found.voices] == [Side.FOR, Side.AGAINST]
    assert (found.origins_for, found.origins_against) == (1, 1)
    assert (found.reply, found.reply_by) == ("replied", "Mill EXAMPLE")
    [told] = gather([item], (), {"a": (Reply("c1", "denied", "Mill EXAMPLE"),)}, ON)
    assert (told.reply, told.reply_by) == ("denied", "Mill EXAMPLE")


def test_who_denies_words_that_nobody_said_here_does_not_stand_for_them() -> None:
    denied = replace(
        _claim("c1", "that " + LOCKED, "Mill EXAMPLE", ClaimType.DENIAL), verb="denied", denied=True
    )
    found = _one([_item("a", denied)])
    assert [(voice.side, voice.rule) for voice in found.voices] == [(Side.AGAINST, "denies it: denied")]
    assert (found.origins_for, found.origins_against) == (0, 1)


def test_an_answer_that_no_word_states_says_so() -> None:
    link = (ClaimLink(Relation.DENIES, "c1", "said", "read"),)
    item = _item(
        "a",
        _claim("c1", LOCKED, "Monitor EXAMPLE"),
        _claim("c2", "a cook has the key", "Mill EXAMPLE", links=link),
    )
    assert [voice.rule for voice in _one([item]).voices] == [
        "says so",
        "read as an answer to c1; no word says so",
    ]


def test_silence_is_dated_and_an_invitation_declined_is_told() -> None:
    item = _item("a", _claim("c1", LOCKED, "Monitor EXAMPLE"))
    assert _one([item]).reply == "none found by 2026-03-09"
    [found] = gather([item], (), {"a": (Reply("c1", "declined", "Mill EXAMPLE"),)}, ON)
    assert (found.reply, found.reply_by) == ("declined", "Mill EXAMPLE")


def test_what_is_withdrawn_stays_and_is_no_longer_counted() -> None:
    items = [
        _item("a", _claim("c1", LOCKED, "Harbor EXAMPLE")),
        _item(
            "b",
            _claim("c1", LOCKED, "Harbor EXAMPLE"),
            _claim(
                "c2",
                "the statement",
                "Harbor EXAMPLE",
                ClaimType.DENIAL,
                (ClaimLink(Relation.WITHDRAWS, "c1", "withdraws"),),
            ),
            day=2,
        ),
    ]
    found = _one(items)
    assert {voice.side for voice in found.voices} == {Side.WITHDRAWN}
    assert (len(found.voices), found.origins_for) == (3, 0)


def test_different_matters_stay_apart() -> None:
    items = [
        _item("a", _claim("c1", LOCKED, "Monitor EXAMPLE")),
        _item(
            "b", _claim("c1", "wages of 340 migrant spinners were withheld since March", "Monitor EXAMPLE")
        ),
    ]
    assert len(gather(items, (), {}, ON)) == 2


def test_links_in_a_circle_still_place_every_claim() -> None:
    item = _item(
        "a",
        _claim("c1", LOCKED, "Monitor EXAMPLE", links=_denies("c2")),
        _claim("c2", "that is a lie", "Mill EXAMPLE", ClaimType.DENIAL, _denies("c1")),
    )
    assert len(_one([item]).voices) == 2


_TEXTS = st.sampled_from(
    [LOCKED, LOCKED + " in winter", "children picked cotton in Tarn", "the EXAMPLE gin is idle"]
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(_TEXTS, st.sampled_from([None, "A EXAMPLE", "B EXAMPLE"])), max_size=12), st.randoms()
)
def test_the_order_of_items_changes_nothing_and_no_voice_is_lost(
    rows: list[tuple[str, str | None]], random: Random
) -> None:
    items = [_item(f"i{n:02}", _claim("c1", text, name), day=n % 3) for n, (text, name) in enumerate(rows)]
    shuffled = list(items)
    random.shuffle(shuffled)
    found = gather(items, (), {}, ON)
    assert found == gather(shuffled, (), {}, ON)
    assert sorted(voice.item for group in found for voice in group.voices) == [item.id for item in items]
