"""Square systems of linear equations, solved in whole numbers and fractions; few entries a row."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from tieback.trace.mass import Exact, whole


def solve(rows: Sequence[Mapping[int, Exact]], right: Sequence[Exact]) -> list[Exact] | None:
    """x such that the sum of rows[i][j] * x[j] is right[i]; None where there is no single solution.

    Gauss: the shortest row goes first, by its entry in the emptiest column, so that little fills in.
    """
    left = [dict(row) for row in rows]
    value = list(right)
    columns: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(left):
        for column in row:
            columns[column].add(number)
    queue = [(len(row), number) for number, row in enumerate(left)]
    heapify(queue)
    done = [False] * len(left)
    order: list[tuple[int, int]] = []
    while queue:
        size, number = heappop(queue)
        if done[number] or size != len(left[number]):
            continue
        if not size:
            return None
        row = left[number]
        column = min(row, key=lambda at: (len(columns[at]), at))
        done[number] = True
        order.append((number, column))
        for at in row:
            columns[at].discard(number)
        for other in sorted(columns[column]):
            _subtract(left, value, columns, other, (number, column))
            heappush(queue, (len(left[other]), other))
    found: list[Exact] = [0] * len(left)
    for number, column in reversed(order):
        row = left[number]
        rest = value[number] - sum(found[at] * entry for at, entry in row.items() if at != column)
        found[column] = _quotient(rest, row[column])
    return found


def _subtract(
    left: list[dict[int, Exact]],
    value: list[Exact],
    columns: list[set[int]],
    other: int,
    pivot: tuple[int, int],
) -> None:
    """Take so much of the pivot's row from another that the pivot's column leaves it."""
    number, column = pivot
    row, target = left[number], left[other]
    factor = _quotient(target.pop(column), row[column])
    columns[column].discard(other)
    value[other] -= factor * value[number]
    for at, entry in row.items():
        if at == column:
            continue
        rest = target.get(at, 0) - factor * entry
        if rest:
            target[at] = rest
            columns[at].add(other)
        elif at in target:
            del target[at]
            columns[at].discard(other)


def _quotient(a: Exact, b: Exact) -> Exact:
    if b == 1:
        return a
    return -a if b == -1 else whole(Fraction(a) / b)
