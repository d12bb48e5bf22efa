"""The UFLPA Entity List from a saved page of the Department of Homeland Security.

One table per section of the statute, one row per section and entity; an entity of several sections is one
entity. Promises that every row is read or refused with its reason, and that a page without the tables (an
error page, an empty read) is refused, never read as an empty list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tieback.lists.catalog.us_uflpa.entry import Entry, read_entry
from tieback.lists.catalogue import Card
from tieback.lists.edition import ListedEntity, ListedName
from tieback.lists.keys import entity_id, name_key
from tieback.lists.parsed import Parsed
from tieback.model.record import Note
from tieback.model.refusal import Refused

_MAIN = "block-mainpagecontent"
_SECTION = re.compile(r"2\s*\(d\)\s*\(2\)\s*\(B\)\s*\(([ivx]+)\)", re.IGNORECASE)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
_LONG_DATE = r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
_SHORT_DATE = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_ISO_DATE = r"(\d{4})-(\d{2})-(\d{2})"
_UPDATED = re.compile(
    rf"Last\s+(?:Updated|Published|Reviewed)(?:\s+(?:Date|on))?\s*:?\s*({_LONG_DATE}|{_SHORT_DATE}|{_ISO_DATE})",
    re.IGNORECASE,
)
_EFFECT = "the row is not on the list as read"


@dataclass(slots=True)
class _Listed:
    """An entity while its rows are gathered."""

    name: str
    names: dict[str, str] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)
    clauses: set[str] = field(default_factory=set)
    dates: list[tuple[str, date]] = field(default_factory=list)
    within: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    section: str | None
    name: str | None
    effective: str | None


def recognises(content: bytes) -> bool:
    """A web page that names the list, its statute or its table."""
    start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.startswith(b"<") or (start.startswith(b"<?xml") and b"<html" not in content[:4096].lower()):
        return False
    text = content.lower()
    return b"<table" in text and any(mark in text for mark in (b"uflpa", b"name of entity", _MAIN.encode()))


def parse(data: bytes, file: str, card: Card) -> Parsed:
    """The list of a saved page. Raises Refused if the page has no table of the list."""
    from tieback.net.unpack import parse_html

    root = _plain(parse_html(data, file=file))
    rows = list(_rows(root))
    if not rows:
        raise Refused(
            "a web page without the tables of the UFLPA Entity List (an error page?)",
            file,
            remedy=f"open {card.url} in a browser and save the whole page as HTML",
        )
    gathered: dict[str, _Listed] = {}
    refused: list[Note] = []
    notes: list[Note] = []
    for row in rows:
        try:
            entry = read_entry(_replaced(row.name or "", card))
        except ValueError as error:
            refused.append(Note(file, row.number, "Name of Entity", str(error), _EFFECT))
            continue
        notes += [
            Note(file, row.number, "Name of Entity", doubt, "names may be missing") for doubt in entry.doubts
        ]
        effective = read_date(row.effective)
        if effective is None:
            notes.append(
                Note(file, row.number, "Effective Date", f"{row.effective!r} is no date", "unknown date")
            )
        if row.section is None:
            notes.append(
                Note(file, row.number, None, "no section is named above the table", "unknown section")
            )
        _gather(gathered, entry, row.section, effective, None)
    published_on = _published_on(root)
    if published_on is None:
        notes.append(Note(file, None, None, "the page does not say when it was last updated", "unknown date"))
    entities = tuple(_entity(listed) for listed in gathered.values())
    return Parsed(entities, len(rows), tuple(refused), tuple(notes), published_on)


def read_date(text: str | None) -> date | None:
    """A date as the page writes it ("June 21, 2022", "06/21/2022"), or None."""
    text = " ".join((text or "").split())
    if found := re.search(_LONG_DATE, text):
        word = found[1].casefold()
        month = next((at for at, name in enumerate(_MONTHS, start=1) if name.startswith(word)), 0)
        return _day(int(found[3]), month, int(found[2]))
    if found := re.search(_SHORT_DATE, text):
        return _day(int(found[3]), int(found[1]), int(found[2]))
    if found := re.search(_ISO_DATE, text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _replaced(text: str, card: Card) -> str:
    text = " ".join(text.split())
    return (card.replacements or {}).get(text, text)


def _gather(
    gathered: dict[str, _Listed], entry: Entry, section: str | None, effective: date | None, head: str | None
) -> None:
    listed = gathered.setdefault(name_key(entry.name) or entry.name, _Listed(entry.name))
    for text, kind in ((entry.name, "alias"), *entry.names):
        if text != listed.name:
            listed.names.setdefault(text, kind)
    listed.clauses.update(entry.clauses)
    if section is not None:
        listed.sections.add(section)
    if effective is not None:
        listed.dates.append((section or "?", effective))
    if head is not None:
        listed.within.add(head)
    for member in entry.members:
        _gather(gathered, member, section, effective, entry.name)


def _entity(listed: _Listed) -> ListedEntity:
    days = sorted(set(listed.dates), key=lambda pair: (pair[1], pair[0]))
    notes = [f"named in the entry of {head}" for head in sorted(listed.within)]
    if len({day for _, day in days}) > 1:
        notes.append("effective " + ", ".join(f"({section}) {day.isoformat()}" for section, day in days))
    return ListedEntity(
        id=entity_id(listed.name),
        name=listed.name,
        kind="company",
        names=(
            ListedName(listed.name, "primary"),
            *(ListedName(text, kind) for text, kind in listed.names.items()),
        ),
        sections=tuple(sorted(listed.sections)),
        effective_on=days[0][1] if days else None,
        clauses=tuple(sorted(listed.clauses)),
        note="; ".join(notes) or None,
    )


def _rows(root: Any) -> Iterator[_Row]:
    """The rows of every table of the list, numbered through the page, with the section named above each."""
    found = root.xpath(f"//*[@id='{_MAIN}'][.//table]")
    main = found[0] if found else root
    number = 0
    for table in main.iter("table"):
        lines = [line for line in table.iter("tr") if next(line.iterancestors("table")) is table]
        columns = next((found for line in lines if (found := _columns(line))), None)
        if columns is None:
            continue
        section = _section_above(table)
        for line in lines:
            cells = [_text(cell) for cell in line if cell.tag in {"td", "th"}]
            if not any(cells) or _columns(line):
                continue
            number += 1
            name, effective = (cells[at] if at < len(cells) else None for at in columns)
            yield _Row(number, section, name, effective)


def _columns(line: Any) -> tuple[int, int] | None:
    """Places of the name and the date, if `line` is a header of the list."""
    words = [_text(cell).casefold() for cell in line if cell.tag in {"td", "th"}]
    name = next(
        (at for at, word in enumerate(words) if re.search(r"\bname\b.*\bentit|^entit(y|ies)$", word)), None
    )
    day = next((at for at, word in enumerate(words) if re.search(r"\beffective\b|^date\b", word)), None)
    return None if name is None or day is None else (name, day)


def _section_above(table: Any) -> str | None:
    """The section of the statute named in the table's caption, else last before the table."""
    inside = _SECTION.findall(" ".join(_text(caption) for caption in table.iter("caption", "thead")))
    above = inside or _SECTION.findall("".join(table.xpath("preceding::text()[not(ancestor::table)]")))
    return str(above[-1]).casefold() if above else None


def _published_on(root: Any) -> date | None:
    for element in root.iter("time"):
        near = _text(element.getparent()) if element.getparent() is not None else ""
        stamp = element.get("datetime") or ""
        if re.search(r"last\s+(?:updated|published)", near, re.IGNORECASE) and re.match(_ISO_DATE, stamp):
            return datetime.fromisoformat(stamp[:10]).date()
    found = _UPDATED.search(" ".join(_text(root).split()))
    return read_date(found[1]) if found else None


def _plain(root: Any) -> Any:
    """The page without scripts and styles, and with a space where a line or block ends."""
    for node in root.xpath("//script|//style|//noscript"):
        node.drop_tree()
    for node in root.iter("br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5"):
        node.tail = " " + (node.tail or "")
    return root


def _text(element: Any) -> str:
    """The text of an element, spaces closed up."""
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())
