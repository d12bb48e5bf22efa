"""`tieback labour read FILE`: a NORMLEX page that was saved, read and kept."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from tieback import __version__
from tieback.cli.option import read_day
from tieback.model.plain import plain


def read(
    file: Annotated[Path, typer.Argument(help="A saved page of NORMLEX (HTML).")],
    url: Annotated[str | None, typer.Option(help="The address it was saved from.")] = None,
    retrieved: Annotated[str | None, typer.Option(help="The day it was saved, YYYY-MM-DD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Read a saved page (ratifications of a country or instrument, what is not ratified, comments) and keep it."""
    from tieback.labour.shelf import Shelf

    kept, page = Shelf().add(file, url, read_day("--retrieved", retrieved))
    if as_json:
        body = {
            "schema": "tieback.labour.read/1",
            "version": __version__,
            "sha256": kept.sha256,
            **plain(page),
        }
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        return
    sys.stdout.write(
        f"{file.name}: {page.kind}, {len(page.records)} records, {len(page.comments)} comments\n"
    )
    for record in page.records:
        sys.stdout.write(
            f"  {record.country} {record.code} {record.act.value.replace('_', ' ')} {record.on.text}\n"
        )
    for comment in page.comments:
        where = f", {comment.article}" if comment.article else ""
        sys.stdout.write(
            f"  {comment.body} {comment.kind} {comment.adopted}, {comment.code}{where}: {comment.verb}\n"
        )
    for row in page.unread:
        sys.stderr.write(f"{file.name}: not read, nothing follows from it: {row}\n")
    sys.stdout.write(f"  kept as {kept.sha256}; `tieback labour conventions` uses it from now on\n")
