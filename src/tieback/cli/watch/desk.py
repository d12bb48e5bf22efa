"""What the sub-verbs of `watch` work on: the user's store, opened, with everything in it examined once."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tieback.model.ledger import Proposition
    from tieback.model.story import Item, Story
    from tieback.watch.collect import Collected
    from tieback.watch.examine import Examiner
    from tieback.watch.profile import WatchedParty
    from tieback.watch.store.store import Store


@dataclass(slots=True)
class Desk:
    """The store with its examiner. `collected` is filled on first use; `notes` are for the user."""

    store: "Store"
    examiner: "Examiner"
    notes: list[str] = field(default_factory=list)
    since: datetime | None = None
    _collected: "list[Collected] | None" = None

    @classmethod
    @contextmanager
    def open(cls, parties: "Sequence[WatchedParty]" = (), since: datetime | None = None) -> "Iterator[Desk]":
        """The desk on the user's store, closed at the end; `since`: only what was seen since then."""
        from tieback.watch.store.store import Store

        examiner, notes = make_examiner(parties)
        with Store() as store:
            yield cls(store, examiner, notes, since)

    @property
    def collected(self) -> "list[Collected]":
        """Every item of the store, examined."""
        from tieback.cli.progress import Progress
        from tieback.watch.collect import collect

        if self._collected is None:
            self._collected = []
            with Progress("articles examined", 0) as progress:
                for entry in collect(self.store, self.examiner, self.since):
                    self._collected.append(entry)
                    progress.tell(len(self._collected))
        return self._collected

    def stories(self, others: "Sequence[Item]" = ()) -> "tuple[Story, ...]":
        """The items, and others beside them, folded into stories, as people decided."""
        from tieback.watch.store.story import fold_kept

        return fold_kept(self.store, [*(entry.item for entry in self.collected), *others])

    def ledger(self, on: date) -> "tuple[Proposition, ...]":
        """The propositions of all items."""
        from tieback.watch.collect import replies_of
        from tieback.watch.ledger.gather import gather

        items = [entry.item for entry in self.collected]
        return gather(items, self.stories(), replies_of(self.collected), on)


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
