"""From the store to ranked stories: links of everything, folding once, claims only where a story touches the profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from tieback.model.story import Item, Ranked, Story
from tieback.watch.collect import latest_versions, linked_loader
from tieback.watch.examine import Examiner
from tieback.watch.profile import Profile
from tieback.watch.rank.exposure import Exposure
from tieback.watch.rank.rank import is_touched, rank_stories, reports_of
from tieback.watch.store.examined import held_claims, kept_claims
from tieback.watch.store.linked import Linker
from tieback.watch.store.store import Store
from tieback.watch.store.story import Sight, place, story_acts
from tieback.watch.store.version import find_version
from tieback.watch.story.fold import Placed, in_order, stories_of
from tieback.watch.story.undo import decide

Tell = Callable[[str, int], None]


class Desk(Protocol):  # what of `cli.watch.desk.Desk` is wanted here
    """The store, and the tools its articles are examined with."""

    store: Store
    examiner: Examiner


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
    desk: Desk,
    profile: Profile,
    span: tuple[datetime, datetime],
    changes: Sequence[Item],
    most: int,
    tell: Tell,
) -> Assembled:
    """Rank what came in between the two instants of `span`, for a profile. `changes`: items that are not in the store.

    `most`: how many articles to read for claims in this run, the latest first; what was read is kept. `tell` is given a word
    for what is being done, and how much of it is done. Texts are held only of stories that touch the profile.
    """
    store, examiner = desk.store, desk.examiner
    with Linker(store, examiner.lexicon) as linker:
        heap = _Heap(store, linker, {item.id: item for item in changes})
        touched = heap.find(Exposure(profile), span[0], tell)
        placed = place(store, heap.sights, heap.load, lambda count: tell("items put into stories", count))
        decided = decide(placed, story_acts(store))
        told = _told(decided, heap.sights, span)
        wanted = {decided[item].story for item in touched} & told
        items = {s.id: heap.load(s) for s in heap.sights if decided[s.id].story in wanted}
    ordered = in_order(items.values())
    stories = stories_of(ordered, decided)
    unread = _read_claims(desk, stories, items, heap.versions, most, tell)
    stories = stories_of([items[item.id] for item in ordered], decided)  # origins may be known from claims
    ranked = rank_stories(stories, items, profile, span[1])
    return Assembled(ranked, items, (len(heap.sights), len(told)), unread)


class _Heap:
    """What came in: the items of the store by their numbers, loaded when they are wanted, and items that are not in it."""

    def __init__(self, store: Store, linker: Linker, others: Mapping[str, Item]) -> None:
        self._store, self._others = store, others
        self._item = linked_loader(store, linker)
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
    desk: Desk,
    stories: Sequence[Story],
    items: dict[str, Item],
    versions: Mapping[str, int],
    most: int,
    tell: Tell,
) -> int:
    """Put the claims of reports into `items`, the latest first; how many reports are left to another run."""
    reports = [item for story in stories for item in reports_of(story, items) if item.id in versions]
    read = unread = 0
    for item in sorted(reports, key=lambda item: (item.at, item.id), reverse=True):
        version = find_version(desk.store, versions[item.id])
        claims = held_claims(desk.store, version, desk.examiner) if version else ()
        if version and claims is None and read < most:
            claims, read = kept_claims(desk.store, version, desk.examiner), read + 1
            tell("articles read for claims", read)
        if claims is None:
            unread += 1
        else:
            items[item.id] = replace(item, claims=claims)
    return unread
