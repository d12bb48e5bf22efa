"""`tieback init DIR`: a commented empty case, ready to be filled in; or a copy of an invented example."""

import json
import shutil
import sys
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from tieback import __version__
from tieback.case.folder import DOCUMENTS, EVENTS, SETTINGS, TABLES
from tieback.case.supplier import SHEETS
from tieback.model.refusal import Refused
from tieback.table.header import columns
from tieback.table.write import replace, write_table

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
TEMPLATES = "templates"
EXAMPLES = ("shirts", "solar", "towels")
_LEFT_OUT = {"parties": {"identifiers"}}  # the template has a column per scheme instead


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.")],
    example: Annotated[
        str | None, typer.Option(help="Copy an invented example instead: shirts, solar or towels.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Write a commented empty case and its templates."""
    written = write_case(directory) if example is None else copy_example(example, directory)
    if as_json:
        document: dict[str, object] = {
            "schema": "tieback.init/1",
            "version": __version__,
            "as_of": None,
            "notes": [],
        }
        document |= {"case": str(directory), "files": written}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    sys.stdout.write("".join(f"{directory / name}\n" for name in written))
    first = f"Fill in {SETTINGS} and parties.csv, then: " if example is None else ""
    sys.stderr.write(f"{first}tieback check {directory}\n")


def write_case(directory: Path) -> list[str]:
    """Write the empty case; the names written, sorted. Raises Refused where something is there already."""
    _refuse_taken(directory)
    try:
        for folder in (directory, directory / DOCUMENTS, directory / EVENTS):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"cannot be made ({error.strerror})", str(directory), remedy="check the permissions"
        ) from error
    templates = resources.files("tieback.templates")
    for name in (SETTINGS, "README.txt"):
        replace(directory / name, templates.joinpath(name).read_bytes())
    for kind in TABLES:
        write_table(directory / f"{kind}.csv", template_header(kind), [])
    sheets = _write_sheet_templates(directory)
    return sorted([SETTINGS, "README.txt", *(f"{kind}.csv" for kind in TABLES), *sheets])


def _write_sheet_templates(directory: Path) -> list[str]:
    """Empty sheets to send to suppliers, in templates/; what comes back belongs into sheets/."""
    (directory / SHEETS).mkdir()
    (directory / TEMPLATES).mkdir()
    written = []
    for template in sorted(resources.files("tieback.templates").joinpath("sheets").iterdir(), key=str):
        header = template.read_text("utf-8").splitlines()[0]
        replace(directory / TEMPLATES / template.name, f"\ufeff{header}\n".encode())
        written.append(f"{TEMPLATES}/{template.name}")
    return written


def copy_example(name: str, directory: Path) -> list[str]:
    """Copy an invented example; the names written, sorted. Raises Refused for one there is not."""
    if name not in EXAMPLES:
        raise Refused(f"there is no example {name!r}", remedy=f"name one of {', '.join(EXAMPLES)}")
    _refuse_taken(directory)
    with resources.as_file(_examples() / name) as source:
        _copy(source, directory)
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


def _copy(source: Path, directory: Path) -> None:
    """All of the example or nothing: half of a case would be a case that lacks records."""
    new = not directory.exists()
    try:
        shutil.copytree(
            source, directory, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out", ".tieback")
        )
    except (OSError, KeyboardInterrupt) as error:
        for path in [directory] if new else [*directory.iterdir()]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if isinstance(error, shutil.Error):  # its text is a list of every file
            first = str(error.args[0][0][2]).partition(": ")[0].partition("] ")[2]
            raise Refused(
                f"cannot be written ({first})", str(directory), remedy="make room, or name another folder"
            ) from error
        raise


def _examples() -> Traversable:
    """In the package once installed; beside `src/` in a checkout."""
    packaged = resources.files("tieback") / "examples"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "examples"


def _refuse_taken(directory: Path) -> None:
    if directory.exists() and not directory.is_dir():
        raise Refused("is a file, not a folder", str(directory), remedy="name a new folder")
    if directory.is_dir() and any(directory.iterdir()):
        raise Refused("the folder is not empty", str(directory), remedy="name a new or empty folder")


def template_header(kind: str) -> list[str]:
    """The column ids of a table's template, in the order of column.csv."""
    shown = {("units", "subject"): "lot"}
    left_out = _LEFT_OUT.get(kind, set())
    return [shown.get((kind, column), column) for column in columns(kind) if column not in left_out]
