"""The map itself as SVG: land, degrees, sites with their numbers, and the lines that join them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieback.picture.figure import cell_kg
from tieback.picture.labelling import Box
from tieback.picture.land import land_in
from tieback.picture.projection import Projection
from tieback.picture.shape import Tone, worst
from tieback.picture.site import MapLink, MapSite
from tieback.picture.svg import FILL, INK, TEXT, px
from tieback.picture.wording import escape, measure

MARGIN = Decimal(20)
HEAD = Decimal(44)
_SEA, _LAND, _COAST, _GRID = "#eef3f7", "#ffffff", "#9fb0bd", "#d5dfe7"
_DOT = Decimal("3.5")
_PILL = Decimal(17)  # height of a number
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10), Decimal(15), Decimal(30))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Sites so close together that one number mark serves them all."""

    x: Decimal
    y: Decimal
    numbers: tuple[int, ...]
    tone: Tone

    @property
    def text(self) -> str:
        """Their numbers and the sign of their mark, as 2, 4–6."""
        parts: list[list[int]] = []
        for number in self.numbers:
            if parts and parts[-1][-1] + 1 == number:
                parts[-1].append(number)
            else:
                parts.append([number])
        said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in parts)
        return f"{self.tone.sign} {said}".strip()


def chart(view: Projection, ordered: Sequence[MapSite], links: Sequence[MapLink], name: str) -> list[str]:
    frame = f'x="{px(MARGIN)}" y="{px(HEAD)}" width="{px(view.width)}" height="{px(view.height)}"'
    points = {
        site.id: _at(view, site.lat, site.lon)
        for site in ordered
        if site.lat is not None and site.lon is not None
    }
    outline = "".join(
        "M" + "L".join(f"{px(x)} {px(y)}" for x, y in (_at(view, lat, lon) for lon, lat in ring)) + "Z"
        for ring in land_in(view.window)
    )
    spots = _spots(ordered, points)
    return [
        f'<clipPath id="{name}-frame"><rect {frame}/></clipPath>',
        f'<rect {frame} fill="{_SEA}"/>',
        f'<g clip-path="url(#{name}-frame)">',
        f'<path d="{outline}" fill="{_LAND}" stroke="{_COAST}" stroke-width="0.8" fill-rule="evenodd"/>',
        *_grid(view),
        *(
            _link(points[link.source], points[link.target], link, name)
            for link in sorted(links, key=repr)
            if link.source in points and link.target in points and link.source != link.target
        ),
        *(_dot(site, points[site.id]) for site in ordered if site.id in points),
        *_pills(spots, view, points),
        "</g>",
        f'<rect {frame} fill="none" stroke="{_COAST}"/>',
    ]


def _at(view: Projection, lat: Decimal, lon: Decimal) -> tuple[Decimal, Decimal]:
    x, y = view.at(lat, lon)
    return MARGIN + x, HEAD + y


def _grid(view: Projection) -> list[str]:
    """Round parallels and meridians with their degrees."""
    window = view.window
    span = window.east - window.west
    step = next((step for step in _STEPS if span / step <= 9), _STEPS[-1])
    parts = []
    lon = (window.west // step) * step
    while lon <= window.east:
        if lon > window.west:
            x = MARGIN + (lon - window.west) * view.narrow * view.scale
            turned = (lon + 180) % 360 - 180
            turned = turned + 360 if turned < -180 else turned
            side = "" if turned in {0, -180} else "E" if turned > 0 else "W"
            parts.append(f'<path d="M{px(x)} {px(HEAD)}v{px(view.height)}" stroke="{_GRID}" fill="none"/>')
            parts.append(_degree(f"{abs(turned):f}°{side}", x + 3, HEAD + view.height - 5))
        lon += step
    lat = (window.south // step) * step
    while lat <= window.north:
        if lat > window.south:
            y = HEAD + (window.north - lat) * view.scale
            side = "" if lat == 0 else "N" if lat > 0 else "S"
            parts.append(f'<path d="M{px(MARGIN)} {px(y)}h{px(view.width)}" stroke="{_GRID}" fill="none"/>')
            parts.append(_degree(f"{abs(lat):f}°{side}", MARGIN + 4, y - 3))
        lat += step
    return parts


def _degree(text: str, x: Decimal, y: Decimal) -> str:
    return f'<text x="{px(x)}" y="{px(y)}" font-size="10" fill="{TEXT[1]}">{text}</text>'


def _link(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal], link: MapLink, name: str) -> str:
    """A bow from one site to another, with an arrow at its end."""
    (x, y), (to_x, to_y) = one, other
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) / 8, (y + to_y) / 2 - (to_x - x) / 8
    tip = escape(
        "; ".join(
            part for part in (f"{link.source} to {link.target}", link.label, f"{cell_kg(link.kg)} kg") if part
        )
    )
    return (
        f'<path class="link" d="M{px(x)} {px(y)}Q{px(bend_x)} {px(bend_y)} {px(to_x)} {px(to_y)}" fill="none" '
        f'stroke="{INK[Tone.NEUTRAL]}" stroke-width="1.3" stroke-opacity="0.65" marker-end="url(#{name}-end)">'
        f"<title>{tip}</title></path>"
    )


def _dot(site: MapSite, at: tuple[Decimal, Decimal]) -> str:
    tip = escape("; ".join(part for part in (site.id, site.party, site.what, site.tone.meaning) if part))
    return (
        f'<circle class="site" cx="{px(at[0])}" cy="{px(at[1])}" r="{_DOT}" fill="{INK[site.tone]}" stroke="#ffffff" '
        f'stroke-width="1.2"><title>{tip}</title></circle>'
    )


def _spots(ordered: Sequence[MapSite], points: dict[str, tuple[Decimal, Decimal]]) -> list[_Spot]:
    """Sites in the order of their numbers; one beside an earlier one shares its mark."""
    found: list[_Spot] = []
    for number, site in enumerate(ordered, start=1):
        if site.id not in points:
            continue
        x, y = points[site.id]
        near = next(
            (at for at, spot in enumerate(found) if abs(spot.x - x) < 10 and abs(spot.y - y) < 10), None
        )
        if near is None:
            found.append(_Spot(x, y, (number,), site.tone))
        else:
            spot = found[near]
            found[near] = _Spot(spot.x, spot.y, (*spot.numbers, number), worst((spot.tone, site.tone)))
    return found


def _pills(spots: Sequence[_Spot], view: Projection, points: dict[str, tuple[Decimal, Decimal]]) -> list[str]:
    """The numbers, each beside its dot where there is room, with a line to it."""
    taken = [Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in points.values()]
    parts: list[str] = []
    for spot in spots:
        width = max(measure(spot.text, 11) + 10, _PILL)
        box = next(
            (
                box
                for box in _round(spot, width)
                if _inside(box, view) and not any(box.meets(other) for other in taken)
            ),
            next(iter(_round(spot, width))),
        )
        taken.append(box)
        ink, fill = INK[spot.tone], FILL[spot.tone] if spot.tone is not Tone.NEUTRAL else "#ffffff"
        middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        parts.append(
            f'<path d="M{px(spot.x)} {px(spot.y)}L{px(middle_x)} {px(middle_y)}" stroke="{ink}" fill="none"/>'
        )
        parts.append(
            f'<rect x="{px(box.left)}" y="{px(box.top)}" width="{px(width)}" height="{px(_PILL)}" rx="8" fill="{fill}" '
            f'stroke="{ink}"/><text x="{px(middle_x)}" y="{px(middle_y + 4)}" font-size="11" font-weight="600" '
            f'text-anchor="middle" fill="{TEXT[0]}">{escape(spot.text)}</text>'
        )
    return parts


def _round(spot: _Spot, width: Decimal) -> list[Box]:
    """Places around a dot, near ones first."""
    found = []
    for away in (Decimal(8), Decimal(22), Decimal(38), Decimal(56)):
        for side, rise in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            x = spot.x + side * (away + width / 2) if side else spot.x
            y = spot.y + rise * (away + _PILL / 2)
            found.append(Box(x - width / 2, y - _PILL / 2, x + width / 2, y + _PILL / 2))
    return found


def _inside(box: Box, view: Projection) -> bool:
    return (
        box.left > MARGIN
        and box.top > HEAD
        and box.right < MARGIN + view.width
        and box.bottom < HEAD + view.height
    )
