"""Is this file the whole list? Size against what is known of the list, never guessed.

A page that is cut short must not read as delistings. Below `least` entries the file is refused; with fewer
than the list is known to have had, it is used as incomplete; against the last good edition, see `check_drop`.
"""

from tieback.lists.catalogue import Card, Floor
from tieback.lists.edition import Edition
from tieback.lists.parsed import Parsed
from tieback.model.refusal import Refused


def check_size(card: Card, parsed: Parsed) -> tuple[int | None, bool]:
    """(entries expected, complete?) of an official file. Raises Refused if it cannot be this list."""
    entries = len(parsed.entities)
    if entries < min(card.least, _known(card, parsed) or card.least):
        raise Refused(
            f"{entries} entries, fewer than the {card.least} that {card.title} has at least: a short file is "
            "never read as delistings",
            card.id,
            remedy="save the page or download the file again",
        )
    if entries > card.most:
        raise Refused(f"{entries} entries, more than the {card.most} that {card.title} can have", card.id)
    if parsed.expected is not None:
        return parsed.expected, not parsed.refused and entries == parsed.expected
    known = _known(card, parsed)
    if known is not None and _short(entries, known, card):
        return known, False
    return (entries + len(parsed.refused) if parsed.refused else None), not parsed.refused


def check_drop(card: Card | None, edition: Edition, last: Edition | None) -> None:
    """Refuse an official edition with many fewer entries than the last complete one that was installed."""
    if card is None or last is None or not last.complete:
        return
    if _short(edition.entries, last.entries, card):
        raise Refused(
            f"{edition.entries} entries where the last good edition has {last.entries}: a short file is never "
            "read as delistings",
            card.id,
            remedy="look at the publisher's page; if entries were really removed, import a list of your own",
        )


def _known(card: Card, parsed: Parsed) -> int | None:
    """Entries that the list had, by its known history, when the file was published (undated: the latest)."""
    floors = [floor for floor in card.floors if _reached(floor, parsed)]
    return max(floors, key=lambda floor: floor.published_from).entries if floors else None


def _reached(floor: Floor, parsed: Parsed) -> bool:
    return parsed.published_on is None or floor.published_from <= parsed.published_on


def _short(entries: int, before: int, card: Card) -> bool:
    return entries * 100 < before * (100 - card.largest_drop_percent)
