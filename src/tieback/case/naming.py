"""Who is meant: party ids, or free text that names a declared party, or somebody nobody declared.

A text that is a declared party's id, or the same legal name in the same script once case, spacing and the
spelling of the legal form are put aside, is that party, and a note says so; any other text becomes a party of
its own, not declared, so that it is screened too.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from tieback.model.party import Party
from tieback.model.record import Note, RowRef
from tieback.names.normal import fold
from tieback.screen.comparison import is_exact
from tieback.screen.name import ready
from tieback.table.record import Record


class Names:
    """The parties of a case by what people call them."""

    __slots__ = ("_by_fold", "_declared", "_said", "notes", "undeclared")

    def __init__(self, declared: Iterable[Party]) -> None:
        self._declared = {party.id: party for party in declared}
        self._by_fold: dict[str, set[str]] = {}
        for party in self._declared.values():
            for text in filter(None, (party.id, party.name, party.name_local)):
                self._by_fold.setdefault(fold(text), set()).add(party.id)
        self._said: dict[str, str] = {}
        self.undeclared: dict[str, Party] = {}
        self.notes: list[Note] = []

    def resolve(self, text: str, row: Record) -> str:
        """The party id a cell means; a new undeclared party where it means none that is known."""
        return self.named(text, row.ref)

    def named(self, text: str, ref: RowRef, *, keep: bool = True) -> str:
        """As `resolve`, for a text at `ref`; without `keep`, an unknown text is returned and nobody is added."""
        if text in self._declared:
            return text
        if text not in self._said:
            self._said[text] = self._meant(text, ref, keep=keep)
        elif keep and self._said[text] == text and text not in self.undeclared:
            self._add(text, ref)
        return self._said[text]

    def known(self, text: str) -> str | None:
        """The id of the one declared party that the text names, or None."""
        found = {text} if text in self._declared else self._by_fold.get(fold(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def _meant(self, text: str, ref: RowRef, *, keep: bool) -> str:
        found = self._by_fold.get(fold(text), set()) or self._same_legal_name(text)
        if len(found) == 1:
            party = next(iter(found))
            self._note(ref, f"{text!r} is read as party {party}", "none")
            return party
        if len(found) > 1:
            ids = ", ".join(sorted(found))
            self._note(ref, f"{text!r} is the name of several parties ({ids})", "read as a party of its own")
        if keep:
            self._add(text, ref)
        return text

    def _same_legal_name(self, text: str) -> set[str]:
        asked = ready(text)
        return {
            party.id
            for party in self._declared.values()
            if any(is_exact(asked, ready(name)) for name in (party.name, party.name_local) if name)
        }

    def _add(self, text: str, ref: RowRef) -> None:
        self.undeclared[text] = Party(id=text, name=text, declared=False, ref=ref)
        near = get_close_matches(fold(text), sorted(self._by_fold), n=1, cutoff=0.7)
        meant = f"; did you mean {', '.join(sorted(self._by_fold[near[0]]))}?" if near else ""
        self._note(
            ref,
            f"{text!r} is not in parties{meant}",
            "screened by this name only; its country and role are unknown",
        )

    def _note(self, ref: RowRef, reason: str, effect: str) -> None:
        self.notes.append(Note(ref.file, ref.row, None, reason, effect))
