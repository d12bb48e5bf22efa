"""Which column is which: headers matched to column ids by generous aliases, English, Chinese and of other languages.

A header matches whole or by one of its halves ("Lot 批号", "批号 (Lot)"); a bracketed or trailing unit or
weight basis is taken off and kept ("Net weight (kg)" is quantity, unit kg, basis net). Order, case,
spacing, punctuation and a byte-order mark do not matter. Every assumption is in `HeaderMatch.mapping`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from tieback.table.word import aliases, canonical, fold, fold_plain, pieces, rows, vocabulary

_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")  # a letter that is not Latin


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """Column id -> index of its header, and what else was learnt.

    `mapping`: (header as it stands, column id), in the order of the file. `ambiguous`: (column id, headers)
    where several headers claim a column; the best one is in `columns`, by order of the aliases and then
    of the file. `units` and `bases`: what a header itself says of its column ("kg", "net").
    """

    columns: dict[str, int]
    mapping: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class _Claim:
    rank: int  # place of the alias among the column's aliases; a match by halves ranks behind all whole ones
    index: int
    column: str


@cache
def columns(table: str) -> Mapping[str, tuple[str, ...]]:
    """Column id -> aliases of one of the case's tables ("parties", "transfers", ...; see column.csv)."""
    found = {row["column"]: (row["column"], *aliases(row)) for row in rows("column") if row["table"] == table}
    return MappingProxyType(found)


def match(header: Sequence[str], columns: Mapping[str, Sequence[str]]) -> HeaderMatch:
    """Match header texts to column ids; `columns` gives each id its aliases, the best first.

    The id itself is always an alias. No header feeds two columns, no column reads two headers.
    """
    words = _ranked(columns)
    claims = sorted(claim for index, text in enumerate(header) for claim in _claims(index, text, words))
    chosen: dict[str, int] = {}
    claimed: dict[str, list[int]] = {}
    for claim in claims:
        if claim.index not in chosen.values():
            chosen.setdefault(claim.column, claim.index)
        claimed.setdefault(claim.column, []).append(claim.index)
    chosen |= _two_names(header, columns, chosen, claimed.get("name", ()))
    taken = {index: column for column, index in chosen.items()}
    rivals = {
        column: [index for index in dict.fromkeys(indexes) if taken.get(index) in {None, column}]
        for column, indexes in claimed.items()
    }
    return HeaderMatch(
        columns=chosen,
        mapping=tuple((header[index], taken[index]) for index in sorted(taken)),
        unmatched=tuple(text for index, text in enumerate(header) if text.strip() and index not in taken),
        ambiguous=tuple(
            (column, tuple(header[index] for index in indexes))
            for column, indexes in sorted(rivals.items())
            if len(indexes) > 1
        ),
        units={column: unit for column, index in chosen.items() if (unit := _unit(header[index]))},
        bases={column: basis for column, index in chosen.items() if (basis := _basis(header[index]))},
    )


def _two_names(
    header: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    chosen: Mapping[str, int],
    names: Sequence[int],
) -> dict[str, int]:
    """Of two headers for the name, one in Latin letters and one in another script, the second is that of the local name.

    "Supplier name" beside 供应商名称 holds two names of one party; read as one column, one of them would be lost.
    """
    if "name_local" not in columns or "name_local" in chosen:
        return {}
    latin = [index for index in names if _says_latin(header[index])]
    local = [index for index in names if not _says_latin(header[index])]
    return {"name": latin[0], "name_local": local[0]} if latin and local else {}


def _says_latin(text: str) -> bool:
    """Is the header in Latin letters only, or one that asks for the English or foreign name?"""
    return not _OTHER_SCRIPT.search(text) or any(word in text for word in ("英文", "外文", "English"))


def is_known(text: str, *, parts: bool = False) -> bool:
    """Is this the header of some column of some table? `parts`: words of a second header row count too."""
    known = _all_words()
    if parts and fold_plain(text) in _SECOND_ROW:
        return True
    return any(fold_plain(piece) in known for piece in pieces(_bare(text)))


_SECOND_ROW = frozenset(
    {"value", "min", "max", "unit", "kg", "amount", "percent", "数值", "单位", "最小", "最大", "from", "to"}
)


@cache
def _all_words() -> frozenset[str]:
    return frozenset(fold_plain(word) for row in rows("column") for word in (row["column"], *aliases(row)))


def _ranked(columns: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[int, str]]]:
    words: dict[str, list[tuple[int, str]]] = {}
    for column, names in columns.items():
        for rank, word in enumerate(dict.fromkeys(map(fold_plain, (column, *names)))):
            words.setdefault(word, []).append((rank, column))
    return words


def _claims(index: int, text: str, words: Mapping[str, list[tuple[int, str]]]) -> Iterable[_Claim]:
    """What a header may be: as a whole, else without its unit, else by one of its halves."""
    for penalty, candidates in ((0, (text,)), (0, (_bare(text),)), (1_000, pieces(_bare(text)))):
        found = {found for piece in candidates for found in words.get(fold_plain(piece), ())}
        if found:
            return [_Claim(rank + penalty, index, column) for rank, column in sorted(found)]
    return ()


def _bare(text: str) -> str:
    """The header without a unit in brackets, after a comma or slash, or as its last word."""
    unit = _unit_text(text)
    if unit is None:
        return text
    bare = text[: text.rfind(unit)].rstrip(" ([（【,，/_-:：") + text[text.rfind(unit) + len(unit) :].lstrip(
        " )]）】"
    )
    return bare if fold(bare) else text


def _unit_text(text: str) -> str | None:
    for piece in _tails(text):
        if piece == "%" or fold(piece) in vocabulary("unit"):
            return piece
    return None


def _tails(text: str) -> Iterable[str]:
    """What stands in brackets, or after the last separator."""
    for opening, closing in ("()", "（）", "[]", "【】"):
        if opening in text and closing in text[text.rfind(opening) :]:
            yield text[text.rfind(opening) + 1 : text.rfind(closing)].strip()
    for separator in (",", "，", "/", "_", " "):
        if separator in text.strip():
            yield text[text.rfind(separator) + 1 :].strip()


def _unit(text: str) -> str | None:
    unit = _unit_text(text)
    return None if unit is None or unit == "%" else vocabulary("unit")[fold(unit)]


def _basis(text: str) -> str | None:
    found = canonical(_bare(text), "word", "basis")
    return found or next(
        (basis for word in text.split() if (basis := canonical(word, "word", "basis"))), None
    )
