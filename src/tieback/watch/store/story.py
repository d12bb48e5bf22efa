"""Stories of the store: items folded once and kept where they were put, and what people decided about the folding."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tieback.model.story import Item, Level, Member, Story, StoryAct
from tieback.watch.store.store import Store
from tieback.watch.story.copies import WINDOW
from tieback.watch.story.fold import Folder, Placed, gather, in_order
from tieback.watch.story.undo import KINDS, check_act

_AT_ONCE = 500  # places kept in one transaction


@dataclass(frozen=True, slots=True, order=True)
class Sight:
    """An item before its text is looked at again: when it was published or seen, its id, and its place in the store."""

    at: datetime
    id: str
    version: int | None = None


def fold_kept(store: Store, items: Iterable[Item]) -> tuple[Story, ...]:
    """The stories of these items. Items that were folded before stay where they are; the others are kept from now on."""
    held = {item.id: item for item in items}
    ordered = in_order(held.values())
    placed = place(store, [Sight(item.at, item.id) for item in ordered], lambda sight: held[sight.id])
    return gather(ordered, placed, story_acts(store))


def place(
    store: Store,
    sights: Iterable[Sight],
    load: Callable[[Sight], Item],
    tell: Callable[[int], None] | None = None,
) -> dict[str, Placed]:
    """Where each item is or was put. Only the texts of new items, and of those they may belong to, are loaded.

    What is placed is kept every few hundred items, so that a run cut short goes on from there. `tell` is given how many
    texts were compared so far.
    """
    ordered = sorted(sights)
    known = _placed(store, ordered)
    folder = Folder()
    new: list[Placed] = []
    for count, sight in enumerate(_beside_new(ordered, known)):
        placed = folder.add(load(sight), known.get(sight.id))
        if sight.id not in known:
            known[sight.id] = placed
            new.append(placed)
        if len(new) >= _AT_ONCE:
            _keep(store, new)
        if tell:
            tell(count)
    _keep(store, new)
    return {sight.id: known[sight.id] for sight in ordered}


def _beside_new(ordered: Sequence[Sight], known: Mapping[str, Placed]) -> Iterator[Sight]:
    """New items, and the others of the days before each of them: what it may copy or follow. In order of time."""
    fresh = [sight.at for sight in ordered if sight.id not in known]
    for sight in ordered:
        after = bisect_left(fresh, sight.at)
        if after < len(fresh) and fresh[after] - WINDOW <= sight.at:
            yield sight


def _keep(store: Store, placed: list[Placed]) -> None:
    """Keep these places, and empty the list."""
    rows = [
        (one.member.item, one.story, one.member.level.value, one.member.of, str(one.member.share))
        for one in placed
    ]
    with store.transaction() as db:
        db.executemany("INSERT INTO placed VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)
    placed.clear()


def story_acts(store: Store) -> tuple[StoryAct, ...]:
    """What people decided, in the order it was recorded. `id` is the number of the act in the store."""
    return tuple(
        StoryAct(str(act.id), act.kind, tuple(act.body["items"]), act.by or "", act.at, act.body.get("of"))
        for act in store.acts(*KINDS)
        if act.subject == "story"
    )


def record(
    store: Store, kind: str, items: tuple[str, ...], by: str, at: datetime, of: str | None = None
) -> str:
    """Record a decision; its number. Raises Refused for one that cannot be (see `check_act`)."""
    act = StoryAct("", kind, items, by, at, of)
    check_act(act, story_acts(store))
    return str(store.add_act(kind, "story", {"items": list(items), "of": of}, at, by))


def _placed(store: Store, sights: Iterable[Sight]) -> dict[str, Placed]:
    found = {}
    for sight in sights:
        row = store.db.execute(
            "SELECT story, level, of, share FROM placed WHERE item = ?", (sight.id,)
        ).fetchone()
        if row is not None:
            found[sight.id] = Placed(row[0], Member(sight.id, Level(row[1]), row[2], Decimal(row[3])))
    return found
