"""One bale is pressed once: a full bale key that begins in two places cannot be the same bale.

Only a lot whose id is a full key (country, numbering scheme, crop year, number: US-PBI-2025-123456789012) is looked at.
A key that lacks a part may be carried by bales of other years or countries, and other lots may be filled many times.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tieback.model.trace import Conflict
from tieback.trace.account import Account
from tieback.trace.ledger import Kind, Ledger, Movement, Node
from tieback.trace.reconcile import Clash, rows_of

FULL_KEY = re.compile(r"[A-Z]{2}-[A-Z][A-Z0-9]*-(?:19|20)\d\d-\d+")


def bale_clashes(ledger: Ledger, accounts: Mapping[Node, Account]) -> Iterator[Clash]:
    """Bales that were pressed twice, or that several holders have without ever getting them."""
    begins: dict[str, dict[str, list[Movement]]] = defaultdict(lambda: defaultdict(list))
    nodes: dict[str, set[Node]] = defaultdict(set)
    for movement in ledger.movements:
        node = movement.taker
        if node is None or not FULL_KEY.fullmatch(node.lot):
            continue
        nodes[node.lot].add(node)
        if movement.kind in (Kind.MADE, Kind.OUTPUT, Kind.UNDECLARED):
            begins[node.lot][f"in {movement.record}"].append(movement)
    for node, account in accounts.items():
        if account.root and FULL_KEY.fullmatch(node.lot):
            moved = [ledger.movements[index] for day in account.days for index in day.departures]
            nodes[node.lot].add(node)
            begins[node.lot][f"with {node.holder}"] += moved
    for lot, places in sorted(begins.items()):
        if len(places) > 1:
            text = f"bale {lot} begins in several places ({', '.join(sorted(places))}), but one bale is pressed once"
            rows = rows_of(movement for moved in places.values() for movement in moved)
            conflict = Conflict(f"conflict-number-reused-bale-{lot}", "number-reused", lot, rows, text)
            yield Clash(conflict, frozenset(nodes[lot]))
