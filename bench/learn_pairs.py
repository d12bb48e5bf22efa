"""Pairs of English and Chinese names for learning and measuring, split by company: a third is never learned from.

Companies listed twice (A and H shares) are one company: the split goes by the English name without share class.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from tieback.names.normal import fold
from tieback.names.read import read_name
from tieback.names.reading import PartKind
from tieback.screen.letters import ascii_letters

Pair = tuple[str, str]
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
_INDEX = re.compile(
    r"指数|上证|沪深|中证|全指|等权|综指|红利|^细分|^内地|^基本|^(?:50|180|300|380|500|800)R?\w\w|\d\d$"
)
_CHINESE = frozenset({"CN", "HK", "MO", "TW"})


def company(name: str) -> str:
    """The key that the split goes by."""
    return "".join(re.findall("[a-z0-9]+", re.sub(r"\bclass [a-z]\b", "", name.lower())))


def held_out(name: str) -> bool:
    """Is the company kept for measuring?"""
    return hashlib.sha256(company(name).encode()).digest()[0] % 3 == 0


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def listed(names: Path, column: str, *, held: bool) -> list[Pair]:
    """Listed companies: English name and the Chinese one of a column (name_zh_short, name_zh_full_extracted)."""
    rows = _rows(names / "listed_company_en_zh_pairs.csv")
    found = [
        (row["name_en"], row[column])
        for row in rows
        if row[column] and held_out(row["name_en"]) == held and not is_index(row)
    ]
    return list(dict.fromkeys(found))


def is_index(row: dict[str, str]) -> bool:
    """Did the table's join by ticker meet a share index (000xxx is both an index and a company)?"""
    shanghai = not row["symbol"].endswith(".HK")
    return shanghai and bool(_INDEX.search(row["name_zh_short"]) or "指数" in row["name_zh_full_extracted"])


def southern(names: Path) -> frozenset[str]:
    """English names of companies listed in Hong Kong, which may render Cantonese."""
    rows = _rows(names / "listed_company_en_zh_pairs.csv")
    return frozenset(row["name_en"] for row in rows if row["symbol"].endswith(".HK"))


def chinese_names(names: Path) -> list[str]:
    """What the Chinese names of each company of the learning part hold together, legal forms left out."""
    found: dict[str, str] = {}
    columns = ("name_zh_short", "name_zh_full_extracted")
    for english, chinese in (pair for column in columns for pair in listed(names, column, held=False)):
        found[company(english)] = found.get(company(english), "") + "\n" + without_form(chinese)
    return list(found.values())


def without_form(name: str) -> str:
    """A name without its legal form, simplified."""
    return fold(" ".join(p.text for p in read_name(name).parts if p.kind is not PartKind.FORM))


def sanctioned(names: Path, *, held: bool) -> list[Pair]:
    """Foreign companies and organisations, rendered into Chinese."""
    rows = _rows(names / "cn_sanctions_en_zh.csv")
    found = [
        (row["Name"], row["Chinese name"])
        for row in rows
        if row["Type"] != "Person" and row["Chinese name"] and held_out(row["Name"]) == held
    ]
    return list(dict.fromkeys(found))


def persons(names: Path) -> list[Pair]:
    """Foreign persons whose names were rendered into Chinese by sound; not the held-out ones."""
    rows = _rows(names / "cn_sanctions_en_zh.csv")
    found = [
        (row["Name"], row["Chinese name"])
        for row in rows
        if row["Type"] == "Person" and row["Country"] not in _CHINESE and not held_out(row["Name"])
    ]
    return [pair for pair in dict.fromkeys(found) if pair[1]]


def brand_words(name: str) -> tuple[list[str], list[str]]:
    """The words of the brand: lower-case Latin ones, and runs of Han."""
    latin: list[str] = []
    han: list[str] = []
    for part in read_name(name).of(PartKind.BRAND):
        if part.script == "latin":
            latin.extend(filter(None, map(ascii_letters, _WORD.findall(part.text))))
        elif part.script == "han":
            han.extend(_HAN.findall(part.text))
    return latin, han
