"""The two ways in which Tieback declines: input refused (exit 3), something absent (exit 4)."""

from dataclasses import dataclass


@dataclass(slots=True)
class Refused(Exception):  # noqa: N818 - the word the contracts use
    """Input that cannot be used. One line: file, row, column, reason, remedy."""

    reason: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    remedy: str | None = None

    def __str__(self) -> str:
        row = "" if self.row is None else f"row {self.row}"
        column = f"column {self.column}" if self.column else ""
        where = ", ".join(part for part in (self.file, row, column) if part)
        line = f"{where}: {self.reason}" if where else self.reason
        return f"{line}; {self.remedy}" if self.remedy else line


@dataclass(slots=True)
class Unavailable(Exception):  # noqa: N818 - the word the contracts use
    """Needs the network or an extra that is not there (exit 4)."""

    reason: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"{self.reason}; {self.remedy}" if self.remedy else self.reason
