"""`tieback watch story`: what is in a story and why; split, merge and undo, each recorded and never erased."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tieback.cli.document import print_document
from tieback.cli.option import read_midnight
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tieback.cli.watch.desk import Desk
    from tieback.model.story import Item, Story, StoryAct


def story(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Items or stories, as feed and search print them."),
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="Take these items out of their story.")] = False,
    merge: Annotated[bool, typer.Option("--merge", help="Make one story of these.")] = False,
    undo: Annotated[str | None, typer.Option(metavar="ACT", help="Take an act back.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides.")] = None,
    acts: Annotated[bool, typer.Option("--acts", help="List what was decided.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="D", help="Of what was seen on that day or later (default: all).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Show the stories of these items (none named: those of several items), or decide what belongs together."""
    if split + merge + (undo is not None) > 1:
        raise typer.BadParameter("one of --split, --merge and --undo")
    from tieback.cli.watch.desk import open_desk
    from tieback.watch.store.story import record, story_acts

    begin = read_midnight("--since", since)
    with open_desk() as desk:
        stories, items = _look(desk, ids or [], begin)
        kind = "split" if split else "merge" if merge else "undo" if undo is not None else None
        if kind:
            named = _named(ids or [], stories, items, whole=not split)
            number = record(desk.store, kind, named, by or "", datetime.now(UTC).replace(microsecond=0), undo)
            sys.stderr.write(
                f"act {number} recorded; `tieback watch story --undo {number} --by NAME` takes it back\n"
            )
            ids = list(named)
            stories, items = _look(desk, ids, begin)
        decided = story_acts(desk.store)
    shown = _shown(ids, stories)
    if ids and not kind and not shown:
        raise Refused(
            f"no story and no report is called {' or '.join(map(repr, ids))}",
            remedy="`tieback watch feed` and `tieback watch search` print their ids",
        )
    if as_json:
        print_document("watch.story", {"stories": plain(shown), "acts": plain(decided)})
        return
    sys.stdout.write(
        _acts(decided)
        if acts
        else "".join(_told(one, items) for one in shown) or "no story of two reports and more\n"
    )


def _look(
    desk: "Desk", ids: "Sequence[str]", since: datetime | None
) -> "tuple[Sequence[Story], Mapping[str, Item]]":
    """The stories of these, or where none is named all of several items. Items that came in lately are folded first."""
    from tieback.cli.progress import Progress
    from tieback.watch.store.story import all_placed
    from tieback.watch.stories import gather_stories, name_stories

    if ids and all_placed(desk.store, ids):
        return name_stories(desk.store, desk.examiner, ids)
    with Progress("items put into stories", 0) as progress:
        found = gather_stories(desk.store, desk.examiner, since, progress.tell)
    return name_stories(desk.store, desk.examiner, ids) if ids else found


def _named(
    ids: "Sequence[str]", stories: "Sequence[Story]", items: "Mapping[str, Item]", *, whole: bool
) -> tuple[str, ...]:
    """Item ids; a story stands for all its items (to merge) or is refused (to split: it says nothing)."""
    members = {story.id: [member.item for member in story.members] for story in stories}
    found: list[str] = []
    for id_ in ids:
        if id_ in items:
            found.append(id_)
        elif whole and id_ in members:
            found.append(members[id_][0])
        else:
            raise Refused(
                f"no item {id_!r} is kept", remedy="`tieback watch story` lists items with their ids"
            )
    return tuple(dict.fromkeys(found))


def _shown(ids: "Sequence[str] | None", stories: "Sequence[Story]") -> "list[Story]":
    if not ids:
        return [story for story in stories if len(story.members) > 1]
    return [
        story for story in stories if story.id in ids or any(member.item in ids for member in story.members)
    ]


def _told(story: "Story", items: "Mapping[str, Item]") -> str:
    origins = ", ".join(f"{origin.name} ({len(origin.items)}, {origin.rule})" for origin in story.origins)
    lines = [f"{story.id}  {len(story.members)} items; independent origins: {len(story.origins)}: {origins}"]
    for member in story.members:
        item = items[member.item]
        alike = f", {member.share} alike with {member.of}" if member.of else ""
        lines.append(
            f"    {member.item:<8} {member.level}{alike}  {item.title or item.text[:60]!r} ({item.source})"
        )
    return "\n".join(lines) + "\n"


def _acts(decided: "Sequence[StoryAct]") -> str:
    if not decided:
        return "nothing was decided yet\n"
    return "".join(
        f"{act.id:>4}  {plain(act.at)}  {act.by}: {act.kind} {' '.join(act.items) or f'act {act.of}'}\n"
        for act in decided
    )
