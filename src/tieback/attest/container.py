"""The canonical ZIP: one byte string for one tree of files (docs/adr/0001-canonical-container.md).

Entries stored, in UTF-8 byte order, dated 1980-01-01, without extra fields or comments: what Python's zipfile
writes for `ZipInfo(path)`. Promises that `read` accepts exactly what `write` makes. Holds no more than 2 GiB.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tieback.attest import tree
from tieback.attest.tree import TREE_BYTES, TREE_FILES, TreeRefused
from tieback.proof import durable

# APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8 = 0x800  # general purpose bit 11
_DOS_TIME, _DOS_DATE = 0, 33  # 1980-01-01 00:00:00, the first instant that DOS can write
_VERSION, _MADE_BY = 20, 3 << 8 | 20  # 2.0; on Unix
_ATTRIBUTES = 0o600 << 16  # a dossier is confidential when it is unpacked, too


class ContainerRefused(TreeRefused):
    """Not a canonical container. `file` names the entry at fault; None: the container as a whole."""


def write(entries: Mapping[str, bytes]) -> bytes:
    """The container of these files. Raises `TreeRefused` for unfit paths or more than the budget."""
    return b"".join(_parts(entries))


def write_file(path: Path, entries: Mapping[str, bytes | Path]) -> None:
    """Write the container to `path`, durably and whole or not at all; a `Path` is read in turn.

    Raises `TreeRefused` as `write` does, and if a file changes while it is read.
    """
    durable.write_parts(path, _parts(entries))


def read(source: bytes | Path) -> dict[str, bytes]:
    """The files of a container that is byte for byte what `write` makes of them. Raises `ContainerRefused`."""
    data = source if isinstance(source, bytes) else load(source)
    entries = parse(data)
    check_canonical(data, entries)
    return entries


def load(path: Path) -> bytes:
    """The bytes of a file no larger than the budget. Raises `ContainerRefused`, OSError."""
    with path.open("rb") as file:
        data = file.read(TREE_BYTES + 1)
    if len(data) > TREE_BYTES:
        raise ContainerRefused(f"larger than {TREE_BYTES} bytes", str(path))
    return data


def parse(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP of stored entries that tile it exactly, their checksums and headers unverified.

    Lenient in dates and attributes only, so that a reader can say which file was altered before it says
    that the container is not canonical. Nothing is inflated: the files are never larger than `data`.
    Raises `ContainerRefused`; where only one entry is at fault, it names it.
    """
    directory, count = _end(data)
    entries: dict[str, bytes] = {}
    at, start = directory, 0
    for _ in range(count):
        record, name, at = _record(data, at)
        if name in entries:
            raise ContainerRefused("the path occurs twice", name)
        start, content = _content(data, start, directory, record, name)
        entries[name] = content
    if at != len(data) - _END.size or start != directory:
        raise ContainerRefused("not a ZIP container that can be read to its end")
    try:
        tree.check_paths(entries)
    except TreeRefused as error:
        raise ContainerRefused(error.reason, error.file) from error
    return entries


def check_canonical(data: bytes, entries: Mapping[str, bytes]) -> None:
    """Raise `ContainerRefused` unless `data` is the container of `entries`, naming the first difference."""
    position = 0
    for part in _parts(entries):
        if data[position : position + len(part)] != part:
            found = data[position : position + len(part)]
            offset = next(
                (i for i, (a, b) in enumerate(zip(found, part, strict=False)) if a != b), len(found)
            )
            raise ContainerRefused(
                f"the container is not in its canonical form: first difference at byte {position + offset}"
            )
        position += len(part)
    if position != len(data):
        raise ContainerRefused(
            f"the container is not in its canonical form: first difference at byte {position}"
        )


def _parts(entries: Mapping[str, bytes | Path]) -> Iterator[bytes]:
    tree.check_paths(entries)
    if len(entries) > TREE_FILES:
        raise TreeRefused(f"more than {TREE_FILES} files")
    directory: list[bytes] = []
    offset = 0
    for path in tree.in_order(entries):
        content = entries[path]
        name = path.encode("utf-8")
        flags = 0 if name.isascii() else _UTF8
        common = (flags, 0, _DOS_TIME, _DOS_DATE, *_measure(content), len(name), 0)
        header = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common) + name
        directory.append(
            _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, _VERSION, *common, 0, 0, 0, _ATTRIBUTES, offset) + name
        )
        offset += len(header) + common[-3]
        if offset > TREE_BYTES:
            raise TreeRefused(f"more than {TREE_BYTES} bytes in all", path)
        yield header
        yield from _blocks(path, content, common[4])
    index = b"".join(directory)
    yield index
    yield _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(index), offset, 0)


def _measure(content: bytes | Path) -> tuple[int, int, int]:
    """Checksum (CRC-32), stored size and size."""
    if isinstance(content, bytes):
        return zlib.crc32(content), len(content), len(content)
    checksum = size = 0
    for block in _read(content):
        checksum = zlib.crc32(block, checksum)
        size += len(block)
    return checksum, size, size


def _blocks(path: str, content: bytes | Path, expected: int) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    checksum = 0
    for block in _read(content):
        checksum = zlib.crc32(block, checksum)
        yield block
    if checksum != expected:
        raise TreeRefused("the file changed while it was read", path)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def _end(data: bytes) -> tuple[int, int]:
    """Where the central directory starts, and how many records it counts."""
    if len(data) >= _END.size:
        sign, *disks, here, total, size, start, comment = _END.unpack_from(data, len(data) - _END.size)
        whole = start + size == len(data) - _END.size
        if sign == b"PK\x05\x06" and disks == [0, 0] and here == total and whole and not comment:
            return start, total
    raise ContainerRefused("not a ZIP container that can be read to its end")


def _record(data: bytes, at: int) -> tuple[tuple[int, ...], str, int]:
    """One directory record: (flags, stored size, offset), name, and where the next record starts."""
    if at + _CENTRAL.size > len(data) or data[at : at + 4] != b"PK\x01\x02":
        raise ContainerRefused("not a ZIP container that can be read to its end")
    fields = _CENTRAL.unpack_from(data, at)
    flags, method, stored, size = fields[3], fields[4], fields[8], fields[9]
    name_size, extra, comment, offset = fields[10], fields[11], fields[12], fields[16]
    raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContainerRefused("the path is not Unicode text", ascii(raw)[2:-1]) from error
    try:
        tree.check_path(name)
    except TreeRefused as error:
        raise ContainerRefused(error.reason, error.file) from error
    if method or flags & ~_UTF8 or stored != size:
        raise ContainerRefused("the entry is compressed or encrypted, a dossier's are only stored", name)
    return (flags, stored, offset), name, at + _CENTRAL.size + name_size + extra + comment


def _content(data: bytes, start: int, limit: int, record: tuple[int, ...], name: str) -> tuple[int, bytes]:
    """Where the next entry must start, and the bytes of this one."""
    flags, size, offset = record
    if offset != start or start + _LOCAL.size > limit:
        raise ContainerRefused("entries overlap, leave a gap or are out of order", name)
    sign, _, own_flags, method, _, _, _, stored, own_size, name_size, extra = _LOCAL.unpack_from(data, start)
    body = start + _LOCAL.size + name_size + extra
    own_name = data[start + _LOCAL.size : start + _LOCAL.size + name_size]
    same = (own_flags, method, stored, own_size) == (flags, 0, size, size)
    if sign != b"PK\x03\x04" or not same or own_name != name.encode("utf-8"):
        raise ContainerRefused("the entry's header differs from its directory record", name)
    if body + size > limit:
        raise ContainerRefused("entries overlap, leave a gap or are out of order", name)
    return body + size, data[body : body + size]
