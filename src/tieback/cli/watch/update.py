"""`tieback watch update`: what is new at everything that is watched; and `tieback watch sources`."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tieback.cli.document import print_document
from tieback.cli.progress import Progress
from tieback.cli.watch.network import polite, writing
from tieback.model.plain import plain
from tieback.model.refusal import Refused, Unavailable

if TYPE_CHECKING:
    from tieback.watch.intake.gather import Gathered
    from tieback.watch.intake.polite import Polite
    from tieback.watch.sandbox.reader import Reader
    from tieback.watch.store.store import Store


def update(
    pages: Annotated[
        int, typer.Option(metavar="N", min=0, help="Read at most N new articles in full.")
    ] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Ask every source what is new, and read the articles it points to. It can be stopped and run again at any time."""
    from tieback.watch.sandbox.reader import Reader

    with writing() as store:
        if not store.sources():
            raise Refused(
                "nothing is watched yet", remedy="`tieback watch add URL` or `tieback watch add feeds.opml`"
            )
        guest = polite()
        with Reader() as reader:
            gathered = _ask(store, guest, reader)
            read, failed = _read_pages(store, guest, reader, pages)
    if as_json:
        rows = [_row(done) for done in gathered]
        print_document("watch.update", {"sources": rows, "pages": {"read": read, "failed": failed}})
    else:
        new, changed = sum(done.new for done in gathered), sum(done.changed for done in gathered)
        sys.stdout.write(
            f"{len(gathered)} sources: {new} new items, {changed} changed; {read} articles read"
            + (f", {failed} not" if failed else "")
            + "\n"
        )
    if gathered and all(done.outcome == "absent" for done in gathered):
        raise Unavailable("no source answers", "is there a network?")


def sources(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    opml: Annotated[bool, typer.Option("--opml", help="The feeds as an OPML file on stdout.")] = False,
) -> None:
    """What is watched, and when each source last answered: silence is not an all-clear."""
    from tieback.watch.store.store import Store

    with Store() as store:
        rows = []
        for source in store.sources():
            last = next(iter(store.fetches(source.id, limit=1)), None)
            good = next(
                (fetch for fetch in store.fetches(source.id) if fetch.outcome in {"new", "unchanged"}), None
            )
            rows.append(
                {
                    **plain(source),
                    "last_outcome": last.outcome if last else None,
                    "last_detail": last.detail if last else None,
                    "last_answer_at": plain(good.at) if good else None,
                }
            )
    if opml:
        from tieback.watch.intake.opml import Subscription, write_opml

        feeds = [Subscription(row["url"], row["title"]) for row in rows if row["kind"] == "feed"]
        sys.stdout.write(write_opml(feeds).decode("utf-8"))
    elif as_json:
        print_document("watch.sources", {"sources": rows})
    else:
        for row in rows:
            word = "kept" if row["kind"] == "file" else "last answered"
            state = f"{word} {row['last_answer_at']}" if row["last_answer_at"] else "has not answered yet"
            why = f"; now: {row['last_detail']}" if row["last_detail"] else ""
            sys.stdout.write(f"{row['kind']:<8} {row['url']}  {row['title'] or ''}  {state}{why}\n")


def _ask(store: "Store", guest: "Polite", reader: "Reader") -> "list[Gathered]":
    from tieback.watch.intake.gather import gather

    found: list[Gathered] = []
    watched = [source for source in store.sources() if source.kind in {"feed", "sitemap", "page"}]
    with Progress("asked", len(watched)) as progress:
        for at, source in enumerate(watched):
            progress.tell(at)
            done = gather(store, source, guest.get, reader, _now())
            for note in done.notes:
                sys.stderr.write(f"{source.title or source.url}: {note}\n")
            found.append(done)
    return found


def _read_pages(store: "Store", guest: "Polite", reader: "Reader", most: int) -> tuple[int, int]:
    """Articles read, and not read."""
    from tieback.watch.intake.page import read_page, wanted

    read = failed = 0
    pages = wanted(store, _now(), most)
    with Progress("read", len(pages)) as progress:
        for at, page in enumerate(pages):
            progress.tell(at)
            problem = read_page(store, page, guest.get, reader, _now())
            read += problem is None
            failed += problem is not None
            if problem:
                sys.stderr.write(f"{page.url}: {problem}\n")
    return read, failed


def _row(done: "Gathered") -> dict[str, object]:
    row = {"url": done.source.url, "title": done.source.title, "outcome": done.outcome}
    return {**row, "new": done.new, "changed": done.changed, "notes": list(done.notes)}


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
