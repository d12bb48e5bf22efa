"""The account of one node: what came, what left, what should be there, and what a stock count says of it.

A count above the book shows an untraced arrival. No record says when it came, so it counts from the count before
(else from the first day): what left in between may hold some of it. A count below the book is a loss. A node that
nothing ever came to holds untraced mass: as much as left it, and what was counted.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tieback.model.goods import Basis
from tieback.trace.ledger import Count, Ledger, Node
from tieback.trace.mass import NOTHING, UNMEASURED, Amount, Bound, Exact, total

Entry = tuple[list[int], list[int], list[Count]]
"""What a day holds: indices of arrivals and of departures, and counts."""
Line = tuple[date | None, Entry]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a node. Movements are indices into the ledger; `left` is the book's stock at the end of it."""

    on: date | None
    arrivals: tuple[int, ...]
    departures: tuple[int, ...]
    counts: tuple[Count, ...]
    found: (
        Amount  # untraced, from this day on: counted, or needed for what left, without a record of its coming
    )
    shown: Amount  # untraced, as the records of this day show it
    lost: Amount  # missing at a count
    left: Amount
    short: Amount  # how much more left than can have been there; UNMEASURED: some, of nothing; NOTHING: can be true

    @property
    def impossible(self) -> bool:
        """Did more leave than can have been there?"""
        return self.short.high > 0


@dataclass(frozen=True, slots=True)
class Account:
    """The days of a node in order."""

    node: Node
    days: tuple[Day, ...]
    undated: bool  # some movement or count has no date
    root: bool  # nothing ever came to it
    bases: tuple[Basis, ...]  # known weight bases of its movements

    def supply(self, ledger: Ledger) -> Amount:
        """All that came, and all that was found."""
        came = (ledger.movements[index].amount for day in self.days for index in day.arrivals)
        return total([*came, *(day.found for day in self.days)])

    def demand(self, ledger: Ledger) -> Amount:
        """All that left."""
        return total(ledger.movements[index].amount for day in self.days for index in day.departures)

    @property
    def comparable(self) -> bool:
        """Are all its masses weighed alike, as far as the records say?"""
        return len(self.bases) < 2


def read_accounts(ledger: Ledger) -> dict[Node, Account]:
    """The account of every node, sorted by node."""
    pages: dict[Node, dict[date | None, Entry]] = defaultdict(lambda: defaultdict(lambda: ([], [], [])))
    for index, movement in enumerate(ledger.movements):
        if movement.taker is not None:
            pages[movement.taker][movement.came_on][0].append(index)
        if movement.giver is not None:
            pages[movement.giver][movement.left_on][1].append(index)
    for count in ledger.counts:
        pages[count.node][count.count.on][2].append(count)
    return {node: _account(node, page, ledger) for node, page in sorted(pages.items())}


def _account(node: Node, page: dict[date | None, Entry], ledger: Ledger) -> Account:
    """Run the book through the days. Undated arrivals come first and undated departures last: in their favour.

    So does an undated count: at the end, or as opening stock where more left than the book allows.
    """
    undated = page.pop(None, ([], [], []))
    dated: list[Line] = [(on, page[on]) for on in sorted(on for on in page if on is not None)]
    last = _lines(dated, undated, first=False)
    root = not any(entry[0] for _, entry in last)
    days = _run(last, ledger, root=root)
    if undated[2] and any(day.impossible for day in days):
        days = _run(_lines(dated, undated, first=True), ledger, root=root)
    moved = [ledger.movements[index].amount for _, entry in last for index in (*entry[0], *entry[1])]
    bases = sorted({amount.basis for amount in moved} - {Basis.UNKNOWN})
    return Account(node, _advanced(days), any(undated), root, tuple(bases))


def _lines(dated: Sequence[Line], undated: Entry, *, first: bool) -> list[Line]:
    """The days in order, undated counts first or last."""
    arrivals, departures, counts = undated
    lines = [*dated]
    if arrivals or (counts and first):
        lines.insert(0, (None, (arrivals, [], counts if first else [])))
    if departures or (counts and not first):
        lines.append((None, ([], departures, [] if first else counts)))
    return lines


def _run(lines: list[Line], ledger: Ledger, *, root: bool) -> list[Day]:
    """The book, day after day."""
    opening = _untraced(lines, ledger) if root else NOTHING
    stock = NOTHING
    days = []
    for on, entry in lines:
        day = _day(on, entry, stock, opening, ledger)
        opening = NOTHING
        stock = day.left
        days.append(day)
    return days


def _advanced(days: list[Day]) -> tuple[Day, ...]:
    """The days, with what a count shows put at the count before it, else at the first day."""
    moved = list(days)
    since = 0
    for position, day in enumerate(days):
        if since < position and day.shown.high > 0:
            moved[since] = replace(moved[since], found=total([moved[since].found, day.shown]))
            moved[position] = replace(moved[position], found=NOTHING)
            for between in range(since, position):
                moved[between] = replace(moved[between], left=total([moved[between].left, day.shown]))
        if day.counts:
            since = position
    return tuple(moved)


def _day(
    on: date | None,
    entry: Entry,
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
    elif came.high == 0 < gone.high:  # a record of leaving, without a mass: some of what was not there
        short = UNMEASURED
    found, lost = opening, NOTHING
    left = _difference(came, gone)
    for count in counts:
        surplus, missing = _compare(count.amount, stock if opening is NOTHING else came, came, gone)
        found, lost = total([found, surplus]), total([lost, missing])
        left = _difference(total([left, surplus]), missing)
    return Day(on, tuple(arrivals), tuple(departures), tuple(counts), found, found, lost, left, short)


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


def _untraced(lines: list[Line], ledger: Ledger) -> Amount:
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
