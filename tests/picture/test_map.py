"""The site map: sites where their coordinates say or in the list below, land where land is, the same every time."""

import csv
import random
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tieback.picture.land import Window, land_in
from tieback.picture.map import MapLink, MapSite, draw, link_table, table
from tieback.picture.projection import fitted
from tieback.picture.shape import Tone

NS = "{http://www.w3.org/2000/svg}"


def site(id_: str, lat: str | None, lon: str | None, **more: object) -> MapSite:
    where = [None if one is None else Decimal(one) for one in (lat, lon)]
    return MapSite(id_, f"EXAMPLE {id_} 示例", "production", "CN", *where, **more)


def dots_of(root: "etree._Element") -> list["etree._Element"]:
    return [circle for circle in root.iter(f"{NS}circle") if circle.get("class") == "site"]


def test_sites_without_coordinates_are_listed_and_never_placed() -> None:
    sites = [
        site("A", "31.2", "121.5"),
        site("B", None, None),
        site("C", "30", None),
        site("D", "23.1", "113.3"),
    ]
    root = etree.fromstring(draw(sites, [], title="t").encode())
    dots = [dot.findtext(f"{NS}title").split(";")[0] for dot in dots_of(root)]
    assert dots == ["A", "D"]
    texts = "\n".join(text.text for text in root.iter(f"{NS}text"))
    assert "Not on the map, because the records state no coordinates that could be read:" in texts
    assert "B · EXAMPLE B 示例" in texts
    rows = table(sites)
    assert [row[0] for row in rows] == ["1", "2", "", ""]
    assert rows[3][5:7] == ("30", "unknown")
    assert "2 of 4 sites placed" in root.findtext(f"{NS}desc")


def test_without_any_coordinates_there_is_a_list_and_no_map() -> None:
    root = etree.fromstring(draw([site("A", None, None)], [], title="t").encode())
    assert not dots_of(root)
    assert "there is no map" in "".join(text.text for text in root.iter(f"{NS}text"))


def test_sites_are_numbered_by_rank_and_close_ones_share_a_number_mark() -> None:
    sites = [
        site("Z", "31.20", "121.50", rank=-2, tone=Tone.ALERT),
        site("A", "31.21", "121.51"),
        site("M", "40", "80"),
    ]
    root = etree.fromstring(draw(sites, [], title="t").encode())
    texts = [text.text for text in root.iter(f"{NS}text")]
    assert "▲ 1–2" in texts
    assert [row[1] for row in table(sites)] == ["▲ Z", "A", "M"]


def test_links_join_sites_and_stand_in_a_table() -> None:
    sites = [site("A", "31.2", "121.5"), site("B", "-13.5", "-56.1"), site("C", None, None)]
    links = [MapLink("A", "B", Decimal("1250.500"), "LOT-1"), MapLink("A", "C", None)]
    root = etree.fromstring(draw(sites, links, title="t").encode())
    (line,) = [path for path in root.iter(f"{NS}path") if path.get("class") == "link"]
    assert line.findtext(f"{NS}title") == "A to B; LOT-1; 1,250.5 kg"
    assert link_table(links) == (("A", "B", "1,250.5", "LOT-1"), ("A", "C", "unknown", ""))
    with pytest.raises(ValueError, match="not given"):
        draw(sites, [MapLink("A", "X", None)], title="t")


@pytest.mark.parametrize(
    ("lat", "lon", "land"),
    [
        ("43.8", "87.6", True),  # Urumqi
        ("-15.6", "-56.1", True),  # Cuiaba
        ("65", "-170", False),
        ("67", "179", True),  # Chukotka, across the date line
        ("67", "-178", True),
        ("-85", "0", True),  # Antarctica
        ("42", "51", False),  # Caspian Sea
        ("0", "-30", False),
        ("25", "-45", False),
    ],
)
def test_land_is_where_land_is(lat: str, lon: str, land: bool) -> None:
    y, x = Decimal(lat), Decimal(lon)
    window = Window(x - 1, max(y - 1, Decimal(-90)), x + 1, y + 1)
    inside = sum(_crosses(ring, x, y) for ring in land_in(window)) % 2 == 1
    assert inside is land


def _crosses(ring: tuple[tuple[Decimal, Decimal], ...], x: Decimal, y: Decimal) -> bool:
    """Ray casting: is the point inside the ring?"""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


COORDINATES = st.tuples(st.decimals(-90, 90, places=2), st.decimals(-180, 180, places=2))


@given(st.lists(COORDINATES, min_size=1, max_size=12))
@example([(Decimal("-17.8"), Decimal("178.4")), (Decimal("64.5"), Decimal(-165))])
@example([(Decimal(90), Decimal(0)), (Decimal(-90), Decimal(180)), (Decimal(0), Decimal(-180))])
@settings(max_examples=60, deadline=None)
def test_every_site_lies_on_its_map_at_its_degrees(found: list[tuple[Decimal, Decimal]]) -> None:
    view = fitted(found, Decimal(1000))
    assert 0 < view.width <= Decimal("1000.001")
    assert 0 < view.height <= 700
    for lat, lon in found:
        x, y = view.at(lat, lon)
        assert 0 <= x <= view.width
        assert 0 <= y <= view.height
        turned = (view.window.west + x / view.scale / view.narrow - lon) % 360
        assert min(abs(turned), abs(abs(turned) - 360)) < Decimal("0.0001")
    sites = [MapSite(str(n), "", "", "", lat, lon) for n, (lat, lon) in enumerate(found)]
    links = [MapLink("0", str(len(found) - 1), None)]
    shuffled = random.Random(1).sample(sites, len(sites))
    assert draw(sites, links, title="t") == draw(shuffled, links, title="t")


def test_the_outline_says_where_it_is_from() -> None:
    rows = list(csv.DictReader(files("tieback.picture").joinpath("land.csv").read_text("utf-8").splitlines()))
    assert rows[0]["source"].startswith("Natural Earth")
    assert len(rows) > 100
    assert "public domain" in files("tieback.picture").joinpath("land.LICENSE").read_text("utf-8")
