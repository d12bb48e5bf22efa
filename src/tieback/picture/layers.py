"""Which column a node stands in, and in which order: few crossings, the same for the same input.

Bands that run against the columns (goods that return, rework) are set apart; bands that skip columns pass
through waypoints, so that they do not run across nodes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Layers:
    """`columns`: names of nodes and waypoints from left to right, top to bottom. `routes`: per band, its stops."""

    columns: tuple[tuple[str, ...], ...]
    routes: tuple[tuple[str, ...] | None, ...]  # None: the band runs backwards
    tiers: tuple[int, ...]  # the tier of each column


def arrange(tiers: Mapping[str, int], links: Sequence[tuple[str, str]]) -> Layers:
    """Columns by tier (the highest at the left); inside a tier, one column per step of its own links.

    `tiers`: node to tier. `links`: (source, target) of each band; both must be in `tiers`.
    """
    steps = steps_of(tiers, links)
    places = sorted({(-tiers[node], steps[node]) for node in tiers})
    column = {node: places.index((-tiers[node], steps[node])) for node in tiers}
    routes = [_route(at, link, column) for at, link in enumerate(links)]
    members: list[list[str]] = [[] for _ in places]
    for node in sorted(tiers):
        members[column[node]].append(node)
    for route in routes:
        for offset, stop in enumerate(route[1:-1] if route else (), start=1):
            members[column[route[0] if route else ""] + offset].append(stop)
    columns = _untangle(members, [hop for route in routes if route for hop in pairwise(route)])
    return Layers(columns, tuple(routes), tuple(-tier for tier, _ in places))


def steps_of(tiers: Mapping[str, int], links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Longest path inside a tier; links that close a circle do not count."""
    inside = sorted({(a, b) for a, b in links if tiers[a] == tiers[b] and a != b})
    onward: dict[str, list[str]] = {}
    for source, target in inside:
        if not reaches([target], {source}, onward):
            onward.setdefault(source, []).append(target)
    steps = dict.fromkeys(tiers, 0)
    for _ in tiers:
        moved = False
        for source, targets in onward.items():
            for target in targets:
                if steps[target] <= steps[source]:
                    steps[target] = steps[source] + 1
                    moved = True
        if not moved:
            break
    return steps


def reaches(starts: Iterable[str], goals: Collection[str], onward: Mapping[str, Sequence[str]]) -> bool:
    """Does a way lead from any of `starts` to any of `goals`? None at all is a way too."""
    seen = set(starts)
    queue = sorted(seen)
    while queue:
        node = queue.pop()
        if node in goals:
            return True
        for target in onward.get(node, ()):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return False


def _route(at: int, link: tuple[str, str], column: Mapping[str, int]) -> tuple[str, ...] | None:
    source, target = link
    if column[source] >= column[target]:
        return None
    between = (f"\x00{at}.{place}" for place in range(column[source] + 1, column[target]))
    return (source, *between, target)


def _untangle(members: list[list[str]], hops: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Barycentre sweeps to and fro; the order with the fewest crossings seen is kept."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for source, target in hops:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    columns = [list(column) for column in members]
    best, fewest = [list(column) for column in columns], _crossings(columns, after)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        order = range(1, len(columns)) if forth else range(len(columns) - 2, -1, -1)
        for at in order:
            _sort_by_neighbours(columns, at, before if forth else after, at - 1 if forth else at + 1)
        found = _crossings(columns, after)
        if found < fewest:
            best, fewest = [list(column) for column in columns], found
    return tuple(tuple(column) for column in best)


def _sort_by_neighbours(
    columns: list[list[str]], at: int, near: Mapping[str, list[str]], beside: int
) -> None:
    where = {name: place for place, name in enumerate(columns[beside])}

    def centre(entry: tuple[int, str]) -> tuple[Fraction, int]:
        place, name = entry
        found = [where[other] for other in near.get(name, ()) if other in where]
        return (Fraction(sum(found), len(found)) if found else Fraction(place)), place

    columns[at] = [name for _, name in sorted(enumerate(columns[at]), key=centre)]


def _crossings(columns: Sequence[Sequence[str]], after: Mapping[str, Sequence[str]]) -> int:
    total = 0
    for left, right in pairwise(columns):
        where = {name: place for place, name in enumerate(right)}
        ends = [sorted(where[target] for target in after.get(name, ()) if target in where) for name in left]
        seen: list[int] = []
        for found in ends:
            total += sum(sum(1 for other in seen if other > place) for place in found)
            seen += found
    return total
