"""Novelty: whether stories of the last thirty days told the same, and whether this one adds a kind of claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tieback.model.story import Item, Story
from tieback.watch.story.event import EventIndex

_WINDOW = timedelta(days=30)
FOLLOW_UP = 0.30  # likeness, whatever the time between
REPEAT = 0.70


@dataclass(frozen=True, slots=True)
class Before:
    """The earlier story most like this one: its id, how alike (0 to 1), and the rule that follows."""

    story: str | None
    alike: float
    rule: str


def find_novelty(stories: Sequence[Story], items: Mapping[str, Item]) -> dict[str, Before]:
    """Story id -> what came before it, for stories in order of time. List changes are always new."""
    index = EventIndex(_WINDOW)
    owner: dict[str, str] = {}
    kinds = {story.id: _kinds(story, items) for story in stories}
    found: dict[str, Before] = {}
    for story in sorted(stories, key=lambda story: (story.first_at, story.id)):
        first = items[story.members[0].item]
        report = index.read(first)
        near = {} if first.kind != "news" else index.near(report, decay=False)
        found[story.id] = _judged(near, owner, kinds, kinds[story.id])
        if first.kind == "news":
            index.add(report)
            owner[first.id] = story.id
    return found


def _judged(
    near: Mapping[str, float],
    owner: Mapping[str, str],
    kinds: Mapping[str, frozenset[str]],
    own: frozenset[str],
) -> Before:
    closest = max(near, key=lambda item: near[item], default=None)
    if closest is None or near[closest] < FOLLOW_UP:
        return Before(None, 0.0, "new")
    story, alike = owner[closest], near[closest]
    if own - kinds[story]:
        return Before(story, alike, "development")
    return Before(story, alike, "repeat" if alike >= REPEAT else "follow-up")


def _kinds(story: Story, items: Mapping[str, Item]) -> frozenset[str]:
    """The kinds of claims that count as news of their own."""
    telling = {"official_act", "finding", "allegation", "denial"}
    return frozenset(c.type.value for m in story.members for c in items[m.item].claims) & telling
