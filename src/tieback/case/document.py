"""The index of documents and the files it names."""

from collections.abc import Collection
from pathlib import Path

from tieback.case.folder import DOCUMENTS, Folder
from tieback.case.naming import Names
from tieback.model.document import Document
from tieback.model.refusal import Refused
from tieback.proof.digest import sha256_file
from tieback.table.cell import parse_date, parse_decimal
from tieback.table.record import Record, Records
from tieback.table.word import canonical

_MOST_NAMED = 20


def read_documents(sheet: Records, folder: Folder, names: Names) -> tuple[Document, ...]:
    """Documents in the order of the index. A row whose `file` leaves the case is refused and noted."""
    read: list[Document] = []
    seen: dict[tuple[str | None, ...], int] = {}
    for row in sheet:
        file = row.text("file")
        if row.problem or file is None:
            sheet.note(
                row.number,
                None,
                f"row not read: {row.problem or 'no file'}",
                "what it supports lacks a document",
            )
            continue
        if row.content() in seen:
            sheet.note(row.number, None, f"the same as row {seen[row.content()]}", "read once")
            continue
        seen[row.content()] = row.number
        try:
            path = folder.inside(file, sheet.file, DOCUMENTS)
        except Refused as refusal:
            sheet.note(
                row.number, "file", refusal.reason, "the row is refused; what it supports lacks a document"
            )
            continue
        read.append(_document(row, file, path, names))
    return tuple(read)


def note_unindexed(folder: Folder, documents: tuple[Document, ...]) -> None:
    """Name files of documents/ that the index does not: nothing rests on them."""
    root = folder.root / DOCUMENTS
    indexed = {document.file.replace("\\", "/") for document in documents}
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    missing = [name for name in found if name not in indexed and not _is_index(name)]
    for name in missing[:_MOST_NAMED]:
        folder.note(f"{DOCUMENTS}/{name}", "is not in the index of documents", "no finding rests on it")
    if len(missing) > _MOST_NAMED:
        reason = f"{len(missing) - _MOST_NAMED} more files are not in the index of documents"
        folder.note(DOCUMENTS, reason, "no finding rests on them")


def note_strange_supports(documents: tuple[Document, ...], known: Collection[str], sheet: Records) -> None:
    """Name what `supports` holds that is the id of nothing read: the document would silently support nothing there."""
    for document in documents:
        strange = [id_ for id_ in document.supports if id_ not in known]
        if strange and document.ref is not None and document.ref.file == sheet.file:
            said = ", ".join(map(repr, strange[:_MOST_NAMED]))
            reason = f"{said}: no row, site or party that was read is called so"
            sheet.note(document.ref.row, "supports", reason, "the document supports nothing there")


def _document(row: Record, file: str, path: Path, names: Names) -> Document:
    def party(column: str) -> str | None:
        text = row.text(column)
        return names.resolve(text, row) if text else None

    kind, custody = row.text("kind"), row.text("custody")
    held = path.is_file()
    if not held:
        row.sheet.note(
            row.number, "file", f"{file!r} is not in {DOCUMENTS}/", "the document is named and not held"
        )
    return Document(
        file=file,
        kind=canonical(kind, "document_kind") or kind,
        title=row.text("title"),
        language=row.text("language"),
        issued_on=row.value("issued_on", parse_date, "its day is unknown"),
        number=row.text("number"),
        issuer=party("issuer"),
        counterparty=party("counterparty"),
        amount=row.number_value("amount", parse_decimal, "its amount is not compared"),
        currency=row.text("currency"),
        payer=party("payer"),
        payee=party("payee"),
        quantity=row.quantity("its quantity is not compared"),
        translation_of=row.text("translation_of"),
        supports=_supports(row.text("supports")),
        page=row.text("page"),
        sha256=sha256_file(path) if held else None,
        ref=row.ref,
        custody=canonical(custody, "custody") or custody,
    )


def _supports(text: str | None) -> tuple[str, ...]:
    parts = (text or "").replace("；", ";").replace("|", ";").split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _is_index(name: str) -> bool:
    return "/" not in name and name.lower().rpartition(".")[0] == "documents"
