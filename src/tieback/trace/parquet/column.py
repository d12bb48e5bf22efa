"""Columns of large tables as codes and whole numbers: polars reads, numpy holds. Nothing is rounded in silence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tieback.model.refusal import Refused
from tieback.trace.array import NONE, Codes

if TYPE_CHECKING:
    import polars as pl

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_FLOAT_PLACES = 6
_TEXT_PLACES = 9
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: its values, each once, and for every row the place of its value (NONE: blank)."""

    values: "pl.Series"
    codes: Codes

    def take(self, rows: "Flags | NDArray[np.intp]") -> "Coded":
        """Some of the rows."""
        return Coded(self.values, self.codes[rows])

    def text(self, row: int) -> str | None:
        """The text of a row."""
        return None if self.codes[row] == NONE else str(self.values[int(self.codes[row])])


@dataclass(frozen=True, slots=True)
class Scaled:
    """Numbers of a column as whole numbers of ten to the minus `places`. `blank` and `bad` rows hold 0."""

    numbers: Numbers
    places: int
    blank: Flags
    bad: Flags
    rounded: bool = False

    def take(self, rows: "Flags | NDArray[np.intp]") -> "Scaled":
        """Some of the rows."""
        return Scaled(self.numbers[rows], self.places, self.blank[rows], self.bad[rows], self.rounded)


def texts(series: "pl.Series") -> "pl.Series":
    """Cells as text: inner runs of blanks one space, blank cells null."""
    import polars as pl

    plain = series.cast(pl.String).str.replace_all(r"\s+", " ").str.strip_chars()
    return plain.set(plain == "", None) if plain.len() else plain


def coded(series: "pl.Series") -> Coded:
    """Each text once, cleaned as `texts` does, and where it stands."""
    import polars as pl

    packed = isinstance(series.dtype, pl.Categorical | pl.Enum)  # a dictionary already: its numbers do
    column = series if packed else series.cast(pl.String)
    found = column.drop_nulls().unique()
    clean = texts(found)
    values = clean.drop_nulls().unique()
    of_found = np.append(_places(clean, values).cast(pl.Int32).fill_null(NONE).to_numpy(), np.int32(NONE))
    if not packed:
        return Coded(values, of_found[_places(column, found).cast(pl.Int32).fill_null(NONE).to_numpy()])
    numbers = found.to_physical().cast(pl.Int64).to_numpy()
    by_number = np.full(int(numbers.max(initial=-1)) + 2, NONE, np.int32)
    by_number[numbers] = of_found[:-1]
    return Coded(values, by_number[series.to_physical().cast(pl.Int64).fill_null(NONE).to_numpy()])


def _places(column: "pl.Series", values: "pl.Series") -> "pl.Series":
    """Where each text of a column stands among values without repeats; null for none."""
    import polars as pl

    numbered = pl.DataFrame({"text": values}).with_row_index("place")
    return pl.DataFrame({"text": column}).join(numbered, on="text", how="left", maintain_order="left")[
        "place"
    ]


def renamed(column: Coded, name: Callable[[str], str]) -> Coded:
    """The column with every text replaced by what `name` makes of it."""
    import polars as pl

    return Coded(pl.Series(list(map(name, column.values)), dtype=pl.String), column.codes)


def merged(*columns: Coded) -> tuple["pl.Series", list[Codes]]:
    """One sorted table of the texts that rows of several columns hold, and the columns as places in it."""
    import polars as pl

    said = [_used(one) for one in columns]
    words = pl.concat([pl.Series(dtype=pl.String), *(one.drop_nulls() for one in said)]).unique().sort()
    found = []
    for one, values in zip(columns, said, strict=True):
        rank = _places(values, words).cast(pl.Int32).fill_null(NONE).to_numpy()
        found.append(np.append(rank, np.int32(NONE))[one.codes])
    return words, found


def _used(column: Coded) -> "pl.Series":
    """The values, null where no row holds one."""
    import polars as pl

    held = np.zeros(len(column.values) + 1, bool)
    held[column.codes] = True
    return column.values.set(pl.Series(~held[:-1]), None)


def flag_series(flags: Flags) -> "pl.Series":
    """Flags as polars takes them."""
    import polars as pl

    return pl.Series(flags, dtype=pl.Boolean)


def meanings(column: Coded, read: Callable[[str], int]) -> Codes:
    """For every row what `read` makes of its text; NONE for blanks."""
    return np.append(np.fromiter(map(read, column.values), np.int32), np.int32(NONE))[column.codes]


def numbers(series: "pl.Series", file: str) -> Scaled:
    """A column of numbers, exactly. Floating point is rounded to six places, and `rounded` says so.

    Raises Refused for a column that holds no numbers.
    """
    import polars as pl

    kind, rounded = series.dtype, False
    blank = series.is_null()
    if kind == pl.Null:
        whole, places = pl.Series([None] * series.len(), dtype=pl.Int64), 0
    elif isinstance(kind, pl.Decimal):
        whole, places = series.to_physical().cast(pl.Int64, strict=False), kind.scale
    elif kind.is_integer():
        whole, places = series.cast(pl.Int64, strict=False), 0
    elif kind.is_float():
        finite = series.set(~series.is_finite().fill_null(value=True), None)
        whole, places = (finite * 10**_FLOAT_PLACES).round().cast(pl.Int64, strict=False), _FLOAT_PLACES
        rounded = bool((finite * 10**_FLOAT_PLACES != whole).any())
    elif kind in (pl.String, pl.Categorical):
        exact = series.cast(pl.String).str.strip_chars().cast(pl.Decimal(38, _TEXT_PLACES), strict=False)
        whole, places = exact.to_physical().cast(pl.Int64, strict=False), _TEXT_PLACES
    else:
        raise Refused(f"{kind} is no type of number", file, 1, series.name, "write decimals")
    bad = (whole.is_null() & ~blank).to_numpy()
    return Scaled(whole.fill_null(0).to_numpy(), places, blank.to_numpy(), bad, rounded)


def days(series: "pl.Series", undated: int) -> tuple[Codes, Flags]:
    """Days since 1970-01-01, and the rows whose day cannot be read."""
    import polars as pl

    blank = series.is_null().to_numpy()
    if series.dtype in (pl.String, pl.Categorical):
        found = series.cast(pl.String).str.strip_chars().str.to_date("%Y-%m-%d", strict=False)
    else:
        found = series.cast(pl.Date, strict=False)
    physical = found.to_physical().fill_null(undated)
    return physical.cast(pl.Int32).to_numpy(), found.is_null().to_numpy() & ~blank


def times(whole: Numbers, ratio: Fraction) -> tuple[Numbers, Numbers]:
    """`whole` times a ratio, rounded down and up, exactly; beyond 2**62 it is cut off there."""
    over, under = ratio.numerator, ratio.denominator
    most = int(np.abs(whole).max(initial=0))
    if most * over < _SAFE:
        return whole * over // under, -(-whole * over // under)
    exact = [int(value) * over for value in whole]
    return _limited(value // under for value in exact), _limited(-(-value // under) for value in exact)


def _limited(values: Iterable[int]) -> Numbers:
    return np.fromiter((max(-_SAFE, min(_SAFE, value)) for value in values), np.int64)
