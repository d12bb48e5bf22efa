"""`tieback watch read FILE|URL`: one article, what it says and who says it."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.cli.option import read_midnight
from tieback.model.article import Document
from tieback.model.claim import ClaimType
from tieback.model.plain import plain
from tieback.model.record import Note
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.model.article import Article, Stamp
    from tieback.watch.examine import Examined

_MOST_BYTES = 100_000_000


def read(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A saved page, text or PDF, or an address.")
    ],
    url: Annotated[str | None, typer.Option(help="The address FILE was saved from.")] = None,
    retrieved: Annotated[str | None, typer.Option(metavar="D", help="The day FILE was saved.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="D", help="Today, unless given.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the article itself, without its page.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Read one article: its parts without the page's furniture, who says what in it, and what was answered."""
    from tieback.cli.watch.desk import make_examiner
    from tieback.proof.digest import sha256
    from tieback.watch.article.plausible import with_doubts
    from tieback.watch.sandbox.reader import Reader

    now = datetime.now(UTC).replace(microsecond=0)
    today = read_midnight("--as-of", as_of) or now
    at = read_midnight("--retrieved", retrieved) or today
    data, name, address, content_type = _load(source, url)
    with Reader() as reader:
        told = reader.article(data, name=name, url=address, content_type=content_type)
    article = with_doubts(told, at, address)
    if text and not as_json:
        sys.stdout.write(f"{article.text}\n")
        return
    examiner, missing = make_examiner()
    found = examiner.examine(article, today.date())
    notes = _notes(article, name, missing)
    document = Document(sha256(data), address, at)
    for note in notes:
        sys.stderr.write(f"{note.file}: {note.reason}; {note.effect}\n")
    if as_json:
        typer.echo(
            json.dumps(
                {**_head(document, article, notes, today), **_found(found)}, ensure_ascii=False, indent=2
            )
        )
        return
    sys.stdout.write("".join(f"{line}\n" for line in _page(article, found)))


def _notes(article: "Article", name: str, missing: list[str]) -> tuple[Note, ...]:
    from tieback.watch.examine import unread_language

    notes = [Note(name, None, None, mark, "read it with that in mind") for mark in article.marks]
    notes += [
        Note(name, None, None, reason, "claims and speakers are found less often") for reason in missing
    ]
    if language := unread_language(article):
        reason = f"claims not read: language {language}"
        notes.append(Note(name, None, None, reason, "places, goods, laws and names are found, no claims"))
    return tuple(notes)


def _load(source: str, url: str | None) -> tuple[bytes, str, str | None, str | None]:
    """Bytes, a name for messages, the address, and what the server calls the content."""
    if source.startswith(("http://", "https://")):
        from tieback.net.fetch import Caps, fetch

        got = fetch(source, caps=Caps(size_bytes=_MOST_BYTES, total_s=60.0))
        return got.data, source, got.url, got.content_type
    path = Path(source)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused(f"a file of more than {_MOST_BYTES:,} bytes", path.name)
        return path.read_bytes(), path.name, url, None
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror})", source, remedy="check the name") from error


def _head(
    document: "Document", article: "Article", notes: tuple[Note, ...], as_of: datetime
) -> dict[str, Any]:
    return {
        "schema": "tieback.watch.read/1",
        "version": __version__,
        "as_of": as_of.date().isoformat(),
        "notes": plain(notes),
        "document": plain(document),
        "article": {
            "title": article.title,
            "standfirst": article.standfirst,
            "text": article.text,
            "publisher": article.publisher,
            "authors": list(article.authors),
            "contributors": list(article.contributors),
            "published_at": _told(article.published),
            "updated_at": _told(article.updated),
            "language": article.language,
            "canonical_url": article.canonical_url,
            "sections": plain(article.sections),
            "links": plain(article.links),
            "marks": list(article.marks),
        },
    }


def _found(found: "Examined") -> dict[str, Any]:
    return {
        "claims": plain(found.claims),
        "replies": plain(found.replies),
        "differs": plain(found.differs),
        "mentions": plain(found.links),
    }


def _told(stamp: "Stamp | None") -> Any:
    """The instant, or the day where only that is known."""
    return None if stamp is None else plain(stamp.at if stamp.exact else stamp.at.date())


def _page(article: "Article", found: "Examined") -> Iterator[str]:
    """One screen: what it is, who says what, what was answered."""
    from tieback.watch.article.line import flat

    yield article.title or "(without a title)"
    by = f"by {', '.join(article.authors)}" if article.authors else None
    yield (
        "  " + ", ".join(filter(None, (article.publisher, _told(article.published), by)))
        if article.text
        else ""
    )
    for claim in found.claims:
        speaker = claim.speaker.name or claim.speaker.text or "unknown speaker"
        through = "".join(f", through {via.name or via.text}" for via in claim.via if via.name or via.text)
        back = "; withdrawn" if claim.denied and claim.type is not ClaimType.DENIAL else ""
        yield f"{claim.id:<4} {claim.type.value:<12} {speaker}{through} [{claim.verb}{back}]"
        yield f"     {flat(claim.text)}"
        for link in claim.links:
            yield f"     {link.rel.value} {link.claim}" + (
                " (as we read it; no word says so)" * (link.basis == "read")
            )
    for reply in found.replies:
        yield f"reply to {reply.claim}: {reply.status}" + (f", {reply.by}" if reply.by else "")
    for differs in found.differs:
        yield f"differs from a dated fact: {flat(differs.text)}"
        yield f"     held here: {differs.fact} ({differs.source})"
    yield f"{len(found.claims)} claims, quoted as they stand; who says it is not whether it is so"
