"""`tieback screen --record FILE.zip`: the record of a search, sealed with the user's key, and its page beside it."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tieback import __version__
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tieback.model.record import Note
    from tieback.screen.outcome import Outcome
    from tieback.screen.roster import Roster
    from tieback.screen.screening import Screener

MOST_ROWS = 100_000  # a record is read by people, and held while it is made


class Recording:
    """A sink of outcomes that becomes a sealed record. Raises Refused for what cannot be one."""

    def __init__(self, path: Path) -> None:
        if path.suffix.lower() != ".zip":
            raise Refused("a search record is a sealed .zip", str(path), remedy="call it so")
        self._path = path
        self._outcomes: list[Outcome] = []

    @property
    def page(self) -> Path:
        """Where the page goes that people read."""
        return self._path.with_suffix(".html")

    def __call__(self, outcome: "Outcome") -> None:
        """One more row."""
        if len(self._outcomes) == MOST_ROWS:
            raise Refused(
                f"more than {MOST_ROWS:,} rows do not fit a record",
                str(self._path),
                remedy="record parts of the file",
            )
        self._outcomes.append(outcome)

    def write(
        self,
        file: Path,
        roster: "Roster",
        screener: "Screener",
        as_of: date,
        journal: str | None,
        notes: "Sequence[Note]",
    ) -> None:
        """Seal the record and write its page beside it."""
        from tieback.attest.bag import seal
        from tieback.lists import lock
        from tieback.proof import keys
        from tieback.proof.digest import sha256_file
        from tieback.screen.record import Search, document, dump, page
        from tieback.table.write import replace

        search = Search(
            file=file.name,
            sha256=sha256_file(file),
            size_bytes=file.stat().st_size,
            mapping=roster.mapping,
            editions=screener.editions,
            threshold=screener.threshold,
            as_of=as_of,
            version=__version__,
            journal=journal,
            notes=notes,
        )
        record = document(search, self._outcomes)
        html = page(record).encode("utf-8", "replace")
        files = {
            "record.json": dump(record),
            "record.html": html,
            "editions.lock": lock.write(screener.editions),
        }
        name = " ".join("".join(c if c.isprintable() else " " for c in file.name).split())
        case = f"Search record, not a clearance: {name or 'file'}"
        sealed = seal(
            files, case=case, as_of=as_of, version=__version__, key=keys.own_key(), required=("record.json",)
        )
        replace(self._path, sealed)
        replace(self.page, html)
        sys.stderr.write(f"wrote the search record to {self._path}, and its page to {self.page}\n")
