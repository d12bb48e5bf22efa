"""Decisions about alerts, from the case's journal; a later decision replaces an earlier one."""

from tieback.case.folder import JOURNAL, Folder
from tieback.model.case import Decision
from tieback.screen import decision


def read_decisions(folder: Folder) -> tuple[Decision, ...]:
    """The decisions of the case, in the journal's order. Raises Refused where the journal does not hold."""
    path = folder.inside(JOURNAL, JOURNAL)
    if not path.is_file():
        return ()
    folder.record(path)
    return decision.read_decisions(path, JOURNAL)
