"""Lines with styles to standard output: in colour on a terminal that wants it, else as plain text."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def paint(lines: "Iterable[Sequence[tuple[str, str]]]") -> None:
    """Print lines of (text, style of rich). NO_COLOR, a dumb terminal or a pipe gives plain text, the same words."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        from tieback.screen.terminal import plain_line

        sys.stdout.write("".join(f"{plain_line(line)}\n" for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*line))
