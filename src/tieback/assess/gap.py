"""What the records of a chain leave open. Each gap keeps a *no* away on its own, and says what would close it.

These hold for every test: untraced mass, the bill of materials, processes without inputs, sites of production
without evidence, unread rows, conflicts.
"""

from collections.abc import Iterable, Iterator

from tieback.assess.bill import bill_of_materials
from tieback.assess.chain import Chain, row_of
from tieback.assess.evidence import inputs, sites
from tieback.assess.ground import Ground, state, unless, whether
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.assess.sentence import kilograms, of_lot
from tieback.model.answer import Answer
from tieback.model.finding import Reason
from tieback.model.record import Unread
from tieback.model.trace import Gap, Trace

CARRIED = frozenset(
    {
        *("untraced", "bom-not-traced"),  # told below, with the kilograms or the line
        *("mass-unknown", "date-missing", "basis-mixed", "not-reconciled"),  # the bounds are wider for it
        *("yield-unstated", "yield-assumed", "yield-unusual", "component-mismatch"),
        "over-capacity",  # goods may have been made elsewhere; the site of production is asked for below
        "payment-open",  # a debt says nothing of the goods
        "document-missing",  # a transfer on the supplier's word alone; sites of production are asked for below
        "documents-missing",  # what its kind of transfer is known by: papers to ask for, not a doubt about the goods
    }
)
"""Kinds of trace gap that are not told again: every other kind keeps a *no* away."""


def gaps(chain: Chain, regime: Regime) -> tuple[Ground, ...]:
    """Every gap of the chain, in the order in which it is told."""
    return (
        *_trace(chain, regime),
        *bill_of_materials(chain, regime),
        *inputs(chain, regime),
        *sites(chain, regime),
        *_unread(chain, regime),
        *_conflicts(chain, regime),
    )


def _trace(chain: Chain, regime: Regime) -> Iterator[Ground]:
    if chain.trace is None:
        text = f"Lot {chain.lot} could not be traced in the records supplied."
        fact = state(
            regime,
            Atom("lot-traced", chain.lot),
            Answer.UNKNOWN,
            Reason("trace", chain.lot, text),
            chain.case.importer,
        )
        yield unless(fact)
        return
    for trace in chain.traces:
        yield from _untraced(chain, trace, regime)
        for gap in trace.gaps:
            if gap.kind == "unread":
                about = next((ref for row in gap.rows if (ref := row_of(row))), gap.ref)
                yield unless(
                    state(regime, Atom("rows-read", about), Answer.UNKNOWN, Reason("trace", gap.id, gap.text))
                )
            elif gap.kind not in CARRIED:
                atom = Atom("lot-traced", gap.ref)
                yield unless(state(regime, atom, Answer.UNKNOWN, Reason("trace", gap.id, gap.text)))


def _untraced(chain: Chain, trace: Trace, regime: Regime) -> Iterator[Ground]:
    atom = Atom("untraced-mass-in-scope", trace.lot)
    if trace.untraced_kg is not None and trace.untraced_kg == 0:
        text = f"Lot {trace.lot}: {kilograms(trace.untraced_kg)} untraced in the records supplied."
        yield whether(state(regime, atom, Answer.NO, Reason("trace", trace.lot, text)))
        return
    loose = [gap for gap in trace.gaps if gap.kind == "untraced"]
    text = f"Lot {trace.lot}: untraced {of_lot(trace.untraced_kg, trace.mass_kg)}."
    yield whether(
        state(regime, atom, Answer.UNKNOWN, Reason("trace", trace.lot, text), _suppliers(chain, loose))
    )


def _suppliers(chain: Chain, loose: Iterable[Gap]) -> str | None:
    """Whoever sent the untraced lots first: the seller may know the maker, and is not the origin."""
    lots = {gap.ref for gap in loose}
    senders = []
    for lot in sorted(lots):
        moved = [item for item in chain.transfers if item.lot == lot]
        first = min(
            moved, key=lambda item: (str(item.shipped_on or item.received_on or ""), item.id), default=None
        )
        if first:
            senders.append(first.sender)
    return "; ".join(dict.fromkeys(senders)) or None


def _unread(chain: Chain, regime: Regime) -> Iterator[Ground]:
    for row in chain.case.unread:
        if _touches(chain, row):
            ref = row_of(row.ref) or row.ref.file
            text = f"{row.ref.file}, row {row.ref.row} could not be read: {row.reason}."
            yield unless(
                state(
                    regime, Atom("rows-read", ref), Answer.UNKNOWN, Reason("document", ref, text), row.holder
                )
            )


def _touches(chain: Chain, row: Unread) -> bool:
    """Does an unread row leave this chain open? Its lot, else its holder, else everything (DESIGN)."""
    if row.lot is not None and row.lot in chain.lots:
        return True
    if row.holder is not None:
        return row.holder in chain.holders
    return True


def _conflicts(chain: Chain, regime: Regime) -> Iterator[Ground]:
    seen: set[str] = set()
    for trace in chain.traces:
        for conflict in trace.conflicts:
            if conflict.id not in seen:
                seen.add(conflict.id)
                reason = Reason("trace", conflict.id, conflict.text)
                yield unless(state(regime, Atom("records-agree", conflict.id), Answer.UNKNOWN, reason))
