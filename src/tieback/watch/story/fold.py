"""`fold`: items to stories, in order of time. Copies join what they copy; another report joins the event it tells.

What a person decided (`undo`) outranks both. The same items and acts give the same stories; earlier items are never moved by
later ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal

from tieback.model.story import Item, Level, Member, Story, StoryAct
from tieback.watch.story.answer import find_answers
from tieback.watch.story.copies import WINDOW, CopyIndex
from tieback.watch.story.event import THRESHOLD, EventIndex
from tieback.watch.story.origin import find_origins
from tieback.watch.story.undo import decide

_LEAST_TO_FIRST = 0.5  # share of the threshold that a report must reach with the first of its story: no drift


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item was put, and the closest earlier report of any story (its id and likeness), for novelty."""

    story: str
    member: Member


class Folder:
    """Puts one item after the other into a story. `known` items keep the place they have."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._copies = CopyIndex()
        self._events = EventIndex()
        self._story: dict[str, str] = {}
        self._first: dict[str, str] = {}  # story -> id of its first item

    def add(self, item: Item, known: Placed | None = None) -> Placed:
        """Put an item; with `known` it goes where it was put before. A change of a list is a story of its own."""
        if item.kind != "news":
            return self._put(item, known or _alone(item))
        self._copies.forget(item.at - WINDOW)
        copy = self._copies.add(item.id, body_of(item), item.at)
        if known is None and copy is not None:
            known = Placed(self._story[copy.of], Member(item.id, copy.level, copy.of, copy.share))
        if known is not None and known.member.level not in (Level.FIRST, Level.EVENT):
            return self._put(item, known)
        report = self._events.read(item)
        placed = known or self._place(item, self._events.near(report))
        self._events.add(report)
        return self._put(item, placed)

    def _put(self, item: Item, placed: Placed) -> Placed:
        self._story[item.id] = placed.story
        self._first.setdefault(placed.story, item.id)
        return placed

    def _place(self, item: Item, near: Mapping[str, float]) -> Placed:
        if not near:
            return _alone(item)
        closest = max(near, key=lambda other: near[other])
        story = self._story[closest]
        to_first = near.get(self._first[story], 0.0)
        if near[closest] < THRESHOLD or to_first < THRESHOLD * _LEAST_TO_FIRST:
            return _alone(item)
        share = Decimal(str(round(near[closest], 3))).quantize(Decimal("0.001"))
        return Placed(story, Member(item.id, Level.EVENT, closest, share))


def _alone(item: Item) -> Placed:
    return Placed(f"s-{item.id}", Member(item.id, Level.FIRST))


def body_of(item: Item) -> str:
    """What is compared for copies: the text without its title, where it begins with it."""
    rest = item.text.removeprefix(item.title).strip()
    return rest or item.text


def in_order(items: Iterable[Item]) -> list[Item]:
    """By time, then id: the order in which items are folded."""
    return sorted(items, key=lambda item: (item.at, item.id))


def fold(items: Iterable[Item], acts: Sequence[StoryAct] = ()) -> tuple[Story, ...]:
    """The stories of these items, in order of their first item; the acts of people applied last."""
    ordered = in_order(items)
    folder = Folder()
    return gather(ordered, {item.id: folder.add(item) for item in ordered}, acts)


def gather(
    items: Sequence[Item], placed: Mapping[str, Placed], acts: Sequence[StoryAct] = ()
) -> tuple[Story, ...]:
    """Stories of items that were placed; `items` in order of time."""
    return stories_of(items, decide({item.id: placed[item.id] for item in items}, acts))


def stories_of(items: Sequence[Item], decided: Mapping[str, Placed]) -> tuple[Story, ...]:
    """Stories of items whose places are settled; `items` in order of time, of every story all or none."""
    groups: dict[str, list[tuple[Item, Member]]] = {}
    for item in items:
        story, member = decided[item.id].story, decided[item.id].member
        groups.setdefault(story, []).append((item, member))
    here = {item.id for item in items}
    return tuple(_story(key, group, here) for key, group in groups.items())


def _story(key: str, group: Sequence[tuple[Item, Member]], here: AbstractSet[str]) -> Story:
    """A story keeps its name while its first item is older than what is looked at; one that lost it is named anew."""
    first = group[0][0]
    named_after = key.removeprefix("s-")
    kept = key.startswith("s-") and named_after not in here
    members = tuple(
        member
        if place or member.level is Level.FIRST
        else replace(member, level=Level.FIRST, of=None, share=Decimal(1))
        for place, (_, member) in enumerate(group)
    )
    times = [item.at for item, _ in group]
    origins = find_origins([item for item, _ in group], members)
    answers = find_answers([item for item, _ in group])
    return Story(key if kept else f"s-{first.id}", members, origins, min(times), max(times), answers)
