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


def fold_among(store: Store, items: Iterable[Item]) -> tuple[Story, ...]:
    """The stories of these items alone. Items that were put into a story stay there; where others go is not kept."""
    ordered = in_order({item.id: item for item in items}.values())
    known = _placed(store, [item.id for item in ordered])
    folder = Folder()
    placed = {item.id: folder.add(item, known.get(item.id)) for item in ordered}
    return gather(ordered, placed, story_acts(store))


def all_placed(store: Store, ids: Iterable[str]) -> bool:
    """Whether each of these stories and items is known, and was put into a story before."""
    wanted = {id_.removeprefix("s-") for id_ in ids if not id_.startswith("act-")}
    return wanted == _placed(store, sorted(wanted)).keys()


def find_members(store: Store, ids: Iterable[str]) -> set[str]:
    """The items of the stories that these are, or are in, as far as items were put into stories; and themselves.

    Stories that a person joined with one of them, or parted from it, are among them.
    """
    wanted = {id_.removeprefix("s-") for id_ in ids}
    acts = {f"act-{act.id}": set(act.items) for act in story_acts(store)}
    wanted |= {item for id_ in wanted for item in acts.get(id_, ())}
    before: set[str] = set()
    while wanted != before:
        before = set(wanted)
        stories = {placed.story for placed in _placed(store, sorted(wanted)).values()}
        for story in stories:
            rows = store.db.execute("SELECT item FROM placed WHERE story = ?", (story,))
            wanted.update(row[0] for row in rows)
        wanted |= {item for items in acts.values() if items & wanted for item in items}
    return wanted


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
    known = _placed(store, [sight.id for sight in ordered])
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


def _placed(store: Store, items: Iterable[str]) -> dict[str, Placed]:
    found = {}
    for item in items:
        row = store.db.execute(
            "SELECT story, level, of, share FROM placed WHERE item = ?", (item,)
        ).fetchone()
        if row is not None:
            found[item] = Placed(row[0], Member(item, Level(row[1]), row[2], Decimal(row[3])))
    return found
