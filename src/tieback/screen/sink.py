"""Where the rows of a screening go as they come: a table with an explanation sheet, one JSON document, a summary.

Each takes outcomes one by one and holds no more than it shows, so that a file may be of any length. What is written
to a file is there whole or not at all.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from heapq import heappush, heappushpop
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TextIO

from tieback.model.alert import Alert
from tieback.screen.outcome import Outcome
from tieback.screen.output import (
    EXPLANATION,
    added_header,
    editions_used,
    explanation_rows,
    marked,
    party_document,
    table_row,
)
from tieback.screen.roster import Roster
from tieback.screen.screening import Screener
from tieback.table.write import Layout, open_table

Sink = Callable[[Outcome], None]
_HELD_BYTES = 32_000_000  # of a JSON document, before it is kept on disk


@contextmanager
def to_table(path: Path, roster: Roster, screener: Screener, rows: int | None = None) -> Iterator[Sink]:
    """Every row with its answer, in the format of the suffix; a workbook gets a sheet with every explanation."""
    table = roster.table
    sheet = table.sheet or "Sheet1"
    other = "explanation" if sheet.casefold() != "explanation" else "explanation 2"
    layout = Layout(sheet, bom=marked(table), others={other: EXPLANATION}, rows=rows)
    used = editions_used(screener.editions)
    with open_table(path, added_header(table.header), layout) as writer:

        def take(outcome: Outcome) -> None:
            writer.write(table_row(outcome, used))
            if path.suffix.lower() == ".xlsx":
                for row in explanation_rows(outcome):
                    writer.write_other(other, row)

        yield take


class ToDocument:
    """The `parties` of the JSON document, kept aside until the counts that stand before them are known."""

    def __init__(self, *, near: bool = False) -> None:
        self._near = near
        self._kept: IO[str] = SpooledTemporaryFile(_HELD_BYTES, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by `print`
        self._begun = False

    def __call__(self, outcome: Outcome) -> None:
        """One more row."""
        told = json.dumps(party_document(outcome, near=self._near), ensure_ascii=False, indent=1)
        self._kept.write((",\n  " if self._begun else "\n  ") + told.replace("\n", "\n  "))
        self._begun = True

    def print(self, head: Mapping[str, Any], stream: TextIO) -> None:
        """Write the whole document: `head` and then the parties."""
        start = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
        stream.write(f'{start},\n "parties": [')
        self._kept.seek(0)
        while text := self._kept.read(1 << 20):
            stream.write(text)
        stream.write("\n ]\n}\n" if self._begun else "]\n}\n")
        self._kept.close()


class Strongest:
    """The strongest alerts that are not silent, at most `most`, with the row of each; how many there were."""

    def __init__(self, most: int, *, near: bool = False) -> None:
        self._most = most
        self._near = near
        self._heap: list[tuple[tuple[Any, ...], int, Alert]] = []
        self.seen = 0

    def __call__(self, outcome: Outcome) -> None:
        """One more row."""
        for alert in outcome.near if self._near else outcome.alerts:
            if alert.silent:
                continue
            self.seen += 1
            # the count breaks ties in favour of what came first
            item = ((alert.exact, alert.score, -outcome.row.number, -self.seen), outcome.row.number, alert)
            if len(self._heap) < self._most:
                heappush(self._heap, item)
            elif self._most:
                heappushpop(self._heap, item)

    def ranked(self) -> list[tuple[int, Alert]]:
        """Row and alert, the strongest first."""
        return [(row, alert) for _, row, alert in sorted(self._heap, key=lambda item: item[0], reverse=True)]
