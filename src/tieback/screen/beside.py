"""The base rate of a comparison: `compare` asks another question than `screen`.

Screening holds a stranger against every entry of a list, where hardly any pair is true, and pairs in two scripts meet
by chance oftener. Whoever lays two names in two scripts side by side has picked them, and of such pairs (the labelled
ones of bench/) one in four is true; less can be shown across scripts, so that missing it says less too. The
difference is one printed row. It never makes a match of names without a distinctive part in common, and lifts no
persons, whose names recur.
"""

from tieback.screen.evidence import Evidence, weighed
from tieback.screen.name import Name

BESIDE = "side by side"


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
