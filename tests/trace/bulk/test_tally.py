"""The table of all lots never says less than the trace of one: its bounds lie around the exact ones, loops, bins and all."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
from tieback.model.refusal import Refused
from tieback.model.trace import Origin
from tieback.trace.array import Arrays
from tieback.trace.array_case import arrays_of
from tieback.trace.bulk.tally import Row, tally
from tieback.trace.tracing import in_xinjiang, trace


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), static=st.booleans())
def test_bounds_of_all_lots_lie_around_the_exact_bounds_of_each(
    new_records: Callable[[], SimpleNamespace], messy_case: Callable[..., Case], seed: int, static: bool
) -> None:
    case = messy_case(new_records(), seed)
    country = random.Random(seed).choice(["TR", "CN", None])
    sites = (replace(site, country=country) if site.party == "P0" else site for site in case.sites)
    case = replace(case, sites=tuple(sites))
    arrays = arrays_of(case)
    for sources in ([], _known(case, arrays, static=static)):
        by_lot: dict[str, list[Row]] = defaultdict(list)
        for row in tally(case, arrays, in_xinjiang, sources, static=static).rows:
            by_lot[row[0]].append(row)
        for lot, rows in by_lot.items():
            ids = sorted({row[3] for row in rows})
            traced = trace(case, lot, time="static" if static else "strict", exact=True, sources=ids)
            origins = {(item.kind, item.id): item for item in traced.origins}
            for origin in (*traced.origins, *traced.through):
                assert origin.least_kg is None or origin.most_kg is None or origin.least_kg <= origin.most_kg
            for row in rows:
                _compare(row, origins[row[2], row[3]])


def _known(case: Case, arrays: Arrays, *, static: bool) -> list[str]:
    """Parties, sites, regions and raw lots that may be asked about."""
    ids = {"CN", "CN-XJ", "TR", *(f"L{number}" for number in range(4))}
    ids |= {item.holder for item in case.transformations} | {item.site for item in case.transformations}
    found = []
    for id_ in sorted(ids):
        try:
            tally(case, arrays, in_xinjiang, [id_], static=static)
        except Refused:  # made of others, or not in this case
            continue
        found.append(id_)
    return found


def _compare(row: Row, exact: Origin) -> None:
    """What one row says, beside the exact bounds of the same set in the same lot; two safe bounds only overlap."""
    least, share, most, traced = (None if text is None else Decimal(text) for text in row[4:8])
    assert (least is None) == (exact.least_kg is None)
    if least is None or exact.least_kg is None:
        return
    assert share == exact.proportional_kg
    if exact.bounds == "outer":
        assert most is None or exact.least_kg <= most
        assert exact.most_kg is None or least <= exact.most_kg
        return
    assert least <= exact.least_kg
    for outer, sharp in ((most, exact.most_kg), (traced, exact.most_traced_kg)):
        assert outer is None or (sharp is not None and sharp <= outer)
