"""Fetching as a good guest: what robots.txt allows, no host too often, none that said it is busy."""

from collections.abc import Callable

from tieback.model.refusal import Refused, Unavailable
from tieback.net.budget import Budget
from tieback.net.fetch import Admit, BadStatus, Fetched
from tieback.net.robots import Robots

Fetcher = Callable[
    [str, str | None, str | None, Admit], Fetched
]  # address, etag, last_modified, see Caps.admit
_BUSY = (429, 503)


class Polite:
    """`get` fetches an address if it may, and raises Refused or Unavailable if not.

    What a redirect leads to is asked for as if it had been named at first: by the rules and at the pace of its own host.
    """

    def __init__(self, fetcher: Fetcher, budget: Budget) -> None:
        self._fetcher = fetcher
        self._budget = budget
        self._robots = Robots(self._get_rules)

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """As net.fetch, but asked of robots.txt and counted."""
        self._admit(url)
        return self._ask(url, etag, last_modified, self._admit)

    def _get_rules(self, url: str) -> Fetched:
        """A robots.txt, wherever it was moved to (RFC 9309, 2.3.1.2)."""
        self._spend(url)
        return self._ask(url, None, None, self._spend)

    def _admit(self, url: str) -> None:
        permission = self._robots.permission(url)
        if not permission.allowed:
            raise Refused(permission.reason or "robots.txt asks not to fetch it")
        self._spend(url, permission.delay_s)

    def _spend(self, url: str, delay_s: float = 0.0) -> None:
        if not self._budget.left(url):
            raise Unavailable("its host was asked often enough in this run", "update again later")
        self._budget.spend(url, delay_s)

    def _ask(self, url: str, etag: str | None, last_modified: str | None, admit: Admit) -> Fetched:
        try:
            return self._fetcher(url, etag, last_modified, admit)
        except BadStatus as answer:
            if answer.status in _BUSY:
                self._budget.close(answer.url)
            raise
