"""What the other process can be asked for: each task makes plain JSON of a document. Raises Refused."""

from collections.abc import Callable, Mapping
from typing import Any

from tieback.model.plain import plain
from tieback.watch.article.read import read_article
from tieback.watch.intake.recognise import find_feeds, read_listing, recognise

_Task = Callable[[bytes, Mapping[str, Any]], Any]


def _article(data: bytes, told: Mapping[str, Any]) -> Any:
    return read_article(data, name=told["name"], url=told["url"], content_type=told["content_type"])


def _listing(data: bytes, told: Mapping[str, Any]) -> Any:
    return read_listing(data, told["name"])


def _subscriptions(data: bytes, told: Mapping[str, Any]) -> Any:
    from tieback.watch.intake.opml import read_opml

    return read_opml(data, told["name"])


def _offers(data: bytes, told: Mapping[str, Any]) -> Any:
    return find_feeds(data, told["name"])


def _shape(data: bytes, _: Mapping[str, Any]) -> Any:
    return recognise(data)


_TASKS: Mapping[str, _Task] = {
    "article": _article,
    "listing": _listing,
    "subscriptions": _subscriptions,
    "offers": _offers,
    "shape": _shape,
}


def perform(task: str, told: Mapping[str, Any], data: bytes) -> Any:
    """Do one task."""
    return plain(_TASKS[task](data, told))
