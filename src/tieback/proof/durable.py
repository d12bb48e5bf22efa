"""Files that are there whole or not at all, and stay there after a power cut.

A file is written beside its final name, flushed to the disk, renamed, and the folder flushed. Promises
nothing on disks that lie about flushing.
"""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write(path: Path, data: bytes, *, mode: int = 0o644, replace: bool = True) -> None:
    """Put `data` at `path` atomically, with POSIX permissions `mode`.

    `replace` False: raises FileExistsError, and changes nothing, if the file exists. Raises OSError.
    """
    write_parts(path, (data,), mode=mode, replace=replace)


def write_parts(path: Path, parts: Iterable[bytes], *, mode: int = 0o644, replace: bool = True) -> None:
    """As `write`, for content that is made piece by piece; if `parts` raises, no file is left."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        if replace:
            temporary.replace(path)
        else:
            path.hardlink_to(temporary)  # unlike rename, a link never replaces
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk does not say which file
        raise
    finally:
        temporary.unlink(missing_ok=True)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make names created in `folder` durable; where folders cannot be opened (Windows) there is no way to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
