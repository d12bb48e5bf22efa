"""Invented items for the tests of the stage: every name, outlet and event is made up."""

from datetime import UTC, datetime, timedelta

from tieback.model.story import Item

START = datetime(2026, 6, 1, 6, tzinfo=UTC)
REPORT = (
    "The Example Customs Office detained twelve containers of cotton yarn made by EXAMPLE Kestrel Mills on Monday, it said. "
    "Inspectors found wage slips that did not match the names of workers on the night shift. "
    "The company denied that anybody is forced to work and said it would hand over its payroll."
)


def item(id_: str, title: str, body: str, hours: float = 0, source: str | None = None) -> Item:
    """A news item, `hours` after the first of June; from an outlet of its own unless one is given."""
    text = f"{title}\n\n{body}"
    at = START + timedelta(hours=hours)
    return Item(id_, "news", source or f"EXAMPLE Daily {id_}", None, title, text, at)
