"""`tieback watch add`: what to watch, or what to keep: addresses of feeds and pages, OPML, saved files."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.cli.watch.network import polite, writing
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
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
    now = datetime.now(UTC).replace(microsecond=0)
    added: list[Source] = []
    lines: list[str] = []
    with writing() as store:
        for text in what:
            if text.startswith(_WEB):
                found = _address(store, text, title, now, page=page)
            else:
                found, said = _file(store, Path(text), title, url, now)
                lines.append(said)
            added.extend(found)
    if as_json:
        body = {"schema": "tieback.watch.add/1", "version": __version__, "sources": plain(added), "notes": []}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        return
    lines.extend(
        f"watching {source.kind} {source.url}" + (f" ({source.title})" if source.title else "")
        for source in added
    )
    sys.stdout.write("".join(f"{line}\n" for line in lines if line))
    if added:
        sys.stderr.write("`tieback watch update` fetches them\n")


def stop(
    url: Annotated[str, typer.Argument(help="As `tieback watch sources` shows it.")],
) -> None:
    """Watch an address no longer. What it brought stays; `add` it again to go on."""
    with writing() as store:
        if url not in {source.url for source in store.sources()}:
            raise Refused(f"{url} is not watched", remedy="`tieback watch sources` lists what is")
        store.add_act("stop", url, {}, datetime.now(UTC).replace(microsecond=0))
    sys.stdout.write(f"no longer watching {url}\n")


def _address(store: "Store", url: str, title: str | None, now: datetime, *, page: bool) -> "list[Source]":
    """The source behind an address: a feed, a sitemap, a page, or the feeds a site names."""
    from tieback.watch.intake.recognise import Shape, find_feeds, read_listing, recognise

    if page:
        return [_watch(store, "page", url, title, now)]
    got = polite().get(url)
    shape = recognise(got.data)
    if shape is Shape.OPML:
        return _opml(store, got.data, url, now)
    if shape is Shape.ARTICLE:
        offers = find_feeds(got.data, got.url)
        if not offers:
            raise Refused(f"{url} is no feed and names none", remedy="--page watches the page itself")
        return [_watch(store, "feed", offer.url, title or offer.title, now) for offer in offers[:1]]
    listing = read_listing(got.data, url)
    return [_watch(store, shape.value, url, title or listing.title, now)]


def _watch(store: "Store", kind: str, url: str, title: str | None, now: datetime) -> "Source":
    last = [act.kind for act in store.acts("stop", "resume") if act.subject == url]
    source = store.add_source(kind, url, title, now)
    if last[-1:] == ["stop"]:
        store.add_act("resume", url, {}, now)
    return source


def _opml(store: "Store", data: bytes, name: str, now: datetime) -> "list[Source]":
    from tieback.watch.intake.opml import read_opml

    return [_watch(store, "feed", feed.url, feed.title, now) for feed in read_opml(data, name)]


def _file(
    store: "Store", path: Path, title: str | None, url: str | None, now: datetime
) -> "tuple[list[Source], str]":
    """What a file brings: feeds to watch, or entries or an article to keep."""
    from tieback.net.fetch import Fetched
    from tieback.watch.intake.gather import keep_bytes
    from tieback.watch.intake.recognise import Shape, recognise
    from tieback.watch.store.store import Fetch

    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror})", str(path), remedy="check the name") from error
    shape = recognise(data)
    if shape is Shape.OPML:
        return _opml(store, data, path.name, now), ""
    source = store.add_source("file", f"file:{path.name}", title, now)
    got = Fetched(url or path.name, data, None, None, None)
    done, _ = keep_bytes(store, source, got, Fetch(source.id, path.name, now, "new"))
    if done.outcome == "unread":
        raise Refused(done.notes[0])
    kept = f"{done.new} new, {done.changed} changed" if done.new or done.changed else "nothing new"
    return [], f"{path.name}: {'an article' if shape is Shape.ARTICLE else f'a {shape.value}'}, {kept}"
