"""One file, read as an edition of a list: recognised by its content, asserted whole, or refused.

Promises that a file which is not whole never becomes a complete edition: a truncated file, a short page and a
claim that does not add up are refused; a file with unread elements is an incomplete edition.
"""

import re
import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from tieback.lists import catalogue, codec, own
from tieback.lists.catalogue import Card
from tieback.lists.edition import NO_EFFECT, Edition
from tieback.lists.parsed import Counts, Parsed, count
from tieback.lists.size import check_size
from tieback.lists.store import LIST_ID
from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.proof.digest import sha256

_SPREADSHEET = "[Content_Types].xml"
_PAGE_START_BYTES = 4096
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,400})<", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the user says of an own list, on the command line or in the `.toml` beside it.

    `complete` True claims that the file is the whole list, of `expected` entries: both must add up.
    """

    complete: bool = False
    expected: int | None = None
    published_on: date | None = None
    title: str | None = None
    publisher: str | None = None
    effect: str | None = None
    licence: str | None = None  # under which the data are used here


@dataclass(frozen=True, slots=True)
class Intake:
    """An edition with what was counted and noted while it was read."""

    edition: Edition
    counts: Counts
    notes: tuple[Note, ...]
    official: bool  # read by the parser of its publisher's format


def read_edition(
    data: bytes,
    file: str,
    list_id: str | None = None,
    declared: Declared | None = None,
    retrieved_at: datetime | None = None,
) -> Edition:
    """The edition that `data` holds. Raises Refused where it is no list, or not the whole of one."""
    return read(data, file, list_id, declared, retrieved_at).edition


def read(
    data: bytes,
    file: str,
    list_id: str | None = None,
    declared: Declared | None = None,
    retrieved_at: datetime | None = None,
    *,
    official: bool = False,
) -> Intake:
    """As `read_edition`, with counts and notes. `list_id` None: the file must be recognised as a list of the
    catalogue. `declared` holds for own lists; an official file speaks for itself. `official`: it can only be
    the publisher's file of `list_id`, whatever it looks like (an error page is refused as such)."""
    if not data.strip():
        raise Refused("the file is empty", file, remedy="download it again")
    if list_id is not None and not LIST_ID.fullmatch(list_id):
        raise Refused(
            f"{list_id!r} cannot name a list", file, remedy="use lower-case letters, digits and underscores"
        )
    content = unpack(data, file)
    found = list_id if official else recognise(content)
    card = catalogue.card(found) if found else None
    if card is not None and list_id in {None, card.id}:
        parsed = _official(content, file, card)
        edition = _assemble(card, parsed, data, retrieved_at)
    else:
        _check_page(content, file)
        edition, parsed = _own(content, file, _own_id(list_id, found, file), declared or Declared())
        edition = codec.seal(_retrieved(edition, data, retrieved_at))
    return Intake(edition, count(parsed), (*parsed.refused, *parsed.notes), edition.source_url is not None)


def recognise(content: bytes) -> str | None:
    """The catalogue list that unpacked `content` is, or None."""
    for list_id in catalogue.list_ids():
        parser = catalogue.parser(list_id)
        if parser is not None and parser.recognises(content):
            return list_id
    return None


def unpack(data: bytes, file: str) -> bytes:
    """The file inside a gzip, or inside a zip of one file; a workbook and anything else as it is."""
    from tieback.net.unpack import gunzip, open_zip

    if data.startswith(b"\x1f\x8b"):
        return gunzip(data, file=file)
    if not data.startswith(b"PK\x03\x04"):
        return data
    archive = open_zip(data, file=file)
    names = [name for name in archive.names() if not name.endswith("/")]
    if _SPREADSHEET in names:
        return data
    if len(names) != 1:
        raise Refused(f"a zip of {len(names)} files, not of one list", file, remedy="import the list alone")
    return archive.read(names[0])


def _official(content: bytes, file: str, card: Card) -> Parsed:
    parser = catalogue.parser(card.id)
    if parser is None:
        raise Refused(f"list {card.id} has no official file that Tieback reads", file)
    return parser.parse(content, file, card)


def _assemble(card: Card, parsed: Parsed, data: bytes, retrieved_at: datetime | None) -> Edition:
    expected, whole = check_size(card, parsed)
    return codec.seal(
        Edition(
            list=card.id,
            title=card.title,
            publisher=card.publisher,
            effect=card.effect,
            sha256=sha256(data),
            content_sha256="",
            published_on=parsed.published_on,
            retrieved_at=retrieved_at,
            as_of=parsed.as_of or parsed.published_on,  # a saved file may be older than the day it came here
            entries=len(parsed.entities),
            expected=expected,
            complete=whole,
            entities=parsed.entities,
            source_url=card.url,
        )
    )


def _check_page(content: bytes, file: str) -> None:
    """Raises Refused for a web page that is no list: most often what a server says instead of its file."""
    if not _WEB_PAGE.match(content[:_PAGE_START_BYTES]):
        return
    found = _TITLE.search(content[:_PAGE_START_BYTES])
    title = " ".join(found[1].decode("utf-8", "replace").split())[:60] if found else ""
    said = f" titled {title!r}" if title else ""
    raise Refused(
        f"a web page{said} in which no list is recognised (an error page?)",
        file,
        remedy="open the publisher's page in a browser, save it whole, and import that",
    )


def _own_id(list_id: str | None, found: str | None, file: str) -> str:
    if list_id is None:
        raise Refused("no list is recognised in it", file, remedy="say which one it is with --list ID")
    if found is not None:
        raise Refused(f"it is list {found}, not {list_id}", file, remedy=f"leave --list out or say {found}")
    return list_id


def _own(content: bytes, file: str, list_id: str, declared: Declared) -> tuple[Edition, Parsed]:
    parsed, publisher = _read_own(content, file, declared)
    entries = len(parsed.entities)
    _check_claim(declared, parsed, file)
    card = catalogue.card(list_id)
    published_on = declared.published_on
    edition = Edition(
        list=list_id,
        title=declared.title or (card.title if card else list_id),
        publisher=declared.publisher or publisher or (card.publisher if card else "own list"),
        effect=declared.effect or (card.effect if card else NO_EFFECT),
        sha256="",
        content_sha256="",
        published_on=published_on,
        retrieved_at=None,
        as_of=published_on,
        entries=entries,
        expected=declared.expected,
        complete=declared.complete,
        entities=parsed.entities,
        licence=declared.licence,
    )
    return edition, parsed


def _read_own(content: bytes, file: str, declared: Declared) -> tuple[Parsed, str | None]:
    """The entries, and the publisher where the file itself shows who that is.

    Data of OpenSanctions are taken only where the user says under which licence.
    """
    from tieback.lists.entity_list import LICENCE, PUBLISHER, parse_entities, reader_of

    reader = reader_of(content)
    if reader is None:
        return _read_table(content, file), None
    read = reader(content, file)
    if read.from_opensanctions and not declared.licence:
        raise Refused(
            f"an export of OpenSanctions: {LICENCE}, or a licence of theirs for business use",
            file,
            remedy=f'say under which licence you use it, --licence "{LICENCE}"; it is recorded with the edition',
        )
    return parse_entities(read, file), PUBLISHER if read.from_opensanctions else None


def _check_claim(declared: Declared, parsed: Parsed, file: str) -> None:
    """A claim of completeness must add up; an empty list may be complete only if it says so itself."""
    if not declared.complete:
        if not parsed.entities:
            raise Refused(
                "no entry in it", file, remedy="an empty list must be declared complete, expecting 0"
            )
        return
    remedy = "correct the file or the claim"
    if declared.expected is None:
        raise Refused("declared complete without the number of entries", file, remedy="add --expected N")
    if parsed.refused:
        first = parsed.refused[0]
        reason = f"declared complete, but {len(parsed.refused)} rows cannot be read: {first.reason}"
        raise Refused(reason, file, first.row, first.column, remedy)
    if len(parsed.entities) != declared.expected:
        raise Refused(
            f"declared complete with {declared.expected} entries, but it has {len(parsed.entities)}",
            file,
            remedy=remedy,
        )


def _retrieved(edition: Edition, data: bytes, retrieved_at: datetime | None) -> Edition:
    return replace(edition, sha256=sha256(data), retrieved_at=retrieved_at)


def _read_table(content: bytes, file: str) -> Parsed:
    from tieback.table.header import match
    from tieback.table.read import read_table

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (re.sub(r"[^\w.-]", "_", Path(file).name) or "list")
        path.write_bytes(content)
        table = read_table(path, file=file)
    found = match(table.header, own.COLUMNS)
    if "name" not in found.columns:
        raise Refused(
            "no column that holds names",
            file,
            table.header_row,
            remedy="give it a column `name` (see docs/lists.md)",
        )
    broken = {row.number: row.problem for row in table.rows if row.problem}
    readable = ((row.number, row.cells) for row in table.rows if not row.problem)
    parsed = own.read_rows(found.columns, readable, file)
    lost = tuple(
        Note(file, number, None, reason, "the row is not on the list as read")
        for number, reason in broken.items()
    )
    return Parsed(
        parsed.entities, parsed.elements + len(lost), parsed.refused + lost, (*table.notes, *parsed.notes)
    )
