"""What may be said of a party: possible match, none found, unknown. "None found" only of complete editions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.party import Party
from tieback.screen.explanation import edition_words, missing_words
from tieback.screen.letters import compact
from tieback.screen.meeting import names_of
from tieback.screen.memory import tell_memory

POSSIBLE, NONE_FOUND, UNKNOWN = "possible match", "none found", "unknown"
_TOLD = 3  # silent alerts named in a reason


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for one party, and why in one line."""

    party: str
    answer: str  # possible match | none found | unknown
    reason: str
    alerts: tuple[str, ...]  # alert ids, of the party and of its sites


def judge(party: Party, alerts: Sequence[Alert], editions: Sequence[Edition]) -> Status:
    """The status of one party given its alerts. Silent ones make nobody a possible match, and are told all the same."""
    ids = tuple(alert.id for alert in alerts)
    standing = [alert for alert in alerts if not alert.silent]
    if standing:
        first = standing[0]
        told = f"{first.text} {_upper(tell_memory(first.memory))}." if first.memory else first.text
        return Status(party.id, POSSIBLE, told, ids)
    settled = _settled(alerts)
    unknown = _why_unknown(party, editions)
    if unknown:
        return Status(party.id, UNKNOWN, settled + unknown, ids)
    other = "no other" if settled else "none"
    return Status(party.id, NONE_FOUND, f"{settled}{other} found in {_listed(editions)}", ids)


def _settled(alerts: Sequence[Alert]) -> str:
    told = [
        f"possible match with {alert.entity.name} on {alert.list}, {tell_memory(alert.memory)}"
        for alert in alerts[:_TOLD]
        if alert.memory
    ]
    more = [f"and {len(alerts) - _TOLD} more possible matches decided false"] if len(alerts) > _TOLD else []
    return "".join(f"{text}; " for text in (*told, *more))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _why_unknown(party: Party, editions: Sequence[Edition]) -> str:
    names = names_of(party)
    if not names:
        return "no name to screen"
    unreadable = [name for name in names if not compact(name)]
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
