"""What may be said of a party: possible match, none found, unknown. "None found" only of complete editions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.party import Party
from tieback.screen.explanation import edition_words, missing_words
from tieback.screen.meeting import names_of
from tieback.screen.name import ready

POSSIBLE, NONE_FOUND, UNKNOWN = "possible match", "none found", "unknown"
_SETTLED = "false"  # the decision by which a person discards an alert; an exact match is never discarded


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for one party, and why in one line."""

    party: str
    answer: str  # possible match | none found | unknown
    reason: str
    alerts: tuple[str, ...]  # alert ids, of the party and of its sites


def judge(party: Party, alerts: Sequence[Alert], editions: Sequence[Edition]) -> Status:
    """The status of one party given its alerts."""
    ids = tuple(alert.id for alert in alerts)
    standing = [alert for alert in alerts if alert.exact or alert.decision != _SETTLED]
    if standing:
        return Status(party.id, POSSIBLE, standing[0].text, ids)
    unknown = _why_unknown(party, editions)
    if unknown:
        return Status(party.id, UNKNOWN, unknown, ids)
    return Status(party.id, NONE_FOUND, f"none found in {_listed(editions)}", ids)


def _why_unknown(party: Party, editions: Sequence[Edition]) -> str:
    names = names_of(party)
    if not names:
        return "no name to screen"
    unreadable = [name for name in names if not ready(name).folded]
    if unreadable:
        return f'the name "{unreadable[0]}" cannot be read'
    if not editions:
        return "no list was used"
    missing = [missing_words(edition) for edition in editions if not edition.complete]
    if missing:
        complete = [edition for edition in editions if edition.complete]
        rest = f"; none found in {_listed(complete)}" if complete else ""
        return "; ".join(missing) + rest
    return ""


def _listed(editions: Iterable[Edition]) -> str:
    return ", ".join(edition_words(edition) for edition in editions)
