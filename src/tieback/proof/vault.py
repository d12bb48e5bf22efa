"""A content-addressed store: an object is named by its SHA-256 and re-hashed whenever it is read.

Promises that what `get` returns is what `put` acknowledged, or an error. Keeps no names, dates or types.
"""

from pathlib import Path

from tieback.model.refusal import Refused
from tieback.proof import durable
from tieback.proof.digest import is_sha256, sha256, sha256_file


class Corrupt(Refused):
    """The stored bytes are no longer those of their digest. They are never returned."""


class Absent(Refused):
    """No object of this digest is stored."""


class Vault:
    """Objects below `root`, one file each, at `root/ab/abcd...`. The folder is made at the first `put`."""

    __slots__ = ("root",)

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes) -> str:
        """Store `data` durably and return its digest; an object that had become corrupt is replaced."""
        name = sha256(data)
        path = self._path(name)
        if path.is_file() and sha256_file(path) == name:
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.write(path, data, mode=0o444)
        durable.flush_folder(path.parent.parent)
        return name

    def get(self, name: str) -> bytes:
        """The bytes whose digest is `name`. Raises `Absent`, or `Corrupt` if they are no longer those."""
        path = self._path(name)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise Absent(f"no object {name} is stored", str(self.root)) from error
        if sha256(data) != name:
            raise Corrupt(
                f"stored object {name} is corrupt", str(path), remedy="put the original file in again"
            )
        return data

    def has(self, name: str) -> bool:
        """Whether an object of this digest is stored (its bytes are checked only when read)."""
        return is_sha256(name) and self._path(name).is_file()

    def _path(self, name: str) -> Path:
        if not is_sha256(name):
            raise Absent(f"{name!r} is not a SHA-256 digest", str(self.root))
        return self.root / name[:2] / name
