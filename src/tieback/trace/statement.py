"""What a holder's books say, month by month: opening stock, what came, was made, used and sent, closing stock.

Stated masses only. `found` is mass that no record shows coming, `lost` what a stock count missed, `short` what left
beyond all that can have been there; opening + received + made + found + short - used - sent - lost = closing. The
yield is of the transformations that ended in the month, main product over input.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from tieback.model.cut import Statement
from tieback.model.goods import LineRole
from tieback.model.site import Site
from tieback.trace.account import Account, Day
from tieback.trace.ledger import Box, Kind, Ledger
from tieback.trace.mass import Amount, Exact, rounded_even, total
from tieback.trace.scope import Scope
from tieback.trace.yields import ProcessYield, process_yield

_Key = tuple[int, str]  # 0 undated and first, 1 dated, 2 undated and last; month
_TENTH = Decimal("0.1")


@dataclass(slots=True)
class _Page:
    """The sums of one holder and month, milligrams."""

    sums: dict[str, Exact] = field(default_factory=lambda: defaultdict(int))
    unweighed: int = 0
    taken: Exact = 0
    given: Exact = 0
    usual: set[ProcessYield | None] = field(default_factory=set)

    def add(self, what: str, amount: Amount) -> None:
        """Add an amount, or count that it has no mass."""
        if amount.nominal is None:
            self.unweighed += 1
        else:
            self.sums[what] += amount.nominal


def statements(scope: Scope) -> tuple[Statement, ...]:
    """The months of every holder in the scope, with all lots the holder ever had; sorted by holder and month."""
    ledger, holders = scope.book.ledger, {node.holder for node in scope.nodes}
    pages: dict[str, dict[_Key, _Page]] = defaultdict(lambda: defaultdict(_Page))
    for node, account in scope.book.accounts.items():
        if node.holder in holders:
            _read(account, ledger, pages[node.holder])
    for box in ledger.boxes:
        if box.transformation.holder in holders:
            _turn(box, pages[box.transformation.holder])
    sites = _sites(scope)
    return tuple(
        row for holder in sorted(pages) for row in _rows(holder, pages[holder], sites.get(holder, []))
    )


def _sites(scope: Scope) -> dict[str, list[Site]]:
    """The sites at which each holder made something."""
    known = {site.id: site for site in scope.book.case.sites}
    used: dict[str, set[str]] = defaultdict(set)
    for item in scope.book.case.transformations:
        used[item.holder].add(item.site)
    return {holder: [known[id_] for id_ in sorted(ids) if id_ in known] for holder, ids in used.items()}


def _capacity(sites: list[Site], month: str) -> Decimal | None:
    """What the sites can make in a month together; None where one of them, or the month, is not stated."""
    stated = [site.capacity_kg_per_day for site in sites if site.capacity_kg_per_day is not None]
    if not month or not stated or len(stated) < len(sites):
        return None
    year, number = map(int, month.split("-"))
    return sum(stated, Decimal(0)) * monthrange(year, number)[1]


def _read(account: Account, ledger: Ledger, pages: dict[_Key, _Page]) -> None:
    dated = [at for at, day in enumerate(account.days) if day.on is not None]
    for at, day in enumerate(account.days):
        first = not dated or at < dated[0]
        page = pages[_key(day, first=first)]
        for index in day.arrivals:
            movement = ledger.movements[index]
            page.add("received" if movement.kind is Kind.TRANSFER else "made", movement.amount)
        for index in day.departures:
            movement = ledger.movements[index]
            page.add("sent" if movement.kind is Kind.TRANSFER else "used", movement.amount)
        page.add("found", day.found)
        page.add("lost", day.lost)
        if day.short.measured:  # else what left has no mass, which is counted already
            page.add("short", day.short)


def _key(day: Day, *, first: bool) -> _Key:
    if day.on is None:
        return (0 if first else 2, "")
    return (1, f"{day.on:%Y-%m}")


def _turn(box: Box, pages: dict[_Key, _Page]) -> None:
    """Count a transformation in the month it ended in."""
    item, component = box.transformation, box.component
    on = item.ended_on or item.started_on
    main = total(line.amount for line in component.outputs if line.line.role is LineRole.OUT)
    if on is None or main.nominal is None or component.taken.nominal is None or box.range.rule == "basis":
        return
    page = pages[1, f"{on:%Y-%m}"]
    page.taken += component.taken.nominal
    page.given += main.nominal
    page.usual.add(process_yield(item.process, on.year) if item.process else None)


def _rows(holder: str, pages: dict[_Key, _Page], sites: list[Site]) -> list[Statement]:
    stock: Exact = 0
    rows = []
    for (_, month), page in sorted(pages.items(), key=lambda item: item[0]):
        sums = page.sums
        came = sums["received"] + sums["made"] + sums["found"] + sums["short"]
        closing = stock + came - sums["used"] - sums["sent"] - sums["lost"]
        usual = next(iter(page.usual)) if len(page.usual) == 1 else None
        rows.append(
            Statement(
                holder=holder,
                month=month or None,
                opening_kg=rounded_even(stock),
                received_kg=rounded_even(sums["received"]),
                made_kg=rounded_even(sums["made"]),
                used_kg=rounded_even(sums["used"]),
                sent_kg=rounded_even(sums["sent"]),
                closing_kg=rounded_even(closing),
                found_kg=rounded_even(sums["found"]),
                lost_kg=rounded_even(sums["lost"]),
                short_kg=rounded_even(sums["short"]),
                yield_percent=_percent(Fraction(page.given) / page.taken) if page.taken else None,
                usual_min_percent=_percent(usual.low) if usual else None,
                usual_max_percent=_percent(usual.high) if usual else None,
                unweighed=page.unweighed,
                sites=tuple(site.id for site in sites),
                capacity_kg=_capacity(sites, month),
                unexplained_kg=rounded_even(sums["found"] + sums["lost"] + sums["short"]),
            )
        )
        stock = closing
    return rows


def _percent(share: Fraction) -> Decimal:
    tenths = share * 100
    return (Decimal(tenths.numerator) / Decimal(tenths.denominator)).quantize(_TENTH, ROUND_HALF_EVEN)
