"""What the records of a trace do not say: each a named gap with its rows and what would close it."""

from collections.abc import Iterator

from tieback.model.trace import Gap
from tieback.trace.closure import Closure
from tieback.trace.lots import SourceKind
from tieback.trace.mass import rounded_even
from tieback.trace.reconcile import rows_of
from tieback.trace.scope import Scope


def find_gaps(scope: Scope, closure: Closure) -> tuple[Gap, ...]:
    """All gaps of a trace, sorted by id, each once."""
    found = [*_untraced(scope, closure)]
    return tuple(sorted({gap.id: gap for gap in found}.values(), key=lambda gap: gap.id))


def _untraced(scope: Scope, closure: Closure) -> Iterator[Gap]:
    for pipe in closure.pipes:
        source = pipe.source
        if source is None or source.kind is not SourceKind.UNTRACED:
            continue
        lot, holder = source.node
        account = scope.book.accounts.get(source.node)
        days = account.days if account else ()
        moved = [scope.movement(index) for day in days for index in (*day.departures, *day.arrivals)]
        nominal = pipe.amount.nominal
        kg = "an unknown mass" if nominal is None else f"{rounded_even(nominal)} kg"
        where = f" (an undeclared component of {source.record})" if source.record else ""
        yield Gap(
            f"gap-untraced-{lot}-{holder}" + (f"-{source.record}" if source.record else ""),
            "untraced",
            lot,
            rows_of(moved),
            f"{kg} of lot {lot} at {holder}{where}: no record says where it came from",
        )
