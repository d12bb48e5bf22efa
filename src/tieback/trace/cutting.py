"""What would settle a lot: the fewest transfers, or documents, that would bring a set to nothing, and what would sink it.

Evidence of a transfer is taken to show that none of its goods came from the set. Where that contradicts the records
(the goods surely hold some of it) it is no way out: the exact least over the settled records says so. Otherwise the
most is nothing just where no way is left open: on any open way some of the set can have come along.
"""

from dataclasses import replace

from tieback.model.case import Case
from tieback.model.cut import Chain, Cut, CutMember, Sink
from tieback.trace.bounds import NONE, Bounds, SourceSet
from tieback.trace.certificate import Wanted
from tieback.trace.closure import Closure
from tieback.trace.hitting import Hitting, Row, fewest
from tieback.trace.loop import Loops
from tieback.trace.lots import SourceKind
from tieback.trace.mass import Exact, rounded_down, rounded_even
from tieback.trace.optimum import Optima
from tieback.trace.papers import support
from tieback.trace.prover import AUTOMATIC, Prover
from tieback.trace.reduction import reduce
from tieback.trace.tableau import Unsolved
from tieback.trace.ways import Way, Ways, by_document, by_transfer, graph_of

UNTRACED = "untraced"


def untraced_set(closure: Closure) -> SourceSet:
    """Mass whose coming no record shows, and what unread rows may have added: all of it may turn out traced."""
    kinds = {number: pipe.source.kind for number, pipe in enumerate(closure.pipes) if pipe.source}
    free = frozenset(number for number, kind in kinds.items() if kind is not SourceKind.MADE)
    return Loops(closure).settled(SourceSet(UNTRACED, UNTRACED, NONE, free))


def cuts_of(case: Case, closure: Closure, wanted: SourceSet, *, known: bool) -> tuple[Cut, ...]:
    """The cuts of a set, by transfers and by documents; `known` False: records that the lot depends on conflict."""
    return tuple(_cut(case, closure, wanted, by, known=known) for by in ("transfer", "document"))


def sinks_of(closure: Closure, wanted: SourceSet, limit: int | None = AUTOMATIC) -> tuple[Sink, ...]:
    """Open sources any of which alone, if it were of the set, would put some of it into the lot for sure; most first."""
    reduction = reduce(closure)
    small = closure if wanted.marked else reduction.closure
    bounds, prover = Bounds(small), Prover(small, limit)
    groups: dict[tuple[str, str, str | None], set[int]] = {}
    for number in sorted(wanted.possible - wanted.inside):
        source = closure.pipes[number].source
        if source is not None:
            groups.setdefault((source.node.lot, source.node.holder, source.record), set()).add(number)
    found = []
    for (lot, holder, record), numbers in groups.items():
        asked = replace(wanted, inside=wanted.inside | numbers, possible=wanted.possible - numbers)
        asked = asked if asked.marked else reduction.asked(asked)
        least = prover.sharpen(asked, bounds.of(asked), ("least",)).interval.least
        kg = rounded_down(least)
        if kg is not None and least > 0:
            found.append(Sink(wanted.kind, wanted.id, lot, holder, record, kg))
    return tuple(sorted(found, key=lambda item: (-item.least_kg, item.lot, item.holder, item.record or "")))


def _cut(case: Case, closure: Closure, wanted: SourceSet, by: str, *, known: bool) -> Cut:
    blank = Cut(wanted.kind, wanted.id, by, "unknown", None, (), (), (), "")
    if not known:
        return replace(blank, text="records that the lot depends on cannot all be true; settle them first")
    settling = by_transfer(closure) if by == "transfer" else by_document(closure, support(case))
    ways = Ways(closure, wanted, settling)
    if not ways.open(frozenset()):
        return replace(blank, status="none-needed", at_least=0, text="none of it can have come, as recorded")
    if least := _least(closure, wanted):
        kg = rounded_even(least)
        text = f"at least {kg} kg of it is in the lot, as recorded: only other records could change that"
        return replace(blank, status="impossible", text=text)
    found = fewest(
        len(ways.items),
        lambda chosen: [ways.items_of(way) for way in ways.open(chosen)],
        lambda chosen: _contradiction(closure, wanted, ways, chosen),
    )
    if found.chosen is None:
        return replace(blank, status=found.status, text=_why(ways, by))
    return replace(
        blank,
        status=found.status,
        at_least=found.at_least,
        members=tuple(_member(ways, item) for item in sorted(found.chosen)),
        chains=_chains(ways, found),
        alternatives=_alternatives(closure, wanted, ways, found),
        text=_said(found, by),
    )


def _least(closure: Closure, wanted: SourceSet) -> Exact:
    """Milligrams of the set that are surely in the lot."""
    if closure.end in wanted.marked:
        return closure.amount.low
    if not wanted.inside and not wanted.marked:
        return 0
    return Prover(closure, None).sharpen(wanted, Bounds(closure).of(wanted), ("least",)).interval.least


def _contradiction(closure: Closure, wanted: SourceSet, ways: Ways, chosen: Row) -> Row | None:
    """Some of the chosen that together surely carried some of the set, and of which none can be left out."""
    if not wanted.inside and not wanted.marked:
        return None  # all of it may have come from elsewhere, so no evidence of that contradicts
    if not _contradicts(closure, wanted, ways, chosen):
        return None
    core = set(chosen)
    for item in sorted(chosen):
        if len(core) > 1 and _contradicts(closure, wanted, ways, frozenset(core - {item})):
            core.discard(item)
    return frozenset(core)


def _contradicts(closure: Closure, wanted: SourceSet, ways: Ways, chosen: Row) -> bool:
    """Is the least that the settled records carried above nothing, proven in fractions?"""
    settled = frozenset(record for item in chosen for record in ways.settled_by(item))
    graph, edge_of = graph_of(closure, settled)
    inside = frozenset(edge_of[number] for number in wanted.inside if number in edge_of)
    free = frozenset(edge_of[number] for number in wanted.possible - wanted.inside if number in edge_of)
    try:
        return Optima(graph, Wanted(inside, free, wanted.marked)).prove("least").value > 0
    except Unsolved:
        return True  # not shown to agree with the records


def _member(ways: Ways, item: int) -> CutMember:
    kind, id_ = ways.items[item]
    return CutMember(kind, id_, tuple(record for _, record in ways.settled_by(item)))


def _chains(ways: Ways, found: Hitting) -> tuple[Chain, ...]:
    """The chains that carry weight in the proof, each found again as a way."""
    return tuple(
        Chain(way.source, way.records, str(weight))
        for row, weight in zip(found.rows, found.weights, strict=False)
        if weight > 0 and (way := _way_of(ways, row)) is not None
    )


def _way_of(ways: Ways, row: Row) -> Way | None:
    """A way that no other items close: it loads no item that the row does not."""
    return next(iter(ways.open(frozenset(range(len(ways.items))) - row)), None)


def _alternatives(closure: Closure, wanted: SourceSet, ways: Ways, found: Hitting) -> tuple[str, ...]:
    """Where one suffices, the others that do alone."""
    if found.chosen is None or len(found.chosen) != 1:
        return ()
    shared = frozenset.intersection(*found.rows) - found.chosen
    return tuple(
        ways.items[item][1]
        for item in sorted(shared)
        if not ways.open(frozenset({item}))
        and _contradiction(closure, wanted, ways, frozenset({item})) is None
    )


def _why(ways: Ways, by: str) -> str:
    """Why no set of papers does."""
    bare = next((way for way in ways.open(frozenset()) if not ways.items_of(way)), None)
    if bare is None:
        every = frozenset(range(len(ways.items)))
        bare = next(iter(ways.open(every)), None)
    if bare is not None:
        what = "transfer" if by == "transfer" else "document or record"
        return f"{bare.source} reached the lot without any {what} in between: its own coming must be shown"
    return "whatever would close every way contradicts the records: some of the goods surely came from there"


def _said(found: Hitting, by: str) -> str:
    if found.status == "limit":
        return "the search was cut short: these suffice, fewer may"
    if found.status == "solver":
        return "the solver found no fewer; that is not proven"
    heavy = [weight for weight in found.weights if weight]
    if heavy and all(weight == 1 for weight in heavy):
        if len(heavy) == 1:
            return "one is needed, for this chain"
        return f"no fewer can: no {by} closes two of these {len(heavy)} chains"
    if found.weights:
        return (
            f"no fewer can: no {by} closes chains of more than one in weight, and together they weigh as much"
        )
    return "no fewer can: every smaller choice was tried against the chains"
