"""A regime: a law as dated data, read from `regimes/<id>.yml` and checked key by key.

What is not in the file is not law to Tieback: no statute, date or deadline stands in code.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tieback.model.answer import Answer
from tieback.model.party import RoleKind
from tieback.model.refusal import Refused

FOLDER = Path(__file__).with_name("regimes")


class Mark(StrEnum):
    """How far a fact of the law was checked. Only the first two decide anything."""

    VERIFIED = "verified"  # the text or ruling named was read
    SECONDARY = "secondary"  # read in a law-firm, trade-press or vendor page
    UNVERIFIED = "unverified"  # from memory: shown, decides nothing


class Unit(StrEnum):
    """What a deadline counts."""

    CALENDAR_DAYS = "calendar-days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Test:
    """One question of the regime. `lists`: ids whose editions it uses; `region`: ISO 3166-2 code."""

    __test__ = False  # not one of pytest's

    id: str
    question: str
    region: str | None
    lists: tuple[str, ...]
    citation: str
    source: str
    status: Mark


@dataclass(frozen=True, slots=True)
class RoleReading:
    """What a part played in a lot amounts to: yes, unknown (two readings), or no (an alert only)."""

    role: RoleKind
    reading: Answer
    text: str
    source: str
    status: Mark


@dataclass(frozen=True, slots=True)
class Standard:
    """The standard of proof on one path."""

    path: str
    standard: str
    citation: str
    source: str
    status: Mark


@dataclass(frozen=True, slots=True)
class Way:
    """A path open to the importer. `decided` False: described, not decided, by Tieback."""

    id: str
    title: str
    decided: bool
    text: str
    citation: str
    source: str
    status: Mark


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact: its question, the documents that would show it, who typically holds them.

    `if_yes` and `if_no` say each answer as a clause about `{about}`.
    """

    fact: str
    question: str
    if_yes: str
    if_no: str
    documents: tuple[str, ...]
    holder: str

    def clause(self, about: str, value: str) -> str:
        """ "site S-7 lies in the region": what a setting of this fact says."""
        return (self.if_yes if value == Answer.YES else self.if_no).replace("{about}", about)


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """`length` units from `event` (a field of the detention or entry, or the id of another deadline).

    `lapse`: the consequence follows by itself once the last day has passed.
    """

    id: str
    event: str
    length: int
    unit: Unit
    calendar: str | None
    actor: str
    consequence: str
    lapse: bool
    loses_goods: bool
    citation: str
    source: str
    status: Mark
    note: str | None


@dataclass(frozen=True, slots=True)
class Regime:
    """A law in one version. `valid_to` None: still in force."""

    id: str
    version: str
    title: str
    citation: str
    jurisdiction: str
    instrument: str
    authority: str
    subject: str
    burden: str
    effect: str
    valid_from: date
    valid_to: date | None
    source: str
    status: Mark
    tests: tuple[Test, ...]
    roles: tuple[RoleReading, ...]
    standards: tuple[Standard, ...]
    paths: tuple[Way, ...]
    facts: tuple[FactKind, ...]
    deadlines: tuple[DeadlineRule, ...]

    def fact(self, word: str) -> FactKind:
        """The kind of fact `word`. Raises KeyError: a rule may use only facts that its regime describes."""
        return {kind.fact: kind for kind in self.facts}[word]

    def reading(self, role: RoleKind) -> RoleReading:
        """What `role` amounts to. Raises KeyError if the table leaves it out."""
        return {row.role: row for row in self.roles}[role]

    def in_force(self, on: date) -> bool:
        """Is the regime in force for goods imported on that day?"""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def known_regimes() -> tuple[str, ...]:
    """Ids of the regimes that come with Tieback, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def load_regime(regime_id: str, file: str | None = None) -> Regime:
    """The bundled regime of that id. Refuses one that is not of `known_regimes`; `file`: whose column names it."""
    if regime_id not in known_regimes():
        raise Refused(
            f"there is no regime {regime_id!r}",
            file,
            column="regimes" if file else None,
            remedy=f"choose from {', '.join(known_regimes())}",
        )
    path = FOLDER / f"{regime_id}.yml"
    return read_regime(path.read_text("utf-8"), f"{regime_id}.yml")


def read_regime(text: str, file: str) -> Regime:
    """Read a regime from YAML text. Refuses with the key path of whatever is missing, unknown or mistyped."""
    import yaml

    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Refused(f"not YAML: {' '.join(str(error).split())}", file=file) from error
    regime: Regime = _build(Regime, data, "", file)
    _refuse_doubles(regime, file)
    _refuse_dangling(regime, file)
    return regime


def _build(kind: Any, value: Any, path: str, file: str) -> Any:
    """`value` as the dataclass, tuple, enum or plain type `kind`; the annotations are the schema."""
    if is_dataclass(kind):
        return _record(kind, value, path, file)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise _refusal(path, "a list is wanted", file)
        item = get_args(kind)[0]
        return tuple(_build(item, entry, f"{path}[{number}]", file) for number, entry in enumerate(value))
    if isinstance(kind, UnionType):
        if value is None and NoneType in get_args(kind):
            return None
        return _build(next(option for option in get_args(kind) if option is not NoneType), value, path, file)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = [member.value for member in kind]
        if value not in words:
            raise _refusal(path, f"{value!r} is not one of {', '.join(words)}", file)
        return kind(value)
    if type(value) is not kind or value == "":
        raise _refusal(path, f"a {_TYPE_NAMES[kind]} is wanted, not {value!r}", file)
    return value


_TYPE_NAMES = {str: "text", int: "whole number", bool: "true or false", date: "date (YYYY-MM-DD)"}


def _record(kind: Any, value: Any, path: str, file: str) -> Any:
    if not isinstance(value, Mapping):
        raise _refusal(path, "keys and values are wanted", file)
    hints = get_type_hints(kind)
    names = [entry.name for entry in fields(kind) if entry.default is MISSING]
    for name in sorted(set(map(str, value)) - set(names)):
        raise _refusal(_join(path, name), "unknown key", file)
    for name in names:
        if name not in value:
            raise _refusal(_join(path, name), "missing", file)
    return kind(**{name: _build(hints[name], value[name], _join(path, name), file) for name in names})


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _refusal(path: str, reason: str, file: str) -> Refused:
    return Refused(reason, file=file, column=path or "the file")


def _refuse_doubles(regime: Regime, file: str) -> None:
    columns: dict[str, list[str]] = {
        "tests": [row.id for row in regime.tests],
        "roles": [row.role for row in regime.roles],
        "paths": [row.id for row in regime.paths],
        "facts": [row.fact for row in regime.facts],
        "deadlines": [row.id for row in regime.deadlines],
    }
    for key, words in columns.items():
        for number, word in enumerate(words):
            if word in words[:number]:
                raise _refusal(f"{key}[{number}]", f"{word!r} is there twice", file)


EVENTS = frozenset({"presented_on", "viewable_on", "notice_on", "imported_on", "excluded_on", "protest_on"})
"""What a deadline may run from, beside another deadline of its regime."""


def _refuse_dangling(regime: Regime, file: str) -> None:
    """Every event and role must exist, deadlines may not run in a circle, unverified tests decide nothing."""
    earlier: set[str] = set()
    for number, deadline in enumerate(regime.deadlines):
        if deadline.event not in EVENTS | earlier:
            raise _refusal(
                f"deadlines[{number}].event", f"{deadline.event!r} is no event or deadline above", file
            )
        if (deadline.unit is Unit.WORKING_DAYS) != (deadline.calendar is not None):
            raise _refusal(
                f"deadlines[{number}].calendar", "working days, and only they, need a calendar", file
            )
        if deadline.length <= 0:
            raise _refusal(f"deadlines[{number}].length", "a length above 0 is wanted", file)
        earlier.add(deadline.id)
    for role in RoleKind:
        if role not in {row.role for row in regime.roles}:
            raise _refusal("roles", f"{role.value!r} is left out", file)
    for number, test in enumerate(regime.tests):
        if test.status is Mark.UNVERIFIED:
            raise _refusal(f"tests[{number}].status", "an unverified test decides nothing", file)
