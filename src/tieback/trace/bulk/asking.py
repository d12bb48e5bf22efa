"""Which sources of a mesh belong to a lot, site, party or region, as `origin` has it for one lot."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.place import XINJIANG
from tieback.model.site import Site
from tieback.trace.array import NONE, Arrays, code_of
from tieback.trace.bulk.counted import doubtful
from tieback.trace.bulk.daily import UNKNOWN, UNTRACED
from tieback.trace.bulk.kernel import INSIDE, POSSIBLE
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import ENDLESS
from tieback.trace.bulk.sketch import MADE
from tieback.trace.origin import is_region, lies_in

Belongs = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A set of sources; `traced`: the same if all untraced mass came from elsewhere."""

    kind: str  # lot | site | party | region
    id: str
    belongs: Belongs
    traced: Belongs


class Asking:
    """The sets that may be asked of all lots of a case at once."""

    def __init__(self, case: Case, arrays: Arrays, mesh: Mesh, in_xinjiang: Callable[[Site], Answer]) -> None:
        self._arrays, self._mesh = arrays, mesh
        self._case_sites = {site.id: site for site in case.sites}
        line = mesh.source_movement - len(arrays.transfers)
        made = mesh.source == MADE
        self._site = np.full(len(made), NONE, np.int32)
        self._site[made] = arrays.makings.site[arrays.lines.making[line[made]]]
        self._made = made
        here = mesh.source_node != NONE  # what an unread row may have put into a transformation is of no node
        self._lot = np.where(here, arrays.nodes.lot[mesh.source_node], NONE)
        self._holder = np.where(here, arrays.nodes.holder[mesh.source_node], NONE)
        used = np.unique(self._site[made])
        self._answers = {
            code: in_xinjiang(site)
            for code in used.tolist()
            if (site := self._case_sites.get(arrays.words.sites[code])) is not None
        }

    def regions(self) -> list[Question]:
        """Every country of raw material, and Xinjiang where it is not ruled out."""
        sites = [self._case_sites.get(self._arrays.words.sites[code]) for code in self._codes()]
        countries = {site.country for site in sites if site is not None and site.country}
        doubtful = not self._made.all() or any(
            self._lies(code, XINJIANG) is not Answer.NO for code in self._codes()
        )
        return [self._region(id_) for id_ in sorted(countries | ({XINJIANG} if doubtful else set()))]

    def named(self, id_: str) -> list[Question]:
        """The sets that an id names; none where nobody knows it, or where it is a lot that was made of others."""
        words, nodes, mesh = self._arrays.words, self._arrays.nodes, self._mesh
        found = []
        lot, holder, site = (code_of(table, id_) for table in (words.lots, words.holders, words.sites))
        if lot != NONE and self._raw(lot):
            own = self._lot == lot
            sound = self._made & (mesh.source_most < ENDLESS)
            accounted = (
                sound[own].all() and not doubtful(self._arrays, self._arrays.unread)[nodes.lot == lot].any()
            )
            possible = (mesh.source == UNKNOWN) if accounted else ~self._made
            found.append(self._question("lot", id_, own, possible & ~own))
        if holder != NONE:
            found.append(self._question("party", id_, self._made & (self._holder == holder)))
        if site != NONE:
            found.append(self._question("site", id_, self._made & (self._site == site)))
        if is_region(id_):
            found.append(self._region(id_))
        return found

    def _raw(self, lot: int) -> bool:
        """Was the lot made of nothing else, as far as the records say?"""
        mesh, nodes = self._mesh, self._arrays.nodes
        taker = self._arrays.lines.node[mesh.made_movement - len(self._arrays.transfers)]
        made = nodes.lot[taker] == lot
        return bool((mesh.made_cell[made] == NONE).all()) and bool((self._lot == lot).any())

    def _codes(self) -> list[int]:
        return [int(code) for code in np.unique(self._site[self._made])]

    def _region(self, region: str) -> Question:
        inside, possible = np.zeros(len(self._made), np.bool_), np.zeros(len(self._made), np.bool_)
        for code in self._codes():
            answer = self._lies(code, region)
            if answer is Answer.YES:
                inside |= self._site == code
            elif answer is not Answer.NO:
                possible |= self._site == code
        return self._question("region", region, inside & self._made, possible & self._made | ~self._made)

    def _lies(self, code: int, region: str) -> Answer:
        site = self._case_sites.get(self._arrays.words.sites[code])
        return lies_in(self._answers.get(code, Answer.UNKNOWN), site.country if site else None, region)

    def _question(
        self, kind: str, id_: str, inside: NDArray[np.bool_], possible: NDArray[np.bool_] | None = None
    ) -> Question:
        may = ~self._made & ~inside if possible is None else possible
        belongs = np.where(inside, INSIDE, np.where(may, POSSIBLE, 0)).astype(np.uint8)
        traced = np.where((belongs == POSSIBLE) & (self._mesh.source == UNTRACED), 0, belongs).astype(
            np.uint8
        )
        return Question(kind, id_, belongs, traced)
