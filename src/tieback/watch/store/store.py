"""The store below one folder: `watch.sqlite3` with everything that was found, `vault/` with the bytes it was found in.

Promises that what a transaction acknowledged is there after a crash, that a transaction cut short left nothing, and
that doing it again doubles nothing. One process writes at a time; others wait, and read what was last acknowledged.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.proof.vault import Vault

FILE = "watch.sqlite3"
_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """What is watched: `kind` feed | sitemap | page | list | file."""

    id: int
    kind: str
    url: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt. `outcome`: new | unchanged | absent (not delivered) | refused | unread (nothing could be read)."""

    source: int
    url: str
    at: datetime
    outcome: str
    final_url: str | None = None
    document: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What a person decided, e.g. kind "mute" about subject "story:12"."""

    id: int
    at: datetime
    by: str | None
    kind: str
    subject: str
    body: Any


class Store:
    """The store at `root`; None: `tieback/watch` of the user's data folder, XDG_DATA_HOME respected. A context manager."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or user_root()
        self.vault = Vault(self.root / "vault")
        self.root.mkdir(parents=True, exist_ok=True)
        self.db = _open(self.root / FILE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not acknowledged is dropped."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing. Within another one: a part of that."""
        if self.db.in_transaction:
            yield self.db
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
            self.db.execute("COMMIT")
        except BaseException as error:
            _roll_back(self.db)
            if isinstance(error, sqlite3.OperationalError):
                raise _unusable(self.root / FILE, error) from error
            raise

    def add_source(self, kind: str, url: str, title: str | None, at: datetime) -> Source:
        """Watch `url` from now on; one that is watched already stays as it is."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO source (kind, url, title, added_at) VALUES (?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
                (kind, url, title, plain(at)),
            )
            row = db.execute("SELECT id, kind, url, title FROM source WHERE url = ?", (url,)).fetchone()
        return Source(*row)

    def sources(self, *, stopped: bool = False) -> tuple[Source, ...]:
        """What is watched, in the order it was added; with `stopped` also what no longer is."""
        rows = self.db.execute("SELECT id, kind, url, title FROM source ORDER BY id")
        every = [Source(*row) for row in rows]
        if stopped:
            return tuple(every)
        last = {act.subject: act.kind for act in self.acts("stop", "resume")}
        return tuple(source for source in every if last.get(source.url) != "stop")

    def add_document(self, data: bytes, content_type: str | None, at: datetime) -> str:
        """Keep bytes; their digest. They are in the vault before any row says so."""
        digest = self.vault.put(data)
        with self.transaction() as db:
            db.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (digest, len(data), content_type, plain(at)),
            )
        return digest

    def add_fetch(self, fetch: Fetch) -> int:
        """Record an attempt; its number."""
        with self.transaction() as db:
            done = db.execute(
                "INSERT INTO fetch (source, url, final_url, at, outcome, document, etag, last_modified, detail)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    fetch.source,
                    fetch.url,
                    fetch.final_url,
                    plain(fetch.at),
                    fetch.outcome,
                    fetch.document,
                    fetch.etag,
                    fetch.last_modified,
                    fetch.detail,
                ),
            )
        return int(done.lastrowid or 0)

    def fetches(self, source: int, *, url: str | None = None, limit: int = 50) -> tuple[Fetch, ...]:
        """The last attempts of a source, newest first; `url`: only those for one address of it."""
        rows = self.db.execute(
            "SELECT source, url, at, outcome, final_url, document, etag, last_modified, detail FROM fetch"
            " WHERE source = ? AND (? IS NULL OR url = ?) ORDER BY id DESC LIMIT ?",
            (source, url, url, limit),
        )
        return tuple(Fetch(row[0], row[1], instant(row[2]), *row[3:]) for row in rows)

    def add_act(self, kind: str, subject: str, body: Any, at: datetime, by: str | None = None) -> int:
        """Record a decision; its number. `body` is plain JSON."""
        with self.transaction() as db:
            done = db.execute(
                "INSERT INTO act (at, by, kind, subject, body) VALUES (?, ?, ?, ?, ?)",
                (plain(at), by, kind, subject, json.dumps(body, ensure_ascii=False, sort_keys=True)),
            )
        return int(done.lastrowid or 0)

    def acts(self, *kinds: str) -> tuple[Act, ...]:
        """Decisions of these kinds (none given: all), in their order."""
        rows = self.db.execute("SELECT id, at, by, kind, subject, body FROM act ORDER BY id")
        return tuple(
            Act(row[0], instant(row[1]), row[2], row[3], row[4], json.loads(row[5]))
            for row in rows
            if not kinds or row[3] in kinds
        )


def instant(text: str) -> datetime:
    """An instant as the store writes it."""
    return datetime.fromisoformat(text)


def user_root() -> Path:
    """The store of this user. The environment is read at every call."""
    from platformdirs import user_data_path

    return user_data_path("tieback") / "watch"


def _open(path: Path) -> sqlite3.Connection:
    """The database, made ready. Raises Refused where the file is none."""
    try:
        db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cache_size = -65536")  # KiB: indexes of a year stay in memory while a run writes
        # 64 MiB in pages: each checkpoint writes all over the file
        db.execute("PRAGMA wal_autocheckpoint = 16384")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA trusted_schema = OFF")
        for name in _schemas():
            db.executescript(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    except sqlite3.OperationalError as error:
        db.close()
        raise _unusable(path, error) from error
    except sqlite3.DatabaseError as error:
        db.close()
        raise Refused(
            f"not a store of watch ({error})", str(path), remedy="move it away and update again"
        ) from error
    return db


def _roll_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:  # a full disk may have ended it already
        db.execute("ROLLBACK")


def _unusable(path: Path, error: sqlite3.OperationalError) -> Refused:
    """The disk is full, the folder may not be written, somebody else holds the file: what was kept stays."""
    return Refused(
        f"cannot be used now ({error})", str(path), remedy="check room and permissions, then run it again"
    )


def _schemas() -> list[str]:
    """schema.sql first, then those of the other parts by name."""
    names = sorted(entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".sql"))
    return sorted(names, key=lambda name: name != "schema.sql")
