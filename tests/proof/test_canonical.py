"""Strict JSON in, canonical JSON out: the official vectors, and what is refused beyond them and why."""

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.proof import canonical
from tieback.proof.canonical import Malformed

VECTORS = Path(__file__).resolve().parents[2] / "../shared/vectors"

# y_ cases of the JSON test suite that we refuse, with the reason: RFC 8259 allows them, two readers differ
DEVIATIONS = {
    "y_number.json": "exponent",
    "y_number_0e+1.json": "exponent",
    "y_number_0e1.json": "exponent",
    "y_number_double_close_to_zero.json": "fraction",
    "y_number_int_with_exp.json": "exponent",
    "y_number_real_capital_e.json": "exponent",
    "y_number_real_capital_e_neg_exp.json": "exponent",
    "y_number_real_capital_e_pos_exp.json": "exponent",
    "y_number_real_exponent.json": "exponent",
    "y_number_real_fraction_exponent.json": "exponent",
    "y_number_real_neg_exp.json": "exponent",
    "y_number_real_pos_exponent.json": "exponent",
    "y_number_simple_real.json": "fraction",
    "y_object_duplicated_key.json": "occurs twice",
    "y_object_duplicated_key_and_value.json": "occurs twice",
    "y_object_extreme_numbers.json": "exponent",
    "y_structure_lonely_negative_real.json": "fraction",
}

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.INT_LIMIT, canonical.INT_LIMIT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_a_value_has_one_byte_string_and_comes_back(value: Any) -> None:
    data = canonical.dump(value)
    assert canonical.load(data) == value
    assert canonical.dump(canonical.load(data)) == data
    assert canonical.load(json.dumps(value, indent=2).encode()) == value
    assert rfc8785.dumps(value) == data


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60)
    | st.text(alphabet='{}[]",:0123456789.eE-+truefalsn\\u d8', max_size=40).map(str.encode)
)
def test_any_bytes_are_read_as_the_standard_parser_does_or_refused(data: bytes) -> None:
    try:
        value = canonical.load(data)
    except Malformed:
        return
    assert json.loads(data) == value


def test_members_are_in_utf_16_order() -> None:
    assert (
        canonical.dump({"\ufb33": 1, "😀": 2, "\r": 3, "ö": 4}).decode()
        == '{"\\r":3,"ö":4,"😀":2,"\ufb33":1}'
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'"\xff"', "not UTF-8 at byte 1"),
        (b'"\xed\xa0\x80"', "not UTF-8"),
        (b'"\xc0\xaf"', "not UTF-8"),
        ('{"a":1}'.encode("utf-16"), "not UTF-8"),
        (b'{"a":1,"a":1}', "'a' occurs twice"),
        (b'{"a":1,"\\u0061":1}', "'a' occurs twice"),
        (b'[{"x":{"b":1,"b":2}}]', "occurs twice"),
        (b"NaN", "NaN"),
        (b"[-Infinity]", "Infinity"),
        (b"1.0", "fraction"),
        (b"1e3", "exponent"),
        (b"9007199254740992", "2\\^53"),
        (b"-9007199254740992", "2\\^53"),
        (b"1" * 100_000, "2\\^53"),
        (b'"\\ud800"', "surrogate"),
        (b'{"\\udfff":1}', "surrogate"),
        (b"[" * 100_000, "levels"),
        (b"[" * 101 + b"]" * 101, "levels"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "levels"),
        (b"{} {}", "not JSON"),
        (b'"\t"', "not JSON"),
        (b"'a'", "not JSON"),
        (b"01", "not JSON"),
        (b"[1,]", "not JSON"),
        (b"{}\x00", "not JSON"),
        (b"\xc2\xa0{}", "not JSON"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as caught:
        canonical.load(data, "result.json")
    assert str(caught.value).startswith("result.json")
    assert "\n" not in str(caught.value)


def test_what_is_at_the_limits_is_read() -> None:
    assert canonical.load(b"[9007199254740991,-9007199254740991,-0]") == [
        canonical.INT_LIMIT,
        -canonical.INT_LIMIT,
        0,
    ]
    deep = b"[" * 100 + b"]" * 100
    assert canonical.dump(canonical.load(deep)) == deep
    assert canonical.load(b'"' + b"[" * 500 + b'\\"{"') == "[" * 500 + '"{'
    assert canonical.load(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), {"kg": 0.5}, [1e300], 2**53, "\ud800", {"\udc00": 1}, {1: 2}, b"x", {1, 2}, object()],
)
def test_what_has_no_canonical_form_is_not_written(value: Any) -> None:
    with pytest.raises(Malformed):
        canonical.dump(value)


def test_a_value_that_holds_itself_is_not_written() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(Malformed, match="levels"):
        canonical.dump(loop)


def _triples() -> list[Path]:
    folder = VECTORS / "jcs" / "input"
    if not folder.is_dir():
        pytest.skip("no ../shared")
    return sorted(folder.glob("*.json"))


@pytest.mark.shared
def test_the_official_jcs_triples_come_out_byte_for_byte() -> None:
    """Four go through our own loader and writer; two hold fractions, which only rfc8785 itself writes."""
    with_fractions = set()
    paths = _triples()
    assert len(paths) == 6
    for path in paths:
        expected = (VECTORS / "jcs" / "output" / path.name).read_bytes()
        hexadecimal = bytes.fromhex((VECTORS / "jcs" / "outhex" / f"{path.stem}.txt").read_text())
        assert expected == hexadecimal
        assert rfc8785.dumps(json.loads(path.read_bytes())) == expected
        try:
            value = canonical.load(path.read_bytes())
        except Malformed as error:
            assert "fraction or an exponent" in error.reason  # noqa: PT017
            with_fractions.add(path.stem)
            with pytest.raises(Malformed, match="float"):
                canonical.dump(json.loads(path.read_bytes()))
            continue
        assert canonical.dump(value) == expected
        assert canonical.load(expected) == value
    assert with_fractions == {"values", "structures"}


@pytest.mark.shared
def test_the_official_parsing_suite_is_followed_but_for_listed_deviations() -> None:
    folder = VECTORS / "json" / "test_parsing"
    if not folder.is_dir():
        pytest.skip("no ../shared")
    refused: dict[str, str] = {}
    counts = {"y": 0, "n": 0, "i": 0}
    for path in sorted(folder.glob("*.json")):
        counts[path.name[0]] += 1
        try:
            value = canonical.load(path.read_bytes())
        except Malformed as error:
            refused[path.name] = error.reason
        else:
            assert not path.name.startswith("n_"), path.name
            assert canonical.load(canonical.dump(value)) == value
    assert counts == {"y": 95, "n": 188, "i": 35}
    deviations = {name: reason for name, reason in refused.items() if name.startswith("y_")}
    assert deviations.keys() == DEVIATIONS.keys()
    for name, reason in deviations.items():
        assert DEVIATIONS[name] in reason
