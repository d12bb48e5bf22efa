"""Every reader of a cell in one place: text to value, or CellError with one reason.

None of them guesses: what can be read two ways is refused. Each is documented where it is written.
"""

from tieback.table.code import identifier, parse_country, parse_identifiers, parse_kind, parse_word
from tieback.table.day import parse_date
from tieback.table.fault import CellError
from tieback.table.number import column_mark, parse_decimal, parse_percent
from tieback.table.quantity import Unit, find_unit, parse_basis, parse_quantity

__all__ = [
    "CellError",
    "Unit",
    "column_mark",
    "find_unit",
    "identifier",
    "parse_basis",
    "parse_country",
    "parse_date",
    "parse_decimal",
    "parse_identifiers",
    "parse_kind",
    "parse_percent",
    "parse_quantity",
    "parse_word",
]
