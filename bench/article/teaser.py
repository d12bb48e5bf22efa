"""Invented pages and copied texts in which other pieces are offered with a sentence of their own: cards, boxes, lists.

A teaser reads like a paragraph. What gives it away is where it stands: below the title of another piece, one of several
alike. `SENTENCES` are the furniture; nothing of them is in a story.
"""
# ruff: noqa: E501 - mark-up stands on the lines it would have

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

Story = dict[str, Any]
CARDS = (
    (
        "EXAMPLE port to close for a week in April",
        "The harbour authority says that works on the quay cannot wait until the summer.",
    ),
    (
        "Why the price of cotton is rising again",
        "A dry spring, a strike and a speculator: three reasons for what growers see at the gin.",
    ),
    (
        "Ten walks around Sampleton for a rainy day",
        "Our guide has put on her boots, and found that the tea rooms on the hills are open again.",
    ),
    (
        "Council votes on new bus lanes after long night",
        "Eleven members spoke, two fell asleep, and in the end the lanes were passed by one vote.",
    ),
)
SENTENCES = tuple(part for card in CARDS for part in card)
LONG = " It took the whole of a long evening, and nobody was quite sure at the end of it what had been decided or why it mattered so much to so many."


def _page(story: Story, body: str, end: str = "") -> str:
    by = "By " + " and ".join(story["authors"]) if story["authors"] else ""
    standfirst = f'<p class="standfirst">{escape(story["standfirst"])}</p>' if story["standfirst"] else ""
    return f"""<!DOCTYPE html><html lang=en><head><title>{escape(story["title"])} | {story["publisher"]}</title></head><body>
<div class="x1"><div class="x2"><h1>{escape(story["title"])}</h1>{standfirst}<p class="byline">{by}</p>
<time datetime="{story["published"]}">{story["published"][:10]}</time><div class="x3">{body}</div>{end}</div></div></body></html>"""


def _body(story: Story, extras: dict[int, str]) -> str:
    return "\n".join(
        (f"<h2>{escape(part[3:])}</h2>" if part.startswith("## ") else f"<p>{escape(part)}</p>")
        + extras.get(at, "")
        for at, part in enumerate(story["body"])
    )


def _cards(shape: str, cards: Sequence[tuple[str, str]] = CARDS) -> str:
    return "".join(
        shape.format(href=f"/{at}", title=escape(title), text=escape(text))
        for at, (title, text) in enumerate(cards)
    )


def headed(story: Story) -> str:
    """Cards below "More stories" at the end of the text's own box, titles as linked headings, the sentence beside them."""
    cards = _cards('<div class="k1"><h3><a href="{href}">{title}</a></h3><p>{text}</p></div>')
    return _page(story, _body(story, {}) + f"<h2>More stories</h2>{cards}")


def unheaded(story: Story) -> str:
    """The same in the midst of the text, with nothing above them, the title in a link of its own."""
    cards = _cards('<li><a href="{href}"><span>{title}</span></a><div>{text}</div><div>3 min read</div></li>')
    return _page(story, _body(story, {3: f"<ul>{cards}</ul>"}))


def whole(story: Story) -> str:
    """Each card is one link, and says a good deal; below a heading of the house's own."""
    cards = _cards('<a href="{href}" class="k2"><h4>{title}</h4><p>{text}' + LONG + "</p></a>")
    return _page(story, _body(story, {}), f"<div><h2>Around Sampleton this week</h2><div>{cards}</div></div>")


def single(story: Story) -> str:
    """One piece recommended after the second paragraph, another after the fifth; boxes without a name."""
    one, other = (
        _cards('<div class="k3"><div><h3><a href="{href}">{title}</a></h3><p>{text}</p></div></div>', cards)
        for cards in (CARDS[:1], CARDS[1:2])
    )
    return _page(story, _body(story, {1: one, 4: other}))


def dated(story: Story) -> str:
    """A list of the latest at the end: date, title, sentence, author; as elements of their own."""
    cards = _cards(
        '<article><time>12 March 2026</time><h3><a href="{href}">{title}</a></h3><p>{text}</p><span>By Pat Sample</span></article>'
    )
    return _page(story, _body(story, {}), f"<section><h2>Latest from the newsroom</h2>{cards}</section>")


def mixed(story: Story) -> str:
    """Boxes of paragraphs, and among them a box whose paragraphs are offers: bold linked title, sentence, bold linked title."""
    parts = [f"<p>{escape(part.removeprefix('## '))}</p>" for part in story["body"]]
    half = len(parts) // 2
    offers = "<div>" + _cards('<p><b><a href="{href}">{title}</a></b></p><p>{text}</p>', CARDS[:3]) + "</div>"
    return _page(story, f"<div>{''.join(parts[:half])}</div>{offers}<div>{''.join(parts[half:])}</div>")


def _lines(story: Story) -> list[str]:
    by = ["By " + " and ".join(story["authors"])] if story["authors"] else []
    standfirst = [story["standfirst"]] if story["standfirst"] else []
    return [story["title"], *standfirst, *by, f"Published {story['published'][:10]}"]


def copied_end(story: Story) -> str:
    """Copied from a browser: "More stories", then title, sentence, title, sentence."""
    body = [part.removeprefix("## ") for part in story["body"]]
    return "\n".join([*_lines(story), *body, "More stories", *SENTENCES]) + "\n"


def copied_midst(story: Story) -> str:
    """The same after the third paragraph, with the age of each."""
    body = [part.removeprefix("## ") for part in story["body"]]
    box = ["Read more", *(line for card in CARDS[:3] for line in (*card, "4 hours ago"))]
    return "\n".join([*_lines(story), *body[:3], *box, *body[3:]]) + "\n"


PAGES: tuple[Callable[[Story], str], ...] = (headed, unheaded, whole, single, dated, mixed)
TEXTS: tuple[Callable[[Story], str], ...] = (copied_end, copied_midst)
