"""A closure with fewer positions and the same kilograms: what only passed through is taken out.

A state of a stock that one pipe fills, and that gives all of it on, holds the mix of where the pipe comes from, and
whatever is possible of its parts is possible of parts taken there. So it decides nothing, and its outflows may start
at the tail of the pipe. This holds where all masses are fixed; every other position stays.
"""

from dataclasses import dataclass, replace

from tieback.trace.bounds import SourceSet
from tieback.trace.closure import Closure, Pipe
from tieback.trace.lots import OUTSIDE
from tieback.trace.mass import Amount, total


@dataclass(frozen=True, slots=True)
class Reduction:
    """The smaller closure, and where in it the pipes from outside are."""

    closure: Closure
    number_of: dict[int, int]

    def asked(self, wanted: SourceSet) -> SourceSet:
        """The set in the numbers of the smaller closure. ValueError where it speaks of positions."""
        if wanted.marked:
            raise ValueError("positions that goods passed may be among those taken out")
        inside, possible = (
            frozenset(map(self.number_of.__getitem__, numbers))
            for numbers in (wanted.inside, wanted.possible)
        )
        return replace(wanted, inside=inside, possible=possible)


def reduce(closure: Closure) -> Reduction:
    """The closure without what only passed through."""
    pipes = closure.pipes
    if any(pipe.probe for pipe in pipes):  # a target that lies on the way to itself needs every position
        return Reduction(closure, {number: number for number, pipe in enumerate(pipes) if pipe.source})
    stands = _stand_ins(closure)
    kept = [position for position in range(closure.end) if stands[position] == position]
    place = {position: at for at, position in enumerate(kept)}
    place[closure.end] = len(kept)
    number_of: dict[int, int] = {}
    bundles: dict[tuple[int, int], list[Pipe]] = {}
    for number, pipe in enumerate(pipes):
        if pipe.source is not None:
            number_of[number] = len(number_of)
        elif pipe.head == closure.end or stands[pipe.head] == pipe.head:
            bundles.setdefault((place[stands[pipe.tail]], place[pipe.head]), []).append(pipe)
    drawn = [replace(pipes[number], head=place[pipes[number].head]) for number in number_of]
    drawn += [_bundle(tail, head, parts) for (tail, head), parts in bundles.items()]
    leaving: list[list[Amount]] = [[] for _ in kept]
    for position, amount in enumerate(closure.leaving):
        if amount.high > 0:
            leaving[place[stands[position]]].append(amount)
    ins: list[list[int]] = [[] for _ in range(len(kept) + 1)]
    outs: list[list[int]] = [[] for _ in range(len(kept) + 1)]
    for number, pipe in enumerate(drawn):
        ins[pipe.head].append(number)
        if pipe.tail != OUTSIDE:
            outs[pipe.tail].append(number)
    smaller = replace(
        closure,
        cells=tuple(closure.cells[position] for position in kept),
        pipes=tuple(drawn),
        ins=tuple(map(tuple, ins)),
        outs=tuple(map(tuple, outs)),
        leaving=tuple(amounts[0] if len(amounts) == 1 else total(amounts) for amounts in leaving),
        tiers=tuple(closure.tiers[position] for position in kept),
    )
    return Reduction(smaller, number_of)


def _stand_ins(closure: Closure) -> list[int]:
    """For each position the one that stands for it: itself, or where all that is in it came from."""
    pipes, cells = closure.pipes, closure.network.cells
    stands: list[int] = []
    for position, index in enumerate(closure.cells):
        ins = closure.ins[position]
        pipe = pipes[ins[0]] if len(ins) == 1 else None
        cell = cells[index]
        passed = (
            pipe is not None
            and pipe.source is None
            and cell.low == cell.high == 1
            and _fixed(pipe.amount)
            and _all_goes_on(closure, position, pipe.amount)
        )
        stands.append(stands[pipe.tail] if passed and pipe is not None else position)
    return stands


def _all_goes_on(closure: Closure, position: int, came: Amount) -> bool:
    gone = closure.leaving[position].low
    if not _fixed(closure.leaving[position]):
        return False
    for number in closure.outs[position]:
        amount = closure.pipes[number].amount
        if not _fixed(amount):
            return False
        gone += amount.low
    return gone == came.low


def _fixed(amount: Amount) -> bool:
    return amount.low == amount.high == amount.nominal


def _bundle(tail: int, head: int, parts: list[Pipe]) -> Pipe:
    """Pipes that now lead from one position to one other, taken together."""
    if len(parts) == 1:
        return replace(parts[0], tail=tail, head=head)
    arcs = tuple(sorted(index for part in parts for index in part.arcs))
    return Pipe(tail, head, total(part.amount for part in parts), None, arcs)
