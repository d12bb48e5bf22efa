"""Watched companies in a text: short names once named in full, and the second signal that tells one from a namesake."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tieback.model.story import Link, LinkKind, Signal
from tieback.names import gazetteer
from tieback.names.token import Token
from tieback.watch.link.lexicon import Lexicon, hs_of, overlaps
from tieback.watch.link.phrase import Phrase, make_index
from tieback.watch.profile import WatchedParty


def find_short(text: str, tokens: list[Token], links: Sequence[Link], lexicon: Lexicon) -> list[Link]:
    """The brand alone, after the party's name stood in full: "EXAMPLE Loom Co., Ltd. ... EXAMPLE Loom"."""
    full: dict[str, Link] = {}
    for link in links:
        if link.kind is LinkKind.PARTY and link.rule != "identifier":
            full.setdefault(link.id, link)
    phrases = [
        (name, Phrase("party", party, f"short for {link.text!r}", proper=True))
        for party, link in full.items()
        for name in lexicon.short.get(party, ())
    ]
    if not phrases:
        return []
    named = [(link.start, link.end) for link in links if link.kind is LinkKind.PARTY]
    return [
        Link(LinkKind.PARTY, phrase.id, text[hit.start : hit.end], hit.start, hit.end, phrase.rule)
        for hit in make_index(phrases).find(text, tokens)
        for phrase in hit.phrases
        if hit.start >= full[phrase.id].end and not any(a < hit.end and hit.start < b for a, b in named)
    ]


def with_signals(links: Sequence[Link], lexicon: Lexicon) -> list[Link]:
    """Party links with their second signals; one without any is possible only."""
    parties = [link for link in links if link.kind is LinkKind.PARTY]
    others = [
        link
        for link in links
        if link.kind is not LinkKind.PARTY
        and not link.possible
        and not any(party.start < link.end and link.start < party.end for party in parties)
        and not (link.kind is LinkKind.GOODS and _stands_in_a_name(link, parties))
    ]
    named = {link.id for link in links if link.kind is LinkKind.PARTY}
    signals = {id_: tuple(_signals(lexicon.parties[id_], links, others)) for id_ in named}
    return [
        replace(link, signals=signals[link.id], possible=not signals[link.id])
        if link.kind is LinkKind.PARTY
        else link
        for link in links
    ]


def _signals(party: WatchedParty, links: Iterable[Link], others: Sequence[Link]) -> Iterator[Signal]:
    """The first of each kind."""
    for link in links:
        if link.kind is LinkKind.PARTY and link.id == party.id and link.rule == "identifier":
            yield _signal("identifier", link)
            break
    if place := _place(party, [link for link in others if link.kind is LinkKind.PLACE]):
        yield _signal("place", place)
    goods = (link for link in others if link.kind is LinkKind.GOODS)
    if made := next((link for link in goods if _makes(party, link.id)), None):
        yield _signal("product", made)
    kin = next((link for link in links if link.kind is LinkKind.PARTY and link.id in party.kin), None)
    if kin:
        yield _signal("kin", kin)


def _stands_in_a_name(goods: Link, parties: Sequence[Link]) -> bool:
    """ "Textile" beside "EXAMPLE Kestrel Textile" may be half of the name again, and tells nobody from a namesake."""
    return any(goods.text.casefold() in party.text.casefold() for party in parties)


def _signal(kind: str, link: Link) -> Signal:
    return Signal(kind, link.id, link.text, link.start, link.end)


def _place(party: WatchedParty, places: Sequence[Link]) -> Link | None:
    """A place in a region of the party's sites; its country only where the text names no other region of that country."""
    for link in places:
        if any(gazetteer.within(link.id, region) for region in party.regions if "-" in region):
            return link
    countries = {*(region for region in party.regions if "-" not in region), party.country} - {None}
    known = {region[:2] for region in party.regions if "-" in region}
    for link in places:
        country = gazetteer.lineage(link.id)[-1]
        inmost = gazetteer.lineage(link.id)[0] == country
        elsewhere = any(
            gazetteer.lineage(other.id)[-1] == country and other.id != country for other in places
        )
        if country in countries and (inmost and not elsewhere if country in known else True):
            return link
    return None


def _makes(party: WatchedParty, goods: str) -> bool:
    return any(overlaps(made, prefix) for made in party.hs for prefix in hs_of(goods))
