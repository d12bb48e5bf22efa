"""One address for one article: tracking parameters, mobile and cache hosts, fragments and spelling set aside.

The result names an article and can be fetched, but is not what was fetched: that stands with the fetch.
"""

import re
from functools import cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

from tieback.watch.article.table import rows

_LONGEST = 2000
_PATH = "/:@!$&'()*+,;=~-._"
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_PAGES = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$|/amp/?$|\.amp(?=\.html?$|$)", re.IGNORECASE)


def canonical(url: str) -> str:
    """The canonical form of a web address; what is none is given back as it is. Idempotent."""
    try:
        parts = urlsplit(url.strip()[:_LONGEST])
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return url
    cached = _cached(parts.hostname, parts.path)
    if cached is not None:
        return canonical(cached)
    host = _plain_host(parts.hostname.rstrip("."))
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    path = quote(unquote_to_bytes(_PAGES.sub("/", parts.path)), safe=_PATH).rstrip("/") or "/"
    return urlunsplit(("https", host, path, _plain_query(parts.query), ""))


def _plain_query(query: str) -> str:
    """Sorted, without tracking. Bytes that are not UTF-8 stay as they are: Latin-1 maps each to itself."""
    told = parse_qsl(quote(query, safe=_ASCII), keep_blank_values=True, encoding="latin-1")
    kept = sorted((name, value) for name, value in told if not _is_tracking(name, value))
    return urlencode(kept, encoding="latin-1")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one publisher's host, or one host lies below the other."""
    a, b = (_plain_host(_host(url)) for url in (one, other))
    if not a or not b:
        return False
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _plain_host(host: str) -> str:
    """Without the first label where that only says www, mobile or AMP."""
    head, _, rest = host.partition(".")
    return rest if "." in rest and head in _named("host_label") else host


def _cached(host: str, path: str) -> str | None:
    """The address behind a public cache of AMP pages."""
    for suffix in _named("cache_host"):
        if host == suffix or host.endswith(f".{suffix}"):
            match = re.match(r"/(?:[cvwa]/)?(?:amp/)?(s/)?([\w-]+(?:\.[\w-]+)+)(/.*)?$", path)
            if match:
                return f"http{'s' if match[1] else ''}://{match[2]}{match[3] or '/'}"
    return None


def _is_tracking(name: str, value: str) -> bool:
    key = name.casefold()
    if key in _named("parameter") or any(key.startswith(prefix) for prefix in _named("parameter_prefix")):
        return True
    return f"{key}={value.casefold()}" in _named("parameter_value")


@cache
def _named(kind: str) -> frozenset[str]:
    return frozenset(row["name"] for row in rows("address.csv") if row["kind"] == kind)
