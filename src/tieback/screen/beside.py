"""The base rate of a comparison: `compare` asks another question than `screen`.

Screening holds a stranger against every entry of a list, where hardly any pair is true, and pairs in two scripts meet
by chance oftener. Whoever lays two names in two scripts side by side has picked them, and of such pairs (the labelled
ones of bench/) one in four is true; less can be shown across scripts, so that missing it says less too. The
difference is one printed row. It never makes a match of names without a distinctive part in common, and lifts no
persons, whose names recur.
"""

from collections.abc import Sequence

from tieback.screen.evidence import Evidence, weighed
from tieback.screen.name import Name
from tieback.screen.score import weights

BESIDE = "side by side"
_OWN = (
    "_beside"  # ends the name of a weight that two names in two scripts laid side by side have for themselves
)


def reweigh(rows: Sequence[Evidence], a: Name, b: Name) -> list[Evidence]:
    """Rows of two names in two scripts with the weights that such names have when they are laid side by side."""
    if a.words.scripts == b.words.scripts:
        return list(rows)
    model = weights()
    return [
        row._replace(bits=model[row.weight + _OWN] * row.times, weight=row.weight + _OWN)
        if row.weight + _OWN in model
        else row
        for row in rows
    ]


def plain_weight(row: Evidence) -> str:
    """The name of a row's weight, however the names were brought together."""
    return row.weight.removesuffix(_OWN)


def weigh_base(a: Name, b: Name, *, beside: bool, distinctive: bool) -> list[Evidence]:
    """The row of the base rate, none for names in one script.

    `beside`: somebody laid the two side by side. `distinctive`: they share a distinctive part.
    """
    if a.words.scripts == b.words.scripts:
        return []
    if beside:
        weight = "side_by_side_across" if distinctive else "side_by_side_indistinct"
        return [weighed(weight, "name", BESIDE)]
    return [weighed("two_scripts", "name", "two scripts")] if distinctive else []
