"""Claims of versions, kept so that each version is read once by the same rules; and reading so many of them in a run."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from tieback.model.claim import Claim
from tieback.model.plain import plain
from tieback.model.restore import restore
from tieback.watch.examine import Examiner
from tieback.watch.store.rules import rules_digest
from tieback.watch.store.store import Store
from tieback.watch.store.version import Version


@dataclass(slots=True)
class Reading:
    """One run's reading of articles for claims. What was read before by these rules costs nothing.

    `most`: how many articles to read that were not; `tell` is given how many were. `unread`: those left to another run.
    """

    store: Store
    examiner: Examiner
    most: int
    tell: Callable[[int], None] = lambda _: None
    read: int = 0
    unread: int = 0

    def claims(self, version: Version) -> tuple[Claim, ...] | None:
        """The claims of a version; None where this run has read enough. An article in a language not read has none."""
        held = held_claims(self.store, version, self.examiner)
        if held is not None:
            return held
        if self.read >= self.most:
            self.unread += 1
            return None
        self.read += 1
        self.tell(self.read)
        return kept_claims(self.store, version, self.examiner)


def held_claims(store: Store, version: Version, examiner: Examiner) -> tuple[Claim, ...] | None:
    """The claims of a version as found before by the rules of now; None where they were not looked for."""
    row = store.db.execute(
        "SELECT claims FROM examined WHERE version = ? AND rules = ?", (version.id, _rules(examiner))
    ).fetchone()
    return claims_of(row[0]) if row is not None else None


def kept_claims(store: Store, version: Version, examiner: Examiner) -> tuple[Claim, ...]:
    """The claims of a version by the rules of now, found once and kept."""
    if (held := held_claims(store, version, examiner)) is not None:
        return held
    claims = examiner.claims(version.article)
    with store.transaction() as db:
        db.execute(
            "INSERT INTO examined VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (version.id, _rules(examiner), json.dumps(plain(claims), ensure_ascii=False)),
        )
    return claims


def claims_of(text: str) -> tuple[Claim, ...]:
    """Claims from their JSON, as `plain` writes it."""
    return tuple(restore(Claim, row) for row in json.loads(text))


def _rules(examiner: Examiner) -> str:
    """The rules and tables of claims, and the parser if there is one."""
    parser = examiner.parser
    told = f"{parser.name} {parser.version}" if parser else "patterns"
    return f"{rules_digest('tieback.watch.claim')} {told}"
