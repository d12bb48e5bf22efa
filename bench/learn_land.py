"""The outline of land for the site map: picture/land.csv, from Natural Earth 1:110m land.

`npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz && python bench/learn_land.py package/land-110m.json`. The file is
TopoJSON: rings are chains of arcs, whose points are steps from one to the next. Out come rings in hundredths of a
degree, longitude and latitude by turns, with repeated points left out; a ring across the date line runs on beyond 180.
"""

import csv
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src/tieback/picture/land.csv"
SOURCE = "Natural Earth 4.1.0, 1:110m land (public domain), as TopoJSON by npm world-atlas 2.0.2"

Point = tuple[int, int]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc in hundredths of a degree."""
    scale = [Fraction(str(value)) for value in topology["transform"]["scale"]]
    shift = [Fraction(str(value)) for value in topology["transform"]["translate"]]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(100 * (x * scale[0] + shift[0])), round(100 * (y * scale[1] + shift[1]))))
        found.append(points)
    return found


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Every ring of every polygon, closed by its first point, without points that repeat the one before."""
    known = arcs(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points: list[Point] = []
                for number in ring:
                    part = known[number] if number >= 0 else known[~number][::-1]
                    points += part
                kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
                if len(set(kept)) > 2:
                    yield unrolled(kept)


def unrolled(ring: list[Point]) -> list[Point]:
    """The ring without leaps from 180 to -180 degrees; one around the pole is closed along it."""
    turn, shift, found = 36_000, 0, [ring[0]]
    for before, (lon, lat) in pairwise(ring):
        leap = lon - before[0]
        shift += -turn if leap > turn / 2 else turn if leap < -turn / 2 else 0
        found.append((lon + shift, lat))
    if found[-1][0] != found[0][0]:
        found += [(found[-1][0], -9_000), (found[0][0], -9_000), found[0]]
    return found


def main() -> None:
    """Write the table, the longest ring first."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    rows = sorted(rings(topology), key=lambda ring: (-len(ring), ring))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("ring", "source", "points"))
        for number, ring in enumerate(rows, start=1):
            flat = " ".join(f"{lon} {lat}" for lon, lat in ring)
            table.writerow((number, SOURCE if number == 1 else "same", flat))
    print(f"{len(rows)} rings, {sum(map(len, rows))} points")


if __name__ == "__main__":
    main()
