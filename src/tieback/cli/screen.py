"""`tieback screen FILE`: a file of parties against the lists. Every row of the file is a row of the answer.

Rows are read, screened and written one by one: a file may be of any length.
"""

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tieback.cli.desk import Desk
    from tieback.lists.edition import Edition
    from tieback.screen.roster import Roster
    from tieback.screen.screening import Screener

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_INTERRUPTED = 130  # as a shell says it


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
    file: Annotated[
        Path | None,
        typer.Argument(help="CSV, TSV, XLSX, JSON lines, Parquet, FollowTheMoney; any column names"),
    ] = None,
    lists: Annotated[
        list[str] | None,
        typer.Option("--list", metavar="ID", help="a list id; again for more (default: all)"),
    ] = None,
    threshold: Annotated[
        str | None, typer.Option(metavar="W", help="least score of an alert, 0 to 1 (default 0.60)")
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            help="write the rows with the answers: .csv .tsv .xlsx .jsonl .parquet .ftm.json; may be repeated"
        ),
    ] = None,
    report: Annotated[Path | None, typer.Option(help="write a report in HTML")] = None,
    near: Annotated[
        bool, typer.Option("--near", help="also what came near an alert without being one")
    ] = False,
    desk: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="a folder with this desk's decisions; compare only what changed since"
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE.zip", help="write the signed record of this search, and a page"),
    ] = None,
    audit: Annotated[
        bool,
        typer.Option("--audit", help="instead: test yourself on a list (FILE is its id, or leave it out)"),
    ] = False,
    seed: Annotated[int, typer.Option(metavar="N", help="of --audit")] = 1,
    sample: Annotated[int, typer.Option(metavar="N", min=1, help="of --audit: names per habit")] = 200,
    explain: Annotated[bool, typer.Option("--explain", help="print every alert part by part")] = False,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Screen a file of parties against the current editions of the lists, and against the region's places."""
    from tieback.cli.party_file import chosen_editions, read_file, say
    from tieback.cli.screen_run import ScreenRun

    least = least_score(threshold)
    if audit:
        from tieback.cli.self_test import self_test

        chosen = chosen_editions([*([str(file)] if file else []), *(lists or [])])
        self_test(chosen, seed=seed, sample=sample, threshold=least, as_json=json)
        return
    if file is None:
        raise typer.BadParameter("name a file of parties", param_hint="FILE")
    as_of = datetime.now(UTC).date()
    try:
        opened = _open_desk(desk, as_of)
        roster = read_file(file)
        screener = _screener(chosen_editions(lists or []), least, roster, opened)
        run = ScreenRun(roster, screener, as_of.isoformat(), near=near, desk=opened)
        run.to_files(file, out or [], report)
        if record is not None:
            run.to_record(file, record)
        if json:
            run.to_document()
        else:
            run.to_summary(explain=explain)
    except KeyboardInterrupt:
        say("\ntieback screen: interrupted; nothing was written")
        raise SystemExit(_INTERRUPTED) from None


def _open_desk(folder: Path | None, as_of: date) -> "Desk | None":
    from tieback.cli.desk import Desk

    return Desk(folder, as_of) if folder is not None else None


def _screener(
    editions: "Sequence[Edition]", threshold: Decimal | None, roster: "Roster", desk: "Desk | None"
) -> "Screener":
    from tieback.screen.screening import Screener

    if desk is not None:
        return desk.screener(editions, threshold, roster.records())
    return Screener(editions, threshold=threshold, records=roster.records())
