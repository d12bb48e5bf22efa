"""One document to one article, whatever it was saved as: a web page, a plain text, a PDF."""

from tieback.model.article import Article
from tieback.model.refusal import Refused
from tieback.watch.article.form import Form, find_form


def read_article(
    data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
) -> Article:
    """The article in a document. `name`: of the file, for messages; `url`: where it was fetched from.

    Raises Refused for what cannot be read as an article, or is larger than is read.
    """
    form = find_form(data, name, content_type)
    match form:
        case Form.PLAIN:
            from tieback.watch.article.plain import read_plain

            return read_plain(data, name)
        case Form.HTML:
            from tieback.watch.article.html import read_html

            return read_html(data, name, url)
    raise Refused(f"a file of kind {form.value} is not read here", name, remedy="save it as HTML or text")
