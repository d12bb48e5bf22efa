"""The goods records of a case as columns of numbers: the form in which millions of them are traced.

Codes stand for texts and index sorted tables of them, so that equal records give equal arrays whatever their order
on disk. Days count from 1970-01-01, masses are whole milligrams rounded outward. Nothing is decided here: what a
blank means, which line is which component's, where a lot came from is said by the engines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tieback.model.goods import Basis, LineRole, TransferKind
from tieback.model.record import Note, Unread

Codes = NDArray[np.int32]  # index of a text, a node or a making; NONE where there is none
Days = NDArray[np.int32]  # days since 1970-01-01; UNDATED where unknown
Milligrams = NDArray[np.int64]  # UNMEASURED where no mass can be derived
Small = NDArray[np.uint8]  # index in BASES, ROLES or KINDS
Millionths = NDArray[np.int64]  # NONE where not stated

NONE = -1
UNMEASURED = -1
UNDATED = -(2**31)
MOST_MG = 2**53  # of one record: nine million tonnes; sums of a thousand such still fit
EPOCH = date(1970, 1, 1).toordinal()
BASES = tuple(Basis)
ROLES = tuple(LineRole)
KINDS: tuple[TransferKind | None, ...] = (None, *TransferKind)


class Texts(Protocol):
    """Texts by their place: a tuple, or a column that never becomes ten million objects."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> str: ...

    def __iter__(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The texts behind the codes; each table sorted by code point, without repeats."""

    lots: Texts
    holders: Texts  # party ids, of stated owners too
    sites: Texts
    processes: Texts
    components: Texts
    documents: Texts  # file names


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Lots in somebody's hands, sorted by (lot, holder); a node is its place here."""

    lot: Codes
    holder: Codes

    def __len__(self) -> int:
        return len(self.lot)


@dataclass(frozen=True, slots=True, eq=False)
class Masses:
    """An interval per record, with the stated value between; `most` UNMEASURED: any mass is possible."""

    least: Milligrams
    stated: Milligrams
    most: Milligrams
    basis: Small

    def take(self, rows: NDArray[np.intp]) -> "Masses":
        """The masses of some of the records."""
        return Masses(self.least[rows], self.stated[rows], self.most[rows], self.basis[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Transfers:
    """Part of a lot moves from node `giver` to node `taker` (the same lot). Sorted by id."""

    id: Texts
    kind: Small
    giver: Codes
    taker: Codes
    shipped_on: Days
    received_on: Days
    mass: Masses
    document: Codes
    row: Codes  # in the file, as a spreadsheet counts
    owner: Codes  # of the holders: who is stated to own the goods once they have moved

    def __len__(self) -> int:
        return len(self.giver)


@dataclass(frozen=True, slots=True, eq=False)
class Makings:
    """Transformations, sorted by id. Lines of making i are `first[i]` to `first[i + 1]` of the lines."""

    id: Texts
    site: Codes
    holder: Codes
    process: Codes
    started_on: Days
    ended_on: Days
    first: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.site)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What goes into a transformation or comes out; grouped by making, in the order of the file."""

    making: Codes
    role: Small
    node: Codes  # NONE: waste or loss that names no lot
    component: Codes
    mass: Masses
    yield_min: Millionths
    yield_max: Millionths
    document: Codes
    row: Codes

    def __len__(self) -> int:
        return len(self.node)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Stock counted at a node, sorted by node and day."""

    node: Codes
    site: Codes
    on: Days
    mass: Masses
    row: Codes

    def __len__(self) -> int:
        return len(self.node)


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """All goods records of a case; `unread` and `notes` say what could not be read, as in the model."""

    words: Words
    nodes: Nodes
    transfers: Transfers
    makings: Makings
    lines: Lines
    counts: Counts
    unread: tuple[Unread, ...] = ()
    notes: tuple[Note, ...] = ()

    def node(self, lot: str, holder: str) -> int:
        """The node of a lot in somebody's hands; NONE where no record has it."""
        codes = code_of(self.words.lots, lot), code_of(self.words.holders, holder)
        if NONE in codes:
            return NONE
        begin, end = self.holdings(lot)
        at = begin + int(np.searchsorted(self.nodes.holder[begin:end], codes[1]))
        return at if at < end and int(self.nodes.holder[at]) == codes[1] else NONE

    def holdings(self, lot: str) -> tuple[int, int]:
        """The nodes of a lot, as a range: all whose lot it is, by holder."""
        code = code_of(self.words.lots, lot)
        if code == NONE:
            return 0, 0
        begin, end = np.searchsorted(self.nodes.lot, [code, code + 1])
        return int(begin), int(end)


def code_of(words: Texts, text: str) -> int:
    """The place of a text in a sorted table of texts; NONE where it is not in it."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle] < text:
            low = middle + 1
        else:
            high = middle
    return low if low < len(words) and words[low] == text else NONE


def day_number(on: date | None) -> int:
    """A day as days since 1970-01-01; UNDATED for none."""
    return UNDATED if on is None else on.toordinal() - EPOCH


def day_of(number: int) -> date | None:
    """The day behind a number of days since 1970-01-01; None for UNDATED."""
    return None if number == UNDATED else date.fromordinal(number + EPOCH)
