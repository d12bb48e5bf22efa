"""Rows of totals below a table: "Total", 合计, "TOTAL: 1,200 kg". They repeat the rows above and record nothing."""

import re
from functools import cache

from tieback.table.grid import Cell
from tieback.table.word import aliases, fold, fold_plain, pieces, rows, vocabulary

_FIGURE = re.compile(r"[^\w(]*\d[\d.,'’\s]*(?:[^\W\d_]{1,12})?\.?")  # "1,200.5", "$ 98 000", "6 suppliers"
_CURRENCIES = frozenset({"usd", "eur", "cny", "rmb"})


def is_total(cells: tuple[Cell, ...], names: tuple[int, ...] = ()) -> bool:
    """Is the first filled cell a word for a total, and everything after it figures, units or the word again?

    At least one figure must be there. `names`: cells that hold the name of somebody; a company may be called Total,
    so a word there makes no row one of totals.
    """
    filled = [(index, " ".join(cell.split())) for index, cell in enumerate(cells) if cell and cell.strip()]
    if (
        not filled
        or filled[0][0] in names
        or any(map(str.isdigit, filled[0][1]))
        or not _is_word(filled[0][1])
    ):
        return False
    rest = [text for _, text in filled[1:] if not _is_word(text)]
    figures = [text for text in rest if _FIGURE.fullmatch(text)]
    return bool(figures) and all(text in figures or _is_unit(text) for text in rest)


def _is_word(text: str) -> bool:
    return any(fold_plain(piece) in _words() for piece in pieces(text.rstrip(" :：")))


def _is_unit(text: str) -> bool:
    return fold(text) in vocabulary("unit") or fold(text) in _CURRENCIES


@cache
def _words() -> frozenset[str]:
    return frozenset(
        fold_plain(word)
        for row in rows("word")
        if row["kind"] == "total"
        for word in (row["id"], *aliases(row))
    )
