"""Words that say that a state, an instrument or a law did something dated, read from fact_cue.csv."""

import re
from dataclasses import dataclass
from functools import cache

from tieback.table.packaged import packaged_rows


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found. `act` as `labour.fact` names it, or a status; `of`: state | instrument | either | committee."""

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
    rows = packaged_rows(__package__, "fact_cue.csv", "phrase", "act", "of", "comment")
    acts = {row["phrase"]: (row["act"], row["of"]) for row in rows}
    longest_first = sorted(acts, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), acts
