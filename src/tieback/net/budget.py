"""How often one host is asked: so many seconds between two requests, so many requests in one run.

A host that says it is busy (429, 503) is left alone for the rest of the run. The clock is the caller's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(slots=True)
class Budget:
    """`now_s` and `sleep` are a monotonic clock and how to wait on it."""

    now_s: Callable[[], float]
    sleep: Callable[[float], None]
    interval_s: float = 2.0
    most: int = 200
    _last_s: dict[str, float] = field(default_factory=dict)
    _done: dict[str, int] = field(default_factory=dict)
    _closed: set[str] = field(default_factory=set)

    def left(self, url: str) -> bool:
        """Whether the host of `url` may still be asked in this run."""
        host = _host(url)
        return host not in self._closed and self._done.get(host, 0) < self.most

    def wait_s(self, url: str, delay_s: float = 0.0) -> float:
        """Seconds until the host may be asked again; `delay_s`: what the host wants at least."""
        last = self._last_s.get(_host(url))
        return 0.0 if last is None else max(0.0, last + max(self.interval_s, delay_s) - self.now_s())

    def spend(self, url: str, delay_s: float = 0.0) -> None:
        """Wait until the host may be asked, and count the request."""
        wait = self.wait_s(url, delay_s)
        if wait:
            self.sleep(wait)
        host = _host(url)
        self._last_s[host] = self.now_s()
        self._done[host] = self._done.get(host, 0) + 1

    def close(self, url: str) -> None:
        """Do not ask the host again in this run."""
        self._closed.add(_host(url))


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()
