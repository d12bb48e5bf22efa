"""Sets of sources that a reader asks about: a lot, a site, a party, a region, and who passed the goods on.

Membership is three-valued. A seller is not an origin: untraced mass may belong to any party, site or region, but
never to a named lot whose recorded making is fully accounted for (DESIGN, "How records are read").
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tieback.model.answer import Answer
from tieback.model.place import XINJIANG
from tieback.model.site import Site
from tieback.trace.bounds import Membership
from tieback.trace.closure import Closure
from tieback.trace.ledger import Ledger
from tieback.trace.lots import Source, SourceKind

InRegion = Callable[[Site], Answer]
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceSet:
    """A set: sources that belong, and positions all of whose mass belongs (`marked`)."""

    kind: str  # lot | site | party | region
    id: str
    belongs: Callable[[Source], Membership]
    marked: frozenset[int] = NOBODY

    def has(self, source: Source) -> bool:
        """Does all mass of the source belong?"""
        return self.belongs(source) is Membership.IN

    def with_untraced_elsewhere(self) -> "SourceSet":
        """The same set with all untraced mass taken as "other", unless it is the set's own."""

        def belongs(source: Source) -> Membership:
            member = self.belongs(source)
            untraced = source.kind is SourceKind.UNTRACED and member is Membership.FREE
            return Membership.OUT if untraced else member

        return SourceSet(self.kind, self.id, belongs, self.marked)


class Sets:
    """The sets of one closure."""

    __slots__ = ("_accounted", "_closure", "_regions", "_sites")

    def __init__(
        self, closure: Closure, ledger: Ledger, sites: Iterable[Site], in_xinjiang: InRegion
    ) -> None:
        self._closure = closure
        self._sites = {site.id: site for site in sites}
        self._accounted = _accounted(ledger)
        origins = {source.site for source in self.made() if source.site}
        known = [self._sites[id_] for id_ in sorted(origins) if id_ in self._sites]
        self._regions = {site.id: in_xinjiang(site) for site in known}

    def made(self) -> list[Source]:
        """The raw-material sources of the closure, in order."""
        found = [pipe.source for pipe in self._closure.pipes if pipe.source is not None]
        return [source for source in found if source.kind is SourceKind.MADE]

    def origins(self, wanted: Sequence[str] = ()) -> list[SourceSet]:
        """One set per raw lot, site, party and region, Xinjiang too where it is not ruled out; or those `wanted`."""
        if wanted:
            return [found for id_ in sorted(set(wanted)) for found in self.named(id_)]
        made = self.made()
        lots = sorted({source.node.lot for source in made})
        sites = sorted({source.site for source in made if source.site})
        parties = sorted({source.node.holder for source in made})
        return [
            *(self.lot(lot) for lot in lots),
            *(self.party(party) for party in parties),
            *(self.region(region) for region in self._region_ids()),
            *(self.site(site) for site in sites),
        ]

    def through(self) -> list[SourceSet]:
        """One set per party and site that the goods passed."""
        parties = [self.through_party(party) for party in self.holders()]
        return [*parties, *(self.through_site(site) for site in self.sites())]

    def named(self, id_: str) -> list[SourceSet]:
        """The sets that an id names: of any kind, a region if of no other."""
        network = self._closure.network
        found = []
        if any(cell.node is not None and cell.node.lot == id_ for cell in network.cells):
            found.append(self.lot(id_))
        if any(cell.holder == id_ for cell in network.cells):
            found.append(self.party(id_))
        if id_ in self._sites:
            found.append(self.site(id_))
        return found or [self.region(id_)]

    def lot(self, lot: str) -> SourceSet:
        """All mass that was ever in the lot."""
        network = self._closure.network
        marked = frozenset(
            position
            for position, cell in enumerate(self._closure.cells)
            if (node := network.cells[cell].node) is not None and node.lot == lot
        )
        accounted = lot in self._accounted

        def belongs(source: Source) -> Membership:
            if source.node.lot == lot:
                return Membership.IN
            if source.kind is SourceKind.MADE or (source.kind is SourceKind.UNTRACED and accounted):
                return Membership.OUT
            return Membership.FREE

        return SourceSet("lot", lot, belongs, marked)

    def site(self, site: str) -> SourceSet:
        """Raw material made at the site."""
        return SourceSet("site", site, lambda source: _made_where(source, source.site == site))

    def party(self, party: str) -> SourceSet:
        """Raw material made by the party."""
        return SourceSet("party", party, lambda source: _made_where(source, source.node.holder == party))

    def region(self, region: str) -> SourceSet:
        """Raw material made in the region; a site that may lie there may have made any part of it."""

        def belongs(source: Source) -> Membership:
            if source.kind is not SourceKind.MADE:
                return Membership.FREE
            answer = self._lies_in(source.site, region)
            return {Answer.YES: Membership.IN, Answer.NO: Membership.OUT}.get(answer, Membership.FREE)

        return SourceSet("region", region, belongs)

    def through_party(self, party: str) -> SourceSet:
        """All mass that was ever in the party's hands."""
        network = self._closure.network
        marked = frozenset(
            position
            for position, cell in enumerate(self._closure.cells)
            if network.cells[cell].holder == party
        )
        end = {self._closure.end} if self._closure.target.node.holder == party else set()

        def belongs(source: Source) -> Membership:
            if source.node.holder == party:
                return Membership.IN
            return Membership.OUT if source.kind is SourceKind.MADE else Membership.FREE

        return SourceSet("party", party, belongs, marked | end)

    def through_site(self, site: str) -> SourceSet:
        """All mass that a transformation at the site gave out."""
        network = self._closure.network
        marked = frozenset(
            position for position, cell in enumerate(self._closure.cells) if network.cells[cell].site == site
        )
        return SourceSet("site", site, lambda source: _made_where(source, source.site == site), marked)

    def holders(self) -> list[str]:
        """Every party of the closure."""
        network = self._closure.network
        holders = {network.cells[cell].holder for cell in self._closure.cells}
        return sorted(
            {*holders, *(source.node.holder for source in self._all()), self._closure.target.node.holder}
        )

    def sites(self) -> list[str]:
        """Every site at which something of the closure was made or processed."""
        network = self._closure.network
        sites = {network.cells[cell].site for cell in self._closure.cells}
        return sorted({site for site in (*sites, *(source.site for source in self.made())) if site})

    def _all(self) -> list[Source]:
        return [pipe.source for pipe in self._closure.pipes if pipe.source is not None]

    def _region_ids(self) -> list[str]:
        made = self.made()
        countries = {country for source in made if (country := self._country(source.site)) is not None}
        doubtful = any(self._lies_in(source.site, XINJIANG) is not Answer.NO for source in made)
        open_ = any(source.kind is not SourceKind.MADE for source in self._all())
        return sorted({*countries, *([XINJIANG] if doubtful or open_ else [])})

    def _country(self, site: str | None) -> str | None:
        found = self._sites.get(site or "")
        return found.country if found else None

    def _lies_in(self, site: str | None, region: str) -> Answer:
        """Is the site in the region? Unknown without an address or country."""
        in_xinjiang = self._regions.get(site or "", Answer.UNKNOWN)
        country = self._country(site)
        if region == XINJIANG:
            return in_xinjiang
        if "-" in region:
            elsewhere = country is not None and country != region.partition("-")[0]
            return Answer.NO if elsewhere else Answer.UNKNOWN
        if country is None:
            return Answer.YES if region == "CN" and in_xinjiang is Answer.YES else Answer.UNKNOWN
        return Answer.YES if country == region else Answer.NO


def _made_where(source: Source, here: bool) -> Membership:
    if source.kind is not SourceKind.MADE:
        return Membership.FREE
    return Membership.IN if here else Membership.OUT


def _accounted(ledger: Ledger) -> frozenset[str]:
    """Lots whose making is recorded with its mass and touched by no unread row."""
    made: dict[str, bool] = {}
    for movement in ledger.movements:
        if (movement.box is None and movement.site is None) or movement.taker is None:
            continue
        sound = movement.amount.measured and movement.record not in ledger.doubtful_transformations
        made[movement.taker.lot] = made.get(movement.taker.lot, True) and sound
    doubtful = {node.lot for node in ledger.doubtful_nodes}
    return frozenset(lot for lot, sound in made.items() if sound and lot not in doubtful)
