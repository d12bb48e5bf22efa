"""What a document is to `watch`, told by its first bytes: a feed, a subscription list, a sitemap, or an article."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin

from tieback.model.refusal import Refused
from tieback.net.markup import parse_html
from tieback.net.prologue import root_name
from tieback.watch.intake.entry import Listing, web_address
from tieback.watch.intake.json_feed import is_json_feed, read_json_feed

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_ROOTS = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}


class Shape(StrEnum):
    """What a document holds."""

    FEED = "feed"
    OPML = "opml"
    SITEMAP = "sitemap"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a web page names."""

    url: str
    title: str | None


def recognise(data: bytes) -> Shape:
    """The shape of a document; what is none of the lists is an article, which reading it may refuse."""
    if data.startswith(b"\x1f\x8b"):
        return Shape.SITEMAP
    if is_json_feed(data):
        return Shape.FEED
    return Shape(_ROOTS.get(root_name(data) or "", "article"))


def read_listing(data: bytes, name: str) -> Listing:
    """The entries of a feed or sitemap of any kind. Raises Refused for anything else."""
    if is_json_feed(data):
        return read_json_feed(data, name)
    match recognise(data):
        case Shape.FEED:
            from tieback.watch.intake.feed import read_feed

            return read_feed(data, name)
        case Shape.SITEMAP:
            from tieback.watch.intake.sitemap import read_sitemap

            return read_sitemap(data, name)
    raise Refused("not a feed or a sitemap", name)


def find_feeds(data: bytes, url: str) -> tuple[Offer, ...]:
    """Feeds that a page fetched from `url` names in its head, in its order, each once."""
    root = parse_html(data, file=url)
    found: dict[str, Offer] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().casefold()
        if "alternate" not in (link.get("rel") or "").casefold().split() or kind not in _FEED_TYPES:
            continue
        try:
            address = web_address(urljoin(url, (link.get("href") or "").strip()))
        except ValueError:
            continue
        if address and "/comments/" not in address:
            found.setdefault(address, Offer(address, (link.get("title") or "").strip()[:300] or None))
    return tuple(found.values())
