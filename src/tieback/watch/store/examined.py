"""Claims of a version, kept so that each version is examined once by the same rules."""

import json
from typing import Any

from tieback import __version__
from tieback.model.claim import Claim, ClaimLink, ClaimType, Form, Mention, Relation, Speaker
from tieback.model.plain import plain
from tieback.watch.claim.find import find_claims
from tieback.watch.examine import Examined, Examiner
from tieback.watch.store.store import Store
from tieback.watch.store.version import Version


def examined(store: Store, version: Version, examiner: Examiner) -> Examined:
    """A version examined. Claims are taken from the store where these rules found them before; links, replies and
    differences are found anew, as what is watched and what is held may have changed since."""
    return examiner.complete(version.article, kept_claims(store, version, examiner), version.seen_at.date())


def held_claims(store: Store, version: Version, examiner: Examiner) -> tuple[Claim, ...] | None:
    """The claims of a version as found before by the rules of now; None where they were not looked for."""
    row = store.db.execute(
        "SELECT claims FROM examined WHERE version = ? AND rules = ?", (version.id, _rules(examiner))
    ).fetchone()
    return claims_of(row[0]) if row is not None else None


def _rules(examiner: Examiner) -> str:
    return f"{__version__} {examiner.mode}"


def kept_claims(store: Store, version: Version, examiner: Examiner) -> tuple[Claim, ...]:
    """The claims of a version by the rules of now, found once and kept."""
    if (held := held_claims(store, version, examiner)) is not None:
        return held
    claims = find_claims(version.article, examiner.parser)
    with store.transaction() as db:
        db.execute(
            "INSERT INTO examined VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (version.id, _rules(examiner), json.dumps(plain(claims), ensure_ascii=False)),
        )
    return claims


def claims_of(text: str) -> tuple[Claim, ...]:
    """Claims from their JSON, as `plain` writes it."""
    return tuple(_claim(row) for row in json.loads(text))


def _claim(row: dict[str, Any]) -> Claim:
    row["type"], row["form"] = ClaimType(row["type"]), Form(row["form"])
    row["speaker"] = Speaker(**row["speaker"])
    row["via"] = tuple(Speaker(**speaker) for speaker in row["via"])
    row["about"] = tuple(Mention(**mention) for mention in row["about"])
    row["links"] = tuple(
        ClaimLink(Relation(link["rel"]), link["claim"], link["evidence"], link["basis"])
        for link in row["links"]
    )
    return Claim(**row)
