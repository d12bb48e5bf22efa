"""XLSX, XLS and ODS through calamine: one sheet, its values as exact text, merged cells filled.

A formula is read as the value that the spreadsheet last stored, and is named in a note. Macros, styles,
charts and links are not read.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.grid import Cell, Grid, blank, listed
from tieback.table.header import is_known
from tieback.table.limit import MOST_ROWS, parts, too_many_rows
from tieback.table.number import number_text
from tieback.table.sheet_xml import Formulas, scan
from tieback.table.typed import typed

_Value = int | float | str | bool | time | date | datetime | timedelta
_FIRST_INEXACT = 10**15  # a spreadsheet keeps 15 significant digits
_TOP_ROWS = 20  # where a header is looked for


def read_workbook(path: Path, file: str, name: str | None, *, zipped: bool, keep_blank: bool = False) -> Grid:
    """The named sheet, else the first that holds anything (visible ones first), a sheet without headers set aside.

    `keep_blank`: for an output that answers row by row: blank rows between filled ones count too, and numbers and
    days are `Typed`.

    Raises Refused for damaged, encrypted or oversized workbooks and for an unknown sheet name.
    """
    formulas = scan(path, parts(path, file), file) if zipped else Formulas()
    try:
        with calamine.load_workbook(path) as book:
            sheet, others = _choose(book, name, file)
            if sheet.total_height > MOST_ROWS:
                raise too_many_rows(file)
            cells = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
    except calamine.PasswordError as error:
        raise Refused("the workbook is encrypted", file, remedy="save it without a password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refused(
            "the workbook is damaged", file, remedy="open it in a spreadsheet and save it again"
        ) from error
    texts = [
        [typed(text_of(value), value) if keep_blank else text_of(value) for value in row] for row in cells
    ]
    notes = [*_fill(texts, merged, file), *_others(others, sheet.name, file)]
    notes += _long_numbers(cells, file) + _formulas(formulas, sheet.name, file)
    rows = [(number, tuple(row)) for number, row in enumerate(texts, start=1)]
    filled = [number for number, row in rows if any(row)]
    wanted = set(range(filled[0], filled[-1] + 1)) if keep_blank and filled else set(filled)
    rows = [row for row in rows if row[0] in wanted]
    return Grid(tuple(rows), tuple(notes), sheet=sheet.name)


def text_of(value: _Value) -> Cell:
    """A typed cell as text: decimals as the spreadsheet shows them (15 digits), dates and times ISO 8601."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return blank(value)
        case int():
            return str(value)
        case float():
            return number_text(value)
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="seconds")
        case timedelta():
            return number_text(value.total_seconds() / 86_400)


def _choose(
    book: calamine.CalamineWorkbook, name: str | None, file: str
) -> tuple[calamine.CalamineSheet, tuple[str, ...]]:
    """The sheet to read and the names of the other sheets that hold something."""
    if name is not None:
        if name not in book.sheet_names:
            raise Refused(f"there is no sheet {name!r}", file, remedy=f"it has {', '.join(book.sheet_names)}")
        return book.get_sheet_by_name(name), ()
    visible = {meta.name: meta.visible == calamine.SheetVisibleEnum.Visible for meta in book.sheets_metadata}
    grids = {meta.name for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet}
    sheets = [book.get_sheet_by_name(each) for each in book.sheet_names if each in grids]
    filled = [sheet for sheet in sheets if sheet.start is not None]
    if not filled:
        raise Refused("the workbook holds no cells", file, remedy="export it again")
    ordered = sorted(filled, key=lambda sheet: not visible[sheet.name])
    chosen = ordered[0] if _header_words(ordered[0]) else next(filter(_has_header, ordered), ordered[0])
    return chosen, tuple(sheet.name for sheet in filled if sheet is not chosen)


def _has_header(sheet: calamine.CalamineSheet) -> bool:
    """Does a row near the top name two columns that are known? A cover sheet has none."""
    return _header_words(sheet) > 1


def _header_words(sheet: calamine.CalamineSheet) -> int:
    top = sheet.to_python(skip_empty_area=False, nrows=_TOP_ROWS)
    return max((len({text for cell in row if is_known(text := str(cell))}) for row in top), default=0)


def _fill(
    texts: list[list[Cell]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], file: str
) -> list[Note]:
    """Give every covered cell the merged cell's value; a note says over which rows."""
    tall = []
    for (top, left), (bottom, right) in sorted(merged):
        if top >= len(texts) or left >= len(texts[top]) or texts[top][left] is None:
            continue
        value = texts[top][left]
        for row in texts[top : bottom + 1]:
            row[left : right + 1] = [value] * len(row[left : right + 1])
        if bottom > top:
            tall.append(top + 1)
    if not tall:
        return []
    reason = f"merged cells begin in {listed(tall)}"
    return [Note(file, None, None, reason, "the value is read for every row that they cover")]


def _others(others: tuple[str, ...], chosen: str, file: str) -> list[Note]:
    if not others:
        return []
    reason = f"sheet {chosen!r} was read; not read: {', '.join(map(repr, others))}"
    return [Note(file, None, None, reason, "what only the other sheets hold is not part of the result")]


def _formulas(formulas: Formulas, sheet: str, file: str) -> list[Note]:
    notes = []
    if refs := formulas.get(sheet, ()):
        shown = ", ".join(refs[:5]) + (f" and {len(refs) - 5} more" if len(refs) > 5 else "")
        notes.append(
            Note(file, None, None, f"formula in {shown}", "the value last stored by the spreadsheet is read")
        )
    if formulas.spans:
        effect = "only the first of the cells that they cover holds the value; save as .xlsx to have all read"
        notes.append(Note(file, None, None, "merged cells in an .ods file", effect))
    return notes


def _long_numbers(cells: Sequence[Sequence[_Value]], file: str) -> list[Note]:
    """Numbers beyond 15 digits (codes typed as numbers) have lost digits before we see them."""
    rows = [
        number
        for number, row in enumerate(cells, start=1)
        if any(isinstance(value, float | int) and abs(value) >= _FIRST_INEXACT for value in row)
    ]
    if not rows:
        return []
    reason = f"numbers of more than 15 digits in {listed(rows)}"
    return [
        Note(file, rows[0], None, reason, "a code kept as a number has lost its last digits: keep it as text")
    ]
