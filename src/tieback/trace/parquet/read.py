"""Parquet tables of goods records to arrays: millions of rows at once, with the rules of the sheets.

What cannot be read is noted with file and row and leaves its row unread; a row that another repeats is read once; an
id with two contents is not read. Equal tables give equal arrays, whatever the order of their rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tieback.model.goods import TransferKind, UnitWeight
from tieback.model.record import Note, Unread
from tieback.table.cell import CellError, parse_word
from tieback.trace.array import (
    KINDS,
    NONE,
    Arrays,
    Codes,
    Counts,
    Days,
    Lines,
    Makings,
    Masses,
    Nodes,
    Texts,
    Transfers,
    Words,
)
from tieback.trace.parquet.column import Coded, Flags, flag_series, meanings, merged, renamed
from tieback.trace.parquet.making import Made, Where, read_makings
from tieback.trace.parquet.table import (
    FIRST_ROW,
    UNREAD,
    Affected,
    ParquetTable,
    Rows,
    Weigher,
    no_table,
    open_table,
)

if TYPE_CHECKING:
    import polars as pl

NEEDED: Mapping[str, tuple[str, ...]] = {
    "transfers": ("lot", "from", "to"),
    "transformations": ("id", "site", "role", "lot"),
    "stock": ("site", "lot"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the case says: whose a name is, which site and party a `site` cell means, stated weights."""

    who: Callable[[str], str]
    where: Where
    weights: tuple[UnitWeight, ...] = ()


@dataclass(frozen=True, slots=True)
class _Moves:
    """Transfers, sorted by id, under codes of their own columns."""

    id: Texts
    kind: Codes
    lot: Coded
    giver: Coded
    taker: Coded
    shipped_on: Days
    received_on: Days
    mass: Masses
    document: Coded
    row: Rows
    owner: Coded


@dataclass(frozen=True, slots=True)
class _Stock:
    """Stock counts under codes of their own columns."""

    lot: Coded
    site: Coded
    holder: Coded
    on: Days
    mass: Masses
    row: Rows


def read_arrays(files: Mapping[str, tuple[str, Path]], known: Known) -> Arrays:
    """The arrays of Parquet tables. `files`: table (transfers, transformations, stock) -> (name in messages, path).

    Raises Refused where a table is damaged, lacks a needed column, or holds another type than numbers or days.
    """
    tables = {
        kind: open_table(kind, files[kind][1], files[kind][0], needed) if kind in files else no_table()
        for kind, needed in NEEDED.items()
    }
    weigher = Weigher(known.weights)
    moves = _moves(tables["transfers"], known, weigher)
    made = read_makings(tables["transformations"], known.where, weigher)
    stock = _stock(tables["stock"], known.where, weigher)
    notes = tuple(note for table in tables.values() for note in table.notes)
    unread = tuple(row for table in tables.values() for row in table.unread)
    return _joined(moves, made, stock, (unread, notes))


def _moves(table: ParquetTable, known: Known, weigher: Weigher) -> _Moves:
    lot, giver, taker = (table.coded(column) for column in ("lot", "from", "to"))
    giver, taker = renamed(giver, known.who), renamed(taker, known.who)
    ids, order = _sorted_ids(table)
    again, clash = _twins(table, ids, order)
    lost = (lot.codes == NONE) | (giver.codes == NONE) | (taker.codes == NONE)
    lost[list(clash)] = True
    for row in map(int, np.flatnonzero(lost & ~again)):
        _lose(table, row, clash.get(row), lot, (giver, taker))
    affected = _own_lot(lot, lost | again)
    mass = weigher.weigh(table, lot, np.ones(table.size, bool), affected)
    shipped_on, received_on = (_days(table, column, affected) for column in ("shipped_on", "received_on"))
    kept = ~(lost | again)[order]
    ids, rows = ids.filter(flag_series(kept)), order[kept]
    return _Moves(
        ids,
        np.maximum(meanings(table.coded("kind"), lambda text: _kind(table, text)), 0)[rows],
        lot.take(rows),
        giver.take(rows),
        taker.take(rows),
        shipped_on[rows],
        received_on[rows],
        mass.take(rows),
        table.coded("document").take(rows),
        rows,
        renamed(table.coded("owner"), known.who).take(rows),
    )


def _own_lot(lot: Coded, lost: Flags) -> Affected:
    """A misread row makes its own lot unknown; a lost one is unread as a whole."""
    return lambda row: [] if lost[row] else [lot.text(row) or ""]


def _days(table: ParquetTable, column: str, affected: Affected) -> Days:
    days, strange = table.days(column)
    table.misread(strange, column, affected, "not a day")
    return days


def _lose(table: ParquetTable, row: int, clash: str | None, lot: Coded, holders: tuple[Coded, Coded]) -> None:
    """A row that cannot be placed: what hangs on its lot, else its holders, else the case, is unknown."""
    columns = (("lot", lot), *zip(("from", "to"), holders, strict=True))
    missing = [name for name, column in columns if column.text(row) is None]
    lacking = f"no {' and no '.join(missing)}"
    reason = f"row not read: {clash or lacking}"
    table.note(row, None, reason, UNREAD)
    named = lot.text(row)
    held = [] if named else list(dict.fromkeys(text for one in holders if (text := one.text(row))))
    homes: list[str | None] = [*held] or [None]
    table.unread += [Unread(table.ref(row), named, holder, reason) for holder in homes]


def _sorted_ids(table: ParquetTable) -> tuple["pl.Series", Rows]:
    """The ids of all rows in order, and whose they are; a row without one is called by its place."""
    import polars as pl

    named = table.texts("id")
    blank = named.is_null()
    if blank.any():
        own = pl.Series([f"{table.file}:{row}" for row in range(FIRST_ROW, table.size + FIRST_ROW)])
        named = named.zip_with(~blank, own)
    if named.is_sorted():
        return named, np.arange(table.size)
    order = named.arg_sort().to_numpy().astype(np.intp)
    return named.gather(order), order


def _twins(table: ParquetTable, ids: "pl.Series", order: Rows) -> tuple[Flags, dict[int, str]]:
    """Rows that repeat another of their id, and why rows cannot be read whose id stands with several contents."""
    again, clash = np.zeros(table.size, bool), dict[int, str]()
    twin = ids.is_first_distinct().to_numpy()
    twin = ~twin | np.append(~twin[1:], np.zeros(min(1, len(twin)), bool))
    if not twin.any():
        return again, clash
    rows = order[twin]
    groups: dict[str, dict[tuple[object, ...], list[int]]] = {}
    named = zip(map(int, rows), ids.filter(flag_series(twin)), table.cells(rows), strict=True)
    for row, name, cells in sorted(named, key=itemgetter(0)):
        groups.setdefault(name, {}).setdefault(cells, []).append(row)
    for name, contents in groups.items():
        for first, *others in contents.values():
            again[others] = True
            for row in others:
                table.note(row, None, f"the same as row {first + FIRST_ROW}", "read once")
        if len(contents) > 1:
            firsts = [rows[0] for rows in contents.values()]
            said = " and ".join(str(row + FIRST_ROW) for row in firsts)
            clash |= dict.fromkeys(firsts, f"id {name!r} stands in rows {said} with different content")
    return again, clash


def _kind(table: ParquetTable, text: str) -> int:
    try:
        return KINDS.index(TransferKind(parse_word(text, "transfer")))
    except CellError as error:
        table.notes.append(
            Note(table.file, None, "kind", error.reason, "the kind of these transfers is unknown")
        )
        return 0


def _stock(table: ParquetTable, where: Where, weigher: Weigher) -> _Stock:
    lot, named = table.coded("lot"), table.coded("site")
    lost = (lot.codes == NONE) | (meanings(named, lambda text: int(where(text) is None)) != 0)
    again = table.repeats(named.codes.astype(np.int64) * (len(lot.values) + 1) + lot.codes)
    affected = _own_lot(lot, lost | again)
    mass, on = weigher.weigh(table, lot, np.zeros(table.size, bool), affected), _days(table, "on", affected)
    for row in map(int, np.flatnonzero(lost & ~again)):
        text = named.text(row)
        place = where(text) if text else None
        known = "no site" if text is None else f"{text!r} is not a site of the case"
        reason = f"row not read: {'no lot' if place else known}"
        table.note(row, None, reason, "stock of its lot is unknown")
        table.unread.append(Unread(table.ref(row), lot.text(row), place[1] if place else None, reason))
    rows = np.flatnonzero(~(lost | again))
    site, holder = (renamed(named, partial(_part, where, part)).take(rows) for part in (0, 1))
    return _Stock(lot.take(rows), site, holder, on[rows], mass.take(rows), rows)


def _part(where: Where, part: int, text: str) -> str:
    """Site or party of a `site` cell; "" for one of rows that are not read."""
    place = where(text)
    return place[part] if place else ""


def _joined(
    moves: _Moves, made: Made, stock: _Stock, rest: tuple[tuple[Unread, ...], tuple[Note, ...]]
) -> Arrays:
    """All tables under common codes."""
    lots, (moved, lined, stocked) = merged(moves.lot, made.lot, stock.lot)
    parties = (moves.giver, moves.taker, made.holder, stock.holder, moves.owner)
    holders, (giver, taker, maker, keeper, owner) = merged(*parties)
    sites, (site_of, counted_at) = merged(made.site, stock.site)
    processes, (process,) = merged(made.process)
    components, (component,) = merged(made.component)
    documents, (paper, proof) = merged(moves.document, made.document)
    width = max(len(holders), 1)
    by_line = maker[made.making]
    keys = [
        lot.astype(np.int64) * width + holder
        for lot, holder in ((moved, giver), (moved, taker), (lined, by_line), (stocked, keeper))
    ]
    nodes, (give, take, at, kept) = _ranked(keys)
    order = np.lexsort((stock.row, stock.on, kept))
    return Arrays(
        Words(lots, holders, sites, processes, components, documents),
        Nodes((nodes // width).astype(np.int32), (nodes % width).astype(np.int32)),
        Transfers(
            moves.id,
            moves.kind.astype(np.uint8),
            give,
            take,
            moves.shipped_on,
            moves.received_on,
            moves.mass,
            paper,
            _numbered(moves.row),
            owner,
        ),
        Makings(made.id, site_of, maker, process, made.started_on, made.ended_on, made.first),
        Lines(
            made.making,
            made.role,
            at,
            component,
            made.mass,
            made.yield_min,
            made.yield_max,
            proof,
            _numbered(made.row),
        ),
        Counts(
            kept[order],
            counted_at[order],
            stock.on[order],
            stock.mass.take(order),
            _numbered(stock.row[order]),
        ),
        *rest,
    )


def _ranked(keys: list[NDArray[np.int64]]) -> tuple[NDArray[np.int64], list[Codes]]:
    """The keys of several columns, each once and sorted, and the columns as places among them. One sort does both."""
    every = np.concatenate(keys)
    order = np.argsort(every)
    every = every[order]
    fresh = np.ones(len(every), bool)
    fresh[1:] = every[1:] != every[:-1]
    place = np.empty(len(every), np.int32)
    place[order] = np.cumsum(fresh, dtype=np.int32) - 1
    return every[fresh], np.split(place, np.cumsum([len(key) for key in keys[:-1]]))


def _numbered(rows: Rows) -> Codes:
    return (rows + FIRST_ROW).astype(np.int32)
