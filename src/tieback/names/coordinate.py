"""Coordinates that lie in a region beyond doubt: inside a rectangle drawn wholly within its borders.

Near a border it says nothing, and it never says that a point lies elsewhere.
"""

from decimal import Decimal
from functools import cache

from tieback.model.place import PlaceClue
from tieback.names import table


def coordinate_clue(lat: Decimal | None, lon: Decimal | None) -> PlaceClue | None:
    """The clue of a latitude and longitude in degrees (WGS 84); None if they are in no rectangle, or not given."""
    if lat is None or lon is None:
        return None
    for region, south, north, west, east, note in _boxes():
        if south <= lat <= north and west <= lon <= east:
            text = f"{lat}, {lon}"
            return PlaceClue(
                "coordinates", text, 0, len(text), region, None, f"a point inside {region} ({note})"
            )
    return None


@cache
def _boxes() -> tuple[tuple[str, Decimal, Decimal, Decimal, Decimal, str], ...]:
    return tuple(
        (
            row["region"],
            Decimal(row["south"]),
            Decimal(row["north"]),
            Decimal(row["west"]),
            Decimal(row["east"]),
            row["note"],
        )
        for row in table.rows("coordinate_box.csv")
    )
