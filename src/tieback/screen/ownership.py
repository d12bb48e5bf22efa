"""A stated parent chain that reaches a listed entity: an alert of kind `ownership`, with the product of the shares.

The chain is what the records state, and the alert says whose word it is. Whether a subsidiary counts is the
regime's question, not this one's (clause "and subsidiaries", 50 % rules).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tieback.model.alert import Alert, AlertKind, Alignment
from tieback.model.party import Party
from tieback.screen.alerting import alert_id
from tieback.screen.letters import compact
from tieback.screen.meeting import subject_of
from tieback.screen.score import decimal_bits

_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")
_KINDS = frozenset({AlertKind.NAME, AlertKind.IDENTIFIER})


@dataclass(frozen=True, slots=True)
class Holding:
    """`holder` is stated to hold `share_min` to `share_max` percent of `held` (None: not stated)."""

    held: Party
    holder: Party
    share_min: Decimal | None
    share_max: Decimal | None


def chain_above(party: Party, by_key: Mapping[str, Party]) -> tuple[Holding, ...]:
    """Every stated holder above `party`, nearest first. A cycle ends where it closes."""
    chain: list[Holding] = []
    seen = {party.id}
    current = party
    while current.parent and current.parent.strip():
        stated = current.parent.strip()
        holder = by_key.get(stated) or by_key.get(compact(stated)) or Party(stated, stated, declared=False)
        if holder.id in seen:
            break
        chain.append(Holding(current, holder, current.share_min, current.share_max))
        seen.add(holder.id)
        current = holder
    return tuple(chain)


def keys_of(parties: Sequence[Party]) -> dict[str, Party]:
    """Parties by id and, where only one bears it, by name as `name.compact` writes it. Ids come first."""
    by_key = {party.id: party for party in reversed(parties)}
    named: dict[str, list[Party]] = {}
    for party in parties:
        for text in {compact(name) for name in (party.name, party.name_local) if name} - {""}:
            named.setdefault(text, []).append(party)
    for text, bearers in named.items():
        if len(bearers) == 1:
            by_key.setdefault(text, bearers[0])
    return by_key


def meet_parents(
    party: Party, by_key: Mapping[str, Party], alerts_of: Callable[[Party], Sequence[Alert]]
) -> Iterator[Alert]:
    """Ownership alerts of a party: one per listed entity that a holder above it may be."""
    chain = chain_above(party, by_key)
    for length, holding in enumerate(chain, start=1):
        for alert in alerts_of(holding.holder):
            if alert.kind in _KINDS:
                yield _lifted(party, chain[:length], alert)


def share(chain: Sequence[Holding]) -> tuple[Decimal, Decimal]:
    """The interval of the product of the shares, percent, one decimal, rounded outward; not stated is 0 to 100."""
    least = most = _HUNDRED
    for holding in chain:
        least = least * (holding.share_min if holding.share_min is not None else Decimal(0)) / _HUNDRED
        most = most * (holding.share_max if holding.share_max is not None else _HUNDRED) / _HUNDRED
    return least.quantize(_TENTH, ROUND_FLOOR), most.quantize(_TENTH, ROUND_CEILING)


def _lifted(party: Party, chain: Sequence[Holding], alert: Alert) -> Alert:
    subject = subject_of(party)
    links = " -> ".join([_called(party), *(_called(holding.holder) for holding in chain)])
    least, most = share(chain)
    row = Alignment((0, 0), (0, 0), "share", f"{least} to {most} %", decimal_bits(0.0))
    return replace(
        alert,
        id=alert_id(subject, alert.list, alert.entity, AlertKind.OWNERSHIP),
        subject=subject,
        kind=AlertKind.OWNERSHIP,
        rule=f"stated parent, {alert.rule}",
        alignment=(row, *alert.alignment),
        text=f"Stated chain {links} ({_shares(chain)}; {_word(chain)}): {alert.text}",
        decision=None,
    )


def _called(party: Party) -> str:
    return party.name or party.name_local or party.id


def _shares(chain: Sequence[Holding]) -> str:
    if all(holding.share_min is None and holding.share_max is None for holding in chain):
        return "shares not stated"
    least, most = share(chain)
    return f"{least} to {most} % held in all"


def _word(chain: Sequence[Holding]) -> str:
    rows = [holding.held.ref for holding in chain if holding.held.ref is not None]
    if not rows:
        return "as the records state"
    return "as stated in " + ", ".join(f"{ref.file} row {ref.row}" for ref in rows)
