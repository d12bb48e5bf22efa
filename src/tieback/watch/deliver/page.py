"""The feed as one HTML file: no script, nothing loaded, everything escaped; links only to http and https."""

from typing import Any
from urllib.parse import urlsplit

from tieback import __version__
from tieback.watch.deliver.entry import Entry, Feed

_KINDS = {
    "official_act": "official act",
    "list-change": "list change",
    "list-change-party": "list change",
    "list-named": "named with a list",
    "none": "no claim found",
}
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def make_page(feed: Feed) -> str:
    """The page of a feed."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("tieback.watch.deliver", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web"] = web_address
    environment.filters["plain"] = without_controls
    environment.filters["day"] = lambda at: f"{at.day} {at:%B %Y, %H:%M} UTC"
    groups = (
        ("Your suppliers", "names", [entry for entry in feed.entries if entry.parties]),
        (
            "Your goods, places and laws",
            "subject",
            [e for e in feed.entries if not e.parties and not e.possible],
        ),
        ("Possible matches", "possible", [e for e in feed.entries if not e.parties and e.possible]),
    )
    most = max((entry.score for entry in feed.entries), default=None)
    return environment.get_template("feed.html.j2").render(
        feed=feed, groups=groups, most=most or 1, kind_of=kind_of, product_of=product_of, version=__version__
    )


def web_address(url: str | None) -> str | None:
    """The address, where it is one of the web; anything else (javascript:, data:, file:) is no link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def without_controls(text: str) -> str:
    """The text without the characters that turn the direction of what stands beside it (Unicode UAX 9)."""
    return text.translate(_DIRECTIONS)


def kind_of(entry: Entry) -> str:
    """What decided the claim factor, in words."""
    rule = next((term.rule for term in entry.terms if term.factor == "claim"), "none")
    if rule == "none" and entry.unread_languages:
        return f"claims not read: language {', '.join(entry.unread_languages)}"
    return _KINDS.get(rule, rule)


def product_of(entry: Entry) -> str:
    """The multiplication as a line: (1.00 + 0.60) x 1.00 x 0.95 = 1.5200."""
    sums: list[Any] = [term.value for term in entry.terms if term.factor == "exposure"]
    rest = [term.value for term in entry.terms if term.factor != "exposure"]
    head = f"({' + '.join(map(str, sums))})" if len(sums) > 1 else str(sums[0])
    return f"{' × '.join([head, *map(str, rest)])} = {entry.score}"
