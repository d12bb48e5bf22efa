"""The text of a PDF page by page, and what it says of itself. Page by page, so that one that is broken loses no other."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tieback.model.refusal import Refused

MOST_PAGES = 300
_MOST_CHARACTERS = 5_000_000
_FIELDS = ("Title", "Author", "CreationDate", "ModDate")
_REMEDY = "save the article as a web page or as text"
# what a damaged PDF raises in the parser beside its own errors
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError)


@dataclass(frozen=True, slots=True)
class Pages:
    """`texts` of the pages read, `count` of all, how many `failed`; `told`: fields of the document by their names."""

    texts: tuple[str, ...]
    count: int
    failed: int
    told: Mapping[str, str | None]


def read_pages(data: bytes, name: str) -> Pages:
    """At most 300 pages; one that fails is left out and counted. Raises Refused."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except (PyPdfError, *_BROKEN) as error:
        raise Refused("not a PDF that can be read", name, remedy=_REMEDY) from error
    if locked:
        raise Refused("a PDF that needs a password", name, remedy=_REMEDY)
    texts: list[str] = []
    failed = size = 0
    for number in range(min(count, MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except (PyPdfError, *_BROKEN):
            failed += 1
            text = ""
        texts.append(text)
        size += len(text)
        if size > _MOST_CHARACTERS:
            break
    return Pages(tuple(texts), count, failed, _told(reader))


def _told(reader: Any) -> dict[str, str | None]:
    from pypdf.errors import PyPdfError

    try:
        info = reader.metadata or {}
        return {key: str(info[f"/{key}"])[:1000] if f"/{key}" in info else None for key in _FIELDS}
    except (PyPdfError, *_BROKEN):  # metadata are a courtesy
        return dict.fromkeys(_FIELDS)
