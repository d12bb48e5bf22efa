"""An append-only record of decisions and acts: JSON lines, each bound to the line before by its digest.

Promises that an entry changed, removed, inserted or moved before the last one is noticed, and that an
acknowledged entry is on the disk. Does not promise to notice that the *end* was cut off, or that all of it was
written anew: for that the digest of the last entry (`head`) must be kept elsewhere, as a sealed dossier does.
"""

import os
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from tieback.model.refusal import Refused
from tieback.proof import canonical, durable
from tieback.proof.digest import is_sha256, sha256
from tieback.proof.lock import exclusive

START = "0" * 64  # what the first entry calls the one before it
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FIELDS = {"seq", "at", "kind", "body", "previous", "sha256"}


class Broken(Refused):
    """The chain does not hold: an entry was altered, removed, inserted or moved."""


class Torn(Refused):
    """The last line is incomplete: a write was cut short. `recover` sets it aside."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One act. `seq` counts from 1; `at` is a UTC instant of whole seconds, as the writer's clock said;
    `previous` is the `sha256` of the entry before; `sha256` is the digest of the canonical other fields."""

    seq: int
    at: datetime
    kind: str
    body: dict[str, Any]
    previous: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What a journal file holds: its verified entries, and the bytes of a last line cut short (else empty)."""

    entries: tuple[JournalEntry, ...]
    torn: bytes


def read(path: Path) -> tuple[JournalEntry, ...]:
    """All entries, the chain verified; a missing file is an empty journal. Raises `Broken` or `Torn`."""
    found = scan(path)
    if found.torn:
        raise _torn(path, found)
    return found.entries


def scan(path: Path) -> Scan:
    """All complete entries, the chain verified, and what a cut-short write left. Raises `Broken`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Scan((), b"")
    return _scan(data, str(path))


def append(path: Path, kind: str, body: dict[str, Any], at: datetime) -> JournalEntry:
    """Verify the chain, add one entry, and return it once it is on the disk.

    `at` must carry its zone. Waits while another process appends. Raises `Broken`, `Torn`, or
    `canonical.Malformed` for a body without canonical form; then nothing is written.
    """
    if at.tzinfo is None:
        raise ValueError("an instant without its time zone cannot be recorded")
    with _open(path) as file, exclusive(file):
        file.seek(0)
        found = _scan(file.read(), str(path))
        if found.torn:
            raise _torn(path, found)
        entry = _make(len(found.entries) + 1, at, kind, body, head(found.entries))
        file.write(_line(entry) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if entry.seq == 1:
        durable.flush_folder(path.parent)
    return entry


def recover(path: Path) -> tuple[JournalEntry, ...]:
    """Mend a last line cut short and return the entries.

    A line that lacks only its line end is completed; any other was never acknowledged and is moved to
    `<name>.torn` beside the journal. A whole journal is left as it is. Raises `Broken`.
    """
    with _open(path) as file, exclusive(file):
        file.seek(0)
        data = file.read()
        found = _scan(data, str(path))
        if not found.torn:
            return found.entries
        try:
            mended = _scan(data + b"\n", str(path))
        except Broken:
            durable.write(path.with_name(f"{path.name}.torn"), found.torn)
            file.truncate(len(data) - len(found.torn))
            mended = found
        else:
            file.write(b"\n")
        file.flush()
        os.fsync(file.fileno())
    return mended.entries


def head(entries: tuple[JournalEntry, ...]) -> str:
    """The digest that stands for the whole journal so far: keep it elsewhere to notice a cut-off end."""
    return entries[-1].sha256 if entries else START


def _open(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a+b")


def _torn(path: Path, found: Scan) -> Torn:
    row = len(found.entries) + 1
    return Torn(
        "the last line is incomplete: a write was cut short",
        str(path),
        row,
        remedy=f"`tieback mend {path.parent}`",
    )


def _scan(data: bytes, file: str) -> Scan:
    *lines, torn = data.split(b"\n")
    entries: list[JournalEntry] = []
    previous = START
    for number, line in enumerate(lines, 1):
        entry = _parse(line, number, file)
        if entry.seq != number or entry.previous != previous:
            raise Broken(
                "the chain is broken: an entry before this one is missing, added or moved", file, number
            )
        entries.append(entry)
        previous = entry.sha256
    return Scan(tuple(entries), torn)


def _parse(line: bytes, number: int, file: str) -> JournalEntry:
    try:
        value = canonical.load(line)
        entry = _entry(value)
    except (canonical.Malformed, ValueError) as error:
        raise Broken(f"not a journal entry: {error}", file, number) from error
    if _line(entry) != line:
        raise Broken("the entry was altered: its digest or its form is not that of its content", file, number)
    return entry


def _entry(value: Any) -> JournalEntry:
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        raise ValueError("its fields are not those of an entry")
    if (
        type(value["seq"]) is not int
        or not isinstance(value["body"], dict)
        or not isinstance(value["kind"], str)
    ):
        raise ValueError("a field has the wrong type")
    if not (is_sha256(value["previous"]) and is_sha256(value["sha256"])):
        raise ValueError("a digest is malformed")
    if not (isinstance(value["at"], str) and _AT.fullmatch(value["at"])):
        raise ValueError("its instant is malformed")
    at = datetime.strptime(value["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return JournalEntry(value["seq"], at, value["kind"], value["body"], value["previous"], value["sha256"])


def _make(seq: int, at: datetime, kind: str, body: dict[str, Any], previous: str) -> JournalEntry:
    draft = JournalEntry(seq, at.astimezone(UTC).replace(microsecond=0), kind, body, previous, START)
    return replace(draft, sha256=sha256(canonical.dump(_fields(draft))))


def _fields(entry: JournalEntry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.replace(tzinfo=None).isoformat(timespec="seconds") + "Z",
        "kind": entry.kind,
        "body": entry.body,
        "previous": entry.previous,
    }


def _line(entry: JournalEntry) -> bytes:
    """The line an entry must be: its digest is computed anew, so a wrong one shows as a difference."""
    fields = _fields(entry)
    return canonical.dump({**fields, "sha256": sha256(canonical.dump(fields))})
