"""More made at a site than it can make, as stated: some of it may have been made elsewhere.

All that began and ended within some days must fit into these days. That holds whatever the pace was, so a window
that it does not fit is no matter of averages. Work without dates or mass is left out, which can only hide a window.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tieback.model.case import Case
from tieback.model.record import RowRef
from tieback.model.trace import Gap
from tieback.trace.ledger import Kind, Ledger
from tieback.trace.mass import Exact, exact, rounded_even


@dataclass(frozen=True, slots=True)
class Run:
    """A dated transformation and the least milligrams that came out of it."""

    id: str
    start: date
    end: date
    made: Exact
    rows: tuple[RowRef, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both counted, and the runs that lie in them."""

    start: date
    end: date
    runs: tuple[Run, ...]

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.end - self.start).days + 1

    @property
    def made(self) -> Exact:
        """Milligrams made in them, at least."""
        return sum(run.made for run in self.runs)


def capacity_gaps(case: Case, ledger: Ledger, transformations: Iterable[str]) -> Iterator[Gap]:
    """Sites of these transformations that made more than they can; the fullest window of each."""
    wanted = frozenset(transformations)
    stated = [site for site in case.sites if site.capacity_kg_per_day is not None]
    runs = _runs(case, ledger) if stated else {}
    for site in sorted(stated, key=lambda site: site.id):
        if site.capacity_kg_per_day is None or not any(run.id in wanted for run in runs.get(site.id, ())):
            continue
        window = fullest(runs[site.id], exact(site.capacity_kg_per_day))
        if window is None:
            continue
        names = ", ".join(run.id for run in window.runs)
        rows = {row for run in window.runs for row in run.rows} | ({site.ref} if site.ref else set())
        text = (
            f"site {site.id} made {rounded_even(window.made):f} kg from {window.start} to {window.end} ({names}), but "
            f"can make {site.capacity_kg_per_day:f} kg a day as stated, so {site.capacity_kg_per_day * window.days:f} "
            f"kg in these days; ask where the rest was made"
        )
        yield Gap(f"gap-over-capacity-{site.id}", "over-capacity", site.id, tuple(sorted(rows)), text)


def fullest(runs: Iterable[Run], per_day: Exact) -> Window | None:
    """The window that exceeds the capacity by most, None if none does; the shortest and earliest of several."""
    found: list[tuple[Exact, Window]] = []
    ordered = sorted(runs, key=lambda run: (run.end, run.start, run.id))
    for start in sorted({run.start for run in ordered}):
        inside: list[Run] = []
        made: Exact = 0
        for run in ordered:
            if run.start < start:
                continue
            inside.append(run)
            made += run.made
            excess = made - per_day * ((run.end - start).days + 1)
            if excess > 0 and (not found or excess > found[0][0]):
                found = [(excess, Window(start, run.end, tuple(sorted(inside, key=lambda item: item.id))))]
    return found[0][1] if found else None


def _runs(case: Case, ledger: Ledger) -> dict[str, list[Run]]:
    """The dated transformations of every site."""
    made: dict[str, Exact] = defaultdict(int)
    for movement in ledger.movements:
        if movement.kind in (Kind.OUTPUT, Kind.MADE, Kind.UNDECLARED):
            made[movement.record] += movement.amount.low
    runs: dict[str, list[Run]] = defaultdict(list)
    for item in case.transformations:
        started, ended = item.started_on, item.ended_on
        if started is None or ended is None or ended < started:
            continue
        rows = tuple(sorted({line.ref for line in item.lines if line.ref is not None}))
        runs[item.site].append(Run(item.id, started, ended, made[item.id], rows))
    return runs
