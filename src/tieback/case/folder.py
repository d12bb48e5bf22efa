"""The folder of a case: which files it may hold, where they are, and what was read of them.

A path that leaves the folder (through ".." or a symbolic link) is refused. A table file whose name is none of
ours is noted: it may be one of ours, misspelt, and what it says is then missing.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tieback.model.record import InputFile, Note
from tieback.model.refusal import Refused
from tieback.proof.digest import sha256_file
from tieback.table.read import SUFFIXES

SETTINGS = "case.toml"
TABLES = ("parties", "sites", "bom", "transfers", "transformations", "stock", "units", "documents")
LABOUR = ("access", "remedy")  # tables of the labour stage: read where they are, not part of the empty case
EVENTS = "events"
DOCUMENTS = "documents"
JOURNAL = "journal.jsonl"
_OURS = frozenset({SETTINGS, JOURNAL, "readme.txt", "readme.md", "editions.lock", "result.json"})


@dataclass(slots=True)
class Folder:
    """A case folder; `inputs` and `notes` grow as files are read."""

    root: Path
    inputs: dict[str, InputFile] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def inside(self, name: str, said_in: str, below: str = "") -> Path:
        """The path of `name` in the folder (in its folder `below`). Raises Refused, for `said_in`, where it leaves it."""
        pure = PurePosixPath(name.replace("\\", "/"))
        path = self.root / below / pure
        leaves = pure.is_absolute() or ".." in pure.parts or ":" in name or "\x00" in name
        if leaves or not path.resolve().is_relative_to(self.root.resolve()):
            raise Refused(
                f"{name!r} leaves the folder of the case", said_in, remedy="copy the file into the case"
            )
        return path

    def table(self, kind: str) -> Path | None:
        """The one file of a table, or None. Raises Refused where there are several."""
        folders = (self.root, self.root / DOCUMENTS) if kind == "documents" else (self.root,)
        found = [path for folder in folders for path in _files(folder) if _is_table(path, kind)]
        if not found and (taken := _folder_called(self.root, kind)):
            raise Refused("is a folder, not a table", taken, remedy="put the file in its place")
        if len(found) > 1:
            names = " and ".join(self.name(path) for path in found)
            raise Refused(f"{names} are both there", remedy="keep one of them")
        return self.inside(self.name(found[0]), self.name(found[0])) if found else None

    def name(self, path: Path) -> str:
        """How messages and records call a file: its path in the case, with slashes."""
        return path.relative_to(self.root).as_posix()

    def record(self, path: Path, mapping: tuple[tuple[str, str], ...] = ()) -> None:
        """Remember a file that was read, with its digest and header mapping."""
        name = self.name(path)
        self.inputs[name] = InputFile(name, sha256_file(path), path.stat().st_size, mapping)

    def note(self, file: str, reason: str, effect: str, row: int | None = None) -> None:
        """Remember one thing the reader should know."""
        self.notes.append(Note(file, row, None, reason, effect))

    def note_strangers(self) -> None:
        """Name table files that are not ours: they may be misspelt, and they are not read."""
        for path in _files(self.root):
            ours = path.name.lower() in _OURS or path.stem.lower() in (*TABLES, *LABOUR)
            if not ours and path.suffix.lower() in SUFFIXES:
                reason = f"no file of a case is called so (tables: {', '.join((*TABLES, *LABOUR))})"
                self.note(path.name, reason, "it is not read; what it says is missing")

    def note_unread(self, below: str, suffixes: Collection[str]) -> None:
        """Name what lies in `below` and is not read there: folders that hold something, files with another suffix."""
        root = self.root / below
        for path in sorted(root.iterdir()) if root.is_dir() else ():
            if path.name.startswith((".", "~$")):
                continue
            if path.is_dir() and any(path.iterdir()):
                reason = f"is a folder; files are read directly in {below}/ only"
                self.note(self.name(path), reason, "what it holds is missing; move its files up")
            elif path.is_file() and path.suffix.lower() not in suffixes:
                reason = f"is none of {', '.join(sorted(suffixes))}"
                self.note(self.name(path), reason, "it is not read; what it says is missing")


def open_folder(root: Path) -> Folder:
    """The folder at `root`. Raises Refused where there is none or where it has no case.toml."""
    if not root.is_dir():
        reason = "is not a folder" if root.exists() else "there is no such folder"
        raise Refused(reason, str(root), remedy="`tieback init DIR` writes an empty case")
    if not (root / SETTINGS).is_file():
        raise Refused(f"the folder has no {SETTINGS}", str(root), remedy="`tieback init DIR` writes one")
    return Folder(root)


def _folder_called(root: Path, kind: str) -> str | None:
    """The name of a folder that is called as a table would be ("units.csv")."""
    names = sorted(path.name for path in root.iterdir() if path.is_dir() and path.suffix)
    return next((name for name in names if _is_table(Path(name), kind)), None)


def _files(folder: Path) -> list[Path]:
    """Files of a folder by name; hidden ones and the lock files of spreadsheets left out."""
    if not folder.is_dir():
        return []
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return [path for path in paths if not path.name.startswith((".", "~$")) and not path.is_dir()]


def _is_table(path: Path, kind: str) -> bool:
    return path.stem.lower() == kind and path.suffix.lower() in SUFFIXES
