"""The time line: every dated event on its day, every event in the table, nothing placed that has no date."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tieback.picture.axis import axis_over
from tieback.picture.lifetime import households, summed
from tieback.picture.shape import Tone
from tieback.picture.timeline import TABLE_HEADER, Event, Happening, Life, draw, table

NS = "{http://www.w3.org/2000/svg}"
JAN = date(2026, 1, 1)


def small() -> tuple[list[Life], list[Event]]:
    lives = [Life("YARN", "YARN", "EXAMPLE Mill", 1), Life("BALE", "BALE", "示例 EXAMPLE Gin", 2, Tone.ALERT)]
    events = [
        Event("BALE", Happening.MADE, JAN, JAN + timedelta(days=3), "G-1: 100 kg", "G-1"),
        Event("BALE", Happening.SHIPPED, date(2025, 12, 1), JAN, "T-1 <&>", "T-1", Tone.CONFLICT),
        Event("BALE", Happening.CROP, JAN, JAN, "crop 2026", "crop 2026"),
        Event("YARN", Happening.PAPER, None, None, "invoice.pdf"),
    ]
    return lives, events


def test_origin_stands_first_and_undated_events_are_counted_beside_their_row() -> None:
    root = etree.fromstring(draw(*small(), title="EXAMPLE").encode())
    texts = [text.text for text in root.iter(f"{NS}text")]
    assert texts.index("▲ BALE") < texts.index("YARN")
    assert "? 1 undated" in texts
    assert "≠ T-1" in texts
    assert "Tier 2" in texts
    tips = [tip.text for tip in root.iter(f"{NS}title")]
    assert "shipped, received; 2025-12-01 to 2026-01-01; T-1 <&>; records in conflict" in tips
    assert "1 without a date" in root.findtext(f"{NS}desc")


def test_the_table_holds_every_event() -> None:
    rows = table(*small())
    assert len(rows) == 4
    assert all(len(row) == len(TABLE_HEADER) for row in rows)
    assert rows[0] == (
        "2025-12-01",
        "2026-01-01",
        "2",
        "▲ BALE",
        "shipped, received",
        "T-1 <&>",
        "records in conflict",
    )
    assert rows[-1] == ("not stated", "not stated", "1", "YARN", "document issued", "invoice.pdf", "")


def test_without_any_date_it_is_still_a_picture() -> None:
    lives, events = small()
    root = etree.fromstring(draw(lives, events[3:], title="t").encode())
    assert "no dated event" in root.findtext(f"{NS}desc")


def test_an_event_of_nobody_is_an_error() -> None:
    lives, events = small()
    with pytest.raises(ValueError, match="not given"):
        draw(lives[:1], events, title="t")
    with pytest.raises(ValueError, match="one id"):
        draw([lives[0], lives[0]], [], title="t")


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))


@st.composite
def histories(draw_: st.DrawFn) -> tuple[list[Life], list[Event]]:
    words = st.text(max_size=10) | st.sampled_from(["示例棉业轧花有限公司", "\x00\ud800<&>\"'"])
    tones, whats = st.sampled_from(list(Tone)), st.sampled_from(list(Happening))
    size = draw_(st.integers(1, 8))
    lives = [
        Life(
            str(n),
            draw_(words),
            draw_(words),
            draw_(st.integers(0, 3)),
            draw_(tones),
            draw_(st.sampled_from("PQ")),
        )
        for n in range(size)
    ]
    ids = st.integers(0, size - 1).map(str)
    events = draw_(st.lists(st.builds(Event, ids, whats, DAYS, DAYS, words, words, tones), max_size=30))
    return lives, events


@given(histories(), st.booleans())
@settings(max_examples=80, deadline=None)
def test_texts_of_a_lane_never_overlap_and_all_stands_inside(
    history: tuple[list[Life], list[Event]], grouped: bool
) -> None:
    lives, events = history
    if grouped:
        whole, sums = summed(households(lives, events))
        assert sum(event.span is None for event in sums) == sum(event.span is None for event in events)
        lives, events = list(whole), list(sums)
    text = draw(lives, events, title="t")
    assert text == draw(lives[::-1], events[::-1], title="t")
    assert "<script" not in text
    root = etree.fromstring(text.encode())
    width, height = (float(one) for one in root.get("viewBox").split()[2:])
    for one in root.iter(f"{NS}text"):
        assert 0 <= float(one.get("x")) <= width
        assert 0 <= float(one.get("y")) <= height
    for path in root.iter(f"{NS}path"):
        for x, _ in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d")):
            assert -1 <= float(x) <= width


@given(st.dates(), st.dates())
@settings(max_examples=200, deadline=None)
def test_a_scale_has_few_ticks_in_order_and_inside(one: date, other: date) -> None:
    axis = axis_over([one, other], Decimal(0), Decimal(1000))
    days = [day for day, _ in axis.ticks()]
    assert len(days) <= 15
    assert days == sorted(set(days))
    assert all(axis.first <= day <= axis.last for day in days)
    assert 0 <= axis.at(min(one, other)) <= axis.at(max(one, other)) <= 1000
