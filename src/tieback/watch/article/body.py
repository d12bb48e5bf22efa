"""The lines below the head: paragraphs, captions and credits are kept, boxes and links to other pieces are not.

In doubt a line is kept: what a box of links skips ends at the next sentence.
"""

from collections.abc import Sequence

from tieback.watch.article.arranged import (
    Arranged,
    awaits_caption,
    is_about_author,
    name_caption,
    take_byline,
    take_credit,
    take_stamp,
)
from tieback.watch.article.byline import read_credit
from tieback.watch.article.date import read_date_line
from tieback.watch.article.furniture import Effect, judge, strip_label
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.sentence import count_words, ends_sentence, is_prose

_TEASER_WORDS = 30  # of a sentence below the title of another piece,
_TEASER_SHARE = 0.15  # where no more than this share of the prose is left
_DROPPED = {Effect.DROP, Effect.PAYWALL, Effect.CAPTION_NEXT, Effect.CAPTION_ABOVE, Effect.CAPTION_BELOW}
_SHOUTED_WORDS = 5
_RESUMES_WORDS = 12  # a paragraph of so many words ends a list of links
_RESUMES_SENTENCE_WORDS = 5  # fewer do, if they end as a sentence does
_REPEAT_WORDS = 4  # shorter lines may stand twice
_ENOUGH_SHARE = 0.6  # of the prose, above a heading such as "Comments": nothing below it is the article's


def _is_shouted(line: Line) -> bool:
    """A line all in capitals that is no heading: the title of another piece, set among the paragraphs."""
    text = line.text
    return (
        line.hint is not Hint.HEADING
        and text.isupper()
        and count_words(text) >= _SHOUTED_WORDS
        and not is_prose(text)
    )


class Body:
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
            self._awaiting_caption = awaits_caption(effect, lines[at + 1 : at + 2])
            self._left -= count_words(line.text) if is_prose(line.text) else 0

    def _read_line(self, line: Line, effect: Effect, below: Line | None) -> None:
        if effect in {Effect.KEEP, Effect.CREDIT} or is_about_author(line, self._found):
            self._take(line, effect)
        elif effect in {Effect.ENDS, Effect.OPENS}:
            self._skipping = True
        elif effect is Effect.CAPTION_ABOVE and not self._over and not self._skipping:
            name_caption(self._found)
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
                take_credit(line, self._found)

    def _is_header(self, line: Line) -> bool:
        """A date, a byline, or an author's name alone; it counts only while the piece has none."""
        if normal(line.text) in {normal(name) for name in self._found.authors}:
            return True
        if line.hint is not Hint.HEADING and read_date_line(line.text) is not None:
            if self._found.published is None and not self._skipping:
                take_stamp(line, self._found)
            return True
        return take_byline(line, self._found, show=not self._skipping)

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
