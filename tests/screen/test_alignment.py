"""The explanation adds up, and covers every character of both names."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.screen.alignment import cut, explain_comparison
from tieback.screen.comparison import compare
from tieback.screen.score import CERTAIN, squash

PAIRS = [
    ("Kashi Quorvex Textile", "Kashgar Quorvex Textile Co., Ltd."),
    ("喀什阔沃斯纺织有限公司", "Kashgar Kuowosi Textile Co., Ltd."),
    ("Quorvex Falcon Trading No. 2 Branch", "QUORVEX FALCON TRADING FZE"),
    ("Marvelin Wool GmbH", "Marvelin Wool GmbH"),
]


def test_start_rows_and_sum_add_up_to_the_score() -> None:
    for a, b in PAIRS:
        compared = compare(a, b)
        told = explain_comparison(a, b, compared)
        assert told.total == told.start + sum((line.weight for line in told.lines), Decimal(0))
        assert [line.total for line in told.lines][-1:] == [told.total][: len(told.lines)]
        assert told.score == (CERTAIN if told.exact else squash(told.total))


def test_every_line_quotes_its_span() -> None:
    for a, b in PAIRS:
        for line in explain_comparison(a, b, compare(a, b)).lines:
            assert a[slice(*line.span_a)] == line.a
            assert b[slice(*line.span_b)] == line.b


words = st.lists(
    st.sampled_from(
        ["Kashi", "Quorvex", "Textile", "Co.,", "Ltd", "喀什", "纺织", "No. 2", "—", "Falcon", "集团"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(words, words)
def test_the_pieces_are_the_whole_of_both_names(a: str, b: str) -> None:
    told = explain_comparison(a, b, compare(a, b))
    assert "".join(piece.text for piece in told.pieces_a) == a
    assert "".join(piece.text for piece in told.pieces_b) == b
    numbers = {line.number for line in told.lines if line.span_a[0] < line.span_a[1]}
    assert {number for piece in told.pieces_a for number in piece.rows} == numbers


spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: (min(ends), max(ends)))


@given(st.text(max_size=18), st.lists(spans, max_size=5))
def test_a_cut_leaves_every_character_under_all_spans_that_hold_it(
    text: str, given_: list[tuple[int, int]]
) -> None:
    pieces = cut(text, list(enumerate(given_, start=1)))
    at = 0
    for piece in pieces:
        for place in range(at, at + len(piece.text)):
            holding = tuple(n for n, (begin, end) in enumerate(given_, start=1) if begin <= place < end)
            assert piece.rows == holding
        at += len(piece.text)
    assert at == len(text)
