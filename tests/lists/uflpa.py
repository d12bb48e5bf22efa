"""Writes pages in the documented mark-up of the UFLPA Entity List, for tests. Names are invented."""

from collections.abc import Iterable, Sequence

CLAUSES = {
    "i": "A list of entities in Xinjiang that mine, produce, or manufacture wholly or in part any goods",
    "ii": "A list of entities working with the government of Xinjiang to recruit or transport",
    "v": "A list of facilities and entities that source material from Xinjiang",
}
Row = tuple[str, str]  # name cell, date cell


def page(sections: Iterable[tuple[str, Sequence[Row]]], updated: str | None = "July 31, 2026") -> bytes:
    """The saved page: one table per section, each under its clause text and its link."""
    parts = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>UFLPA Entity List | Homeland Security</title>",
        "<script>var x = '<table><tr><td>Name of Entity</td></tr></table>';</script></head><body>",
        "<table><tr><td>Menu</td><td>Search</td></tr></table>",
        '<div id="block-mainpagecontent"><p>Sections 2(d)(2)(B)(i), (ii), (iv) and (v) of the Act.</p>',
    ]
    for section, rows in sections:
        parts.append(
            f"<p><strong>{CLAUSES[section]}</strong> <a href='#'>Section&nbsp;2(d)(2)(B)({section})</a></p>"
        )
        parts.append("<table><thead><tr><th>Name of Entity</th><th>Effective Date</th></tr></thead><tbody>")
        parts += [f"<tr><td><p>{escape(name)}</p></td><td>{day}</td></tr>" for name, day in rows]
        parts.append("</tbody></table>")
    if updated:
        parts.append(f"<div><span>Last Updated:</span> {updated}</div>")
    return "".join([*parts, "</div></body></html>"]).encode()


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def invented(count: int, start: int = 0) -> list[Row]:
    """`count` rows of invented companies."""
    return [
        (f"Example {number} Textile Co., Ltd.", "June 21, 2022") for number in range(start, start + count)
    ]
