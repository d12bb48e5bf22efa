"""`tieback tables CASE --out DIR`: the goods records of a case as typed Parquet tables."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tieback.cli.document import print_document
from tieback.model.record import Note
from tieback.model.refusal import Refused

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def tables(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case: a folder with case.toml.")],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder to write to; tables there are replaced.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Write the goods records of a case (sheets and EPCIS events together) as typed Parquet tables.

    What could not be read is not in them: the rows left out are counted, and `tieback check CASE` names them.
    """
    from tieback.case import read_case
    from tieback.trace.parquet.write import write_tables

    read = read_case(case)
    if out.resolve() == case.resolve():
        raise Refused("the tables would stand beside the case's own", str(out), remedy="name another folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"cannot be made ({error.strerror})", str(out), remedy="name a folder") from error
    written = write_tables(read, out)
    if as_json:
        lost = [
            Note(row.ref.file, row.ref.row, None, row.reason, "it is not in the tables")
            for row in read.unread
        ]
        body = {"files": list(written), "unread": len(read.unread)}
        print_document("tables", body, read.as_of, [*read.notes, *lost])
        return
    sys.stdout.write("".join(f"{out / name}\n" for name in written))
    if read.unread:
        sys.stderr.write(f"{len(read.unread)} rows could not be read and are not in the tables\n")
