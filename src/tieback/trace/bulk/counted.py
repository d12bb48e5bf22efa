"""Nodes whose stock was counted, and what unread rows may have touched: the few that keep the plain engine's book.

The days of such a node are run by `account`, one after another in Python, so that a count means the same in both
engines.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tieback.model.goods import Basis, StockCount
from tieback.model.record import Unread
from tieback.trace.account import Account, read_accounts
from tieback.trace.array import BASES, NONE, UNDATED, UNMEASURED, Arrays, day_of
from tieback.trace.bulk.daily import COUNTED, DOUBTFUL, MIXED
from tieback.trace.bulk.movement import ENDLESS, Movements
from tieback.trace.ledger import Count, Kind, Ledger, Movement, Node
from tieback.trace.mass import UNMEASURED as NO_MASS
from tieback.trace.mass import Amount

Mass = tuple[int, int, int]  # least, stated (UNMEASURED), most (ENDLESS)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A node's account, the movement behind each index that it speaks of, and whether more left, in all, than came."""

    node: int
    account: Account
    behind: dict[int, int]
    overdrawn: bool


def flags_of(arrays: Arrays, moved: Movements) -> NDArray[np.uint8]:
    """What is special about each node: DOUBTFUL | MIXED | COUNTED."""
    flags = np.zeros(len(arrays.nodes), np.uint8)
    flags[arrays.counts.node] |= COUNTED
    flags[doubtful(arrays, arrays.unread)] |= DOUBTFUL
    weighed = np.zeros(len(flags), np.uint8)
    known = moved.basis != BASES.index(Basis.UNKNOWN)
    for ends in (moved.giver, moved.taker):
        for code in range(len(BASES)):
            here = ends[known & (moved.basis == code) & (ends != NONE)]
            weighed[here] |= np.uint8(1 << code)
    flags[(weighed & (weighed - 1)) != 0] |= MIXED
    return flags


def doubtful(arrays: Arrays, unread: Iterable[Unread]) -> NDArray[np.bool_]:
    """The nodes that an unread row may have filled or drawn, as `ledger.doubtful_nodes`."""
    found = np.zeros(len(arrays.nodes), np.bool_)
    for row in unread:
        if row.lot:
            begin, end = arrays.holdings(row.lot)
            found[begin:end] = True
        elif row.holder:
            found |= arrays.nodes.holder == _holder(arrays, row.holder)
        else:
            found[:] = True
    return found


def doubtful_makings(arrays: Arrays) -> NDArray[np.bool_]:
    """The transformations that an unread row may belong to, as `ledger.doubtful_transformations`."""
    found = np.zeros(len(arrays.makings), np.bool_)
    order = np.argsort(arrays.lines.row, kind="stable")
    rows = arrays.lines.row[order]
    for row in arrays.unread:
        if not row.lot:
            found |= True if not row.holder else arrays.makings.holder == _holder(arrays, row.holder)
        if row.ref.file.rpartition("/")[2].startswith("transformation"):
            at = bisect_left(rows, row.ref.row)
            found[arrays.lines.making[order[max(at - 1, 0) : at + 1]]] = True
    return found


def _holder(arrays: Arrays, holder: str) -> int:
    from tieback.trace.array import code_of

    return code_of(arrays.words.holders, holder)


def accounts_of(arrays: Arrays, moved: Movements, nodes: NDArray[np.int64]) -> list[Counted]:
    """The account of each of these nodes."""
    wanted = np.zeros(len(arrays.nodes) + 1, np.bool_)
    wanted[nodes] = True  # the last stands for NONE and stays out
    indices = np.flatnonzero(wanted[moved.giver] | wanted[moved.taker])
    names = {
        int(code): Node(
            arrays.words.lots[arrays.nodes.lot[code]], arrays.words.holders[arrays.nodes.holder[code]]
        )
        for code in nodes
    }
    movements = tuple(
        Movement(
            Kind.TRANSFER,
            "",
            amount_of(moved, int(at)),
            giver=names.get(int(moved.giver[at])),
            left_on=day_of(int(moved.left_on[at])),
            taker=names.get(int(moved.taker[at])),
            came_on=day_of(int(moved.came_on[at])),
            index=number,
        )
        for number, at in enumerate(indices)
    )
    counts = tuple(_counts(arrays, names))
    ledger = Ledger(movements, (), counts, frozenset(), frozenset())
    accounts = read_accounts(ledger)
    behind = dict(enumerate(indices.tolist()))
    return [
        Counted(code, account, behind, account.demand(ledger).low > account.supply(ledger).high)
        for code, node in names.items()
        if (account := accounts.get(node)) is not None
    ]


def _counts(arrays: Arrays, names: dict[int, Node]) -> Iterable[Count]:
    counts = arrays.counts
    for at in np.argsort(np.where(counts.on == UNDATED, 2**31 - 1, counts.on), kind="stable"):
        node = names[int(counts.node[at])]
        amount = _amount(
            int(counts.mass.least[at]), int(counts.mass.stated[at]), int(counts.mass.most[at]), Basis.UNKNOWN
        )
        on = day_of(int(counts.on[at]))
        yield Count(node, amount, StockCount("", node.holder, node.lot, on, None))


def amount_of(moved: Movements, at: int) -> Amount:
    """The mass of a movement as the plain engine holds it."""
    most = int(moved.most[at])
    return _amount(
        int(moved.least[at]),
        int(moved.stated[at]),
        UNMEASURED if most >= ENDLESS else most,
        BASES[moved.basis[at]],
    )


def _amount(least: int, stated: int, most: int, basis: Basis) -> Amount:
    if most == UNMEASURED:
        return NO_MASS if least == 0 else Amount(least, float("inf"), None, basis)
    return Amount(least, most, None if stated == UNMEASURED else stated, basis)


def mass_of(amount: Amount) -> Mass:
    """The same in whole milligrams, outward."""
    from math import ceil, floor

    least = floor(amount.low)
    most = ENDLESS if isinstance(amount.high, float) else ceil(amount.high)
    return least, UNMEASURED if amount.nominal is None else round(amount.nominal), most
