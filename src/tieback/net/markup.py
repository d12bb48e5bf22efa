"""XML and HTML from outside: no document type, no entities, no network, a cap on size and depth.

XML with a DOCTYPE is refused before anything of it is expanded. HTML may carry its harmless doctype.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from lxml import etree, html  # type: ignore[import-untyped]

DEPTH_LIMIT = 200  # open elements; official lists need fewer than ten
XML_LIMIT = 500_000_000
HTML_LIMIT = 50_000_000


class _RootReached(Exception):  # noqa: N818 - not an error: the prologue is over
    """The document element begins: there was no document type declaration."""


def parse_xml(data: bytes, *, file: str | None = None, limit: int = XML_LIMIT) -> "etree._Element":
    """The root element. Raises Refused for a DOCTYPE, broken XML, too many bytes or too deep a nesting."""
    from lxml import etree

    _check_prologue(data, file, limit)
    parser = etree.XMLParser(**_options(), remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error
    _check_tree(root, file)
    return root


def stream_xml(
    data: bytes, tag: str, *, file: str | None = None, limit: int = XML_LIMIT
) -> Iterator["etree._Element"]:
    """Every element called `tag` (any namespace), whole, in order; what was yielded before is dropped.

    Memory stays that of one element, however long the file. Raises as `parse_xml`, but only when it gets there.
    """
    from lxml import etree

    _check_prologue(data, file, limit)
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=("{*}" + tag,),
        remove_pis=True,
        remove_comments=True,
        **_options(),
    )
    try:
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error


def parse_html(data: bytes, *, file: str | None = None, limit: int = HTML_LIMIT) -> "html.HtmlElement":
    """The root of a web page; UTF-8 unless it is not, then what the page declares. Raises Refused."""
    from lxml import etree, html

    if len(data) > limit:
        raise Refused(f"a web page of more than {limit:,} bytes", file)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding=_encoding(data))
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Refused("not a web page", file, remedy="save the page again as HTML") from error
    return root


def _options() -> dict[str, Any]:
    return {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def _check_prologue(data: bytes, file: str | None, limit: int) -> None:
    """Expat reads up to the root element only, in the document's own encoding, and reports a doctype."""
    from xml.parsers import expat

    if len(data) > limit:
        raise Refused(f"an XML file of more than {limit:,} bytes", file)

    def refuse(*_: object) -> None:
        raise Refused("XML with a document type declaration", file, remedy="remove the <!DOCTYPE ...> part")

    def stop(*_: object) -> None:
        raise _RootReached

    scout = expat.ParserCreate()
    scout.StartDoctypeDeclHandler = refuse
    scout.StartElementHandler = stop
    try:
        scout.Parse(data[:1_000_000], False)
    except _RootReached:
        return
    except expat.ExpatError as error:
        raise _broken(error, file) from error
    except LookupError as error:
        raise Refused("XML in an encoding that is not known", file) from error
    raise Refused("XML without a root element in its first 1,000,000 bytes", file)


def _check_tree(root: "etree._Element", file: str | None) -> None:
    tree = root.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise Refused("XML with a document type declaration", file)
    depth = 0
    level = [root]
    while level:
        depth += 1
        if depth > DEPTH_LIMIT:
            raise Refused(f"XML nested more than {DEPTH_LIMIT} levels deep", file)
        level = [child for element in level for child in element if len(child)]


def _broken(error: Exception, file: str | None) -> Refused:
    line = getattr(error, "lineno", None)
    reason = str(error).split(", line")[0].split(": line")[0]
    return Refused(f"not well-formed XML ({reason})", file, line or None, remedy="download the file again")


def _encoding(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
