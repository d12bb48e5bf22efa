"""The desk of a file of parties: a folder with the journal of decisions, and a cache of the last screening.

`journal.jsonl` is evidence and is kept; `.tieback/screen.json` only saves work and may be deleted at any time.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieback.cli.matter import JOURNAL, desk_decisions

if TYPE_CHECKING:
    from tieback.lists.edition import Edition
    from tieback.screen.difference import Seen
    from tieback.screen.rescreening import Rescreener
    from tieback.screen.screening import Records
    from tieback.screen.state import State

_STATE = Path(".tieback", "screen.json")
_SHOWN = 20  # of each kind of change


class Desk:
    """A desk that is open for one run: `screener`, then `close`, then what changed."""

    def __init__(self, folder: Path, as_of: date) -> None:
        self._folder, self._as_of = folder, as_of
        self._decisions = desk_decisions(folder)
        self._before = self._read_state()
        self._screener: Rescreener | None = None

    def screener(
        self, editions: "Sequence[Edition]", threshold: Decimal | None, records: "Records"
    ) -> "Rescreener":
        """What screens for this desk; it starts from the last run where it can."""
        from tieback.screen.rescreening import Rescreener, usable

        if self._before is not None and not usable(self._before, threshold):
            _say("the rules or the threshold changed since the last run: everything is compared again")
        self._screener = Rescreener(
            editions,
            self._before,
            as_of=self._as_of,
            threshold=threshold,
            decisions=self._decisions,
            records=records,
        )
        return self._screener

    def close(self) -> None:
        """Keep what the next run starts from."""
        from tieback.screen.state import write_state

        if self._screener is not None:
            write_state(self._folder / _STATE, self._screener.state())

    def journal_head(self) -> str | None:
        """The digest of the journal's last entry; None for an empty journal."""
        from tieback.proof import journal

        entries = journal.read(self._folder / JOURNAL)
        return journal.head(entries) if entries else None

    def changes(self) -> dict[str, Any] | None:
        """What changed, as plain JSON; None where there was no run to start from."""
        from tieback.model.plain import plain

        if self._screener is None or self._screener.work.since is None:
            return None
        told = self._screener.difference()
        return {**plain(self._screener.work), **plain(told)}

    def lines(self) -> Iterator[str]:
        """What changed, for a person."""
        if self._screener is None:
            return
        work = self._screener.work
        if work.since is None:
            yield f"first run of this desk: {_count(work.pairs, 'pair')} of names compared"
            return
        told = self._screener.difference()
        changes = f"{_count(work.list_changes, 'list change')}, {_count(work.party_changes, 'party change')}"
        yield (
            f"since {work.since}: {changes}: {_count(work.pairs, 'pair')} compared; alerts: "
            f"{len(told.new)} new, {len(told.gone)} gone, {len(told.changed)} changed"
        )
        yield from _few("new", [_said(seen) for seen in told.new])
        yield from _few("gone", [_said(seen) for seen in told.gone])
        yield from _few("changed", [f"{_said(item.now)}, was {_weight(item.was)}" for item in told.changed])

    def _read_state(self) -> "State | None":
        from tieback.screen.state import Unusable, read_state

        path = self._folder / _STATE
        try:
            return read_state(path)
        except Unusable as fault:
            _say(f"{path} is set aside, {fault}: everything is compared again")
            return None


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _said(seen: "Seen") -> str:
    party = seen.subject_name or seen.subject_id
    return f"{party}: {seen.entity_name} on {seen.list} ({seen.kind}, {_weight(seen)})"


def _weight(seen: "Seen") -> str:
    return ("exact" if seen.exact else seen.score) + (", silent" if seen.silent else "")


def _few(word: str, texts: Sequence[str]) -> Iterator[str]:
    yield from (f"  {word:<7}  {text}" for text in texts[:_SHOWN])
    if len(texts) > _SHOWN:
        yield f"  {word:<7}  and {len(texts) - _SHOWN} more; --json names them"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
