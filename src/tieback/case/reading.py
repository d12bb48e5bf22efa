"""`read_case`: the folder, file by file, into one frozen `Case`.

Files that must be there: case.toml and parties. Every other is optional, and what it does not say is unknown.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tieback.case.access import note_strange_documents, read_access
from tieback.case.decision import read_decisions
from tieback.case.document import note_strange_supports, note_unindexed, read_documents
from tieback.case.event import read_events
from tieback.case.folder import LABOUR, SETTINGS, TABLES, Folder, open_folder
from tieback.case.goods import Goods, lots_of, read_goods
from tieback.case.naming import Names
from tieback.case.party import read_parties, read_sites
from tieback.case.remedy import read_remedies
from tieback.case.settings import Settings, read_settings
from tieback.case.supplier import read_supplier_sheets
from tieback.model.case import Case
from tieback.model.party import Party
from tieback.model.record import Note, RowRef
from tieback.model.refusal import Refused
from tieback.table.record import Records, read_records

_OPTIONAL = frozenset({"stock", "units", *LABOUR})  # a case may well have none
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "parties": (),
    "sites": ("id", "party"),
    "bom": ("component",),
    "transfers": ("lot", "from", "to"),
    "transformations": ("id", "site", "role", "lot"),
    "stock": ("site", "lot"),
    "units": ("subject", "unit", "kg"),
    "documents": ("file",),
    "access": (),
    "remedy": ("party", "indicator"),
}


def read_case(folder: Path) -> Case:
    """Read the case in `folder`. Raises Refused, in one line, where nothing can be done with it.

    What can be skipped is not refused: it is in `notes` with its effect, and in `unread` where goods hang on it.
    """
    return read_folder(open_folder(Path(folder)))[0]


def read_folder(place: Folder, left_out: Collection[str] = ()) -> tuple[Case, Names]:
    """The case, and whom its texts mean. Tables of `left_out` are recorded as inputs and not read."""
    settings = read_settings(place)
    sheets = _sheets(place, left_out)
    parties, unread = read_parties(sheets["parties"])
    if not parties:
        raise Refused(
            "no party can be read", sheets["parties"].file, remedy="add at least the importer, with a name"
        )
    names = Names(parties)
    declared = tuple(_with_parent(party, names) for party in parties)
    sites, unread_sites = read_sites(sheets["sites"], names.resolve) if "sites" in sheets else ((), ())
    goods = read_goods(sheets, names, sites)
    goods = read_events(place, goods, declared, names)
    goods, listed = read_supplier_sheets(place, goods, names)
    documents = read_documents(sheets["documents"], place, names) if "documents" in sheets else ()
    if listed:
        from tieback.trace.supplier.delivery import with_listed

        documents = with_listed(documents, listed)
    if "documents" in sheets and not left_out:
        known = _ids_of(goods) | {party.id for party in declared} | set(names.undeclared)
        note_strange_supports(documents, known, sheets["documents"])
    access = read_access(sheets["access"], place) if "access" in sheets else ()
    if access:
        note_strange_documents(access, documents, sheets["access"])
    remedies = read_remedies(sheets["remedy"], names) if "remedy" in sheets else ()
    importer = names.named(settings.importer, RowRef(SETTINGS, 1)) if settings.importer else None
    decisions = read_decisions(place)
    note_unindexed(place, documents)
    place.note_strangers()
    _note_settings(place, settings, None if left_out else goods)
    case = Case(
        name=_name(settings),
        title=settings.title,
        importer=importer,
        goods=settings.goods,
        as_of=settings.as_of,
        regimes=settings.regimes,
        entries=settings.entries,
        detention=settings.detention,
        parties=declared + tuple(names.undeclared[key] for key in sorted(names.undeclared)),
        sites=goods.sites,
        bom=goods.bom,
        has_bom=bool(goods.bom),
        transfers=goods.transfers,
        transformations=goods.transformations,
        stock=goods.stock,
        unit_weights=goods.unit_weights,
        documents=documents,
        access=access,
        remedies=remedies,
        decisions=decisions,
        lists=settings.lists,
        inputs=tuple(place.inputs[name] for name in sorted(place.inputs)),
        notes=tuple(dict.fromkeys(_notes(place, sheets, names))),
        unread=tuple(dict.fromkeys((*unread, *unread_sites, *goods.unread))),
    )
    return case, names


def _ids_of(goods: Goods) -> set[str]:
    """The ids of rows, sites and lots that were read."""
    lots = {transfer.lot for transfer in goods.transfers} | {count.lot for count in goods.stock}
    rows = {transfer.id for transfer in goods.transfers} | {made.id for made in goods.transformations}
    return lots | rows | {site.id for site in goods.sites}


def _name(settings: Settings) -> str:
    """What the case says of itself; never the folder's name, which is not part of the case."""
    numbers = (entry.number for entry in settings.entries if entry.number)
    title = " ".join((settings.title or "").split())
    return title or next(numbers, None) or "case"


def _sheets(folder: Folder, left_out: Collection[str]) -> dict[str, Records]:
    """Every table of the case that is there, its columns matched, its digest recorded."""
    found = {}
    for kind in (*TABLES, *LABOUR):
        path = folder.table(kind)
        if path is None:
            continue
        if kind in left_out:
            folder.record(path)
            continue
        sheet = read_records(path, kind, _NEEDED[kind], file=folder.name(path))
        folder.record(path, sheet.mapping)
        if sheet.found.unmatched:
            said = ", ".join(map(repr, sheet.found.unmatched))
            sheet.note(sheet.table.header_row, None, f"columns that are not used: {said}", "none")
        if not sheet.table.rows:
            effect = "none" if kind in _OPTIONAL else "it says nothing"
            sheet.note(None, None, "no rows below the header", effect)
        found[kind] = sheet
    if "parties" not in found:
        raise Refused("the case has no parties.csv or parties.xlsx", str(folder.root), remedy="add one")
    if not (found["parties"].has("name") or found["parties"].has("name_local")):
        sheet = found["parties"]
        raise Refused("no column for `name`", sheet.file, sheet.table.header_row, "name", "add it")
    return found


def _with_parent(party: Party, names: Names) -> Party:
    """A parent that names a declared party becomes its id; any other text stays."""
    if party.parent is None or party.ref is None:
        return party
    return replace(party, parent=names.named(party.parent, party.ref, keep=False))


def _note_settings(folder: Folder, settings: Settings, goods: Goods | None) -> None:
    """What case.toml leaves open, or says of lots that no record names (`goods` None: not asked)."""
    if settings.importer is None:
        folder.note(SETTINGS, "no `importer`", "the lots of an entry without lots are unknown")
    if goods is None:
        return
    known = lots_of(goods)
    for entry in settings.entries:
        for lot in entry.lots:
            if lot not in known:
                name = entry.number or "without number"
                folder.note(
                    SETTINGS, f"lot {lot!r} of entry {name} is in no record", "where it came from is unknown"
                )


def _notes(folder: Folder, sheets: Mapping[str, Records], names: Names) -> Iterator[Note]:
    yield from folder.notes
    for kind in (*TABLES, *LABOUR):
        if kind in sheets:
            yield from sheets[kind].notes
    yield from names.notes
