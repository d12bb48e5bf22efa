"""The chain as a Sankey diagram: values in, SVG text out. Same input, same bytes.

Columns are tiers, from origin at the left to the traced lot at the right; a band is as wide as its kilograms. No
scripts, no outside references, and no meaning by colour alone. Beside each picture belongs its `table`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from tieback.picture.drawing import write_svg
from tieback.picture.figure import cell_kg, said_kg
from tieback.picture.frame import Frame, Line
from tieback.picture.grouping import group
from tieback.picture.layers import Layers, arrange
from tieback.picture.placing import GAP, Stack, pixels_per_kg, place
from tieback.picture.shape import SankeyBand, SankeyNode, Tone, Within
from tieback.picture.wording import wrap

__all__ = ["TABLE_HEADER", "SankeyBand", "SankeyNode", "Tone", "Within", "draw", "table"]

TABLE_HEADER = ("tier", "from", "to", "kg", "least in lot", "even mix", "most in lot", "what", "mark")
_LEAST_PITCH = Decimal(132)
_MOST_PITCH = Decimal(260)
_CROWDED = 24  # nodes of a column from which on a label is one line
_LEAST_HEIGHT = Decimal(110)
_FREE = Decimal(210)  # pixels of a column that its kilograms share beyond text and gaps
_LEAST_BAR = Decimal(7)
_THINNEST = Decimal("1.5")
_UNKNOWN = Decimal(2)
_TEXT_LINES = ((13, 2), (11, 2), (11, 1))  # font size and most lines of label, sublabel, mass


def draw(nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand], *, title: str, width: int = 1200) -> str:
    """One SVG element. `width`: pixels, more if the columns need more; it scales down with its container.

    More than 60 nodes in a tier: the smallest unmarked ones are summed, and the picture says so. Raises ValueError
    for a band between nodes that are not given, or for two nodes of one id.
    """
    _check(nodes, bands)
    shown, moved = group(nodes, bands)
    layers = arrange({node.id: node.tier for node in shown}, [(band.source, band.target) for band in moved])
    room = (Decimal(width) - 2 * Frame.MARGIN) / max(len(layers.columns), 1)
    pitch = min(max(_LEAST_PITCH, room), _MOST_PITCH)
    text = _texts(shown, moved, layers, pitch - 14)
    heads = {
        name: sum((Decimal(line.size + 2) for line in lines), Decimal(3)) for name, lines in text.items()
    }
    thick = _thickness(layers, moved, heads)
    stacks = _stacks(layers, heads, thick)
    height = (
        max(_LEAST_HEIGHT, *(_total(column, stacks) for column in layers.columns)) if shown else _LEAST_HEIGHT
    )
    tops = place(layers.columns, stacks, _hops(layers, thick), height)
    column = {name: at for at, names in enumerate(layers.columns) for name in names}
    frame = Frame(title, pitch, height, layers, tops, stacks, text, thick, column)
    return write_svg(frame, shown, moved)


def table(nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> tuple[tuple[str, ...], ...]:
    """The picture in rows under TABLE_HEADER: every band, then nodes without one; nothing is grouped."""
    by_id = {node.id: node for node in nodes}
    touched = {name for band in bands for name in (band.source, band.target)}
    rows = [
        (
            -by_id[band.source].tier,
            _name(by_id[band.source]),
            _name(by_id[band.target]),
            cell_kg(band.kg),
            *_cells(band.within),
            band.label,
            band.tone.meaning,
        )
        for band in bands
    ]
    rows += [
        (-node.tier, _name(node), "", "", "", "", "", "", node.tone.meaning)
        for node in nodes
        if node.id not in touched
    ]
    return tuple((str(-row[0]), *row[1:]) for row in sorted(rows))


def _check(nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> None:
    known = {node.id for node in nodes}
    if len(known) != len(nodes):
        raise ValueError("two nodes of one id")
    for band in bands:
        if band.source not in known or band.target not in known:
            raise ValueError(f"a band between nodes that are not given: {band.source} to {band.target}")


def _texts(
    nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand], layers: Layers, width: Decimal
) -> dict[str, tuple[Line, ...]]:
    """The lines above each bar; in a crowded column one line with label and mass."""
    crowded = {name for column in layers.columns if len(column) > _CROWDED for name in column}
    found = {}
    for node in nodes:
        kg = _node_kg(node.id, bands)
        mass = "" if kg is None else f"{said_kg(kg)} kg"
        label = f"{node.tone.sign} {node.label}".strip()
        if node.id in crowded:
            joined = " · ".join(part for part in (label, mass) if part)
            found[node.id] = tuple(Line(one, 12, 0) for one in wrap(joined, 12, width, 1))
        else:
            found[node.id] = _lines((label, node.sublabel, mass), width)
    return found


def _lines(parts: tuple[str, str, str], width: Decimal) -> tuple[Line, ...]:
    return tuple(
        Line(one, size, part)
        for part, (text, (size, most)) in enumerate(zip(parts, _TEXT_LINES, strict=True))
        for one in wrap(text, size, width, most)
    )


def _node_kg(name: str, bands: Sequence[SankeyBand]) -> Decimal | None:
    """What passes through a node: the larger of in and out; None where any of it is unknown."""
    into = [band.kg for band in bands if band.target == name]
    out = [band.kg for band in bands if band.source == name]
    if None in into or None in out or not (into or out):
        return None
    return max(sum((kg for kg in side if kg is not None), Decimal(0)) for side in (into, out))


def _thickness(
    layers: Layers, bands: Sequence[SankeyBand], heads: Mapping[str, Decimal]
) -> tuple[Decimal, ...]:
    """Pixels of each band. The scale lets the fullest column share what text and gaps leave."""
    known = {name: Decimal(0) for column in layers.columns for name in column}
    for side in (0, -1):
        sums: dict[str, Decimal] = {}
        for band, route in zip(bands, layers.routes, strict=True):
            for stop in (route[side], *route[1:-1]) if route else ():
                sums[stop] = sums.get(stop, Decimal(0)) + (band.kg or 0)
        known = {name: max(kg, sums.get(name, Decimal(0))) for name, kg in known.items()}
    columns = [[(heads.get(name, Decimal(0)), known[name]) for name in column] for column in layers.columns]
    texts = (sum((text + GAP + _LEAST_BAR for text, _ in column), Decimal(0)) for column in columns)
    scale = pixels_per_kg(columns, max(_LEAST_HEIGHT, *texts) + _FREE, _LEAST_BAR) if columns else Decimal(0)
    return tuple(_UNKNOWN if band.kg is None else max(_THINNEST, band.kg * scale) for band in bands)


def _stacks(layers: Layers, heads: Mapping[str, Decimal], thick: Sequence[Decimal]) -> dict[str, Stack]:
    into: dict[str, Decimal] = {}
    out: dict[str, Decimal] = {}
    for route, px in zip(layers.routes, thick, strict=True):
        for source, target in pairwise(route or ()):
            out[source] = out.get(source, Decimal(0)) + px
            into[target] = into.get(target, Decimal(0)) + px
    return {
        name: Stack(
            heads.get(name, Decimal(0)),
            max(
                into.get(name, Decimal(0)),
                out.get(name, Decimal(0)),
                _LEAST_BAR if name in heads else Decimal(0),
            ),
        )
        for column in layers.columns
        for name in column
    }


def _hops(layers: Layers, thick: Sequence[Decimal]) -> list[tuple[str, str, Decimal]]:
    return [
        (source, target, px)
        for route, px in zip(layers.routes, thick, strict=True)
        for source, target in pairwise(route or ())
    ]


def _total(column: Sequence[str], stacks: Mapping[str, Stack]) -> Decimal:
    return sum((stacks[name].height + GAP for name in column), Decimal(0))


def _name(node: SankeyNode) -> str:
    """A node as the picture names it, its sign before it."""
    label = f"{node.tone.sign} {node.label}".strip()
    return f"{label} ({node.sublabel})" if node.sublabel else label


def _cells(within: Within | None) -> tuple[str, str, str]:
    """Least, even mix and most; empty where nobody asked."""
    return (
        ("", "", "")
        if within is None
        else (cell_kg(within.least), cell_kg(within.even), cell_kg(within.most))
    )
