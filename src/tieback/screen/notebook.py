"""Screening from Python: `Screen()` holds the lists ready, `.name(...)` asks about one name, `.table(...)` about many.

The same engine, words and scores as `tieback screen`; results show themselves in a notebook with their alignment.
Nothing is written and nothing is sent anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import Any

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.party import Party
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.screen.alignment import explain
from tieback.screen.bridge import figure, stylesheet
from tieback.screen.explanation import edition_words
from tieback.screen.neighbour import Neighbour, Neighbours
from tieback.screen.outcome import Outcome, outcome_of, outcomes
from tieback.screen.output import party_document, table_row
from tieback.screen.roster import read_roster
from tieback.screen.roster_row import RosterRow
from tieback.screen.screening import Screener
from tieback.screen.terminal import described, plain_line
from tieback.table.cell import CellError, parse_country, parse_identifiers
from tieback.table.grid import Table, TableRow

_SHOWN = 20  # results of a table that a notebook shows part by part
HEADS = ("asked", "listed")


@dataclass(frozen=True, slots=True)
class Result:
    """The answer about one party: `status` is "possible match", "unknown" or "none found", and `reason` says why."""

    outcome: Outcome

    @property
    def name(self) -> str:
        """The name asked about, "" for a row without one."""
        return self.outcome.row.party.name if self.outcome.row.party else ""

    @property
    def row(self) -> int:
        """The row of the table, the first one being 1; 1 for a single name."""
        return self.outcome.row.number

    @property
    def status(self) -> str:
        """What may be said."""
        return self.outcome.status.answer

    @property
    def reason(self) -> str:
        """Why, in one line."""
        return self.outcome.status.reason

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Every possible match, the strongest first."""
        return self.outcome.alerts

    @property
    def near(self) -> tuple[Alert, ...]:
        """What came near an alert without being one; empty unless asked for."""
        return self.outcome.near

    def to_dict(self) -> dict[str, Any]:
        """The answer as `tieback screen --json` gives it."""
        return party_document(self.outcome, near=bool(self.near))

    def explain(self) -> str:
        """Every alert part by part, as text: weights and start add up to the score."""
        blocks = []
        for alert in (*self.alerts, *self.near):
            lines = described(
                explain(alert), HEADS, f"score {alert.score}{', exact by rule' if alert.exact else ''}"
            )
            title = f"{alert.label}, {alert.kind.value}, {alert.list}: {alert.rule}"
            blocks.append("\n".join([title, *map(plain_line, lines)]))
        return "\n\n".join(blocks)

    def __repr__(self) -> str:
        found = "".join(
            f"\n  {alert.label}  {alert.score}  {alert.list}: {alert.name_b} ({alert.rule})"
            for alert in (*self.alerts, *self.near)
        )
        return f"{self.name!r}: {self.status}" + (found or f"\n  {self.reason}")

    def _repr_html_(self) -> str:
        return f"<div class='tieback'>{_style()}{self._body()}</div>"

    def _body(self) -> str:
        told = "".join(map(_block, (*self.alerts, *self.near))) or f"<p>{escape(self.reason)}</p>"
        return f"<section><h4>{escape(self.name or 'no name')}: {escape(self.status)}</h4>{told}</section>"


class Results(Sequence[Result]):
    """The answers about a table, row by row, in its order."""

    def __init__(self, results: Iterable[Result], header: Sequence[str], used: str) -> None:
        self._results = tuple(results)
        self._header = tuple(header)
        self._used = used

    def __len__(self) -> int:
        return len(self._results)

    def __getitem__(self, at: Any) -> Any:
        return self._results[at]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by status."""
        told: dict[str, int] = {}
        for result in self._results:
            told[result.status] = told.get(result.status, 0) + 1
        return told

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every row with its own columns and status, list, entity, score, reason and editions, all as text."""
        from tieback.screen.output import added_header

        names = added_header(self._header)
        return [
            dict(zip(names, table_row(result.outcome, self._used), strict=True)) for result in self._results
        ]

    def to_polars(self) -> Any:
        """The same as a polars DataFrame."""
        import polars as pl

        return pl.DataFrame(self.to_dicts(), infer_schema_length=None)

    def __repr__(self) -> str:
        counted = ", ".join(f"{count} {status}" for status, count in sorted(self.counts.items()))
        lines = [f"{len(self)} rows: {counted or 'none'}"]
        lines += [repr(result) for result in self._results if result.alerts][:_SHOWN]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        shown = [result for result in self._results if result.alerts or result.near]
        counted = ", ".join(f"{count} {escape(status)}" for status, count in sorted(self.counts.items()))
        more = f"<p>and {len(shown) - _SHOWN} more rows with alerts</p>" if len(shown) > _SHOWN else ""
        bodies = "".join(result._body() for result in shown[:_SHOWN])
        return f"<div class='tieback'>{_style()}<p>{len(self)} rows: {counted}</p>{bodies}{more}</div>"


class Screen:
    """Lists made ready once, to be asked any number of times.

    `lists`: ids of installed lists, or editions; default: every list that has an edition. `threshold`: least score of
    an alert, 0 to 1 (default 0.60); exact matches are alerts whatever it is. Raises Refused for a list that is not
    installed. Nothing found is "none found" only if every list is complete; else it is "unknown", and says so.
    """

    def __init__(
        self,
        lists: Sequence[str | Edition] | None = None,
        *,
        threshold: Decimal | float | str | None = None,
    ) -> None:
        self._editions = tuple(_editions(lists))
        self._threshold = None if threshold is None else Decimal(str(threshold))
        if self._threshold is not None and not 0 <= self._threshold <= 1:
            raise Refused("a threshold is a number between 0 and 1")

    @cached_property
    def _screener(self) -> Screener:
        return Screener(self._editions, threshold=self._threshold)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions asked."""
        return self._editions

    @property
    def threshold(self) -> Decimal:
        """The least score of an alert."""
        return self._screener.threshold

    def name(
        self,
        name: str,
        *,
        local: str | None = None,
        country: str | None = None,
        address: str | None = None,
        identifiers: str | None = None,
        near: bool = False,
    ) -> Result:
        """Ask about one name.

        `local`: the same name in another script, or further names joined by "|". `country`: a code or a name,
        English or Chinese. `identifiers`: "uscc: ...; lei: ...". `near`: also near misses. Raises Refused for a
        country that is none.
        """
        try:
            code = parse_country(country) if country else None
            numbers = parse_identifiers(identifiers) if identifiers else ()
        except CellError as fault:
            raise Refused(str(fault)) from fault
        party = Party("asked", name, local, country=code, identifiers=numbers)
        sites = (Site("asked/address", "asked", None, address, None, code),) if address else ()
        return Result(outcome_of(RosterRow(1, party, sites), self._screener, near=near))

    def table(self, data: Any, *, near: bool = False) -> Results:
        """Ask about every row of a table: a polars or pandas DataFrame, or a list of dicts; any column names.

        Columns are recognised as `tieback screen` does; parents stated in the table are followed. Raises Refused if
        no column can hold names.
        """
        table = _table(data)
        roster = read_roster(table)
        screener = Screener(self._editions, threshold=self._threshold, records=roster.records())
        used = "; ".join(map(edition_words, self._editions))
        return Results(map(Result, outcomes(roster, screener, near=near)), table.header, used)

    def nearest(self, name: str, most: int = 20) -> list[Neighbour]:
        """The listed names most like this one, likest first, whatever their score: to look something up, no alert."""
        return self._neighbours.of([name], most)[0]

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._editions)

    def __repr__(self) -> str:
        return f"Screen({', '.join(map(edition_words, self._editions)) or 'no list'}; threshold {self.threshold})"


def _editions(lists: Sequence[str | Edition] | None) -> Iterator[Edition]:
    from tieback.lists.store import Store

    store = Store()
    if lists is None:
        yield from store.current_all()
        return
    for item in [lists] if isinstance(lists, str) else lists:
        edition = item if isinstance(item, Edition) else store.current(item)
        if edition is None:
            remedy = f"lists with an edition: {', '.join(store.list_ids()) or 'none'}"
            raise Refused(f"no edition of list {item} is installed", remedy=remedy)
        yield edition


def _table(data: Any) -> Table:
    header, rows = _cells(data)
    numbered = (TableRow(number, tuple(map(_text, row))) for number, row in enumerate(rows, start=1))
    return Table("table", None, tuple(map(str, header)), tuple(numbered), None, header_row=0)


def _cells(data: Any) -> tuple[Sequence[Any], Iterable[Sequence[Any]]]:
    if hasattr(data, "iter_rows") and hasattr(data, "columns"):  # polars
        return list(data.columns), data.iter_rows()
    if hasattr(data, "itertuples") and hasattr(data, "columns"):  # pandas
        return list(data.columns), data.itertuples(index=False, name=None)
    rows = list(data)
    if not all(isinstance(row, Mapping) for row in rows):
        raise TypeError("a table is a polars or pandas DataFrame, or a list of dicts")
    header = list(dict.fromkeys(key for row in rows for key in row))
    return header, ([row.get(key) for key in header] for row in rows)


def _text(value: Any) -> str | None:
    from tieback.table.structured import plain_text

    return None if value is None or value != value else plain_text(value)


def _block(alert: Alert) -> str:
    tags = " · ".join(
        (alert.label + (", exact" if alert.exact else ""), alert.kind.value, alert.list, alert.rule)
    )
    return (
        f"<article><p class='tags'>{escape(tags)} <b>{alert.score}</b></p>{figure(explain(alert), HEADS)}"
        f"<p>{escape(alert.text)}</p></article>"
    )


def _style() -> str:
    """The rules, inside `.tieback` so that they touch nothing else of a notebook."""
    own = (
        "max-width: 68rem; font-family: system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif; color: #1c2126; "
        "background: #fff; padding: .2rem .6rem; text-align: left; h4 { margin: .6rem 0 .2rem; } "
        "article { border-left: 4px solid var(--for); padding: .1rem .9rem; margin: .5rem 0 .9rem; } "
        ".tags { color: #5f6974; margin: 0; } .tags b { color: #1c2126; font-size: 1.15em; } "
    )
    return f"<style>.tieback {{ {own}{stylesheet().replace(':root {', '& {')} }}</style>"
