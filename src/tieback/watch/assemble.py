"""From the store to ranked stories: links of everything, folding once, claims only where a story touches the profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from tieback.model.story import Item, Ranked, Story
from tieback.watch.collect import collect_linked
from tieback.watch.examine import Examiner
from tieback.watch.profile import Profile
from tieback.watch.rank.exposure import Exposure
from tieback.watch.rank.rank import rank_stories, reports_of, touches
from tieback.watch.store.examined import held_claims, kept_claims
from tieback.watch.store.linked import Linker
from tieback.watch.store.store import Store
from tieback.watch.store.story import fold_kept

if TYPE_CHECKING:
    from tieback.watch.store.version import Version

Tell = Callable[[str, int], None]


class Desk(Protocol):  # what of `cli.watch.desk.Desk` is wanted here
    """The store, and the tools its articles are examined with."""

    store: Store
    examiner: Examiner


@dataclass(frozen=True, slots=True)
class Assembled:
    """Ranked stories with the items they are made of; `stories` counts all of the span, touching or not.

    `unread`: articles of touching stories that were not read for claims, since this run had read enough.
    """

    ranked: tuple[Ranked, ...]
    items: Mapping[str, Item]
    stories: int
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
    for what is being done, and how much of it is done.
    """
    store, examiner = desk.store, desk.examiner
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
    read = unread = 0
    for item in sorted(wanted, key=lambda item: (item.at, item.id), reverse=True):
        if (kept := found.get(item.id)) is None:
            continue
        claims = held_claims(store, kept, examiner)
        if claims is None and read == most:
            unread += 1
            continue
        if claims is None:
            claims, read = kept_claims(store, kept, examiner), read + 1
            tell("articles read for claims", read)
        items[item.id] = replace(item, claims=claims)
    stories = _within(fold_kept(store, items.values()), span)  # origins may be known from claims
    ranked = rank_stories(stories, items, profile, span[1])
    here = {member.item: items[member.item] for story in stories for member in story.members}
    return Assembled(ranked, here, len(stories), unread)


def _within(stories: Sequence[Story], span: tuple[datetime, datetime]) -> list[Story]:
    return [story for story in stories if span[0] <= story.last_at <= span[1]]
