"""`tieback assess CASE`: the findings of a case under its regimes, or under those named. Writes nothing."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def assess(
    case: Annotated[Path, typer.Argument(help="the folder of the case")],
    regime: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="a regime id; again for more (default: those of the case)"),
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="the date of the answer")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Apply the regimes to a case: answer, why, what is missing, what would change it."""
    from tieback import check as job

    done = job.check(
        case, as_of=as_of.date() if as_of else None, regimes=regime or (), today=datetime.now(UTC).date()
    )
    if json:
        import json as writer

        sys.stdout.write(writer.dumps(job.document(done), ensure_ascii=False, indent=1) + "\n")
    else:
        from tieback.cli.summary import show

        show(done, case, None)
