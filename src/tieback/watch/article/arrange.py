"""Lines in, the article's pieces out: headline, standfirst, byline, body, captions, credits; the rest was furniture.

Works for texts without any mark-up; where there is mark-up its hints decide first. In doubt a line is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tieback.model.article import Stamp
from tieback.watch.article.byline import read_byline, read_credit, read_names
from tieback.watch.article.date import read_date_line
from tieback.watch.article.furniture import Effect, judge, strip_label
from tieback.watch.article.headline import find_body, find_headline
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.sentence import count_words, is_prose

_RESUMES_WORDS = 12  # a paragraph of so many words ends a list of links
_LABEL_WORDS = 5  # shorter lines between headline and body are labels: a section, a role, a place
_REPEAT_WORDS = 4  # shorter lines may stand twice
_ENOUGH_WORDS = 120
_ENOUGH_SHARE = 0.4


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


def arrange(lines: Sequence[Line], title: str | None = None) -> Arranged:
    """The article in the lines. `title`: known from elsewhere, put first if no line says it."""
    found = Arranged(title=title)
    head, body = _head(lines, title)
    if head is not None:
        found.title = lines[head].text
        found.pieces.append(Piece("headline", lines[head].text, lines[head].links))
    elif title:
        found.pieces.append(Piece("headline", title))
    start = 0 if head is None else head + 1
    _read_above(lines[: start - 1 if head is not None else 0], found)
    _read_head(lines[start : max(body, start)], found)
    _Body(found).read(lines[max(body, start) :])
    return found


def _head(lines: Sequence[Line], title: str | None) -> tuple[int | None, int]:
    """Index of the headline, and of the first line of the body."""
    hinted = [at for at, line in enumerate(lines) if line.hint is Hint.HEADLINE]
    wanted = normal(title) if title else None
    said = [at for at, line in enumerate(lines) if wanted and normal(line.text) == wanted]
    head = next(iter(said or hinted), None)
    if head is None and title is None:
        body = find_body(lines)
        head = find_headline(lines, body)
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
        elif effect in {Effect.KEEP, Effect.CREDIT}:
            _take_credit(line, found)
        elif effect is Effect.TEXT:
            _take_head_text(line, lines[at + 1 : at + 2], found)
        awaiting_caption = effect is Effect.CAPTION_NEXT


def _take_head_text(line: Line, below: Sequence[Line], found: Arranged) -> None:
    """A standfirst, a name above a date or a role, or a label."""
    words = count_words(line.text)
    if found.standfirst is None and (line.hint is Hint.STANDFIRST or words > _LABEL_WORDS):
        if found.title is None or normal(line.text) != normal(found.title):
            found.standfirst = line.text
            found.pieces.append(Piece("standfirst", line.text, line.links))
    elif words > _LABEL_WORDS and is_prose(line.text):
        found.pieces.append(Piece("body", line.text, line.links))
    elif not found.authors and below and _below_a_name(below[0]):
        names = read_names(line.text)
        if names and all(" " in name for name in names):
            found.authors.extend(names)
            found.pieces.append(Piece("byline", line.text, line.links))


def _below_a_name(line: Line) -> bool:
    """A date, or a role: what stands below a name that no "By" precedes."""
    return read_date_line(line.text) is not None or _is_role(line.text)


def _is_role(text: str) -> bool:
    words = text.casefold().replace(",", " ").split()
    return len(words) <= 8 and bool(
        {"correspondent", "reporter", "editor", "writer", "journalist", "columnist", "analyst"} & set(words)
    )


def _take_stamp(line: Line, found: Arranged) -> bool:
    stamps = read_date_line(line.text)
    for kind, stamp in stamps or ():
        if kind == "updated":
            found.updated = stamp
        elif found.published is None:
            found.published = stamp
    return stamps is not None


def _take_byline(line: Line, found: Arranged, *, show: bool = True) -> bool:
    names = read_byline(line.text)
    if names is None and line.hint is Hint.BYLINE:
        names = read_names(line.text)
    if not names:
        return False
    if not found.authors:
        found.authors.extend(names)
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


class _Body:
    """Reads the lines below the head, one by one."""

    def __init__(self, found: Arranged) -> None:
        self._found = found
        self._seen = {normal(piece.text) for piece in found.pieces if piece.kind != "standfirst"}
        self._skipping = self._over = self._awaiting_caption = False
        self._skipped_titles = 0

    def read(self, lines: Sequence[Line]) -> None:
        """Keep what belongs to the article."""
        total = sum(count_words(line.text) for line in lines if is_prose(line.text))
        done = 0
        for at, line in enumerate(lines):
            effect = judge(line.text)
            if effect is Effect.ENDS and done >= _ENOUGH_SHARE * total and done:
                self._over = self._over or done >= _ENOUGH_WORDS or done >= 0.8 * total
            self._read_line(line, effect, lines[at + 1] if at + 1 < len(lines) else None)
            done += count_words(line.text) if is_prose(line.text) else 0

    def _read_line(self, line: Line, effect: Effect, below: Line | None) -> None:
        awaited, self._awaiting_caption = self._awaiting_caption, effect is Effect.CAPTION_NEXT
        if effect in {Effect.KEEP, Effect.CREDIT}:
            self._take(line, effect)
        elif effect in {Effect.ENDS, Effect.OPENS}:
            self._skipping, self._skipped_titles = True, 0
        elif self._over or effect in {Effect.DROP, Effect.CAPTION_NEXT}:
            return
        elif effect is Effect.CAPTION or line.hint is Hint.CAPTION or awaited:
            self._keep("caption", strip_label(line.text), line)
        elif self._is_header(line):
            return
        elif self._skipping and not self._resumes(line, below):
            self._skipped_titles += not is_prose(line.text)
        else:
            self._skipping = False
            self._keep("body", line.text, line)

    def _take(self, line: Line, effect: Effect) -> None:
        if normal(line.text) not in self._seen:
            self._seen.add(normal(line.text))
            if effect is Effect.KEEP or not self._over or read_credit(line.text).contributors:
                _take_credit(line, self._found)

    def _is_header(self, line: Line) -> bool:
        """A date or a byline; it counts only while the piece has none."""
        if read_date_line(line.text) is not None:
            if self._found.published is None and not self._skipping:
                _take_stamp(line, self._found)
            return True
        return _take_byline(line, self._found, show=not self._skipping)

    def _resumes(self, line: Line, below: Line | None) -> bool:
        """Whether the article goes on after links to others; a lone sentence between their titles is theirs."""
        if line.hint is Hint.HEADING or not is_prose(line.text) or count_words(line.text) < _RESUMES_WORDS:
            return False
        return self._skipped_titles < 2 or below is None or not self._is_title(below)

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
        self._seen.add(key)
        self._found.pieces.append(Piece(kind, text, line.links if text == line.text else ()))

    def _captions(self) -> list[str]:
        return [normal(piece.text) for piece in self._found.pieces if piece.kind == "caption"]
