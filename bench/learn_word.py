"""Which Han render which English words in company names: names/meaning_learned.csv, counted in pairs of names.

`python bench/learn_word.py ../shared/data/names`. Two thirds of the companies are used; the rest is kept for
bench/meaning.py. For each English word the Han runs that go with it are taken best first (log-likelihood ratio), each
explaining the companies that hold it; single characters that go with a word often are kept too, since short names
are made of them. What sounds like the word is left to meaning_sound.csv. The pairs' text does not ship.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from math import log, log2
from pathlib import Path

from learn_pairs import company, listed, sanctioned, without_form

from tieback.names.meaning import cantonese, stem
from tieback.names.meaning_sound import CANTONESE, rendered
from tieback.names.read import read_name
from tieback.names.reading import PartKind
from tieback.names.romanise import syllables
from tieback.screen.letters import ascii_letters

OUT = Path(__file__).parents[1] / "src/tieback/names/meaning_learned.csv"
SOURCE = "counted in pairs of published names"
LONGEST = 4  # Han
RUN = 2  # Han: most brands and words have two
LITTLE = frozenset(["of", "the", "and", "for", "in", "a", "class", "de"])
EMPTY = frozenset(("股", "份", "股份", "集", "团", "集团", "有限", "公司"))
FEWEST, FEWEST_LONG, FEWEST_ALONE = (
    2,
    3,
    4,
)  # companies: for runs of two Han, for shorter and longer ones, for a lone character beside longer runs
SIGNIFICANT, NEXT_SIGNIFICANT = 14.0, 10.0  # G2
SOUNDS = 3.5  # bits per character from which a run is the word's sound
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u4e00-\u9fff]+")

Row = tuple[set[str], set[str]]


def english_words(name: str) -> set[str]:
    """Stems of all words but the legal form and places, which have a table of their own."""
    left_out = (PartKind.FORM, PartKind.PLACE)
    parts = (part for part in read_name(name).parts if part.kind not in left_out)
    words = {stem(ascii_letters(word)) for part in parts for word in _WORD.findall(part.text)}
    return {word for word in words - LITTLE if len(word) > 2 and not word.isdigit()}


def han_runs(name: str) -> set[str]:
    """Every run of one to four Han."""
    text = without_form(name)
    runs = {
        run[start : start + size]
        for run in _HAN.findall(text)
        for size in range(1, LONGEST + 1)
        for start in range(len(run) - size + 1)
    }
    return runs - EMPTY


def companies(names: Path) -> list[Row]:
    """(English words, Han runs) of each company of the learning part; one for each first word of foreign ones."""
    found: dict[str, Row] = defaultdict(lambda: (set(), set()))
    for column in ("name_zh_short", "name_zh_full_extracted"):
        for english, chinese in listed(names, column, held=False):
            words, runs = found[company(english)]
            words |= english_words(english)
            runs |= han_runs(chinese)
    for english, chinese in sanctioned(names, held=False):
        words, runs = found["foreign " + english.split()[0].lower()]
        words |= english_words(english)
        runs |= han_runs(chinese)
    return [row for row in found.values() if row[0] and row[1]]


def significance(both: int, han: int, word: int, total: int) -> float:
    """Dunning's G2 of a two by two table."""
    cells = (
        (both, han * word),
        (han - both, han * (total - word)),
        (word - both, (total - han) * word),
        (total - han - word + both, (total - han) * (total - word)),
    )
    return 2 * sum(seen * log(seen * total / product) for seen, product in cells if seen)


def sounds_like(han: str, word: str) -> bool:
    """Is the run the word's sound rather than its meaning?"""
    said = syllables(han)
    southern = [(cantonese(character) or ("?",))[0] for character in han]
    likeness = max(rendered(said, word), rendered(southern, word, CANTONESE))
    return "".join(said) in word or likeness > SOUNDS * len(han)


def learn(rows: list[Row]) -> dict[tuple[str, str], tuple[float, int]]:
    """(Han, English) -> (bits, companies)."""
    total = len(rows)
    of_han = Counter(run for _, runs in rows for run in runs)
    holding: dict[str, set[int]] = defaultdict(set)
    for number, (words, _) in enumerate(rows):
        for word in words:
            holding[word].add(number)
    found: dict[tuple[str, str], int] = {}
    for word, numbers in sorted(holding.items()):
        together = Counter(run for number in numbers for run in rows[number][1])
        likely = {
            run: seen
            for run, seen in together.items()
            if seen >= (FEWEST if len(run) == RUN else FEWEST_LONG)
            and seen * total > 3 * of_han[run] * len(numbers)
            and significance(seen, of_han[run], len(numbers), total) > SIGNIFICANT
        }
        found.update({(run, word): seen for run, seen in _covering(likely, numbers, rows, of_han).items()})
        found.update(
            {
                (run, word): seen
                for run, seen in likely.items()
                if len(run) == 1 and seen >= FEWEST_ALONE and seen > len(numbers) / 4
            }
        )
    return {
        (run, word): (log2((seen - 0.4) * total / (of_han[run] * len(holding[word]))), seen)
        for (run, word), seen in found.items()
        if not sounds_like(run, word)
    }


def _covering(
    likely: dict[str, int], numbers: set[int], rows: list[Row], of_han: Counter[str]
) -> dict[str, int]:
    """The runs that explain the companies with a word, best first, each company explained once."""
    left, kept = set(numbers), {}
    while left:
        best = (NEXT_SIGNIFICANT, "")
        for run in sorted(likely):
            seen = sum(run in rows[number][1] for number in left)
            if seen >= FEWEST and run not in kept:
                gain = significance(seen, of_han[run], len(numbers), len(rows)) + len(run) / 2
                best = max(best, (gain, run))
        if not best[1]:
            break
        kept[best[1]] = likely[best[1]]
        left = {number for number in left if best[1] not in rows[number][1]}
    return kept


def main(names: Path) -> None:
    """Learn and write the table."""
    found = learn(companies(names))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("han", "english", "weight", "count", "source"))
        for (run, word), (bits, seen) in sorted(found.items(), key=lambda item: (-item[1][1], item[0])):
            table.writerow((run, word, round(bits, 2), seen, SOURCE))
    print(len(found), "rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
