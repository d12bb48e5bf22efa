"""Stories of the store: items folded once and kept where they were put, and what people decided about the folding."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from tieback.model.story import Item, Level, Member, Story, StoryAct
from tieback.watch.store.store import Store
from tieback.watch.story.event import WINDOW
from tieback.watch.story.fold import Folder, Placed, gather, in_order
from tieback.watch.story.undo import KINDS, check_act


def fold_kept(store: Store, items: Iterable[Item]) -> tuple[Story, ...]:
    """The stories of these items. Items that were folded before stay where they are; the others are kept from now on."""
    ordered = in_order(items)
    known = _placed(store)
    placed = {item.id: known[item.id] for item in ordered if item.id in known}
    if new := [item for item in ordered if item.id not in known]:
        folder = Folder()
        near = [item for item in ordered if item.id not in known or item.at >= new[0].at - WINDOW]
        placed |= {item.id: folder.add(item, known.get(item.id)) for item in near}
    with store.transaction() as db:
        db.executemany(
            "INSERT INTO placed VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (id_, p.story, p.member.level.value, p.member.of, str(p.member.share))
                for id_, p in placed.items()
                if id_ not in known
            ],
        )
    return gather(ordered, placed, story_acts(store))


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


def _placed(store: Store) -> dict[str, Placed]:
    rows = store.db.execute("SELECT item, story, level, of, share FROM placed")
    return {row[0]: Placed(row[1], Member(row[0], Level(row[2]), row[3], Decimal(row[4]))) for row in rows}
