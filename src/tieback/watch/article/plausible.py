"""What a reader should doubt of an article's own word: its date, its canonical address."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tieback.model.article import Article, Stamp
from tieback.watch.article.address import same_site

_ZONES = timedelta(hours=26)  # the widest difference between two clocks that are both right, and a little
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web


def with_doubts(article: Article, retrieved_at: datetime, url: str | None) -> Article:
    """The article with marks for what cannot be, and without a canonical address that belongs to another site."""
    marks = list(article.marks)
    for name, stamp in (("published", article.published), ("updated", article.updated)):
        if stamp is not None:
            marks.extend(_doubt(name, stamp, retrieved_at))
    if (
        article.published
        and article.updated
        and article.updated.at + timedelta(days=1) < article.published.at
    ):
        marks.append("updated before it was published")
    address = article.canonical_url
    if address and url and not same_site(address, url):
        marks.append("names an address of another site as its own")
        address = None
    return replace(article, marks=tuple(dict.fromkeys(marks)), canonical_url=address)


def _doubt(name: str, stamp: Stamp, retrieved_at: datetime) -> list[str]:
    if stamp.at > retrieved_at + _ZONES:
        return [f"{name} in the future"]
    return [f"{name} before the web"] if stamp.at < _FIRST else []
