"""The papers that a kind of transfer is known by, and which of them the folder lacks (document_set.csv).

They are told in the one gap of a transfer (`papers`). It asks, and decides nothing: a set says what traders and customs
expect, not what must exist. Paper of a level `needed` is asked for by an authority, as its source says; without a source
it is usual in the trade, said as unverified. A transfer of no stated kind is read as a sale, as its payments are.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tieback.model.document import Document
from tieback.model.goods import Transfer, TransferKind


@dataclass(frozen=True, slots=True)
class Paper:
    """Any one of `kinds` (words of table/document_kind.csv) does; `held_by`: giver | taker | both."""

    kinds: tuple[str, ...]
    needed: bool
    held_by: str
    source: str | None

    @property
    def verified(self) -> bool:
        """Does a published source say that it is needed or usual?"""
        return self.source is not None

    def holders(self, transfer: Transfer) -> tuple[str, ...]:
        """The parties who would hold it."""
        ends = {"giver": (transfer.sender,), "taker": (transfer.receiver,)}
        return ends.get(self.held_by, (transfer.sender, transfer.receiver))


@cache
def document_set(kind: TransferKind) -> tuple[Paper, ...]:
    """The papers of a kind of transfer, in the order of the table."""
    text = files("tieback.trace").joinpath("document_set.csv").read_text("utf-8")
    return tuple(
        Paper(
            tuple(row["document"].split("|")),
            row["level"] == "needed" and _sourced(row),
            row["held_by"],
            row["source"] if _sourced(row) else None,
        )
        for row in csv.DictReader(text.splitlines())
        if row["transfer"] == kind
    )


def lacking(transfer: Transfer, documents: Iterable[Document]) -> tuple[Paper, ...]:
    """The papers of its kind that none of `documents` is; a document that the folder does not hold is none."""
    held = {document.kind for document in documents if document.sha256 is not None}
    papers = document_set(transfer.kind or TransferKind.SALE)
    return tuple(paper for paper in papers if held.isdisjoint(paper.kinds))


def kind_of(transfer: Transfer) -> str:
    """The kind by which the papers of a transfer are asked for."""
    return str(transfer.kind or "kind not stated, read as a sale")


def asked_for(transfer: Transfer, documents: Iterable[Document]) -> str | None:
    """What it lacks of the papers of its kind, and who would hold them; None where it lacks none."""
    missing = lacking(transfer, documents)
    asked = _listed(transfer, (paper for paper in missing if paper.verified))
    usual = _listed(transfer, (paper for paper in missing if not paper.verified))
    said = [f"lacks {asked}"] if asked else []
    return "; ".join([*said, *([f"usual in the trade (unverified): {usual}"] if usual else [])]) or None


def holders_of(transfer: Transfer, documents: Iterable[Document]) -> str | None:
    """The parties who would hold what it lacks, joined by "; "."""
    named = {party for paper in lacking(transfer, documents) for party in paper.holders(transfer)}
    return "; ".join(sorted(named)) or None


def _listed(transfer: Transfer, papers: Iterable[Paper]) -> str:
    """Papers grouped by those who would hold them, in the order of the table."""
    by_holder: dict[str, list[str]] = {}
    for paper in papers:
        words = " or ".join(kind.replace("-", " ") for kind in paper.kinds)
        by_holder.setdefault(" or ".join(paper.holders(transfer)), []).append(words)
    return "; ".join(f"{', '.join(words)} (ask {holders})" for holders, words in by_holder.items())


def _sourced(row: dict[str, str]) -> bool:
    return not row["source"].startswith("unverified")
