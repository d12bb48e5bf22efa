"""The weights, from weight.csv: every number of a rank stands there, and nowhere else."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from tieback.table.packaged import packaged_rows


@cache
def weights() -> Mapping[tuple[str, str], tuple[Decimal, str]]:
    """(factor, rule) -> value and what it stands for, in the order of the table."""
    rows = packaged_rows(__package__, "weight.csv", "factor", "rule", "value", "meaning")
    return {(row["factor"], row["rule"]): (Decimal(row["value"]), row["meaning"]) for row in rows}


def weight(factor: str, rule: str) -> Decimal:
    """The value of a rule."""
    return weights()[factor, rule][0]


def meaning(factor: str, rule: str) -> str:
    """What a rule stands for, in words."""
    return weights()[factor, rule][1]


def step(factor: str, prefix: str, number: int, beyond: str) -> str:
    """The first rule "PREFIX-N" whose N is not below `number`; `beyond` where all are."""
    steps = sorted(
        int(rule.removeprefix(prefix)) for f, rule in weights() if f == factor and rule.startswith(prefix)
    )
    return next((f"{prefix}{limit}" for limit in steps if number <= limit), beyond)
