"""Texts reduced to what is compared letter by letter."""

import re
import unicodedata
from functools import lru_cache

from tieback.names.normal import fold

_ASCII = re.compile("[0-9a-z]+")


def compact(text: str) -> str:
    """The folded text without spaces and punctuation; "&" is "and". Keeps the script."""
    if text.isascii():  # most names are, and `fold` then does nothing but lower case
        return "".join(_ASCII.findall(text.replace("&", " and ").lower()))
    return "".join(character for character in fold(text.replace("&", " and ")) if character.isalnum())


@lru_cache(maxsize=1 << 16)
def ascii_letters(text: str) -> str:
    """Lower-case ASCII letters and digits of a Latin text, diacritics gone; other scripts give ""."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "".join(_ASCII.findall(text.lower()))
