"""`tieback watch read FILE|URL`: one article, what it says and who says it."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.model.article import Article, Document, Stamp

_MOST_BYTES = 100_000_000


def read(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A saved page, text or PDF, or an address.")
    ],
    url: Annotated[str | None, typer.Option(help="The address FILE was saved from.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Read one article: its parts without the page's furniture, and who says what in it."""
    from tieback.model.article import Document
    from tieback.proof.digest import sha256
    from tieback.watch.article.read import read_article

    now = datetime.now(UTC).replace(microsecond=0)
    data, name, address, content_type = _load(source, url)
    article = read_article(data, name=name, url=address, content_type=content_type)
    document = Document(sha256(data), address, now)
    if as_json:
        typer.echo(json.dumps(_body(document, article, now), ensure_ascii=False, indent=2))
        return
    sys.stdout.write(_page(article))


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


def _body(document: "Document", article: "Article", now: datetime) -> dict[str, Any]:
    return {
        "schema": "tieback.watch.read/1",
        "version": __version__,
        "as_of": now.date().isoformat(),
        "notes": [],
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
        "claims": [],
        "replies": [],
        "differs": [],
    }


def _told(stamp: "Stamp | None") -> Any:
    """The instant, or the day where only that is known."""
    return None if stamp is None else plain(stamp.at if stamp.exact else stamp.at.date())


def _page(article: "Article") -> str:
    told = [
        (" ".join(filter(None, (article.publisher, str(_told(article.published) or "")))), "published"),
        (", ".join(article.authors), "by"),
        (", ".join(article.contributors), "with"),
    ]
    head = "".join(f"{word} {text.strip()}\n" for text, word in told if text.strip())
    return f"{article.text}\n\n{head}"
