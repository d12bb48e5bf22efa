"""The rows of a Parquet table of transformations, grouped by id, under codes of their own columns.

What the rows of a group share may stand in any of them; where they differ it is unknown, and a differing site leaves
the group unread. A row that cannot be read makes every output of its group unknown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tieback.model.goods import LineRole
from tieback.model.record import Note, Unread
from tieback.table.cell import CellError, parse_word
from tieback.table.word import canonical
from tieback.trace.array import NONE, ROLES, UNDATED, Codes, Days, Masses, Millionths, Small
from tieback.trace.parquet.column import Coded, Flags, coded, flag_series, meanings, merged, renamed, times
from tieback.trace.parquet.table import Affected, ParquetTable, Rows, Weigher
from tieback.trace.sheet_transformation import REUSED, role_of

if TYPE_CHECKING:
    import polars as pl

Where = Callable[[str], tuple[str, str] | None]  # a `site` cell -> (site id, party id)
MADE_UNKNOWN = "what its transformation makes is unknown"
_INPUT, _OUTPUT = ROLES.index(LineRole.IN), ROLES.index(LineRole.OUT)
_MOST_YIELD = 2_000_000  # a ratio above two is a percentage without its sign
_LATE = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Made:
    """Transformations sorted by id, and their lines grouped by them in the order of the file."""

    id: "pl.Series"
    site: Coded
    holder: Coded
    process: Coded
    started_on: Days
    ended_on: Days
    first: NDArray[np.int64]
    making: Codes
    role: Small
    lot: Coded
    component: Coded
    mass: Masses
    yield_min: Millionths
    yield_max: Millionths
    document: Coded
    row: Rows


@dataclass(frozen=True, slots=True)
class _Groups:
    """Rows by the transformation they belong to: rows `order[begin[i]:begin[i + 1]]` are of `ids[i]`."""

    ids: "pl.Series"
    of: Codes  # the group of every row; NONE without an id
    order: Rows
    begin: NDArray[np.int64]

    def rows(self, group: int) -> Rows:
        """The rows of a group, in the order of the file."""
        return self.order[self.begin[group] : self.begin[group + 1]]


def read_makings(table: ParquetTable, where: Where, weigher: Weigher) -> Made:
    """The transformations of `table`; what cannot be read is in its notes and unread rows."""
    said = table.coded("role")
    role, groups = meanings(said, lambda text: _role(table, text)), _grouped(table)
    low, high, unlike = _yields(table)
    site, homeless = _site(table, groups, where)
    placed = (groups.of != NONE) & ~np.append(homeless, True)[groups.of]
    lot = _lots(table, (meanings(said, _is_reused) > 0) & ~unlike & placed, groups)
    pairs = groups.of.astype(np.int64) * (len(lot.values) + 1) + lot.codes
    again = table.repeats(np.where(groups.of == NONE, -2 - np.arange(table.size), pairs))
    lost = (groups.of == NONE) | (lot.codes == NONE) | (role < 0) | unlike
    _lose(table, groups, (lost, homeless, again), (lot, role), (site, where))

    def affected(row: int) -> list[str]:
        if lost[row] or again[row] or homeless[groups.of[row]]:
            return []
        named = (lot.text(other) for other in (row, *_outputs(groups, role, int(groups.of[row]))))
        return list(dict.fromkeys(text for text in named if text))

    mass = weigher.weigh(table, lot, (role == _INPUT) | (role == _OUTPUT), affected)
    started_on, ended_on = (_day(table, groups, column, affected) for column in ("started_on", "ended_on"))
    process = _process(table, groups)
    dropped = lost | again
    dropped[groups.of != NONE] |= homeless[groups.of[groups.of != NONE]]
    rows = groups.order[~dropped[groups.order]]
    counts = np.bincount(groups.of[rows], minlength=len(groups.ids))
    there = counts > 0
    of_output = role[rows] == _OUTPUT
    named = site.take(there)
    return Made(
        groups.ids.filter(flag_series(there)),
        renamed(named, lambda text: _place(where, text)[0]),
        renamed(named, lambda text: _place(where, text)[1]),
        process.take(there),
        started_on[there],
        ended_on[there],
        np.append(0, np.cumsum(counts[there])).astype(np.int64),
        (np.cumsum(there) - 1)[groups.of[rows]].astype(np.int32),
        role[rows].astype(np.uint8),
        lot.take(rows),
        table.coded("component").take(rows),
        mass.take(rows),
        np.where(of_output, low[rows], NONE),
        np.where(of_output, high[rows], NONE),
        table.coded("document").take(rows),
        rows,
    )


def _place(where: Where, text: str) -> tuple[str, str]:
    return where(text) or (text, text)


def _role(table: ParquetTable, text: str) -> int:
    try:
        return ROLES.index(role_of(parse_word(text, "line")))
    except CellError as error:
        table.notes.append(Note(table.file, None, "role", error.reason, MADE_UNKNOWN))
        return -2


def _is_reused(text: str) -> int:
    return int(canonical(text, "word", "line") == REUSED)


def _lots(table: ParquetTable, reused: Flags, groups: _Groups) -> Coded:
    """The lots; waste that a site uses again without naming a lot is one of its transformation's own."""
    import polars as pl

    named = table.texts("lot")
    bare = np.flatnonzero(reused & named.is_null().to_numpy())
    if not len(bare):
        return table.coded("lot")
    for row in bare:
        table.note(row, "lot", "re-used waste without a lot", "where it came from is unknown")
    own = [f"re-used waste of {groups.ids[int(groups.of[row])]}" for row in bare]
    return coded(named.scatter(pl.Series(bare), pl.Series(own)))


def _grouped(table: ParquetTable) -> _Groups:
    ids, (of,) = merged(table.coded("id"))
    order = np.argsort(of, kind="stable")
    order = order[np.searchsorted(of[order], 0) :]
    begin = np.searchsorted(of[order], np.arange(len(ids) + 1))
    return _Groups(ids, of, order, begin.astype(np.int64))


def _yields(table: ParquetTable) -> tuple[Millionths, Millionths, Flags]:
    """Least and most yield in millionths, and the rows where one of them cannot be."""
    sides, wrong = [], np.zeros(table.size, bool)
    for column, side in (("yield_min", 0), ("yield_max", 1)):
        found = table.numbers(column)
        values = times(found.numbers, Fraction(1_000_000, 10**found.places))[side]
        wrong |= found.bad | (values < 0) | (values > _MOST_YIELD)
        sides.append(np.where(found.blank, NONE, values))
    low, high = sides
    return low, high, wrong | ((low > high) & (high != NONE))


def _extremes(values: Codes, groups: _Groups, blank: int) -> tuple[Codes, Codes]:
    """The least and the greatest value of every group; (_LATE, blank) where it has none."""
    if not len(groups.ids):
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    held = values[groups.order]
    begin = groups.begin[:-1]
    low = np.minimum.reduceat(np.where(held == blank, _LATE, held), begin)
    return low, np.maximum.reduceat(held, begin)


def _site(table: ParquetTable, groups: _Groups, where: Where) -> tuple[Coded, Flags]:
    """The one site of every group, by what its rows call it, and the groups that have none."""
    named = table.coded("site")
    places, (code,) = merged(renamed(named, lambda text: _place(where, text)[0]))
    low, high = _extremes(code, groups, NONE)
    known = np.append(np.array([where(str(text)) is not None for text in places], bool), False)
    homeless = (low != high) | ~known[high]
    return Coded(places, high), homeless


def _day(table: ParquetTable, groups: _Groups, column: str, affected: Affected) -> Days:
    days, strange = table.days(column)
    table.misread(strange, column, affected, "not a day")
    low, high = _extremes(days, groups, UNDATED)
    clash = (low != high) & (high != UNDATED)
    for group in np.flatnonzero(clash):
        reason = "the rows of one transformation say different days"
        table.note(int(groups.rows(int(group))[0]), column, reason, "every order of events counts")
    doubtful = np.zeros(len(groups.ids), bool)
    doubtful[groups.of[strange & (groups.of != NONE)]] = True
    return np.where(clash | doubtful, UNDATED, high).astype(np.int32)


def _process(table: ParquetTable, groups: _Groups) -> Coded:
    """The process that a group names first; where it names several, that is noted."""
    named = table.coded("process")
    if not len(groups.ids):
        return named
    place = np.where(named.codes[groups.order] == NONE, _LATE, np.arange(len(groups.order), dtype=np.int64))
    first = np.minimum.reduceat(place, groups.begin[:-1])
    codes = np.where(first == _LATE, NONE, named.codes[groups.order][np.where(first == _LATE, 0, first)])
    low, high = _extremes(named.codes, groups, NONE)
    for group in np.flatnonzero((low != high) & (high != NONE)):
        row = int(groups.rows(int(group))[0])
        table.note(row, "process", "several processes in one transformation", "the first is used")
    return Coded(named.values, codes.astype(np.int32))


def _lose(
    table: ParquetTable,
    groups: _Groups,
    lost: tuple[Flags, Flags, Flags],
    said: tuple[Coded, Codes],
    placed: tuple[Coded, Where],
) -> None:
    """Note rows and groups that are not read; their lots, and all outputs of their group, are unknown."""
    rows_lost, homeless, again = lost
    lot, role = said
    for row in map(int, np.flatnonzero(rows_lost & ~again)):
        missing = [name for name, gone in _missing(groups, lot, role, row) if gone]
        reason = f"no {' and no '.join(missing)}" if missing else "its role or yield cannot be read"
        group = int(groups.of[row])
        holder = None
        if group != NONE and not homeless[group]:
            holder = _place(placed[1], placed[0].text(group) or "")[1]
        _unread(table, row, reason, (lot, _outputs(groups, role, group)), holder)
    for group in map(int, np.flatnonzero(homeless)):
        reason = "its transformation stands at no one known site"
        for row in (int(one) for one in groups.rows(group) if not again[one]):
            _unread(table, row, reason, (lot, _outputs(groups, role, group)), None)


def _missing(groups: _Groups, lot: Coded, role: Codes, row: int) -> tuple[tuple[str, bool], ...]:
    return ("id", groups.of[row] == NONE), ("lot", lot.codes[row] == NONE), ("role", role[row] == NONE)


def _outputs(groups: _Groups, role: Codes, group: int) -> list[int]:
    """Rows of a group that are not plainly inputs."""
    return [] if group == NONE else [int(row) for row in groups.rows(group) if role[row] != _INPUT]


def _unread(
    table: ParquetTable, row: int, reason: str, lots: tuple[Coded, list[int]], holder: str | None
) -> None:
    lot, outputs = lots
    table.note(row, None, f"row not read: {reason}", MADE_UNKNOWN)
    named = lot.text(row)
    table.unread.append(Unread(table.ref(row), named, None if named else holder, reason))
    fed = dict.fromkeys(text for other in outputs if (text := lot.text(other)) and text != named)
    table.unread += [Unread(table.ref(row), text, None, reason) for text in fed]
