"""The life of lots along the calendar: values in, SVG text out. Same input, same bytes.

A row per lot, origin first. What has no date is not placed: it stands in the table, and its number beside the row.
Beside each picture belongs its `table`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieback.picture.axis import Axis, axis_over
from tieback.picture.event import Event, Happening, Life
from tieback.picture.glyph import extent, mark
from tieback.picture.shape import Tone
from tieback.picture.svg import FILL, INK, TEXT, name_of, px, wrapped
from tieback.picture.wording import escape, measure, wrap

__all__ = ["TABLE_HEADER", "Event", "Happening", "Life", "draw", "table"]

TABLE_HEADER = ("from", "to", "tier", "lot", "what", "record", "mark")
_MARGIN = Decimal(20)
_NAMES = Decimal(210)  # the room of lots and holders
_UNDATED = Decimal(86)
_HEAD = Decimal(62)
_FOOT = Decimal(46)
_LANE = Decimal(15)
_LEAST_ROW = Decimal(38)
_TIER = Decimal(24)
_BRIEF = Decimal(150)  # the room of a text beside a mark
_LANES = 14  # from here on marks have no texts
_SMALL = 10


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event in its lane."""

    event: Event
    left: Decimal
    right: Decimal
    lane: int
    brief: str
    text_x: Decimal
    anchor: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A lot, its events in lanes, and how many have no date."""

    life: Life
    placed: tuple[_Placed, ...]
    undated: int

    @property
    def height(self) -> Decimal:
        lanes = max((item.lane for item in self.placed), default=0) + 1
        return max(_LEAST_ROW, _LANE * lanes + 12)


def draw(lives: Sequence[Life], events: Sequence[Event], *, title: str, width: int = 1100) -> str:
    """One SVG element. Raises ValueError for an event of a life that is not given, or two lives of one id."""
    known = {life.id for life in lives}
    if len(known) != len(lives):
        raise ValueError("two lives of one id")
    for event in events:
        if event.life not in known:
            raise ValueError(f"an event of a life that is not given: {event.life}")
    ordered = _in_order(lives, events)
    days = [day for event in events if (span := event.span) for day in span]
    right = Decimal(width) - _MARGIN - _UNDATED
    axis = axis_over(days, _MARGIN + _NAMES, right) if days else None
    rows = [_row(life, sorted(_of(life, events), key=_key), axis) for life in ordered]
    key = (title, tuple(ordered), tuple(sorted(events, key=_key)))
    tiers = len({life.tier for life in lives})
    height = _HEAD + sum((row.height for row in rows), Decimal(0)) + _TIER * tiers + _FOOT
    parts = [
        *_head(title, axis, height, width),
        *_body(rows, width, name_of(key)),
        *_legend(events, height),
    ]
    return wrapped(title, _description(rows, axis), (Decimal(width), height), parts, key=key)


def table(lives: Sequence[Life], events: Sequence[Event]) -> tuple[tuple[str, ...], ...]:
    """Every event under TABLE_HEADER, lot by lot in the order of the picture, undated ones last."""
    return tuple(
        (
            event.start.isoformat() if event.start else "not stated",
            event.end.isoformat() if event.end else "not stated",
            str(life.tier),
            f"{life.tone.sign} {life.label}".strip(),
            event.what.meaning,
            event.label,
            event.tone.meaning,
        )
        for life in _in_order(lives, events)
        for event in sorted(_of(life, events), key=_key)
    )


def _in_order(lives: Sequence[Life], events: Sequence[Event]) -> list[Life]:
    """Origin first; within a tier by the first day of each."""
    first: dict[str, date] = {}
    for event in events:
        if event.span and event.what is not Happening.CROP:
            first[event.life] = min(first.get(event.life, event.span[0]), event.span[0])
    return sorted(lives, key=lambda life: (-life.tier, first.get(life.id, date.max), life.id))


def _of(life: Life, events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event.life == life.id]


def _key(event: Event) -> tuple[date, int, tuple[str, ...]]:
    """The order of events: by day, kind, and then by all that they say."""
    said = (event.life, event.label, event.brief, event.tone.value, str(event.start), str(event.end))
    return event.span[0] if event.span else date.max, list(Happening).index(event.what), said


def _row(life: Life, events: Sequence[Event], axis: Axis | None) -> _Row:
    """The events in lanes: each in the first that has room for its mark and the text beside it."""
    dated = [event for event in events if event.span]
    if axis is None:
        return _Row(life, (), len(events) - len(dated))
    placed = _lanes(dated, axis, texts=True)
    if max((item.lane for item in placed), default=0) >= _LANES:
        placed = _lanes(dated, axis, texts=False)
    return _Row(life, placed, len(events) - len(dated))


def _lanes(events: Sequence[Event], axis: Axis, *, texts: bool) -> tuple[_Placed, ...]:
    ends: list[Decimal] = []
    found = []
    for event in events:
        span = event.span
        if span is None:
            continue
        left, right = axis.at(span[0]), axis.at(span[1])
        start, end = extent(event.what, left, right)
        said = f"{event.tone.sign} {event.brief}".strip() if texts else event.tone.sign
        brief = "".join(wrap(said, _SMALL, _BRIEF, 1))
        text_x, anchor = end + 4, "start"
        room = measure(brief, _SMALL)
        if brief and text_x + room > axis.right:  # no room before the edge: the text goes before its mark
            text_x, anchor = start - 4, "end"
            start -= room + 4
        elif brief:
            end = text_x + room
        lane = next((at for at, taken in enumerate(ends) if taken + 6 <= start), len(ends))
        ends[lane : lane + 1] = [end]
        found.append(_Placed(event, left, right, lane, brief, text_x, anchor))
    return tuple(found)


def _head(title: str, axis: Axis | None, height: Decimal, width: int) -> list[str]:
    heading = "".join(wrap(title, 16, Decimal(width) - 2 * _MARGIN, 1))
    parts = [
        f'<text x="{px(_MARGIN)}" y="25" font-size="16" font-weight="600" fill="{TEXT[0]}">{escape(heading)}</text>'
    ]
    for day, text in axis.ticks() if axis else ():
        x = px(axis.at(day)) if axis else ""
        parts.append(f'<path d="M{x} 54V{px(height - _FOOT)}" stroke="#e3e7eb" fill="none"/>')
        parts.append(
            f'<text x="{x}" y="48" font-size="11" text-anchor="middle" fill="{TEXT[1]}">{text}</text>'
        )
    return parts


def _body(rows: Sequence[_Row], width: int, name: str) -> list[str]:
    parts: list[str] = []
    y, tier = _HEAD, None
    for row in rows:
        if row.life.tier != tier:
            tier = row.life.tier
            parts.append(
                f'<path d="M{px(_MARGIN)} {px(y)}H{px(width - _MARGIN)}" stroke="#c3ccd4" fill="none"/>'
            )
            parts.append(
                f'<text x="{px(_MARGIN)}" y="{px(y + 15)}" font-size="11" letter-spacing="0.4" fill="{TEXT[1]}">'
                f"Tier {tier}</text>"
            )
            y += _TIER
        parts += _names(row, y, width)
        parts += _stock(row, y)
        for item in row.placed:
            parts += _event(item, y + _LANE * item.lane + 8, name)
        y += row.height
    return parts


def _names(row: _Row, y: Decimal, width: int) -> list[str]:
    label = f"{row.life.tone.sign} {row.life.label}".strip()
    parts = [
        f"<g><title>{escape(f'{row.life.label}; {row.life.sublabel}')}</title>",
        *(
            f'<text x="{px(_MARGIN)}" y="{px(y + 12 + 14 * at)}" font-size="{size}"{weight} fill="{TEXT[at]}">'
            f"{escape(line)}</text>"
            for at, (text, size, weight) in enumerate(
                ((label, 12, ' font-weight="600"'), (row.life.sublabel, 11, ""))
            )
            for line in wrap(text, size, _NAMES - 14, 1)
        ),
        "</g>",
    ]
    if row.undated:
        parts.append(
            f'<text x="{px(width - _MARGIN)}" y="{px(y + 12)}" font-size="11" text-anchor="end" fill="{TEXT[1]}">'
            f"? {row.undated} undated</text>"
        )
    return parts


def _stock(row: _Row, y: Decimal) -> list[str]:
    """A pale band from the first to the last day of the lot itself; papers and crops may lie outside."""
    own = [item for item in row.placed if item.event.what not in {Happening.PAPER, Happening.CROP}]
    if not own:
        return []
    left = min(item.left for item in own)
    right = max(item.right for item in own)
    box = f'x="{px(left)}" y="{px(y)}" width="{px(max(right - left, Decimal(2)))}" height="{px(row.height - 8)}"'
    return [f'<rect {box} fill="{FILL[row.life.tone]}" fill-opacity="0.35"/>']


def _event(item: _Placed, y: Decimal, name: str) -> list[str]:
    event = item.event
    days = " to ".join(dict.fromkeys(day.isoformat() for day in event.span or ()))
    tip = "; ".join(part for part in (event.what.meaning, days, event.label, event.tone.meaning) if part)
    parts = [
        f'<g class="event"><title>{escape(tip)}</title>',
        mark(event.what, (item.left, item.right), y, event.tone, name, back=event.reversed),
    ]
    if item.brief:
        ink = TEXT[0] if event.tone is Tone.NEUTRAL else INK[event.tone]
        parts.append(
            f'<text x="{px(item.text_x)}" y="{px(y + Decimal("3.5"))}" font-size="{_SMALL}" text-anchor="{item.anchor}" '
            f'fill="{ink}">{escape(item.brief)}</text>'
        )
    return [*parts, "</g>"]


def _legend(events: Sequence[Event], height: Decimal) -> list[str]:
    """The kinds of marks that the picture holds, and what its signs mean."""
    parts, x, y = [], _MARGIN, height - _FOOT + 24
    for what in Happening:
        if any(event.what is what for event in events):
            parts.append(mark(what, (x + 4, x + 16), y - 4, Tone.NEUTRAL, ""))
            text = what.meaning
            parts.append(
                f'<text x="{px(x + 24)}" y="{px(y)}" font-size="11" fill="{TEXT[1]}">{escape(text)}</text>'
            )
            x += 24 + measure(text, 11) + 22
    for tone in (Tone.ALERT, Tone.CONFLICT, Tone.GAP):
        if any(event.tone is tone for event in events):
            text = f"{tone.sign} {tone.meaning}"
            parts.append(
                f'<text x="{px(x)}" y="{px(y)}" font-size="11" fill="{INK[tone]}">{escape(text)}</text>'
            )
            x += measure(text, 11) + 22
    return parts


def _description(rows: Sequence[_Row], axis: Axis | None) -> str:
    undated = sum(row.undated for row in rows)
    said = [f"{len(rows)} lots, origin first"]
    said.append(
        f"{sum(len(row.placed) for row in rows)} events from {axis.first} to {axis.last}"
        if axis
        else "no dated event"
    )
    said += [f"{undated} without a date"] if undated else []
    return "; ".join(said) + ". The table beside the picture holds the same."
