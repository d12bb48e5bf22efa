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
        where = self.file or ""
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        line = f"{where}: {self.reason}" if where else self.reason
        return f"{line}; {self.remedy}" if self.remedy else line


@dataclass(slots=True)
class Unavailable(Exception):  # noqa: N818 - the word the contracts use
    """Needs the network or an extra that is not there (exit 4)."""

    reason: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"{self.reason}; {self.remedy}" if self.remedy else self.reason
