"""A time line of many lots: one row per holder and tier, and the lots that each stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieback.picture.event import Event, Happening, Life
from tieback.picture.shape import Tone, worst

LEGIBLE = 24  # lots up to which a time line is drawn lot by lot


@dataclass(frozen=True, slots=True)
class Household:
    """The lots of one holder at one tier, as one life and in full."""

    whole: Life
    lives: tuple[Life, ...]
    events: tuple[Event, ...]


def households(lives: Sequence[Life], events: Sequence[Event]) -> tuple[Household, ...]:
    """The lots by tier, farthest first, and holder."""
    groups: dict[tuple[int, str], list[Life]] = {}
    for life in sorted(lives, key=lambda life: (-life.tier, life.group or life.sublabel, life.id)):
        groups.setdefault((life.tier, life.group or life.sublabel), []).append(life)
    found = []
    for (tier, group), own in groups.items():
        ids = {life.id for life in own}
        whole = own[0]
        if len(own) > 1:
            tone = worst(life.tone for life in own)
            name = f"\x02{tier:+07d}.{group}"
            whole = Life(name, own[0].sublabel or own[0].label, f"{len(own)} lots", tier, tone, group)
        found.append(Household(whole, tuple(own), tuple(event for event in events if event.life in ids)))
    return tuple(found)


def summed(houses: Sequence[Household]) -> tuple[tuple[Life, ...], tuple[Event, ...]]:
    """One life per household. Its events of one kind and mark are one, from the first day to the last."""
    events: list[Event] = []
    for house in houses:
        if len(house.lives) == 1:
            events += house.events
            continue
        kinds: dict[tuple[Happening, Tone, bool], list[Event]] = {}
        for event in house.events:
            kinds.setdefault((event.what, event.tone, event.span is None), []).append(event)
        for (what, tone, undated), found in kinds.items():
            if undated:
                events += [Event(house.whole.id, what, None, None, event.label, "", tone) for event in found]
                continue
            days = [day for event in found if event.span for day in event.span]
            label = found[0].label if len(found) == 1 else f"{len(found)} times: {what.meaning}"
            brief = f"{len(found)} ×"
            events.append(Event(house.whole.id, what, min(days), max(days), label, brief, tone))
    return tuple(house.whole for house in houses), tuple(events)
