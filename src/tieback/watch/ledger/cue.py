"""Words that say that a state, an instrument or a law did something dated, read from fact_cue.csv."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found. `act` as `labour.fact` names it, or a status; `of`: state | instrument | either."""

    act: str
    of: str
    start: int
    end: int


def find_cues(text: str) -> tuple[Cue, ...]:
    """The cues of a sentence in order; of two that overlap the longer counts."""
    pattern, acts = _table()
    return tuple(
        Cue(*acts[" ".join(match.group().casefold().split())], match.start(), match.end())
        for match in pattern.finditer(text)
    )


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    text = files(__package__).joinpath("fact_cue.csv").read_text(encoding="utf-8")
    acts = {row["phrase"]: (row["act"], row["of"]) for row in csv.DictReader(StringIO(text, newline=""))}
    longest_first = sorted(acts, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), acts
