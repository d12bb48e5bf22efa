"""Counts how many company names hold each word and each pinyin syllable: the tables behind `screen.rarity`.

Run by hand when the sources change: `python bench/word_frequency.py ../shared/data`. Only counts leave the
sources (GLEIF, CC0; OFAC SDN, public domain; FinanceDatabase, MIT); no name does.
"""

import csv
import gzip
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tieback.names.syllable import SYLLABLES, segment

OUT = Path(__file__).parents[1] / "src/tieback/screen"
SOURCE = "names of GLEIF 2025-10 (CC0), OFAC SDN 2023-11 (public domain), FinanceDatabase 2026-08 (MIT): counts only"
LISTED_SOURCE = "entities of OFAC SDN 2023-11 (public domain): counts only"
NO_ENTITY = frozenset({"individual", "vessel", "aircraft"})
COMMONEST = 12  # a word in more names of listed companies is a province, a city or English, no brand
LEAST = 6  # rarer words are all alike: rare
LEAST_LISTED = 8


def ascii_words(name: str) -> set[str]:
    """The distinct ASCII words of a name, lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return set(re.findall(r"[a-z]{2,}", plain))


def names(path: Path, column: str) -> Iterator[str]:
    """The cells of one column of a CSV file, plain or gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        for row in csv.DictReader(lines):
            yield row[column]


def listed_bodies(path: Path) -> list[str]:
    """The names of the entities of the SDN list: bodies of every kind, not companies alone."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row["Name"] for row in csv.DictReader(lines) if row["Type"] not in NO_ENTITY]


def write(
    path: Path, column: str, counts: Iterable[tuple[str, int]], total: int, source: str = SOURCE
) -> None:
    """Write one table, total first."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow([column, "count", "source"])
        rows.writerow(["*", total, source])
        rows.writerows([key, count, ""] for key, count in counts)


def main(data: Path) -> None:
    """Count and write both tables."""
    listed = list(names(data / "suppliers/listed_companies_sh_sz_hk.csv", "name"))
    everything = [
        *names(data / "suppliers/gleif_names_6_sectors.csv.gz", "name"),
        *names(data / "sanctions/ofac_sdn_2023-11.csv.gz", "Name"),
        *listed,
    ]
    words = Counter(word for name in everything for word in ascii_words(name))
    common = sorted(
        (pair for pair in words.items() if pair[1] >= LEAST), key=lambda pair: (-pair[1], pair[0])
    )
    write(OUT / "word_frequency.csv", "word", common, len(everything))
    bodies = listed_bodies(data / "sanctions/ofac_sdn_2023-11.csv.gz")
    held = Counter(word for name in bodies for word in ascii_words(name))
    often = sorted(
        (pair for pair in held.items() if pair[1] >= LEAST_LISTED), key=lambda pair: (-pair[1], pair[0])
    )
    write(OUT / "word_frequency_listed.csv", "word", often, len(bodies), LISTED_SOURCE)
    spread = Counter(word for name in listed for word in ascii_words(name))
    sounds: Counter[str] = Counter()
    for word, count in spread.items():
        parts = segment(word)
        if count <= COMMONEST and parts and 2 <= len(parts) <= 4 and len(word) >= 5:
            for part in parts:
                sounds[part] += count
    write(
        OUT / "syllable_frequency.csv",
        "syllable",
        sorted((s, sounds[s]) for s in SYLLABLES),
        sum(sounds.values()),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
