"""What a screening says, as a table beside the input and as a JSON document (CONTRACTS.md)."""

from collections.abc import Iterator, Sequence
from typing import Any

from tieback.lists import codec
from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.plain import plain
from tieback.screen.alignment import explain
from tieback.screen.explanation import edition_words
from tieback.screen.memory import tell_memory
from tieback.screen.outcome import Counts, Outcome
from tieback.screen.roster import Roster
from tieback.screen.screening import Screener
from tieback.screen.status import Status
from tieback.table.grid import Source

ADDED = (
    "tieback_status",
    "tieback_list",
    "tieback_entity",
    "tieback_score",
    "tieback_reason",
    "tieback_editions",
)
EXPLANATION = (
    *("row", "alert", "party", "label", "kind", "list", "entity", "score", "exact"),
    *("number", "part", "rule", "in the file", "on the list", "weight", "sum"),
)
_PLAIN = "UTF-8"


def table_row(outcome: Outcome, used: str) -> tuple[str | None, ...]:
    """The cells of an input row as they stood, and the added cells. `used`: `editions_used`."""
    best = next((alert for alert in outcome.alerts if not alert.silent), None)
    return (
        *outcome.row.cells,
        outcome.status.answer,
        best.list if best else None,
        best.entity.name if best else None,
        format(best.score, "f") if best else None,
        _reason(outcome.status, outcome.alerts),
        used,
    )


def editions_used(editions: Sequence[Edition]) -> str:
    """The editions, in one cell."""
    return "; ".join(edition_words(edition) for edition in editions)


def explanation_rows(outcome: Outcome) -> Iterator[tuple[str | None, ...]]:
    """The rows of EXPLANATION: of every alert and near miss its start, its rows, and the sum so far."""
    for alert in (*outcome.alerts, *outcome.near):
        told = explain(alert)
        head = (
            *(str(outcome.row.number), alert.id, alert.subject.name, alert.label, alert.kind.value),
            *(alert.list, alert.entity.name, format(alert.score, "f"), "yes" if alert.exact else "no"),
        )
        start = format(told.start, "f")
        yield (*head, "0", "start", told.start_words, told.name_a, told.name_b, start, start)
        for line in told.lines:
            weights = format(line.weight, "f"), format(line.total, "f")
            yield (*head, str(line.number), line.part, line.rule, line.a or None, line.b or None, *weights)


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


def marked(table: Source) -> bool:
    """Should a CSV written beside this input carry a byte-order mark? As the input does, or a Chinese code page."""
    return table.encoding not in {None, _PLAIN}


def _reason(status: Status, found: Sequence[Alert]) -> str:
    standing = [alert for alert in found if not alert.silent]
    if not standing:
        return status.reason
    return " | ".join(
        f"{alert.text} {tell_memory(alert.memory)}" if alert.memory else alert.text for alert in standing
    )


def document(
    roster: Roster, screener: Screener, counts: Counts, notes: Sequence[Any], *, version: str, as_of: str
) -> dict[str, Any]:
    """The JSON document of `tieback screen --json`, but for its parties (`party_document`)."""
    return {
        "schema": "tieback.screen/1",
        "version": version,
        "as_of": as_of,
        "notes": plain(list(notes)),
        "mapping": [{"header": header, "column": column} for header, column in roster.mapping],
        "editions": [codec.row(edition) for edition in screener.editions],
        "threshold": plain(screener.threshold),
        "counts": {
            "rows": counts.rows,
            "screened": counts.screened,
            "unread": counts.unread,
            "alerts": counts.alerts,
        },
        "silent": counts.silent,  # of the alerts
    }


def party_document(outcome: Outcome, *, near: bool = False) -> dict[str, Any]:
    """One row of the JSON document's `parties`. `near`: with near misses."""
    row = outcome.row
    told = {
        "row": row.number,
        "id": row.party.id if row.party else None,
        "name": row.party.name if row.party else None,
        "status": outcome.status.answer,
        "reason": outcome.status.reason,
        "alerts": [plain(alert) for alert in outcome.alerts],
    }
    return told | ({"near": [plain(alert) for alert in outcome.near]} if near else {})
