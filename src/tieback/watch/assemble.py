"""From the store to ranked stories: links of everything, folding once, claims only where a story touches the profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tieback.model.story import Item, Ranked, Story
from tieback.watch.collect import item_loader, latest_versions
from tieback.watch.profile import Profile
from tieback.watch.rank.exposure import Exposure
from tieback.watch.rank.rank import is_touched, rank_stories, reports_of
from tieback.watch.store.examined import Reading
from tieback.watch.store.linked import Linker
from tieback.watch.store.store import Store
from tieback.watch.store.story import Sight, place, story_acts
from tieback.watch.store.version import find_version
from tieback.watch.story.fold import Placed, in_order, stories_of
from tieback.watch.story.undo import decide

Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Assembled:
    """Ranked stories with the items they are made of. `counted`: items and stories of the span, touching or not.

    `unread`: articles of touching stories that were not read for claims, since this run had read enough.
    """

    ranked: tuple[Ranked, ...]
    items: Mapping[str, Item]
    counted: tuple[int, int]
    unread: int


def assemble(
    reading: Reading,
    profile: Profile,
    span: tuple[datetime, datetime],
    changes: Sequence[Item],
    tell: Tell,
) -> Assembled:
    """Rank what came in between the two instants of `span`, for a profile. `changes`: items that are not in the store.

    `reading`: articles of touching stories are read for claims, the latest first, as many as it allows. `tell` is given a
    word for what is being done, and how much of it is done. Texts are held only of stories that touch the profile.
    """
    store = reading.store
    with Linker(store, reading.examiner.lexicon) as linker:
        heap = _Heap(store, linker, {item.id: item for item in changes})
        touched = heap.find(Exposure(profile), span[0], tell)
        placed = place(store, heap.sights, heap.load, lambda count: tell("items put into stories", count))
        decided = decide(placed, story_acts(store))
        told = _told(decided, heap.sights, span)
        wanted = {decided[item].story for item in touched} & told
        items = {s.id: heap.load(s) for s in heap.sights if decided[s.id].story in wanted}
    ordered = in_order(items.values())
    stories = stories_of(ordered, decided)
    _read_claims(reading, stories, items, heap.versions)
    stories = stories_of([items[item.id] for item in ordered], decided)  # origins may be known from claims
    ranked = rank_stories(stories, items, profile, span[1])
    return Assembled(ranked, items, (len(heap.sights), len(told)), reading.unread)


class _Heap:
    """What came in: the items of the store by their numbers, loaded when they are wanted, and items that are not in it."""

    def __init__(self, store: Store, linker: Linker, others: Mapping[str, Item]) -> None:
        self._store, self._others = store, others
        self._item = item_loader(store, linker.links)
        self.sights = [Sight(item.at, item.id) for item in others.values()]
        self.versions: dict[str, int] = {}

    def find(self, exposure: Exposure, since: datetime, tell: Tell) -> set[str]:
        """Look at everything seen since then; the ids of what touches the profile."""
        touched = {item.id for item in self._others.values() if is_touched(item, exposure)}
        for count, version in enumerate(latest_versions(self._store, since)):
            item = self._item(version)
            self.sights.append(Sight(item.at, item.id, version.id))
            self.versions[item.id] = version.id
            if is_touched(item, exposure):
                touched.add(item.id)
            tell("items linked", count)
        self.sights.sort()
        return touched

    def load(self, sight: Sight) -> Item:
        """The item with its text and links."""
        version = None if sight.version is None else find_version(self._store, sight.version)
        return self._others[sight.id] if version is None else self._item(version)


def _told(
    decided: Mapping[str, Placed], sights: Sequence[Sight], span: tuple[datetime, datetime]
) -> set[str]:
    """The stories of which something was told last within the span. `sights` in order of time."""
    last = {decided[sight.id].story: sight.at for sight in sights}
    return {story for story, at in last.items() if span[0] <= at <= span[1]}


def _read_claims(
    reading: Reading, stories: Sequence[Story], items: dict[str, Item], versions: Mapping[str, int]
) -> None:
    """Put the claims of reports into `items`, the latest first."""
    reports = [item for story in stories for item in reports_of(story, items) if item.id in versions]
    for item in sorted(reports, key=lambda item: (item.at, item.id), reverse=True):
        version = find_version(reading.store, versions[item.id])
        claims = reading.claims(version) if version else None
        if claims is not None:
            items[item.id] = replace(item, claims=claims)
