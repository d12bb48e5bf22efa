"""`Reader`: articles, feeds, sitemaps and subscription lists of others, parsed where they can do no harm.

The functions it stands for (`read_article`, `read_listing`, ...) parse in the process that calls them: they are for
documents of one's own.
"""

from typing import Any, Self, TypeVar

from tieback.model.article import Article
from tieback.model.refusal import Refused
from tieback.model.restore import restore
from tieback.net.sandbox.worker import Limits, Worker
from tieback.watch.intake.entry import Listing
from tieback.watch.intake.opml import Subscription
from tieback.watch.intake.recognise import Offer, Shape

T = TypeVar("T")
_TASKS = "tieback.watch.sandbox.task"
_PDF_CPU_S = 60  # three hundred pages take a while


class Reader:
    """One for a run; a context manager. Every method raises Refused where a document is none, or exceeds its limits."""

    def __init__(self, limits: Limits | None = None) -> None:
        """`limits` of each document; nothing is started before the first."""
        self._worker = Worker(_TASKS, limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.close()

    def article(
        self, data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
    ) -> Article:
        """As `watch.article.read.read_article`."""
        told = {"name": name, "url": url, "content_type": content_type}
        seconds = _PDF_CPU_S if b"%PDF-" in data[:1024] else None
        return _taken(Article, self._worker.ask("article", told, data, seconds), name)

    def listing(self, data: bytes, name: str) -> Listing:
        """As `watch.intake.recognise.read_listing`."""
        return _taken(Listing, self._ask("listing", data, name), name)

    def subscriptions(self, data: bytes, name: str) -> tuple[Subscription, ...]:
        """As `watch.intake.opml.read_opml`."""
        return tuple(_taken(Subscription, row, name) for row in self._ask("subscriptions", data, name))

    def offers(self, data: bytes, url: str) -> tuple[Offer, ...]:
        """As `watch.intake.recognise.find_feeds`."""
        return tuple(_taken(Offer, row, url) for row in self._ask("offers", data, url))

    def shape(self, data: bytes, name: str) -> Shape:
        """As `watch.intake.recognise.recognise`."""
        return _taken(Shape, self._ask("shape", data, name), name)

    def _ask(self, task: str, data: bytes, name: str) -> Any:
        return self._worker.ask(task, {"name": name}, data)


def _taken(kind: type[T], value: Any, name: str) -> T:
    """What came back, if it has the shape it must have: the process it comes from is not trusted."""
    try:
        return restore(kind, value)
    except (TypeError, ValueError, KeyError) as error:
        raise Refused("cannot be read: what the reader found has no such shape", name) from error
