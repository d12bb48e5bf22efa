"""Why a cell could not be read."""

from dataclasses import dataclass


@dataclass(slots=True)
class CellError(ValueError):
    """One cell that cannot be read: `reason` is one clause, without the place, e.g. "03/04/2024 can be read two ways"."""

    reason: str

    def __str__(self) -> str:
        return self.reason
