"""What does not depend on the set of sources: outflows, products, and the gain from each position to the target."""

from dataclasses import dataclass
from math import inf

from tieback.model.goods import LineRole
from tieback.trace.closure import Closure, Pipe
from tieback.trace.mass import Amount, Bound, Exact, total, whole
from tieback.trace.mixture import floor, times

Gains = list[tuple[Exact, Bound]]


@dataclass(frozen=True, slots=True)
class Outflow:
    """All that leaves a position; `finite` and `open` count its limit with and without the unmeasured."""

    amount: Amount
    finite: Exact
    open: int

    @classmethod
    def of(cls, closure: Closure, position: int) -> "Outflow":
        if position == closure.end:
            amounts = [closure.amount]
        else:
            pipes = (closure.pipes[number] for number in closure.outs[position])
            amounts = [closure.leaving[position], *(pipe.amount for pipe in pipes if not pipe.probe)]
        finite = sum((floor(item.high) for item in amounts if item.measured), start=0)
        return cls(total(amounts), finite, sum(not item.measured for item in amounts))

    def beside(self, amount: Amount) -> Bound:
        """The most that can leave elsewhere than by `amount`."""
        if self.open > (not amount.measured):
            return inf
        return self.finite - floor(amount.high) if amount.measured else self.finite


def yield_of(closure: Closure, position: int) -> tuple[Exact, Bound]:
    """The yield range of a position."""
    if position == closure.end:
        return 1, 1
    cell = closure.network.cells[closure.cells[position]]
    return cell.low, cell.high


class Gain:
    """The least and greatest share of what arrives at a position that reaches the target."""

    __slots__ = ("_end", "_steps")

    def __init__(self, closure: Closure) -> None:
        probed = set(closure.target.arcs)
        self._end = closure.end
        self._steps = [
            (
                yield_of(closure, position),
                closure.leaving[position].high > 0,
                [
                    (pipe.head, *_measured(pipe, probed, closure.end))
                    for pipe in (closure.pipes[number] for number in closure.outs[position])
                    if not pipe.probe
                ],
            )
            for position in range(closure.end)
        ]

    def avoiding(self, marked: frozenset[int]) -> Gains:
        """The gains of every position, where nothing is followed into a marked one.

        What passes marked positions so counts where it leaves the last of them.
        """
        gains: Gains = [(0, 0) for _ in range(self._end)]
        gains.append((1, 1))
        for position in range(self._end - 1, -1, -1):
            if position in marked:
                continue
            (eta_low, eta_high), leaks, heads = self._steps[position]
            least: Exact | None = 0 if leaks else None
            most: Bound = 0
            for head, surely, maybe in heads:
                low, high = gains[head]
                if maybe:  # mass that is measured on its way counts there, and again if it returns
                    low, high = low + surely, high + 1
                if least is None or low < least:
                    least = low
                most = max(most, high)
            gains[position] = (whole(eta_low * (least or 0)), times(most, eta_high))
        return gains


def _measured(pipe: Pipe, probed: set[int], end: int) -> tuple[bool, bool]:
    """Is all, is any of a pipe that goes on part of the target?"""
    if pipe.head == end:
        return False, False
    return all(index in probed for index in pipe.arcs), any(index in probed for index in pipe.arcs)


def products_of(closure: Closure) -> list[int]:
    """For each position that is a transformation, how many lots are its products (not by-products or waste)."""
    products = [0] * (closure.end + 1)
    for position, cell in enumerate(closure.cells):
        if closure.network.cells[cell].node is None:
            arcs = (closure.network.arcs[index] for index in closure.network.outs[cell])
            lines = (arc.movement.line for arc in arcs if arc.movement is not None)
            products[position] = len({line.lot for line in lines if line and line.role is LineRole.OUT})
    return products


def is_waste(closure: Closure, pipe: Pipe) -> bool:
    """Does the pipe carry only by-products or waste?"""
    movements = [closure.network.arcs[index].movement for index in pipe.arcs]
    lines = [movement.line for movement in movements if movement is not None and movement.line is not None]
    return bool(lines) and all(line.role in (LineRole.COPRODUCT, LineRole.WASTE) for line in lines)
