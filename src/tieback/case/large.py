"""A case whose goods records are Parquet tables of any size: everything else as always, the goods as arrays.

EPCIS events beside such tables are not read into the arrays; the case says so in a note.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tieback.case.folder import EVENTS, Folder, open_folder
from tieback.case.naming import Names
from tieback.case.reading import read_folder
from tieback.model.case import Case
from tieback.model.record import Note, RowRef

if TYPE_CHECKING:
    from tieback.trace.array import Arrays

GOODS = ("transfers", "transformations", "stock")
_MAGIC = b"PAR1"


def parquet_tables(folder: Path) -> Mapping[str, Path]:
    """The goods tables of a case that are Parquet files, by kind. Raises Refused where there is no case."""
    return _parquet(open_folder(Path(folder)))


def row_count(path: Path) -> int:
    """The rows of a Parquet file, from its footer."""
    import polars as pl

    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


def read_large(folder: Path) -> tuple[Case, "Arrays"]:
    """The case without its goods records, and these as arrays. Goods tables that are no Parquet files stay in the case.

    Raises Refused as `read_case` does.
    """
    from tieback.trace.parquet.read import Known, read_arrays

    place = open_folder(Path(folder))
    tables = _parquet(place)
    case, names = read_folder(place, frozenset(tables))
    sites = {site.id: (site.id, site.party) for site in case.sites}
    files = {kind: (place.name(path), path) for kind, path in tables.items()}

    def where(text: str) -> tuple[str, str] | None:
        party = names.known(text)
        return sites.get(text) or (None if party is None else (text, party))

    file = files["transfers"][0] if "transfers" in files else ""
    arrays = read_arrays(
        files, Known(lambda text: names.named(text, RowRef(file, 1)), where, case.unit_weights)
    )
    return _with_new_parties(case, names, place), arrays


def _parquet(place: Folder) -> dict[str, Path]:
    found = {kind: path for kind in GOODS if (path := place.table(kind)) is not None}
    return {kind: path for kind, path in found.items() if _begins(path) == _MAGIC}


def _begins(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC))


def _with_new_parties(case: Case, names: Names, place: Folder) -> Case:
    """The case with whom only the arrays name, and a note where events were left aside."""
    declared = tuple(party for party in case.parties if party.declared)
    notes = dict.fromkeys((*case.notes, *names.notes))
    if any((place.root / EVENTS).glob("*.*")):
        reason = "EPCIS events beside Parquet tables"
        notes[Note(EVENTS, None, None, reason, "they are read, but not joined with the tables")] = None
    undeclared = tuple(names.undeclared[key] for key in sorted(names.undeclared))
    return replace(case, parties=declared + undeclared, notes=tuple(notes))
