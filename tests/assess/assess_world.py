"""A small complete case, wholly invented: gin, mill, sewer, importer; and traces and editions made by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tieback.lists.edition import Edition, ListedEntity, ListedName, Scope
from tieback.model.alert import Alert, AlertKind, EntityRef, Subject
from tieback.model.case import Case, Decision, Entry
from tieback.model.document import Document
from tieback.model.goods import (
    BomLine,
    LineRole,
    Quantity,
    Transfer,
    TransferKind,
    Transformation,
    TransformationLine,
)
from tieback.model.party import Party, RoleKind
from tieback.model.record import RowRef
from tieback.model.site import Site, SiteKind
from tieback.model.trace import Gap, Origin, Trace, TracedLot

AS_OF = date(2026, 9, 1)
IMPORTED = date(2026, 7, 20)
SHA = "a" * 64
KG = Decimal(1000)


def line(role, lot, kg=KG):
    return TransformationLine(role, lot, None, Quantity(kg, "kg"))


def transformation(ident, site, holder, *lines, process="sewing"):
    return Transformation(ident, site, holder, process, date(2026, 3, 1), date(2026, 3, 2), lines)


def transfer(ident, lot, sender, receiver, day, **more):
    quantity = Quantity(KG, "kg")
    day = date(2026, *day)
    return Transfer(
        ident, TransferKind.SALE, lot, sender, receiver, day, day, quantity, document=f"{ident}.pdf", **more
    )


def case(**changes):
    """The clean case; keyword arguments replace its fields."""
    base = Case(
        name="world",
        title="EXAMPLE",
        importer="IMPORTER",
        goods="cotton towels",
        as_of=AS_OF,
        regimes=(),
        entries=(Entry("E-1", "1", ("TOWEL",), "6302.60.0020", "TR", None, None, None, IMPORTED),),
        parties=(
            Party("GIN", "Example Gin (EXAMPLE)", role_kind=RoleKind.PROCESSOR, country="US"),
            Party("MILL", "Example Mill (EXAMPLE)", role_kind=RoleKind.PROCESSOR, country="TR"),
            Party("TRADER", "Example Trader (EXAMPLE)", role_kind=RoleKind.TRADER, country="SG"),
            Party("SEWER", "Example Sewer (EXAMPLE)", role_kind=RoleKind.PROCESSOR, country="VN"),
            Party("IMPORTER", "Example Importer (EXAMPLE)", role_kind=RoleKind.IMPORTER, country="US"),
        ),
        sites=(
            Site("S-GIN", "GIN", SiteKind.PRODUCTION, "1 Example Road, Texas", "79999", "US"),
            Site("S-MILL", "MILL", SiteKind.PRODUCTION, "Örnek Caddesi 1, Denizli", "20999", "TR"),
            Site("S-SEW", "SEWER", SiteKind.PRODUCTION, "Lot 1 Example Zone, Nam Dinh", "07999", "VN"),
        ),
        bom=(
            BomLine(
                "EX", "terry", "cotton terry", None, None, None, "YARN", False, None, RowRef("bom.csv", 2)
            ),
        ),
        has_bom=True,
        transfers=(
            transfer("T-1", "LINT", "GIN", "TRADER", (1, 10), goods="cotton lint", hs="5201.00"),
            transfer("T-2", "LINT", "TRADER", "MILL", (1, 20), goods="cotton lint", hs="5201.00"),
            transfer("T-3", "YARN", "MILL", "SEWER", (4, 1), goods="cotton yarn", hs="5205.12"),
            transfer("T-4", "TOWEL", "SEWER", "IMPORTER", (6, 1), goods="cotton towels", hs="6302.60"),
        ),
        transformations=(
            transformation("X-GIN", "S-GIN", "GIN", line(LineRole.OUT, "LINT"), process="ginning"),
            transformation("X-SPIN", "S-MILL", "MILL", line(LineRole.IN, "LINT"), line(LineRole.OUT, "YARN")),
            transformation("X-SEW", "S-SEW", "SEWER", line(LineRole.IN, "YARN"), line(LineRole.OUT, "TOWEL")),
        ),
        documents=tuple(
            Document(f"{name}.pdf", "production-record", supports=(name,), sha256=SHA)
            for name in ("X-GIN", "S-MILL", "X-SEW")
        ),
    )
    return replace(base, **changes)


def origin(kind, ident, least="1000", most="1000", **more):
    def kg(text):
        return None if text is None else Decimal(text)

    traced = more.pop("most_traced", most)
    return Origin(kind, ident, kg(least), kg(more.pop("proportional", least)), kg(most), kg(traced), **more)


def trace(lot="TOWEL", **changes):
    """The trace of the clean case's lot: everything passed through every site."""
    base = Trace(
        lot=lot,
        holder="SEWER",
        direction="up",
        time="strict",
        mass_kg=Decimal("1000.000"),
        lots=tuple(
            TracedLot(*row)
            for row in (
                ("TOWEL", "SEWER", 0),
                ("YARN", "MILL", 1),
                ("YARN", "SEWER", 1),
                ("LINT", "GIN", 2),
                ("LINT", "TRADER", 2),
            )
        ),
        transfers=("T-1", "T-2", "T-3"),
        transformations=("X-GIN", "X-SEW", "X-SPIN"),
        sites=("S-GIN", "S-MILL", "S-SEW"),
        origins=(
            origin("lot", "LINT"),
            origin("party", "GIN"),
            origin("region", "US"),
            origin("site", "S-GIN"),
        ),
        through=tuple(origin("site", name) for name in ("S-GIN", "S-MILL", "S-SEW")),
        untraced_kg=Decimal("0.000"),
        gaps=(),
        conflicts=(),
        cycles=(),
        flows=(),
    )
    return replace(base, **changes)


def through(least, most, site="S-MILL", **more):
    """A trace in which one site's kilograms lie between `least` and `most`."""
    rows = trace().through
    return trace(
        through=tuple(origin("site", site, least, most, **more) if row.id == site else row for row in rows)
    )


def untraced(kg="12.5"):
    """A trace with untraced mass."""
    gap = Gap("gap-1", "untraced", "LINT", (), "Lot LINT: first seen at TRADER.")
    return trace(untraced_kg=None if kg is None else Decimal(kg), gaps=(gap,))


def at(case_, site_id, **changes):
    """The case with one site changed."""
    return replace(
        case_, sites=tuple(replace(site, **changes) if site.id == site_id else site for site in case_.sites)
    )


def entity(name="Listed (EXAMPLE)", ident="L1", **more):
    more.setdefault("effective_on", date(2024, 5, 6))
    return ListedEntity(ident, name, more.pop("kind", "company"), (ListedName(name, "primary"),), **more)


def order(ident="O1", *, goods=None, hs=(), region=None, superseded_by=None, for_imports_from=None, **more):
    scope = Scope(goods, hs, region, superseded_by, for_imports_from)
    return entity(more.pop("name", "Ordered (EXAMPLE)"), ident, scope=scope, **more)


def edition(
    list_id="us_uflpa", *entities, complete=True, expected=None, published_on=date(2026, 8, 1), **more
):
    return Edition(
        list=list_id,
        title=list_id,
        publisher="EXAMPLE publisher",
        effect="",
        sha256=SHA,
        content_sha256=SHA,
        published_on=published_on,
        retrieved_at=None,
        as_of=published_on,
        entries=len(entities),
        expected=expected,
        complete=complete,
        entities=entities,
        **more,
    )


BOTH = (edition("us_uflpa", entity()), edition("us_cbp_wro"))


def alert(
    party="MILL",
    *,
    exact=True,
    decision=None,
    kind=AlertKind.NAME,
    list_id="us_uflpa",
    subject="party",
    ident="L1",
):
    return Alert(
        id=f"A-{party}",
        subject=Subject(subject, party, party),
        kind=kind,
        list=list_id,
        edition_sha256=SHA,
        entity=EntityRef("CN-XJ" if kind is AlertKind.REGION else ident, "Listed (EXAMPLE)"),
        score=Decimal("0.97"),
        exact=exact,
        rule="name",
        name_a="a",
        name_b="b",
        alignment=(),
        text=f"Party {party} and entry Listed (EXAMPLE).",
        decision=decision,
    )


def decided(alert_id, value):
    return Decision(alert_id, value, "EXAMPLE", "A. Person", date(2026, 8, 20))
