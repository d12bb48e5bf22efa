"""Every finished lot of a case at once: the kilograms of regions, parties, sites or raw lots in it, in one table.

Bounds are outer ones, of a single pass (docs/adr/0004): the truth lies between. The trace of one lot gives narrower
ones, and conflicts between papers, which are not looked at here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.trace.array import Arrays
from tieback.trace.bulk.asking import Asking, Question
from tieback.trace.bulk.kept import kept_mesh
from tieback.trace.bulk.lots import Lots, made_lots
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import movements_of
from tieback.trace.bulk.share import UNKNOWN, Grams, held, unfed

HEADER = ("lot", "kg", "kind", "id", "least_kg", "proportional_kg", "most_kg", "most_traced_kg")
Row = tuple[str, str | None, str, str, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows by lot and set, how many lots there are, and of how many the records cannot all be true."""

    rows: Iterator[Row]
    lots: int
    unknown: int
    sets: int


def tally(
    case: Case, arrays: Arrays, in_xinjiang: Callable[[Site], Answer], sources: Sequence[str], *, static: bool
) -> Tally:
    """The table of all lots that some record makes and no transformation takes in; by default of regions.

    Raises Refused for a source that nobody knows, or a lot that was made of others.
    """
    moved, mesh = movements_of(arrays), kept_mesh(arrays, static=static)
    lots = made_lots(arrays, moved, mesh)
    lots = replace(lots, unknown=lots.unknown | unfed(mesh, lots))
    asking = Asking(case, arrays, mesh, in_xinjiang)
    questions = [item for id_ in sorted(set(sources)) for item in _named(asking, id_)] or asking.regions()
    return Tally(_rows(arrays, mesh, lots, questions), len(lots), int(lots.unknown.sum()), len(questions))


def _named(asking: Asking, id_: str) -> list[Question]:
    found = asking.named(id_)
    if not found:
        raise Refused(
            f"no party, site, raw lot or region is called {id_}",
            remedy="a lot that was made of others is asked by tieback trace CASE LOT --down",
        )
    return found


def _rows(arrays: Arrays, mesh: Mesh, lots: Lots, questions: list[Question]) -> Iterator[Row]:
    found = []
    for question in questions:
        whole = held(mesh, lots, question.belongs)
        same = np.array_equal(question.belongs, question.traced)
        found.append((question, whole, whole.most if same else held(mesh, lots, question.traced).most))
    stated = _stated(lots)
    for at, code in enumerate(lots.code.tolist()):
        head = arrays.words.lots[code], _kg(stated[at])
        for question, whole, traced in found:
            kgs = whole.least[at], whole.proportional[at], whole.most[at], traced[at]
            least, share, most, most_traced = map(_kg, kgs)
            yield (*head, question.kind, question.id, least, share, most, most_traced)


def _stated(lots: Lots) -> Grams:
    """The recorded mass of every lot, half a gram to even; UNKNOWN where a part has none."""
    owner = np.repeat(np.arange(len(lots)), np.diff(lots.start))
    mg = np.zeros(len(lots), np.int64)
    np.add.at(mg, owner, lots.stated)
    below, rest = np.divmod(mg, 1000)
    up = (rest > 500) | ((rest == 500) & (below % 2 == 1))
    found: Grams = below + up
    found[owner[lots.stated == UNKNOWN]] = UNKNOWN
    return found


def _kg(grams: np.int64) -> str | None:
    return None if grams == UNKNOWN else str(Decimal(int(grams)).scaleb(-3))
