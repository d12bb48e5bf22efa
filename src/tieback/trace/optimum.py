"""The least or most of a set of sources in a graph, with its proof: HiGHS says which limits bind, fractions solve.

Floats only choose: the limits that the solver takes for binding are solved again in whole numbers and fractions,
and a checker that shares no code with this module must accept the result. Where that fails, the solver's worths
are rounded: they still prove a bound, though perhaps one that nothing reaches.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from tieback.trace.certificate import OUTSIDE, Check, Flow, Graph, Proof, Wanted
from tieback.trace.elimination import solve
from tieback.trace.even_optimum import Even, EvenOptima
from tieback.trace.mass import Exact, whole
from tieback.trace.solver import TOP, Basis, Solver
from tieback.trace.tableau import Sum, Tableau, Unsolved, tableau_of, total

if TYPE_CHECKING:
    from highspy import _core as core

_GRAIN = 2**40  # denominator of a rounded worth


class Optima:
    """Least and most of one set of sources in one graph; `even`: the graph as columns, where it is even.

    Raises Unsolved where the records leave no flow.
    """

    __slots__ = ("_check", "_even", "_goal", "_graph", "_solver", "_tableau", "_wanted")

    def __init__(self, graph: Graph, wanted: Wanted, even: Even | None = None) -> None:
        self._graph, self._wanted = graph, wanted
        self._check = Check(graph, wanted)
        self._even = None if even is None or wanted.absorbs else EvenOptima(even, wanted)
        self._tableau: Tableau | None = None
        if self._even is None:
            self._write_down()

    def prove(self, side: str) -> Proof:
        """The proof of the `least` or the `most`; it has no flow where no exact one was found."""
        quick = self._even and self._even.prove(side)
        if quick and self._check.fault(quick) is None:
            return quick
        return self._solved(self._tableau or self._write_down(), side)

    def _write_down(self) -> Tableau:
        """The program, and its solver where anything is open."""
        tableau = self._tableau = tableau_of(self._graph, self._wanted)
        self._goal = total(
            share for share, edge in zip(tableau.f, self._graph.edges, strict=True) if edge.goal
        )
        self._solver = Solver(_model(tableau), self._goal.factors) if tableau.least else None
        return tableau

    def _solved(self, tableau: Tableau, side: str) -> Proof:
        sign = 1 if side == "most" else -1
        basis = self._solver.optimum(sign) if self._solver else Basis((), (), ())
        if isinstance(basis, str):
            raise Unsolved(f"the solver found: {basis}")
        columns = _columns(tableau, basis)
        worths = _worths(tableau, basis, self._goal, sign)
        if columns is not None and worths is not None:
            proof = self._proof(tableau, side, worths, _flow(tableau, columns))
            if proof is not None and self._check.fault(proof) is None:
                return proof
        rounded = [whole(Fraction(round(worth * _GRAIN), _GRAIN)) for worth in basis.worths]
        proof = self._proof(tableau, side, rounded, None)
        if proof is None or self._check.fault(proof) is not None:
            raise Unsolved("what the solver found could not be proven")
        return proof

    def _proof(self, tableau: Tableau, side: str, worths: Sequence[Exact], flow: Flow | None) -> Proof | None:
        """A proof from what lines are worth; None where these worths limit nothing."""
        graph, sign = self._graph, 1 if side == "most" else -1
        worth: tuple[list[Exact], list[Exact]] = ([0] * len(graph.vertices), [0] * len(graph.vertices))
        for line, value in zip(tableau.lines, worths, strict=True):
            if line.vertex != OUTSIDE:
                worth[line.which][line.vertex] += value
        came = [
            [
                _arriving(value, vertex.low, vertex.high)
                for value, vertex in zip(values, graph.vertices, strict=True)
            ]
            for values in worth
        ]
        prices: list[Exact] = []
        slacks: tuple[list[Exact | None], list[Exact | None]] = ([], [])
        bound: Exact = 0
        for number, edge in enumerate(graph.edges):
            gains: list[Exact | None] = [None, None]
            for which, share in enumerate((tableau.f[number], tableau.g[number])):
                if share is None:
                    continue
                gain: Exact = sign if edge.goal and not which else 0
                if edge.tail != OUTSIDE:
                    gain -= worth[which][edge.tail]
                if edge.head != OUTSIDE:
                    arriving = came[0 if edge.head in self._wanted.absorbs else which][edge.head]
                    if arriving is None:
                        return None
                    gain += arriving
                gains[which] = gain
            price = max((gain for gain in gains if gain is not None), default=0)
            limit = edge.high if price > 0 else edge.low
            if limit is None:
                return None
            bound += price * limit
            prices.append(price)
            for which, gain_ in enumerate(gains):
                slacks[which].append(None if gain_ is None else price - gain_)
        return Proof(
            side,
            whole(sign * bound),
            tuple(worth[0]),
            tuple(worth[1]),
            tuple(prices),
            tuple(slacks[0]),
            tuple(slacks[1]),
            flow,
        )


def _flow(tableau: Tableau, columns: list[Exact]) -> Flow:
    """The flow where the columns have these values."""
    f, g = (
        tuple(0 if share is None else share.at(columns) for share in shares)
        for shares in (tableau.f, tableau.g)
    )
    return Flow(f, g, tuple(a + b for a, b in zip(f, g, strict=True)))


def _arriving(worth: Exact, low: Exact, high: Exact | None) -> Exact | None:
    """What an arriving milligram is worth, if one that leaves is worth so much; None: no limit."""
    if worth > 0:
        return None if high is None else worth * high
    return worth * low


def _columns(tableau: Tableau, basis: Basis) -> list[Exact] | None:
    """The exact value of every column; None where the binding limits do not fix them."""
    values: list[Exact] = []
    for column, status in enumerate(basis.columns):
        limit = tableau.most[column] if status == "high" else tableau.least[column]
        values.append(0 if limit is None or status == "free" else limit)
    free = {column: at for at, column in enumerate(_free(basis.columns))}
    rows: list[dict[int, Exact]] = []
    right: list[Exact] = []
    for line, status in zip(tableau.lines, basis.lines, strict=True):
        if status == "free":
            continue
        limit = line.high if status == "high" else line.low
        if limit is None:
            return None
        known = sum(factor * values[at] for at, factor in line.factors.items() if at not in free)
        rows.append({free[at]: factor for at, factor in line.factors.items() if at in free})
        right.append(limit - known)
    found = solve(rows, right) if len(rows) == len(free) else None
    if found is None:
        return None
    for column, at in free.items():
        values[column] = found[at]
    return values


def _worths(tableau: Tableau, basis: Basis, goal: Sum, sign: int) -> list[Exact] | None:
    """The exact worth of every line (its dual value); None where the binding limits do not fix them."""
    bound = [number for number, status in enumerate(basis.lines) if status != "free"]
    free = _free(basis.columns)
    place = {column: at for at, column in enumerate(free)}
    rows: list[dict[int, Exact]] = [{} for _ in free]
    for at, number in enumerate(bound):
        for column, factor in tableau.lines[number].factors.items():
            if column in place:
                rows[place[column]][at] = factor
    found = (
        solve(rows, [sign * goal.factors.get(column, 0) for column in free])
        if len(free) == len(bound)
        else None
    )
    if found is None:
        return None
    worths: list[Exact] = [0] * len(tableau.lines)
    for number, worth in zip(bound, found, strict=True):
        worths[number] = worth
    return worths


def _free(columns: Sequence[str]) -> list[int]:
    return [column for column, status in enumerate(columns) if status == "free"]


def _model(tableau: Tableau) -> "core.HighsLp":
    """The program in floats, masses scaled."""
    from highspy import _core as core

    lines, columns = tableau.lines, len(tableau.least)
    limits = [limit for limit in (*tableau.most, *(line.high for line in lines)) if limit is not None]
    scale = TOP / float(max(limits, default=1) or 1)
    starts, indices, factors = [0], [], []
    for line in lines:
        indices += list(line.factors)
        factors += [float(factor) for factor in line.factors.values()]
        starts.append(len(indices))
    model = core.HighsLp()
    model.num_col_, model.num_row_ = columns, len(lines)
    model.col_cost_ = [0.0] * columns
    model.col_lower_ = [float(limit) * scale for limit in tableau.least]
    model.col_upper_ = [_scaled(limit, scale, inf) for limit in tableau.most]
    model.row_lower_ = [_scaled(line.low, scale, -inf) for line in lines]
    model.row_upper_ = [_scaled(line.high, scale, inf) for line in lines]
    model.a_matrix_.format_ = core.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = indices
    model.a_matrix_.value_ = factors
    return model


def _scaled(limit: Exact | None, scale: float, none: float) -> float:
    return none if limit is None else float(limit) * scale
