"""`tieback check CASE`: the main job. Screens, traces, assesses and seals a case; prints one screen."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

DAY = ["%Y-%m-%d"]


@app.command()
def check(
    case: Annotated[Path, typer.Argument(help="the folder of the case")],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE", formats=DAY, help="the date of the answer (default: case.toml, else today in UTC)"
        ),
    ] = None,
    known_on: Annotated[
        datetime | None,
        typer.Option(metavar="DATE", formats=DAY, help="use only list editions that were known by that day"),
    ] = None,
    editions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="an editions.lock: use exactly the editions it names")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="where to write (default: CASE/out)")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Screen, trace and assess a case, and write its dossier. What it prints is an aid, not a legal determination."""
    from tieback import check as job
    from tieback.proof import keys

    target = out or case / "out"
    done = job.check(
        case,
        as_of=as_of.date() if as_of else None,
        known_on=known_on.date() if known_on else None,
        editions_lock=editions,
        out=target,
        key=keys.own_key(),
        today=datetime.now(UTC).date(),
    )
    if json:
        import json as writer

        sys.stdout.write(writer.dumps(job.document(done), ensure_ascii=False, indent=1) + "\n")
    else:
        from tieback.cli.summary import show

        show(done, case, target)
