"""`tieback watch search WORDS`: everything that was kept, by its words."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tieback.cli.document import print_document
from tieback.cli.option import read_midnight
from tieback.cli.paint import paint
from tieback.model.plain import plain

if TYPE_CHECKING:
    from tieback.watch.store.search import Hit


def search(
    words: Annotated[list[str], typer.Argument(help='Words, "phrases", -words, beginnings*.')],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 20,
    since: Annotated[str | None, typer.Option(metavar="D", help="Seen on that day or later.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Search everything that was kept, newest first."""
    from tieback.watch.store.search import MARK
    from tieback.watch.store.search import search as find
    from tieback.watch.store.store import Store

    query = " ".join(f'"{word}"' if " " in word else word for word in words)
    with Store() as store:
        hits = find(store, query, limit=limit, since=read_midnight("--since", since))
    if as_json:
        rows = [{**plain(hit), "passage": hit.passage.replace(MARK[0], "")} for hit in hits]
        print_document("watch.search", {"query": query, "hits": rows})
        return
    for hit in hits:
        paint([[(hit.title or hit.url or "without a title", "bold"), (f"  {_dated(hit)}", "dim")]])
        parts = hit.passage.replace("\n", " ").split(MARK[0])
        paint([[("  ", ""), *((part, "bold" if at % 2 else "") for at, part in enumerate(parts))]])
        paint([[(f"  {hit.url}", "dim")]] if hit.url else [])
    if not hits:
        sys.stderr.write("nothing that was kept holds these words\n")


def _dated(hit: "Hit") -> str:
    """When it was published, or, where it does not say, when it was first seen here."""
    if hit.published_at:
        return str(hit.published_at.date())
    return f"seen {hit.seen_at.date()}"
