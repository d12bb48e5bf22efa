"""The least or most of a set of sources in an even graph, with its proof: all masses fixed, nothing gained or lost.

That is a flow in a network: its corners are whole numbers, and so are the worths that prove them. What the solver
says in floats is rounded to them, column by column; what does not hold as whole numbers is given up (None), for
`optimum` to solve in fractions. Needs numpy; a caller has the result checked as any other.
"""

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Any

from tieback.trace.certificate import OUTSIDE, Flow, Graph, Proof, Wanted
from tieback.trace.solver import TOP, Solver

if TYPE_CHECKING:
    from highspy import _core as core

_MOST = 2**52  # units beyond which a float is no whole number any more

Column = Any  # numpy.ndarray; numpy is imported when a graph is large enough to be solved


@dataclass(frozen=True, slots=True, eq=False)
class Even:
    """An even graph as columns; masses count `unit` milligrams."""

    tail: Column
    head: Column
    mass: Column
    goal: Column
    vertices: int
    unit: int


def even_of(graph: Graph) -> Even | None:
    """The columns of a graph that is even everywhere; None for any other."""
    import numpy as np

    masses = []
    for edge in graph.edges:
        if edge.low != edge.high or type(edge.low) is not int:
            return None
        masses.append(edge.low)
    if any(vertex.low != 1 or vertex.high != 1 for vertex in graph.vertices) or not masses:
        return None
    unit = gcd(*masses) or 1
    if sum(masses) // unit > _MOST:
        return None
    size, vertices = len(masses), len(graph.vertices)
    tail = np.fromiter((edge.tail for edge in graph.edges), np.int64, size)
    head = np.fromiter((edge.head for edge in graph.edges), np.int64, size)
    mass = np.array([value // unit for value in masses], np.int64)
    goal = np.fromiter((edge.goal for edge in graph.edges), np.bool_, size)
    found = Even(tail, head, mass, goal, vertices, unit)
    return None if _gathered(found, mass).any() else found


class EvenOptima:
    """Least and most of one set of sources in one even graph."""

    __slots__ = ("_even", "_has", "_solver")

    def __init__(self, even: Even, wanted: Wanted) -> None:
        self._even = even
        self._has = _carried(even, wanted)
        self._solver = self._prepared()

    def prove(self, side: str) -> Proof | None:
        """The proof of the `least` or the `most`; None where what the solver found is not whole."""
        import numpy as np

        even, (has_f, has_g) = self._even, self._has
        sign = 1 if side == "most" else -1
        worth = np.zeros(even.vertices, np.int64)
        f = np.where(has_f & ~has_g, even.mass, 0)
        if self._solver is not None:
            solved = self._solver.solved(sign)
            if solved is None:
                return None
            both = has_f & has_g
            f[both] = np.rint(np.array(solved.col_value) * (float(even.mass.max()) / TOP)).astype(np.int64)
            worth = -np.rint(np.array(solved.row_dual)).astype(np.int64)
        if (f < 0).any() or (f > even.mass).any() or _gathered(even, f).any():
            return None
        worth[np.bincount(even.tail[has_f & (even.tail >= 0)], minlength=even.vertices) == 0] = 0
        return self._proof(side, f, worth)

    def _proof(self, side: str, f: Column, worth: Column) -> Proof:
        """What these worths prove, and the flow beside it."""
        import numpy as np

        even, (has_f, has_g) = self._even, self._has
        sign = 1 if side == "most" else -1
        at = np.append(worth, 0)  # outside is the last
        gain = np.where(even.goal, sign, 0) - at[even.tail] + at[even.head]
        price = np.where(has_f, np.where(has_g, np.maximum(gain, 0), gain), 0)
        value = sign * int((price * even.mass).sum()) * even.unit
        own, all_ = _whole(f, even.unit), _whole(even.mass, even.unit)
        return Proof(
            side,
            value,
            tuple(worth.tolist()),
            (0,) * even.vertices,
            tuple(price.tolist()),
            _where(has_f, price - gain),
            _where(has_g, price),
            Flow(own, _whole(even.mass - f, even.unit), all_),
        )

    def _prepared(self) -> Solver | None:
        """The solver with the program; None where no mass is left open."""
        import numpy as np

        even, (has_f, has_g) = self._even, self._has
        columns = np.flatnonzero(has_f & has_g)
        if not len(columns):
            return None
        known = _gathered(even, np.where(has_f & ~has_g, even.mass, 0))
        goal = dict.fromkeys(np.flatnonzero(even.goal[columns]).tolist(), 1)
        return Solver(_model(even, columns, known), goal)


def _gathered(even: Even, f: Column) -> Column:
    """By vertex, what leaves less what arrives."""
    import numpy as np

    found = np.zeros(even.vertices + 1, np.int64)  # outside is the last
    np.add.at(found, even.tail, f)
    np.subtract.at(found, even.head, f)
    return found[:-1]


def _carried(even: Even, wanted: Wanted) -> tuple[Column, Column]:
    """For each edge, whether it can carry f, and g."""
    import numpy as np

    size = len(even.mass)
    outside, some = even.tail == OUTSIDE, even.mass > 0
    inside, free = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    inside[list(wanted.inside)] = True
    free[list(wanted.free)] = True
    tails, heads = even.tail.tolist(), even.head.tolist()
    order = np.flatnonzero(some)[np.argsort(even.tail[some], kind="stable")].tolist()
    found = []
    for begun in (outside & (inside | free), outside & ~inside):
        has = begun.tolist()
        reached = [False] * (even.vertices + 1)
        for number in order:  # every edge leads to a later vertex
            tail = tails[number]
            if has[number] or (tail >= 0 and reached[tail]):
                has[number] = reached[heads[number]] = True
        found.append(np.array(has) & some)
    return found[0], found[1]


def _model(even: Even, columns: Column, known: Column) -> "core.HighsLp":
    """The program in floats, masses scaled: a row per vertex, a column per edge whose f is open."""
    import numpy as np
    from highspy import _core as core

    scale = TOP / float(even.mass.max())
    ends = np.stack([even.tail[columns], even.head[columns]], axis=1).ravel()
    values = np.tile([1.0, -1.0], len(columns))
    inner = ends >= 0
    starts = np.concatenate([[0], np.cumsum(inner.reshape(-1, 2).sum(axis=1))])
    model = core.HighsLp()
    model.num_col_, model.num_row_ = len(columns), even.vertices
    model.col_cost_ = np.zeros(len(columns))
    model.col_lower_ = np.zeros(len(columns))
    model.col_upper_ = even.mass[columns] * scale
    model.row_lower_ = model.row_upper_ = -known * scale
    model.a_matrix_.format_ = core.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = ends[inner].astype(np.int32)
    model.a_matrix_.value_ = values[inner]
    return model


def _whole(masses: Column, unit: int) -> tuple[int, ...]:
    """Units to milligrams, as whole numbers without limit."""
    return tuple([value * unit for value in masses.tolist()])


def _where(able: Column, values: Column) -> tuple[int | None, ...]:
    """The values, None where nothing can be."""
    return tuple([value if can else None for value, can in zip(values.tolist(), able.tolist(), strict=True)])
