"""The one-pass bounds of `bounds`, where every mass is fixed, nothing is gained or lost, and all that came leaves.

Then the most of a set and the most of all else say everything, in whole numbers: least is all less the most of the
rest. The same result as the general pass, at a tenth of its price; large chains are mostly like that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieback.trace.closure import Closure
from tieback.trace.gain import Outflow, yield_of
from tieback.trace.mass import Amount
from tieback.trace.mixture import Mixture

Most = tuple[int, int]  # milligrams: the most of the set, the most of all else


@dataclass(frozen=True, slots=True)
class EvenPass:
    """By position: all that leaves it, (mass, tail) of what comes from others, (mass, pipe) of its sources."""

    whole: Sequence[int]
    parts: Sequence[tuple[tuple[int, int], ...]]
    sources: Sequence[tuple[tuple[int, int], ...]]

    def given(
        self,
        position: int,
        base: Sequence[Most],
        changed: Mapping[int, Most],
        inside: frozenset[int],
        possible: frozenset[int],
    ) -> Most:
        """What a position gives, all its outflows together."""
        own = other = 0
        for mass, tail in self.parts[position]:
            f, g = changed.get(tail) or base[tail]
            own += min(mass, f)
            other += min(mass, g)
        for mass, pipe in self.sources[position]:
            if pipe in inside:
                own += mass
            elif pipe in possible:
                own += mass
                other += mass
            else:
                other += mass
        return own, other

    def marked(self, position: int) -> Most:
        """What a position gives where all of it belongs to the set."""
        return self.whole[position], 0

    def mixture(self, position: int, most: Most) -> Mixture:
        """The intervals that two limits stand for."""
        whole = self.whole[position]
        return Mixture(whole - most[1], most[0], whole - most[0], most[1])


def even_pass(closure: Closure, outflows: Sequence[Outflow]) -> EvenPass | None:
    """The pass of a closure that is even everywhere; None for any other."""
    whole, parts, sources = [], [], []
    for position in range(closure.end + 1):
        out = outflows[position].amount
        pipes = [(number, closure.pipes[number]) for number in closure.ins[position]]
        if yield_of(closure, position) != (1, 1) or not _fixed(out, *(pipe.amount for _, pipe in pipes)):
            return None
        if sum(pipe.amount.low for _, pipe in pipes) != out.low:
            return None
        whole.append(int(out.low))
        parts.append(tuple((int(pipe.amount.low), pipe.tail) for _, pipe in pipes if pipe.source is None))
        sources.append(
            tuple((int(pipe.amount.low), number) for number, pipe in pipes if pipe.source is not None)
        )
    return EvenPass(whole, parts, sources)


def _fixed(*amounts: Amount) -> bool:
    """Are they all known to the milligram, whole ones?"""
    return all(isinstance(amount.low, int) and amount.low == amount.high for amount in amounts)
