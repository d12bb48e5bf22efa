"""One Parquet table of goods records, column by column: headers matched as those of a sheet, quantities weighed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, SupportsInt, TypeVar

import numpy as np
from numpy.typing import NDArray

from tieback.model.case import Case
from tieback.model.goods import Basis, UnitWeight
from tieback.model.record import Note, RowRef, Unread
from tieback.model.refusal import Refused
from tieback.table.cell import CellError, find_unit, parse_basis
from tieback.table.header import HeaderMatch, columns, match
from tieback.trace.array import BASES, MOST_MG, NONE, UNDATED, UNMEASURED, Codes, Masses
from tieback.trace.mass import MG_PER_KG, Scale
from tieback.trace.parquet.column import (
    Coded,
    Flags,
    Scaled,
    coded,
    days,
    meanings,
    numbers,
    texts,
    times,
)

if TYPE_CHECKING:
    import polars as pl

Value = TypeVar("Value")
Rows = NDArray[np.intp]
Affected = Callable[[int], Iterable[str]]  # a row -> the lots that it makes unknown where it is misread
FIRST_ROW = 2  # as if the header stood in row 1
NO_MASS = "any mass is possible; the bounds of what lies downstream of its lot are wide"
UNREAD = "what lies downstream of its lot is unknown"


@dataclass(slots=True)
class ParquetTable:
    """A table on disk; `notes` and `unread` grow as columns are read."""

    file: str
    path: Path
    found: HeaderMatch
    header: tuple[str, ...]
    size: int
    notes: list[Note] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def series(self, column: str) -> "pl.Series":
        """A column as it is on disk; nulls where the table has none."""
        import polars as pl

        if column not in self.found.columns:
            return pl.Series(column, [None] * 0, dtype=pl.Null).extend_constant(None, self.size)
        name = self.header[self.found.columns[column]]
        return _read(lambda: pl.read_parquet(self.path, columns=[name])[name], self.file)

    def coded(self, column: str) -> Coded:
        """A column of words."""
        return coded(self.series(column))

    def texts(self, column: str) -> "pl.Series":
        """A column of texts."""
        return texts(self.series(column))

    def numbers(self, column: str) -> Scaled:
        """A column of numbers; floating point that had to be rounded is noted."""
        found = numbers(self.series(column), self.file)
        if found.rounded:
            self.notes.append(
                Note(self.file, None, column, "floating point with more than six places", "rounded to six")
            )
        return found

    def days(self, column: str) -> tuple[Codes, Flags]:
        """A column of days, and the rows that hold none that can be read."""
        return days(self.series(column), UNDATED)

    def cells(self, rows: Rows) -> list[tuple[object, ...]]:
        """Whole rows, for telling equal ones from different ones."""
        import polars as pl

        names = [self.header[place] for place in sorted(self.found.columns.values())]
        found = _read(lambda: pl.read_parquet(self.path, columns=names), self.file)
        return [tuple(map(_plain, row)) for row in found[rows.tolist()].iter_rows()]

    def repeats(self, key: NDArray[np.int64]) -> Flags:
        """Rows that say all that a row before them said; only rows of one `key` can be alike. Each is noted."""
        again = np.zeros(self.size, bool)
        order = np.argsort(key, kind="stable")
        same = np.flatnonzero(key[order][1:] == key[order][:-1])
        rows = np.unique(order[np.append(same, same + 1)])
        seen: dict[tuple[object, ...], int] = {}
        for row, cells in zip(map(int, rows), self.cells(rows) if len(rows) else [], strict=True):
            first = seen.setdefault(cells, row)
            if first != row:
                again[row] = True
                self.note(row, None, f"the same as row {first + FIRST_ROW}", "read once")
        return again

    def ref(self, row: SupportsInt) -> RowRef:
        """Where a row stands, as a spreadsheet counts."""
        return RowRef(self.file, int(row) + FIRST_ROW)

    def note(self, row: SupportsInt, column: str | None, reason: str, effect: str) -> None:
        """Remember one thing the reader should know."""
        self.notes.append(Note(self.file, int(row) + FIRST_ROW, column, reason, effect))

    def misread(self, rows: Flags, column: str, affected: "Affected", reason: str) -> None:
        """Rows whose `column` cannot be read: noted, and what lies downstream of their lots is unknown."""
        for row in map(int, np.flatnonzero(rows)):
            self.note(row, column, reason, UNREAD)
            self.unread += [Unread(self.ref(row), lot, None, f"{column}: {reason}") for lot in affected(row)]


def open_table(kind: str, path: Path, file: str, needed: Sequence[str]) -> ParquetTable:
    """The table `kind` at `path`. Raises Refused where it is no Parquet file or lacks a needed column."""
    import polars as pl

    lazy = _read(lambda: pl.scan_parquet(path), file)
    header = tuple(_read(lambda: lazy.collect_schema().names(), file))
    size = int(_read(lambda: lazy.select(pl.len()).collect().item(), file))
    found = match(header, columns(kind))
    for column in needed:
        if column not in found.columns:
            raise Refused(
                f"no column for `{column}` (columns: {', '.join(header)})", file, 1, column, "add it"
            )
    table = ParquetTable(file, path, found, header, size)
    if found.unmatched:
        said = ", ".join(map(repr, found.unmatched))
        table.notes.append(Note(file, 1, None, f"columns that are not used: {said}", "none"))
    return table


def no_table() -> ParquetTable:
    """A table that is not there: no rows, no columns."""
    return ParquetTable("", Path(), HeaderMatch({}, (), ()), (), 0)


def _read(act: Callable[[], Value], file: str) -> Value:
    import polars as pl

    from tieback.table.structured import damaged

    try:
        return act()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise damaged(file) from error


def _plain(cell: object) -> object:
    return " ".join(cell.split()) or None if isinstance(cell, str) else cell


class Weigher:
    """Weighs quantities of many rows at once, by the unit table and the weights that the case states."""

    __slots__ = ("_scale",)

    def __init__(self, weights: tuple[UnitWeight, ...]) -> None:
        self._scale = Scale(Case("", None, None, None, None, (), unit_weights=weights))

    def weigh(self, table: ParquetTable, lots: Coded, zero_is_blank: Flags, affected: Affected) -> Masses:
        """The masses of all rows. What is negative, or no number, is misread; what has no unit has no mass."""
        amount, within = table.numbers("quantity"), table.numbers("tolerance")
        units = table.coded("unit")
        self._report(table, (amount, within), units, zero_is_blank, affected)
        bad = amount.bad | (amount.numbers < 0) | within.bad | (within.numbers < 0)
        weighed = ~(amount.blank | bad | (zero_is_blank & (amount.numbers == 0)))
        masses = Masses(
            np.zeros(table.size, np.int64),
            np.full(table.size, UNMEASURED, np.int64),
            np.full(table.size, UNMEASURED, np.int64),
            _bases(table),
        )
        for unit, rows in _by_unit(table, units, weighed):
            known = find_unit(unit)
            if known is not None and known.dimension == "mass" and known.factor is not None:
                kg = Fraction(known.factor)
                _fill(masses, rows, (kg, kg), amount, within)
            else:
                self._packed(masses, rows, unit, (lots, table.coded("goods")), (amount, within))
        self._convert(masses, lots, table.coded("goods"))
        over = masses.most > MOST_MG
        table.misread(over, "quantity", affected, "more than any one delivery can weigh")
        masses.least[over], masses.stated[over], masses.most[over] = 0, UNMEASURED, UNMEASURED
        masses.basis[masses.most == UNMEASURED] = BASES.index(Basis.UNKNOWN)
        return masses

    def _convert(self, masses: Masses, lots: Coded, goods: Coded) -> None:
        """Weights that the case tells how to compare on another basis, a lot at a time."""
        for basis in (Basis.CONDITIONED, Basis.GROSS):
            rows = np.flatnonzero((masses.basis == BASES.index(basis)) & (masses.most != UNMEASURED))
            if not len(rows) or not self._scale.states(f"{basis} kg"):
                continue
            for lot, thing in np.unique(
                np.stack([lots.codes[rows], goods.codes[rows]], axis=1), axis=0
            ).tolist():
                name = "" if lot == NONE else str(lots.values[lot])
                target, shares = self._scale.on_basis(
                    basis, name, None if thing == NONE else str(goods.values[thing])
                )
                if shares:
                    these = rows[(lots.codes[rows] == lot) & (goods.codes[rows] == thing)]
                    least, most = min(share for share, _ in shares), max(share for share, _ in shares)
                    masses.least[these] = times(masses.least[these], least)[0]
                    masses.most[these] = times(masses.most[these], most)[1]
                    masses.stated[these] = times(2 * masses.stated[these], (least + most) / 2)[0] + 1 >> 1
                    masses.basis[these] = BASES.index(target)

    def _packed(
        self,
        masses: Masses,
        rows: Rows,
        unit: str,
        subjects: tuple[Coded, Coded],
        said: tuple[Scaled, Scaled],
    ) -> None:
        """Bales, rolls and pieces: by what the case states of their lot, else of their goods."""
        lots, goods = subjects
        pairs = np.stack([lots.codes[rows], goods.codes[rows]], axis=1)
        kinds, which = np.unique(pairs, axis=0, return_inverse=True)
        order = np.argsort(which, kind="stable")
        ends = np.searchsorted(which[order], np.arange(len(kinds) + 1))
        for number, (lot, thing) in enumerate(kinds.tolist()):
            name = "" if lot == NONE else str(lots.values[lot])
            kg = self._scale.kilograms(unit, name, None if thing == NONE else str(goods.values[thing]))
            if kg is not None:
                _fill(masses, rows[order[ends[number] : ends[number + 1]]], kg, *said)

    def _report(
        self,
        table: ParquetTable,
        said: tuple[Scaled, Scaled],
        units: Coded,
        zero_is_blank: Flags,
        affected: Affected,
    ) -> None:
        amount, within = said
        unread = amount.bad | within.bad | (within.numbers < 0)
        table.misread(unread, "quantity", affected, "not a number that can be held exactly")
        negative = (amount.numbers < 0) & ~unread
        table.misread(negative, "quantity", affected, "negative; a return is a transfer of kind return")
        for row in np.flatnonzero(zero_is_blank & ~amount.blank & ~unread & (amount.numbers == 0)):
            table.note(row, "quantity", "zero is no amount of goods that move", NO_MASS)
        if "quantity" not in table.found.units:
            for row in np.flatnonzero((units.codes == NONE) & ~amount.blank):
                table.note(row, "quantity", "no unit", NO_MASS)


def _by_unit(table: ParquetTable, units: Coded, weighed: Flags) -> Iterable[tuple[str, Rows]]:
    for code, unit in enumerate(units.values):
        yield str(unit), np.flatnonzero(weighed & (units.codes == code))
    if (unit := table.found.units.get("quantity")) is not None:
        yield unit, np.flatnonzero(weighed & (units.codes == NONE))


def _fill(masses: Masses, rows: Rows, kg: tuple[Fraction, Fraction], amount: Scaled, within: Scaled) -> None:
    """Milligrams of rows whose unit weighs between `kg[0]` and `kg[1]`."""
    least, most = (one * MG_PER_KG for one in kg)
    numbers, tolerance = amount.numbers[rows], within.numbers[rows]
    below, above = (times(tolerance, side / 10**within.places)[1] for side in (least, most))
    masses.least[rows] = np.maximum(times(numbers, least / 10**amount.places)[0] - below, 0)
    masses.most[rows] = times(numbers, most / 10**amount.places)[1] + above
    masses.stated[rows] = times(2 * numbers, (least + most) / 2 / 10**amount.places)[0] + 1 >> 1


def _bases(table: ParquetTable) -> NDArray[np.uint8]:
    found = table.found.bases.get("quantity", Basis.UNKNOWN)

    def read(text: str) -> int:
        try:
            return BASES.index(parse_basis(text))
        except CellError as error:
            table.notes.append(
                Note(table.file, None, "basis", error.reason, "the weight basis of these rows is unknown")
            )
            return BASES.index(Basis.UNKNOWN)

    codes = meanings(table.coded("basis"), read)
    return np.where(codes == NONE, BASES.index(Basis(found)), codes).astype(np.uint8)
