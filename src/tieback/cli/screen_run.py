"""One screening of a file: its rows once through, into everything that was asked for.

What is written is there whole or, where the run is stopped, not at all.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tieback import __version__
from tieback.cli.alert_lines import print_alerts
from tieback.cli.party_file import said, say
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.cli.desk import Desk
    from tieback.cli.recording import Recording
    from tieback.model.record import Note
    from tieback.screen.report import Gathered
    from tieback.screen.roster import Roster
    from tieback.screen.screening import Screener
    from tieback.screen.sink import Sink

_SHOWN = 40  # alerts printed; all of them are in --out, --report and --json
_EXPLAINED = 20  # with --explain
_NOTES_SAID = 20  # about rows; --json and --report have more
_NOTES_KEPT = 1000
_ENTITIES = ".ftm.json"  # FollowTheMoney entities


def _kind_of(path: Path) -> str:
    """How an output is written: "ftm" or "table". Raises Refused for a suffix that is neither."""
    from tieback.table.write import SUFFIXES

    if path.name.lower().endswith(_ENTITIES):
        return "ftm"
    if path.suffix.lower() not in SUFFIXES:
        suffix = path.suffix or "a file without suffix"
        raise Refused(f"cannot write {suffix}", str(path), remedy=f"use {', '.join((*SUFFIXES, _ENTITIES))}")
    return "table"


class ScreenRun:
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
        print_alerts(best, explain=explain, word="alert")
        if missed.seen:
            sys.stdout.write("\nnear misses, below the threshold:\n")
            print_alerts(missed, explain=explain, word="near miss")

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
            say(f"and {self._unsaid} more rows with remarks; --json and --report name them")
        for path, _ in self._files:
            say(f"wrote {self._counts.rows} rows to {path}")
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
        told = len(self._notes) - len(self._roster.notes)
        if told < _NOTES_SAID:
            say(said(note))
        else:
            self._unsaid += 1
        if told < _NOTES_KEPT:
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
        say(f"wrote the report to {path}")

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
        yield f"{answers}; {counts.alerts} alert{'s' * (counts.alerts != 1)} at threshold {self._screener.threshold}{silent}"
        if self._desk is not None:
            yield from self._desk.lines()
