"""Documents beside rows: which support what, which are missing, and where they say something else.

Quantities are compared only where both are masses. Sellers, payees and owners are compared in `seller`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.goods import Basis, Quantity, Transfer
from tieback.model.record import RowRef
from tieback.model.trace import Conflict, Gap
from tieback.table.quantity import find_unit
from tieback.trace.crop import harvest_clashes
from tieback.trace.document_set import asked_for, holders_of, kind_of
from tieback.trace.ledger import Node
from tieback.trace.mass import Amount, Scale, rounded_even, total
from tieback.trace.owner import Owners
from tieback.trace.payment import payment_clashes, settlements
from tieback.trace.reconcile import Clash
from tieback.trace.seller import folded, seller_clashes

# Kinds that state what one delivery held; an order or contract may cover many.
OF_ONE_DELIVERY = frozenset(
    {"invoice", "packing-list", "bill-of-lading", "delivery-note", "goods-receipt", "weight-certificate"}
)


def support(case: Case) -> Mapping[str, tuple[Document, ...]]:
    """The documents that support each transfer, transformation, site or party, in the order of the index."""
    by_file = {document.file: document for document in case.documents}
    found: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in case.documents:
        for id_ in document.supports:
            found[id_][document.file] = document
    for record, file in _named(case):
        if file in by_file:
            found[record][file] = by_file[file]
    return {id_: tuple(documents.values()) for id_, documents in sorted(found.items())}


def missing_documents(case: Case, transfers: Iterable[str], transformations: Iterable[str]) -> Iterator[Gap]:
    """What stands on no document, on one that the folder does not hold, or lacks papers of its kind: one gap each.

    A transfer without any document is told once, with the papers of its kind that would show it.
    """
    held = {document.file for document in case.documents if document.sha256 is not None}
    supporting = support(case)
    named: dict[str, set[str]] = defaultdict(set)
    for record, file in _named(case):
        named[record].add(file)
    rows = _rows_of_records(case)
    moved = {transfer.id: transfer for transfer in case.transfers}
    for what, ids in (("transfer", transfers), ("transformation", transformations)):
        for id_ in ids:
            documents = supporting.get(id_, ())
            files = named[id_] | {document.file for document in documents}
            absent = sorted(files - held)
            problem = f"{what} {id_} has no document" if not files else ""
            if absent:
                problem = f"{what} {id_}: the folder lacks {', '.join(absent)}"
            transfer = moved.get(id_) if what == "transfer" else None
            lacks = asked_for(transfer, documents) if transfer else None
            kind = "document-missing" if problem else "documents-missing"
            if transfer and lacks:
                name = kind_of(transfer)
                problem = f"{problem}; {name}: {lacks}" if problem else f"transfer {id_} ({name}) {lacks}"
            if problem:
                ask = holders_of(transfer, documents) if transfer else None
                yield Gap(f"gap-{kind}-{id_}", kind, id_, rows.get(id_, ()), problem, holder=ask)


def paper_clashes(case: Case, owners: Owners) -> tuple[Clash, ...]:
    """Conflicts between documents, and between documents and rows, sorted by id. `owners`: of the goods of the case."""
    scale = Scale(case)
    supporting = support(case)
    transfers = {transfer.id: transfer for transfer in case.transfers}
    supported: dict[str, list[Transfer]] = defaultdict(list)
    relied_on: dict[str, set[str]] = defaultdict(set)
    for id_, documents in supporting.items():
        for document in documents:
            relied_on[document.file].add(id_)
    found = [
        *_reused_numbers(case, relied_on),
        *_reused_files(case, relied_on),
        *_other_classification(case),
        *payment_clashes(settlements(case, supporting)),
        *harvest_clashes(case),
        *seller_clashes(case, owners, supporting),
    ]
    for id_, documents in supporting.items():
        if id_ in transfers:
            for document in documents:
                supported[document.file].append(transfers[id_])
    transformed = {item.id for item in case.transformations}
    for document in case.documents:
        mine = supported[document.file]
        others = any(id_ in transformed for id_ in document.supports)
        if mine and not others and document.quantity is not None:
            found += _other_quantity(document, document.quantity, mine, scale)
    return tuple(sorted(found, key=lambda clash: clash.conflict.id))


def _named(case: Case) -> Iterator[tuple[str, str]]:
    """(record, file) for every document that a row names; a leading "documents/" is dropped."""
    for transfer in case.transfers:
        if transfer.document:
            yield from ((transfer.id, file) for file in _files(transfer.document))
    for item in case.transformations:
        for line in item.lines:
            if line.document:
                yield from ((item.id, file) for file in _files(line.document))


def _files(cell: str) -> list[str]:
    return [file.strip().removeprefix("documents/") for file in cell.split(";") if file.strip()]


def _rows_of_records(case: Case) -> dict[str, tuple[RowRef, ...]]:
    rows: dict[str, set[RowRef]] = defaultdict(set)
    for transfer in case.transfers:
        rows[transfer.id] |= {transfer.ref} if transfer.ref else set()
    for item in case.transformations:
        rows[item.id] |= {line.ref for line in item.lines if line.ref}
    return {id_: tuple(sorted(refs)) for id_, refs in rows.items()}


def _other_quantity(
    document: Document, quantity: Quantity, transfers: list[Transfer], scale: Scale
) -> Iterator[Clash]:
    """The document states another mass than its one transfer, or less than all that rely on it."""
    rows = _refs([document.ref, *(transfer.ref for transfer in transfers)])
    nodes = frozenset(Node(item.lot, holder) for item in transfers for holder in (item.sender, item.receiver))
    names = ", ".join(sorted(transfer.id for transfer in transfers))
    if len(transfers) == 1:
        row = transfers[0].quantity
        if row is None or document.kind not in {None, *OF_ONE_DELIVERY}:
            return
        if row.value == quantity.value and _masses_differ(row, quantity):
            text = f"{document.file} states {_said(quantity)}, transfer {names} {_said(row)}: same figure, other unit"
            yield _clash("unit-mismatch", document.file, f"{document.file}-{names}", rows, text, nodes)
            return
    stated = scale.weigh(quantity, transfers[0].lot, transfers[0].goods)
    moved = total(scale.weigh(item.quantity, item.lot, item.goods) for item in transfers)
    bases = {stated.basis, moved.basis} - {Basis.UNKNOWN}
    if not stated.measured or not moved.measured or len(bases) > 1:
        return
    if len(transfers) > 1:
        if moved.low > stated.high:
            text = f"{document.file} states {_said(quantity)}, but transfers {names} rely on it for {_kg(moved)} kg"
            yield _clash("number-reused", document.file, document.file, rows, text, nodes)
    elif moved.low > stated.high or moved.high < stated.low:
        text = f"{document.file} states {_said(quantity)}, transfer {names} {_kg(moved)} kg"
        yield _clash("document-contradiction", document.file, f"{document.file}-{names}", rows, text, nodes)


def _reused_numbers(case: Case, relied_on: Mapping[str, set[str]]) -> Iterator[Clash]:
    """One number of one issuer on documents of the same kind that differ, other than translations and pages."""
    groups: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
    for document in case.documents:
        if document.number and document.issuer and document.translation_of is None:
            key = (document.kind or "", folded(document.number), folded(document.issuer))
            groups[key].append(document)
    for (kind, _, _), documents in sorted(groups.items()):
        if not any(_differ(one, other) for one, other in combinations(documents, 2)):
            continue
        if len({document.page for document in documents if document.page}) == len(documents):
            continue
        first = documents[0]
        names = ", ".join(sorted(document.file for document in documents))
        text = f"{kind or 'document'} number {first.number} of {first.issuer} stands on documents that differ: {names}"
        yield _clash(
            "number-reused",
            first.file,
            f"{first.issuer}-{kind}-{first.number}",
            _refs(document.ref for document in documents),
            text,
            frozenset(),
            about=frozenset(id_ for document in documents for id_ in relied_on.get(document.file, ())),
        )


def _reused_files(case: Case, relied_on: Mapping[str, set[str]]) -> Iterator[Clash]:
    """One file under two names that stands for different things: the same scan filed twice."""
    groups: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in case.documents:
        if document.sha256 is not None and document.translation_of is None:
            groups[document.sha256].setdefault(document.file, document)
    for copies in groups.values():
        documents = sorted(copies.values(), key=lambda document: document.file)
        if any(_apart(one, other) for one, other in combinations(documents, 2)):
            names = " and ".join(document.file for document in documents)
            text = f"{names} are the same file, byte for byte, but are indexed as different documents"
            yield _clash(
                "number-reused",
                documents[0].file,
                f"file-{documents[0].file}",
                _refs(document.ref for document in documents),
                text,
                frozenset(),
                about=frozenset(id_ for document in documents for id_ in relied_on.get(document.file, ())),
            )


def _apart(one: Document, other: Document) -> bool:
    """Do two index rows of the same bytes state different things, or stand for different deliveries?"""
    stated = [(one.number, other.number), (one.kind, other.kind), (one.issuer, other.issuer)]
    supports = bool(one.supports and other.supports) and not set(one.supports) & set(other.supports)
    return supports or _differ(one, other) or any(a != b for a, b in stated if a and b)


def _other_classification(case: Case) -> Iterator[Clash]:
    """One lot under two HS subheadings (the first six digits are the same in all countries)."""
    codes: dict[str, dict[str, Transfer]] = defaultdict(dict)
    for transfer in case.transfers:
        digits = "".join(char for char in transfer.hs or "" if char.isdigit())[:6]
        if len(digits) == 6:
            codes[transfer.lot].setdefault(digits, transfer)
    for lot, found in sorted(codes.items()):
        if len(found) > 1:
            text = f"lot {lot} moves under HS {' and '.join(sorted(found))}"
            rows = _refs(transfer.ref for transfer in found.values())
            about = frozenset(transfer.id for transfer in found.values())
            yield _clash("document-contradiction", lot, f"hs-{lot}", rows, text, frozenset(), about=about)


def _clash(
    kind: str,
    ref: str,
    name: str,
    rows: tuple[RowRef, ...],
    text: str,
    nodes: frozenset[Node],
    about: frozenset[str] = frozenset(),
) -> Clash:
    """A conflict of papers; it voids masses only where it is about them (`nodes`)."""
    return Clash(Conflict(f"conflict-{kind}-{name}", kind, ref, rows, text), nodes, about, voids=bool(nodes))


def _content(document: Document) -> tuple[object, ...]:
    stated = document.quantity
    return (
        document.issued_on,
        document.amount,
        document.currency,
        document.counterparty,
        document.payee,
        (stated.value, stated.unit) if stated else None,
    )


def _differ(one: Document, other: Document) -> bool:
    """Do they state different things, or stand, as invoices, for different deliveries?"""
    if any(
        a != b for a, b in zip(_content(one), _content(other), strict=True) if a is not None and b is not None
    ):
        return True
    apart = bool(one.supports and other.supports) and not set(one.supports) & set(other.supports)
    return one.kind == "invoice" and apart


def _masses_differ(one: Quantity, other: Quantity) -> bool:
    """Are both units of mass, of different size?"""
    units = [find_unit(quantity.unit) for quantity in (one, other)]
    factors = {unit.factor for unit in units if unit is not None and unit.dimension == "mass"}
    return None not in factors and len(factors) == 2


def _refs(refs: Iterable[RowRef | None]) -> tuple[RowRef, ...]:
    return tuple(sorted({ref for ref in refs if ref is not None}))


def _said(quantity: Quantity) -> str:
    basis = "" if quantity.basis is Basis.UNKNOWN else f" {quantity.basis}"
    return f"{quantity.value:f} {quantity.unit}{basis}"


def _kg(amount: Amount) -> str:
    return "an unknown number of" if amount.nominal is None else format(rounded_even(amount.nominal), "f")
