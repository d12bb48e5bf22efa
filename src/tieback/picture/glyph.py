"""The marks of a time line: one shape per kind of event, so that none is told by colour alone."""

from decimal import Decimal

from tieback.picture.event import Happening
from tieback.picture.shape import Tone
from tieback.picture.svg import FILL, INK, px

HALF = Decimal(4)
_LEAST = Decimal(6)  # a bar of one day


def extent(what: Happening, left: Decimal, right: Decimal) -> tuple[Decimal, Decimal]:
    """The room a mark takes from left to right, where its days begin and end there."""
    if what in {Happening.MADE, Happening.SHIPPED}:
        return left - (HALF if what is Happening.SHIPPED else 0), max(right, left + _LEAST)
    return left - HALF - 1, max(left, right) + HALF + 1


def mark(
    what: Happening, ends: tuple[Decimal, Decimal], y: Decimal, tone: Tone, name: str, *, back: bool = False
) -> str:
    """A mark around the height `y`; `name`: the picture's, for the pattern of a tone; `back`: it ended before it began."""
    left, right = ends
    ink, fill = INK[tone], FILL[tone]
    if what is Happening.MADE:
        box = f'x="{px(left)}" y="{px(y - HALF)}" width="{px(max(right - left, _LEAST))}" height="{px(2 * HALF)}"'
        over = "" if tone is Tone.NEUTRAL else f'<rect {box} fill="url(#{name}-{tone.value})"/>'
        return f'<rect {box} fill="{fill if over else ink}" stroke="{ink}"/>{over}'
    if what is Happening.SHIPPED:
        to = max(right, left + _LEAST)
        tail, head, inward = (to, left, Decimal(6)) if back else (left, to, Decimal(-6))
        return (
            f'<path d="M{px(tail)} {px(y - 3)}V{px(y + 3)}M{px(tail)} {px(y)}H{px(head + inward)}" fill="none" '
            f'stroke="{ink}" stroke-width="1.6"/><path d="M{px(head + inward)} {px(y - 3)}L{px(head)} {px(y)}'
            f'L{px(head + inward)} {px(y + 3)}Z" fill="{ink}"/>'
        )
    if what is Happening.CROP:
        return (
            f'<path d="M{px(left)} {px(y - 5)}V{px(y + 6)}" stroke="{ink}" stroke-width="1.4" stroke-dasharray="2 2" '
            f'fill="none"/><path d="M{px(left)} {px(y - 5)}h6l-2 2.5l2 2.5h-6Z" fill="{fill}" stroke="{ink}"/>'
        )
    path = {
        Happening.COUNTED: f"M{px(left - 3)} {px(y - 3)}h6v6h-6Z",
        Happening.USED: f"M{px(left - 4)} {px(y - 3)}h8l-4 7Z",
        Happening.PAPER: f"M{px(left)} {px(y - 4)}l4 4l-4 4l-4 -4Z",
    }[what]
    until = f'<path d="M{px(left)} {px(y)}H{px(right)}" stroke="{ink}" fill="none"/>' if right > left else ""
    inside = ink if what is Happening.USED else "#ffffff"
    return f'{until}<path d="{path}" fill="{inside}" stroke="{ink}" stroke-width="1.3"/>'
