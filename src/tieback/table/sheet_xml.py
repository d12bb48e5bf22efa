"""What calamine does not tell of a zipped workbook: formula cells, and what would fill the memory or never end.

A document type declaration is refused outright, so no entity is ever expanded; what is not well-formed is refused
too, since calamine may wait for ever for the end of an element. The rest is searched as bytes.
"""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from posixpath import basename
from xml.parsers import expat
from zipfile import ZipInfo

from tieback.model.refusal import Refused
from tieback.table.limit import MOST_CELLS, MOST_ROWS, inflate, too_many_rows

MOST_TEXT_BYTES = 1_000_000_000  # of all cells, once shared strings are written out
_WIDE = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")
_LONG = re.compile(rb"""\br=["'][A-Z]{0,3}(\d{6,})["']""")
_FORMULA = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3}\d+)["'][^>]*>\s*<(?:\w+:)?f[\s/>]""")
_SHARED = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
_SHEET = re.compile(r"""<(?:\w+:)?sheet\s[^>]*?\bname=["']([^"']*)["'][^>]*?\b\w+:id=["']([^"']*)["']""")
_RELATION = re.compile(r"""<Relationship\s[^>]*>""")
_COUNT = re.compile(rb"""\b(?:c|uniqueC)ount=["'](\d+)""")
_REPEATED_ROWS = re.compile(rb"""number-rows-repeated=["'](\d{5,})["'][^>]*>""")
_REPEATED_CELL = re.compile(
    rb"""<table:table-cell(?=[^>]*value-type)[^>]*number-columns-repeated=["'](\d{4,})["']"""
)
_SPANNED = re.compile(rb"""number-(?:rows|columns)-spanned=["'](?:[2-9]|\d{2,})["']""")


class Formulas(dict[str, tuple[str, ...]]):
    """Sheet name -> references of its formula cells, in the order of the file."""

    spans = False  # an ODS sheet with merged cells, which calamine does not report


def scan(path: Path, entries: tuple[ZipInfo, ...], file: str) -> Formulas:
    """Inflate every part against its stated size, check what it would expand to, and find the formulas.

    Raises Refused for a document type declaration, for sheets beyond the budget and for lying directories.
    """
    texts = {}
    for entry in entries:
        data = b"".join(inflate(path, entry, file))
        if entry.filename.endswith((".xml", ".rels")):
            _check_form(data, file)
            if any(int(match.group(1)) > len(data) for match in _COUNT.finditer(data)):
                raise Refused("a part states more items than it can hold", file, remedy="save it again")
            texts[entry.filename] = data
    if "content.xml" in texts:
        return _open_document(texts["content.xml"], file)
    sheets = {name: data for name, data in texts.items() if name.startswith("xl/worksheets/")}
    for data in sheets.values():
        _check_box(data, file)
    _check_strings(texts.get("xl/sharedStrings.xml", b""), sheets, file)
    found = Formulas()
    for sheet, part in _sheet_parts(texts).items():
        found[sheet] = tuple(match.group(1).decode() for match in _FORMULA.finditer(sheets.get(part, b"")))
    return found


def _check_form(data: bytes, file: str) -> None:
    """Refuse what is not well-formed XML, and a document type declaration before anything in it is expanded."""

    def refuse(*_: object) -> None:
        raise Refused(
            "the workbook declares a document type or entities", file, remedy="do not use this file"
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(
            "the workbook is damaged", file, remedy="open it in a spreadsheet and save it again"
        ) from error


def _check_box(data: bytes, file: str) -> None:
    """A reader allots the whole box around the used cells, so one far cell can cost everything."""
    width = max((_column(match.group(1)) for match in _WIDE.finditer(data)), default=26)
    height = max((int(match.group(1)) for match in _LONG.finditer(data)), default=100_000)
    if height > MOST_ROWS:
        raise too_many_rows(file)
    if width * height > MOST_CELLS:
        said = f"the used area of a sheet reaches row {height:,} and column {width:,}"
        raise Refused(said, file, remedy="delete the empty rows and columns beyond the table")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_strings(shared: bytes, sheets: Mapping[str, bytes], file: str) -> None:
    """A long text that many cells share is small in the file and large in memory."""
    lengths = [len(item) for item in shared.split(b"</si>")]
    uses = sum(len(data) // 24 for data in sheets.values())  # the shortest cell that shares a text
    if uses * max(lengths) <= MOST_TEXT_BYTES:
        return
    total = 0
    for data in sheets.values():
        for match in _SHARED.finditer(data):
            index = int(match.group(1))
            total += lengths[index] if index < len(lengths) else 0
    if total > MOST_TEXT_BYTES:
        raise Refused("shared texts would unpack to more than 1 GB", file, remedy="do not use this file")


def _sheet_parts(texts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet name -> name of its part, through the workbook's relations."""
    relations = {}
    for tag in _RELATION.findall(texts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")):
        values = dict(re.findall(r"""(\w+)=["']([^"']*)["']""", tag))
        relations[values.get("Id", "")] = "xl/worksheets/" + basename(values.get("Target", ""))
    book = texts.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    return {unescape(name): relations.get(relation, "") for name, relation in _SHEET.findall(book)}


def _open_document(data: bytes, file: str) -> Formulas:
    for match in _REPEATED_ROWS.finditer(data):
        row = data[match.end() : data.find(b"</table:table-row>", match.end())]
        if b"value-type" in row:
            raise Refused(
                f"a row is repeated {int(match.group(1)):,} times", file, remedy="delete the repeated rows"
            )
    if _REPEATED_CELL.search(data):
        raise Refused("a cell is repeated over a thousand columns", file, remedy="delete the repeated cells")
    found = Formulas()
    found.spans = bool(_SPANNED.search(data))
    return found
