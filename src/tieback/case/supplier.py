"""The folder sheets/ of a case: orders, invoices, packing lists, bale and production sheets, stock ledgers as they came."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tieback.case.folder import Folder
from tieback.case.goods import Goods
from tieback.case.naming import Names
from tieback.model.document import Document
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.table.read import SUFFIXES
from tieback.table.record import Record

if TYPE_CHECKING:
    from tieback.trace.supplier.delivery import Paper
    from tieback.trace.supplier.found import Around, Found

SHEETS = "sheets"


def read_supplier_sheets(folder: Folder, goods: Goods, names: Names) -> tuple[Goods, tuple[Document, ...]]:
    """`goods` with what the files of sheets/ add, and the papers that they list.

    A sheet that fits no kind is noted and not read; what it says is missing.
    """
    paths = _paths(folder)
    if not paths:
        return goods, ()
    from tieback.trace.supplier.found import Around, Found

    found = Found()
    around = Around(names.resolve, _site_of(goods, names))
    _read(folder, paths, around, found)
    return _joined(goods, found, folder), tuple(found.documents)


def _paths(folder: Folder) -> list[Path]:
    root = folder.root / SHEETS
    hidden = (".", "~$")
    folder.note_unread(SHEETS, SUFFIXES)
    return sorted(
        path
        for path in root.glob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith(hidden)
    )


def _read(folder: Folder, paths: list[Path], around: "Around", found: "Found") -> None:
    from tieback.trace.supplier.bale import read_bales
    from tieback.trace.supplier.delivery import deliver, read_packing, read_papers
    from tieback.trace.supplier.found import open_sheet
    from tieback.trace.supplier.ledger import read_ledger
    from tieback.trace.supplier.production import read_production

    papers: list[Paper] = []
    later, sheets = [], []
    for path in paths:
        name = folder.name(path)
        folder.inside(name, name)
        try:
            kind, sheet = open_sheet(path, name)
        except Refused as refusal:
            folder.note(
                name, refusal.reason, f"it is not read; what it says is missing; {refusal.remedy or ''}"
            )
            continue
        folder.record(path, sheet.mapping)
        sheets.append(sheet)
        match kind:
            case "order" | "invoice":
                papers += read_papers(sheet, kind, around, found)
            case "packing-list":
                later.append(sheet)
            case "bale-list":
                read_bales(sheet, around, found)
            case "production-sheet":
                read_production(sheet, around, found)
            case _:
                read_ledger(sheet, around, found)
    invoices = [paper for paper in papers if paper.kind == "invoice"]
    for sheet in later:
        papers += read_packing(sheet, around, invoices, found)
    deliver(papers, found)
    folder.notes += [note for sheet in sheets for note in sheet.notes]


def _site_of(goods: Goods, names: Names) -> Callable[[Record, str], Site | None]:
    """Which site a cell means: a declared one, else the only production site of the party it names."""
    by_id = {site.id: site for site in goods.sites}
    by_party: dict[str, list[Site]] = {}
    for site in goods.sites:
        by_party.setdefault(site.party, []).append(site)

    def where(row: Record, column: str) -> Site | None:
        text = row.text(column)
        if text is None:
            return None
        of_party = by_party.get(names.known(text) or "", [])
        made_at = [site for site in of_party if site.kind == "production"] or of_party
        return by_id.get(text) or (made_at[0] if len(made_at) == 1 else None)

    return where


def _joined(goods: Goods, found: "Found", folder: Folder) -> Goods:
    """Goods and supplier sheets together; an id that both use would be one record told twice, so the table's stays."""
    known = {moved.id for moved in goods.transfers} | {made.id for made in goods.transformations}
    twice = known & ({one.id for one in found.transfers} | {one.id for one in found.transformations})
    for name in sorted(twice):
        folder.note(SHEETS, f"id {name!r} stands in the tables too", "the table is read")
    return replace(
        goods,
        transfers=goods.transfers + tuple(moved for moved in found.transfers if moved.id not in known),
        transformations=goods.transformations
        + tuple(one for one in found.transformations if one.id not in known),
        stock=goods.stock + tuple(found.stock),
        unit_weights=goods.unit_weights + tuple(found.unit_weights),
        unread=goods.unread + tuple(found.unread),
    )
