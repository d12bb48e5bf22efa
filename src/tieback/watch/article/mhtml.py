"""A web page that a browser saved as one file (MHTML, RFC 2557): its HTML part, and where it came from."""

from email import policy
from email.parser import BytesParser

from tieback.model.refusal import Refused

LIMIT_BYTES = 100_000_000


def read_mhtml(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the page and its address. Raises Refused where no part is a page."""
    if len(data) > LIMIT_BYTES:
        raise Refused(f"a saved page of more than {LIMIT_BYTES:,} bytes", name)
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = part.get_payload(decode=True)
            url = (part.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
            if isinstance(page, bytes) and page.strip():
                return page, url if url.startswith(("http://", "https://")) else None
    raise Refused("a saved page without its HTML", name, remedy="save it as HTML only")
