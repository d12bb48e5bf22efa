"""`tieback screen FILE`: a file of parties against the lists. Every row of the file is a row of the answer."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.lists.edition import Edition
    from tieback.model.alert import Alert
    from tieback.model.party import Party
    from tieback.model.site import Site
    from tieback.screen.roster import Roster
    from tieback.screen.screening import Screening

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SHOWN = 40  # alerts printed; all of them are in --out, --report and --json
_PATIENCE_S = 2.0  # before progress is shown
_COLUMNS = ("row", "party", "kind", "score", "list", "listed as", "why")


def least_score(text: str | None) -> Decimal | None:
    """A threshold as given; None: the default."""
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as fault:
        raise typer.BadParameter("a threshold is a number between 0 and 1") from fault
    if not value.is_finite() or not 0 <= value <= 1:
        raise typer.BadParameter("a threshold is a number between 0 and 1")
    return value


@app.command()
def screen(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, JSON lines or Parquet; any column names")],
    lists: Annotated[
        list[str] | None,
        typer.Option("--list", metavar="ID", help="a list id; again for more (default: all)"),
    ] = None,
    threshold: Annotated[
        str | None, typer.Option(metavar="W", help="least score of an alert, 0 to 1 (default 0.60)")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="write the rows with the answers: .csv .tsv .xlsx .jsonl .parquet")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="write a report in HTML")] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Screen a file of parties against the current editions of the lists, and against the region's places."""
    from tieback.screen import output
    from tieback.screen import screening as stage
    from tieback.table.write import keep_input

    least = least_score(threshold)
    as_of = datetime.now(UTC).date().isoformat()
    roster = _read(file)
    for path in (out, report):
        if path is not None:
            keep_input(path, file)
    editions = chosen_editions(lists or [])
    with _progress(len(roster.parties)) as progress:
        result = stage.screen(roster.parties, roster.sites, editions, threshold=least, progress=progress)
    if out is not None:
        _write_table(out, roster, result, editions)
    if report is not None:
        _write_report(report, roster, result, editions, as_of)
    if json:
        import json as writer

        document = output.document(roster, result, editions, version=__version__, as_of=as_of)
        sys.stdout.write(writer.dumps(document, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _summary(roster, result, editions, as_of)))


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _read(file: Path) -> "Roster":
    from tieback.screen.roster import describe_mapping, read_roster
    from tieback.table.read import read_table

    if not file.is_file():
        raise Refused("there is no such file", str(file), remedy="give the path of a table of parties")
    roster = read_roster(read_table(file, keep_blank=True))
    _say(f"{roster.table.file}: columns read as {describe_mapping(roster.mapping)}")
    for note in roster.notes:
        where = f" row {note.row}" if note.row is not None else ""
        _say(f"{note.file}{where}: {note.reason}; {note.effect}")
    return roster


def read_parties(file: Path) -> "tuple[tuple[Party, ...], tuple[Site, ...]]":
    """The parties of a file and their addresses, with what the reader should know said on stderr."""
    roster = _read(file)
    return roster.parties, roster.sites


def chosen_editions(list_ids: Sequence[str]) -> "tuple[Edition, ...]":
    """The current editions of these lists, of all if none is named. Raises Refused for a list without one."""
    from tieback.lists.store import Store

    store = Store()
    if not list_ids:
        return store.current_all()
    found = []
    for list_id in dict.fromkeys(list_ids):
        edition = store.current(list_id)
        if edition is None:
            known = ", ".join(store.list_ids()) or "none"
            raise Refused(
                f"no edition of list {list_id} is installed",
                remedy=f"lists with an edition: {known}; see `tieback lists import`",
            )
        found.append(edition)
    return tuple(found)


def _write_table(path: Path, roster: "Roster", result: "Screening", editions: "Sequence[Edition]") -> None:
    from tieback.screen.output import added_header, marked, table_rows
    from tieback.table.write import write_table

    rows = table_rows(roster, result, editions)
    sheet = roster.table.sheet
    header = added_header(roster.table.header)
    write_table(path, header, rows, sheet=sheet or "Sheet1", bom=marked(roster.table))
    _say(f"wrote {len(roster.rows)} rows to {path}")


def _write_report(
    path: Path, roster: "Roster", result: "Screening", editions: "Sequence[Edition]", as_of: str
) -> None:
    from tieback.screen.report import report
    from tieback.table.write import replace

    html = report(roster, result, editions, version=__version__, as_of=as_of)
    replace(path, html.encode())
    _say(f"wrote the report to {path}")


@contextmanager
def _progress(total: int) -> "Iterator[Callable[[int], None] | None]":
    """A bar on stderr, only on a terminal and only once patience has run out."""
    if not sys.stderr.isatty():
        yield None
        return
    from time import monotonic

    started = monotonic()

    def tell(done: int) -> None:
        if monotonic() - started > _PATIENCE_S and (done % 50 == 0 or done == total):
            sys.stderr.write(f"\rscreened {done} of {total}" + ("\n" if done == total else ""))
            sys.stderr.flush()

    yield tell


def _summary(
    roster: "Roster", result: "Screening", editions: "Sequence[Edition]", as_of: str
) -> Iterator[str]:
    """One screen: what was read, against what, with what result, and the alerts."""
    from tieback.screen.explanation import edition_words, missing_words

    unread = sum(1 for row in roster.rows if row.party is None)
    yield f"{len(roster.rows)} rows, {len(roster.rows) - unread} screened, {unread} unread; as of {as_of}"
    for edition in editions:
        standing = f"{edition_words(edition)}: complete, {edition.entries} entries"
        yield f"  {standing if edition.complete else missing_words(edition)}"
    if not editions:
        yield "  no list has an edition: nothing can be found, nothing can be said; see `tieback lists update`"
    answers = ", ".join(
        f"{answer} {result.counts.get(answer, 0) + (unread if answer == 'unknown' else 0)}"
        for answer in ("possible match", "unknown", "none found")
    )
    yield f"{answers}; {len(result.alerts)} alerts at threshold {result.threshold}"
    if result.alerts:
        yield ""
        yield from _alert_table(roster, result.alerts)


def _alert_table(roster: "Roster", alerts: "Sequence[Alert]") -> Iterator[str]:
    from tieback.screen.text_table import aligned

    rows = {row.party.id: row.number for row in roster.rows if row.party is not None}
    rows |= {row.site.id: row.number for row in roster.rows if row.site is not None}
    shown = sorted(
        alerts, key=lambda alert: (not alert.exact, -alert.score, rows[alert.subject.id], alert.id)
    )
    cells = [
        (
            str(rows[alert.subject.id]),
            alert.name_a,
            alert.kind.value,
            "exact" if alert.exact else format(alert.score, "f"),
            alert.list,
            alert.name_b,
            alert.rule,
        )
        for alert in shown[:_SHOWN]
    ]
    yield from aligned([_COLUMNS, *cells])
    if len(alerts) > _SHOWN:
        yield f"... and {len(alerts) - _SHOWN} more: see --out, --report or --json"
