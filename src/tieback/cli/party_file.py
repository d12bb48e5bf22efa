"""A file of parties for the commands that screen it, and the editions it is screened against; remarks go to stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.lists.edition import Edition
    from tieback.model.party import Party
    from tieback.model.record import Note
    from tieback.model.site import Site
    from tieback.screen.roster import Roster


def say(text: str) -> None:
    """A line to stderr."""
    sys.stderr.write(f"{text}\n")


def said(note: "Note") -> str:
    """A remark in one line: where, what, with what effect."""
    where = f" row {note.row}" if note.row is not None else ""
    effect = "" if note.effect == "none" else f"; {note.effect}"
    return f"{note.file}{where}: {note.reason}{effect}"


def read_file(file: Path) -> "Roster":
    """The rows of a file of parties, its columns read. Raises Refused where there is no such file or table."""
    from tieback.screen.roster import describe_mapping, read_roster
    from tieback.table.stream import open_source

    if not file.is_file():
        raise Refused("there is no such file", str(file), remedy="give the path of a table of parties")
    roster = read_roster(open_source(file))
    say(f"{roster.table.file}: columns read as {describe_mapping(roster.mapping)}")
    for note in roster.notes:
        say(said(note))
    return roster


def read_parties(file: Path) -> "tuple[tuple[Party, ...], tuple[Site, ...]]":
    """The parties of a file and their addresses, with what the reader should know said on stderr."""
    roster = read_file(file)
    for row in roster.rows:
        for note in roster.remarks(row):
            say(said(note))
    return roster.parties, roster.sites


def chosen_editions(list_ids: Sequence[str]) -> "tuple[Edition, ...]":
    """The current editions of these lists, of all if none is named. Raises Refused for a list without one."""
    from tieback.lists.store import Store

    store = Store()
    if not list_ids:
        return store.current_all()
    found = []
    for list_id in dict.fromkeys(list_ids):
        edition = store.current(list_id)
        if edition is None:
            known = ", ".join(store.list_ids()) or "none"
            raise Refused(
                f"no edition of list {list_id} is installed",
                remedy=f"lists with an edition: {known}; see `tieback lists import`",
            )
        found.append(edition)
    return tuple(found)
