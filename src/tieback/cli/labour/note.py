"""Notes on rows that could not be read, told on stderr."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any


def tell_notes(notes: Iterable[Mapping[str, Any]]) -> None:
    """One line per note: file, row and column as far as there are such, reason, effect."""
    for note in notes:
        where = [str(note["file"])]
        where += [f"{name} {note[name]}" for name in ("row", "column") if note[name] is not None]
        sys.stderr.write(f"{', '.join(where)}: {note['reason']}; {note['effect']}\n")
