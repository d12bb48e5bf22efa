"""Exposure: what of a profile an item touches. One term of each kind, the strongest; they add up.

Each points at the sentence that holds the words. A name without a second signal is worth little and never notifies.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tieback.model.story import Item, Link, LinkKind, Term
from tieback.names import gazetteer
from tieback.watch.link.lexicon import hs_of, overlaps
from tieback.watch.profile import Profile, WatchedParty
from tieback.watch.rank.passage import Passages
from tieback.watch.rank.weight import weight


@dataclass(frozen=True)
class Exposure:
    """A profile, ready to be asked about links."""

    profile: Profile

    @cached_property
    def parties(self) -> Mapping[str, WatchedParty]:
        """Watched parties by id."""
        return {party.id: party for party in self.profile.parties}

    @cached_property
    def _site_regions(self) -> frozenset[str]:
        return frozenset(
            region for party in self.profile.parties for region in party.regions if "-" in region
        )

    @cached_property
    def _site_countries(self) -> frozenset[str]:
        countries = (
            region[:2] for party in self.profile.parties for region in (*party.regions, party.country or "")
        )
        return frozenset(filter(None, countries))

    def touches(self, link: Link) -> Iterator[str]:
        """The rules of weight.csv under which a link is an exposure."""
        match link.kind:
            case LinkKind.PARTY if link.id in self.parties:
                tier = self.parties[link.id].tier or 1
                yield "party-possible" if link.possible else "party-behind" if tier > 1 else "party"
            case LinkKind.GOODS if not link.possible and self._watches_goods(link.id):
                yield "goods"
            case LinkKind.PLACE if not link.possible:
                yield from self._place(link.id)
            case LinkKind.LAW | LinkKind.LIST if not link.possible and link.id in self.profile.laws:
                yield "law"
            case LinkKind.CONVENTION if not link.possible and link.id in self.profile.conventions:
                yield "convention"

    def comes_from(self, goods: str, place: str) -> bool:
        """True if a watched party of that region has such goods, or the place is watched beside the goods."""
        if any(gazetteer.within(place, watched) for watched in self.profile.places):
            return True
        prefixes = hs_of(goods)
        return any(
            any(overlaps(made, prefix) for made in party.hs for prefix in prefixes)
            and any(
                gazetteer.within(place, region)
                for region in party.regions
                if "-" in region or len(place) == 2
            )
            for party in self.profile.parties
        )

    def meant(self, link: Link) -> str:
        """What a link means, for people: a name where there is one, else the id."""
        if link.kind is LinkKind.PLACE:
            return gazetteer.places()[link.id].name
        return self.parties[link.id].name if link.id in self.parties else link.id

    def _watches_goods(self, goods: str) -> bool:
        return any(overlaps(watched, prefix) for watched in self.profile.hs for prefix in hs_of(goods))

    def _place(self, place: str) -> Iterator[str]:
        lineage = gazetteer.lineage(place)
        if any(watched in lineage for watched in self.profile.places):
            yield "place"
        elif any(region in lineage for region in self._site_regions):
            yield "site-region"
        elif lineage[-1] in self._site_countries:
            yield "site-country"


def find_exposures(item: Item, passages: Passages, exposure: Exposure) -> tuple[Term, ...]:
    """The terms of an item, strongest first: of each rule the first place in the text, parties one by one."""
    found: dict[str, tuple[str, Link]] = {}
    for link in item.links:
        for rule in exposure.touches(link):
            key = f"{rule}:{link.id}" if rule.startswith("party") else rule
            found.setdefault(key, (rule, link))
    pair = _goods_and_place(item.links, exposure)
    if pair:
        found = {
            key: value
            for key, value in found.items()
            if key not in {"goods", "place", "site-region", "site-country"}
        }
        found["goods-and-place"] = ("goods-and-place", pair[0])
    chosen = _strongest(found.values())
    terms = [_term(item, passages, rule, (link, exposure.meant(link)), pair) for rule, link in chosen]
    return tuple(sorted(terms, key=lambda term: (-term.value, term.start, term.rule)))


def _goods_and_place(links: Sequence[Link], exposure: Exposure) -> tuple[Link, Link] | None:
    goods = [link for link in links if "goods" in exposure.touches(link)]
    places = [link for link in links if link.kind is LinkKind.PLACE and not link.possible]
    pairs = ((one, other) for one in goods for other in places if exposure.comes_from(one.id, other.id))
    return min(pairs, key=lambda pair: (abs(pair[0].start - pair[1].start), pair[0].start), default=None)


def _strongest(found: Iterable[tuple[str, Link]]) -> list[tuple[str, Link]]:
    """Of party rules, and of place rules, only the best one counts; the others add up."""
    best: dict[str, tuple[str, Link]] = {}
    for rule, link in found:
        group = {"party": "party", "site": "place", "place": "place"}.get(rule.split("-")[0], rule)
        if group not in best or weight("exposure", rule) > weight("exposure", best[group][0]):
            best[group] = (rule, link)
    return list(best.values())


def _term(
    item: Item, passages: Passages, rule: str, named: tuple[Link, str], pair: tuple[Link, Link] | None
) -> Term:
    link, meant = named
    start, end = passages.sentence(link.start)
    told = f"{link.text!r} is {meant}"
    if rule == "goods-and-place" and pair:
        told = f"{pair[0].text!r} and {pair[1].text!r} ({gazetteer.places()[pair[1].id].name})"
    elif link.signals:
        told += f", beside {link.signals[0].text!r} ({link.signals[0].kind})"
    elif link.rule not in {"name", "description"}:
        told += f" ({link.rule})"
    return Term("exposure", rule, weight("exposure", rule), told, item.id, start, end, item.text[start:end])
