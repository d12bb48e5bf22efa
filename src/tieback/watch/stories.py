"""Stories of the store for whoever looks at them without a profile: those of several items, and those that are named."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tieback.model.story import Item, Story
from tieback.watch.collect import Asked, find_numbers, item_loader, latest_versions
from tieback.watch.examine import Examiner
from tieback.watch.store.examined import held_claims
from tieback.watch.store.store import Store
from tieback.watch.store.story import Sight, find_members, fold_among, place, story_acts
from tieback.watch.store.version import find_version
from tieback.watch.story.fold import in_order, stories_of
from tieback.watch.story.undo import decide

Found = tuple[tuple[Story, ...], Mapping[str, Item]]


def gather_stories(
    store: Store, examiner: Examiner, since: datetime | None, tell: Callable[[int], None]
) -> Found:
    """The stories of several items seen since then, and their items; what was not put into a story yet is put there now.

    `tell` is given how many texts were compared. No article is read for claims.
    """
    load = _loader(store, examiner)
    bare = item_loader(store, lambda _: ())
    sights = []
    for version in latest_versions(store, since):
        item = bare(version)
        sights.append(Sight(item.at, item.id, version.id))
    sights.sort()
    decided = decide(place(store, sights, lambda sight: load(sight.version or 0), tell), story_acts(store))
    size = Counter(place.story for place in decided.values())
    items = {s.id: load(s.version or 0) for s in sights if size[decided[s.id].story] > 1}
    return stories_of(in_order(items.values()), decided), items


def name_stories(store: Store, examiner: Examiner, ids: Sequence[str]) -> Found:
    """The stories that these are, or are in, and their items; none of what was never kept."""
    load = _loader(store, examiner)
    items = {item.id: item for item in map(load, find_numbers(store, Asked(items=story_items(store, ids))))}
    return fold_among(store, items.values()), items


def story_items(store: Store, ids: Sequence[str]) -> frozenset[int]:
    """Numbers of the items of the store that belong to these stories, or to those of these items."""
    return frozenset(
        int(member[1:]) for member in find_members(store, ids) if member[:1] == "i" and member[1:].isdecimal()
    )


def _loader(store: Store, examiner: Examiner) -> Callable[[int], Item]:
    """An item by the number of its version, with links, and with claims if it was read for them before."""
    make = item_loader(store, examiner.links)

    def load(number: int) -> Item:
        version = find_version(store, number)
        if version is None:
            raise KeyError(number)
        return replace(make(version), claims=held_claims(store, version, examiner) or ())

    return load
