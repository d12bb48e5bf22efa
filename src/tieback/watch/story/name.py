"""A name as a key: two spellings of one publisher, agency or speaker meet; wholly different names stay apart."""

from tieback.names.normal import fold

_ARTICLES = ("the ", "a ", "an ")


def name_key(name: str) -> str:
    """Case, width, spacing, article, possessive and the sign at the end set aside."""
    key = fold(name).removesuffix("'s").strip(" ,.;:")
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return key
