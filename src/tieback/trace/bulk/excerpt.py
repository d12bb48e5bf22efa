"""The part of a large case that one lot can depend on, as a small case for the plain engine.

All records that lead to the lot, or with `down` from it and to whatever it went into, are taken whatever their dates,
and with them every other record of the same lots in the same hands: so the excerpt says of the lot what the whole says.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from tieback.model.case import Case
from tieback.model.goods import LineRole, Quantity, StockCount, Transfer, Transformation, TransformationLine
from tieback.model.record import RowRef
from tieback.trace.array import BASES, KINDS, NONE, ROLES, UNMEASURED, Arrays, Masses, Texts, day_of
from tieback.trace.bulk.counted import doubtful_makings
from tieback.trace.bulk.spread import spread
from tieback.trace.bulk.weaving import by_end

Marks = NDArray[np.bool_]
_KG = 6  # decimal places from milligrams to kilograms


def excerpt(case: Case, arrays: Arrays, lot: str, *, down: bool = False) -> Case:
    """`case` with the records that `lot` can depend on; where no record names the lot, with none."""
    begin, end = arrays.holdings(lot)
    nodes = np.zeros(len(arrays.nodes), np.bool_)
    nodes[begin:end] = True
    if down:
        _spread(arrays, nodes, down=True)
        reached = np.zeros(len(arrays.words.lots), np.bool_)
        reached[arrays.nodes.lot[nodes]] = True
        nodes |= reached[arrays.nodes.lot]  # what is in a lot as made is asked, wherever it was made
    _spread(arrays, nodes, down=False)
    lines, moved = arrays.lines, arrays.transfers
    here = (lines.node != NONE) & nodes[lines.node]
    makings = doubtful_makings(arrays)
    makings[lines.making[here]] = True
    moves = np.flatnonzero(nodes[moved.giver] | nodes[moved.taker])
    return replace(
        case,
        transfers=(*case.transfers, *(_transfer(arrays, int(at)) for at in moves)),
        transformations=(
            *case.transformations,
            *(_transformation(arrays, int(at)) for at in np.flatnonzero(makings)),
        ),
        stock=(*case.stock, *_stock(arrays, nodes)),
        unread=(*case.unread, *arrays.unread),
        notes=(*case.notes, *arrays.notes),
    )


def _spread(arrays: Arrays, nodes: Marks, *, down: bool) -> None:
    moved, lines, size = arrays.transfers, arrays.lines, len(arrays.nodes)
    near, far = (moved.giver, moved.taker) if down else (moved.taker, moved.giver)
    is_input = lines.role == ROLES.index(LineRole.IN)
    at_near = np.where(is_input == down, lines.node, np.int32(NONE))
    spread(
        (*by_end(near, size), far),
        (*by_end(at_near, size), lines.making, lines.node, is_input != down),
        arrays.makings.first,
        nodes,
    )


def _transfer(arrays: Arrays, at: int) -> Transfer:
    moved, words, nodes = arrays.transfers, arrays.words, arrays.nodes
    giver, taker = int(moved.giver[at]), int(moved.taker[at])
    return Transfer(
        moved.id[at],
        KINDS[moved.kind[at]],
        words.lots[int(nodes.lot[giver])],
        words.holders[int(nodes.holder[giver])],
        words.holders[int(nodes.holder[taker])],
        _day(moved.shipped_on[at]),
        _day(moved.received_on[at]),
        _quantity(moved.mass, at),
        document=_word(words.documents, moved.document[at]),
        ref=RowRef(_file(arrays, "transfer"), int(moved.row[at])),
        owner=_word(words.holders, moved.owner[at]),
    )


def _transformation(arrays: Arrays, at: int) -> Transformation:
    made, words = arrays.makings, arrays.words
    lines = range(int(made.first[at]), int(made.first[at + 1]))
    return Transformation(
        made.id[at],
        words.sites[int(made.site[at])],
        words.holders[int(made.holder[at])],
        _word(words.processes, made.process[at]),
        _day(made.started_on[at]),
        _day(made.ended_on[at]),
        tuple(_line(arrays, line) for line in lines),
    )


def _line(arrays: Arrays, at: int) -> TransformationLine:
    lines, words = arrays.lines, arrays.words
    node = int(lines.node[at])
    return TransformationLine(
        ROLES[lines.role[at]],
        words.lots[int(arrays.nodes.lot[node])] if node != NONE else "",
        _word(words.components, lines.component[at]),
        _quantity(lines.mass, at),
        _share(lines.yield_min[at]),
        _share(lines.yield_max[at]),
        _word(words.documents, lines.document[at]),
        RowRef(_file(arrays, "transformation"), int(lines.row[at])),
    )


def _stock(arrays: Arrays, nodes: Marks) -> Iterator[StockCount]:
    counts, words = arrays.counts, arrays.words
    for at in np.flatnonzero(nodes[counts.node]).tolist():
        node = int(counts.node[at])
        holder = words.holders[int(arrays.nodes.holder[node])]
        site, lot = _word(words.sites, counts.site[at]) or "", words.lots[int(arrays.nodes.lot[node])]
        ref = RowRef(_file(arrays, "stock"), int(counts.row[at]))
        yield StockCount(site, holder, lot, _day(counts.on[at]), _quantity(counts.mass, at), ref)


def _file(arrays: Arrays, kind: str) -> str:
    """The file of a kind of records, as far as the rows that could not be read name it."""
    named = (row.ref.file for row in arrays.unread)
    ours = (name for name in named if name.rpartition("/")[2].lower().startswith(kind))
    return next(ours, f"{kind if kind == 'stock' else kind + 's'}.parquet")


def _quantity(mass: Masses, at: int) -> Quantity | None:
    """The mass as kilograms; an interval as its middle, more or less half of it."""
    least, most = int(mass.least[at]), int(mass.most[at])
    if most == UNMEASURED:
        return None
    middle = Decimal(least + most) / 2
    half = Decimal(most - least) / 2
    kg, tolerance = middle.scaleb(-_KG), half.scaleb(-_KG)
    return Quantity(kg, "kg", BASES[mass.basis[at]], tolerance if half else None)


def _share(millionths: np.int64) -> Decimal | None:
    return None if millionths == NONE else Decimal(int(millionths)).scaleb(-6)


def _word(words: Texts, code: np.int32) -> str | None:
    return None if code == NONE else words[int(code)]


def _day(number: np.int32) -> date | None:
    return day_of(int(number))
