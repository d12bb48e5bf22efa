"""What a screening leaves behind so that the next one compares only what changed: a cache, never evidence.

The file is canonical JSON under the digest of its content. It can be deleted at any time, and one that is damaged, of
another schema, or made by other rules or with another threshold is set aside: then everything is compared again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieback.model.alert import Alert, Alignment
from tieback.model.answer import Answer
from tieback.model.plain import plain
from tieback.proof import durable
from tieback.proof.digest import sha256
from tieback.screen.comparison import Comparison
from tieback.screen.difference import Seen

SCHEMA = "tieback.screen-state/1"


@dataclass(frozen=True, slots=True)
class Met:
    """An alert by name as it was worked out: entity, which of its names, and the comparison."""

    list: str
    entity: str
    name: int  # place among the names of all entities of the list under that id
    text: str  # the party's name
    comparison: Comparison


@dataclass(slots=True)
class State:
    """`lists`: per list the digest of the edition's content and a version per entity id. `subjects`: what each
    subject met, by the version of the subject, those that met nothing too. `alerts`: those of the last run."""

    rules: str
    threshold: Decimal
    as_of: str
    lists: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    subjects: dict[str, tuple[Met, ...]] = field(default_factory=dict)
    alerts: tuple[Seen, ...] = ()


class Unusable(Exception):  # noqa: N818 - not an error: a full run follows
    """The file is no state that this version can start from; the reason in a few words."""


def write_state(path: Path, state: State) -> None:
    """Put the state at `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {
        "rules": state.rules,
        "threshold": plain(state.threshold),
        "as_of": state.as_of,
        "lists": {name: [digest, keys] for name, (digest, keys) in state.lists.items()},
        "subjects": {key: [_met_row(met) for met in found] for key, found in state.subjects.items()},
        "alerts": [plain(seen) for seen in state.alerts],
    }
    text = _dump(body)
    durable.write(path, _dump({"schema": SCHEMA, "sha256": sha256(text), "body": body}))


def read_state(path: Path) -> State | None:
    """The state at `path`; None where there is none. Raises Unusable."""
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Unusable("it is damaged") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise Unusable("another version of Tieback wrote it")
    body = value.get("body")
    if not isinstance(body, dict) or sha256(_dump(body)) != value.get("sha256"):
        raise Unusable("it is damaged")
    try:
        return _state(body)
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise Unusable("it is damaged") from error


def _dump(value: Mapping[str, Any]) -> bytes:
    """Canonical JSON: keys are texts, and no number is a fraction (as in `lists.codec`)."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _state(body: dict[str, Any]) -> State:
    return State(
        rules=body["rules"],
        threshold=Decimal(body["threshold"]),
        as_of=body["as_of"],
        lists={name: (digest, dict(keys)) for name, (digest, keys) in body["lists"].items()},
        subjects={key: tuple(map(_met, rows)) for key, rows in body["subjects"].items()},
        alerts=tuple(Seen(**row) for row in body["alerts"]),
    )


def _met_row(met: Met) -> list[Any]:
    told = met.comparison
    rows = [[*row.a, *row.b, row.part, row.rule, str(row.weight)] for row in told.alignment]
    answer = [str(told.score), told.match.value, told.rule, told.exact, rows]
    return [met.list, met.entity, met.name, met.text, *answer]


def _met(row: list[Any]) -> Met:
    list_id, entity, name, text, score, match, rule, exact, rows = row
    alignment = tuple(
        Alignment((a, b), (c, d), part, how, Decimal(weight)) for a, b, c, d, part, how, weight in rows
    )
    return Met(list_id, entity, name, text, Comparison(Decimal(score), Answer(match), rule, exact, alignment))


def seen(alert: Alert, subject: str) -> Seen:
    """An alert as the next run will want to know it; `subject`: version of the party."""
    return Seen(
        id=alert.id,
        subject_kind=alert.subject.kind,
        subject_id=alert.subject.id,
        subject_name=alert.subject.name,
        subject=subject,
        list=alert.list,
        entity_id=alert.entity.id,
        entity_name=alert.entity.name,
        kind=alert.kind.value,
        score=format(alert.score, "f"),
        exact=alert.exact,
        silent=alert.silent,
    )
