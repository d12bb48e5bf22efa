"""How Han characters sound outside Mandarin and what they mean: names/meaning_character.csv, from the Unihan database.

`python bench/learn_character.py UNIHAN_READINGS UNIHAN_VARIANTS ../shared/data/names` (the .txt or .txt.bz2 files of
the Unicode Character Database). Characters: level 1 and 2 of GB 2312, simplified. Words of a definition are kept where
a sense is one word long; radicals, surnames and grammar are not. `names` counts the companies of the learning part
whose Chinese name holds the character.
"""

import bz2
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from learn_pairs import chinese_names

OUT = Path(__file__).parents[1] / "src/tieback/names/meaning_character.csv"
SOURCE = "Unihan 15.0"
SENSES = 5
_NO_MEANING = re.compile(
    r"radical|surname|particle|non-classical|simplified|variant|used in|measure word|KangXi"
)


def fields(path: Path) -> dict[str, dict[str, str]]:
    """Field -> character -> value."""
    text = bz2.decompress(path.read_bytes()).decode() if path.suffix == ".bz2" else path.read_text("utf-8")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in text.splitlines():
        if line.startswith("U+"):
            code, field, value = line.split("\t")
            found[field][chr(int(code[2:], 16))] = value  # noqa: FURB166
    return found


def characters() -> Iterator[str]:
    """GB 2312, levels 1 and 2."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def meanings(definition: str) -> list[str]:
    """The senses that are one English word."""
    plain = re.sub(r"\([^)]*\)", "", definition)
    senses = [re.sub(r"^(to|a|an|the) ", "", sense.strip().lower()) for sense in re.split("[;,]", plain)]
    kept = [s for s in senses if re.fullmatch("[a-z]{2,}", s) and not _NO_MEANING.search(s)]
    return list(dict.fromkeys(kept))[:SENSES]


def main(readings: Path, variants: Path, names: Path) -> None:
    """Write the table."""
    read, varied = fields(readings), fields(variants)
    held = Counter(character for text in chinese_names(names) for character in set(text))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("han", "cantonese", "japanese", "english", "names", "source"))
        for han in characters():
            older = [chr(int(code[2:], 16)) for code in varied["kTraditionalVariant"].get(han, "").split()]  # noqa: FURB166
            forms = [han, *(form for form in older if form != han)]
            cantonese = [value for form in forms for value in read["kCantonese"].get(form, "").split()]
            japanese = [
                value
                for form in forms
                for field in ("kJapaneseOn", "kJapaneseKun")
                for value in read[field].get(form, "").split()
            ]
            english = [word for form in forms for word in meanings(read["kDefinition"].get(form, ""))]
            cells = (
                [re.sub(r"\d", "", value) for value in cantonese],
                [value.lower() for value in japanese if value.isascii()],
                english,
            )
            if any(cells):
                joined = ("|".join(dict.fromkeys(cell)) for cell in cells)
                table.writerow((han, *joined, held[han], SOURCE))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
