"""What people decided about the folding: acts that are only ever added; an undo is an act too, and can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tieback.model.refusal import Refused
from tieback.model.story import Level, Member, StoryAct

if TYPE_CHECKING:
    from tieback.watch.story.fold import Placed

KINDS = ("split", "merge", "undo")


def check_act(act: StoryAct, earlier: Sequence[StoryAct]) -> None:
    """Raises Refused for an act that cannot be recorded: unknown kind, too few items, nobody named, no such act."""
    fewest = {"split": 1, "merge": 2, "undo": 0}.get(act.kind)
    if fewest is None:
        raise Refused(f"there is no act {act.kind!r}", remedy=f"one of {', '.join(KINDS)}")
    if len(act.items) < fewest:
        raise Refused(
            f"{act.kind} needs {fewest} item{'s' * (fewest > 1)} or more", remedy="name them by their ids"
        )
    if not act.by.strip():
        raise Refused(f"{act.kind} needs the name of who decides", remedy="--by NAME")
    if act.kind == "undo" and act.of not in {known.id for known in earlier}:
        raise Refused(f"there is no act {act.of!r} to undo", remedy="`tieback watch story --acts` lists them")


def in_force(acts: Sequence[StoryAct]) -> tuple[StoryAct, ...]:
    """The splits and merges that no undo in force takes back, in the order they were recorded."""
    gone: set[str] = set()
    for act in reversed(acts):
        if act.kind == "undo" and act.of and act.id not in gone:
            gone.add(act.of)
    return tuple(act for act in acts if act.kind != "undo" and act.id not in gone)


def decide(placed: "Mapping[str, Placed]", acts: Sequence[StoryAct]) -> "dict[str, Placed]":
    """The places of items (in order of time) after the acts. Copies of an item that leaves its story leave with it."""
    decided = dict(placed)
    for act in in_force(acts):
        items = [item for item in decided if item in act.items]
        if act.kind == "split":
            _split(decided, _with_copies(decided, items), f"act-{act.id}")
        elif len(items) > 1:
            _merge(decided, items)
    return decided


def _with_copies(decided: "Mapping[str, Placed]", items: Sequence[str]) -> list[str]:
    """The items and what copies them, in order of time: a copy is never earlier than what it copies."""
    found = set(items)
    for item, place in decided.items():
        if place.member.level.is_copy and place.member.of in found:
            found.add(item)
    return [item for item in decided if item in found]


def _split(decided: "dict[str, Placed]", items: Sequence[str], story: str) -> None:
    for item in items:
        place = decided[item]
        outside = place.member.of not in items
        member = Member(item, Level.DECIDED, None, Decimal(1)) if outside else place.member
        decided[item] = replace(place, story=story, member=member)


def _merge(decided: "dict[str, Placed]", items: Sequence[str]) -> None:
    stories = {decided[item].story for item in items}
    target = next(place.story for place in decided.values() if place.story in stories)
    first = next(item for item, place in decided.items() if place.story == target)
    for item, place in decided.items():
        if place.story in stories and place.story != target:
            alone = place.member.level is Level.FIRST
            member = Member(item, Level.DECIDED, first, Decimal(1)) if alone else place.member
            decided[item] = replace(place, story=target, member=member)
