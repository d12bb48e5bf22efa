"""The mesh of a large case, kept among the user's caches for the next call.

It is found by the digest of the records and of the rules that made it, and used only if the digest of its own files
holds; else it is made anew. Nothing is kept in the case, whose folder may come from others. Delete it at any time.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import numpy as np

from tieback.proof.digest import sha256_file
from tieback.screen.ruleset import version_of
from tieback.trace.array import Arrays
from tieback.trace.bulk.mesh import Mesh, opened, save
from tieback.trace.bulk.weave import weave

WORTH_KEEPING = 200_000  # lines and transfers: of fewer, the mesh is made sooner than its digest
KEPT = 4  # meshes
_SEAL = "digest.txt"


def kept_mesh(arrays: Arrays, *, static: bool = False, folder: Path | None = None) -> Mesh:
    """The mesh of the records: the kept one if there is one, else a new one, kept if that pays.

    `folder`: where they are kept; None: the user's caches. A folder that cannot be written is no fault.
    """
    if len(arrays.transfers) + len(arrays.lines) < WORTH_KEEPING:
        return weave(arrays, static=static)
    path = (folder or user_folder()) / _key(arrays, static=static)
    found = _load(path)
    if found is None:
        found = weave(arrays, static=static)
        _keep(path, found)
    return found


def user_folder() -> Path:
    """The caches of this user. The environment is read at every call."""
    from platformdirs import user_cache_path

    return user_cache_path("tieback") / "trace"


def _key(arrays: Arrays, *, static: bool) -> str:
    """A digest of the records, column by column, and of the rules."""
    digest = sha256(f"{version_of('trace', 'trace/bulk')} {static}\n".encode())
    seen: dict[int, str] = {}
    for name, column in _columns(arrays, ""):
        digest.update(f"{name} {seen.get(id(column), '')}\n".encode())
        if id(column) in seen:  # fixed masses are one column under three names
            continue
        seen[id(column)] = name
        if isinstance(column, np.ndarray):
            digest.update(f"{column.dtype.str} {len(column)}\n".encode())
            digest.update(np.ascontiguousarray(column).data)
        elif name.endswith(".id") or name == ".words.documents":
            digest.update(f"{len(column)}\n".encode())  # no mass depends on how a record is called
        else:
            digest.update(repr(list(column)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _columns(item: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every column of the records, with a name."""
    if is_dataclass(item) and not isinstance(item, type):
        for field in fields(item):
            yield from _columns(getattr(item, field.name), f"{name}.{field.name}")
    else:
        yield name, item


def _keep(path: Path, mesh: Mesh) -> None:
    """Write the mesh beside, then put it in its place whole; forget those that were used least lately."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=".new-", dir=path.parent))
        try:
            save(mesh, made / "mesh")
            (made / _SEAL).write_text(_seal(made), "utf-8")
            made.replace(path)
        finally:
            rmtree(made, ignore_errors=True)
        others = sorted(path.parent.glob("[0-9a-f]*"), key=lambda other: other.stat().st_mtime_ns)
        for other in others[:-KEPT]:
            rmtree(other, ignore_errors=True)
    except OSError:
        return


def _load(path: Path) -> Mesh | None:
    """What was kept, or None if it is not there or not whole."""
    try:
        if (path / _SEAL).read_text("utf-8") != _seal(path):
            return None
        found = opened(path / "mesh", mapped=False)
    except (OSError, ValueError, TypeError):
        return None
    with suppress(OSError):
        path.touch()
    return found


def _seal(path: Path) -> str:
    """A line per file of a kept mesh."""
    return "".join(f"{sha256_file(file)} {file.name}\n" for file in sorted((path / "mesh").glob("*.npy")))
