"""Where a gap lies in the chain, and who would hold what closes it: the tier, and the parties to ask."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tieback.model.trace import Gap
from tieback.trace.ledger import Node
from tieback.trace.scope import Scope


def placed(gaps: Iterable[Gap], scope: Scope) -> tuple[Gap, ...]:
    """The gaps, each with its tier and with holders where it names none itself.

    A gap about a lot is put to those who held it, one about a transformation to whoever made it, one about a transfer
    to both ends. The traced lot's own sales are of tier 0; what is about neither has no tier.
    """
    nodes: dict[str, set[Node]] = defaultdict(set)
    for node in scope.tiers:
        nodes[node.lot].add(node)
    for movement in map(scope.movement, scope.movements):
        ends = {node for node in (movement.giver, movement.taker) if node in scope.tiers}
        nodes[movement.record] |= {node for node in ends if node is not None}
    sold = {item.id for item in scope.book.case.transfers if Node(item.lot, item.sender) in scope.tiers}
    found = []
    for gap in gaps:
        about = nodes.get(gap.ref, set())
        tier = min((scope.tiers[node] for node in about), default=0 if gap.ref in sold else None)
        holders = gap.holder or "; ".join(sorted({node.holder for node in about})) or None
        found.append(replace(gap, tier=tier, holder=holders))
    return tuple(found)
