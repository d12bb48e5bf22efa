import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.watch.claim.quotation import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“A b,” he said. “C d.”", ["A b,", "C d."]),
        ('"A b," he said.', ["A b,"]),
        ("„Nein“, sagte er.", ["Nein"]),
        ("«Non», dit-il.", ["Non"]),
        ("‘Don’t go,’ she said.", ["Don’t go,"]),
        (
            "'I signed because the head's man was there,' one said.",
            ["I signed because the head's man was there,"],
        ),
        ("The workers' union and the mill's owner met.", []),
        ("He called it 'a start' and left.", ["a start"]),
        ('A 6" pipe', []),
        ("“He said ‘no’ twice.”", ["He said ‘no’ twice."]),
    ],
)
def test_marks_of_several_kinds_are_read(text: str, wanted: list[str]) -> None:
    assert inner(text) == wanted


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“We pay on time, he said.\n\nThe books say “never”."
    first, second = find_quotations(text)
    assert not first.closed
    assert text[first.end :].startswith("\n\nThe books")
    assert text[second.start : second.end] == "never"


def test_a_paragraph_that_opens_with_a_mark_goes_on_with_the_open_quotation() -> None:
    text = "“One.\n\n“Two.\n\n“Three.” Four."
    (only,) = find_quotations(text)
    assert only.closed
    assert [text[a:b] for a, b in only.pieces] == ["One.", "Two.", "Three."]


def test_a_mark_that_opens_again_ends_what_was_left_open() -> None:
    text = '"We pay, he said. "Always," he added.'
    assert [(text[q.start : q.end], q.closed) for q in find_quotations(text)] == [
        ("We pay, he said. ", False),
        ("Always,", True),
    ]


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ab s.,\n\"'“”‘’«»„", max_size=60))
def test_quotations_are_ordered_apart_and_within_the_text(text: str) -> None:
    last = 0
    for found in find_quotations(text):
        assert last <= found.start < found.end <= len(text)
        assert all(found.start <= a < b <= found.end and "\n\n" not in text[a:b] for a, b in found.pieces)
        last = found.end
