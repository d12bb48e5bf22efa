"""The closed set of reasons a decision may be recorded with, read from reason.csv beside this module."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tieback.model.refusal import Refused

VALUES = ("true", "false", "needs-information")
AFFILIATION = "affiliation"  # decisions on "affiliation/LIST/PARTY", which answer no alert


@dataclass(frozen=True, slots=True)
class Reason:
    """`kinds`: the kinds of alert it can answer. `meaning_zh` is the same sentence in Chinese."""

    code: str
    value: str
    kinds: frozenset[str]
    meaning: str
    meaning_zh: str


@cache
def reasons() -> dict[str, Reason]:
    """Every reason by its code, in the order of the table."""
    text = files("tieback.screen").joinpath("reason.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: Reason(**{**row, "kinds": frozenset(row["kinds"].split(";"))}) for row in rows}  # type: ignore[arg-type]


def reason_for(code: str, value: str, kind: str) -> Reason:
    """The reason of this code, if it goes with the value and the kind of alert. Raises Refused with those that do."""
    found = reasons().get(code)
    if found is None or found.value != value or kind not in found.kinds:
        fitting = ", ".join(item.code for item in fitting_reasons(value, kind)) or "none"
        why = "is no reason code" if found is None else f"is no reason for {value!r} of kind {kind}"
        raise Refused(f"{code!r} {why}", column="code", remedy=f"give one of: {fitting}")
    return found


def fitting_reasons(value: str, kind: str) -> Iterator[Reason]:
    """The reasons that go with a value and a kind of alert."""
    return (item for item in reasons().values() if item.value == value and kind in item.kinds)
