"""One document to one article, whatever it was saved as: a web page, a plain text, a PDF."""

from tieback.model.article import Article
from tieback.watch.article.form import Form, find_form


def read_article(
    data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
) -> Article:
    """The article in a document. `name`: of the file, for messages; `url`: where it was fetched from.

    Raises Refused for what cannot be read as an article, or is larger than is read.
    """
    match find_form(data, name, content_type):
        case Form.PDF:
            from tieback.watch.article.pdf import read_pdf

            return read_pdf(data, name)
        case Form.MHTML:
            from tieback.watch.article.html import read_html
            from tieback.watch.article.mhtml import read_mhtml

            page, address = read_mhtml(data, name)
            return read_html(page, name, url or address)
        case Form.HTML:
            from tieback.watch.article.html import read_html

            return read_html(data, name, url)
    from tieback.watch.article.plain import read_plain

    return read_plain(data, name)
