"""The account of one node: what came, what left, what should be there, and what a stock count says of it.

A count above the book is opening stock that no record explains: an untraced arrival. A count below it is a loss. A
node that nothing ever came to holds untraced mass: as much as left it, and what was counted.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tieback.model.goods import Basis
from tieback.trace.ledger import Count, Ledger, Node
from tieback.trace.mass import NOTHING, UNMEASURED, Amount, Bound, Exact, total


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a node. Movements are indices into the ledger; `left` is the book's stock at the end of it."""

    on: date | None
    arrivals: tuple[int, ...]
    departures: tuple[int, ...]
    counts: tuple[Count, ...]
    found: Amount  # untraced: counted, or needed for what left, without a record of its coming
    lost: Amount  # missing at a count
    left: Amount
    short: Amount  # how much more left than can have been there; NOTHING where the book can be true


@dataclass(frozen=True, slots=True)
class Account:
    """The days of a node in order."""

    node: Node
    days: tuple[Day, ...]
    undated: bool  # some movement or count has no date
    root: bool  # nothing ever came to it
    bases: tuple[Basis, ...]  # known weight bases of its movements

    @property
    def comparable(self) -> bool:
        """Are all its masses weighed alike, as far as the records say?"""
        return len(self.bases) < 2


def read_accounts(ledger: Ledger) -> dict[Node, Account]:
    """The account of every node, sorted by node."""
    pages: dict[Node, dict[date | None, tuple[list[int], list[int], list[Count]]]] = defaultdict(
        lambda: defaultdict(lambda: ([], [], []))
    )
    for index, movement in enumerate(ledger.movements):
        if movement.taker is not None:
            pages[movement.taker][movement.came_on][0].append(index)
        if movement.giver is not None:
            pages[movement.giver][movement.left_on][1].append(index)
    for count in ledger.counts:
        pages[count.node][count.count.on][2].append(count)
    return {node: _account(node, page, ledger) for node, page in sorted(pages.items())}


def _account(
    node: Node, page: dict[date | None, tuple[list[int], list[int], list[Count]]], ledger: Ledger
) -> Account:
    """Run the book through the days. Undated arrivals come first and undated departures last: in their favour."""
    undated = page.pop(None, ([], [], []))
    dated = sorted((on, entry) for on, entry in page.items() if on is not None)
    lines: list[tuple[date | None, tuple[list[int], list[int], list[Count]]]] = [*dated]
    if undated[0]:
        lines.insert(0, (None, (undated[0], [], [])))
    if undated[1] or undated[2]:
        lines.append((None, ([], undated[1], undated[2])))
    root = not any(entry[0] for _, entry in lines)
    opening = _untraced(lines, ledger) if root else NOTHING
    stock = NOTHING
    days = []
    for on, entry in lines:
        day = _day(on, entry, stock, opening, ledger)
        opening = NOTHING
        stock = day.left
        days.append(day)
    moved = [ledger.movements[index].amount for _, entry in lines for index in (*entry[0], *entry[1])]
    bases = sorted({amount.basis for amount in moved} - {Basis.UNKNOWN})
    return Account(node, tuple(days), any(undated), root, tuple(bases))


def _day(
    on: date | None,
    entry: tuple[list[int], list[int], list[Count]],
    stock: Amount,
    opening: Amount,
    ledger: Ledger,
) -> Day:
    arrivals, departures, counts = entry
    came = total([stock, opening, *(ledger.movements[index].amount for index in arrivals)])
    gone = total(ledger.movements[index].amount for index in departures)
    short = NOTHING
    if gone.low > came.high:
        excess = gone.low - _finite(came.high)
        short = Amount(excess, excess, excess)
    found, lost = opening, NOTHING
    left = _difference(came, gone)
    for count in counts:
        surplus, missing = _compare(count.amount, stock if opening is NOTHING else came, came, gone)
        found, lost = total([found, surplus]), total([lost, missing])
        left = _difference(total([left, surplus]), missing)
    return Day(on, tuple(arrivals), tuple(departures), tuple(counts), found, lost, left, short)


def _compare(counted: Amount, before: Amount, came: Amount, gone: Amount) -> tuple[Amount, Amount]:
    """What a count shows beyond, and short of, anything the book allows at some hour of the day."""
    least = _floor(before.low - gone.high)
    most = came.high
    if counted.low > most:
        return Amount(
            counted.low - _finite(most), counted.high - least, _minus(counted.nominal, most)
        ), NOTHING
    if counted.high < least:
        return NOTHING, Amount(
            least - _finite(counted.high), came.high - counted.low, _minus(least, counted.high)
        )
    return NOTHING, NOTHING


def _untraced(
    lines: list[tuple[date | None, tuple[list[int], list[int], list[Count]]]], ledger: Ledger
) -> Amount:
    """Opening stock of a node that nothing ever came to."""
    gone = total(ledger.movements[index].amount for _, entry in lines for index in entry[1])
    counted_first = next((entry for _, entry in lines if entry[1] or entry[2]), ([], [], []))
    if counted_first[2]:  # counted before, or on the day of, the first departure
        counted = counted_first[2][0].amount
        same_day = total(ledger.movements[index].amount for index in counted_first[1])
        if not same_day.low > counted.high:
            return Amount(max(counted.low, same_day.low), counted.high + same_day.high, counted.nominal)
        return total([counted, same_day])
    later = [count.amount for _, entry in lines for count in entry[2]]
    return total([gone, later[-1]]) if later else gone


def _difference(a: Amount, b: Amount) -> Amount:
    """a - b, never below nothing."""
    if not a.measured and not b.measured:
        return UNMEASURED
    nominal = None if a.nominal is None or b.nominal is None else max(a.nominal - b.nominal, 0)
    return Amount(_floor(a.low - b.high), max(a.high - b.low, 0), nominal)


def _floor(value: Bound) -> Exact:
    return 0 if isinstance(value, float) or value < 0 else value


def _finite(value: Bound) -> Exact:
    if isinstance(value, float):
        raise TypeError("an infinite mass was compared as a measured one")
    return value


def _minus(a: Exact | None, b: Bound) -> Exact | None:
    return None if a is None or isinstance(b, float) else a - b
