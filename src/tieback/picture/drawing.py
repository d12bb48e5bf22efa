"""A laid-out chain as SVG text. Numbers are rounded to a hundredth of a pixel; ids are of this picture alone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import ClassVar

from tieback.picture.layers import Layers
from tieback.picture.placing import Stack
from tieback.picture.shape import SankeyBand, SankeyNode, Tone
from tieback.picture.wording import FONTS, escape, measure, wrap

BAR = Decimal(11)
HEAD = Decimal(66)
_FOOT = Decimal(40)
_LEAST_WIDTH = Decimal(760)  # the legend fits
_LANE = Decimal(16)  # one returning band
_INK = {Tone.NEUTRAL: "#33536f", Tone.ALERT: "#98281d", Tone.GAP: "#5d636b"}
_FILL = {Tone.NEUTRAL: "#b9cbdb", Tone.ALERT: "#eec3ba", Tone.GAP: "#dcdee1"}
_TEXT = ("#16222d", "#44525f", "#44525f")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text above a bar. `part`: 0 label, 1 sublabel, 2 mass."""

    text: str
    size: int
    part: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where everything stands, in pixels of the drawing area (below the head)."""

    MARGIN: ClassVar[Decimal] = Decimal(26)

    title: str
    pitch: Decimal
    height: Decimal
    layers: Layers
    tops: Mapping[str, Decimal]
    stacks: Mapping[str, Stack]
    text: Mapping[str, tuple[Line, ...]]
    thick: tuple[Decimal, ...]
    column: Mapping[str, int]

    @property
    def width(self) -> Decimal:
        return max(_LEAST_WIDTH, 2 * self.MARGIN + self.pitch * len(self.layers.columns))

    def left(self, name: str) -> Decimal:
        """The left edge of a bar."""
        return self.MARGIN + self.pitch * self.column[name]

    def top(self, name: str) -> Decimal:
        """The top edge of a bar, in pixels of the picture."""
        return HEAD + self.tops[name]

    def middle(self, name: str) -> Decimal:
        """Half-way down a bar."""
        return self.top(name) + self.stacks[name].bar / 2


def write_svg(frame: Frame, nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> str:
    """The whole picture."""
    lanes = sum(route is None for route in frame.layers.routes)
    height = HEAD + frame.height + _LANE * (lanes + 1 if lanes else 0) + _FOOT
    name = hashlib.sha256(repr((frame.title, nodes, bands)).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {px(frame.width)} {px(height)}" '
        f'width="{px(frame.width)}" height="{px(height)}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'font-family="{FONTS}" style="max-width:100%;height:auto;print-color-adjust:exact">'
    )
    return "\n".join(
        [
            opening,
            f'<title id="{name}-t">{escape(frame.title)}</title>',
            f'<desc id="{name}-d">{escape(_description(nodes, bands))}</desc>',
            *_patterns(name),
            f'<rect width="{px(frame.width)}" height="{px(height)}" fill="#ffffff"/>',
            *_head(frame),
            *_bands(frame, bands, name),
            *(part for node in nodes for part in _node(frame, node, name)),
            *_legend(nodes, bands, name, height - _FOOT, back=lanes > 0),
            "</svg>",
            "",
        ]
    )


def px(value: Decimal) -> str:
    """Pixels to a hundredth, without trailing zeros."""
    text = format(value.quantize(_HUNDREDTH, ROUND_HALF_EVEN), "f").rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def _description(nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> str:
    tiers = len({node.tier for node in nodes})
    unknown = sum(band.kg is None for band in bands)
    marked = [
        f"{count} marked {tone.meaning}" for tone in Tone if (count := _count(nodes, tone)) and tone.meaning
    ]
    parts = [f"{len(nodes)} lots in {tiers} tiers, origin at the left, the traced lot at the right", *marked]
    parts.append(f"{len(bands)} bands, {unknown} of unknown mass" if unknown else f"{len(bands)} bands")
    return "; ".join(parts) + ". The table beside the picture holds the same figures."


def _count(nodes: Sequence[SankeyNode], tone: Tone) -> int:
    return sum(node.tone is tone for node in nodes)


def _patterns(name: str) -> list[str]:
    """Hatch for an alert, dots for a gap, an arrow for what returns."""
    square = 'width="7" height="7" patternUnits="userSpaceOnUse"'
    hatch = f'<rect width="2" height="7" fill="{_INK[Tone.ALERT]}" fill-opacity="0.55"/>'
    dots = f'<circle cx="2" cy="2" r="1.1" fill="{_INK[Tone.GAP]}"/>'
    arrow = f'<path d="M0 0L8 4L0 8Z" fill="{_INK[Tone.NEUTRAL]}"/>'
    size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"'
    return [
        "<defs>",
        f'<pattern id="{name}-alert" {square} patternTransform="rotate(45)">{hatch}</pattern>',
        f'<pattern id="{name}-gap" {square}>{dots}</pattern>',
        f'<marker id="{name}-end" {size}>{arrow}</marker>',
        "</defs>",
    ]


def _head(frame: Frame) -> list[str]:
    room = frame.width - 2 * Frame.MARGIN
    title = "".join(wrap(frame.title, 16, room, 1))
    parts = [
        f'<text x="{px(Frame.MARGIN)}" y="25" font-size="16" font-weight="600" fill="{_TEXT[0]}">{escape(title)}</text>'
    ]
    for tier in sorted(set(frame.layers.tiers)):
        columns = [at for at, one in enumerate(frame.layers.tiers) if one == tier]
        left = Frame.MARGIN + frame.pitch * columns[0]
        right = Frame.MARGIN + frame.pitch * (columns[-1] + 1) - 14
        parts.append(f'<path d="M{px(left)} 54H{px(right)}" stroke="#c3ccd4" fill="none"/>')
        parts.append(
            f'<text x="{px(left)}" y="48" font-size="11" letter-spacing="0.4" fill="{_TEXT[1]}">Tier {tier}</text>'
        )
    return parts


def _bands(frame: Frame, bands: Sequence[SankeyBand], name: str) -> list[str]:
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
            back.append(_stroke("back", path, _INK[band.tone], look, band))
            continue
        path = _path(frame, at, route, starts, ends)
        if band.kg is None:
            forward.append(
                _stroke("band", path, _INK[band.tone], 'stroke-width="2" stroke-dasharray="5 4"', band)
            )
            continue
        width = f'stroke-width="{px(frame.thick[at])}"'
        forward.append(_stroke("band", path, _FILL[band.tone], f'stroke-opacity="0.82" {width}', band))
        if band.tone is not Tone.NEUTRAL:
            over = f'fill="none" stroke="url(#{name}-{band.tone.value})"'
            forward.append(f'<path d="{path}" {over} {width} pointer-events="none"/>')
    return forward + back


def _stroke(kind: str, path: str, colour: str, look: str, band: SankeyBand) -> str:
    tip = escape(_tip(band))
    return f'<path class="{kind}" d="{path}" fill="none" stroke="{colour}" {look}><title>{tip}</title></path>'


_Ports = Mapping[tuple[int, str], Decimal]


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
    low, out = HEAD + frame.height + _LANE * lane, Decimal(18)
    return (
        f"M{px(x)} {px(y)}C{px(x + out)} {px(y)} {px(x + out)} {px(low)} {px(x)} {px(low)}"
        f"L{px(to_x)} {px(low)}C{px(to_x - out)} {px(low)} {px(to_x - out)} {px(to_y)} {px(to_x)} {px(to_y)}"
    )


def _tip(band: SankeyBand) -> str:
    mass = "mass unknown" if band.kg is None else f"{said_kg(band.kg)} kg"
    return "; ".join(part for part in (band.label, mass, band.tone.meaning) if part)


def said_kg(kg: Decimal) -> str:
    """Thousands apart, no trailing zeros: 1,250.5."""
    text = f"{kg:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _node(frame: Frame, node: SankeyNode, name: str) -> list[str]:
    left, top, bar = frame.left(node.id), frame.top(node.id), frame.stacks[node.id].bar
    full = "; ".join(part for part in (node.label, node.sublabel, node.tone.meaning) if part)
    box = f'x="{px(left)}" y="{px(top)}" width="{px(BAR)}" height="{px(bar)}"'
    ink = _INK[node.tone]
    look = (
        f'fill="#ffffff" stroke="{ink}" stroke-dasharray="3 2"' if node.tone is Tone.GAP else f'fill="{ink}"'
    )
    parts = [f"<g><title>{escape(full)}</title>", f'<rect class="node" {box} {look}/>']
    if node.tone is not Tone.NEUTRAL:
        parts.append(f'<rect {box} fill="url(#{name}-{node.tone.value})"/>')
    y = top - Decimal(4)
    for line in reversed(frame.text[node.id]):
        weight = ' font-weight="600"' if line.part == 0 else ""
        parts.append(
            f'<text x="{px(left)}" y="{px(y)}" font-size="{line.size}"{weight} fill="{_TEXT[line.part]}" stroke="#ffffff" '
            f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">{escape(line.text)}</text>'
        )
        y -= line.size + 2
    return [*parts, "</g>"]


def _legend(
    nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand], name: str, top: Decimal, *, back: bool
) -> list[str]:
    """Only what the picture holds is explained."""
    line = f'fill="none" stroke="{_INK[Tone.NEUTRAL]}"'
    items = []
    if any(band.kg is not None for band in bands):
        wide = f'stroke-width="9" fill="none" stroke="{_FILL[Tone.NEUTRAL]}"'
        items.append(("width of a band: kilograms", wide, ""))
    if any(band.kg is None for band in bands):
        items.append(("mass unknown", f'{line} stroke-width="2" stroke-dasharray="5 4"', ""))
    if back:
        items.append(
            (
                "returns to an earlier step",
                f'{line} stroke-width="1.6" stroke-dasharray="6 4" marker-end="url(#{name}-end)"',
                "",
            )
        )
    present = {one.tone for one in nodes} | {one.tone for one in bands}
    for tone in (Tone.ALERT, Tone.GAP):
        if tone in present:
            look = f'stroke-width="9" fill="none" stroke="{_FILL[tone]}"'
            items.append(
                (
                    f"{tone.sign} {tone.meaning}",
                    look,
                    f'stroke-width="9" fill="none" stroke="url(#{name}-{tone.value})"',
                )
            )
    parts, x, y = [], Frame.MARGIN, top + 22
    for text, look, over in items:
        path = f'<path d="M{px(x)} {px(y)}H{px(x + 28)}"'
        parts += [f"{path} {look}/>"] + ([f"{path} {over}/>"] if over else [])
        parts.append(
            f'<text x="{px(x + 34)}" y="{px(y + 4)}" font-size="11" fill="{_TEXT[1]}">{escape(text)}</text>'
        )
        x += 34 + measure(text, 11) + 26
    return parts
