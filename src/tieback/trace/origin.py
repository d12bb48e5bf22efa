"""The sets of sources that a reader asks about: lots, sites, parties, regions, and who passed the goods on.

Membership is three-valued. A seller is not an origin: untraced mass may belong to any party, site or region, but
never to a named lot whose recorded making is fully accounted for (DESIGN, "How records are read").
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.place import XINJIANG
from tieback.model.site import Site
from tieback.trace.bounds import NONE, SourceSet
from tieback.trace.closure import Closure
from tieback.trace.ledger import Ledger
from tieback.trace.loop import Loops
from tieback.trace.lots import SourceKind

InRegion = Callable[[Site], Answer]
_REGION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")


class Sets:
    """The sets of one closure; pipes and positions are numbered as in the closure."""

    __slots__ = (
        "_accounted",
        "_cells",
        "_closure",
        "_loops",
        "_made",
        "_open",
        "_parties",
        "_regions",
        "_sites",
        "_sources",
        "untraced",
    )

    def __init__(self, closure: Closure, ledger: Ledger, case: Case, in_xinjiang: InRegion) -> None:
        self._closure = closure
        self._sites = {site.id: site for site in case.sites}
        self._parties = frozenset(party.id for party in case.parties)
        self._accounted = _accounted(ledger)
        self._loops = Loops(closure)
        self._made, self._sources = _sources(closure)
        self._cells = _cells(closure)
        kinds = {number: pipe.source.kind for number, pipe in enumerate(closure.pipes) if pipe.source}
        self._open = frozenset(number for number, kind in kinds.items() if kind is not SourceKind.MADE)
        self.untraced = frozenset(number for number, kind in kinds.items() if kind is SourceKind.UNTRACED)
        known = [
            self._sites[id_] for kind, id_ in sorted(self._made) if kind == "site" and id_ in self._sites
        ]
        self._regions = {site.id: in_xinjiang(site) for site in known}

    def origins(self, wanted: Sequence[str] = ()) -> list[SourceSet]:
        """One set per raw lot, site, party and region, Xinjiang too where it is not ruled out; or those `wanted`."""
        if wanted:
            return [found for id_ in sorted(set(wanted)) for found in self.named(id_)]
        made = sorted(self._made)
        return [
            *(self.lot(id_) for kind, id_ in made if kind == "lot"),
            *(self.party(id_) for kind, id_ in made if kind == "party"),
            *(self.region(id_) for id_ in self._region_ids()),
            *(self.site(id_) for kind, id_ in made if kind == "site"),
        ]

    def through(self) -> list[SourceSet]:
        """One set per party and site that the goods passed."""
        parties = {id_ for kind, id_ in (*self._cells, *self._sources) if kind == "party"}
        parties |= {node.holder for node in self._closure.arrivals}
        return [
            *(self.through_party(party) for party in sorted(parties)),
            *(self.through_site(site) for site in self.sites()),
        ]

    def named(self, id_: str) -> list[SourceSet]:
        """The sets that an id names, of any kind: a region if it looks like ISO 3166; none if nobody knows it."""
        found = []
        cells = self._closure.network.cells
        if any(cell.node is not None and cell.node.lot == id_ for cell in cells):
            found.append(self.lot(id_))
        if id_ in self._parties or any(cell.holder == id_ for cell in cells):
            found.append(self.party(id_))
        if id_ in self._sites:
            found.append(self.site(id_))
        if is_region(id_):
            found.append(self.region(id_))
        return found

    def lot(self, lot: str) -> SourceSet:
        """All mass that was ever in the lot."""
        inside = frozenset(self._sources.get(("lot", lot), ()))
        possible = self._open - self.untraced if lot in self._accounted else self._open
        return self._loops.settled(SourceSet("lot", lot, inside, possible - inside, self._marks("lot", lot)))

    def site(self, site: str) -> SourceSet:
        """Raw material made at the site."""
        return self._loops.settled(
            SourceSet("site", site, frozenset(self._made.get(("site", site), ())), self._open)
        )

    def party(self, party: str) -> SourceSet:
        """Raw material made by the party."""
        return self._loops.settled(
            SourceSet("party", party, frozenset(self._made.get(("party", party), ())), self._open)
        )

    def region(self, region: str) -> SourceSet:
        """Raw material made in the region; a site that may lie there may have made any part of it."""
        inside: set[int] = set()
        possible = set(self._open)
        for (kind, site), numbers in self._made.items():
            answer = self._lies_in(site, region) if kind == "site" else Answer.NO
            if answer is not Answer.NO:
                (inside if answer is Answer.YES else possible).update(numbers)
        return self._loops.settled(SourceSet("region", region, frozenset(inside), frozenset(possible)))

    def through_party(self, party: str) -> SourceSet:
        """All mass that was ever in the party's hands."""
        inside = frozenset(self._sources.get(("party", party), ()))
        marked = self._marks("party", party)
        if {node.holder for node in self._closure.arrivals} == {party}:
            marked |= {self._closure.end}
        return self._loops.settled(SourceSet("party", party, inside, self._open - inside, marked))

    def through_site(self, site: str) -> SourceSet:
        """All mass that a transformation at the site gave out."""
        inside = frozenset(self._made.get(("site", site), ()))
        return self._loops.settled(SourceSet("site", site, inside, self._open, self._marks("site", site)))

    def sites(self) -> list[str]:
        """Every site at which something of the closure was made or processed."""
        return sorted({id_ for kind, id_ in (*self._cells, *self._made) if kind == "site"})

    def _marks(self, kind: str, id_: str) -> frozenset[int]:
        """The positions of a lot, party or site; none where nothing but its own sources ever enters them."""
        marked = frozenset(self._cells.get((kind, id_), ()))
        entering = (self._closure.pipes[number] for at in marked for number in self._closure.ins[at])
        own = self._sources.get((kind, id_), set())
        sealed = all(pipe.tail in marked or pipe.source is not None for pipe in entering) and all(
            number in own
            for at in marked
            for number in self._closure.ins[at]
            if self._closure.pipes[number].source is not None
        )
        return NONE if sealed else marked

    def _region_ids(self) -> list[str]:
        sites = [id_ for kind, id_ in self._made if kind == "site"]
        countries = {country for site in sites if (country := self._country(site)) is not None}
        doubtful = bool(self._open) or any(self._lies_in(site, XINJIANG) is not Answer.NO for site in sites)
        return sorted(countries | ({XINJIANG} if doubtful else set()))

    def _country(self, site: str) -> str | None:
        found = self._sites.get(site)
        return found.country if found else None

    def _lies_in(self, site: str, region: str) -> Answer:
        """Is the site in the region?"""
        return lies_in(self._regions.get(site, Answer.UNKNOWN), self._country(site), region)


def is_region(id_: str) -> bool:
    """Does an id look like ISO 3166?"""
    return _REGION.fullmatch(id_) is not None


def lies_in(in_xinjiang: Answer, country: str | None, region: str) -> Answer:
    """Is a site in the region? Unknown without an address or country, or where they disagree."""
    if region == XINJIANG:
        return in_xinjiang
    if "-" in region:
        elsewhere = country is not None and country != region.partition("-")[0]
        return Answer.NO if elsewhere else Answer.UNKNOWN
    if in_xinjiang is Answer.YES and country in {None, "CN"}:
        return Answer.YES if region == "CN" else Answer.NO
    if country is None or in_xinjiang in {Answer.YES, Answer.CONFLICT}:
        return Answer.UNKNOWN
    return Answer.YES if country == region else Answer.NO


_Index = Mapping[tuple[str, str], set[int]]


def _sources(closure: Closure) -> tuple[_Index, _Index]:
    """Pipes from outside by (kind, id): raw material only, and all of them."""
    made: dict[tuple[str, str], set[int]] = defaultdict(set)
    every: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, pipe in enumerate(closure.pipes):
        if pipe.source is None:
            continue
        node = pipe.source.node
        keys = [("lot", node.lot), ("party", node.holder)]
        for key in keys:
            every[key].add(number)
        if pipe.source.kind is SourceKind.MADE:
            for key in (*keys, ("site", pipe.source.site or "")):
                made[key].add(number)
                every[key].add(number)
    return dict(made), dict(every)


def _cells(closure: Closure) -> _Index:
    """Positions by (kind, id): those of a lot, in a party's hands, of a transformation at a site."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for position, index in enumerate(closure.cells):
        cell = closure.network.cells[index]
        found["party", cell.holder].add(position)
        if cell.node is not None:
            found["lot", cell.node.lot].add(position)
        if cell.site is not None:
            found["site", cell.site].add(position)
    return dict(found)


def _accounted(ledger: Ledger) -> frozenset[str]:
    """Lots whose making is recorded with its mass and touched by no unread row."""
    made: dict[str, bool] = {}
    for movement in ledger.movements:
        if movement.site is None or movement.taker is None:
            continue
        sound = movement.amount.measured and movement.record not in ledger.doubtful_transformations
        made[movement.taker.lot] = made.get(movement.taker.lot, True) and sound
    doubtful = {node.lot for node in ledger.doubtful_nodes}
    return frozenset(lot for lot, sound in made.items() if sound and lot not in doubtful)
