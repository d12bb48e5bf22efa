"""What a law says of the records: every test of every regime, for every lot of a case.

It reads alerts, traces, documents and editions as they were found, and looks nothing up itself. It describes
the exception path and never decides it.
"""

from collections.abc import Sequence
from datetime import date

from tieback.assess.chain import Chain
from tieback.assess.conclusion import conclude, no_lot, not_in_force
from tieback.assess.ground import Ground
from tieback.assess.listed import listed_party_test
from tieback.assess.order import order_scope_test
from tieback.assess.regime import Regime, Test, load_regime
from tieback.assess.region import region_test
from tieback.assess.sentence import listing
from tieback.assess.subject import chain_of, lotless_entries, subject_lots
from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.finding import Finding, FindingSubject, Reason
from tieback.model.refusal import Refused
from tieback.model.trace import Trace

DEFAULT_REGIMES = ("us_uflpa", "us_1307")


def assess(
    case: Case,
    alerts: Sequence[Alert],
    traces: Sequence[Trace],
    editions: Sequence[Edition],
    *,
    as_of: date,
    regimes: Sequence[str] | None = None,
) -> tuple[Finding, ...]:
    """The findings, by lot, then regime and test in their own order.

    `traces`: upstream traces of the lots of `subject.subject_lots` and `subject.bom_lots`; a lot without one
    is unknown. `regimes`: ids; None: those of the case, else `DEFAULT_REGIMES`. Refuses an unknown regime.
    """
    chosen = [load_regime(item) for item in dict.fromkeys(regimes or case.regimes or DEFAULT_REGIMES)]
    findings: list[Finding] = []
    for subject in subject_lots(case):
        chain = chain_of(case, subject, traces, as_of)
        for regime in chosen:
            findings += (_find(chain, alerts, editions, regime, test) for test in regime.tests)
    for entry in lotless_entries(case):
        for regime in chosen:
            findings += (no_lot(regime, test, entry, case.importer) for test in regime.tests)
    return tuple(findings)


def _find(
    chain: Chain, alerts: Sequence[Alert], editions: Sequence[Edition], regime: Regime, test: Test
) -> Finding:
    subject = FindingSubject("lot", chain.lot)
    if not any(regime.in_force(day) for day in chain.imported_on):
        return not_in_force(regime, test, subject, listing([day.isoformat() for day in chain.imported_on]))
    ground = _ground(chain, alerts, editions, regime, test)
    return conclude(regime, test, subject, ground, _summary(chain, editions, test))


def _summary(chain: Chain, editions: Sequence[Edition], test: Test) -> Reason:
    """What a *no* amounts to, in one sentence that does not say more than the records do."""
    sites = len(chain.production_sites)
    used = [f"{item.list} edition {item.dated_on}" for item in editions if item.list in test.lists]
    what = {
        "region": f"none of them is located in {test.region} with goods that reach this lot",
        "listed-party": f"none of their operators counts as listed in {listing(used)} for this lot",
        "order-scope": f"no order in {listing(used)} applies to this lot",
    }
    text = (
        f"Lot {chain.lot}: {sites} site{'' if sites == 1 else 's'} of production in the records supplied, each "
        f"evidenced; {what[test.id]}; 0.000 kg untraced, every line of the bill of materials traced."
    )
    return Reason("trace", chain.lot, text)


def _ground(
    chain: Chain, alerts: Sequence[Alert], editions: Sequence[Edition], regime: Regime, test: Test
) -> Ground:
    match test.id:
        case "region" if test.region:
            return region_test(chain, alerts, regime, test.region)
        case "listed-party":
            return listed_party_test(chain, alerts, editions, regime, test)
        case "order-scope":
            return order_scope_test(chain, alerts, editions, regime, test)
    raise Refused(f"regime {regime.id} has a test {test.id!r} that this version cannot apply")
