"""Which row of a grid is the header: titles above it are skipped, a header over two rows is joined.

Known header words (column.csv) decide; where none is known, the first row is the header.
"""

from dataclasses import dataclass

from tieback.model.record import Note
from tieback.table.grid import Cell, Grid
from tieback.table.header import is_known

_SEARCHED_ROWS = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """The header found: its texts, spreadsheet row, and how many rows of the grid it and the titles take."""

    header: tuple[str, ...]
    row: int
    rows_used: int
    notes: tuple[Note, ...]


def find_heading(grid: Grid, file: str) -> Heading:
    """The row with most known header words among the first, if it knows clearly more than the first row.

    One known word is enough in a row of several cells below rows of one text each: titles.
    """
    scores = [_known(cells) for _, cells in grid.rows[:_SEARCHED_ROWS]]
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    clear = scores[best] >= 2 and scores[best] > 2 * scores[0]
    at = best if clear or (scores[best] and _below_titles(grid, best)) else 0
    row, cells = grid.rows[at]
    header = tuple(_clean(cell) for cell in cells)
    notes = []
    if at:
        reason = (
            f"the header is row {row}; {at} rows above it are titles"
            if at > 1
            else f"the header is row {row}, below a title"
        )
        notes.append(Note(file, row, None, reason, "none"))
    used = at + 1
    if used < len(grid.rows) and _continues(header, grid.rows[used][1]):
        lower = grid.rows[used]
        header = _join(header, tuple(_clean(cell) for cell in lower[1]))
        notes.append(Note(file, row, None, f"the header stands in rows {row} and {lower[0]}", "none"))
        used += 1
    return Heading(header, row, used, tuple(notes))


def _below_titles(grid: Grid, at: int) -> bool:
    """Does the row hold several texts, and every row above it one text only, be it merged across all columns?"""
    several = [
        len({text for cell in cells if (text := _clean(cell))}) > 1 for _, cells in grid.rows[: at + 1]
    ]
    return several[at] and not any(several[:at])


def _clean(cell: Cell) -> str:
    return " ".join((cell or "").replace("\ufeff", "").split())


def _known(cells: tuple[Cell, ...]) -> int:
    return len({cell for cell in cells if cell and is_known(cell)})


def _continues(upper: tuple[str, ...], lower: tuple[Cell, ...]) -> bool:
    """Is the next row a second header row: only header words, below an upper one that was merged across columns?

    A merged header leaves an equal or a blank header beside it; without one, the next row is data, whatever it says.
    """
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [_clean(cell) for cell in lower] + [""] * (width - len(lower))
    new = [place for place in range(width) if below[place] and below[place] != above[place]]
    merged = [place for place in new if _spread(above, place)]
    return bool(new) and merged == new and all(is_known(below[place], parts=True) for place in new)


def _spread(header: list[str], place: int) -> bool:
    """Does the header at `place` belong to one that spreads over several columns?"""
    beside = [header[other] for other in (place - 1, place + 1) if 0 <= other < len(header)]
    return not header[place] or header[place] in beside or (place + 1 < len(header) and not header[place + 1])


def _join(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    width = max(len(upper), len(lower))
    pairs = zip(upper + ("",) * (width - len(upper)), lower + ("",) * (width - len(lower)), strict=True)
    return tuple(above if above == below else f"{above} {below}".strip() for above, below in pairs)
