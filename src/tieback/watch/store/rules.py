"""By which rules something was found: what is kept counts only as long as the code and tables that found it are the same."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from tieback.proof.digest import sha256


@cache
def rules_digest(*packages: str) -> str:
    """One digest of all code and tables of these packages, by name and content."""
    rows = [
        f"{package}/{name} {sha256(content)}"
        for package in packages
        for name, content in _files(files(package))
    ]
    return sha256("\n".join(rows).encode())


def _files(folder: Traversable, before: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and not entry.name.endswith(".pyc"):
            yield f"{before}{entry.name}", entry.read_bytes()
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{before}{entry.name}/")
