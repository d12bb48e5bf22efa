"""HiGHS with one linear program, asked for the least and the most of one goal. It works in floats and proves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tieback.trace.mass import Exact

if TYPE_CHECKING:
    from highspy import _core as core

TOP = 1024.0  # the greatest mass as the solver sees it


@dataclass(frozen=True, slots=True)
class Basis:
    """What the solver found: for each column and line the limit that binds it (low | high | free), its worths."""

    columns: tuple[str, ...]
    lines: tuple[str, ...]
    worths: tuple[float, ...]


class Solver:
    """The second optimum starts from the first. `goal`: factors by column."""

    __slots__ = ("_goal", "_highs")

    def __init__(self, model: "core.HighsLp", goal: Mapping[int, Exact]) -> None:
        from highspy import _core as core

        self._goal = goal
        self._highs = core._Highs()
        self._highs.setOptionValue("output_flag", False)
        for option, value in (("threads", 1), ("random_seed", 0)):
            self._highs.setOptionValue(option, value)
        for option in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self._highs.setOptionValue(option, 1e-9)
        self._highs.passModel(model)

    def solved(self, sign: int) -> "core.HighsSolution | None":
        """The solution that makes sign * goal greatest; None where the solver found none."""
        from highspy import _core as core

        columns = list(self._goal)
        if columns:
            costs = [float(-sign * factor) for factor in self._goal.values()]
            self._highs.changeColsCost(len(columns), columns, costs)
        self._highs.run()
        optimal = self._highs.getModelStatus() == core.HighsModelStatus.kOptimal
        return self._highs.getSolution() if optimal else None

    def optimum(self, sign: int) -> Basis | str:
        """The basis of that solution; else what the solver says instead."""
        from highspy import _core as core

        solution = self.solved(sign)
        if solution is None:
            return str(self._highs.modelStatusToString(self._highs.getModelStatus())).lower()
        basis = self._highs.getBasis()
        names = {
            core.HighsBasisStatus.kBasic: "free",
            core.HighsBasisStatus.kUpper: "high",
        }
        return Basis(
            tuple(names.get(item, "low") for item in basis.col_status),
            tuple(names.get(item, "low") for item in basis.row_status),
            tuple(-value for value in solution.row_dual),
        )
