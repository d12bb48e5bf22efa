"""The tables a linguist can correct, read once: cues, claim nouns, people, bodies, documents, metonyms."""

import re
from dataclasses import dataclass
from functools import cache, partial

from tieback.table.packaged import packaged_rows

rows = partial(packaged_rows, __package__)


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: what kind of statement it makes, and which complements carry what was said.

    `patterns`: clause | that_clause | quote | inserted | object | object_claim | object_wrong | to | object_to | gerund |
    prep | object_prep | object_as | object_predicate; `prepositions`: of prep and object_prep; `forms`: irregular ones.
    """

    lemma: str
    kind: str
    patterns: frozenset[str]
    prepositions: frozenset[str]
    forms: tuple[str, ...] = ()


@cache
def verbs() -> dict[str, Cue]:
    """Reporting verbs by lemma, with particle where they have one ("point out")."""
    return {
        row["cue"]: Cue(
            row["cue"],
            row["kind"],
            frozenset(row["patterns"].split()),
            frozenset(row["prepositions"].split()),
            tuple(row["forms"].split()),
        )
        for row in rows("verb.csv")
    }


@cache
def column(table: str, key: str, value: str) -> dict[str, str]:
    """One column of a table by another, e.g. kind by noun."""
    return {row[key]: row[value] for row in rows(table)}


@cache
def words_of(table: str, key: str) -> frozenset[str]:
    """One column of a table as a set."""
    return frozenset(row[key] for row in rows(table))


@cache
def wording(group: str) -> re.Pattern[str]:
    """A group of `wording.csv` as one pattern of whole words, whatever their case; `*` stands for any letters."""
    found = [row["words"] for row in rows("wording.csv") if row["group"] == group]
    each = (re.escape(words).replace(r"\*", r"\w*").replace("'", "[’']") for words in found)
    own = r"(?<!own )(?<!free )" if group == "will" else ""  # "of his own will"
    return re.compile(rf"\b{own}(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)
