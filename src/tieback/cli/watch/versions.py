"""`tieback watch versions URL`: what an article said when, and which sentences changed in between."""

import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from tieback.cli.document import print_document
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.watch.store.version import Version


def versions(
    url: Annotated[str, typer.Argument(help="The address of an article that was kept.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Every version of an article that was kept, with the sentences that changed."""
    from tieback.watch.article.version import compare_versions
    from tieback.watch.store.item import find_item
    from tieback.watch.store.store import Store
    from tieback.watch.store.version import item_versions

    with Store() as store:
        item = find_item(store, url)
        if item is None:
            raise Refused(f"no article of {url} is kept", remedy="`tieback watch search WORDS` finds what is")
        kept = item_versions(store, item)
    read = [version for version in kept if version.form == "read"] or list(kept)
    steps = [compare_versions(before.article, after.article) for before, after in pairwise(read)]
    if as_json:
        rows = [
            {**_row(version), "changes": [{"kind": change.kind, **plain(change)} for change in changes]}
            for version, changes in zip(read, [(), *steps], strict=True)
        ]
        print_document("watch.versions", {"url": url, "versions": rows})
        return
    for version, changes in zip(read, [(), *steps], strict=True):
        sys.stdout.write(f"{plain(version.seen_at)}  {version.article.title or url}\n")
        for change in changes:
            sys.stdout.write(f"  - {change.before}\n" if change.before else "")
            sys.stdout.write(f"  + {change.after}\n" if change.after else "")


def _row(version: "Version") -> dict[str, object]:
    return {
        "version": version.id,
        "form": version.form,
        "seen_at": plain(version.seen_at),
        "document": version.document,
        "title": version.article.title,
    }
