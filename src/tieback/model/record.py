"""Where a value was read, and what could not be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class RowRef:
    """A row of a file as a spreadsheet numbers it (the first line is 1); an EPCIS event counts from 1."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the reader should know about an input: what, where, and what it makes unknown."""

    file: str
    row: int | None
    column: str | None
    reason: str
    effect: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A row of the goods records that could not be read.

    It makes unknown what lies downstream of `lot`; where the lot could not be read, everything at
    `holder`; where neither could, the whole case (DESIGN, "How records are read").
    """

    ref: RowRef
    lot: str | None
    holder: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the case as it was read: path relative to the case, digest, size, header mapping."""

    path: str
    sha256: str
    size_bytes: int
    mapping: tuple[tuple[str, str], ...] = ()  # (header in the file, column it was read as)
