"""The goods records of a case: all sheets that say what was made, moved, counted and composed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tieback.case.naming import Names
from tieback.model.goods import BomLine, StockCount, Transfer, Transformation, UnitWeight
from tieback.model.record import Unread
from tieback.model.site import Site
from tieback.table.record import Records
from tieback.trace.sheet_transformation import read_transformations
from tieback.trace.sheets import read_bom, read_stock, read_transfers, read_unit_weights


@dataclass(frozen=True, slots=True)
class Goods:
    """What was read so far; `sites` holds the declared ones and places that only a record names."""

    sites: tuple[Site, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    transformations: tuple[Transformation, ...] = ()
    stock: tuple[StockCount, ...] = ()
    unit_weights: tuple[UnitWeight, ...] = ()
    bom: tuple[BomLine, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_goods(sheets: Mapping[str, Records], names: Names, sites: tuple[Site, ...]) -> Goods:
    """Read the goods sheets that are there; `names` says who a `from` or `to` is."""
    goods = Goods()
    places = {site.id: site for site in sites}
    if sheet := sheets.get("transfers"):
        transfers, unread = read_transfers(sheet, names.resolve)
        goods = replace(goods, transfers=transfers, unread=goods.unread + unread)
    if sheet := sheets.get("transformations"):
        places = _places(places, sheet, names)
        transformations, unread = read_transformations(sheet, places)
        goods = replace(goods, transformations=transformations, unread=goods.unread + unread)
    if sheet := sheets.get("stock"):
        places = _places(places, sheet, names)
        stock, unread = read_stock(sheet, places)
        goods = replace(goods, stock=stock, unread=goods.unread + unread)
    if sheet := sheets.get("units"):
        goods = replace(goods, unit_weights=read_unit_weights(sheet))
    if sheet := sheets.get("bom"):
        goods = replace(goods, bom=read_bom(sheet))
    _note_near_lots(goods, sheets)
    return replace(goods, sites=tuple(places.values()))


def lots_of(goods: Goods) -> frozenset[str]:
    """Every lot that a record names."""
    lines = (line.lot for made in goods.transformations for line in made.lines)
    moved = (transfer.lot for transfer in goods.transfers)
    return frozenset((*lines, *moved, *(count.lot for count in goods.stock)))


def _places(sites: Mapping[str, Site], sheet: Records, names: Names) -> dict[str, Site]:
    """Sites by the words of `site` cells; a party stands for a place of its own, of which nothing is known."""
    places = dict(sites)
    for row in sheet:
        text = row.text("site")
        if text is None or row.problem or text in places:
            continue
        party = names.known(text)
        if party is not None:
            places[text] = Site(id=text, party=party, ref=row.ref)
            sheet.note(row.number, "site", f"{text!r} is a party, not a site", "where it happened is unknown")
    return places


def _note_near_lots(goods: Goods, sheets: Mapping[str, Records]) -> None:
    """Lots that differ in nothing but case, spacing and hyphens are different lots, and probably are not."""
    spellings: dict[str, list[str]] = {}
    for lot in sorted(lots_of(goods)):
        folded = "".join(char for char in unicodedata.normalize("NFKC", lot).casefold() if char.isalnum())
        spellings.setdefault(folded, []).append(lot)
    sheet = sheets.get("transfers") or sheets.get("transformations") or sheets.get("stock")
    for near in spellings.values():
        if len(near) > 1 and sheet is not None:
            reason = f"lots {', '.join(map(repr, near))} are spelt almost alike"
            sheet.note(None, "lot", reason, "read as different lots; the chain may break between them")
