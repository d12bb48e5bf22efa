"""What pinyin brand words mean in English, from the typed words of brands: writes src/tieback/names/sense.csv.

    python bench/learn_sense.py

Two syllables and more only: a single syllable means too many things.
"""

import csv
from collections import defaultdict
from pathlib import Path

from tieback.names.romanise import romanise_han

NAMES = Path(__file__).resolve().parent.parent / "src" / "tieback" / "names"
MOST = 4  # English words of one pinyin word


def main() -> None:
    """Write the table, by pinyin."""
    senses: dict[str, dict[str, None]] = defaultdict(dict)
    with (NAMES / "meaning_word.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pinyin = romanise_han(row["han"])[0]
            for english in row["english"].split("|"):
                joined = "".join(english.split())
                if len(row["han"]) > 1 and joined.isascii() and len(joined) > 2 and joined != pinyin:
                    senses[pinyin].setdefault(joined)
    with (NAMES / "sense.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["pinyin", "english", "source"])
        for pinyin, english in sorted(senses.items()):
            writer.writerow(
                [pinyin, "|".join(list(english)[:MOST]), "meaning_word.csv; bench/learn_sense.py"]
            )


if __name__ == "__main__":
    main()
