"""The closed words of the tables: package CSV files of canonical words with English and Chinese aliases."""

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

_PLAIN = {
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
}  # letters that do not decompose


def fold(text: str) -> str:
    """The comparison form of a header or a closed word: NFKC, no case, letters, digits and simplified Han only."""
    normal = unicodedata.normalize("NFKC", text).casefold().translate(_simplified())
    return "".join(char for char in normal if char.isalnum())


def unaccented(text: str) -> str:
    """The text without the accents of its Latin letters: headers and countries are typed with and without them."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(char) or not kept or not kept[-1].isascii():
            kept.append(_PLAIN.get(char, char))
    return unicodedata.normalize("NFC", "".join(kept))


def fold_plain(text: str) -> str:
    """The comparison form without the accents of Latin letters: "Quantité" and "QUANTITE"."""
    return fold(unaccented(text))


@cache
def _simplified() -> Mapping[int, str]:
    """Traditional characters of the words of these tables, to simplified ones."""
    return str.maketrans({row["traditional"]: row["simplified"] for row in rows("traditional")})


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the package table `name`.csv, blank cells as empty text."""
    text = resources.files("tieback.table").joinpath(f"{name}.csv").read_text("utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))


def aliases(row: Mapping[str, str]) -> tuple[str, ...]:
    """All words of a row in order of preference: English, then Chinese, then other languages."""
    return tuple(word for column in ("en", "zh", "other") for word in row.get(column, "").split("|") if word)


@cache
def vocabulary(name: str, kind: str | None = None) -> Mapping[str, str]:
    """Folded word -> canonical id of table `name`, of one `kind` of its rows where it holds several."""
    words: dict[str, str] = {}
    for row in rows(name):
        if kind is None or row["kind"] == kind:
            for word in (row["id"], *aliases(row)):
                words.setdefault(fold(word), row["id"])
    return MappingProxyType(words)


def canonical(text: str | None, name: str, kind: str | None = None) -> str | None:
    """The canonical id of a word, trying a bilingual cell's halves ("sale 销售"); None where unknown."""
    if text is None:
        return None
    words = vocabulary(name, kind)
    for piece in pieces(text):
        if found := words.get(fold(piece)):
            return found
    return None


def pieces(text: str) -> tuple[str, ...]:
    """A cell whole, then the parts a bilingual or annotated cell falls into: brackets, slashes, scripts."""
    normal = unicodedata.normalize("NFKC", text)
    marked = "".join("\x00" if char in "()[]{}/|;,、【】<>\n" else char for char in normal)
    parts = [part.strip() for part in marked.split("\x00")]
    han = "".join(char if _is_han(char) else " " for char in normal)
    rest = "".join(" " if _is_han(char) else char for char in normal)
    ordered = [text, *parts, "".join(han.split()), rest]
    return tuple(dict.fromkeys(part for part in ordered if fold(part)))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"
