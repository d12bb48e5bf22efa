"""What single words may be part of, by the tables of names: places, trades, forms, the Corps. Words only, no reading."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from zlib import crc32

from tieback.names import gazetteer, lexicon
from tieback.names.lexicon import Entry, Grade
from tieback.names.reading import PartKind
from tieback.screen.place import grain
from tieback.screen.trade import broader

HALF = 32  # bits of traits for places, and as many for trades
_DRESS = frozenset({PartKind.FORM, PartKind.QUALIFIER})


def _aliases() -> Iterator[tuple[tuple[str, ...], tuple[Entry, ...]]]:
    yield from lexicon.words().entries.items()


@cache
def known() -> frozenset[str]:
    """Every word of an alias of a place, trade, qualifier or form."""
    return frozenset(word for words, _ in _aliases() for word in words)


@cache
def placed() -> frozenset[str]:
    """Words that alone are firmly a place or a trade, a qualifier or a form."""
    return frozenset(words[0] for words, entries in _aliases() if len(words) == 1 and _firm(entries))


def together(words: Sequence[str]) -> frozenset[int]:
    """Positions of words that only together are firmly a place, a trade, a qualifier or a form: joint stock company."""
    if _opening().isdisjoint(words):
        return frozenset()
    index, found, at = lexicon.words(), set[int](), 0
    keys = list(words)
    while at < len(keys):
        longest = index.at(keys, at) if keys[at] in _opening() else ()
        end = next((end for end, entries in longest if end - at > 1 and _firm(entries)), at)
        found.update(range(at, end))
        at = max(end, at + 1)
    return frozenset(found)


@cache
def _opening() -> frozenset[str]:
    """First words of those."""
    return frozenset(words[0] for words, entries in _aliases() if len(words) > 1 and _firm(entries))


def _firm(entries: Iterable[Entry]) -> bool:
    return any(entry.grade is Grade.STRONG and not entry.pinyin for entry in entries)


@cache
def forms() -> frozenset[str]:
    """Words that alone are a legal form."""
    return frozenset(
        words[0] for words, entries in _aliases() if len(words) == 1 and entries[0].kind is PartKind.FORM
    )


@cache
def dress() -> frozenset[str]:
    """Every word of an alias of a form or a qualifier."""
    return frozenset(
        word
        for words, entries in _aliases()
        if any(entry.kind in _DRESS for entry in entries)
        for word in words
    )


@cache
def corps() -> frozenset[str]:
    """First words of aliases of the Corps and its divisions."""
    own = {id_ for id_ in gazetteer.places() if grain(id_) == "own"}
    return frozenset(words[0] for words, entries in _aliases() if any(entry.id in own for entry in entries))


@cache
def traits() -> dict[str, int]:
    """Word -> one bit (shared by several) for each place, with what contains it, and trade, with the broader one,
    that it helps to name: places in the lower half, trades in the upper."""
    found: dict[str, int] = {}
    for words, entries in _aliases():
        bits = 0
        for entry in entries:
            if entry.kind is PartKind.PLACE:
                for place in gazetteer.lineage(entry.id):
                    bits |= _bit(place)
            elif entry.kind is PartKind.SECTOR:
                for trade in {entry.id, broader(entry.id)} - {""}:
                    bits |= _bit(trade) << HALF
        for word in words:
            found[word] = found.get(word, 0) | bits
    return found


def _bit(key: str) -> int:
    return 1 << crc32(key.encode()) % HALF
