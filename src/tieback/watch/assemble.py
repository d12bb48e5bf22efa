"""From the store to ranked stories: links of everything, folding once, claims only where a story touches the profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tieback.model.story import Item, Ranked, Story
from tieback.watch.collect import collect_linked
from tieback.watch.examine import Examiner
from tieback.watch.profile import Profile
from tieback.watch.rank.exposure import Exposure
from tieback.watch.rank.rank import rank_stories, reports_of, touches
from tieback.watch.store.examined import kept_claims
from tieback.watch.store.linked import Linker
from tieback.watch.store.store import Store
from tieback.watch.store.story import fold_kept

if TYPE_CHECKING:
    from tieback.watch.store.version import Version

Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Assembled:
    """Ranked stories with the items they are made of; `stories` counts all of the span, touching or not."""

    ranked: tuple[Ranked, ...]
    items: Mapping[str, Item]
    stories: int


def assemble(
    store: Store,
    examiner: Examiner,
    profile: Profile,
    span: tuple[datetime, datetime],
    changes: Sequence[Item],
    tell: Tell,
) -> Assembled:
    """Rank what came in between the two instants of `span`, for a profile. `changes`: items that are not in the store.

    `tell` is given a word for what is being done, and how much of it is done.
    """
    items: dict[str, Item] = {item.id: item for item in changes}
    found: dict[str, Version] = {}
    with Linker(store, examiner.lexicon) as linker:
        for item, version in collect_linked(store, linker, span[0]):
            items[item.id], found[item.id] = item, version
            tell("items linked", len(found))
    stories = _within(fold_kept(store, items.values()), span)
    exposure = Exposure(profile)
    wanted = [
        item for story in stories if touches(story, items, exposure) for item in reports_of(story, items)
    ]
    for number, item in enumerate(wanted, start=1):
        if item.id in found:
            items[item.id] = replace(item, claims=kept_claims(store, found[item.id], examiner))
        tell("articles read for claims", number)
    stories = _within(fold_kept(store, items.values()), span)  # origins may be known from claims
    ranked = rank_stories(stories, items, profile, span[1])
    here = {member.item: items[member.item] for story in stories for member in story.members}
    return Assembled(ranked, here, len(stories))


def _within(stories: Sequence[Story], span: tuple[datetime, datetime]) -> list[Story]:
    return [story for story in stories if span[0] <= story.last_at <= span[1]]
