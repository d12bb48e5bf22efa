"""The tables: unique ids, known parents, sources, aliases that mean one thing."""

import pytest

from tieback.names import gazetteer, lexicon, table

TABLES = ["form.csv", "sector.csv", "qualifier.csv", "place.csv", "postal_code.csv", "polyphone.csv", "letter.csv",
          "street_word.csv", "alpha3.csv", "mandarin.csv", "hong_kong.csv"]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source(name: str) -> None:
    assert all(row["source"] for row in table.rows(name))


@pytest.mark.parametrize("name", ["form.csv", "sector.csv", "qualifier.csv", "place.csv"])
def test_ids_are_unique(name: str) -> None:
    ids = [row["id"] for row in table.rows(name)]
    assert len(ids) == len(set(ids))


def test_every_place_has_a_known_parent_and_a_region() -> None:
    for place in gazetteer.places().values():
        assert not place.parent or place.parent in gazetteer.places()
        assert gazetteer.region_of(place.id) is not None


def test_broader_sectors_exist() -> None:
    ids = {row["id"] for row in table.rows("sector.csv")}
    assert all(not row["broader"] or row["broader"] in ids for row in table.rows("sector.csv"))


def test_thirty_four_provinces_have_iso_and_gb_codes() -> None:
    provinces = [place for place in gazetteer.places().values() if place.level == "province"]
    assert len(provinces) == 34
    assert all(place.id.startswith("CN-") and len(place.code) == 6 for place in provinces)


def test_sector_and_qualifier_words_never_clash() -> None:
    for words, entries in lexicon.words().entries.items():
        english = {
            (entry.kind, entry.id)
            for entry in entries
            if not entry.pinyin and entry.kind.value in ("sector", "qualifier")
        }
        assert len({kind for kind, _ in english}) <= 1, words
        assert len(english) <= 1 or words in {("elec",), ("elect",)}, words  # electric or electronics


def test_postal_prefixes_name_known_provinces() -> None:
    assert all(row["region"] in gazetteer.places() for row in table.rows("postal_code.csv"))
    prefixes = [row["prefix"] for row in table.rows("postal_code.csv")]
    assert len(prefixes) == len(set(prefixes))
