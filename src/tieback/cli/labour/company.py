"""`tieback labour company CASE`: the file of each company: indicators, remedies, verifications, open points."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.cli.labour.access import write_template
from tieback.cli.labour.note import tell_notes
from tieback.cli.option import read_day
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.labour.company import CompanyFile


def company(
    case: Annotated[Path | None, typer.Argument(help="The folder of a case with remedy.csv.")] = None,
    party: Annotated[str | None, typer.Option(help="Only this party.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Leave out what was found later.")] = None,
    page: Annotated[Path | None, typer.Option("--report", help="Write the answer as an HTML page.")] = None,
    template: Annotated[Path | None, typer.Option(help="Write an empty remedy.csv instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Each of the eleven indicators: found by whom, the reply, the remedy, its verification, what is open."""
    if template is not None:
        write_template("remedy", template)
        return
    if case is None:
        raise typer.BadParameter("give the folder of a case, or --template FILE")
    from tieback.case import read_case
    from tieback.labour.company import company_files

    read = read_case(case)
    if not read.remedies:
        raise Refused(
            "the case has no rows of remedy.csv",
            str(case),
            remedy="columns: party, indicator, finding, found_by ...",
        )
    held = frozenset(document.file for document in read.documents if document.sha256)
    found = company_files(read.remedies, read.access, held, read_day("--as-of", as_of) or read.as_of)
    found = tuple(one for one in found if party in {None, one.party})
    if party and not found:
        raise Refused(f"no row of remedy.csv is about {party!r}", str(case))
    if page is not None:
        from tieback.labour.report import company_page
        from tieback.table.write import replace

        replace(page, company_page(found, read.access).encode())
    notes = [plain(note) for note in read.notes if note.file.startswith(("remedy.", "access."))]
    if as_json:
        body = {
            "schema": "tieback.labour.company/1",
            "version": __version__,
            "companies": [{**plain(one), "open": one.open_points} for one in found],
            "access": plain(list(read.access)),
            "notes": notes,
        }
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        return
    for one in found:
        sys.stdout.write(_tell(one))
    tell_notes(notes)


def _tell(one: "CompanyFile") -> str:
    from tieback.labour.report import FOUND_WORDS

    lines = [f"{one.party}: {one.open_points} points open"]
    for entry in one.indicators:
        lines.append(f"  {FOUND_WORDS[entry.found]:<10} {entry.indicator}")
        for row in entry.rows:
            by = f" by {row.found_by}" if row.found_by else ""
            on = f" on {row.found_on}" if row.found_on else ""
            lines.append(
                f"      {FOUND_WORDS[row.found]}{by}{on}; the company: {row.reply or 'no reply recorded'}"
            )
            if row.remedy:
                lines.append(f"      remedy: {row.remedy}; verified by {row.verified_by or 'nobody'}")
        lines += [f"      open: {point}" for point in entry.open_points]
    lines.append("A record of what sources say; an indicator nobody looked for is unknown, not absent.")
    return "\n".join(lines) + "\n"
