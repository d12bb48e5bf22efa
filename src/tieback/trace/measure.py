"""The kilograms of a set of sources in a traced lot, as a model value: least, proportional, most, shortest chain."""

from decimal import Decimal

from tieback.model.trace import Origin
from tieback.trace.balance import passing
from tieback.trace.bounds import Bounds, Membership
from tieback.trace.closure import Closure, Pipe, chains, record_of
from tieback.trace.lots import Source, SourceKind
from tieback.trace.mass import rounded_down, rounded_even, rounded_up
from tieback.trace.origin import SourceSet


class Measure:
    """Measures sets in one closure; `known` False: records in conflict, so no kilograms."""

    __slots__ = ("_bounds", "_closure", "_known", "_steps", "_untraced")

    def __init__(self, closure: Closure, *, known: bool) -> None:
        self._closure = closure
        self._known = known
        self._bounds = Bounds(closure)
        self._steps = chains(closure)
        self._untraced = any(
            pipe.source is not None and pipe.source.kind is SourceKind.UNTRACED for pipe in closure.pipes
        )

    def origin(self, wanted: SourceSet) -> Origin:
        """The kilograms of a set, None where they are unknown."""
        path = self._path(wanted)
        if not self._known:
            return Origin(wanted.kind, wanted.id, None, None, None, None, path)
        whole = self._bounds.of(wanted.belongs, wanted.marked)
        traced = whole
        if self._untraced:
            elsewhere = wanted.with_untraced_elsewhere()
            traced = self._bounds.of(elsewhere.belongs, elsewhere.marked)
        return Origin(
            wanted.kind,
            wanted.id,
            rounded_down(whole.least),
            self._proportional(wanted),
            rounded_up(whole.most),
            rounded_up(traced.most),
            path,
            without_mass=whole.sure and whole.least == 0,
        )

    def untraced(self) -> Decimal | None:
        """The most of the lot that can be untraced; None where that is unknown."""
        if not self._known:
            return None

        def belongs(source: Source) -> Membership:
            if source.kind is SourceKind.UNKNOWN:
                return Membership.FREE
            return Membership.IN if source.kind is SourceKind.UNTRACED else Membership.OUT

        return rounded_up(self._bounds.of(belongs).most)

    def _proportional(self, wanted: SourceSet) -> Decimal | None:
        def counts(pipe: Pipe) -> bool:
            return pipe.source is not None and wanted.has(pipe.source)

        share = passing(self._closure, wanted.marked, counts)
        return None if share is None else rounded_even(share)

    def _path(self, wanted: SourceSet) -> tuple[str, ...]:
        """Transfer and transformation ids of the shortest chain, upstream end first."""
        pipes = self._closure.pipes
        made = [number for number, pipe in enumerate(pipes) if pipe.source and wanted.has(pipe.source)]
        left = [
            n for n, pipe in enumerate(pipes) if pipe.tail in wanted.marked and pipe.head not in wanted.marked
        ]
        starts = [(self._steps[number][0], self._names(number), number) for number in made or left]
        if not starts:
            return ()
        path: list[str] = []
        number: int | None = min(starts)[2]
        while number is not None:
            path += self._names(number)
            number = self._steps[number][1]
        return tuple(path)

    def _names(self, number: int) -> list[str]:
        record = record_of(self._closure, self._closure.pipes[number])
        return [] if record is None else [record]
