"""The bands of a laid-out chain as SVG: their paths, their tips, and the figures on them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from tieback.picture.figure import long_range, said_kg, short_range
from tieback.picture.frame import BAR, HEAD, LANE, Frame
from tieback.picture.labelling import SIZE, Box, Spot, Wish, put
from tieback.picture.shape import SankeyBand, Tone
from tieback.picture.svg import FILL, INK, TEXT, px
from tieback.picture.wording import escape, measure

_RISE = Decimal("3.5")  # from the middle of a band to the baseline of its figure
_Ports = Mapping[tuple[int, str], Decimal]


def draw_bands(frame: Frame, bands: Sequence[SankeyBand], name: str) -> list[str]:
    """Marked bands above the others; those that return on top, below all nodes."""
    starts, ends = _ports(frame)
    order = sorted(range(len(bands)), key=lambda at: (bands[at].tone.severity, at))
    forward: list[str] = []
    back: list[str] = []
    for at in order:
        route, band = frame.layers.routes[at], bands[at]
        if route is None:
            path = _arc(frame, band, len(back) + 1)
            look = f'stroke-width="1.6" stroke-dasharray="6 4" marker-end="url(#{name}-end)"'
            back.append(_stroke("back", path, INK[band.tone], look, band))
            continue
        path = _path(frame, at, route, starts, ends)
        if band.kg is None:
            forward.append(
                _stroke("band", path, INK[band.tone], 'stroke-width="2" stroke-dasharray="5 4"', band)
            )
            continue
        width = f'stroke-width="{px(frame.thick[at])}"'
        forward.append(_stroke("band", path, FILL[band.tone], f'stroke-opacity="0.82" {width}', band))
        if band.tone is not Tone.NEUTRAL:
            over = f'fill="none" stroke="url(#{name}-{band.tone.value})"'
            forward.append(f'<path d="{path}" {over} {width} pointer-events="none"/>')
    return forward + back


def _stroke(kind: str, path: str, colour: str, look: str, band: SankeyBand) -> str:
    tip = escape(_tip(band))
    return f'<path class="{kind}" d="{path}" fill="none" stroke="{colour}" {look}><title>{tip}</title></path>'


def _ports(frame: Frame) -> tuple[_Ports, _Ports]:
    """Where each band leaves and enters each of its stops: side by side, sorted by where they lead."""
    out: dict[str, list[tuple[Decimal, int]]] = {}
    into: dict[str, list[tuple[Decimal, int]]] = {}
    for at, route in enumerate(frame.layers.routes):
        for source, target in pairwise(route or ()):
            out.setdefault(source, []).append((frame.middle(target), at))
            into.setdefault(target, []).append((frame.middle(source), at))
    return _side(frame, out), _side(frame, into)


def _side(frame: Frame, sides: Mapping[str, list[tuple[Decimal, int]]]) -> dict[tuple[int, str], Decimal]:
    found = {}
    for name, ends in sides.items():
        y = frame.middle(name) - sum((frame.thick[at] for _, at in ends), Decimal(0)) / 2
        for _, at in sorted(ends):
            found[at, name] = y + frame.thick[at] / 2
            y += frame.thick[at]
    return found


def _path(frame: Frame, at: int, route: Sequence[str], starts: _Ports, ends: _Ports) -> str:
    x, y = frame.left(route[0]) + BAR, starts[at, route[0]]
    steps = [f"M{px(x)} {px(y)}"]
    for stop in route[1:]:
        to_x, to_y = frame.left(stop), ends[at, stop]
        half = px((x + to_x) / 2)
        steps.append(f"C{half} {px(y)} {half} {px(to_y)} {px(to_x)} {px(to_y)}")
        x, y = to_x, to_y
        if stop != route[-1]:
            x += BAR
            steps.append(f"H{px(x)}")
    return "".join(steps)


def _arc(frame: Frame, band: SankeyBand, lane: int) -> str:
    """From the right of the source, below all nodes, to the left of the target."""
    x, y = frame.left(band.source) + BAR, frame.middle(band.source)
    to_x, to_y = frame.left(band.target), frame.middle(band.target)
    low, out = HEAD + frame.height + LANE * lane, Decimal(18)
    return (
        f"M{px(x)} {px(y)}C{px(x + out)} {px(y)} {px(x + out)} {px(low)} {px(x)} {px(low)}"
        f"L{px(to_x)} {px(low)}C{px(to_x - out)} {px(low)} {px(to_x - out)} {px(to_y)} {px(to_x)} {px(to_y)}"
    )


def _tip(band: SankeyBand) -> str:
    mass = "mass unknown" if band.kg is None else f"{said_kg(band.kg)} kg"
    within = "" if band.within is None else long_range(band.within)
    return "; ".join(part for part in (band.label, mass, within, band.tone.meaning) if part)


def figures_of(frame: Frame, bands: Sequence[SankeyBand]) -> list[str]:
    """The figures for which there is room."""
    return [_figure(text, spot) for text, spot in put(_wishes(frame, bands), _covered(frame))]


def _wishes(frame: Frame, bands: Sequence[SankeyBand]) -> list[Wish]:
    """What each band says of itself: beside its source, beside its target, or half-way."""
    starts, ends = _ports(frame)
    wishes = []
    for at, band in enumerate(bands):
        route = frame.layers.routes[at]
        text = "" if band.within is None else short_range(band.within)
        if not text or route is None:
            continue
        x, to_x = frame.left(route[-2]) + BAR, frame.left(route[-1])
        first = Spot(frame.left(route[0]) + BAR + 5, starts[at, route[0]] + _RISE, "start")
        last = Spot(to_x - 5, ends[at, route[-1]] + _RISE, "end")
        half = Spot((x + to_x) / 2, (starts[at, route[-2]] + ends[at, route[-1]]) / 2 + _RISE, "middle")
        wishes.append(Wish(text, (first, last, half), frame.thick[at]))
    return wishes


def _covered(frame: Frame) -> list[Box]:
    """The room that the names of the nodes and their bars take."""
    boxes = []
    for name, lines in frame.text.items():
        left, top = frame.left(name), frame.top(name)
        boxes.append(Box(left, top, left + BAR, top + frame.stacks[name].bar))
        y = top - Decimal(4)
        for line in reversed(lines):
            boxes.append(Box(left, y - line.size, left + measure(line.text, line.size), y + 3))
            y -= line.size + 2
    return boxes


def _figure(text: str, spot: Spot) -> str:
    return (
        f'<text class="figure" x="{px(spot.x)}" y="{px(spot.y)}" text-anchor="{spot.anchor}" font-size="{SIZE}" '
        f'fill="{TEXT[0]}" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" '
        f'paint-order="stroke" pointer-events="none">{escape(text)}</text>'
    )
