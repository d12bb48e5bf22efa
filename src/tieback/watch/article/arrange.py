"""Lines in, the article's pieces out: headline, standfirst, byline, body, captions, credits; the rest was furniture.

Works for texts without any mark-up; where there is mark-up its hints decide first. In doubt a line is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tieback.model.article import Stamp
from tieback.watch.article.byline import read_byline, read_credit, read_names
from tieback.watch.article.date import read_date_line, read_stamp
from tieback.watch.article.furniture import Effect, judge, strip_label, without_asides
from tieback.watch.article.headline import find_body, find_headline, header_parts
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.sentence import count_words, ends_sentence, is_prose

_TEASER_WORDS = 30  # of a sentence below the title of another piece,
_TEASER_SHARE = 0.15  # where no more than this share of the prose is left
_BOX_LINES = 10
_STUB_WORDS = 300
_DROPPED = {Effect.DROP, Effect.PAYWALL, Effect.CAPTION_NEXT, Effect.CAPTION_ABOVE, Effect.CAPTION_BELOW}
_CAPTION_WORDS = 45
_BYLINE_WORDS = 15
_SHOUTED_WORDS = 5
_OF_AUTHOR = re.compile(r"\s+(?:reported|reports|is|was|covers|has|writes|contributed)\b")
_RESUMES_WORDS = 12  # a paragraph of so many words ends a list of links
_RESUMES_SENTENCE_WORDS = 5  # fewer do, if they end as a sentence does
_LABEL_WORDS = 5  # shorter lines between headline and body are labels: a section, a role, a place
_REPEAT_WORDS = 4  # shorter lines may stand twice
_ENOUGH_SHARE = 0.6  # of the prose, above a heading such as "Comments": nothing below it is the article's


@dataclass(slots=True)
class Arranged:
    """What was found; pieces in reading order."""

    pieces: list[Piece] = field(default_factory=list)
    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    published: Stamp | None = None
    updated: Stamp | None = None
    marks: list[str] = field(default_factory=list)
    known: frozenset[str] = frozenset()  # authors known from elsewhere, as `normal` gives them


def arrange(
    lines: Sequence[Line],
    title: str | None = None,
    authors: Sequence[str] = (),
    publisher: str | None = None,
) -> Arranged:
    """The article in the lines. The others: as known from elsewhere; a known title comes first in any case."""
    lines = _without_boxes([without_asides(line) for line in lines])
    found = Arranged(title=title, known=frozenset(map(normal, authors)))
    head, body = _head(lines, title, publisher)
    if head is not None:
        found.title = lines[head].text
        found.pieces.append(Piece("headline", lines[head].text, lines[head].links))
    elif title:
        found.pieces.append(Piece("headline", title))
    start = 0 if head is None else head + 1
    _read_above(lines[: start - 1 if head is not None else 0], found)
    _read_head(lines[start : max(body, start)], found)
    _Body(found).read(lines[max(body, start) :])
    _finish(found, lines)
    return found


def _finish(found: Arranged, lines: Sequence[Line]) -> None:
    """Where nothing was kept everything is; a stub is marked as one."""
    if not any(piece.kind in {"body", "caption", "standfirst"} for piece in found.pieces):
        found.pieces += [Piece("body", line.text, line.links) for line in lines if line.text != found.title]
        found.marks.append("no article was told from the rest: all text is kept")
    if any(judge(line.text) is Effect.PAYWALL for line in lines):
        words = sum(count_words(piece.text) for piece in found.pieces)
        found.marks.append("paywalled stub" if words < _STUB_WORDS else "part of it may be behind a paywall")


def _without_boxes(lines: Sequence[Line]) -> list[Line]:
    """Without what stands between the beginning and the end of a box that says both."""
    kept: list[Line] = []
    opened: int | None = None
    for line in lines:
        effect = judge(line.text)
        if effect is Effect.OPENS_BOX and (opened is None or len(kept) - opened > _BOX_LINES):
            opened = len(kept)
        if effect is Effect.CLOSES_BOX:
            if opened is not None and len(kept) - opened <= _BOX_LINES:
                del kept[opened:]
            opened = None
            continue
        kept.append(line)
    return [line for line in kept if judge(line.text) is not Effect.OPENS_BOX]


def _head(lines: Sequence[Line], title: str | None, publisher: str | None) -> tuple[int | None, int]:
    """Index of the headline, and of the first line of the body."""
    hinted = [at for at, line in enumerate(lines) if line.hint is Hint.HEADLINE]
    wanted = normal(title) if title else None
    said = [at for at, line in enumerate(lines) if wanted and normal(line.text) == wanted]
    head = next(iter(said or hinted), None)
    if head is None and title is None:
        body = find_body(lines)
        head = find_headline(lines, body, publisher)
        return head, max(body, head + 1) if head is not None else body
    after = 0 if head is None else head + 1
    return head, after + find_body(lines[after:])


def _read_above(lines: Sequence[Line], found: Arranged) -> None:
    """Above the headline only dates and bylines count."""
    for line in lines:
        if not _take_stamp(line, found):
            _take_byline(line, found, show=False)


def _read_head(lines: Sequence[Line], found: Arranged) -> None:
    """Between headline and body: standfirst, byline, dates, captions; labels are dropped."""
    awaiting_caption = False
    for at, line in enumerate(lines):
        effect = judge(line.text)
        if _take_stamp(line, found) or _take_byline(line, found):
            continue
        if (
            effect is Effect.CAPTION
            or line.hint is Hint.CAPTION
            or (awaiting_caption and effect is Effect.TEXT)
        ):
            found.pieces.append(Piece("caption", strip_label(line.text), line.links))
        elif effect in {Effect.KEEP, Effect.CREDIT} or _is_about_author(line, found):
            _take_credit(line, found)
        elif effect is Effect.TEXT:
            _take_head_text(line, lines[at + 1 : at + 2], found)
        if effect is Effect.CAPTION_ABOVE:
            _name_caption(found)
        awaiting_caption = _awaits_caption(effect, lines[at + 1 : at + 2])


def _awaits_caption(effect: Effect, below: Sequence[Line]) -> bool:
    """Whether the line says that the one below it is a caption."""
    if effect is Effect.CAPTION_BELOW:
        return (
            bool(below) and count_words(below[0].text) <= _CAPTION_WORDS and not ends_sentence(below[0].text)
        )
    return effect is Effect.CAPTION_NEXT


def _name_caption(found: Arranged) -> None:
    """The piece that came last was a caption, as its source follows it."""
    last = found.pieces[-1] if found.pieces else None
    if last is None or last.kind not in {"body", "standfirst"} or count_words(last.text) > _CAPTION_WORDS:
        return
    if last.kind == "standfirst":
        found.standfirst = None
    found.pieces[-1] = Piece("caption", last.text, last.links)


def _take_head_text(line: Line, below: Sequence[Line], found: Arranged) -> None:
    """A standfirst, a name above a date or a role, or a label."""
    words = count_words(line.text)
    if found.standfirst is None and (line.hint is Hint.STANDFIRST or words > _LABEL_WORDS):
        if found.title is None or normal(line.text) != normal(found.title):
            found.standfirst = line.text
            found.pieces.append(Piece("standfirst", line.text, line.links))
    elif words > 1 and ends_sentence(line.text):
        found.pieces.append(Piece("body", line.text, line.links))
    elif not found.authors and below and _below_a_name(line, below[0]):
        names = read_names(line.text)
        if names and all(" " in name for name in names):
            found.authors.extend(names)
            found.pieces.append(Piece("byline", line.text, line.links))


def _below_a_name(name: Line, line: Line) -> bool:
    """A date, a role or the name again: what stands below a name that no "By" precedes."""
    return read_date_line(line.text) is not None or _is_role(line.text) or line.text == name.text


def _is_role(text: str) -> bool:
    words = text.casefold().replace(",", " ").split()
    return len(words) <= 8 and bool(
        {"correspondent", "reporter", "editor", "writer", "journalist", "columnist", "analyst"} & set(words)
    )


def _is_about_author(line: Line, found: Arranged) -> bool:
    """ "A EXAMPLE reported from CITY", "A EXAMPLE is our correspondent": a credit."""
    return (
        any(line.text.startswith(name) and _OF_AUTHOR.match(line.text, len(name)) for name in found.authors)
        and count_words(line.text) <= _CAPTION_WORDS
    )


def _take_stamp(line: Line, found: Arranged) -> bool:
    parts = header_parts(line.text)
    dated = [stamps for part in parts if (stamps := read_date_line(part)) is not None]
    for kind, stamp in (row for stamps in dated for row in stamps):
        if kind == "updated":
            found.updated = stamp
        elif found.published is None:
            found.published = stamp
    if len(parts) > 1:
        _take_byline(Line(parts[0], line.hint), found)
    return bool(dated)


def _take_byline(line: Line, found: Arranged, *, show: bool = True) -> bool:
    names = read_byline(line.text)
    hinted = line.hint is Hint.BYLINE and count_words(line.text) <= _BYLINE_WORDS and not is_prose(line.text)
    if names is None and (hinted or normal(line.text) in found.known):
        names = read_names(line.text)
    if not names:
        return False
    if found.published is None:
        found.published = read_stamp(line.text)
    new = not found.authors
    if new or any(normal(name) in found.known and name not in found.authors for name in names):
        found.authors.extend(name for name in names if name not in found.authors)
        if show:
            found.pieces.append(Piece("byline", line.text, line.links))
    return True


def _take_credit(line: Line, found: Arranged) -> None:
    if judge(line.text) is Effect.KEEP:
        found.pieces.append(Piece("body", line.text, line.links))
        return
    credit = read_credit(line.text)
    found.contributors.extend(name for name in credit.contributors if name not in found.contributors)
    if not found.authors:
        found.authors.extend(credit.authors)
    found.pieces.append(Piece("credit", line.text, line.links))


def _is_shouted(line: Line) -> bool:
    """A line all in capitals that is no heading: the title of another piece, set among the paragraphs."""
    text = line.text
    return (
        line.hint is not Hint.HEADING
        and text.isupper()
        and count_words(text) >= _SHOUTED_WORDS
        and not is_prose(text)
    )


class _Body:
    """Reads the lines below the head, one by one."""

    def __init__(self, found: Arranged) -> None:
        self._found = found
        self._seen = {normal(piece.text) for piece in found.pieces if piece.kind != "standfirst"}
        self._skipping = self._over = self._awaiting_caption = False
        self._total = self._left = 0  # words of prose: in all, and not yet read

    def read(self, lines: Sequence[Line]) -> None:
        """Keep what belongs to the article."""
        self._total = self._left = sum(count_words(line.text) for line in lines if is_prose(line.text))
        for at, line in enumerate(lines):
            effect = judge(line.text)
            if effect is Effect.ENDS:
                self._over = self._over or self._left <= (1 - _ENOUGH_SHARE) * self._total
            self._read_line(line, effect, lines[at + 1] if at + 1 < len(lines) else None)
            self._awaiting_caption = _awaits_caption(effect, lines[at + 1 : at + 2])
            self._left -= count_words(line.text) if is_prose(line.text) else 0

    def _read_line(self, line: Line, effect: Effect, below: Line | None) -> None:
        if effect in {Effect.KEEP, Effect.CREDIT} or _is_about_author(line, self._found):
            self._take(line, effect)
        elif effect in {Effect.ENDS, Effect.OPENS}:
            self._skipping = True
        elif effect is Effect.CAPTION_ABOVE and not self._over and not self._skipping:
            _name_caption(self._found)
        elif self._over or effect in _DROPPED:
            return
        elif effect is Effect.CAPTION or line.hint is Hint.CAPTION or self._awaiting_caption:
            if judge(strip_label(line.text)) is not Effect.DROP:
                self._keep("caption", strip_label(line.text), line)
        elif (
            self._is_header(line) or _is_shouted(line) or (self._skipping and not self._resumes(line, below))
        ):
            return
        else:
            self._skipping = False
            self._keep("body", line.text, line)

    def _take(self, line: Line, effect: Effect) -> None:
        if normal(line.text) not in self._seen:
            self._seen.add(normal(line.text))
            if effect is Effect.KEEP or not self._over or read_credit(line.text).contributors:
                _take_credit(line, self._found)

    def _is_header(self, line: Line) -> bool:
        """A date, a byline, or an author's name alone; it counts only while the piece has none."""
        if normal(line.text) in {normal(name) for name in self._found.authors}:
            return True
        if line.hint is not Hint.HEADING and read_date_line(line.text) is not None:
            if self._found.published is None and not self._skipping:
                _take_stamp(line, self._found)
            return True
        return _take_byline(line, self._found, show=not self._skipping)

    def _resumes(self, line: Line, below: Line | None) -> bool:
        """Whether the article goes on after links to others; a lone sentence between their titles is theirs."""
        if line.hint is Hint.HEADING:
            return below is not None and below.hint is Hint.PARAGRAPH and is_prose(below.text)
        words = count_words(line.text)
        if words < _RESUMES_WORDS and not (words >= _RESUMES_SENTENCE_WORDS and ends_sentence(line.text)):
            return False
        if not is_prose(line.text) and not ends_sentence(line.text):
            return False
        few_left = self._left <= _TEASER_SHARE * self._total and words <= _TEASER_WORDS
        return not few_left or below is None or not self._is_title(below)

    def _is_title(self, line: Line) -> bool:
        text = line.text
        return judge(text) is Effect.TEXT and not is_prose(text) and count_words(text) >= _REPEAT_WORDS

    def _keep(self, kind: str, text: str, line: Line) -> None:
        key = normal(text)
        if kind == "caption" and any(
            key.startswith(other) or other.startswith(key) for other in self._captions()
        ):
            return
        if key in self._seen and count_words(text) >= _REPEAT_WORDS:
            return
        last = self._found.pieces[-1] if self._found.pieces else None
        if kind == "caption" and last and last.kind == "body" and key.startswith(normal(last.text)):
            self._found.pieces.pop()  # the same caption, without its source
        self._seen.add(key)
        self._found.pieces.append(Piece(kind, text, line.links if text == line.text else ()))

    def _captions(self) -> list[str]:
        return [normal(piece.text) for piece in self._found.pieces if piece.kind == "caption"]
