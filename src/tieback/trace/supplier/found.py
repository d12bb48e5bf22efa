"""What supplier sheets amount to, and how one of them is recognised by its headers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tieback.model.document import Document
from tieback.model.goods import StockCount, Transfer, Transformation, UnitWeight
from tieback.model.record import Unread
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.table.header import columns, match
from tieback.table.read import read_table
from tieback.table.record import Record, Records, read_records

NEEDED: Mapping[str, tuple[str, ...]] = {  # kind of sheet -> columns without which it is none
    "order": ("number", "buyer", "seller"),
    "invoice": ("number", "seller", "buyer"),
    "packing-list": ("net", "package"),
    "bale-list": ("bale",),
    "production-sheet": ("input_lot", "output_lot"),
    "stock-ledger": ("lot", "closing"),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the case says: who a text means, and the sites by what a `site` cell may hold."""

    who: Callable[[str, Record], str]
    where: Callable[[Record, str], Site | None]


@dataclass(slots=True)
class Found:
    """The records of supplier sheets; grows sheet by sheet."""

    transfers: list[Transfer] = field(default_factory=list)
    transformations: list[Transformation] = field(default_factory=list)
    stock: list[StockCount] = field(default_factory=list)
    unit_weights: list[UnitWeight] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def open_sheet(path: Path, file: str) -> tuple[str, Records]:
    """The kind of a sheet and its rows. Its name decides (bale-list-3.xlsx); else its headers do.

    Raises Refused where they fit no kind, or two equally well: nothing is guessed.
    """
    named = next((kind for kind in NEEDED if path.stem.lower().replace("_", "-").startswith(kind)), None)
    kind = named or _kind_of(read_table(path, file=file).header, file)
    return kind, read_records(path, kind, NEEDED[kind], file=file)


def _kind_of(header: tuple[str, ...], file: str) -> str:
    scores: dict[str, int] = {}
    for kind, needed in NEEDED.items():
        found = match(header, columns(kind)).columns
        if all(column in found for column in needed):
            scores[kind] = len(found)
    best = [kind for kind in scores if scores[kind] == max(scores.values())]
    if len(best) != 1:
        said = f"may be {' or '.join(best)}" if best else f"fits none of {', '.join(NEEDED)}"
        raise Refused(
            f"the sheet {said} (headers: {', '.join(filter(None, header))})",
            file,
            remedy=f"begin its name with its kind, such as {(best or [*NEEDED])[0]}-1.csv, or see docs/templates",
        )
    return best[0]


def lose(found: Found, row: Record, lot: str | None, holder: str | None, reason: str) -> None:
    """Note a row that is not read, and what hangs on it: its lot, else its holder, else the case."""
    row.sheet.note(row.number, None, f"row not read: {reason}", "what lies downstream of it is unknown")
    found.unread.append(Unread(row.ref, lot, None if lot else holder, reason))
