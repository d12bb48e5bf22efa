"""What we promise of our own words and data: sources for facts, neutral language, invented examples that say so."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tieback.names.identifier import check_gln, check_lei, check_uscc

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "tieback"
EXAMPLES = ROOT / "examples"
TABLES = sorted(
    path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.csv") if "templates" not in path.parts
)
FACTS = ("names/", "lists/", "trace/", "assess/", "labour/")  # each row of these stages is a fact of its own
# ours: weights, reason codes, habits, headers, what a page holds beside its article
OWN = {
    "cli/example.csv",
    "screen/weight.csv",
    "screen/reason.csv",
    "screen/habit.csv",
    "screen/habit_word.csv",
    "table/column.csv",
    "trace/parquet/schema.csv",
    "watch/article/address.csv",
    "watch/article/common_word.csv",
    "watch/article/furniture.csv",
    "watch/article/meta.csv",
    "watch/article/region.csv",
    "watch/claim/link_weight.csv",
    "watch/claim/type_weight.csv",
    "watch/ledger/fact_cue.csv",
    "watch/rank/weight.csv",
}
VERDICTS = re.compile(
    r"\bguilty\b|\binnocent\b|\bcannot contain\b|\bcleared\b|\ball clear\b|\bblack-?list|"
    r"\b(?:is|are|was|were|be|being|been) clear\b(?! (?:from|to|that|in|of))",
    re.IGNORECASE,
)
INVENTED = re.compile(r"EXAMPLE|示例|示範|Example|Exemplo|Contoh|Örnek|Ví Dụ|Eksempel")
CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case_texts() -> Iterator[tuple[str, str]]:
    """Every text file of the examples, by path."""
    for path in sorted(EXAMPLES.glob("*/**/*")):
        if path.is_file() and "out" not in path.relative_to(EXAMPLES).parts and path.suffix != ".xlsx":
            yield path.relative_to(EXAMPLES).as_posix(), path.read_text("utf-8")


# sources


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_facts_says_where_each_comes_from(table: str) -> None:
    """Elsewhere the first row's source stands for the table, or the table is our own choice. A row that is marked
    unverified decides nothing and may lack one."""
    held = rows(SOURCE / table)
    assert held, "an empty table"
    assert ("source" in held[0]) is (table not in OWN)
    if table in OWN:
        return
    needed = [row for row in held if row.get("standing") != "unverified"]
    needed = needed if table.startswith(FACTS) else needed[:1]
    assert [number for number, row in enumerate(needed, 2) if not row["source"].strip()] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_has_the_columns_of_its_header(table: str) -> None:
    with (SOURCE / table).open(encoding="utf-8", newline="") as file:
        header, *body = csv.reader(file)
    assert len(set(header)) == len(header)
    assert [number for number, row in enumerate(body, 2) if len(row) != len(header)] == []


def test_a_chinese_name_that_we_added_to_a_published_entry_says_whose_it_is() -> None:
    for row in rows(SOURCE / "lists" / "catalog" / "us_uflpa" / "bundled.csv"):
        assert bool(row["name_local"]) is bool(row["name_local_source"]), row["name"]


# neutral language


def test_no_text_of_ours_gives_a_verdict() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in (SOURCE, ROOT / "verifier")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".j2", ".yml", ".toml", ".txt"}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if VERDICTS.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["shirts", "solar", "towels"])
def test_nothing_that_is_printed_or_written_gives_a_verdict(checked: object, name: str) -> None:
    done = checked(name)  # type: ignore[operator]
    for text in (done.ran.out, done.page, (done.out / "result.json").read_text("utf-8")):
        assert VERDICTS.search(text) is None


# invented examples


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/parties.csv")), ids=lambda path: path.parent.name)
def test_every_party_of_an_example_says_that_it_is_invented(path: Path) -> None:
    for row in rows(path):
        assert "EXAMPLE" in row["name"], row["id"]
        assert not row["name_local"] or INVENTED.search(row["name_local"]), row["id"]


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/lists/*.csv")), ids=lambda path: path.parent.parent.name
)
def test_every_entry_of_an_example_list_says_that_it_is_invented(path: Path) -> None:
    for row in rows(path):
        assert INVENTED.search(row["name"]) or INVENTED.search(row["aliases"]), row["name"]
        assert all(INVENTED.search(alias) for alias in row["aliases"].split("|") if alias)


def test_every_document_and_case_of_an_example_says_that_it_is_invented() -> None:
    silent = [
        path
        for path, text in case_texts()
        if path.endswith((".txt", ".toml")) and not re.search("EXAMPLE|示例", text)
    ]
    assert silent == []


def test_every_registration_code_of_the_examples_has_a_wrong_check_character() -> None:
    codes = {code for _, text in case_texts() for code in CODE.findall(text)}
    assert codes
    for code in sorted(codes):
        with pytest.raises(ValueError, match="check character"):
            check_uscc(code)


def test_no_other_identifier_of_the_examples_could_be_real() -> None:
    for _, text in case_texts():
        for word in set(re.findall(r"(?<![\w-])[0-9A-Z]{13}(?![\w-])|(?<![\w-])[0-9A-Z]{20}(?![\w-])", text)):
            with pytest.raises(ValueError, match=r"GLN|LEI"):
                (check_gln if len(word) == 13 else check_lei)(word)


def test_no_listed_name_stands_in_an_example_or_a_template() -> None:
    listed = {
        name.strip()
        for catalog in (SOURCE / "lists" / "catalog").glob("*/bundled.csv")
        for row in rows(catalog)
        for column in ("name", "aliases", "former_names", "name_local")
        for name in (row.get(column) or "").split("|")
        if len(name.strip()) > 3 and not row.get("kind", "").startswith("region")
    }
    assert len(listed) > 100
    texts = dict(case_texts())
    for path in sorted((SOURCE / "templates").iterdir()):
        if path.is_file() and path.suffix in {".toml", ".txt"}:
            texts[path.name] = path.read_text("utf-8")
    found = {
        (path, name) for path, text in texts.items() for name in listed if name.casefold() in text.casefold()
    }
    assert found == set()
