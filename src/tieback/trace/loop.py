"""What can have gone round a loop that had to be cut: only what came into it.

Within one day, or among undated records, lots may lead back to themselves (remelt, returns). An arc of such a loop is
cut, and begins anew from outside. What is on it is not anybody's guess: all of it entered the loop somewhere.
"""

from dataclasses import dataclass, replace

from tieback.trace.bounds import SourceSet
from tieback.trace.closure import Closure
from tieback.trace.lots import OUTSIDE


@dataclass(frozen=True, slots=True)
class Entry:
    """What leads to a cut: pipes from outside (other cuts apart), and the positions between."""

    sources: frozenset[int]
    positions: frozenset[int]


class Loops:
    """The cuts of a closure, by the number of the pipe that each begins."""

    __slots__ = ("_entries",)

    def __init__(self, closure: Closure) -> None:
        place = {cell: position for position, cell in enumerate(closure.cells)}
        starts: dict[int, list[int]] = {}
        for number, pipe in enumerate(closure.pipes):
            cut = {closure.network.arcs[index].beyond for index in pipe.arcs} - {OUTSIDE}
            if cut:
                starts[number] = sorted(place[cell] for cell in cut)
        self._entries = {number: _entry(closure, starts, at) for number, at in starts.items()}

    def settled(self, wanted: SourceSet) -> SourceSet:
        """The set, with each cut that may belong to it in it, possibly in it, or not, as what leads to it says."""
        if not self._entries:
            return wanted
        inside, possible = set(wanted.inside), set(wanted.possible)
        for number, entry in self._entries.items():
            if number not in wanted.possible:  # it belongs, whatever came into the loop
                continue
            possible.discard(number)
            passed = bool(entry.positions & wanted.marked)
            if entry.sources and entry.sources <= wanted.inside and not passed:
                inside.add(number)
            elif passed or entry.sources & (wanted.inside | wanted.possible):
                possible.add(number)
        return replace(wanted, inside=frozenset(inside), possible=frozenset(possible))


def _entry(closure: Closure, starts: dict[int, list[int]], at: list[int]) -> Entry:
    sources: set[int] = set()
    positions: set[int] = set()
    queue = list(at)
    while queue:
        position = queue.pop()
        if position in positions:
            continue
        positions.add(position)
        for number in closure.ins[position]:
            tail = closure.pipes[number].tail
            if number in starts:
                queue += starts[number]
            elif tail == OUTSIDE:
                sources.add(number)
            else:
                queue.append(tail)
    return Entry(frozenset(sources), frozenset(positions))
