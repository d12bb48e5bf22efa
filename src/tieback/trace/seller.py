"""Who sells, who is paid and who is said to own, beside who owns as far as the records go.

A payee other than the seller is explained by ownership, an agency agreement, a triangular invoice or a processing
contract among the documents of the transfer; only the unexplained is a conflict. None of these touches a mass.
"""

from collections.abc import Iterable, Iterator, Mapping

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.goods import Transfer, TransferKind
from tieback.model.party import Party
from tieback.model.record import RowRef
from tieback.model.trace import Conflict
from tieback.trace.ledger import Node
from tieback.trace.owner import LEAVES_OWNER, Owners, made_of, passed_on
from tieback.trace.reconcile import Clash

EXPLAINS_PAYEE = frozenset({"agency-agreement", "triangular-invoice", "processing-contract"})
EXPLAINS_SELLER = frozenset({"agency-agreement", "triangular-invoice"})
_KEEPS_OWNER = LEAVES_OWNER | {TransferKind.RETURN}


def seller_clashes(
    case: Case, owners: Owners, support: Mapping[str, tuple[Document, ...]]
) -> Iterator[Clash]:
    """Sales by who never owned, stated owners whom the records contradict, money to others; in order of the rows."""
    parties = {party.id: party for party in case.parties}
    came = _Coming(case)
    for transfer in case.transfers:
        documents = support.get(transfer.id, ())
        node = Node(transfer.lot, transfer.sender)
        holding = owners.known(node)
        yield from _other_payee(transfer, documents, holding, parties)
        if not holding:
            continue
        strange = transfer.kind is TransferKind.SALE and transfer.sender not in holding
        if strange and not _sold_for(holding, documents, parties):
            text = (
                f"transfer {transfer.id}: {transfer.sender} sells lot {transfer.lot}, but as far as the records "
                f"go it never owned it ({_and(holding)} did); no agency agreement, triangular invoice or invoice "
                f"of the owner explains it"
            )
            yield _clash("seller-not-owner", transfer, came.rows(transfer), text)
        left = {owner for owner in passed_on(transfer, holding, stated=False) if owner is not None}
        if transfer.kind in _KEEPS_OWNER and transfer.owner not in {None, *left}:
            text = (
                f"transfer {transfer.id} ({transfer.kind}) states {transfer.owner} as owner of lot "
                f"{transfer.lot}, other records give {_and(left)}"
            )
            yield _clash("owner-contradiction", transfer, came.rows(transfer), text)


class _Coming:
    """How goods came to where a transfer takes them from."""

    def __init__(self, case: Case) -> None:
        self._moved: dict[Node, list[RowRef | None]] = {}
        self._made: dict[Node, list[tuple[list[Node], list[RowRef | None]]]] = {}
        for transfer in case.transfers:
            self._moved.setdefault(Node(transfer.lot, transfer.receiver), []).append(transfer.ref)
        for item in case.transformations:
            taken, given = made_of(item)
            for node in given:
                self._made.setdefault(node, []).append((taken, [line.ref for line in item.lines]))

    def rows(self, transfer: Transfer) -> tuple[RowRef, ...]:
        """The row of the transfer, and those by which the goods came to its sender or were made there."""
        refs, queue = [transfer.ref], [Node(transfer.lot, transfer.sender)]
        seen = set(queue)
        while queue:
            node = queue.pop()
            refs += self._moved.get(node, ())
            for taken, lines in self._made.get(node, ()):
                refs += lines
                queue += (new := [item for item in dict.fromkeys(taken) if item not in seen])
                seen |= set(new)
        return tuple(sorted({ref for ref in refs if ref is not None}))


def _other_payee(
    transfer: Transfer,
    documents: tuple[Document, ...],
    holding: Iterable[str],
    parties: Mapping[str, Party],
) -> Iterator[Clash]:
    """Money for a sale that went to somebody else, unexplained. `holding`: the owners before it, if all are known."""
    if transfer.kind not in {None, TransferKind.SALE}:
        return
    if any(document.kind in EXPLAINS_PAYEE for document in documents):
        return
    stated = [transfer.owner] if transfer.owner not in {None, transfer.receiver} else []
    payable = _names(parties, (transfer.sender, *holding, *stated))
    for document in documents:
        if document.payee and folded(document.payee) not in payable:
            text = (
                f"{document.file} pays {document.payee}, but the seller in transfer {transfer.id} is "
                f"{transfer.sender}; no agency agreement, triangular invoice or processing contract explains it"
            )
            rows = tuple(sorted({ref for ref in (document.ref, transfer.ref) if ref is not None}))
            name = f"conflict-payee-not-seller-{document.file}-{transfer.id}"
            conflict = Conflict(name, "payee-not-seller", document.file, rows, text)
            yield Clash(conflict, frozenset(), frozenset({transfer.id}), voids=False)


def _sold_for(owners: Iterable[str], documents: Iterable[Document], parties: Mapping[str, Party]) -> bool:
    """Do the documents show that an owner sells by the holder's hands, or that the holder may?"""
    names = _names(parties, owners)
    return any(
        document.kind in EXPLAINS_SELLER
        or (document.payee is not None and folded(document.payee) in names)
        or (document.kind == "invoice" and document.issuer is not None and folded(document.issuer) in names)
        for document in documents
    )


def _clash(kind: str, transfer: Transfer, rows: tuple[RowRef, ...], text: str) -> Clash:
    conflict = Conflict(f"conflict-{kind}-{transfer.id}", kind, transfer.id, rows, text)
    return Clash(conflict, frozenset(), frozenset({transfer.id}), voids=False)


def _names(parties: Mapping[str, Party], ids: Iterable[str | None]) -> frozenset[str]:
    """The texts that mean any of these parties: ids and names, folded."""
    found: list[str | None] = []
    for id_ in ids:
        party = parties.get(id_ or "")
        found += (id_, party.name, party.name_local) if party else (id_,)
    return frozenset(folded(text) for text in found if text)


def folded(text: str) -> str:
    """A name without case, form and spacing, to compare free texts."""
    from tieback.names.normal import fold

    return fold(text)


def _and(parties: Iterable[str]) -> str:
    return " and ".join(sorted(parties)) or "nobody"
