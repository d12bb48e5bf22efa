"""The bill of materials: is every component declared, and traced to raw material?

Tracing starts from what the supplier chose to give; an undeclared component is invisible to it.
"""

from collections.abc import Iterator
from decimal import Decimal

from tieback.assess.chain import Chain, row_of
from tieback.assess.ground import Ground, state, unless, whether
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.model.answer import Answer
from tieback.model.finding import Reason
from tieback.model.goods import BomLine


def bill_of_materials(chain: Chain, regime: Regime) -> Iterator[Ground]:
    """A gap where there is none or shares are left over; a fact per line that leads to no lot of the records."""
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
    if undeclared := _undeclared(chain):
        reason = Reason("document", chain.lot, f"Bill of materials: {undeclared}.")
        fact = state(regime, Atom("bill-of-materials", chain.lot), Answer.UNKNOWN, reason, _seller(chain))
        yield unless(fact)
    reached = chain.lots
    for line in chain.bom:
        ref = row_of(line.ref) or line.component
        if line.lot and not line.not_traced and line.lot in reached:
            continue
        if line.lot and not line.not_traced:
            text = f"Bill of materials, {line.component}: lot {line.lot} is not in the records of what was made or moved."
        else:
            said = f" ({line.reason})" if line.reason else ""
            text = f"Bill of materials, {line.component}: not traced{said}."
        atom = Atom("bom-line-in-scope", _bom_id(chain, line))
        yield whether(state(regime, atom, Answer.UNKNOWN, Reason("document", ref, text), _seller(chain)))


def _undeclared(chain: Chain) -> str | None:
    """What the stated shares leave undeclared, style by style; None where they add up or are not all stated.

    Each share may be off by half a unit of its last place. Shares may be percent or parts of one.
    """
    for style in sorted({line.style or "" for line in chain.bom}):
        shares = [line.share for line in chain.bom if (line.style or "") == style]
        stated = [share for share in shares if share is not None]
        if len(stated) < len(shares):
            continue
        total = sum(stated, Decimal(0))
        slack = sum((Decimal(5).scaleb(int(share.as_tuple().exponent) - 1) for share in stated), Decimal(0))
        whole = Decimal(1) if total <= 1 + slack else Decimal(100)
        if total + slack < whole:
            what = "of the article" if whole == 1 else "%"
            return f"the shares add up to {total.normalize():f} {what}, so a component is not declared"
    return None


def _bom_id(chain: Chain, line: BomLine) -> str:
    """Style and component; the row too where that names several lines."""
    named = [item for item in chain.bom if (item.style, item.component) == (line.style, line.component)]
    row = row_of(line.ref) if len(named) > 1 else None
    return "/".join(word for word in (line.style, line.component, row) if word)


def _seller(chain: Chain) -> str | None:
    """Who made the lot, else who sold it to the importer."""
    made = [item.holder for item in chain.transformations if any(row.lot == chain.lot for row in item.lines)]
    sold = [item.sender for item in chain.transfers if item.lot == chain.lot]
    return next(iter(made + sold), None)
