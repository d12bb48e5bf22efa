"""The feed as rows, one per story, for CSV, XLSX and JSON lines; every cell is neutralised where it is written."""

from collections.abc import Iterable

from tieback.model.plain import plain
from tieback.watch.deliver.entry import FACTORS, Entry
from tieback.watch.deliver.page import kind_of, product_of

HEADER = (
    *(
        "story",
        "score",
        "kind",
        "claim_kind",
        "title",
        "url",
        "source",
        "first_at",
        "last_at",
        "parties",
        "possible",
    ),
    *FACTORS,
    *("items", "origins", "why", "product", "suppressed", "replies"),
)


def make_rows(entries: Iterable[Entry]) -> list[list[str]]:
    """Rows under HEADER; several values of a cell are joined by "; "."""
    return [_row(entry) for entry in entries]


def _row(entry: Entry) -> list[str]:
    factors = dict(entry.factors)
    return [
        entry.id,
        str(entry.score),
        entry.kind,
        kind_of(entry),
        entry.title,
        entry.url or "",
        entry.source,
        str(plain(entry.first_at)),
        str(plain(entry.last_at)),
        "; ".join(party.name for party in entry.parties),
        "; ".join(party.name for party in entry.possible),
        *(str(factors.get(name, "")) for name in FACTORS),
        str(len(entry.members)),
        "; ".join(origin.name for origin in entry.origins),
        "; ".join(f"{term.factor} {term.value}: {term.told}" for term in entry.terms),
        product_of(entry),
        entry.suppressed or "",
        "; ".join(f"{one.by} ({one.source}, {plain(one.at)}): {one.text}" for one in entry.replies),
    ]
