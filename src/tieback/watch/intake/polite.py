"""Fetching as a good guest: what robots.txt allows, no host too often, none that said it is busy."""

from collections.abc import Callable

from tieback.model.refusal import Refused, Unavailable
from tieback.net.budget import Budget
from tieback.net.fetch import BadStatus, Fetched
from tieback.net.robots import Robots

Fetcher = Callable[[str, str | None, str | None], Fetched]  # address, etag, last_modified
_BUSY = (429, 503)


class Polite:
    """`get` fetches an address if it may, and raises Refused or Unavailable if not."""

    def __init__(self, fetcher: Fetcher, budget: Budget) -> None:
        self._fetcher = fetcher
        self._budget = budget
        self._robots = Robots(lambda url: self._ask(url, None, None, 0.0))

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """As net.fetch, but asked of robots.txt and counted."""
        permission = self._robots.permission(url)
        if not permission.allowed:
            raise Refused(permission.reason or "robots.txt asks not to fetch it")
        return self._ask(url, etag, last_modified, permission.delay_s)

    def _ask(self, url: str, etag: str | None, last_modified: str | None, delay_s: float) -> Fetched:
        if not self._budget.left(url):
            raise Unavailable("its host was asked often enough in this run", "update again later")
        self._budget.spend(url, delay_s)
        try:
            return self._fetcher(url, etag, last_modified)
        except BadStatus as answer:
            if answer.status in _BUSY:
                self._budget.close(url)
            raise
