"""What a screening says, as a table beside the input and as a JSON document (CONTRACTS.md)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tieback.lists import codec
from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.plain import plain
from tieback.screen.explanation import edition_words
from tieback.screen.roster import Roster, RosterRow
from tieback.screen.screening import Screening
from tieback.screen.status import UNKNOWN, Status
from tieback.table.grid import Table

ADDED = (
    "tieback_status",
    "tieback_list",
    "tieback_entity",
    "tieback_score",
    "tieback_reason",
    "tieback_editions",
)
_PLAIN = "UTF-8"


def outcome(row: RosterRow, statuses: Mapping[str, Status]) -> Status:
    """The status of a row; a row that could not be read is unknown."""
    if row.party is None:
        return Status("", UNKNOWN, f"row {row.number} was not read: {row.problem}", ())
    return statuses[row.party.id]


def table_rows(
    roster: Roster, screening: Screening, editions: Sequence[Edition]
) -> Iterator[tuple[str | None, ...]]:
    """Every input row in order with its cells as they stood, and the added cells."""
    statuses = {status.party: status for status in screening.statuses}
    alerts = _by_id(screening)
    used = "; ".join(edition_words(edition) for edition in editions)
    for source, row in zip(roster.table.rows, roster.rows, strict=True):
        status = outcome(row, statuses)
        found = [alerts[key] for key in status.alerts]
        best = found[0] if found else None
        yield (
            *source.cells,
            status.answer,
            best.list if best else None,
            best.entity.name if best else None,
            format(best.score, "f") if best else None,
            _reason(status, found),
            used,
        )


def added_header(header: Sequence[str]) -> tuple[str, ...]:
    """The input header with our columns; one of ours that is there already gets a number."""
    added = []
    for name in ADDED:
        number, free = 2, name
        while free in header:
            free = f"{name}_{number}"
            number += 1
        added.append(free)
    return (*header, *added)


def marked(table: Table) -> bool:
    """Should a CSV written beside this input carry a byte-order mark? As the input does, or a Chinese code page."""
    return table.encoding not in {None, _PLAIN}


def _reason(status: Status, found: Sequence[Alert]) -> str:
    if not found:
        return status.reason
    return " | ".join(alert.text for alert in found)


def _by_id(screening: Screening) -> dict[str, Alert]:
    return {alert.id: alert for alert in screening.alerts}


def document(
    roster: Roster, screening: Screening, editions: Sequence[Edition], *, version: str, as_of: str
) -> dict[str, Any]:
    """The JSON document of `tieback screen --json`."""
    statuses = {status.party: status for status in screening.statuses}
    alerts = _by_id(screening)
    unread = sum(1 for row in roster.rows if row.party is None)
    return {
        "schema": "tieback.screen/1",
        "version": version,
        "as_of": as_of,
        "notes": plain(roster.notes),
        "mapping": [{"header": header, "column": column} for header, column in roster.mapping],
        "editions": [codec.row(edition) for edition in editions],
        "threshold": plain(screening.threshold),
        "counts": {
            "rows": len(roster.rows),
            "screened": len(roster.rows) - unread,
            "unread": unread,
            "alerts": len(screening.alerts),
        },
        "parties": [_party(row, outcome(row, statuses), alerts) for row in roster.rows],
    }


def _party(row: RosterRow, status: Status, alerts: Mapping[str, Alert]) -> dict[str, Any]:
    return {
        "row": row.number,
        "id": row.party.id if row.party else None,
        "name": row.party.name if row.party else None,
        "status": status.answer,
        "reason": status.reason,
        "alerts": [plain(alerts[key]) for key in status.alerts],
    }
