"""What the sub-verbs of `watch` work with: the user's store, and what its articles are read with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tieback.watch.examine import Examiner
    from tieback.watch.profile import WatchedParty
    from tieback.watch.store.store import Store


@dataclass(slots=True)
class Desk:
    """The store and its examiner; `notes` are for the user."""

    store: "Store"
    examiner: "Examiner"
    notes: list[str] = field(default_factory=list)


@contextmanager
def open_desk(parties: "Sequence[WatchedParty]" = ()) -> Iterator[Desk]:
    """The desk on the user's store, closed at the end."""
    from tieback.watch.store.store import Store

    examiner, notes = make_examiner(parties)
    with Store() as store:
        yield Desk(store, examiner, notes)


def make_examiner(parties: "Sequence[WatchedParty]" = ()) -> "tuple[Examiner, list[str]]":
    """The examiner with what is installed, and a note where that is less than it could be."""
    from tieback.watch.claim.parse import RULE_ONLY, load_parser
    from tieback.watch.examine import Examiner
    from tieback.watch.link.lexicon import load_lexicon

    parser = load_parser()
    return Examiner(parser, load_lexicon(parties)), [] if parser else [RULE_ONLY]


def note(reason: str, file: str | None = None) -> dict[str, str | int | None]:
    """A note of CONTRACTS.md that belongs to no row."""
    return {"file": file, "row": None, "column": None, "reason": reason, "effect": "fewer claims are found"}
