"""Tieback: tie goods back to where, and by whom, they were made.

`from tieback import Screen` screens names and tables from Python (docs/notebook.md); it is loaded when first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tieback.screen.notebook import Screen

__all__ = ["Screen", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "Screen":
        from tieback.screen.notebook import Screen

        return Screen
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
