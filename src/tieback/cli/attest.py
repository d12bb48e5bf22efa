"""`tieback attest CASE`: the internal file and the sealed dossier again, and on request a submission."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback.model.refusal import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tieback.attest.selection import Choice

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
    editions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="an editions.lock: use exactly the editions it names")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="also as PDF (not there yet)")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Write the internal file, the sealed dossier and, with --select, the submission.

    An adverse item left out of the submission is recorded in the case's journal, with its reason and who gave it,
    before the case is sealed.
    """
    from tieback import check as job
    from tieback.attest.dossier import submit
    from tieback.attest.selection import read_selection
    from tieback.proof import keys

    if pdf:
        raise Unavailable(
            "PDF is not there yet", "print file/dossier.html from a browser: it is laid out for A4"
        )
    now = datetime.now(UTC)
    target = out or case / "out"
    wanted: dict[str, Any] = {
        "as_of": as_of.date() if as_of else None,
        "editions_lock": editions,
        "today": now.date(),
    }
    done = job.check(case, **wanted)
    selection = read_selection(select, job.material_of(done)) if select else None
    if selection is not None and selection.omissions:
        _record(selection.omissions, case, now)
        done = job.check(case, **wanted)  # the journal is part of the case
    sealed = job.seal(done, case, target, keys.own_key())
    pages = {"submission": submit(job.material_of(sealed), case, target, selection)} if selection else {}
    if as_json:
        document = job.document(sealed) | {name: str(path / "index.html") for name, path in pages.items()}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.write(f"{target / 'file' / 'dossier.html'}\n{target / 'dossier.zip'}\n")
    sys.stdout.writelines(f"{path / 'index.html'}\n" for path in pages.values())


def _record(omissions: "Iterable[Choice]", case: Path, now: datetime) -> None:
    from tieback.proof import journal

    for omission in omissions:
        body = {"item": omission.item, "reason": omission.reason, "by": omission.by}
        journal.append(case / "journal.jsonl", "omission", body, now)
