"""What a host lets robots fetch (RFC 9309). Read once for each host and run, by the same rules as any other fetch.

A host without robots.txt (4xx) allows all; one whose robots.txt cannot be got (5xx, no answer) allows nothing now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tieback.model.refusal import Refused, Unavailable
from tieback.net.fetch import BadStatus, Fetched

AGENT = "Tieback"
SIZE_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
_LONGEST_DELAY_S = 60.0

Get = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an address may be fetched, why not, and the seconds the host wants between two requests."""

    allowed: bool
    reason: str | None = None
    delay_s: float = 0.0


class Robots:
    """Asks each host once. `get` fetches an address and may raise Refused or Unavailable."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._rules: dict[str, Any] = {}  # origin -> parsed rules, True for all, or the reason for nothing

    def permission(self, url: str) -> Permission:
        """May `url` be fetched?"""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read(f"{origin}/robots.txt")
        rules = self._rules[origin]
        if rules is True:
            return Permission(allowed=True)
        if isinstance(rules, str):
            return Permission(allowed=False, reason=rules)
        if not rules.can_fetch(url, AGENT):
            return Permission(allowed=False, reason=f"the robots.txt of {parts.netloc} asks not to fetch it")
        delay = rules.crawl_delay(AGENT) or 0.0
        return Permission(allowed=True, delay_s=min(max(float(delay), 0.0), _LONGEST_DELAY_S))

    def _read(self, url: str) -> Any:
        from protego import Protego

        try:
            data = self._get(url).data
        except BadStatus as answer:
            return (
                True
                if 400 <= answer.status < 500 and answer.status != 429
                else f"{answer.reason}: not fetched now"
            )
        except Refused as refusal:
            return refusal.reason
        except Unavailable as absence:
            return absence.reason
        return Protego.parse(data[:SIZE_BYTES].decode("utf-8", "replace"))
