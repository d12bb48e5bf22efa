"""`tieback attest CASE`: the sealed dossier of a case, and on request the submission a named person selected."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from tieback.model.refusal import Refused, Unavailable

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def attest(
    case: Annotated[Path, typer.Argument(help="the folder of the case")],
    select: Annotated[
        Path | None, typer.Option(help="CSV or XLSX of items to submit; see out/file/items.csv")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="where to write; default CASE/out")] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the date of the law and lists")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="also as PDF (needs the extra tieback[pdf])")] = False,
) -> None:
    """Write the internal file, the sealed dossier and, with --select, the submission."""
    from tieback.attest.dossier import submit
    from tieback.attest.selection import read_selection
    from tieback.check import check, material_of
    from tieback.proof import journal, keys

    if pdf:
        raise Unavailable(
            "PDF is not there yet", "print file/dossier.html from a browser: it is laid out for A4"
        )
    now = datetime.now(UTC)
    target = out or case / "out"
    chosen: date | None = as_of.date() if as_of else None
    done = check(case, as_of=chosen, out=target, key=keys.own_key(), today=now.date())
    if done.dossier is None:
        raise Refused("no dossier was written", str(case))
    sys.stdout.write(f"{target / done.dossier.html}\n{target / done.dossier.zip}\n")
    if select is None:
        return
    material = material_of(done)
    selection = read_selection(select, material)
    for omission in selection.omissions:
        body = {"item": omission.item, "reason": omission.reason, "by": omission.by}
        journal.append(case / "journal.jsonl", "omission", body, now)
    sys.stdout.write(f"{submit(material, case, target, selection) / 'index.html'}\n")
