"""Invented cases built from a few words a row, for tests that know the contracts and not the code."""

from collections.abc import Callable
from pathlib import Path

import pytest

Build = Callable[..., Path]

PARTIES = """id,name,country,role
A,Alpha Gin EXAMPLE,US,gin
B,Bravo Gin EXAMPLE,BR,gin
C,Charlie Spinner EXAMPLE,TR,spinner
D,Delta Mill EXAMPLE,TR,weaver
I,India Importer EXAMPLE,US,importer
"""
SITES = """id,party,kind,address,country
SA,A,production,"1 Example Road, Texas",US
SB,B,production,"2 Example Rua, Bahia",BR
SC,C,production,"3 Example Cadde, Denizli",TR
SD,D,production,"4 Example Cadde, Denizli",TR
"""
MAKING = "id,site,started_on,ended_on,role,component,lot,quantity,yield_min,yield_max,unit,basis\n"
MOVING = "id,kind,lot,from,to,shipped_on,received_on,quantity,unit,basis\n"
STOCK = "site,lot,on,quantity,unit\n"


def _rows(header: str, lines: tuple[str, ...], units: str) -> str:
    """One row a line, cells parted by blanks, "-" for a blank cell; missing cells at the end are blank."""
    width = header.count(",") + 1 - (units.count(",") + 1 if units else 0)
    body = []
    for line in lines:
        cells = ["" if cell == "-" else cell for cell in line.split()]
        body.append(",".join([*cells, *[""] * (width - len(cells))]) + (f",{units}" if units else ""))
    return header + "".join(f"{row}\n" for row in body)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """`build(made=[...], moved=[...], stock=[...], **files)`: the folder of a case; files replace or add tables."""

    def make(
        made: tuple[str, ...] = (),
        moved: tuple[str, ...] = (),
        stock: tuple[str, ...] = (),
        **files: str | bytes,
    ) -> Path:
        folder = tmp_path / "case"
        folder.mkdir(exist_ok=True)
        tables: dict[str, str | bytes] = {
            "case.toml": 'as_of = 2026-09-01\nimporter = "I"\n',
            "parties.csv": PARTIES,
            "sites.csv": SITES,
            "transformations.csv": _rows(MAKING, made, "kg,net"),
            "transfers.csv": _rows(MOVING, moved, "kg,net"),
        }
        if stock:
            tables["stock.csv"] = _rows(STOCK, stock, "kg")
        for name, content in (tables | files).items():
            path = folder / (name if "." in name else f"{name}.csv")
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return folder

    return make
