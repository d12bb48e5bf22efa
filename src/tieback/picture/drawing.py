"""A laid-out chain as SVG text. Numbers are rounded to a hundredth of a pixel; ids are of this picture alone."""

from collections.abc import Sequence
from decimal import Decimal

from tieback.picture.banding import draw_bands, figures_of
from tieback.picture.figure import short_range
from tieback.picture.frame import BAR, Frame
from tieback.picture.shape import SankeyBand, SankeyNode, Tone
from tieback.picture.svg import FILL, INK, TEXT, name_of, px, wrapped
from tieback.picture.wording import escape, measure, wrap

_FOOT = Decimal(40)
_FIGURES = Decimal(16)  # a line more of legend


def write_svg(frame: Frame, nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> str:
    """The whole picture."""
    figures = figures_of(frame, bands)
    key = (frame.title, nodes, bands)
    name = name_of(key)
    legend, lines = _legend(nodes, bands, name, frame, back=frame.lanes > 0)
    said = _left_out(bands, len(figures), frame.under + _FIGURES * (lines - 1))
    height = frame.under + _FOOT + _FIGURES * (lines - 1 + len(said))
    parts = [
        *_head(frame),
        *draw_bands(frame, bands, name),
        *(part for node in nodes for part in _node(frame, node, name)),
        *figures,
        *legend,
        *said,
    ]
    return wrapped(frame.title, _description(nodes, bands), (frame.width, height), parts, key=key)


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


def _head(frame: Frame) -> list[str]:
    room = frame.width - 2 * Frame.MARGIN
    title = "".join(wrap(frame.title, 16, room, 1))
    parts = [
        f'<text x="{px(Frame.MARGIN)}" y="25" font-size="16" font-weight="600" fill="{TEXT[0]}">{escape(title)}</text>'
    ]
    for tier in sorted(set(frame.layers.tiers)):
        columns = [at for at, one in enumerate(frame.layers.tiers) if one == tier]
        left = Frame.MARGIN + frame.pitch * columns[0]
        right = Frame.MARGIN + frame.pitch * (columns[-1] + 1) - 14
        parts.append(f'<path d="M{px(left)} 54H{px(right)}" stroke="#c3ccd4" fill="none"/>')
        parts.append(
            f'<text x="{px(left)}" y="48" font-size="11" letter-spacing="0.4" fill="{TEXT[1]}">Tier {tier}</text>'
        )
    return parts


def _left_out(bands: Sequence[SankeyBand], placed: int, top: Decimal) -> list[str]:
    """What the figures on bands are, and how many stand in the table only."""
    asked = sum(band.within is not None and bool(short_range(band.within)) for band in bands)
    if not asked:
        return []
    text = "figures on bands: kilograms of them in the traced lot, least–most"
    if placed < asked:
        text += f"; {asked - placed} more for which there is no room stand in the table"
    return [
        f'<text x="{px(Frame.MARGIN)}" y="{px(top + 44)}" font-size="11" fill="{TEXT[1]}">{escape(text)}</text>'
    ]


def _node(frame: Frame, node: SankeyNode, name: str) -> list[str]:
    left, top, bar = frame.left(node.id), frame.top(node.id), frame.stacks[node.id].bar
    full = "; ".join(part for part in (node.label, node.sublabel, node.tone.meaning) if part)
    box = f'x="{px(left)}" y="{px(top)}" width="{px(BAR)}" height="{px(bar)}"'
    ink = INK[node.tone]
    look = (
        f'fill="#ffffff" stroke="{ink}" stroke-dasharray="3 2"' if node.tone is Tone.GAP else f'fill="{ink}"'
    )
    parts = [f"<g><title>{escape(full)}</title>", f'<rect class="node" {box} {look}/>']
    if node.link:
        parts.insert(0, f'<a href="#{escape(node.link)}">')
    if node.tone is not Tone.NEUTRAL:
        parts.append(f'<rect {box} fill="url(#{name}-{node.tone.value})"/>')
    y = top - Decimal(4)
    for line in reversed(frame.text[node.id]):
        weight = ' font-weight="600"' if line.part == 0 else ""
        parts.append(
            f'<text x="{px(left)}" y="{px(y)}" font-size="{line.size}"{weight} fill="{TEXT[line.part]}" stroke="#ffffff" '
            f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">{escape(line.text)}</text>'
        )
        y -= line.size + 2
    return [*parts, "</g></a>" if node.link else "</g>"]


def _legend(
    nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand], name: str, frame: Frame, *, back: bool
) -> tuple[list[str], int]:
    """Only what the picture holds is explained; the parts, and how many lines they take."""
    line = f'fill="none" stroke="{INK[Tone.NEUTRAL]}"'
    items = []
    if any(band.kg is not None for band in bands):
        wide = f'stroke-width="9" fill="none" stroke="{FILL[Tone.NEUTRAL]}"'
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
    for tone in (Tone.ALERT, Tone.CONFLICT, Tone.GAP):
        if tone in present:
            look = f'stroke-width="9" fill="none" stroke="{FILL[tone]}"'
            items.append(
                (
                    f"{tone.sign} {tone.meaning}",
                    look,
                    f'stroke-width="9" fill="none" stroke="url(#{name}-{tone.value})"',
                )
            )
    parts, lines, x = [], 1, Frame.MARGIN
    for text, look, over in items:
        room = 34 + measure(text, 11)
        if x > Frame.MARGIN and x + room > frame.width - Frame.MARGIN:
            lines, x = lines + 1, Frame.MARGIN
        y = frame.under + 22 + _FIGURES * (lines - 1)
        path = f'<path d="M{px(x)} {px(y)}H{px(x + 28)}"'
        parts += [f"{path} {look}/>"] + ([f"{path} {over}/>"] if over else [])
        parts.append(
            f'<text x="{px(x + 34)}" y="{px(y + 4)}" font-size="11" fill="{TEXT[1]}">{escape(text)}</text>'
        )
        x += room + 26
    return parts, lines
