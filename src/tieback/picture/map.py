"""Sites on an outline of land: values in, SVG text out. Same input, same bytes.

A site stands where its coordinates say, or not at all: those without are listed under the map, and never placed by
guess. Lines join sites that the records join; they are no routes. Beside each map belongs its `table`.
"""

from collections.abc import Sequence
from decimal import Decimal

from tieback.picture.chart import HEAD, MARGIN, chart
from tieback.picture.figure import cell_kg
from tieback.picture.projection import fitted
from tieback.picture.site import MapLink, MapSite
from tieback.picture.svg import TEXT, name_of, px, wrapped
from tieback.picture.wording import escape, wrap

__all__ = ["LINK_HEADER", "TABLE_HEADER", "MapLink", "MapSite", "draw", "link_table", "table"]

TABLE_HEADER = ("no.", "site", "party", "what", "country", "latitude", "longitude", "mark")
LINK_HEADER = ("from site", "to site", "kg", "what")
_LINE = Decimal(17)  # of the key


def draw(sites: Sequence[MapSite], links: Sequence[MapLink], *, title: str, width: int = 1100) -> str:
    """One SVG element, with a key of all sites. Raises ValueError for a link between sites that are not given."""
    known = {site.id for site in sites}
    if len(known) != len(sites):
        raise ValueError("two sites of one id")
    for link in links:
        if not {link.source, link.target} <= known:
            raise ValueError(f"a link between sites that are not given: {link.source} to {link.target}")
    ordered = _numbered(sites)
    room = Decimal(width) - 2 * MARGIN
    key = (title, tuple(ordered), tuple(sorted(links, key=repr)))
    name = name_of(key)
    placed = [(site.lat, site.lon) for site in ordered if site.lat is not None and site.lon is not None]
    parts, below = [], HEAD
    if placed:
        view = fitted(placed, room)
        parts += chart(view, ordered, links, name)
        below += view.height + 12
    under, below = _key(ordered, links, below + 10, width)
    heading = "".join(wrap(title, 16, room, 1))
    head = f'<text x="{px(MARGIN)}" y="25" font-size="16" font-weight="600" fill="{TEXT[0]}">{escape(heading)}</text>'
    said = f"{len(placed)} of {len(sites)} sites placed by their coordinates; the table beside the map holds the same."
    return wrapped(title, said, (Decimal(width), below), [head, *parts, *under], key=key)


def table(sites: Sequence[MapSite]) -> tuple[tuple[str, ...], ...]:
    """Every site under TABLE_HEADER, numbered as on the map; one without coordinates has no number."""
    return tuple(
        (
            str(number) if site.placed else "",
            f"{site.tone.sign} {site.id}".strip(),
            site.party,
            site.what,
            site.country,
            "unknown" if site.lat is None else f"{site.lat:f}",
            "unknown" if site.lon is None else f"{site.lon:f}",
            site.tone.meaning,
        )
        for number, site in enumerate(_numbered(sites), start=1)
    )


def link_table(links: Sequence[MapLink]) -> tuple[tuple[str, ...], ...]:
    """Every link under LINK_HEADER."""
    return tuple(sorted((link.source, link.target, cell_kg(link.kg), link.label) for link in links))


def _numbered(sites: Sequence[MapSite]) -> list[MapSite]:
    """Placed sites first, by rank; their place in the list, from one, is their number."""
    return sorted(sites, key=lambda site: (not site.placed, site.rank, site.id))


def _key(
    ordered: Sequence[MapSite], links: Sequence[MapLink], top: Decimal, width: int
) -> tuple[list[str], Decimal]:
    """The sites by number in two columns, then those without coordinates; and where the key ends."""
    placed = [site for site in ordered if site.placed]
    parts: list[str] = []
    column = (Decimal(width) - 2 * MARGIN) / 2
    half = -(-len(placed) // 2)
    for at, site in enumerate(placed):
        x, y = MARGIN + column * (at // half), top + _LINE * (at % half) + 12
        parts += _entry(f"{at + 1}", site, x, y, column - 16)
    y = top + _LINE * half + 6
    if lost := [site for site in ordered if not site.placed]:
        word = (
            "Not on the map, because the records state no coordinates that could be read:"
            if placed
            else "No site has coordinates in the records, so there is no map:"
        )
        parts.append(f'<text x="{px(MARGIN)}" y="{px(y + 14)}" font-size="11" fill="{TEXT[1]}">{word}</text>')
        y += 18
        for site in lost:
            parts += _entry("–", site, MARGIN, y + 12, 2 * column - 16)
            y += _LINE
    if placed:
        said = (
            "Lines join sites where goods of one went into the making of the other; they are no routes. "
            if links
            else ""
        )
        said += "Outline: Natural Earth, public domain."
        parts.append(f'<text x="{px(MARGIN)}" y="{px(y + 18)}" font-size="11" fill="{TEXT[1]}">{said}</text>')
        y += 24
    return parts, y + 10


def _entry(number: str, site: MapSite, x: Decimal, y: Decimal, room: Decimal) -> list[str]:
    said = f"{site.tone.sign} {site.id}".strip()
    rest = ", ".join(part for part in (site.party, site.what, site.country) if part)
    line = "".join(wrap(f"{said} · {rest}", 11, room - 26, 1))
    look = f'font-size="11" fill="{TEXT[0]}"'
    return [
        f'<text x="{px(x + 16)}" y="{px(y)}" font-weight="600" text-anchor="end" {look}>{number}</text>',
        f'<text x="{px(x + 24)}" y="{px(y)}" {look}>{escape(line)}</text>',
    ]
