"""`tieback trace CASE --all --out FILE`: kilograms of each region or source in every finished lot, as a table."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tieback import __version__
from tieback.model.plain import plain


def trace_all(case: Path, out: Path, sources: Sequence[str], *, static: bool, as_json: bool) -> None:
    """Write the table, and say how many lots it has."""
    from tieback.case.lot import read_arrays
    from tieback.table.write import Layout, open_table
    from tieback.trace.bulk.tally import HEADER, tally
    from tieback.trace.tracing import in_xinjiang

    read, arrays = read_arrays(case)
    found = tally(read, arrays, in_xinjiang, sources, static=static)
    with open_table(out, HEADER, Layout(sheet="lots", rows=found.lots * found.sets)) as table:
        for row in found.rows:
            table.write(row)
    unread = len({*read.unread, *arrays.unread})
    if as_json:
        counts = {"lots": found.lots, "sets": found.sets, "unknown": found.unknown, "unread": unread}
        document = {
            "schema": "tieback.trace.all/1",
            "version": __version__,
            "as_of": read.as_of or datetime.now(UTC).date(),
            "case": read.name,
            "time": "static" if static else "strict",
            "file": str(out),
            "counts": counts,
            "notes": (*read.notes, *arrays.notes) if read.notes != arrays.notes else read.notes,
        }
        sys.stdout.write(json.dumps(plain(document), ensure_ascii=False) + "\n")
        return
    sys.stdout.write(
        f"{found.lots} finished lots, {found.sets} sources: {out}\n"
        "Outer bounds, in the records supplied: the truth lies between. tieback trace CASE LOT gives narrower ones.\n"
    )
    if found.unknown:
        sys.stdout.write(f"{found.unknown} lots depend on records that cannot all be true: no kilograms.\n")
    if unread:
        sys.stderr.write(f"{unread} rows could not be read\n")
