"""`tieback mend FOLDER`: a journal whose last line was cut short is usable again, and nothing that was recorded is lost."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from tieback import __version__
from tieback.model.refusal import Refused

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def mend(
    folder: Annotated[Path, typer.Argument(help="a case, or the folder of a desk; or its journal.jsonl")],
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Mend a journal after a crash or a full disk cut its last line short.

    A line that lacks only its line end is completed. Any other was never acknowledged: it is moved to journal.jsonl.torn
    beside it. Complete entries are never touched; a chain that is broken elsewhere is refused.
    """
    from tieback.proof import journal

    path = folder / "journal.jsonl" if folder.is_dir() else folder
    if not path.is_file():
        raise Refused("there is no journal", str(path), remedy="name the folder of a case or of a desk")
    torn = journal.scan(path).torn
    entries = len(journal.recover(path))
    aside = path.with_name(f"{path.name}.torn")
    moved = str(aside) if torn and aside.is_file() and aside.read_bytes() == torn else None
    if as_json:
        head: dict[str, object] = {
            "schema": "tieback.mend/1",
            "version": __version__,
            "as_of": None,
            "notes": [],
        }
        document = {
            **head,
            "journal": str(path),
            "entries": entries,
            "mended": bool(torn),
            "set_aside": moved,
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return
    done = "nothing to mend" if not torn else f"set aside in {moved}" if moved else "its last line completed"
    sys.stdout.write(f"{path}: {entries} entries, the chain holds; {done}\n")
