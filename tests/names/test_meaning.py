"""What words mean and how characters sound: the tables behind translated and transliterated names."""

from hypothesis import given
from hypothesis import strategies as st

from tieback.names import meaning, table
from tieback.names.meaning import cantonese, japanese, renderings, stem, words_within


def test_a_plural_has_the_stem_of_its_singular() -> None:
    assert [stem(word) for word in ("materials", "industries", "glass", "gas")] == [
        "material",
        "industry",
        "glass",
        "gas",
    ]


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_stem_is_a_beginning_of_its_word_or_ends_in_y(word: str) -> None:
    assert word.startswith(stem(word)) or stem(word).endswith("y")


def test_a_word_has_its_typed_renderings_and_a_phrase_has_its_own() -> None:
    assert "龙" in renderings(("dragon",))
    assert "银河" in renderings(("galaxy",))
    assert "长城" in renderings(("great", "wall"))
    assert renderings(("zzyzx",)) == {}


def test_what_is_rarer_in_names_says_more() -> None:
    assert renderings(("dragon",))["龙"] > renderings(("technology",))["科技"]


def test_characters_have_readings_of_the_south_and_of_japan() -> None:
    assert "kiu" in cantonese("侨")
    assert "hishi" in japanese("菱")
    assert cantonese("A") == japanese("A") == ()


def test_words_are_found_inside_a_compound() -> None:
    found = {(start, end) for start, end, _ in words_within("skyray")}
    assert (0, 3) in found


def test_every_row_of_the_tables_has_a_source() -> None:
    for name in ("meaning_character", "meaning_learned", "meaning_sound", "meaning_word"):
        assert all(row["source"] for row in table.rows(f"{name}.csv")), name


def test_a_brand_in_two_languages_decides_only_with_a_source() -> None:
    rows = table.rows("meaning_brand.csv")
    assert {row["standing"] for row in rows} == {"cited", "unverified"}
    assert all(bool(row["source"]) == (row["standing"] == "cited") for row in rows)
    cited = {row["han"] for row in rows if row["standing"] == "cited"}
    unverified = next(row["han"] for row in rows if row["han"] not in cited)
    assert not meaning.is_brand(unverified)
    assert meaning.is_brand(next(iter(sorted(cited))))
