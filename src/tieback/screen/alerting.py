"""Making alerts: deterministic ids, the strongest one per subject and entity."""

from collections.abc import Iterable

from tieback.model.alert import Alert, AlertKind, EntityRef, Subject
from tieback.proof.canonical import dump
from tieback.proof.digest import sha256

_ID_LENGTH = 12
_STRENGTH = {AlertKind.IDENTIFIER: 0, AlertKind.NAME: 1, AlertKind.REGION: 2, AlertKind.OWNERSHIP: 3}


def alert_id(subject: Subject, list_id: str, entity: EntityRef, kind: AlertKind) -> str:
    """First 12 hexadecimal digits of SHA-256 over the canonical JSON of who met what, and how."""
    key = {
        "subject": {"kind": subject.kind, "id": subject.id},
        "list": list_id,
        "entity": entity.id,
        "kind": kind.value,
    }
    return sha256(dump(key))[:_ID_LENGTH]


def strongest(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """One alert per subject, list and entity: exact before inexact, then score, then identifier before name."""
    best: dict[tuple[str, str, str, str], Alert] = {}
    for alert in sorted(alerts, key=_rank):
        best.setdefault((alert.subject.kind, alert.subject.id, alert.list, alert.entity.id), alert)
    return tuple(best.values())


def _rank(alert: Alert) -> tuple[bool, object, int, str, str, str, str]:
    return (
        not alert.exact,
        -alert.score,
        _STRENGTH[alert.kind],
        alert.list,
        alert.entity.id,
        alert.name_a,
        alert.name_b,
    )
