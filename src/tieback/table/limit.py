"""How much a table may hold, checked before it is read: files, rows, and what a ZIP would unpack to.

The directory of a ZIP can lie, so each part is also inflated once against its stated size.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tieback.model.refusal import Refused

MOST_BYTES = 100_000_000  # of a file
MOST_ROWS = 1_048_576  # a worksheet's own limit (ECMA-376)
MOST_STREAMED_ROWS = 20_000_000  # of a table that is read row by row
MOST_UNPACKED_BYTES = 150_000_000  # of all parts of a workbook
MOST_PARTS = 2_000
MOST_CELLS = 30_000_000  # of the box around the used cells of a sheet
_CHUNK = 1 << 18
_END = struct.Struct("<4s4H2LH")  # end of central directory (APPNOTE 4.3.16)


def check_size(path: Path, file: str) -> int:
    """Size of a file in bytes. Raises Refused where it is empty, too large, or not a file."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Refused("cannot be opened", file, remedy="check the name and the permissions") from error
    if not path.is_file():
        raise Refused("is not a file", file)
    if size == 0:
        raise Refused("the file is empty", file, remedy="export it again")
    if size > MOST_BYTES:
        said = f"{size / 1e6:,.0f} MB; at most {MOST_BYTES / 1e6:,.0f} MB are read"
        raise Refused(
            f"the file holds {said}", file, remedy="split it or leave out columns that are not needed"
        )
    return size


def too_many_rows(file: str) -> Refused:
    """The refusal for a table longer than a worksheet can be."""
    return Refused(f"more than {MOST_ROWS:,} rows", file, remedy="split the table")


def parts(path: Path, file: str) -> tuple[zipfile.ZipInfo, ...]:
    """The directory of a ZIP within the budget. Raises Refused for bombs and for what is no ZIP."""
    _check_count(path, file)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = tuple(archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(
            "the workbook is damaged", file, remedy="open it in a spreadsheet and save it again"
        ) from error
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        raise _too_large(file)
    if sum(entry.compress_size for entry in entries) > path.stat().st_size:
        raise Refused("the parts of the ZIP overlap", file, remedy="do not use this file")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("the workbook is encrypted", file, remedy="save it without a password")
    return entries


def inflate(path: Path, entry: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    """The bytes of one part in chunks, never more than its directory states (plus the lie that is refused)."""
    with path.open("rb") as stream:
        stream.seek(entry.header_offset)
        header = stream.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Refused(
                "the workbook is damaged", file, remedy="open it in a spreadsheet and save it again"
            )
        stream.seek(sum(struct.unpack_from("<2H", header, 26)), 1)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from _stored(stream, entry.compress_size)
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            yield from _deflated(stream, entry, file)
        else:
            raise Refused(
                "the workbook is packed by an unusual method", file, remedy="save it again as .xlsx"
            )


def _stored(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
        left -= len(chunk)
        yield chunk


def _deflated(stream: BinaryIO, entry: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    out = 0
    for packed in _stored(stream, entry.compress_size):
        pending = packed
        while pending and not inflater.eof:
            try:
                chunk = inflater.decompress(pending, _CHUNK)
            except zlib.error as error:
                raise Refused("the workbook is damaged", file, remedy="save it again") from error
            pending = inflater.unconsumed_tail
            out += len(chunk)
            if out > entry.file_size:
                raise Refused(
                    "a part unpacks to more than the ZIP's directory says",
                    file,
                    remedy="do not use this file",
                )
            yield chunk


def _check_count(path: Path, file: str) -> None:
    """Refuse by the directory's own count before any entry is read."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 65_557))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused("the workbook is damaged", file, remedy="open it in a spreadsheet and save it again")
    if _END.unpack_from(tail, at)[4] > MOST_PARTS:
        raise Refused(f"the ZIP holds more than {MOST_PARTS:,} parts", file, remedy="do not use this file")


def _too_large(file: str) -> Refused:
    said = f"unpacks to more than {MOST_UNPACKED_BYTES / 1e6:,.0f} MB"
    return Refused(f"the workbook {said}", file, remedy="split it or save the sheet as CSV")
