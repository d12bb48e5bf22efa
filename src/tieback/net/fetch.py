"""Fetch one public document: the only socket that Tieback opens.

Every hop is resolved first, every address it resolves to must be public, and the connection goes to that very
address, so that a name cannot change its mind in between. Size, time and redirects are capped; https never
becomes http. No cookies, no credentials, no proxy from the environment.
"""

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tieback import __version__
from tieback.model.refusal import Refused, Unavailable
from tieback.net.address import is_allowed
from tieback.net.unpack import gunzip

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"Mozilla/5.0 (compatible; Tieback/{__version__}; due-diligence reader)"
_SCHEMES = ("http", "https")
_REDIRECTS = (301, 302, 303, 307, 308)
_SAVE = "save the file in a browser and give the file instead"

Resolve = Callable[[str, int], Sequence[str]]
Admit = Callable[[str], None]  # address


@dataclass(frozen=True, slots=True)
class Caps:
    """Limits of one fetch: bytes of the body, seconds in all and for one step, redirects followed.

    `admit` is told each address a redirect leads to before it is asked, and raises Refused or Unavailable if it must not be;
    the time it waits does not count.
    """

    size_bytes: int = 200_000_000
    total_s: float = 300.0
    step_s: float = 30.0
    redirects: int = 5
    admit: Admit | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. `not_modified`: the copy that the validators describe is still the current one."""

    url: str  # after redirects
    data: bytes
    etag: str | None
    last_modified: str | None
    content_type: str | None
    not_modified: bool = False
    hops: tuple[str, ...] = ()


class BadStatus(Unavailable):
    """The publisher answers, but not with the document. `retry_after`: the header as given, if any."""

    def __init__(self, url: str, status: int, retry_after: str | None) -> None:
        super().__init__(f"{url} answers {status}", _SAVE)
        self.url = url
        self.status = status
        self.retry_after = retry_after


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Addresses of a host by the system's resolver, in its order. Raises Unavailable if there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"{host} cannot be resolved; is there a network?", _SAVE) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    caps: Caps | None = None,
    allow: Sequence[str] = (),
    resolver: Resolve = resolve,
) -> Fetched:
    """GET `url`. `etag` and `last_modified` are validators of a stored copy. `allow`: networks (CIDR) beside
    the public ones that may be reached; only tests give it.

    Raises Refused for an address, scheme, redirect or size that is not allowed, Unavailable where the network
    or the publisher does not deliver.
    """
    import httpx

    caps = caps or Caps()
    deadline = time.monotonic() + caps.total_s
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    hops: list[str] = []
    current = _parse(url)
    with httpx.Client(trust_env=False, follow_redirects=False, timeout=caps.step_s) as client:
        while True:
            hops.append(str(current))
            request = _pinned(client, current, headers, allow, resolver)
            try:
                response = client.send(request, stream=True)
                try:
                    if response.status_code not in _REDIRECTS:
                        return _finish(response, str(current), tuple(hops[:-1]), caps, deadline)
                    current = _next_hop(current, response, len(hops), caps)
                finally:
                    response.close()
            except httpx.InvalidURL as error:  # the client looks at a redirect before we do
                raise Refused(f"{current.host} redirects to what is not a web address") from error
            except httpx.HTTPError as error:
                reason = f"{current.host} does not answer ({type(error).__name__})"
                raise Unavailable(reason, _SAVE) from error
            _check_time(deadline, current)
            deadline += _admit(str(current), caps)


def _admit(url: str, caps: Caps) -> float:
    """Ask whether a redirect may be followed; the seconds that took."""
    began = time.monotonic()
    if caps.admit:
        caps.admit(url)
    return time.monotonic() - began


def _parse(text: str, base: "httpx.URL | None" = None) -> "httpx.URL":
    import httpx

    try:
        url = base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(f"not a web address: {text[:200]!r}") from error
    if url.scheme not in _SCHEMES or not url.host:
        raise Refused(f"not a web address: {text[:200]!r}", remedy="give one that starts with https://")
    if url.userinfo:
        raise Refused("a web address with a user name in it is not fetched")
    return url


def _pinned(
    client: "httpx.Client", url: "httpx.URL", headers: dict[str, str], allow: Sequence[str], resolver: Resolve
) -> "httpx.Request":
    """A request to the checked address itself; the name stays in Host and in the TLS handshake."""
    port = url.port or (443 if url.scheme == "https" else 80)
    addresses = resolver(url.host, port)
    if not addresses:
        raise Unavailable(f"{url.host} has no address", _SAVE)
    closed = [address for address in addresses if not is_allowed(address, allow)]
    if closed:
        raise Refused(f"{url.host} leads to {closed[0]}, which is not a public address", remedy=_SAVE)
    host = url.netloc.decode("ascii")
    target = url.copy_with(host=addresses[0])
    extensions = {"sni_hostname": url.raw_host.decode("ascii")} if url.scheme == "https" else {}
    return client.build_request("GET", target, headers={**headers, "Host": host}, extensions=extensions)


def _next_hop(url: "httpx.URL", response: "httpx.Response", done: int, caps: Caps) -> "httpx.URL":
    if done > caps.redirects:
        raise Refused(f"{url.host} redirects more than {caps.redirects} times")
    location = response.headers.get("location")
    if not location:
        raise Unavailable(f"{url.host} redirects to nowhere", _SAVE)
    following = _parse(location, url)
    if url.scheme == "https" and following.scheme != "https":
        raise Refused(f"{url.host} redirects from https to {following.scheme}")
    return following


def _finish(
    response: "httpx.Response", url: str, hops: tuple[str, ...], caps: Caps, deadline: float
) -> Fetched:
    headers = response.headers
    unchanged = response.status_code == 304
    if response.status_code != 200 and not unchanged:
        raise BadStatus(url, response.status_code, headers.get("retry-after"))
    data = b"" if unchanged else _body(response, url, caps, deadline)
    return Fetched(
        url=url,
        data=data,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        content_type=headers.get("content-type"),
        not_modified=unchanged,
        hops=hops,
    )


def _body(response: "httpx.Response", url: str, caps: Caps, deadline: float) -> bytes:
    """The body, counted as it comes: a length header is a hint to refuse early, never a promise."""
    import httpx

    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > caps.size_bytes:
        raise Refused(f"{url} is larger than {caps.size_bytes:,} bytes")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > caps.size_bytes:
            raise Refused(f"{url} is larger than {caps.size_bytes:,} bytes")
        parts.append(part)
        _check_time(deadline, httpx.URL(url))
    data = b"".join(parts)
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        return gunzip(data, caps.size_bytes, file=url)
    if coding not in {"", "identity"}:
        raise Unavailable(f"{url} answers in an encoding that was not asked for ({coding})", _SAVE)
    return data


def _check_time(deadline: float, url: "httpx.URL") -> None:
    if time.monotonic() > deadline:
        raise Unavailable(f"{url.host} takes too long", _SAVE)
