"""`tieback labour access FILE`: what each audit, visit or interview can carry, and why it is no better."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tieback import __version__
from tieback.cli.labour.note import tell_notes
from tieback.model.access import Access
from tieback.model.plain import plain
from tieback.model.refusal import Refused


def access(
    file: Annotated[
        Path | None, typer.Argument(help="A table of access ledgers (access.csv), or the folder of a case.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Fix the grades in the journal, before outcomes are read.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who fixes them.")] = None,
    template: Annotated[Path | None, typer.Option(help="Write an empty table of ledgers instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Grade the access of audits, visits and interviews: supports an estimate, bounds only, cannot support inference."""
    if template is not None:
        write_template("access", template)
        return
    if file is None:
        raise typer.BadParameter("give a FILE of ledgers or the folder of a case, or --template FILE")
    ledgers, notes = _read(file)
    if fix:
        _fix(file, ledgers, by)
    if as_json:
        body = {
            "schema": "tieback.labour.access/1",
            "version": __version__,
            "ledgers": plain(list(ledgers)),
            "notes": notes,
        }
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        return
    for ledger in ledgers:
        about = " ".join(filter(None, (ledger.kind, ledger.document, ledger.site)))
        sys.stdout.write(f"{ledger.id}  {ledger.grade}  {about}\n")
        sys.stdout.write("".join(f"    {reason}\n" for reason in ledger.reasons))
    sys.stdout.write("The grade says what may be inferred, not what was found.\n")
    tell_notes(notes)


def write_template(kind: str, path: Path) -> None:
    """Write an empty table with the columns of a kind of table."""
    from tieback.table.header import columns
    from tieback.table.write import write_table

    write_table(path, list(columns(kind)), [])
    sys.stdout.write(f"{path}\n")


def _read(file: Path) -> tuple[tuple[Access, ...], list[dict[str, object]]]:
    if file.is_dir():
        from tieback.case import read_case

        case = read_case(file)
        found = [plain(note) for note in case.notes if note.file.startswith("access.")]
        return case.access, found
    from tieback.case.access import read_ledgers
    from tieback.labour.access import conditions
    from tieback.table.record import read_records

    sheet = read_records(file, "access", (), file=file.name)
    if not any(sheet.has(condition["id"]) for condition in conditions()):
        raise Refused(
            "no column is a condition of access",
            file.name,
            remedy="`tieback labour access --template FILE` writes the columns",
        )
    ledgers = read_ledgers(sheet)
    return ledgers, [plain(note) for note in sheet.notes]


def _fix(folder: Path, ledgers: tuple[Access, ...], by: str | None) -> None:
    from tieback.case.folder import JOURNAL
    from tieback.labour.access_seal import KIND, entry_body
    from tieback.proof import journal

    if not folder.is_dir():
        raise Refused(
            "--fix needs the folder of a case", str(folder), remedy="its journal is where grades are fixed"
        )
    if not by:
        raise typer.BadParameter("--fix needs --by NAME")
    path = folder / JOURNAL
    fixed = {entry.body.get("ledger") for entry in journal.read(path) if entry.kind == KIND}
    for ledger in ledgers:
        if ledger.id not in fixed:
            journal.append(path, KIND, entry_body(ledger, by), datetime.now(UTC))
            fixed.add(ledger.id)
            sys.stderr.write(f"{ledger.id}: fixed as {ledger.grade}\n")
