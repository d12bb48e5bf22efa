"""Which rules compared two names: a short digest of everything under `names` and `screen`.

Whatever was worked out by the rules (prepared lists, decisions of people) is kept under this version and is
asked for again once any table or any line of either stage has changed.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from unicodedata import unidata_version

from tieback import __version__

_STAGES = ("names", "screen")
_KINDS = frozenset({".csv", ".py"})
_DIGITS = 12


@cache
def rule_version() -> str:
    """The version of the rules of comparison."""
    return version_of(*_STAGES)


def version_of(*folders: str) -> str:
    """First 12 hexadecimal digits of SHA-256 over version, Unicode tables, and tables and sources of some folders."""
    package = Path(__file__).resolve().parents[1]
    digest = sha256(f"{__version__}\n{unidata_version}\n".encode())
    for folder in folders:
        for path in sorted((package / folder).iterdir()):
            if path.suffix in _KINDS:
                data = path.read_bytes()
                digest.update(f"{folder}/{path.name}\n{len(data)}\n".encode())
                digest.update(data)
    return digest.hexdigest()[:_DIGITS]
