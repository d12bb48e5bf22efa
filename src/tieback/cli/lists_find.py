"""`tieback lists find NAME`: what is listed most like a name, however unlike. It orders and decides nothing."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.lists.edition import Edition
    from tieback.screen.neighbour import Neighbour

_MANY = 5_000  # entries, from which reading takes over two seconds
_REMARK = "likest first, whatever the score; to screen a name, with what counts for and against it: `tieback screen`"


def find(
    name: Annotated[str, typer.Argument(help="a name, or part of one, in any script")],
    lists: Annotated[
        list[str] | None, typer.Option("--list", metavar="ID", help="one list or several (default: all held)")
    ] = None,
    most: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="how many to show")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """The listed names most like a name, in any script. Not a screening."""
    from tieback.screen.neighbour import Neighbours

    editions = _editions(lists or [])
    entries = sum(one.entries for one in editions)
    if entries > _MANY:
        sys.stderr.write(f"reading {entries:,} entries\n")
    found = Neighbours(editions).of([name], most)[0]
    if as_json:
        document = {
            "schema": "tieback.lists.find/1",
            "version": __version__,
            "as_of": None,
            "notes": [],
            "name": name,
            "editions": [{"list": one.list, "sha256": one.sha256} for one in editions],
            "found": [plain(one) for one in found],
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.writelines(_line(one) for one in found)
    sys.stderr.write(f"{_REMARK}\n")


def _editions(wanted: list[str]) -> "list[Edition]":
    from tieback.lists.store import Store

    store = Store()
    held = store.list_ids()
    absent = [list_id for list_id in wanted if list_id not in held]
    if absent:
        raise Refused(f"no edition of list {absent[0]!r} is held", remedy=f"lists held: {', '.join(held)}")
    return [edition for list_id in (wanted or held) if (edition := store.current(list_id)) is not None]


def _line(one: "Neighbour") -> str:
    other = "" if one.name == one.entity.name else f" (as {one.name})"
    return f"{one.score}  {one.list}  {one.entity.name}{other} [{one.entity.id}]\n"
