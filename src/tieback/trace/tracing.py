"""The verb `trace`: where a lot came from, or went, in kilograms with bounds, and what the records leave open.

It says what the records supplied allow, and nothing of the world beyond them.
"""

from collections.abc import Sequence
from difflib import get_close_matches

from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.place import XINJIANG
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.model.trace import Trace
from tieback.trace.closure import Closure, target_of, upstream
from tieback.trace.gaps import find_gaps
from tieback.trace.ledger import Node
from tieback.trace.mass import rounded_even
from tieback.trace.measure import Measure
from tieback.trace.origin import Sets
from tieback.trace.scope import Book, flows, read_book, scope_of


def trace(
    case: Case,
    lot: str,
    holder: str | None = None,
    *,
    direction: str = "up",
    time: str = "strict",
    sources: Sequence[str] = (),
) -> Trace:
    """Trace `lot` (all of it as made; with `holder`, what came to that holder) through the records of `case`.

    direction: "up" or "down"; time: "strict" (only what can have arrived in time) or "static"; `sources` limits
    the origins to these party, site, lot or region ids. Raises Refused for a lot the records do not know.
    """
    book = read_book(case, static=time == "static")
    target = target_of(book.network, book.ledger, lot, holder)
    if target is None:
        raise _unknown(case, lot, holder)
    closure = upstream(book.network, target)
    return _trace_up(book, closure, lot, sources)


def in_xinjiang(site: Site) -> Answer:
    """Does the site's address lie in Xinjiang?"""
    try:
        from tieback.names.place import locate
    except ModuleNotFoundError:
        return Answer.UNKNOWN

    return locate(site.address, site.postal_code, site.country, region=XINJIANG).answer


def _trace_up(book: Book, closure: Closure, lot: str, sources: Sequence[str]) -> Trace:
    tiers = dict(zip(closure.cells, closure.tiers, strict=True))
    arcs = [index for pipe in closure.pipes for index in pipe.arcs]
    scope = scope_of(book, tiers, arcs, _ends(closure))
    conflicts = scope.clashes()
    void = any(clash.voids and not (book.static and clash.timely) for clash in conflicts)
    sets = Sets(closure, book.ledger, book.case.sites, in_xinjiang)
    measure = Measure(closure, known=not void)
    amount = closure.amount
    return Trace(
        lot=lot,
        holder=closure.target.node.holder,
        direction="up",
        time="static" if book.static else "strict",
        mass_kg=None if amount.nominal is None else rounded_even(amount.nominal),
        lots=scope.lots,
        transfers=scope.transfers,
        transformations=scope.transformations,
        sites=tuple(sets.sites()),
        origins=tuple(measure.origin(item) for item in sets.origins(sources)),
        through=tuple(measure.origin(item) for item in sets.through()),
        untraced_kg=measure.untraced(),
        gaps=find_gaps(scope, closure),
        conflicts=tuple(clash.conflict for clash in conflicts),
        cycles=(),
        flows=flows(scope),
    )


def _ends(closure: Closure) -> list[Node]:
    """The nodes that the target's mass arrives at."""
    network = closure.network
    heads = (network.cells[network.arcs[index].head].node for index in closure.target.arcs)
    return [node for node in heads if node is not None] or [closure.target.node]


def _unknown(case: Case, lot: str, holder: str | None) -> Refused:
    """A refusal that names lots that look alike, or the holders there are."""
    holders = {transfer.sender for transfer in case.transfers if transfer.lot == lot}
    holders |= {transfer.receiver for transfer in case.transfers if transfer.lot == lot}
    holders |= {item.holder for item in case.transformations if any(line.lot == lot for line in item.lines)}
    if holder is not None and holders:
        return Refused(
            f"lot {lot} was never with {holder}", remedy=f"it was with {', '.join(sorted(holders))}"
        )
    lots = {transfer.lot for transfer in case.transfers} | {count.lot for count in case.stock}
    lots |= {line.lot for item in case.transformations for line in item.lines if line.lot}
    near = get_close_matches(lot, sorted(lots), n=3, cutoff=0.5)
    remedy = f"did you mean {', '.join(near)}?" if near else f"the case has {len(lots)} lots"
    return Refused(f"no record names the lot {lot}", remedy=remedy)
