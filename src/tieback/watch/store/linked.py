"""Links of versions, kept as long as rules, tables and the parties watched stay the same: a feed of many thousands of
items finds each once."""

import json
from typing import Any, Self

from tieback.model.plain import plain
from tieback.model.story import Link, LinkKind, Signal
from tieback.proof.digest import sha256
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import Lexicon
from tieback.watch.store.rules import rules_digest
from tieback.watch.store.store import Store
from tieback.watch.store.version import Version

_RULES = ("tieback.watch.link", "tieback.watch.claim", "tieback.labour", "tieback.names")
_AT_ONCE = 500  # texts kept in one transaction


class Linker:
    """Finds the links of versions with one lexicon, or takes what was found before with the same one. A context manager."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        """`lexicon` is told apart by the parties watched; all else that it holds comes with the rules."""
        self._store, self._lexicon = store, lexicon
        watched = json.dumps(plain(dict(lexicon.parties)), sort_keys=True)
        self._mark = sha256(f"{rules_digest(*_RULES)}\n{watched}".encode())
        self._new: dict[int, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._keep()

    def links(self, version: Version) -> tuple[Link, ...]:
        """The links of a version's text."""
        if (kept := self._held(version.id)) is not None:
            return tuple(_link(row) for row in json.loads(kept))
        found = find_links(version.article.text, self._lexicon)
        rows = [[*plain(link).values()] for link in found]
        self._new[version.id] = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        if len(self._new) >= _AT_ONCE:
            self._keep()
        return found

    def _held(self, version: int) -> str | None:
        if version in self._new:
            return self._new[version]
        row = self._store.db.execute(
            "SELECT links FROM linked WHERE version = ? AND lexicon = ?", (version, self._mark)
        ).fetchone()
        return None if row is None else str(row[0])

    def _keep(self) -> None:
        with self._store.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO linked VALUES (?, ?, ?)",
                [(version, self._mark, links) for version, links in self._new.items()],
            )
        self._new.clear()


def _link(row: list[Any]) -> Link:
    kind, id_, text, start, end, rule, possible, signals = row
    return Link(
        LinkKind(kind), id_, text, start, end, rule, possible, tuple(Signal(**signal) for signal in signals)
    )
