"""NORMLEX pages that the user saved: ratifications of a country or instrument, comments of the supervisory bodies.

NORMLEX offers no data file; its pages are read as they are shown, by their words and tables, not by their mark-up.
A page of which nothing can be read is refused, never taken as "none". What a record says is quoted from the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tieback.assess.calendar import add_months
from tieback.labour.comment import Comment
from tieback.labour.country import country_named
from tieback.labour.instrument import instruments
from tieback.labour.ratification import Act, Record
from tieback.labour.registry import Confidence, read_span
from tieback.model.refusal import Refused

_BLOCKS = frozenset(
    {"address", "article", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p"}
    | {"section", "table", "td", "th", "tr", "ul", "header", "footer", "nav", "main"}
)
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head"})
_CODE = re.compile(r"\b([CP])\s?0*(\d{1,3})\b")
_NUMBER = re.compile(r"\(No\.\s*(\d{1,3})\)")
_BOUND = re.compile(
    r"^(?P<title>.+?) - (?P<country>.+?)\s*\(Ratification: (?P<year>\d{4})\)\s*$", re.IGNORECASE
)
_HEAD = re.compile(
    r"^(?P<kind>Observation|Direct Request|Individual Case|Other comments?)\s*\((?P<body>CEACR|CAS)\)\s*-\s*"
    r"(?:adopted|Discussion:)\s*(?P<adopted>\d{4}),\s*(?:published|Publication:)\s*(?P<session>\d+)\w*\s+ILC session"
    r"\s*\((?P<published>\d{4})\)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^Articles?\s+(?P<article>\d[\d()a-z,\s]*?(?:and\s+\d[\d()a-z]*)?)\s*(?:of the (?:Convention|Protocol)\s*)?[.:]"
)
_VERB = re.compile(
    r"\bThe (?:Conference )?Committee (?:(?:therefore|once again|also|further|accordingly|again|thus|firmly|strongly) )*"
    r"(?P<verb>note[sd] with [a-z ]{0,30}?(?:satisfaction|interest|concern|regret)|"
    r"express(?:es|ed) (?:its )?[a-z ]{0,30}?(?:concern|regret)|\w+s|deplored|urged)\b"
)
_REPLY = re.compile(r"\bthe Government(?:'s|’s)? (?:indicat|stat|report|repl|inform|explain|reiterat)\w*")
_SENTENCE = re.compile(r"(?<=\.)\s+")
_ENDED = re.compile(
    r"\bnot in force\b|\bdenounced\b|\bdenunciation\b|\babrogated\b|\bwithdrawn\b", re.IGNORECASE
)
_RATIFIED_BY = re.compile(r"\bRatifications? (?:for|by) ([^|>]+)", re.IGNORECASE)
_NOT_RATIFIED_BY = re.compile(r"\bnot ratified by ([^|>]+)", re.IGNORECASE)
_TITLE = 300  # characters of a line that can be the title of an instrument with its country
_HEADING = 60  # lines of a page among which its heading stands
_LONGEST = 600  # characters quoted of one paragraph; the page itself is kept whole


@dataclass(frozen=True, slots=True)
class Page:
    """What a saved page says. `kind`: ratifications | not ratified | comments. `unread`: rows of which nothing was taken."""

    kind: str
    records: tuple[Record, ...]
    comments: tuple[Comment, ...]
    unread: tuple[str, ...] = ()


def read_page(data: bytes, file: str, source: str, retrieved_on: date | None) -> Page:
    """Read a saved page. `source` is printed with every record (address and digest).

    `retrieved_on`: the day the page was saved; a list of what is *not* ratified says so for that day, and is refused
    without it. Raises Refused for a page that is none of the known ones.
    """
    from tieback.net.markup import parse_html

    root = parse_html(data, file=file)
    lines = list(_lines(root))
    comments = tuple(_comments(lines, source))
    bound = tuple(_bound(lines, source))
    if comments or bound:
        return Page("comments", bound, comments)
    head = lines[:_HEADING]
    rows = list(_rows(root))
    unread: list[str] = []
    records = tuple(_ratifications(head, rows, source, retrieved_on, unread))
    if records:  # rows with dates say what is ratified, whatever the menus of the page link to
        return Page("ratifications", records, (), tuple(unread))
    if any(_NOT_RATIFIED_BY.search(line) for line in head) and not unread:
        return Page("not ratified", tuple(_missing(head, rows, lines, source, retrieved_on, file)), ())
    raise Refused(
        "no ratification and no comment of NORMLEX was found on the page",
        file,
        remedy="save a country's ratifications, an instrument's ratifications, or a comment as a whole web page",
    )


def _lines(element: Any) -> Iterator[str]:
    """The text of the page, one line per block."""
    pieces: list[str] = []

    def flush() -> str:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        return text

    for event, node in _walk(element):
        if event == "text":
            pieces.append(node)
        elif text := flush():
            yield text
    if text := flush():
        yield text


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, done = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else "script"
        if done:
            if tag in _BLOCKS:
                yield "break", ""
            yield "text", node.tail or ""
            continue
        stack.append((node, True))
        if tag in _HIDDEN:
            continue
        if tag in _BLOCKS:
            yield "break", ""
        yield "text", node.text or ""
        stack.extend((child, False) for child in reversed(list(node)))


def _rows(root: Any) -> Iterator[list[str]]:
    for row in root.iter("tr"):
        yield [" ".join(cell.text_content().split()) for cell in row.iterchildren("td", "th")]


def _code(text: str) -> str | None:
    """The instrument a title or code names, if the register holds it."""
    if found := _CODE.search(text):
        code = f"{found[1]}{found[2].zfill(3)}"
    elif number := _NUMBER.search(text):
        code = f"C{number[1].zfill(3)}"
    elif "protocol of 2014" in text.casefold():
        code = "P029"
    else:
        return None
    return code if code in instruments() else None


def _day(text: str) -> date | None:
    """ "12 Aug 2022", "12 August 2022"."""
    for pattern in ("%d %b %Y", "%d %B %Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a date without a clock
        except ValueError:
            continue
    return None


def _ratifications(
    head: list[str], rows: list[list[str]], source: str, retrieved_on: date | None, unread: list[str]
) -> Iterator[Record]:
    """Rows of (instrument or country, date, status, note), as on both kinds of page.

    A row of which the instrument, the country or the date is not known goes to `unread`; so does one that is said not to
    be in force, without a date, on a page saved nobody knows when: its registration alone would say the contrary.
    """
    country = _country_of(head, _RATIFIED_BY)
    title = re.search(r"\bratifications? of\b(.*)", " ".join(head), re.IGNORECASE)
    code = _code(title[1]) if title else None
    for cells in rows:
        row_code = _code(cells[0]) if cells else None
        row_country = country if row_code else country_named(cells[0]) if code and cells else None
        row_code = row_code or code
        registered = _day(cells[1]) if len(cells) > 1 else None
        if row_code is None or row_country is None or registered is None:
            if (
                len(cells) > 1
                and len(cells[0]) <= _TITLE
                and _speaks(row_code, row_country, registered, code)
            ):
                unread.append(" | ".join(cells)[:_TITLE])
            continue
        rest = " ".join(cells[2:])
        dated = list(_dates(rest))
        ended = bool(_ENDED.search(rest)) and not dated
        early = (
            retrieved_on is not None and registered > retrieved_on
        )  # nothing was registered after the page was saved
        if early or (ended and retrieved_on is None):
            unread.append(" | ".join(cells)[:_TITLE])
            continue
        yield _record(row_country, row_code, Act.REGISTERED, registered, source, rest or None)
        for act, found in dated:
            yield _record(row_country, row_code, act, found, source, rest)
        if ended and retrieved_on and add_months(registered, instruments()[row_code].months) <= retrieved_on:
            by_then = read_span(
                f"../{retrieved_on}"
            )  # in force and left again, on days the page does not print
            yield Record(row_country, row_code, Act.DENOUNCED, by_then, Confidence.OFFICIAL, source, rest)


def _speaks(
    row_code: str | None, row_country: str | None, registered: date | None, page_code: str | None
) -> bool:
    """Is a row that could not be read one of those that were wanted?"""
    if page_code:
        return row_country is not None or registered is not None
    return row_code is not None


def _dates(note: str) -> Iterator[tuple[Act, date]]:
    """Dates in the status and note of a row: entry into force, denunciation."""
    day = r"(\d{1,2} [A-Z][a-z]+ \d{4})"
    for act, pattern in (
        (Act.IN_FORCE, rf"(?:enter|come|came|entered)s? into force[^.]*? on {day}"),
        (Act.DENOUNCED, rf"[Dd]enounced on {day}"),
    ):
        found = re.search(pattern, note)
        if found and (on := _day(found[1])):
            yield act, on


def _country_of(head: list[str], heading: re.Pattern[str]) -> str | None:
    """The country that a heading names in full; never a country whose name merely begins another's."""
    for line in head:
        found = heading.search(line)
        if found and (code := country_named(found[1])):
            return code
    return None


def _missing(
    head: list[str],
    rows: list[list[str]],
    lines: list[str],
    source: str,
    retrieved_on: date | None,
    file: str,
) -> Iterator[Record]:
    country = _country_of(head, _NOT_RATIFIED_BY)
    if country is None:
        raise Refused("the page does not name a country that is known", file)
    if retrieved_on is None:
        raise Refused(
            "a page of what is not ratified holds for the day it was saved",
            file,
            remedy="give --retrieved YYYY-MM-DD",
        )
    texts = [cells[0] for cells in rows if cells] or lines
    codes = dict.fromkeys(filter(None, map(_code, texts)))
    if not codes:
        raise Refused("no instrument of the register is named on the page", file)
    for code in codes:
        yield _record(country, code, Act.NOT_RATIFIED, retrieved_on, source, None)


def _record(country: str, code: str, act: Act, on: date, source: str, note: str | None) -> Record:
    return Record(country, code, act, read_span(on.isoformat()), Confidence.OFFICIAL, source, note)


def _bound(lines: list[str], source: str) -> Iterator[Record]:
    """ "Forced Labour Convention, 1930 (No. 29) - China (Ratification: 2022)": a year, no more."""
    seen = set()
    for line in lines:
        found = _BOUND.match(line) if len(line) <= _TITLE else None
        code, country = (_code(found["title"]), country_named(found["country"])) if found else (None, None)
        if found and code and country and (country, code) not in seen:
            seen.add((country, code))
            span = read_span(found["year"])
            yield Record(country, code, Act.REGISTERED, span, Confidence.OFFICIAL, source, line)


def _comments(lines: list[str], source: str) -> Iterator[Comment]:
    head: re.Match[str] | None = None
    about: tuple[str, str] | None = None
    article: str | None = None
    block: list[str] = []
    number = 0
    for line in [*lines, ""]:
        found, heading = _HEAD.match(line), _ARTICLE.match(line)
        bound = _BOUND.match(line) if len(line) <= _TITLE else None
        if (found or heading or not line) and head and about and block:
            if comment := _comment(head, about, article, block, f"{source}#{number}"):
                number += 1
                yield comment
            block = []
        if found:
            head, article = found, None
        elif bound:
            code, country = _code(bound["title"]), country_named(bound["country"])
            about = (country, code) if code and country else None
        else:
            if heading:
                article = " ".join(heading["article"].split())
            block.append(line)


def _comment(
    head: re.Match[str], about: tuple[str, str], article: str | None, block: list[str], id_: str
) -> Comment | None:
    text = " ".join(block)
    verbs = list(dict.fromkeys(found["verb"] for found in _VERB.finditer(text)))
    if not verbs:
        return None
    replies = [sentence for sentence in _SENTENCE.split(text) if _REPLY.search(sentence)]
    body, kind = head["body"].upper(), head["kind"].casefold()
    return Comment(
        id=id_,
        country=about[0],
        code=about[1],
        article=f"Art. {article}" if article else None,
        body=body,
        kind="discussion" if body == "CAS" else kind,
        adopted=head["adopted"],
        published=head["published"],
        session=f"{head['session']}th ILC",
        verb="; ".join(verbs),
        says=_quote(_first_with(text, verbs)),
        relays="ITUC" if "(ITUC)" in text else None,
        reply=_quote(" ".join(replies)) if replies else None,
        reply_source=id_ if replies else None,
        confidence=Confidence.OFFICIAL,
        source=id_.partition("#")[0],
    )


def _first_with(text: str, verbs: list[str]) -> str:
    """From the first sentence that carries a verb on."""
    at = text.find(verbs[0])
    start = max(text.rfind(". ", 0, at) + 2, 0) if ". " in text[:at] else 0
    return text[start:]


def _quote(text: str) -> str:
    cut = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " [...]"
    return f'"{cut}"'
