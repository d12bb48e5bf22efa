"""Examples below the help of every verb: a command line as one would type it, and what it does (example.csv)."""

from collections.abc import Sequence


def examples(words: Sequence[str]) -> str:
    """The examples of a verb and, where one is named, of its command: what stands below their help."""
    from tieback.table.packaged import packaged_rows

    every = packaged_rows(__package__, "example.csv", "verb", "command", "does")
    for wanted in (" ".join(words[:2]), words[0]):
        if found := [row for row in every if row["verb"] == wanted]:
            lines = (f"  {row['command']}\n      {row['does']}\n" for row in found)
            return "Examples\n" + "".join(lines)
    return ""
