"""Run in the sandbox: a PDF on standard input, its text and what it says of itself as JSON on standard output."""

import io
import json
import sys
from typing import Any

MOST_PAGES = 300
_MOST_CHARACTERS = 5_000_000
# what a damaged PDF raises in the parser beside its own errors
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError)


def main() -> None:
    """Read, extract page by page, write. A page that fails is left out and counted."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = sys.stdin.buffer.read()
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            sys.exit("refused: a PDF that needs a password")
        count = len(reader.pages)
    except (PyPdfError, *_BROKEN):
        sys.exit("refused: not a PDF that can be read")
    pages: list[str] = []
    failed = size = 0
    for number in range(min(count, MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except (PyPdfError, *_BROKEN):
            failed += 1
            text = ""
        pages.append(text)
        size += len(text)
        if size > _MOST_CHARACTERS:
            break
    body = {"pages": pages, "count": count, "failed": failed, **_told(reader)}
    sys.stdout.buffer.write(json.dumps(body).encode("ascii"))


def _told(reader: Any) -> dict[str, str | None]:
    from pypdf.errors import PyPdfError

    try:
        info = reader.metadata or {}
        return {key: str(info[f"/{key}"])[:1000] if f"/{key}" in info else None for key in _FIELDS}
    except (PyPdfError, *_BROKEN):  # metadata are a courtesy
        return dict.fromkeys(_FIELDS)


_FIELDS = ("Title", "Author", "CreationDate", "ModDate")

if __name__ == "__main__":
    main()
