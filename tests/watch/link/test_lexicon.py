"""The lexicon's tables: every row has a source, every need can be met, every goods row has headings."""

import re

from tieback.assess.regime import known_regimes
from tieback.watch.link.lexicon import hs_of, load_lexicon, overlaps
from tieback.watch.link.phrase import rows

TABLES = ("goods", "convention", "law", "list", "body", "demonym", "back_reference", "spelling")


def test_every_row_says_its_source() -> None:
    for table in TABLES:
        assert all(row["source"] for row in rows(f"{table}.csv")), table


def test_ids_are_unique_and_needs_name_what_can_be_found() -> None:
    ids = {f"{table}:{row['id']}" for table in TABLES[:5] for row in rows(f"{table}.csv")}
    for table in TABLES[:5]:
        given = [row["id"] for row in rows(f"{table}.csv")]
        assert len(given) == len(set(given)), table
        for row in rows(f"{table}.csv"):
            for need in filter(None, row["needs"].split("|")):
                assert ":" not in need or need in ids or re.fullmatch(r"place:[A-Z]{2}", need), need


def test_goods_have_headings_of_two_to_six_digits() -> None:
    for row in rows("goods.csv"):
        assert row["id"] == "-" or all(re.fullmatch(r"\d{2}(\d{2}){0,2}", hs) for hs in hs_of(row["id"])), row
    assert hs_of("cotton") == ("52",)
    assert hs_of("nothing") == ()
    assert overlaps("52", "520100")
    assert not overlaps("5201", "5301")


def test_every_regime_is_a_law_of_the_lexicon() -> None:
    assert set(known_regimes()) <= {row["id"] for row in rows("law.csv")}


def test_the_lexicon_is_loaded_without_parties() -> None:
    assert load_lexicon().parties == {}
