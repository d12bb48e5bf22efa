"""The verb `trace`: where a lot came from, or went, in kilograms with bounds, and what the records leave open.

It says what the records supplied allow, and nothing of the world beyond them.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.cut import Coverage, Cut, Sink, Statement
from tieback.model.place import XINJIANG
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.model.trace import Conflict, Gap, Origin, Trace
from tieback.trace.bounds import SourceSet
from tieback.trace.closure import Closure, downstream, target_of, upstream
from tieback.trace.flow import flows_of
from tieback.trace.gaps import bom_gaps, find_gaps, unique
from tieback.trace.ledger import Kind
from tieback.trace.mass import rounded_even
from tieback.trace.measure import Measure
from tieback.trace.origin import Sets
from tieback.trace.papers import missing_documents
from tieback.trace.prover import AUTOMATIC
from tieback.trace.reconcile import unfed
from tieback.trace.scope import Book, Scope, read_book, scope_of
from tieback.trace.whereabouts import placed


def trace(
    case: Case,
    lot: str,
    holder: str | None = None,
    *,
    direction: str = "up",
    time: str = "strict",
    sources: Sequence[str] = (),
    exact: bool = False,
) -> Trace:
    """Trace `lot` (all of it as made; with `holder`, what came to that holder) through the records of `case`.

    direction: "up" or "down"; time: "strict" (only what can have arrived in time) or "static"; `sources` limits
    the origins to these party, site, lot or region ids; `exact`: exact bounds whatever they cost (else as long as
    the lot is small). Raises Refused for a lot the records do not know.
    """
    if direction not in {"up", "down"} or time not in {"strict", "static"}:
        raise ValueError(f"direction is up or down, time strict or static; not {direction!r}, {time!r}")
    book = read_book(case, static=time == "static")
    target = target_of(book.network, book.ledger, lot, holder)
    if target is None:
        raise _unknown(case, lot, holder)
    closure = upstream(book.network, target)
    limit = None if exact else AUTOMATIC
    if direction == "down":
        return _down(book, closure, lot, holder, limit)
    return _up(book, closure, lot, sources, _measure(book, closure, limit))


def prove(
    case: Case, lot: str, holder: str | None = None, *, time: str = "strict", sources: Sequence[str] = ()
) -> tuple[Trace, dict[str, Any]]:
    """The trace upstream with exact bounds, and the proofs of its bounds as a document (`certificate.faults`)."""
    book = read_book(case, static=time == "static")
    target = target_of(book.network, book.ledger, lot, holder)
    if target is None:
        raise _unknown(case, lot, holder)
    closure = upstream(book.network, target)
    measure = _measure(book, closure, None, whole=True)
    traced = _up(book, closure, lot, sources, measure)
    return traced, {"lot": lot, "holder": traced.holder, **measure.proofs()}


def settle(
    case: Case, lot: str, holder: str | None = None, *, time: str = "strict", ids: Sequence[str]
) -> tuple[tuple[Cut, ...], tuple[Sink, ...]]:
    """The fewest papers that would bring each of `ids` (party, site, lot, region, "untraced") to nothing in the lot.

    With it what alone would put some of it there for sure. Raises Refused for an id that nobody knows.
    """
    from tieback.trace.cutting import UNTRACED, cuts_of, sinks_of, untraced_set

    book, closure = _upstream(case, lot, holder, time)
    sets = Sets(closure, book.ledger, case, in_xinjiang)
    _check_sources(sets, case, [id_ for id_ in ids if id_ != UNTRACED])
    known = _measure(book, closure, 0).known
    cuts: list[Cut] = []
    sinks: list[Sink] = []
    for id_ in sorted(set(ids)):
        for wanted in [untraced_set(closure)] if id_ == UNTRACED else sets.named(id_):
            cuts += cuts_of(case, closure, wanted, known=known)
            sinks += sinks_of(closure, wanted) if known and id_ != UNTRACED else ()
    return tuple(cuts), tuple(sinks)


def cover(case: Case, lot: str, holder: str | None = None, *, time: str = "strict") -> tuple[Coverage, ...]:
    """By tier, the share of the recorded mass upstream of a lot that each kind of document stands behind."""
    from tieback.trace.coverage import coverage_of

    book, closure = _upstream(case, lot, holder, time)
    return coverage_of(case, _scope(book, closure), closure)


def keep_books(
    case: Case, lot: str, holder: str | None = None, *, time: str = "strict"
) -> tuple[Statement, ...]:
    """The books by month of every holder upstream of a lot."""
    from tieback.trace.statement import statements

    return statements(_scope(*_upstream(case, lot, holder, time)))


def _upstream(case: Case, lot: str, holder: str | None, time: str) -> tuple[Book, Closure]:
    """The records and what leads to the lot; Refused for a lot that they do not know."""
    book = read_book(case, static=time == "static")
    target = target_of(book.network, book.ledger, lot, holder)
    if target is None:
        raise _unknown(case, lot, holder)
    return book, upstream(book.network, target)


def in_xinjiang(site: Site) -> Answer:
    """Does the site's address lie in Xinjiang?"""
    from tieback.names.place import locate

    placement = locate(site.address, site.postal_code, site.country, XINJIANG, (site.lat, site.lon))
    return placement.answer


def _up(book: Book, closure: Closure, lot: str, sources: Sequence[str], measure: Measure) -> Trace:
    scope = _scope(book, closure)
    sets = Sets(closure, book.ledger, book.case, in_xinjiang)
    _check_sources(sets, book.case, sources)
    consumed = any(
        movement.kind is Kind.INPUT and movement.giver and movement.giver.lot == lot
        for movement in book.ledger.movements
    )
    origins, through = sets.origins(sources), sets.through()
    # the work for exact bounds is limited: what findings rest on goes first
    found = {item: measure.origin(item) for item in sorted((*origins, *through), key=_turn)}
    frame = _frame(book, closure, scope, "up")
    legs = _onward(book, scope, lot)
    return replace(
        frame,
        sites=tuple(sets.sites()),
        origins=tuple(found[item] for item in origins),
        through=tuple(found[item] for item in through),
        untraced_kg=measure.untraced(),
        flows=flows_of(scope, measure.parts()),
        gaps=placed(
            unique(
                (
                    *_gaps(book, scope, closure),
                    *missing_documents(book.case, legs, ()),
                    *(() if consumed else bom_gaps(book.case, scope)),
                )
            ),
            scope,
        ),
        conflicts=_with_papers_of(
            legs, frame, book, unfed(closure, measure.supply) if measure.starved else ()
        ),
    )


def _turn(asked: SourceSet) -> tuple[int, bool, str]:
    """When a set is measured."""
    return ("region", "party", "site", "lot").index(asked.kind), bool(asked.marked), asked.id


def _onward(book: Book, scope: Scope, lot: str) -> tuple[str, ...]:
    """Transfers of the traced lot after it was made: outside its closure, but part of its papers."""
    shown = set(scope.transfers)
    return tuple(item.id for item in book.case.transfers if item.lot == lot and item.id not in shown)


def _with_papers_of(
    legs: Sequence[str], frame: Trace, book: Book, unfed: Sequence[Conflict]
) -> tuple[Conflict, ...]:
    """The conflicts of the trace, and those that concern these transfers, each once, by id."""
    touched = frozenset(legs)
    found = {item.id: item for item in (*unfed, *frame.conflicts)}
    found |= {clash.conflict.id: clash.conflict for clash in book.clashes if clash.records & touched}
    return tuple(found[id_] for id_ in sorted(found))


def _down(book: Book, closure: Closure, lot: str, holder: str | None, limit: int | None) -> Trace:
    """Where the lot went: `through` holds the kilograms of it in every lot downstream, as made."""
    network = book.network
    starts = [
        index
        for index, cell in enumerate(network.cells)
        if cell.node is not None and cell.node.lot == lot and holder in (None, cell.node.holder)
    ]
    tiers, arcs = downstream(network, starts)
    scope = scope_of(book, tiers, arcs, [])
    made = sorted({node.lot for node in scope.nodes} - {lot})
    share = None if limit is None else limit // max(1, len(made))
    through = [found for other in made if (found := _share_in(book, other, lot, share)) is not None]
    sites = {network.cells[cell].site for cell in tiers}
    return replace(
        _frame(book, closure, scope, "down"),
        sites=tuple(sorted(site for site in sites if site)),
        through=tuple(through),
        untraced_kg=_measure(book, closure, limit).untraced(),
        gaps=placed(_gaps(book, scope, None), scope),
    )


def _share_in(book: Book, lot: str, source: str, limit: int | None) -> Origin | None:
    """Kilograms of the lot `source` in another lot as made."""
    target = target_of(book.network, book.ledger, lot, None)
    if target is None:
        return None
    closure = upstream(book.network, target)
    sets = Sets(closure, book.ledger, book.case, in_xinjiang)
    found = _measure(book, closure, limit).origin(sets.lot(source))
    return replace(found, id=lot)


def _frame(book: Book, closure: Closure, scope: Scope, direction: str) -> Trace:
    """What traces in both directions share; kilograms and gaps are still to come."""
    amount = closure.amount
    return Trace(
        lot=closure.target.node.lot,
        holder=closure.target.node.holder,
        direction=direction,
        time="static" if book.static else "strict",
        mass_kg=None if amount.nominal is None else rounded_even(amount.nominal),
        lots=scope.lots,
        transfers=scope.transfers,
        transformations=scope.transformations,
        sites=(),
        origins=(),
        through=(),
        untraced_kg=None,
        gaps=(),
        conflicts=tuple(clash.conflict for clash in scope.clashes()),
        cycles=scope.loops(),
        flows=flows_of(scope, None),
    )


def _scope(book: Book, closure: Closure) -> Scope:
    tiers = dict(zip(closure.cells, closure.tiers, strict=True))
    return scope_of(book, tiers, [index for pipe in closure.pipes for index in pipe.arcs], closure.arrivals)


def _measure(book: Book, closure: Closure, limit: int | None, *, whole: bool = False) -> Measure:
    """No kilograms where records that the lot depends on cannot all be true."""
    return Measure(closure, limit, known=_agree(book, closure), whole=whole)


def _agree(book: Book, closure: Closure) -> bool:
    """Can the masses that the lot depends on all be true?"""
    clashes = _scope(book, closure).clashes()
    return not any(clash.voids and not (book.static and clash.timely) for clash in clashes)


def _gaps(book: Book, scope: Scope, closure: Closure | None) -> tuple[Gap, ...]:
    papers = missing_documents(book.case, scope.transfers, scope.transformations)
    return unique((*find_gaps(scope, closure), *papers))


def _check_sources(sets: Sets, case: Case, sources: Sequence[str]) -> None:
    """Raise Refused for a source that nobody knows: a slip of the pen must not read as "none of it"."""
    for source in sources:
        if not sets.named(source):
            ids = {*_lots(case), *(party.id for party in case.parties), *(site.id for site in case.sites)}
            near = get_close_matches(source, sorted(ids), n=3, cutoff=0.5)
            remedy = f"did you mean {', '.join(near)}?" if near else "give a party, site, lot or region id"
            raise Refused(f"no party, site, lot or region is called {source}", remedy=remedy)


def _lots(case: Case) -> set[str]:
    lots = {transfer.lot for transfer in case.transfers} | {count.lot for count in case.stock}
    return lots | {line.lot for item in case.transformations for line in item.lines if line.lot}


def _unknown(case: Case, lot: str, holder: str | None) -> Refused:
    """A refusal that names lots that look alike, or the holders there are."""
    holders = {transfer.sender for transfer in case.transfers if transfer.lot == lot}
    holders |= {transfer.receiver for transfer in case.transfers if transfer.lot == lot}
    holders |= {item.holder for item in case.transformations if any(line.lot == lot for line in item.lines)}
    if holder is not None and holders:
        return Refused(
            f"lot {lot} was never with {holder}", remedy=f"it was with {', '.join(sorted(holders))}"
        )
    lots = _lots(case)
    near = get_close_matches(lot, sorted(lots), n=3, cutoff=0.5)
    remedy = f"did you mean {', '.join(near)}?" if near else f"the case has {len(lots)} lots"
    return Refused(f"no record names the lot {lot}", remedy=remedy)
