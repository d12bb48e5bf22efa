"""The fewest items that meet every chain: rows are asked for as they are needed, and the result is proven apart.

HiGHS chooses; nothing it says is taken for proof. That no fewer items can do is shown by weights on chains (any one
item meets chains of one in all at most) added up in fractions, or by an exhaustive search of whole choices.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

Row = frozenset[int]
Weights = tuple[Fraction, ...]

_ROUNDS = 400
_NODES = 200_000
_GRAIN = 5040  # denominators of weights: what small programs give comes out whole


@dataclass(frozen=True, slots=True)
class Hitting:
    """`chosen` None: nothing meets every row. `weights` belong to `rows`; empty where a search proved the size.

    status: proven | solver | limit | impossible. `at_least`: proven lower limit of the size.
    """

    chosen: Row | None
    status: str
    at_least: int
    rows: tuple[Row, ...]
    weights: Weights


def fewest(
    count: int, missed: Callable[[Row], list[Row]], banned: Callable[[Row], Row | None], rounds: int = _ROUNDS
) -> Hitting:
    """The fewest of `count` items.

    `missed(chosen)`: rows that the chosen do not meet, none if they meet all. `banned(chosen)`: some of the chosen
    that cannot all be taken together (nor with others), None if they can. A row without items cannot be met.
    """
    rows: list[Row] = []
    bans: list[Row] = []
    chosen: Row = frozenset()
    for _ in range(rounds):
        more = missed(chosen)
        if more:
            rows += more
        else:
            ban = banned(chosen) if chosen else None
            if ban is None:
                return _proven(chosen, rows, bans)
            bans.append(ban)
        if not all(rows):
            return Hitting(None, "impossible", 0, tuple(rows), ())
        found, complete = _solve(count, rows, bans), True
        if found is None:
            found, complete = _smallest(count, rows, bans)
        if found is None:
            return Hitting(None, "impossible" if complete else "solver", 0, tuple(rows), ())
        chosen = found
    return _limited(rows, bans, missed, banned)


def _proven(chosen: Row, rows: Sequence[Row], bans: Sequence[Row]) -> Hitting:
    size = len(chosen)
    weights = _weights(rows)
    limit = ceil(sum(weights, Fraction(0)))
    if limit >= size:
        return Hitting(chosen, "proven", size, tuple(rows), weights)
    smaller, complete = search(rows, bans, size - 1)
    if smaller is None and complete:
        return Hitting(chosen, "proven", size, tuple(rows), ())
    return Hitting(chosen, "solver", limit, tuple(rows), weights)


def _limited(
    rows: list[Row],
    bans: list[Row],
    missed: Callable[[Row], list[Row]],
    banned: Callable[[Row], Row | None],
) -> Hitting:
    """Out of rounds: choose greedily until nothing is missed."""
    weights = _weights(rows)
    limit = ceil(sum(weights, Fraction(0)))
    known = tuple(rows)
    refused = {next(iter(ban)) for ban in bans if len(ban) == 1}
    chosen: set[int] = set()
    while more := [row for row in rows if not row & chosen] or missed(frozenset(chosen)):
        rows = [*rows, *more]
        options = {item for row in more for item in row} - refused
        if not all(row - refused for row in more):
            return Hitting(None, "solver", limit, known, weights)
        chosen.add(max(sorted(options), key=lambda item: sum(item in row for row in more)))
    if banned(frozenset(chosen)) is not None:
        return Hitting(None, "solver", limit, known, weights)
    return Hitting(frozenset(chosen), "limit", limit, known, weights)


def search(
    rows: Iterable[Row], bans: Sequence[Row], most: int, nodes: int = _NODES
) -> tuple[Row | None, bool]:
    """A choice of at most `most` items that meets every row and holds no ban whole; whether the search was complete."""
    left = [nodes]
    ordered = sorted(set(rows), key=lambda row: (len(row), sorted(row)))
    found = _branch(ordered, bans, frozenset(), frozenset(), most, left)
    return found, found is not None or left[0] > 0


def _smallest(count: int, rows: Sequence[Row], bans: Sequence[Row]) -> tuple[Row | None, bool]:
    """The search, with one item more each time."""
    complete = True
    for most in range(min(count, len(rows)) + 1):
        found, whole = search(rows, bans, most)
        complete &= whole
        if found is not None or not whole:
            return found, complete
    return None, complete


def _branch(
    rows: Sequence[Row], bans: Sequence[Row], chosen: Row, refused: Row, most: int, left: list[int]
) -> Row | None:
    left[0] -= 1
    if left[0] <= 0:
        return None
    open_rows = [row - refused for row in rows if not row & chosen]
    if not open_rows:
        return chosen
    if most == 0:
        return None
    row = min(open_rows, key=lambda items: (len(items), sorted(items)))
    for item in sorted(row):
        taken = chosen | {item}
        if not any(ban <= taken for ban in bans):
            found = _branch(rows, bans, taken, refused, most - 1, left)
            if found is not None:
                return found
        refused |= {item}  # choices with it were tried
    return None


def is_packing(rows: Sequence[Row], weights: Weights) -> bool:
    """Do the chains that any one item meets weigh one at most, and none less than nothing?"""
    load: dict[int, Fraction] = {}
    for row, weight in zip(rows, weights, strict=True):
        for item in row:
            load[item] = load.get(item, Fraction(0)) + weight
    return all(weight >= 0 for weight in weights) and all(value <= 1 for value in load.values())


def _weights(rows: Sequence[Row]) -> Weights:
    """Weights on rows, as heavy as the linear program finds, made exact and safe."""
    if not rows:
        return ()
    floats = _packing(rows)
    weights = [Fraction(round(max(value, 0) * _GRAIN), _GRAIN) for value in floats]
    load: dict[int, Fraction] = {}
    for row, weight in zip(rows, weights, strict=True):
        for item in row:
            load[item] = load.get(item, Fraction(0)) + weight
    worst = max(load.values(), default=Fraction(0))
    return tuple(weight / worst if worst > 1 else weight for weight in weights)


def _packing(rows: Sequence[Row]) -> list[float]:
    """The heaviest weights on rows such that each item meets one in all at most."""
    items = sorted({item for row in rows for item in row})
    place = {item: at for at, item in enumerate(items)}
    lines: list[dict[int, float]] = [{} for _ in items]
    for number, row in enumerate(rows):
        for item in row:
            lines[place[item]][number] = 1.0
    found = _run([-1.0] * len(rows), lines, [(float("-inf"), 1.0)] * len(lines), whole=False)
    return [0.0] * len(rows) if found is None else found


def _solve(count: int, rows: Sequence[Row], bans: Sequence[Row]) -> Row | None:
    lines: list[dict[int, float]] = [dict.fromkeys(sorted(row), 1.0) for row in (*rows, *bans)]
    limits = [(1.0, float("inf"))] * len(rows) + [(float("-inf"), len(ban) - 1.0) for ban in bans]
    found = _run([1.0] * count, lines, limits, whole=True)
    return None if found is None else frozenset(at for at, value in enumerate(found) if value > 0.5)


def _run(
    costs: list[float],
    lines: Sequence[dict[int, float]],
    limits: Sequence[tuple[float, float]],
    *,
    whole: bool,
) -> list[float] | None:
    """Least cost over columns between nothing and one; None where the solver has no optimum."""
    from highspy import _core as core

    starts, indices, factors = [0], [], []
    for line in lines:
        indices += list(line)
        factors += list(line.values())
        starts.append(len(indices))
    model = core.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(lines)
    model.col_cost_ = costs
    model.col_lower_, model.col_upper_ = [0.0] * len(costs), [1.0] * len(costs)
    model.row_lower_, model.row_upper_ = [low for low, _ in limits], [high for _, high in limits]
    model.a_matrix_.format_ = core.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, indices, factors
    if whole:
        model.integrality_ = [core.HighsVarType.kInteger] * len(costs)
    highs = core._Highs()
    highs.setOptionValue("output_flag", False)
    for option, value in (("threads", 1), ("random_seed", 0), ("mip_max_nodes", 20_000)):
        highs.setOptionValue(option, value)
    highs.passModel(model)
    highs.run()
    if highs.getModelStatus() != core.HighsModelStatus.kOptimal:
        return None  # whatever it was: a search of whole choices says what there is
    return list(highs.getSolution().col_value)
