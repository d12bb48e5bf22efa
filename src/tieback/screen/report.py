"""The screening as one HTML file: no JavaScript, nothing loaded from elsewhere, everything escaped."""

from collections.abc import Sequence
from importlib.resources import files

from tieback.lists.edition import Edition
from tieback.model.alert import Alert, Alignment
from tieback.screen.explanation import edition_words, missing_words
from tieback.screen.output import outcome
from tieback.screen.roster import Roster
from tieback.screen.screening import Screening
from tieback.screen.status import NONE_FOUND, POSSIBLE, UNKNOWN


def report(
    roster: Roster, screening: Screening, editions: Sequence[Edition], *, version: str, as_of: str
) -> str:
    """The report as HTML text."""
    from jinja2 import Environment

    source = files("tieback.screen").joinpath("report.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    statuses = {status.party: status for status in screening.statuses}
    alerts = {alert.id: alert for alert in screening.alerts}
    told = [(row, outcome(row, statuses)) for row in roster.rows]
    return template.render(
        file=roster.table.file,
        version=version,
        as_of=as_of,
        threshold=format(screening.threshold, "f"),
        editions=[(edition_words(edition), _standing(edition), edition) for edition in editions],
        counts=[(answer, sum(1 for _, status in told if status.answer == answer)) for answer in _ANSWERS],
        notes=roster.notes,
        mapping=roster.mapping,
        matches=[
            (row, status, [(alerts[key], _sides(alerts[key])) for key in status.alerts])
            for row, status in told
            if status.alerts
        ],
        others=[(row, status) for row, status in told if not status.alerts],
    )


_ANSWERS = (POSSIBLE, UNKNOWN, NONE_FOUND)


def _standing(edition: Edition) -> str:
    return f"complete, {edition.entries} entries" if edition.complete else missing_words(edition)


def _sides(alert: Alert) -> list[tuple[str, Alignment, str]]:
    """The alignment as rows: what stood in the party's text, the row, what stood in the list's."""
    return [(alert.name_a[slice(*row.a)], row, alert.name_b[slice(*row.b)]) for row in alert.alignment]
