"""The order-scope test: goods x producer x region x dates of each order or finding on the list.

An order superseded by another regime for this import gives no second finding: one import, one finding.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieback.assess.chain import Chain
from tieback.assess.evidence import names
from tieback.assess.gap import gaps
from tieback.assess.ground import Fact, Ground, either, every, state, whether
from tieback.assess.listed import listed, on_list
from tieback.assess.listing import affiliation, completeness, edition_of, in_force
from tieback.assess.regime import Regime, Test
from tieback.assess.region import from_region
from tieback.assess.rule import Atom
from tieback.assess.sentence import listing
from tieback.lists.edition import Edition, ListedEntity, Scope
from tieback.model.alert import Alert, EntityRef
from tieback.model.answer import Answer
from tieback.model.finding import Reason

ENDED = frozenset({"revoked", "inactive", "ended", "terminated"})
STANDING = frozenset({"active", "in force", "in_force", "modified", "partially active"})
_EMPTY = (
    "a all an and any based by containing derived from goods in into item made merchandise of or other part "
    "produced product the whole wholly with"
)
_PLAIN_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class _Order:
    """One order, met by an alert on its producer or (region orders) by where goods were made."""

    entity: ListedEntity
    list: str
    scope: Scope

    @property
    def id(self) -> str:
        """List and entry."""
        return f"{self.list}/{self.entity.id}"


def order_scope_test(
    chain: Chain, alerts: Sequence[Alert], editions: Sequence[Edition], regime: Regime, test: Test
) -> Ground:
    """The test grounded for one lot, on every list of orders that it uses."""
    parts: list[Ground] = []
    for list_id in test.lists:
        edition = edition_of(list_id, editions)
        on_producers, on_regions = _orders(chain, alerts, edition, regime)
        parts += on_producers
        parts.append(completeness(list_id, edition, chain.as_of, regime))
        parts += (*affiliation(chain, edition, regime), *on_regions)
    return either((*parts, *names(chain, regime), *gaps(chain, regime)))


def _orders(
    chain: Chain, alerts: Sequence[Alert], edition: Edition | None, regime: Regime
) -> tuple[list[Ground], list[Ground]]:
    """The orders met by an alert on their producer, and those on a region in which goods may have been made."""
    on_producers: list[Ground] = []
    on_regions: list[Ground] = []
    met = on_list(alerts, edition.list) if edition else []
    for entity in edition.entities if edition else ():
        order = _Order(entity, edition.list if edition else "", entity.scope or Scope())
        made = [listed(chain, alert, edition, regime) for alert in met if alert.entity.id == entity.id]
        if made:
            on_producers.append(_scope(order, made, chain, regime, edition))
        if entity.kind in {"region", "unknown"} and order.scope.region:
            there = tuple(from_region(chain, alerts, regime, order.scope.region))
            if there:
                dated = every((either(there), whether(_dates(order, chain, edition, regime))))
                on_regions.append(_scope(order, [dated], chain, regime, edition))
    return on_producers, on_regions


def _scope(
    order: _Order, made: list[Ground], chain: Chain, regime: Regime, edition: Edition | None
) -> Ground:
    """The order stands, what it asks about the making is so, and the goods are those it names."""
    standing = _standing(order, chain, regime, complete=bool(edition and edition.complete))
    return every((whether(standing), either(made), whether(_goods(order, chain, regime))))


def _dates(order: _Order, chain: Chain, edition: Edition | None, regime: Regime) -> Fact:
    ref = EntityRef(order.entity.id, order.entity.name)
    return in_force(order.entity, ref, edition, chain, regime)


def _standing(order: _Order, chain: Chain, regime: Regime, *, complete: bool) -> Fact:
    """Does the order stand for this import: not superseded for it, and not revoked?"""
    scope, status = order.scope, (order.entity.status or "").casefold()
    name = f"Order on {order.entity.name}"
    if scope.superseded_by and scope.for_imports_from and scope.for_imports_from <= min(chain.imported_on):
        answer = Answer.NO
        text = f"{name}: applied under {scope.superseded_by} for imports from {scope.for_imports_from}; no second finding."
    elif scope.superseded_by and scope.for_imports_from is None:
        answer, text = (
            Answer.UNKNOWN,
            f"{name}: superseded by {scope.superseded_by}; from when is not stated.",
        )
    elif status in ENDED:
        answer = Answer.YES if order.entity.ended_on else Answer.UNKNOWN
        text = (
            f"{name}: status {order.entity.status}, ended on {order.entity.ended_on or 'a date not stated'}."
        )
    elif status in STANDING:
        answer, text = Answer.YES, f"{name}: status {order.entity.status}."
    elif not status and complete:
        answer, text = Answer.YES, f"{name}: stands in a complete edition; no status of its own is stated."
    else:
        answer, text = Answer.UNKNOWN, f"{name}: whether it still stands is not stated."
    return state(regime, Atom("order-stands", order.id), answer, Reason("rule", order.id, text))


def _goods(order: _Order, chain: Chain, regime: Regime) -> Fact:
    """Are goods of the chain those that the order names, by HS prefix, else by its words?

    Words can show that goods are meant and never that they are not: "apparel" covers shirts.
    """
    codes, stated = _codes(chain)
    named = ", ".join(word for word in (order.scope.goods, " ".join(order.scope.hs)) if word) or "no goods"
    met = sorted(code for code in codes if order.scope.hs and code.startswith(order.scope.hs))
    if met:
        answer, text = Answer.YES, f"the records supplied state {met[0]}"
    elif words := _phrase(order.scope.goods, chain):
        answer, text = Answer.YES, f"the records supplied state {words!r}"
    elif order.scope.hs and stated:
        answer, text = Answer.NO, f"the records supplied state other goods ({listing(sorted(codes))})"
    else:
        answer, text = Answer.UNKNOWN, "the records supplied do not settle whether these are the goods"
    reason = Reason("rule", order.id, f"Order on {order.entity.name} names {named}; {text}.")
    return state(regime, Atom("goods-in-order", order.id), answer, reason)


def _codes(chain: Chain) -> tuple[set[str], bool]:
    """HS codes stated for goods of the chain, digits only; and whether every entry and transfer states one."""
    told = [entry.hts for entry in chain.subject.entries] + [item.hs for item in chain.transfers]
    codes = ["".join(char for char in code or "" if char.isdigit()) for code in told]
    return {code for code in codes if code}, bool(codes) and all(codes)


def _phrase(goods: str | None, chain: Chain) -> str | None:
    """A text of the records that holds all the words of one of the goods the order names."""
    texts = [
        chain.case.goods,
        *(item.goods for item in chain.transfers),
        *(line.material for line in chain.bom),
    ]
    for phrase in re.split(r"[,;]|\band\b|\bor\b", (goods or "").casefold()):
        wanted = _words(phrase)
        for text in texts:
            if wanted and text and wanted <= _words(text):
                return text
    return None


def _words(text: str) -> frozenset[str]:
    """Words that mean goods, in the singular as far as a final "s" shows it."""
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found) - _PLAIN_WORDS
