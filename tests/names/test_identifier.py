"""Credit codes, LEI, OS ID, GLN and IMO numbers: shape and check characters."""

import csv
import gzip
import string
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tieback.names.identifier import check_gln, check_imo, check_lei, check_os_id, check_uscc

SHARED = Path(__file__).resolve().parents[2] / "../shared"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def completed(body: str) -> str:
    """A code of 17 characters with the one check character that satisfies the congruence of GB 32100."""
    return next(body + char for char in ALPHABET if congruent(body + char))


def congruent(code: str) -> bool:
    """The definition, not the routine: the weighted sum of all 18 values is a multiple of 31."""
    total = sum(ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(code[:17])) + ALPHABET.index(
        code[17]
    )
    return total % 31 == 0


bodies = st.tuples(
    st.sampled_from("123456789ANY"),
    st.sampled_from("129"),
    st.text(alphabet="0123456789", min_size=6, max_size=6),
    st.text(alphabet=ALPHABET, min_size=9, max_size=9),
).map("".join)


@settings(deadline=None, max_examples=200)
@given(bodies)
def test_exactly_one_check_character_is_accepted(body: str) -> None:
    good = completed(body)
    assert check_uscc(good).value == good
    for char in ALPHABET:
        if body + char != good:
            with pytest.raises(ValueError, match="check character"):
                check_uscc(body + char)


@settings(deadline=None, max_examples=100)
@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_a_single_wrong_character_never_passes(body: str, at: int, char: str) -> None:
    good = completed(body)
    wrong = good[:at] + char + good[at + 1 :]
    assume(wrong != good)
    with pytest.raises(ValueError, match=r"\w"):
        check_uscc(wrong)


@pytest.mark.parametrize("authority", "ANY")
def test_codes_of_the_army_of_villages_and_of_others_are_codes(authority: str) -> None:
    code = completed(f"{authority}1650100EXAMPLE00"[:17])
    assert check_uscc(code).authority == authority


def test_a_code_says_where_the_registry_is() -> None:
    code = completed("91650100EXAMPLE00")
    parts = check_uscc(f" {code[:8].lower()} {code[8:]} ")
    assert (parts.value, parts.division, parts.region) == (code, "650100", "CN-XJ")
    assert check_uscc(completed("91100000EXAMPLE00")).region is None


def test_the_inner_check_character_is_told_apart() -> None:
    inner = [check_uscc(completed(f"91650100EXAMPLE0{char}")).organisation_valid for char in "0123456789X"]
    assert inner.count(True) == 1


@pytest.mark.parametrize(
    "text", ["", "9165", "91650100EXAMPLE0I0", "B1650100EXAMPLE000", "9165010XEXAMPLE000"]
)
def test_a_malformed_code_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        check_uscc(text)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=string.digits + string.ascii_uppercase, min_size=18, max_size=18))
def test_exactly_one_pair_of_lei_check_digits_is_accepted(body: str) -> None:
    passing = []
    for pair in range(2, 99):
        try:
            passing.append(check_lei(f"{body}{pair:02d}"))
        except ValueError:
            continue
    assert len(passing) == 1


@pytest.mark.shared
def test_published_leis_are_valid_but_for_a_handful() -> None:
    path = SHARED / "data/suppliers/gleif_names_6_sectors.csv.gz"
    if not path.exists():
        pytest.skip("no ../shared")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        wrong = sum(not _passes(check_lei, row["LEI"]) for row in csv.DictReader(file))
    assert wrong < 20


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=string.digits, min_size=12, max_size=12))
def test_exactly_one_gln_check_digit_is_accepted(body: str) -> None:
    assert sum(_passes(check_gln, body + digit) for digit in string.digits) == 1


def test_an_imo_number_is_checked() -> None:
    assert check_imo("IMO 9074729") == "9074729"
    assert not _passes(check_imo, "9074728")


def test_the_shape_of_an_os_id() -> None:
    assert check_os_id("cn2019098 EXAMP7".replace("L", "")) == "CN2019098EXAMP7"
    assert not _passes(check_os_id, "CN2019399EXAMP7")
    assert not _passes(check_os_id, "12345")


def _passes(check: object, text: str) -> bool:
    try:
        check(text)  # type: ignore[operator]
    except ValueError:
        return False
    return True
