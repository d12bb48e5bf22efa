"""What people write where there is no name: `is_placeholder`. It knows the whole cell only, not a name that holds it."""

from functools import cache

from tieback.names import table
from tieback.names.normal import fold


@cache
def placeholders() -> frozenset[str]:
    """The folded placeholders (nobody.csv)."""
    return frozenset(fold(row["text"]) for row in table.rows("nobody.csv"))


def is_placeholder(text: str) -> bool:
    """Does the text stand for no name ("N/A", "unknown", "无")?"""
    return fold(text).strip(" .()[]*") in placeholders()
