"""A tree of files as a mapping from path to bytes, and which paths may stand in one.

Promises that an accepted tree can be unpacked on any common system without leaving its folder, overwriting
itself, or showing a name that reads as another.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from tieback.model.refusal import Refused

PATH_BYTES = 1024  # longest path in UTF-8
TREE_BYTES = 2 << 30  # two GiB: a case file; more belongs into several dossiers
TREE_FILES = 65_534  # what a ZIP directory without extensions can count
# Controls, line separators, bidirectional overrides (they reorder what a reader sees), what is no Unicode
# text (a file name in another encoding), the other slash
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\\\\]")
_DRIVE = re.compile("[A-Za-z]:")


class TreeRefused(Refused):
    """A path, or a set of paths, that may not stand in a dossier. `file` names the path at fault."""


def check_path(path: str) -> None:
    """Raise `TreeRefused` unless `path` is relative, slash-separated, plain and short enough."""
    if _UNFIT.search(path):
        raise TreeRefused("the path holds a character that may not stand in one", ascii(path)[1:-1])
    segments = path.split("/")
    if any(segment in {"", ".", ".."} for segment in segments) or _DRIVE.match(path):
        raise TreeRefused("the path leads outside its folder or names no file", path)
    if len(path.encode("utf-8")) > PATH_BYTES:
        raise TreeRefused(f"the path is longer than {PATH_BYTES} bytes", path)


def check_paths(paths: Iterable[str]) -> None:
    """Check each path, and that no two can meet: same but for case or Unicode form, or file and folder."""
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        check_path(path)
        form = _form(path)
        if form in seen:
            raise TreeRefused("the path occurs twice, or differs only in case from another", path)
        seen[form] = path
        folders.update(form[: slash.start()] for slash in re.finditer("/", form))
    for form in sorted(folders & seen.keys()):
        raise TreeRefused("the path is a file and also a folder of others", seen[form])


def in_order(paths: Iterable[str]) -> list[str]:
    """The one order of paths: by their UTF-8 bytes."""
    return sorted(paths, key=lambda path: path.encode("utf-8"))


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, in order. Raises `TreeRefused` for links, devices, unfit paths, too much."""
    found: dict[str, Path] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise TreeRefused("neither a file nor a folder: links and devices are refused", name)
        if path.is_file():
            found[name] = path
    if len(found) > TREE_FILES or sum(path.stat().st_size for path in found.values()) > TREE_BYTES:
        raise TreeRefused(f"more than {TREE_FILES} files or {TREE_BYTES} bytes", str(folder))
    check_paths(sorted(found))
    return {name: found[name].read_bytes() for name in in_order(found)}


def _form(path: str) -> str:
    """What a file system that ignores case and Unicode form takes the path for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
