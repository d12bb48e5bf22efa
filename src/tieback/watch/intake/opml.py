"""OPML subscription lists (opml.org/spec2): which feeds, under which titles. And writing one."""

from collections.abc import Iterable
from dataclasses import dataclass

from tieback.model.refusal import Refused
from tieback.net.markup import parse_xml
from tieback.watch.article.line import flat
from tieback.watch.intake.entry import web_address

LIMIT_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of the list."""

    url: str
    title: str | None


def read_opml(data: bytes, name: str) -> tuple[Subscription, ...]:
    """The feeds in the order of the list, each once. Raises Refused where there are none."""
    root = parse_xml(data, file=name, limit=LIMIT_BYTES)
    found: dict[str, Subscription] = {}
    for outline in root.iter("{*}outline", "outline"):
        told = {key.casefold(): value for key, value in outline.attrib.items()}
        url = web_address(told.get("xmlurl"))
        if url:
            title = flat(told.get("title") or told.get("text") or "")[:300] or None
            found.setdefault(url, Subscription(url, title))
    if not found:
        raise Refused("an OPML file without a feed", name, remedy="export the subscriptions again")
    return tuple(found.values())


def write_opml(subscriptions: Iterable[Subscription]) -> bytes:
    """An OPML 2.0 file of these feeds."""
    from lxml import etree  # type: ignore[import-untyped]

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Tieback: feeds watched"
    body = etree.SubElement(root, "body")
    for feed in subscriptions:
        title = feed.title or feed.url
        etree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=feed.url)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written
