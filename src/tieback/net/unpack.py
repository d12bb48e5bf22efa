"""The only decompression and the only parsing of mark-up from outside, each under a budget.

Promises that no input makes it spend more than its limits: output bytes, ratio, entries, nesting. A zip whose
entries overlap, leave their folder, are links or encrypted, or whose two headers differ is refused whole.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from tieback.model.refusal import Refused
from tieback.net.markup import parse_html, parse_xml, stream_xml

__all__ = ["Archive", "Limits", "gunzip", "open_zip", "parse_html", "parse_xml", "stream_xml"]

_BLOCK = 1 << 16
_GRACE = 10_000_000  # output bytes below which the ratio is not looked at
_LOCAL = struct.Struct("<4sHHHHHIIIHH")  # APPNOTE 6.3.10, section 4.3.7
_END = b"PK\x05\x06"
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets: output bytes in all and for one entry, output over input beyond 10 MB, number of entries."""

    total_bytes: int = 1_000_000_000
    entry_bytes: int = 500_000_000
    ratio: int = 200
    entries: int = 10_000


def gunzip(data: bytes, limit: int = 500_000_000, *, ratio: int = 200, file: str | None = None) -> bytes:
    """The content of a gzip file, all its members. Raises Refused if it is broken or exceeds its budget."""
    parts: list[bytes] = []
    size = at = 0
    while at < len(data):
        inflate = zlib.decompressobj(wbits=31)
        while not inflate.eof:
            if at >= len(data):
                raise Refused("a gzip file that ends too early", file, remedy="download it again")
            block, at = data[at : at + _BLOCK], at + _BLOCK
            for part in _pieces(inflate, block, file):
                size += len(part)
                parts.append(part)
                _check_budget(size, limit, len(data), ratio, file)
        at = min(at, len(data)) - len(inflate.unused_data)
        while data[at : at + 1] == b"\0":  # padding between members is allowed
            at += 1
    return b"".join(parts)


def _pieces(inflate: "zlib._Decompress", block: bytes, file: str | None) -> Iterator[bytes]:
    try:
        while block and not inflate.eof:
            yield inflate.decompress(block, _BLOCK)
            block = inflate.unconsumed_tail
    except zlib.error as error:
        raise Refused(f"broken compressed data ({error})", file, remedy="download it again") from error


def open_zip(source: bytes | Path, limits: Limits | None = None, *, file: str | None = None) -> "Archive":
    """A zip archive, every header checked before anything is decompressed. Raises Refused."""
    if isinstance(source, Path):
        file = file or source.name
        stream: BinaryIO = source.open("rb")
    else:
        stream = io.BytesIO(source)
    try:
        return Archive(stream, limits or Limits(), file)
    except Refused:
        stream.close()
        raise


class Archive:
    """A checked archive; use it as a context manager where it was opened from a path."""

    __slots__ = ("_entries", "_file", "_limits", "_spent", "_stream")

    def __init__(self, stream: BinaryIO, limits: Limits, file: str | None) -> None:
        self._stream = stream
        self._limits = limits
        self._file = file
        self._spent = 0
        size = stream.seek(0, io.SEEK_END)
        _check_directory(stream, size, limits, file)
        try:
            with zipfile.ZipFile(stream) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
            raise Refused(f"a broken zip file ({error})", file, remedy="make or download it again") from error
        self._entries = _check_entries(stream, infos, size, limits, file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file the archive is read from."""
        self._stream.close()

    def names(self) -> tuple[str, ...]:
        """Names of the entries in the order of the directory; folders end in a slash."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of one entry, length and CRC checked. Raises Refused; KeyError for a name it has not."""
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """As `read`, block by block; length and CRC are known to be right only at the end."""
        info, start = self._entries[name]
        inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        size = crc = 0
        for block in self._inflated(info, start, inflate):
            size += len(block)
            self._spent += len(block)
            crc = zlib.crc32(block, crc)
            budget = min(self._limits.entry_bytes, info.file_size)
            if size > budget or self._spent > self._limits.total_bytes:
                raise self._refusal(f"entry {name!r} is larger than it says or than is allowed")
            yield block
        if size != info.file_size or crc != info.CRC:
            raise self._refusal(f"entry {name!r} is damaged")

    def _inflated(
        self, info: zipfile.ZipInfo, start: int, inflate: "zlib._Decompress | None"
    ) -> Iterator[bytes]:
        left = info.compress_size
        at = start
        while left:
            self._stream.seek(at)
            raw = self._stream.read(min(left, _BLOCK))
            if not raw:
                return
            left -= len(raw)
            at += len(raw)
            if inflate is None:
                yield raw
                continue
            if inflate.eof:
                raise self._refusal(f"entry {info.filename!r} is followed by something else")
            yield from _pieces(inflate, raw, self._file)
        if inflate is not None:
            yield inflate.flush()

    def _refusal(self, reason: str) -> Refused:
        return Refused(reason, self._file, remedy="make or download the file again")


def _check_budget(size: int, limit: int, packed: int, ratio: int, file: str | None) -> None:
    if size > limit:
        raise Refused(f"unpacks to more than {limit:,} bytes", file)
    if size > _GRACE and size > packed * ratio:
        raise Refused(f"unpacks to more than {ratio} times its size", file)


def _check_directory(stream: BinaryIO, size: int, limits: Limits, file: str | None) -> None:
    """Before the directory is read at all: it must be there, and small enough to be read."""
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Refused("not a zip file, or one that ends too early", file, remedy="make or download it again")
    count, directory = struct.unpack_from("<HI", tail, at + 10)
    if count > limits.entries or count == 0xFFFF or directory > limits.entries * 1024:
        raise Refused(f"a zip of more than {limits.entries:,} entries", file)


def _check_entries(
    stream: BinaryIO, infos: list[zipfile.ZipInfo], size: int, limits: Limits, file: str | None
) -> dict[str, tuple[zipfile.ZipInfo, int]]:
    if len(infos) > limits.entries:
        raise Refused(f"a zip of more than {limits.entries:,} entries", file)
    entries: dict[str, tuple[zipfile.ZipInfo, int]] = {}
    spans: list[tuple[int, int, str]] = []
    for info in infos:
        _check_entry(info, limits, file)
        if info.filename in entries:
            raise Refused(f"two zip entries are called {info.filename!r}", file)
        start = _data_start(stream, info, file)
        entries[info.filename] = (info, start)
        spans.append((info.header_offset, start + info.compress_size, info.filename))
    if sum(info.file_size for info in infos) > limits.total_bytes:
        raise Refused(f"a zip that unpacks to more than {limits.total_bytes:,} bytes", file)
    spans.sort()
    ends = [0, *(end for _, end, _ in spans)]
    for before, (begin, end, name) in zip(ends, spans, strict=False):
        if begin < before or end > size:
            raise Refused(f"zip entry {name!r} overlaps another or the end of the file", file)
    return entries


def _check_entry(info: zipfile.ZipInfo, limits: Limits, file: str | None) -> None:
    name = info.filename
    problem = None
    if info.flag_bits & _ENCRYPTED:
        problem = "is encrypted"
    elif info.compress_type not in _METHODS:
        problem = "is compressed in a way that is not read here"
    elif _leaves_folder(name) or name != info.orig_filename:
        problem = "has a name that leaves the folder"
    elif stat.S_ISLNK(info.external_attr >> 16):
        problem = "is a link"
    elif info.file_size > limits.entry_bytes:
        problem = f"unpacks to more than {limits.entry_bytes:,} bytes"
    elif info.file_size > _GRACE and info.file_size > info.compress_size * limits.ratio:
        problem = f"unpacks to more than {limits.ratio} times its size"
    if problem:
        raise Refused(f"zip entry {name[:80]!r} {problem}", file)


def _leaves_folder(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return (
        not name
        or "\\" in name
        or "\0" in name
        or any(part in {"", ".", ".."} or ":" in part for part in parts)
    )


def _data_start(stream: BinaryIO, info: zipfile.ZipInfo, file: str | None) -> int:
    """Where the entry's data begin; its local header must call it by the same name."""
    stream.seek(max(0, info.header_offset))  # the offset of a prepended or doctored archive may be negative
    raw = stream.read(_LOCAL.size)
    if info.header_offset < 0 or len(raw) != _LOCAL.size or not raw.startswith(b"PK\x03\x04"):
        raise Refused(f"zip entry {info.filename!r} has no header of its own", file)
    _, _, flags, method, *_, name_size, extra_size = _LOCAL.unpack(raw)
    name = stream.read(name_size)
    if method != info.compress_type or flags & _ENCRYPTED:
        raise Refused(f"zip entry {info.filename!r} has two headers that differ", file)
    if name.decode("utf-8" if flags & 0x800 else "cp437", "replace") != info.orig_filename:
        raise Refused(f"zip entry {info.filename!r} has two names", file)
    return int(info.header_offset + _LOCAL.size + name_size + extra_size)
