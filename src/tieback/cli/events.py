"""`tieback events FILE...`: do files of EPCIS events conform, what are their hash ids, what do they amount to."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.trace.epcis import Events

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SHOWN = 40  # events on the screen; --json has all


@app.command()
def events(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="EPCIS 2.0 JSON or XML, 1.2 XML.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Say whether files of EPCIS events conform, and give each event its hash id (CBV 2.0); duplicates are named.

    Files that conform are settled together, as those of a case are. Exit code 3 if any does not conform.
    """
    from tieback.trace.epcis import read_event_files

    good, bad = [], []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(
                error.strerror or "cannot be read", str(path), remedy="give the path of a file"
            ) from error
        try:
            read_event_files([(str(path), data)])
            good.append((str(path), data))
        except Refused as refusal:
            bad.append(refusal)
    found = read_event_files(good)
    typer.echo(_document(found, [name for name, _ in good], bad) if as_json else report(found, bad))
    if bad:
        raise Refused(f"{len(bad)} of {len(files)} files do not conform", remedy=str(bad[0]))


def report(found: "Events", bad: list[Refused]) -> str:
    """For people: a line per event, what all amount to, what should be known of them."""
    lines = [
        f"{one.ref.file} event {one.ref.row}: {one.kind} on {one.on}, {one.hash_id}" for one in found.events
    ]
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [f"... and {len(lines) - _SHOWN} more (--json lists all)"]
    amount = (
        f"{len(found.events)} events stand: {len(found.transfers)} transfers, "
        f"{len(found.transformations)} transformations, {len(found.stock)} stocks without known source"
    )
    notes = [
        f"  {note.file}{'' if note.row is None else f' event {note.row}'}: {note.reason} ({note.effect})"
        for note in found.notes
    ]
    refused = [f"refused: {refusal}" for refusal in bad]
    return "\n".join([*refused, *lines, amount, *(["to know:", *notes] if notes else [])])


def _document(found: "Events", good: list[str], bad: list[Refused]) -> str:
    document: dict[str, Any] = {
        "schema": "tieback.events/1",
        "version": __version__,
        "files": [{"file": name, "conforms": True, "reason": None} for name in good]
        + [{"file": one.file, "conforms": False, "reason": one.reason} for one in bad],
        "events": [
            {"file": one.ref.file, "row": one.ref.row, "type": one.kind, "on": one.on, "event_id": one.id}
            | {"hash_id": one.hash_id}
            for one in found.events
        ],
        "counts": {
            "transfers": len(found.transfers),
            "transformations": len(found.transformations),
            "stock": len(found.stock),
        },
        "notes": found.notes,
    }
    return json.dumps(plain(document), ensure_ascii=False, indent=2)
