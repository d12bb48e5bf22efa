"""Where a saved text without mark-up has its headline, and where its body begins."""

import re
from collections.abc import Sequence

from tieback.watch.article.byline import read_byline
from tieback.watch.article.date import read_date_line
from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.line import Hint, Line, normal
from tieback.watch.article.sentence import count_words, ends_sentence, is_prose

_HEAD_LINES = 60  # further down nothing is a headline
_LONGEST_WORDS = 35
_USUAL_WORDS = 4
_ABOVE = 4  # lines above byline, date or body, furniture aside, within which the headline stands
_BESIDE = 4  # lines within which a date or byline stands below a standfirst
_PART_WORDS = 10
_BAR = re.compile(r"\s*[|•·]\s*")
_SEPARATOR = re.compile(r"\s+[|–—·•-]\s+|\s*[|｜]\s*")


def find_body(lines: Sequence[Line]) -> int:
    """Index of the first paragraph of the body: the first prose that no byline or date follows closely."""
    index = 0
    while index < len(lines):
        text = lines[index].text
        named = index > 0 and judge(lines[index - 1].text) is Effect.CAPTION_NEXT
        named = named or _says_it_is_above(lines, index)
        if judge(text) is Effect.TEXT and is_prose(text) and not _is_header(text) and not named:
            below = [
                at
                for at in _next(lines, index)
                if lines[at].hint is not Hint.HEADING and _is_header(lines[at].text)
            ]
            short = count_words(text) <= 2 * _LONGEST_WORDS
            if index > _HEAD_LINES or not below or not short:
                return index
            index = below[-1]
        index += 1
    return len(lines)


def _says_it_is_above(lines: Sequence[Line], index: int) -> bool:
    """Whether the mark-up says that the line stands above the body. Where it says so of line after line it means nothing."""
    hint = lines[index].hint
    below = lines[index + 1].hint if index + 1 < len(lines) else None
    return hint in {Hint.CAPTION, Hint.BYLINE} or (hint is Hint.STANDFIRST and below is not Hint.STANDFIRST)


def _next(lines: Sequence[Line], index: int) -> list[int]:
    """The next lines that are no furniture."""
    kept: list[int] = []
    for at in range(index + 1, min(index + 1 + 4 * _BESIDE, len(lines))):
        if judge(lines[at].text) not in {Effect.DROP, Effect.OPENS, Effect.ENDS, Effect.PAYWALL}:
            kept.append(at)
        if len(kept) == _BESIDE:
            break
    return kept


def find_headline(lines: Sequence[Line], body: int, publisher: str | None = None) -> int | None:
    """Index of the headline among the lines above the body, or None. The publisher's name is none."""
    usable = [
        at for at in range(min(body, _HEAD_LINES)) if _may_be(lines[at].text) and not _is_caption(lines, at)
    ]
    others = [at for at in usable if normal(lines[at].text) != normal(publisher or "")]
    usable = others or usable
    if not usable and body < len(lines) - 1 and _stands_alone(lines, body):
        return body
    long_enough = [at for at in usable if count_words(lines[at].text) >= _USUAL_WORDS]
    anchor = max((at for at in range(body) if _is_header(lines[at].text)), default=body)
    close = [at for at in usable if at < anchor][-_ABOVE:]
    close = [at for at in close if at in long_enough]
    chosen = next(iter(close or long_enough or usable), None)
    if chosen is None:
        return None
    return _without_site(lines, chosen, usable)


def split_site(text: str) -> tuple[str, str | None]:
    """ "Headline | EXAMPLE Herald" as headline and site; the site is None where the text has no such end."""
    parts = list(_SEPARATOR.finditer(text))
    if not parts:
        return text, None
    head, site = text[: parts[-1].start()].strip(), text[parts[-1].end() :].strip()
    if count_words(head) < 3 or not 1 <= count_words(site) <= 5 or ends_sentence(site):
        return text, None
    return head, site


def header_parts(text: str) -> tuple[str, ...]:
    """The parts of "By A EXAMPLE | 9 March 2026 | Updated ..."; the line alone where it is no such line."""
    parts = tuple(part for part in map(str.strip, _BAR.split(text)) if part)
    said = len(parts) > 1 and all(count_words(part) <= _PART_WORDS for part in parts)
    return parts if said and any(read_date_line(part) is not None for part in parts) else (text,)


def _is_header(text: str) -> bool:
    parts = header_parts(text)
    return len(parts) > 1 or read_date_line(text) is not None or read_byline(text) is not None


def _may_be(text: str) -> bool:
    return judge(text) is Effect.TEXT and not _is_header(text) and count_words(text) <= _LONGEST_WORDS


def _is_caption(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and judge(lines[at - 1].text) is Effect.CAPTION_NEXT


def _stands_alone(lines: Sequence[Line], body: int) -> bool:
    """A first line that ends like a sentence is the headline only if a byline or date stands right below it."""
    text = lines[body].text
    return count_words(text) <= _LONGEST_WORDS and _is_header(lines[body + 1].text)


def _without_site(lines: Sequence[Line], chosen: int, usable: Sequence[int]) -> int:
    """The title of the browser's tab comes before the headline: of both, the headline."""
    head = normal(split_site(lines[chosen].text)[0])
    return next((at for at in usable if at > chosen and normal(lines[at].text) == head), chosen)
