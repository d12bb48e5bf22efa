"""`tieback watch add`: what to watch, or what to keep: addresses of feeds and pages, OPML, saved files."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback.cli.document import print_document
from tieback.cli.watch.network import polite, writing
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.watch.sandbox.reader import Reader
    from tieback.watch.store.store import Source, Store

_WEB = ("http://", "https://")


def add(
    what: Annotated[
        list[str],
        typer.Argument(metavar="URL|FILE...", help="A feed, sitemap or site; OPML; saved feeds or articles."),
    ],
    title: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    url: Annotated[str | None, typer.Option(help="The address a saved article was saved from.")] = None,
    page: Annotated[
        bool, typer.Option("--page", help="Watch the page itself for changes, not its feed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Watch an address from now on, or keep what a saved file holds."""
    from tieback.watch.sandbox.reader import Reader

    now = datetime.now(UTC).replace(microsecond=0)
    added: list[Source] = []
    files: list[dict[str, Any]] = []
    with writing() as store, Reader() as reader:
        desk = _Intake(store, reader, now)
        for text in what:
            if text.startswith(_WEB):
                found = desk.address(text, title, page=page)
            else:
                found, kept = desk.file(Path(text), title, url)
                files += kept
            added.extend(found)
    if as_json:
        print_document("watch.add", {"sources": plain(added), "files": files})
        return
    lines = [f"{row['file']}: {_told(row)}" for row in files]
    lines.extend(
        f"watching {source.kind} {source.url}" + (f" ({source.title})" if source.title else "")
        for source in added
    )
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if added:
        sys.stderr.write("`tieback watch update` fetches them\n")


def stop(
    url: Annotated[str, typer.Argument(help="As `tieback watch sources` shows it.")],
) -> None:
    """Watch an address no longer (also called `remove`). What it brought stays; `add` it again to go on."""
    with writing() as store:
        if url not in {source.url for source in store.sources()}:
            raise Refused(f"{url} is not watched", remedy="`tieback watch sources` lists what is")
        store.add_act("stop", url, {}, datetime.now(UTC).replace(microsecond=0))
    sys.stdout.write(f"no longer watching {url}\n")


def _told(row: dict[str, Any]) -> str:
    shape = "an article" if row["shape"] == "article" else f"a {row['shape']}"
    some = f"{row['new']} new, {row['changed']} changed"
    return f"{shape}, {some if row['new'] or row['changed'] else 'nothing new'}"


@dataclass(frozen=True, slots=True)
class _Intake:
    store: "Store"
    reader: "Reader"
    now: datetime

    def address(self, url: str, title: str | None, *, page: bool) -> "list[Source]":
        """The source behind an address: a feed, a sitemap, a page, or the feeds a site names."""
        from tieback.watch.intake.recognise import Shape

        if page:
            return [self._watch("page", url, title)]
        got = polite().get(url)
        shape = self.reader.shape(got.data, url)
        if shape is Shape.OPML:
            return self._opml(got.data, url)
        if shape is Shape.ARTICLE:
            offers = self.reader.offers(got.data, got.url)
            if not offers:
                raise Refused(f"{url} is no feed and names none", remedy="--page watches the page itself")
            return [self._watch("feed", offer.url, title or offer.title) for offer in offers[:1]]
        listing = self.reader.listing(got.data, url)
        return [self._watch(shape.value, url, title or listing.title)]

    def file(
        self, path: Path, title: str | None, url: str | None
    ) -> "tuple[list[Source], list[dict[str, Any]]]":
        """What a file brings: feeds to watch, or entries or an article, and how many of them are new.

        Raises Refused for what cannot be read, and keeps nothing of it.
        """
        from tieback.net.fetch import Fetched
        from tieback.watch.intake.gather import keep_bytes
        from tieback.watch.intake.recognise import Shape
        from tieback.watch.store.store import Fetch

        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(f"cannot be read ({error.strerror})", str(path), remedy="check the name") from error
        shape = self.reader.shape(data, path.name)
        if shape is Shape.OPML:
            return self._opml(data, path.name), []
        with self.store.transaction():
            source = self.store.add_source("file", f"file:{path.name}", title, self.now)
            got = Fetched(url or path.name, data, None, None, None)
            attempt = Fetch(source.id, path.name, self.now, "new")
            done, _ = keep_bytes(self.store, source, got, attempt, self.reader)
            if done.refusal:
                raise done.refusal
        row = {"file": path.name, "shape": shape.value, "new": done.new, "changed": done.changed}
        return [], [{**row, "notes": list(done.notes)}]

    def _watch(self, kind: str, url: str, title: str | None) -> "Source":
        last = [act.kind for act in self.store.acts("stop", "resume") if act.subject == url]
        source = self.store.add_source(kind, url, title, self.now)
        if last[-1:] == ["stop"]:
            self.store.add_act("resume", url, {}, self.now)
        return source

    def _opml(self, data: bytes, name: str) -> "list[Source]":
        return [self._watch("feed", feed.url, feed.title) for feed in self.reader.subscriptions(data, name)]
