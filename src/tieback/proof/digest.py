"""SHA-256 (FIPS 180-4) of bytes and files, as 64 lower-case hexadecimal digits."""

import hashlib
import re
from pathlib import Path

_HEX = re.compile(r"[0-9a-f]{64}")


def sha256(data: bytes | memoryview) -> str:
    """Digest of `data`."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """Digest of the bytes of a file, read in blocks. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_sha256(text: object) -> bool:
    """Whether `text` is written as this module writes digests: nothing else may name an object."""
    return isinstance(text, str) and _HEX.fullmatch(text) is not None
