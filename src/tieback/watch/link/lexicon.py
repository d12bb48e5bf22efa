"""The lexicon of one user: the package's tables, the instruments of the labour stage, and the parties watched.

`load_lexicon()` without parties reads any article; with them it also finds a user's suppliers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tieback.labour.instrument import Instrument, instruments
from tieback.names.read import read_name
from tieback.names.reading import PartKind
from tieback.names.table import cells
from tieback.watch.link.phrase import Phrase, PhraseIndex, make_index, rows
from tieback.watch.profile import WatchedParty

_TABLES = ("goods", "convention", "law", "list", "body")
_ILO_CONTEXT = ("body:ilo", "convention", "forced labour", "trade union")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is looked for. `index` is ready to search; `parties` by id; `short`: words a party is called by for short."""

    index: PhraseIndex
    parties: Mapping[str, WatchedParty] = field(default_factory=dict)
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_lexicon(parties: Sequence[WatchedParty] = ()) -> Lexicon:
    """The lexicon for these parties, on top of the package's tables."""
    phrases = [*_shipped(), *(pair for party in parties for pair in _party(party))]
    short = {party.id: names for party in parties if (names := tuple(_short_names(party)))}
    return Lexicon(make_index(phrases), {party.id: party for party in parties}, short)


def hs_of(goods_id: str) -> tuple[str, ...]:
    """The HS prefixes (digits only) that goods of goods.csv fall under; none for an id it does not hold."""
    return _hs().get(goods_id, ())


def overlaps(one: str, other: str) -> bool:
    """True if one HS prefix holds the other: 52 and 520100."""
    return one.startswith(other) or other.startswith(one)


@cache
def _hs() -> dict[str, tuple[str, ...]]:
    return {row["id"]: cells(row["hs"]) for row in rows("goods.csv")}


@cache
def _shipped() -> tuple[tuple[str, Phrase], ...]:
    found = [pair for kind in _TABLES for pair in _of_table(kind)]
    found.extend(pair for instrument in instruments().values() for pair in _instrument(instrument))
    for row in rows("demonym.csv"):
        found.extend(
            (name, Phrase("place", row["id"], "of that country", proper=True)) for name in cells(row["names"])
        )
    found.extend(
        (row["phrase"], Phrase("back", row["level"], "named before")) for row in rows("back_reference.csv")
    )
    needs = {need for _, phrase in found for need in phrase.needs if _is_words(need)}
    found.extend((need, Phrase("context", need, "context")) for need in sorted(needs))
    return tuple(found)


def _is_words(need: str) -> bool:
    return ":" not in need and need not in _TABLES


def _of_table(kind: str) -> Iterator[tuple[str, Phrase]]:
    for row in rows(f"{kind}.csv"):
        for name in cells(row["names"]):
            yield name, Phrase(kind, row["id"], "name")
        for words in cells(row["paraphrases"]):
            yield words, Phrase(kind, row["id"], "description", cells(row["needs"]))


def _instrument(instrument: Instrument) -> Iterator[tuple[str, Phrase]]:
    """How people write an instrument: by title, by code and number, by year ("a 2014 protocol")."""
    number = instrument.code[1:].lstrip("0")
    named = Phrase("convention", instrument.code, "name")
    told = Phrase("convention", instrument.code, "description", _ILO_CONTEXT)
    title = instrument.title.split(",")[0]
    yield title, named
    yield instrument.code, named
    year = instrument.adopted_on.year
    if instrument.kind == "convention":
        for written in (
            f"Convention No. {number}",
            f"ILO Convention {number}",
            f"ILO C{number}",
            f"Convention C{number}",
        ):
            yield written, named
        yield f"Convention {number}", told
        yield f"C{number}", told
    else:
        yield f"P{number}", told
    yield f"{year} {instrument.kind}", told
    yield f"{instrument.kind} of {year}", told
    yield f"{instrument.kind} adopted in {year}", told


def _party(party: WatchedParty) -> Iterator[tuple[str, Phrase]]:
    for name in dict.fromkeys((party.name, *party.names)):
        yield name, Phrase("party", party.id, "name", proper=True)
        if (bare := _without_form(name)) != name:
            yield bare, Phrase("party", party.id, "name without its legal form", proper=True)
    for number in party.identifiers:
        if len(number) > 5:  # a shorter number stands for many things
            yield number, Phrase("party", party.id, "identifier")


def _without_form(name: str) -> str:
    """The name without the legal form at its end or start; as it is where nothing distinctive would be left."""
    reading = read_name(name)
    if not reading.of(PartKind.BRAND):
        return name
    left = [part for part in reading.parts if part.kind is not PartKind.FORM]
    return name[left[0].start : left[-1].end].strip(" ,.()（）") or name


def _short_names(party: WatchedParty) -> Iterator[str]:
    """Brands of its names: a text that names the party in full may go on with these."""
    found: list[str] = []
    for name in dict.fromkeys((party.name, *party.names)):
        brands = read_name(name).of(PartKind.BRAND)
        found.extend(part.text for part in brands if len(part.text) > 1)
    yield from dict.fromkeys(found)
