"""A case that was read row by row, as arrays: for small cases, and to hold one engine against the other.

Holders and weights are the case's own; a mass that is no whole number of milligrams is rounded outward.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf

import numpy as np

from tieback.model.case import Case
from tieback.model.goods import TransformationLine
from tieback.trace.array import (
    BASES,
    KINDS,
    NONE,
    ROLES,
    UNMEASURED,
    Arrays,
    Codes,
    Counts,
    Lines,
    Makings,
    Masses,
    Nodes,
    Transfers,
    Words,
    day_number,
)
from tieback.trace.ledger import Node
from tieback.trace.mass import Amount, Scale


def arrays_of(case: Case) -> Arrays:
    """The goods records of `case`; equal for every order of its rows."""
    scale = Scale(case)
    index = _Index(case)
    return Arrays(
        index.words,
        index.node_columns(),
        _transfers(case, scale, index),
        _makings(case, index),
        _lines(case, scale, index),
        _counts(case, scale, index),
        case.unread,
        case.notes,
    )


class _Index:
    """Codes of the texts and nodes of one case."""

    def __init__(self, case: Case) -> None:
        lines = [(line, made.holder) for made in case.transformations for line in made.lines]
        nodes = {Node(line.lot, holder) for line, holder in lines if line.lot}
        for moved in case.transfers:
            nodes |= {Node(moved.lot, moved.sender), Node(moved.lot, moved.receiver)}
        nodes |= {Node(count.lot, count.holder) for count in case.stock}
        papers = (*(one.document for one in case.transfers), *(line.document for line, _ in lines))
        self._nodes = sorted(nodes)
        self.words = Words(
            _sorted(node.lot for node in nodes),
            _sorted(
                (
                    *(node.holder for node in nodes),
                    *(made.holder for made in case.transformations),
                    *(moved.owner for moved in case.transfers),
                )
            ),
            _sorted((*(made.site for made in case.transformations), *(count.site for count in case.stock))),
            _sorted(made.process for made in case.transformations),
            _sorted(line.component for line, _ in lines),
            _sorted(papers),
        )
        self._codes = {node: code for code, node in enumerate(self._nodes)}
        tables = ("lots", "holders", "sites", "processes", "components", "documents")
        self._places = {
            name: {text: code for code, text in enumerate(getattr(self.words, name))} for name in tables
        }

    def code(self, table: str, text: str | None) -> int:
        """The code of a text in a table of words; NONE for a blank."""
        return self._places[table][text] if text else NONE

    def node(self, lot: str, holder: str) -> int:
        """The code of a node; NONE where there is no lot."""
        return self._codes[Node(lot, holder)] if lot else NONE

    def node_columns(self) -> Nodes:
        """All nodes, in the order of their codes."""
        return Nodes(
            _codes(self.code("lots", node.lot) for node in self._nodes),
            _codes(self.code("holders", node.holder) for node in self._nodes),
        )


def _transfers(case: Case, scale: Scale, index: _Index) -> Transfers:
    rows = sorted(case.transfers, key=lambda one: (one.id, str(one.ref)))
    return Transfers(
        [one.id for one in rows],
        np.array([KINDS.index(one.kind) for one in rows], np.uint8),
        _codes(index.node(one.lot, one.sender) for one in rows),
        _codes(index.node(one.lot, one.receiver) for one in rows),
        _codes(day_number(one.shipped_on) for one in rows),
        _codes(day_number(one.received_on) for one in rows),
        _masses([scale.weigh(one.quantity, one.lot, one.goods) for one in rows]),
        _codes(index.code("documents", one.document) for one in rows),
        _codes(one.ref.row if one.ref else NONE for one in rows),
        _codes(index.code("holders", one.owner) for one in rows),
    )


def _makings(case: Case, index: _Index) -> Makings:
    rows = sorted(case.transformations, key=lambda one: one.id)
    return Makings(
        [one.id for one in rows],
        _codes(index.code("sites", one.site) for one in rows),
        _codes(index.code("holders", one.holder) for one in rows),
        _codes(index.code("processes", one.process) for one in rows),
        _codes(day_number(one.started_on) for one in rows),
        _codes(day_number(one.ended_on) for one in rows),
        np.cumsum([0, *(len(one.lines) for one in rows)], dtype=np.int64),
    )


def _lines(case: Case, scale: Scale, index: _Index) -> Lines:
    makings = sorted(case.transformations, key=lambda one: one.id)
    rows = [(number, made, line) for number, made in enumerate(makings) for line in _ordered(made.lines)]
    return Lines(
        _codes(number for number, _, _ in rows),
        np.array([ROLES.index(line.role) for _, _, line in rows], np.uint8),
        _codes(index.node(line.lot, made.holder) for _, made, line in rows),
        _codes(index.code("components", line.component) for _, _, line in rows),
        _masses([scale.weigh(line.quantity, line.lot) for _, _, line in rows]),
        np.array([millionths(line.yield_min, floor) for _, _, line in rows], np.int64),
        np.array([millionths(line.yield_max, ceil) for _, _, line in rows], np.int64),
        _codes(index.code("documents", line.document) for _, _, line in rows),
        _codes(line.ref.row if line.ref else NONE for _, _, line in rows),
    )


def _counts(case: Case, scale: Scale, index: _Index) -> Counts:
    rows = sorted(
        ((index.node(one.lot, one.holder), day_number(one.on), str(one.ref), one) for one in case.stock),
        key=lambda row: row[:3],
    )
    return Counts(
        _codes(node for node, _, _, _ in rows),
        _codes(index.code("sites", one.site) for _, _, _, one in rows),
        _codes(on for _, on, _, _ in rows),
        _masses([scale.weigh(one.quantity, one.lot) for _, _, _, one in rows]),
        _codes(one.ref.row if one.ref else NONE for _, _, _, one in rows),
    )


def millionths(share: Decimal | None, rounding: Callable[[Fraction], int]) -> int:
    """A yield in millionths, rounded by `rounding`; NONE for none."""
    return NONE if share is None else rounding(Fraction(share) * 1_000_000)


def _ordered(lines: Sequence[TransformationLine]) -> list[TransformationLine]:
    return sorted(lines, key=lambda line: (line.ref is None, line.ref, line.role, line.lot))


def _masses(amounts: Sequence[Amount]) -> Masses:
    return Masses(
        np.array([floor(one.low) for one in amounts], np.int64),
        np.array([UNMEASURED if one.nominal is None else round(one.nominal) for one in amounts], np.int64),
        np.array([UNMEASURED if one.high == inf else ceil(one.high) for one in amounts], np.int64),
        np.array([BASES.index(one.basis) for one in amounts], np.uint8),
    )


def _codes(values: Iterable[int]) -> Codes:
    return np.fromiter(values, np.int32)


def _sorted(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))
