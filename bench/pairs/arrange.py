"""Fills the two columns of company_pairs.csv that follow from the others: `scripts` and `split`.

`python bench/pairs/arrange.py` after typing rows; a second run changes nothing. Companies that meet in a pair form
one family, directly or through others, and a family stands whole in one split: its side is the parity of the SHA-256
of its alphabetically first company, so that new rows move no family but those they join.
"""

import csv
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

PAIRS = Path(__file__).parent / "company_pairs.csv"
COLUMNS = (
    "name1",
    "name2",
    "country1",
    "country2",
    "label",
    "kind",
    "basis",
    "scripts",
    "split",
    "rationale",
    "source",
    "company1",
    "company2",
)
# How a letter's Unicode name begins, and the script it is counted as: kanji beside kana are Japanese writing.
SCRIPT = {
    "LATIN": "latin",
    "CJK": "han",
    "KANGXI": "han",
    "HANGUL": "hangul",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "ARABIC": "arabic",
    "CYRILLIC": "cyrillic",
}
ORDER = ("latin", "han", "kana", "hangul", "arabic", "cyrillic")
Row = Mapping[str, str]


def script_of(name: str) -> str:
    """The script of a name's letters, "mixed" for more than one ("kana" for kana beside kanji)."""
    told = {
        unicodedata.name(letter).replace("FULLWIDTH ", "").split()[0].split("-")[0]
        for letter in name
        if unicodedata.category(letter) in ("Lu", "Ll", "Lo", "Lt")
    }
    found = {SCRIPT.get(start, start.lower()) for start in told}
    if found == {"han", "kana"}:
        return "kana"
    return found.pop() if len(found) == 1 else "mixed"


def scripts_of(name1: str, name2: str) -> str:
    """The unordered pair of scripts, "mixed" where either name mixes them."""
    both = {script_of(name1), script_of(name2)}
    if "mixed" in both:
        return "mixed"
    place = {script: at for at, script in enumerate(ORDER)}
    ranked = sorted(both, key=lambda script: (place.get(script, len(ORDER)), script))
    return f"{ranked[0]}-{ranked[-1]}"


def family_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every company the alphabetically first of all it meets, directly or through others."""
    first: dict[str, str] = {}

    def root(company: str) -> str:
        while first.setdefault(company, company) != company:
            company = first[company]
        return company

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return {company: root(company) for company in first}


def split_of(family: str) -> str:
    """The side of a family of companies."""
    return "fit" if sha256(family.encode()).digest()[0] % 2 else "test"


def arranged(rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows with `scripts` and `split` as they follow from names and companies."""
    family = family_of((row["company1"], row["company2"]) for row in rows)
    return [
        {
            **row,
            "scripts": scripts_of(row["name1"], row["name2"]),
            "split": split_of(family[row["company1"]]),
        }
        for row in rows
    ]


def read_pairs(path: Path = PAIRS) -> list[dict[str, str]]:
    """The rows of the set as typed."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> None:
    """Rewrites the file in place."""
    rows = arranged(read_pairs())
    with PAIRS.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} pairs\n")


if __name__ == "__main__":
    main()
