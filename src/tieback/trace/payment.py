"""Payments beside the invoices of the same deliveries.

Invoices and payments that share a transfer are settled together, in each currency apart: one payment may cover many
invoices, and many one. More paid than invoiced is a conflict; less is a gap, as instalments may be due. What is
paid in a currency in which nothing was invoiced is not compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.record import RowRef
from tieback.model.trace import Conflict, Gap
from tieback.trace.reconcile import Clash


@dataclass(frozen=True, slots=True)
class Settlement:
    """Invoices and payments of the same transfers in one currency; an amount None: some document does not state it."""

    transfers: tuple[str, ...]
    currency: str
    invoices: tuple[Document, ...]
    payments: tuple[Document, ...]
    invoiced: Decimal | None
    paid: Decimal | None

    @property
    def rows(self) -> tuple[RowRef, ...]:
        """The rows of the documents, sorted."""
        return tuple(sorted({item.ref for item in (*self.invoices, *self.payments) if item.ref is not None}))

    @property
    def files(self) -> tuple[str, str]:
        """The payments and the invoices, as a reader is told of them."""
        return _files(self.payments), _files(self.invoices)


def settlements(case: Case, support: Mapping[str, tuple[Document, ...]]) -> list[Settlement]:
    """One per group of transfers and currency in which something was both invoiced and paid, sorted."""
    papers: dict[str, list[Document]] = {}
    for transfer in sorted({transfer.id for transfer in case.transfers}):
        found = [item for item in support.get(transfer, ()) if _counts(item)]
        if found:
            papers[transfer] = found
    return [settlement for transfers in _groups(papers) for settlement in _of_group(tuple(transfers), papers)]


def payment_clashes(found: Iterable[Settlement]) -> Iterator[Clash]:
    """More was paid than invoiced."""
    for item in found:
        if item.invoiced is None or item.paid is None or item.paid <= item.invoiced:
            continue
        payments, invoices = item.files
        text = (
            f"{payments}: {item.paid:f} {item.currency} paid, but {invoices} ask for {item.invoiced:f} "
            f"{item.currency} in all"
        )
        ref = item.payments[0].file
        name = f"conflict-document-contradiction-payment-{item.transfers[0]}-{item.currency}"
        conflict = Conflict(name, "document-contradiction", ref, item.rows, text)
        yield Clash(conflict, frozenset(), frozenset(item.transfers), voids=False)


def payment_gaps(found: Iterable[Settlement], transfers: Iterable[str]) -> Iterator[Gap]:
    """Less was paid than invoiced, for any of these transfers."""
    wanted = frozenset(transfers)
    for item in found:
        if item.invoiced is None or item.paid is None or item.paid >= item.invoiced:
            continue
        if wanted & frozenset(item.transfers):
            payments, invoices = item.files
            text = (
                f"{invoices}: {item.invoiced:f} {item.currency} invoiced, {item.paid:f} {item.currency} paid by "
                f"{payments}; supply the proof of payment of the rest"
            )
            name = f"gap-payment-open-{item.transfers[0]}-{item.currency}"
            yield Gap(name, "payment-open", item.transfers[0], item.rows, text)


def _counts(document: Document) -> bool:
    """An invoice or payment that is not a copy in another language."""
    return document.kind in {"invoice", "payment"} and document.translation_of is None


def _groups(papers: Mapping[str, list[Document]]) -> list[list[str]]:
    """Transfers that share an invoice or payment, directly or by others; each group sorted."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for transfer, documents in papers.items():
        for document in documents:
            by_file[document.file].append(transfer)
    groups: list[list[str]] = []
    done: set[str] = set()
    for start in sorted(papers):
        if start in done:
            continue
        group, queue = {start}, [start]
        while queue:
            for document in papers[queue.pop()]:
                queue += sorted(set(by_file[document.file]) - group)
                group |= set(by_file[document.file])
        done |= group
        groups.append(sorted(group))
    return groups


def _of_group(transfers: tuple[str, ...], papers: Mapping[str, list[Document]]) -> Iterator[Settlement]:
    by_currency: dict[str, dict[str, list[Document]]] = defaultdict(lambda: {"invoice": [], "payment": []})
    seen: set[tuple[str, str, str]] = set()
    for transfer in transfers:
        for document in papers[transfer]:
            kind = str(document.kind)
            key = (kind, document.number or document.file, document.issuer or "")
            if key not in seen:  # pages of one document, or one document for several transfers
                seen.add(key)
                by_currency[(document.currency or "").upper()][kind].append(document)
    for currency, found in sorted(by_currency.items()):
        if currency and found["invoice"] and found["payment"]:
            yield Settlement(
                transfers,
                currency,
                tuple(found["invoice"]),
                tuple(found["payment"]),
                _sum(found["invoice"]),
                _sum(found["payment"]),
            )


def _sum(documents: Iterable[Document]) -> Decimal | None:
    amounts = [document.amount for document in documents]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _files(documents: Iterable[Document]) -> str:
    return ", ".join(sorted(document.file for document in documents))
