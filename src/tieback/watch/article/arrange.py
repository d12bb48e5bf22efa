"""Lines in, the article's pieces out: headline, standfirst, byline, body, captions, credits; the rest was furniture.

Works for texts without any mark-up; where there is mark-up its hints decide first. In doubt a line is kept.
"""

from collections.abc import Sequence

from tieback.watch.article.arranged import Arranged
from tieback.watch.article.body import Body
from tieback.watch.article.furniture import Effect, judge, without_asides
from tieback.watch.article.head import read_above, read_head
from tieback.watch.article.headline import find_body, find_headline
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.offer import without_offers
from tieback.watch.article.sentence import count_words

_BOX_LINES = 10
_STUB_WORDS = 300


def arrange(
    lines: Sequence[Line],
    title: str | None = None,
    authors: Sequence[str] = (),
    publisher: str | None = None,
) -> Arranged:
    """The article in the lines. The others: as known from elsewhere; a known title comes first in any case."""
    lines = without_offers(_without_boxes([without_asides(line) for line in lines]))
    found = Arranged(title=title, known=frozenset(map(normal, authors)))
    head, body = _head(lines, title, publisher)
    if head is not None:
        found.title = lines[head].text
        found.pieces.append(Piece("headline", lines[head].text, lines[head].links))
    elif title:
        found.pieces.append(Piece("headline", title))
    start = 0 if head is None else head + 1
    read_above(lines[: start - 1 if head is not None else 0], found)
    read_head(lines[start : max(body, start)], found)
    Body(found).read(lines[max(body, start) :])
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
