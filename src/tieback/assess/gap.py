"""What the records of a chain leave open. Each gap keeps a *no* away on its own, and says what would close it.

These hold for every test: untraced mass, the bill of materials, unread rows, conflicts, sites of production
without evidence, parties without a legal name.
"""

from collections.abc import Iterable, Iterator

from tieback.assess.chain import Chain
from tieback.assess.ground import Ground, state, unless, whether
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.assess.sentence import kilograms, listing, of_lot
from tieback.model.answer import Answer
from tieback.model.finding import Reason
from tieback.model.goods import BomLine
from tieback.model.record import RowRef, Unread
from tieback.model.site import SiteKind
from tieback.model.trace import Gap, Trace

EVIDENCE = frozenset({"production-record", "site-inspection"})
"""Kinds of document that evidence a site of production (DESIGN, "How records are read")."""

CARRIED = frozenset(
    {
        *("untraced", "bom-not-traced"),  # told below, with the kilograms or the line
        *("mass-unknown", "date-missing", "basis-mixed", "not-reconciled"),  # the bounds are wider for it
        *("yield-unstated", "yield-assumed", "component-mismatch"),
        "document-missing",  # a transfer on the supplier's word alone; sites of production are asked for below
    }
)
"""Kinds of trace gap that are not told again: every other kind keeps a *no* away."""


def gaps(chain: Chain, regime: Regime) -> tuple[Ground, ...]:
    """Every gap of the chain, in the order in which it is told."""
    return (
        *_trace(chain, regime),
        *_bill(chain, regime),
        *_sites(chain, regime),
        *_unread(chain, regime),
        *_conflicts(chain, regime),
    )


def names(chain: Chain, regime: Regime) -> Iterator[Ground]:
    """Parties of the chain that a list cannot be searched for: no name in the script of their registry.

    Chinese firms have no legal English name; without the Chinese one the search of a list means nothing. A
    party whose country is not stated may be such a firm.
    """
    for party_id in chain.holders:
        if party_id == chain.case.importer:
            continue
        party = chain.parties.get(party_id)
        texts = (party.name, party.name_local or "") if party else (party_id,)
        if any(_is_han(char) for text in texts for char in text):
            continue
        countries = _countries(chain, party_id)
        if countries and "CN" not in countries:
            continue
        where = "its country is not stated" if not countries else "it is in China"
        text = f"Party {party_id}: {where} and no Chinese legal name is in the records supplied."
        atom = Atom("party-identified", party_id)
        yield unless(state(regime, atom, Answer.UNKNOWN, Reason("rule", party_id, text), party_id))


def _countries(chain: Chain, party_id: str) -> set[str]:
    party = chain.parties.get(party_id)
    stated = {party.country} if party and party.country else set()
    return stated or {site.country for site in chain.case.sites if site.party == party_id and site.country}


def _is_han(char: str) -> bool:
    return (
        "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"
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
                about = next((ref for row in gap.rows if (ref := _row(row))), gap.ref)
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


def _bill(chain: Chain, regime: Regime) -> Iterator[Ground]:
    if not chain.case.has_bom or not chain.bom:
        what = (
            "no line of the bill of materials is about it"
            if chain.case.bom
            else "no bill of materials is supplied"
        )
        text = f"Lot {chain.lot}: {what}, so an undeclared component cannot be seen."
        atom = Atom("bill-of-materials", chain.lot)
        yield unless(state(regime, atom, Answer.UNKNOWN, Reason("document", chain.lot, text), _seller(chain)))
        return
    reached = chain.lots
    for line in chain.bom:
        ref = _row(line.ref) or line.component
        if line.lot and not line.not_traced and line.lot in reached:
            continue
        if line.lot and not line.not_traced:
            text = f"Bill of materials, {line.component}: lot {line.lot} is not in the records of what was made or moved."
        else:
            said = f" ({line.reason})" if line.reason else ""
            text = f"Bill of materials, {line.component}: not traced{said}."
        atom = Atom("bom-line-in-scope", _bom_id(line))
        yield whether(state(regime, atom, Answer.UNKNOWN, Reason("document", ref, text), _seller(chain)))


def _bom_id(line: BomLine) -> str:
    return "/".join(word for word in (line.style, line.component) if word)


def _seller(chain: Chain) -> str | None:
    """Who made the lot, else who sold it to the importer."""
    made = [item.holder for item in chain.transformations if any(row.lot == chain.lot for row in item.lines)]
    sold = [item.sender for item in chain.transfers if item.lot == chain.lot]
    return next(iter(made + sold), None)


def _sites(chain: Chain, regime: Regime) -> Iterator[Ground]:
    """One gap per site of production that no production record and no site inspection supports."""
    supported: dict[str, str] = {}
    named_only: set[str] = set()
    for document in chain.case.documents:
        if (document.kind or "").casefold().replace("_", "-") in EVIDENCE:
            for about in document.supports:
                if document.sha256 is None:
                    named_only.add(about)
                else:
                    supported.setdefault(about, document.file)
    for site_id, made in chain.production_sites.items():
        abouts = (site_id, *(item.id for item in made))
        file = next((supported[about] for about in abouts if about in supported), None)
        site = chain.sites.get(site_id)
        atom = Atom("site-evidenced", site_id)
        holder = chain.operator(site_id)
        if site is not None and site.kind not in {SiteKind.PRODUCTION, None}:
            text = f"Site {site_id} is stated as {site.kind}, yet {listing([item.id for item in made])} is recorded there."
            fact = state(regime, atom, Answer.UNKNOWN, Reason("document", site_id, text), holder)
        elif file:
            text = f"Site {site_id}: {file} supports production there."
            fact = state(regime, atom, Answer.YES, Reason("document", file, text))
        else:
            said = "the document named is not in the file" if named_only & set(abouts) else "none is supplied"
            text = (
                f"Site {site_id}: no production record or site inspection supports production there; {said}."
            )
            fact = state(regime, atom, Answer.UNKNOWN, Reason("document", site_id, text), holder)
        yield unless(fact)


def _unread(chain: Chain, regime: Regime) -> Iterator[Ground]:
    for row in chain.case.unread:
        if _touches(chain, row):
            ref = _row(row.ref) or row.ref.file
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


def _row(ref: RowRef | None) -> str | None:
    return f"{ref.file}:{ref.row}" if ref else None
