"""Names as shipping papers and scanners leave them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names.damage import completed, repaired
from tieback.names.read import read_name


def keys(text: str) -> list[tuple[str, str]]:
    return [(part.kind.value, part.key) for part in read_name(text).parts]


@pytest.mark.parametrize(
    "damaged",
    [
        "XINJIANG JIATAI TEXTILE CO LTD",
        "X1NJIANG J1ATAI TEXT1LE C0 LTD",
        "XINJ1ANG JIATA1 TEXTI1E CO.,LTD",
        "XINJIANG JIATAI TEXTILE COLTD",
        "XINJIANG JIATAI TEX CO.LTD.",
    ],
)
def test_scanned_and_shortened_names_read_alike(damaged: str) -> None:
    assert keys(damaged) == keys("Xinjiang Jiatai Textile Co., Ltd.")


def test_rn_for_m_is_repaired_where_that_gives_a_word() -> None:
    assert keys("Jiatai Chernical Ltd") == keys("Jiatai Chemical Ltd")
    assert repaired("hornet") is None


@pytest.mark.parametrize("brand", ["3m", "h3c", "51job", "21vianet", "b2b", "4px", "1010"])
def test_brands_with_digits_stay_as_they_are(brand: str) -> None:
    assert repaired(brand) is None


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="abcginostuz01582", min_size=1, max_size=10))
def test_a_repair_is_letters_only(word: str) -> None:
    assert (repaired(word) or "a").isalpha()


@pytest.mark.parametrize(
    ("cut", "last"),
    [
        ("XINJIANG JIATAI CHEMIC", ("sector", "chemical")),
        ("XINJIANG JIATAI TECHNOL", ("sector", "technology")),
        ("HANGZHOU JIATAI HONGYUAN IMPORT AND EXPO", ("sector", "import-export")),
        ("NINGBO JIATAI HONGYUAN TEXTILE MACHI", ("sector", "textile-machinery")),
        ("NINGBO JIATAI HONGYUAN TRADING LIMI", ("form", "limited")),
        ("JIATAI JOINT STOCK COMPAN", ("form", "joint-stock")),
    ],
)
def test_a_last_word_that_was_cut_off_is_completed(cut: str, last: tuple[str, str]) -> None:
    assert keys(cut)[-1] == last
    assert ("brand", "jiatai") in keys(cut) or ("brand", "jiataihongyuan") in keys(cut)


def test_a_stem_of_several_meanings_stays_brand() -> None:
    assert completed("elect", at_column=True) is None or keys("Jiatai Elect")[-1][0] == "sector"
    assert completed("mo", at_column=True) is None
    assert keys("Jiatai Modern") == [("brand", "jiataimodern")]
