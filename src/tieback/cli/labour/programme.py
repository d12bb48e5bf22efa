"""`tieback labour programme FILE`: what is documented of a programme, feature by feature; no score, no person."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.cli.labour.note import tell_notes
from tieback.model.plain import plain

if TYPE_CHECKING:
    from tieback.labour.programme import ProgrammeRisk


def programme(
    file: Annotated[
        Path | None, typer.Argument(help="A table: programme, feature, answer, source, reply.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="Write a table that lists every feature instead.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """What sources say of a programme such as a labour transfer, each with the reply beside it. No score."""
    from tieback.labour.programme_sheet import HEADERS, features, read_programmes

    if template is not None:
        from tieback.table.write import write_table

        asked = [("", asks, "", "", "") for asks in features().values()]
        write_table(template, list(HEADERS), asked)
        sys.stdout.write(f"{template}\n")
        return
    if file is None:
        raise typer.BadParameter("give a FILE, or --template FILE")
    found, notes = read_programmes(file)
    told = [plain(note) for note in notes]
    if as_json:
        body = {
            "schema": "tieback.labour.programme/1",
            "version": __version__,
            "as_of": None,
            "programmes": plain(list(found)),
            "notes": told,
        }
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        return
    for one in found:
        sys.stdout.write(_tell(one))
    sys.stdout.write(
        "What sources say of a programme says nothing of any one person in it; features are not added up.\n"
    )
    tell_notes(told)


def _tell(one: "ProgrammeRisk") -> str:
    lines = [one.programme]
    for feature in one.features:
        mark = "" if feature.confidence.decides else "  [question not checked]"
        lines.append(f"  {feature.answer:<8} {feature.asks}{mark}")
        for said in feature.evidence:
            lines.append(f"           {said.answer}: {said.source}")
            lines.append(f"           the other side: {said.reply or 'no reply recorded'}")
    return "\n".join(lines) + "\n"
