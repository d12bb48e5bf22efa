"""A piece of HTML inside something else, such as a feed's summary, as text: paragraphs parted by blank lines.

Pictures, scripts and addresses of any kind are not in it.
"""

import re

from tieback.model.refusal import Refused
from tieback.net.markup import parse_html
from tieback.watch.article.block import read_blocks
from tieback.watch.article.line import flat

_TAG = re.compile(r"<[a-zA-Z/!]|&[#\w]+;")
_LIMIT = 2_000_000


def fragment_text(html: str) -> str:
    """The text a reader would see. Never raises: what cannot be parsed is given without its tags."""
    html = html[:_LIMIT]
    if not _TAG.search(html):
        return "\n\n".join(filter(None, map(flat, re.split(r"\n\s*\n", html))))
    try:
        root = parse_html(f"<html><body>{html}</body></html>".encode("utf-8", "replace"))
    except Refused:
        return flat(re.sub(r"<[^<>]{0,2000}>", " ", html))
    return "\n\n".join(block.text for block in read_blocks(root))
