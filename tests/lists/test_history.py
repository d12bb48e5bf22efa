"""Two times: listed on a day, as known on another. Names are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.lists.history import was_listed

SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def entity(name, effective_on=None, ended_on=None, aliases=()):
    names = (ListedName(name, "primary"), *(ListedName(alias, "alias") for alias in aliases))
    return ListedEntity(name, name, "company", names, effective_on=effective_on, ended_on=ended_on)


def edition(published_on, *entities, complete=True, retrieved_at=SEEN):
    return Edition(
        list="l",
        title="L",
        publisher="p",
        effect="e",
        sha256="",
        content_sha256="",
        published_on=published_on,
        retrieved_at=retrieved_at,
        as_of=published_on,
        entries=len(entities),
        expected=None,
        complete=complete,
        entities=entities,
    )


A, B = date(2024, 1, 1), date(2025, 1, 1)
FIRST = edition(
    A, entity("Foo Co., Ltd.", date(2023, 6, 1), aliases=["富示例"]), entity("Gone", date(2023, 6, 1))
)
SECOND = edition(B, entity("Foo Co., Ltd.", date(2023, 6, 1)), entity("New", date(2024, 7, 1)))


@pytest.mark.parametrize(
    ("name", "on", "known_on", "answer"),
    [
        ("Foo Co., Ltd.", date(2023, 6, 1), date(2025, 6, 1), "yes"),
        ("FOO CO., LTD.", date(2024, 6, 1), date(2024, 6, 1), "yes"),
        ("富示例", date(2024, 6, 1), date(2024, 6, 1), "yes"),
        ("Foo Co., Ltd.", date(2023, 5, 31), date(2025, 6, 1), "no"),
        ("Foo Co., Ltd.", date(2024, 6, 1), date(2023, 12, 31), "unknown"),  # nothing was known
        ("Gone", date(2024, 6, 1), date(2025, 6, 1), "yes"),  # in force on the day
        ("Gone", date(2025, 6, 1), date(2025, 6, 1), "no"),
        ("New", date(2024, 8, 1), date(2024, 8, 1), "no"),  # as far as was known
        ("New", date(2024, 8, 1), date(2025, 6, 1), "yes"),  # as known later
        ("Nobody", date(2024, 6, 1), date(2025, 6, 1), "no"),
        ("Nobody", date(2023, 6, 1), date(2025, 6, 1), "unknown"),  # before the first edition
        ("Nobody", date(2026, 6, 1), date(2026, 6, 1), "unknown"),  # after it was seen last
        ("Nobody", date(2025, 7, 1), date(2025, 6, 1), "unknown"),  # after what was known
    ],
)
def test_the_answer_keeps_both_times_apart(name, on, known_on, answer):
    assert was_listed((FIRST, SECOND), name, on, known_on).answer.value == answer


def test_an_incomplete_edition_never_says_no():
    partial = replace(FIRST, complete=False, expected=144)
    found = was_listed((partial,), "Nobody", date(2024, 6, 1), date(2024, 6, 1))
    assert found.answer.value == "unknown"
    assert "of 144" in found.reason
    assert (
        was_listed((partial,), "Foo Co., Ltd.", date(2023, 1, 1), date(2024, 6, 1)).answer.value == "unknown"
    )


def test_an_entry_that_ended_is_listed_before_and_not_from_that_day():
    ended = edition(A, entity("Foo", date(2020, 1, 1), date(2022, 1, 1)))
    assert was_listed((ended,), "Foo", date(2021, 12, 31), A).answer.value == "yes"
    assert was_listed((ended,), "Foo", date(2022, 1, 1), A).answer.value == "no"


def test_an_entry_without_date_is_listed_while_its_edition_is_in_force():
    undated = edition(A, entity("Foo"))
    assert was_listed((undated,), "Foo", date(2024, 6, 1), date(2024, 6, 1)).answer.value == "yes"
    assert was_listed((undated,), "Foo", date(2023, 6, 1), date(2024, 6, 1)).answer.value == "unknown"
