"""Text in pictures: escaping, estimated widths, wrapping. Widths are estimates in em; fonts are the reader's."""

import unicodedata
from decimal import Decimal

FONTS = (
    "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Source Han Sans SC', "
    "'Microsoft YaHei', 'PingFang SC', sans-serif"
)
_NARROW = frozenset("iljtfrI.,:;'|!()[] -")
_EM = {"wide": Decimal(1), "narrow": Decimal("0.33"), "capital": Decimal("0.68"), "other": Decimal("0.56")}


def escape(text: str) -> str:
    """Text for an XML element or attribute; control characters, which XML forbids, become spaces."""
    plain = "".join(" " if ord(char) < ord(" ") or 0x7F <= ord(char) < 0xA0 else char for char in text)
    plain = "".join(
        "\ufffd" if 0xD800 <= ord(char) < 0xE000 or ord(char) in {0xFFFE, 0xFFFF} else char for char in plain
    )
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def measure(text: str, size: int) -> Decimal:
    """Estimated width in pixels at a font size in pixels."""
    return sum((_EM[_breadth(char)] for char in text), Decimal(0)) * size


def wrap(text: str, size: int, width: Decimal, lines: int) -> tuple[str, ...]:
    """At most `lines` lines of at most `width` pixels; what does not fit ends in an ellipsis."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines:
        if measure(rest, size) <= width:
            return (*found, rest)
        cut = _fitting(rest, size, width)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest and found:
        last = found[-1]
        while last and measure(last + "…", size) > width:
            last = last[:-1]
        found[-1] = last.rstrip() + "…"
    return tuple(found)


def _fitting(text: str, size: int, width: Decimal) -> int:
    """How many characters fit: up to the last space or Chinese character, at least one."""
    used, cut, soft = Decimal(0), 0, 0
    for at, char in enumerate(text):
        used += _EM[_breadth(char)] * size
        if used > width:
            break
        cut = at + 1
        if char in " -/" or _breadth(char) == "wide":
            soft = at + 1
    return soft or max(cut, 1)


def _breadth(char: str) -> str:
    if unicodedata.east_asian_width(char) in "WF":
        return "wide"
    if char in _NARROW:
        return "narrow"
    return "capital" if char.isupper() or char in "mwMW@%" else "other"
