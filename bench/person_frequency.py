"""Counts how many listed persons bear each word: the table behind `screen.person_rarity`.

Run by hand when the source changes: `python bench/person_frequency.py ../shared/data/sanctions/sdn.xml.gz`. Only
counts of words leave the source (OFAC SDN, public domain); no name of a person does.
"""

import csv
import gzip
import sys
from collections import Counter
from pathlib import Path

from tieback.lists import catalogue
from tieback.lists.catalog.us_ofac_sdn.parse import parse
from tieback.names.person import read_person

OUT = Path(__file__).parents[1] / "src/tieback/screen/person_frequency.csv"
LEAST = 4  # rarer words are all alike: rare


def main() -> None:
    """Write the table, total first."""
    path = Path(sys.argv[1])
    parsed = parse(gzip.decompress(path.read_bytes()), path.name, catalogue.card("us_ofac_sdn"))
    persons = [entity for entity in parsed.entities if entity.kind == "person"]
    counts: Counter[str] = Counter()
    for entity in persons:
        words = {word.key for name in entity.names for word in read_person(name.text).words}
        counts.update(word for word in words if len(word) > 1 and word.isascii())
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["word", "count", "source"])
        source = f"persons of OFAC SDN {parsed.published_on} (public domain): counts only"
        writer.writerow(["*", len(persons), source])
        writer.writerows(
            (*row, "") for row in sorted(counts.items(), key=lambda row: (-row[1], row[0])) if row[1] >= LEAST
        )


if __name__ == "__main__":
    main()
