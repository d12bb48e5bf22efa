"""Orders, invoices and packing lists: papers by their numbers, and the deliveries that they speak of.

A packing list says what was in a delivery; the invoice it names says between whom, and is then no second delivery. A
sheet that lists papers is not the papers: each is a document that the folder does not hold, unless the index of
documents has one of the same kind and number.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tieback.model.document import Document
from tieback.model.goods import Basis, Quantity, Transfer, TransferKind
from tieback.model.record import RowRef
from tieback.table.cell import parse_date, parse_decimal, parse_word
from tieback.table.record import Record, Records
from tieback.trace.sheets import misread
from tieback.trace.supplier.found import Around, Found, lose

NO_MASS = "its mass is unknown, and so is what lies downstream of its lot"
NO_DAY = "the day of shipment is unknown"
_WAY = {"order": ("buyer", "seller"), "invoice": ("seller", "buyer")}  # who issued the paper, to whom


@dataclass(slots=True)
class Lot:
    """A lot on an invoice or in a delivery, its rows added up."""

    lot: str
    giver: str
    taker: str
    on: date | None
    ref: RowRef
    kind: TransferKind | None = None
    goods: str | None = None
    hs: str | None = None
    owner: str | None = None
    amounts: list[Quantity | None] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """An order, invoice or packing list by its number; `order`, `invoice`: the numbers of those it names."""

    kind: str
    number: str
    file: str
    ref: RowRef
    issuer: str | None
    counterparty: str | None
    issued_on: date | None
    payee: str | None = None
    currency: str | None = None
    amounts: list[Decimal | None] = field(default_factory=list)
    lots: dict[str, Lot] = field(default_factory=dict)
    invoice: str | None = None
    order: str | None = None


def read_papers(sheet: Records, kind: str, around: Around, found: Found) -> list[Paper]:
    """The orders or invoices of a sheet; an invoice without lots, and every order, moves nothing."""
    papers: dict[tuple[str, str], Paper] = {}
    for row in sheet:
        number = row.text("number")
        issuer, other = (_party(row, column, around) for column in _WAY[kind])
        if row.problem or number is None or issuer is None:
            lose(
                found,
                row,
                row.text("lot"),
                issuer,
                row.problem or ("no number" if number is None else "no issuer"),
            )
            continue
        on = row.value("issued_on", parse_date, "its day is unknown")
        paper = papers.setdefault(
            (number, issuer), Paper(kind, number, sheet.file, row.ref, issuer, other, on)
        )
        paper.payee = paper.payee or _party(row, "payee", around)
        paper.currency = paper.currency or row.text("currency")
        paper.order = paper.order or (row.text("order") if kind == "invoice" else None)
        paper.amounts.append(row.number_value("amount", parse_decimal, "its amount is not compared"))
        if kind == "invoice" and other is not None and row.text("lot"):
            _add(paper, row, (issuer, other), found, _party(row, "owner", around))
    return list(papers.values())


def read_packing(sheet: Records, around: Around, invoices: Iterable[Paper], found: Found) -> list[Paper]:
    """The packing lists of a sheet; from and to may stand on the invoice that a row names."""
    between = {paper.number: paper for paper in invoices}
    papers: dict[str, Paper] = {}
    packages: dict[tuple[str, str], Record] = {}
    for row in sheet:
        invoice = between.get(row.text("invoice") or "")
        number, lot = row.text("number") or row.text("invoice") or sheet.file, row.text("lot")
        giver = _party(row, "from", around) or (invoice.issuer if invoice else None)
        taker = _party(row, "to", around) or (invoice.counterparty if invoice else None)
        first = packages.setdefault((number, row.text("package") or f"row {row.number}"), row)
        if first is not row:
            reason = f"package {row.text('package')} stands in row {first.number} too"
            if first.content() == row.content():
                row.sheet.note(row.number, "package", reason, "counted once")
                continue
            lose(found, row, lot, giver, reason)
            continue
        if row.problem or lot is None or giver is None or taker is None:
            missing = [name for name, part in (("lot", lot), ("from", giver), ("to", taker)) if part is None]
            lose(found, row, lot, giver, row.problem or f"no {' and no '.join(missing)}")
            continue
        paper = papers.setdefault(
            number, Paper("packing-list", number, sheet.file, row.ref, giver, taker, None)
        )
        paper.invoice = paper.invoice or row.text("invoice")
        _add(paper, row, (giver, taker), found, _party(row, "owner", around))
    return list(papers.values())


def deliver(papers: Iterable[Paper], found: Found) -> None:
    """Add the deliveries of all papers together to `found`, and the papers as documents of theirs."""
    listed = list(papers)
    packed = {(paper.invoice, lot) for paper in listed if paper.invoice for lot in paper.lots}
    invoices = {paper.number: paper for paper in listed if paper.kind == "invoice"}
    supports: dict[int, list[str]] = defaultdict(list)
    for paper in listed:
        invoice = invoices.get(paper.invoice or "")
        for lot in paper.lots.values():
            if paper.kind == "invoice" and (paper.number, lot.lot) in packed:
                continue
            said = invoice.lots.get(lot.lot) if invoice else None
            transfer = _transfer(paper, lot, said)
            found.transfers.append(transfer)
            supports[id(paper)].append(transfer.id)
            if invoice is not None:
                supports[id(invoice)].append(transfer.id)
    orders = {paper.number: paper for paper in listed if paper.kind == "order"}
    for invoice in invoices.values():
        if invoice.order in orders:
            supports[id(orders[invoice.order])] += supports[id(invoice)]
    found.documents += [_document(paper, tuple(supports[id(paper)])) for paper in listed]


def with_listed(held: tuple[Document, ...], listed: Iterable[Document]) -> tuple[Document, ...]:
    """The index of documents with the papers that sheets list: one of the same kind and number is the same paper."""
    at = {(one.kind, _folded(one.number)): place for place, one in enumerate(held) if one.number}
    documents, more = list(held), []
    for paper in listed:
        place = at.get((paper.kind, _folded(paper.number)))
        if place is None:
            more.append(paper)
            continue
        known = documents[place]
        documents[place] = replace(known, supports=tuple(dict.fromkeys((*known.supports, *paper.supports))))
    return (*documents, *more)


def _add(paper: Paper, row: Record, between: tuple[str, str], found: Found, owner: str | None) -> None:
    """Add a row to its lot. A quantity that stands there and cannot be read makes what lies downstream unknown."""
    name = row.text("lot") or ""
    on = row.value("shipped_on", parse_date, NO_DAY)
    lot = paper.lots.setdefault(name, Lot(name, *between, on, row.ref))
    lot.kind = lot.kind or _kind(row)
    lot.owner = lot.owner or owner
    lot.goods, lot.hs = lot.goods or row.text("goods"), lot.hs or row.text("hs")
    if not row.sheet.has("net"):
        column, basis = "quantity", Basis.UNKNOWN
    elif row.text("net"):
        column, basis = "net", Basis.NET
    else:
        column, basis = "gross", Basis.GROSS
    quantity = row.quantity(NO_MASS, column, basis)
    lot.amounts.append(quantity)
    found.unread += misread(row, name, quantity, column=column)


def _kind(row: Record) -> TransferKind | None:
    said = row.value("kind", lambda text: parse_word(text, "transfer"), "the kind of transfer is unknown")
    return TransferKind(said) if said else None


def _transfer(paper: Paper, lot: Lot, said: Lot | None) -> Transfer:
    """`said`: the same lot on the invoice of a packing list. An invoice that says nothing else is for a sale."""
    invoiced = paper.kind == "invoice" or said is not None
    kind = lot.kind or (said.kind if said else None) or (TransferKind.SALE if invoiced else None)
    return Transfer(
        id=f"{paper.file}#{paper.number}:{lot.lot}",
        kind=kind,
        lot=lot.lot,
        sender=lot.giver,
        receiver=lot.taker,
        shipped_on=lot.on or (said.on if said else None),
        received_on=None,
        quantity=_sum(lot.amounts),
        goods=lot.goods or (said.goods if said else None),
        hs=lot.hs or (said.hs if said else None),
        owner=lot.owner or (said.owner if said else None),
        ref=lot.ref,
    )


def _sum(amounts: list[Quantity | None]) -> Quantity | None:
    """The sum of the rows of a lot; unknown where a row has none, or units or bases differ."""
    stated = [one for one in amounts if one is not None]
    if len(stated) < len(amounts) or len({(one.unit, one.basis) for one in stated}) != 1:
        return None
    tolerance = sum((one.tolerance or Decimal(0) for one in stated), Decimal(0))
    value = sum((one.value for one in stated), Decimal(0))
    return replace(stated[0], value=value, tolerance=tolerance or None) if value else None


def _document(paper: Paper, supports: tuple[str, ...]) -> Document:
    kind = "purchase-order" if paper.kind == "order" else paper.kind
    amounts = [one for one in paper.amounts if one is not None]
    whole = len(amounts) == len(paper.amounts) and bool(amounts)
    return Document(
        file=f"{kind} {paper.number}",
        kind=kind,
        issued_on=paper.issued_on,
        number=paper.number,
        issuer=paper.issuer,
        counterparty=paper.counterparty,
        amount=sum(amounts, Decimal(0)) if whole else None,
        currency=paper.currency,
        payee=paper.payee,
        supports=tuple(dict.fromkeys(supports)),
        ref=paper.ref,
    )


def _party(row: Record, column: str, around: Around) -> str | None:
    text = row.text(column)
    return around.who(text, row) if text else None


def _folded(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())
