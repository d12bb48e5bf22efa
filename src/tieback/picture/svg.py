"""What all pictures share: an element with title and description, patterns for marks, colours, rounded numbers.

Dark on light. Every tone has a sign and a pattern beside its colour; ids are of one picture alone.
"""

import hashlib
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal

from tieback.picture.shape import Tone
from tieback.picture.wording import FONTS, escape

INK = {Tone.NEUTRAL: "#33536f", Tone.ALERT: "#98281d", Tone.CONFLICT: "#5b2a86", Tone.GAP: "#5d636b"}
FILL = {Tone.NEUTRAL: "#b9cbdb", Tone.ALERT: "#eec3ba", Tone.CONFLICT: "#d9c8e8", Tone.GAP: "#e3e5e8"}
TEXT = ("#16222d", "#44525f", "#44525f")
_OPENING = re.compile(r'<svg xmlns="[^"]*" id="([0-9a-f]+)" viewBox="([0-9. ]+)"')
_HUNDREDTH = Decimal("0.01")


def px(value: Decimal) -> str:
    """Pixels to a hundredth, without trailing zeros."""
    text = format(value.quantize(_HUNDREDTH, ROUND_HALF_EVEN), "f").rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def wrapped(
    title: str, description: str, size: tuple[Decimal, Decimal], parts: Iterable[str], *, key: object
) -> str:
    """A whole SVG element on white. `size`: width and height; `key`: what makes its ids differ from other pictures'."""
    name = name_of(key)
    width, height = (px(value) for value in size)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'font-family="{FONTS}" style="max-width:100%;height:auto;print-color-adjust:exact">'
    )
    return "\n".join(
        [
            opening,
            f'<title id="{name}-t">{escape(title)}</title>',
            f'<desc id="{name}-d">{escape(description)}</desc>',
            *_patterns(name),
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def again(svg: str) -> str:
    """The picture once more in the same page, drawn from where it stands; readers of screens meet it there only.

    Raises ValueError for an element that `wrapped` did not make.
    """
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError("no picture of ours")
    return f'<svg viewBox="{opening[2]}" aria-hidden="true"><use href="#{opening[1]}"/></svg>'


def name_of(key: object) -> str:
    """The prefix of a picture's ids."""
    return hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _patterns(name: str) -> list[str]:
    """Hatch for an alert, dots for a gap, an arrow for what returns."""
    square = 'width="7" height="7" patternUnits="userSpaceOnUse"'
    hatch = f'<rect width="2" height="7" fill="{INK[Tone.ALERT]}" fill-opacity="0.4"/>'
    dots = f'<circle cx="2" cy="2" r="0.8" fill="{INK[Tone.GAP]}" fill-opacity="0.75"/>'
    cross = f'<path d="M0 3.5H7M3.5 0V7" stroke="{INK[Tone.CONFLICT]}" stroke-opacity="0.6"/>'
    arrow = f'<path d="M0 0L8 4L0 8Z" fill="{INK[Tone.NEUTRAL]}"/>'
    size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"'
    return [
        "<defs>",
        f'<pattern id="{name}-alert" {square} patternTransform="rotate(45)">{hatch}</pattern>',
        f'<pattern id="{name}-conflict" {square} patternTransform="rotate(45)">{cross}</pattern>',
        f'<pattern id="{name}-gap" {square}>{dots}</pattern>',
        f'<marker id="{name}-end" {size}>{arrow}</marker>',
        "</defs>",
    ]
