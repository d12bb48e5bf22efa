"""What else was in the machine: runs that share one, at the same time or just before.

No record says how much of one run stays in a machine for the next, so no mass is moved; that it may have been some is
a gap, until a changeover record stands behind the later run. A machine that is kept as a bin (a lot that is filled and
drawn) is a state in time like any other, and bounded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.goods import LineRole, Transformation
from tieback.model.record import RowRef
from tieback.model.trace import Gap

CHANGEOVER = "changeover-record"
_SHOWN = 6  # lots of another run that are named


def machine_gaps(
    case: Case, support: Mapping[str, tuple[Document, ...]], transformations: Iterable[str]
) -> Iterator[Gap]:
    """Runs of these transformations that may have met other goods in their machine."""
    wanted = frozenset(transformations)
    runs: dict[tuple[str, str], list[Transformation]] = defaultdict(list)
    for item in case.transformations:
        if item.machine is not None:
            runs[item.site, " ".join(item.machine.split()).casefold()].append(item)
    for _, found in sorted(runs.items()):
        for run in sorted(found, key=lambda item: item.id):
            if run.id in wanted:
                yield from _meetings(run, [item for item in found if item.id != run.id], support)


def _meetings(
    run: Transformation, others: list[Transformation], support: Mapping[str, tuple[Document, ...]]
) -> Iterator[Gap]:
    others = [item for item in others if not _passes_on(item, run)]
    beside = sorted((item for item in others if _together(run, item)), key=lambda item: item.id)
    cleaned = any(document.kind == CHANGEOVER for document in support.get(run.id, ()))
    before = [] if cleaned else _last_before(run, [item for item in others if item not in beside])
    met = [(item, "at the same time as") for item in beside] + [(item, "after") for item in before]
    for other, how in met:
        foreign = sorted(_inputs(other) - _inputs(run) - _outputs(run))
        if not foreign:
            continue
        named = ", ".join(foreign[:_SHOWN]) + (
            f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
        )
        ask = "the record that kept them apart" if how != "after" else "the changeover or cleaning record"
        text = (
            f"transformation {run.id} ran on {run.machine} at {run.site} {how} {other.id}, which took in {named}; "
            f"no record says that none of it stayed in the machine; ask {run.holder} for {ask}"
        )
        yield Gap(
            f"gap-machine-shared-{run.id}-{other.id}", "machine-shared", run.id, _rows(run, other), text
        )


def _together(one: Transformation, other: Transformation) -> bool:
    """May the two have run on a same day? Yes where no day is known."""
    (start, end), (begin, finish) = _days(one), _days(other)
    return (start is None or finish is None or start <= finish) and (
        begin is None or end is None or begin <= end
    )


def _passes_on(one: Transformation, other: Transformation) -> bool:
    """Does one take in what the other made? Then its goods are traced to the other anyway."""
    return bool(_inputs(one) & _outputs(other) or _inputs(other) & _outputs(one))


def _last_before(run: Transformation, others: list[Transformation]) -> list[Transformation]:
    """The runs that ended last before this one began; several if on one day."""
    start = _days(run)[0]
    ended = [
        (end, item)
        for item in others
        if (end := _days(item)[1]) is not None and start is not None and end <= start
    ]
    latest = max((end for end, _ in ended), default=None)
    return sorted((item for end, item in ended if end == latest), key=lambda item: item.id)


def _days(item: Transformation) -> tuple[date | None, date | None]:
    return item.started_on or item.ended_on, item.ended_on or item.started_on


def _inputs(item: Transformation) -> set[str]:
    return {line.lot for line in item.lines if line.role is LineRole.IN}


def _outputs(item: Transformation) -> set[str]:
    return {line.lot for line in item.lines if line.role is not LineRole.IN}


def _rows(*items: Transformation) -> tuple[RowRef, ...]:
    return tuple(sorted({line.ref for item in items for line in item.lines if line.ref is not None}))
