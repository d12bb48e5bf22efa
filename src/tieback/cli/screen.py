"""`tieback screen FILE`: a file of parties against the lists. Every row of the file is a row of the answer.

Rows are read, screened and written one by one: a file may be of any length. What is written is there whole or,
where the run is stopped, not at all.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.cli.desk import Desk
    from tieback.cli.recording import Recording
    from tieback.lists.edition import Edition
    from tieback.model.alert import Alert
    from tieback.model.party import Party
    from tieback.model.record import Note
    from tieback.model.site import Site
    from tieback.screen.report import Gathered
    from tieback.screen.roster import Roster
    from tieback.screen.screening import Screener
    from tieback.screen.sink import Sink, Strongest

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SHOWN = 40  # alerts printed; all of them are in --out, --report and --json
_EXPLAINED = 20  # with --explain
_NOTES_SAID = 20  # about rows; --json and --report have more
_NOTES_KEPT = 1000
_ENTITIES = ".ftm.json"  # FollowTheMoney entities
_INTERRUPTED = 130  # as a shell says it
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
        roster = _read(file)
        screener = _screener(chosen_editions(lists or []), least, roster, opened)
        run = _Run(roster, screener, as_of.isoformat(), near=near, desk=opened)
        run.to_files(file, out or [], report)
        if record is not None:
            run.to_record(file, record)
        if json:
            run.to_document()
        else:
            run.to_summary(explain=explain)
    except KeyboardInterrupt:
        _say("\ntieback screen: interrupted; nothing was written")
        raise SystemExit(_INTERRUPTED) from None


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _said(note: "Note") -> str:
    where = f" row {note.row}" if note.row is not None else ""
    effect = "" if note.effect == "none" else f"; {note.effect}"
    return f"{note.file}{where}: {note.reason}{effect}"


def _read(file: Path) -> "Roster":
    from tieback.screen.roster import describe_mapping, read_roster
    from tieback.table.stream import open_source

    if not file.is_file():
        raise Refused("there is no such file", str(file), remedy="give the path of a table of parties")
    roster = read_roster(open_source(file))
    _say(f"{roster.table.file}: columns read as {describe_mapping(roster.mapping)}")
    for note in roster.notes:
        _say(_said(note))
    return roster


def read_parties(file: Path) -> "tuple[tuple[Party, ...], tuple[Site, ...]]":
    """The parties of a file and their addresses, with what the reader should know said on stderr."""
    roster = _read(file)
    for row in roster.rows:
        for note in roster.remarks(row):
            _say(_said(note))
    return roster.parties, roster.sites


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


def _kind_of(path: Path) -> str:
    """How an output is written: "ftm" or "table". Raises Refused for a suffix that is neither."""
    from tieback.table.write import SUFFIXES

    if path.name.lower().endswith(_ENTITIES):
        return "ftm"
    if path.suffix.lower() not in SUFFIXES:
        suffix = path.suffix or "a file without suffix"
        raise Refused(f"cannot write {suffix}", str(path), remedy=f"use {', '.join((*SUFFIXES, _ENTITIES))}")
    return "table"


class _Run:
    """One screening: the rows once through, into everything that was asked for."""

    def __init__(
        self, roster: "Roster", screener: "Screener", as_of: str, *, near: bool, desk: "Desk | None" = None
    ) -> None:
        from tieback.screen.outcome import Counts

        self._roster, self._screener, self._as_of, self._near = roster, screener, as_of, near
        self._desk = desk
        self._record: tuple[Path, Recording] | None = None
        self._files: list[tuple[Path, str]] = []
        self._report: Path | None = None
        self._notes: list[Note] = list(roster.notes)
        self._unsaid = 0
        self._counts: Counts = Counts()

    def to_files(self, file: Path, out: Sequence[Path], report: Path | None) -> None:
        """Which files are to be written. Raises Refused before anything is screened for what cannot be."""
        from tieback.table.write import keep_input

        for path in (*out, *([report] if report else [])):
            keep_input(path, file)
            if not path.absolute().parent.is_dir():
                raise Refused("there is no such folder", str(path.parent), remedy="make it, or name another")
        self._files = [(path, _kind_of(path)) for path in out]
        self._report = report

    def to_record(self, file: Path, path: Path) -> None:
        """A signed record is wanted of the search of `file`. Raises Refused for a path that cannot be one."""
        from tieback.cli.recording import Recording
        from tieback.table.write import keep_input

        recording = Recording(path)
        for target in (path, recording.page):
            keep_input(target, file)
            if not target.absolute().parent.is_dir():
                raise Refused(
                    "there is no such folder", str(target.parent), remedy="make it, or name another"
                )
        self._record = file, recording

    def to_document(self) -> None:
        """Screen, and print the JSON document."""
        from tieback.screen.output import document
        from tieback.screen.sink import ToDocument

        parties = ToDocument(near=self._near)
        self._through([parties])
        head = document(
            self._roster, self._screener, self._counts, self._notes, version=__version__, as_of=self._as_of
        )
        if self._desk is not None:
            head["changes"] = self._desk.changes()
        parties.print(head, sys.stdout)

    def to_summary(self, *, explain: bool) -> None:
        """Screen, and print one screen of what was found."""
        from tieback.screen.sink import Strongest

        best = Strongest(_EXPLAINED if explain else _SHOWN)
        missed = Strongest(_EXPLAINED if explain else _SHOWN, near=True)
        self._through([best, missed] if self._near else [best])
        sys.stdout.write("".join(f"{line}\n" for line in self._summary()))
        _print_alerts(best, explain=explain, word="alert")
        if missed.seen:
            sys.stdout.write("\nnear misses, below the threshold:\n")
            _print_alerts(missed, explain=explain, word="near miss")

    def _through(self, sinks: "list[Sink]") -> None:
        """Every row into every sink, and every file whole."""
        from tieback.cli.progress import Progress
        from tieback.screen.entity_output import to_entities
        from tieback.screen.outcome import outcomes
        from tieback.screen.report import Gathered
        from tieback.screen.sink import to_table

        total = getattr(self._roster.table, "count", None)
        if total is None:
            total = sum(1 for _ in self._roster.table.rows)
        gathered = Gathered()
        with ExitStack() as stack, Progress("screened", total) as progress:
            sinks = list(sinks)
            for path, kind in self._files:
                opened = (
                    to_entities(path, self._screener)
                    if kind == "ftm"
                    else to_table(path, self._roster, self._screener, total)
                )
                sinks.append(stack.enter_context(opened))
            if self._report is not None:
                sinks.append(gathered.add)
            if self._record is not None:
                sinks.append(self._record[1])
            near = self._near or self._record is not None
            for outcome in outcomes(self._roster, self._screener, near=near):
                self._counts.add(outcome)
                for note in self._roster.remarks(outcome.row):
                    self._note(note)
                for sink in sinks:
                    sink(outcome)
                progress.tell(self._counts.rows)
        self._finish(gathered)

    def _finish(self, gathered: "Gathered") -> None:
        """What is written once every row is through: report, record, and what the desk's next run starts from."""
        if self._unsaid:
            _say(f"and {self._unsaid} more rows with remarks; --json and --report name them")
        for path, _ in self._files:
            _say(f"wrote {self._counts.rows} rows to {path}")
        if self._report is not None:
            self._write_report(self._report, gathered)
        if self._record is not None:
            file, recording = self._record
            head = self._desk.journal_head() if self._desk else None
            day = date.fromisoformat(self._as_of)
            recording.write(file, self._roster, self._screener, day, head, self._notes)
        if self._desk is not None:
            self._desk.close()

    def _note(self, note: "Note") -> None:
        said = len(self._notes) - len(self._roster.notes)
        if said < _NOTES_SAID:
            _say(_said(note))
        else:
            self._unsaid += 1
        if said < _NOTES_KEPT:
            self._notes.append(note)

    def _write_report(self, path: Path, gathered: "Gathered") -> None:
        from tieback.screen.report import Heading, report
        from tieback.table.write import replace

        heading = Heading(
            self._roster.table.file,
            __version__,
            self._as_of,
            format(self._screener.threshold, "f"),
            self._screener.editions,
            self._roster.mapping,
            self._notes,
            self._counts,
        )
        replace(path, report(heading, gathered).encode())
        _say(f"wrote the report to {path}")

    def _summary(self) -> Iterator[str]:
        """What was read, against what, with what result."""
        from tieback.screen.explanation import edition_words, missing_words

        counts, editions = self._counts, self._screener.editions
        yield f"{counts.rows} rows, {counts.screened} screened, {counts.unread} unread; as of {self._as_of}"
        for edition in editions:
            standing = f"{edition_words(edition)}: complete, {edition.entries} entries"
            yield f"  {standing if edition.complete else missing_words(edition)}"
        if not editions:
            yield "  no list has an edition: nothing can be found, nothing can be said; see `tieback lists update`"
        answers = ", ".join(
            f"{answer} {counts.answers.get(answer, 0)}"
            for answer in ("possible match", "unknown", "none found")
        )
        silent = f", {counts.silent} of them silent by decision" if counts.silent else ""
        yield f"{answers}; {counts.alerts} alerts at threshold {self._screener.threshold}{silent}"
        if self._desk is not None:
            yield from self._desk.lines()


def _print_alerts(best: "Strongest", *, explain: bool, word: str) -> None:
    """The strongest alerts, a line each, or part by part."""
    ranked = best.ranked()
    if not ranked:
        return
    sys.stdout.write("\n")
    if explain:
        from tieback.cli.paint import paint
        from tieback.screen.alignment import explain as explained
        from tieback.screen.terminal import described

        for row, alert in ranked:
            paint([[(f"row {row}: {alert.label}, {alert.kind.value}, {alert.list}: {alert.rule}", "bold")]])
            answer = f"score {alert.score}" + (", exact by rule" if alert.exact else "")
            paint([*described(explained(alert), ("in the file", "on the list"), answer), []])
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _alert_table(ranked)))
    if best.seen > len(ranked):
        more = f"... and {best.seen - len(ranked)} more: see --out, --report or --json"
        sys.stdout.write(f"{more}\n" if word == "alert" else f"{more} --near\n")


def _alert_table(ranked: "Sequence[tuple[int, Alert]]") -> Iterator[str]:
    from tieback.screen.terminal import visible
    from tieback.screen.text_table import aligned

    cells = [
        (
            str(row),
            visible(alert.name_a),
            alert.kind.value,
            "exact" if alert.exact else format(alert.score, "f"),
            alert.list,
            visible(alert.name_b),
            alert.rule,
        )
        for row, alert in ranked
    ]
    yield from aligned([_COLUMNS, *cells])
