"""Sheets as suppliers send them, read through a case folder: what each becomes, and what is said of bad rows."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieback.case import read_case
from tieback.model.case import Case
from tieback.model.goods import Basis, LineRole, Quantity, TransferKind
from tieback.table.header import columns
from tieback.table.write import write_table
from tieback.trace.supplier.bale import bale_key
from tieback.trace.supplier.found import NEEDED
from tieback.trace.tracing import trace

ROOT = Path(__file__).resolve().parents[2]
PARTIES = "id,name\nIMP,EXAMPLE Importer\nG,EXAMPLE Gin\nSP,EXAMPLE Spinner\nK,EXAMPLE Knitter\n"
SITES = "id,party,kind\nG1,G,production\nSP1,SP,production\nK1,K,production\nK2,K,production\n"
Folder = Callable[..., Case]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A case with the given sheets: name -> text, or rows of cells for a workbook."""

    def build(documents: str | None = None, **sheets: str | list[list[str]]) -> Case:
        (tmp_path / "sheets").mkdir()
        (tmp_path / "case.toml").write_text('importer = "IMP"\n', "utf-8")
        (tmp_path / "parties.csv").write_text(PARTIES, "utf-8")
        (tmp_path / "sites.csv").write_text(SITES, "utf-8")
        if documents:
            (tmp_path / "documents.csv").write_text(documents, "utf-8")
        for name, content in sheets.items():
            path = tmp_path / "sheets" / name.replace("_", "-")
            if isinstance(content, str):
                path.with_suffix(".csv").write_text(content, "utf-8")
            else:
                write_table(path.with_suffix(".xlsx"), content[0], content[1:])
        return read_case(tmp_path)

    return build


def said(case: Case, file: str) -> str:
    return "\n".join(
        f"{note.row}: {note.reason}" for note in case.notes if note.file.startswith(f"sheets/{file}")
    )


def test_the_templates_make_a_chain_from_bale_to_yarn(folder: Folder) -> None:
    sheets = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs/templates").glob("*.csv")}
    assert set(sheets) == set(NEEDED)
    case = folder(**sheets)
    assert not case.unread
    found = trace(case, "EXAMPLE-YARN-1", "K")
    assert [(one.id, one.least_kg, one.most_kg) for one in found.origins if one.kind == "site"] == [
        ("G1", Decimal(390), Decimal(390))
    ]
    assert not found.conflicts
    kinds = {document.kind: document for document in case.documents}
    assert kinds["invoice"].amount == Decimal(1248)
    assert kinds["purchase-order"].supports == kinds["packing-list"].supports


def test_the_templates_of_the_package_are_those_of_the_documentation() -> None:
    packaged = ROOT / "src/tieback/templates/sheets"
    for path in (ROOT / "docs/templates").glob("*.csv"):
        assert (packaged / path.name).read_bytes() == path.read_bytes()
        for half in path.read_text("utf-8").splitlines()[0].split(","):
            assert any("\u4e00" <= char <= "\u9fff" for char in half), f"{half} has no Chinese half"


def test_a_sheet_is_known_by_its_headers_in_either_language(folder: Folder) -> None:
    case = folder(
        yarn=[
            ["示例公司 2026", "", "", "", "", "", ""],
            ["生产批次", "车间", "投入批号", "投入数量(公斤)", "产出批号", "产量(公斤)", "完工日期"],
            ["B1", "SP1", "L1", "60", "Y1", "55", "2026年3月4日"],
            ["B1", "SP1", "L2", "40", "Y1", "55", "2026年3月4日"],
            ["B1", "SP1", "L3", "5", "", "", ""],
        ]
    )
    (made,) = case.transformations
    assert [(line.role, line.lot, line.quantity.value if line.quantity else None) for line in made.lines] == [
        (LineRole.IN, "L1", 60),
        (LineRole.OUT, "Y1", 55),
        (LineRole.IN, "L2", 40),
        (LineRole.IN, "L3", 5),
    ]
    assert made.ended_on == date(2026, 3, 4)
    assert "Y1 stands in several rows of its batch alike" in said(case, "yarn")


def test_a_sheet_that_fits_no_kind_is_named_and_not_read(folder: Folder) -> None:
    case = folder(odd="colour,size\nred,M\n")
    assert any("fits none of order, invoice" in note.reason for note in case.notes)
    assert not case.unread


def test_bales_are_known_by_their_whole_key(folder: Folder) -> None:
    assert bale_key("US", "PBI", "2025", "1234560 00001") == "US-PBI-2025-123456000001"
    case = folder(
        bale_list="bale no,country,scheme,crop year,from,to,net weight (lb)\n"
        "123456000001,US,PBI,2025/26,G,SP,480\n"
        "123456000001,US,PBI,2020,G,SP,490\n"
        "77,,,,G,SP,500\n"
        "123456000001,USA,pbi,2025,G,SP,485\n"
        ",US,PBI,2025,G,SP,480\n"
    )
    assert {moved.lot for moved in case.transfers} == {
        "US-PBI-2025-123456000001",
        "US-PBI-2020-123456000001",
        "?-?-?-77",
    }
    assert {weight.unit for weight in case.unit_weights} == {"bale"}
    assert "country and scheme and crop year not stated" in said(case, "bale")
    assert [(row.ref.row, row.lot) for row in case.unread] == [(5, "US-PBI-2025-123456000001"), (6, None)]


def test_bales_sold_under_a_lot_weigh_between_the_lightest_and_the_heaviest(folder: Folder) -> None:
    case = folder(
        bale_list="bale no,country,scheme,crop year,lot,gross weight (kg),tare (kg)\n"
        "1,IN,tag,2025,MARK,170,2\n2,IN,tag,2025,MARK,172,2\n3,IN,tag,2025,MARK,180,2\n"
    )
    assert [(weight.subject, weight.kg) for weight in case.unit_weights] == [
        ("MARK", Decimal(168)),
        ("MARK", Decimal(178)),
    ]


def test_an_invoice_of_a_packed_delivery_is_no_second_delivery(folder: Folder) -> None:
    case = folder(
        documents="file,kind,number\nscan.pdf,invoice,inv-9\n",
        invoice="invoice no,seller,buyer,payee,lot,quantity,unit,hs code\n"
        "INV-9,SP,K,EXAMPLE Agent,Y1,100,kg,5205\nINV-9,SP,K,,Y2,50,kg,5205\n",
        packing_list="invoice no,package no,lot,net weight (kg),gross weight (kg)\n"
        "INV-9,1,Y1,60,61\nINV-9,2,Y1,40,41\nINV-9,2,Y1,40,41\n",
    )
    packed, invoiced = sorted(case.transfers, key=lambda moved: moved.lot)
    assert packed.quantity == Quantity(Decimal(100), "kg", Basis.NET)
    assert (packed.sender, packed.receiver, packed.kind, packed.hs) == ("SP", "K", TransferKind.SALE, "5205")
    assert invoiced.quantity == Quantity(Decimal(50), "kg")
    scan = next(document for document in case.documents if document.file == "scan.pdf")
    assert set(scan.supports) == {packed.id, invoiced.id}
    assert "package 2 stands in row 3 too" in said(case, "packing")


def test_a_processing_invoice_says_its_kind(folder: Folder) -> None:
    case = folder(invoice="发票号,卖方,买方,贸易方式,批号,数量,单位\nF1,SP,K,来料加工,Y1,5,公斤\n")
    assert [moved.kind for moved in case.transfers] == [TransferKind.TOLLING]


def test_a_ledger_that_does_not_add_up_is_not_believed(folder: Folder) -> None:
    case = folder(
        stock_ledger="site,lot,date,opening,received,issued,balance,unit\n"
        "SP1,L,2026-01-31,100,50,20,130,kg\n"
        "SP1,L,2026-02-28,130,0,30,90,kg\n"
        "SP1,L,2026-03-31,100,0,40,60,kg\nSP1,L,2026-03-31,60,0,10,50,kg\nnowhere,L,2026-04-30,,,,5,kg\n"
    )
    assert [(count.on, count.quantity.value if count.quantity else None) for count in case.stock] == [
        (None, 100),
        (date(2026, 1, 31), 130),
        (date(2026, 3, 31), 50),
    ]
    assert [row.ref.row for row in case.unread] == [3, 6]


@pytest.mark.parametrize(
    ("sheet", "text", "rows"),
    [
        (
            "invoice",
            "invoice no,seller,buyer,lot,quantity,unit\n1,SP,K,Y,-5,kg\n,SP,K,Y,5,kg\n2,SP,K,Y,5,\n",
            [2, 3],
        ),
        (
            "packing_list",
            "package no,from,to,lot,net weight (kg)\n1,SP,K,Y,about 5\n2,SP,,Y,5\n3,SP,K,,5\n",
            [2, 3, 4],
        ),
        (
            "production_sheet",
            "batch,site,input lot,input qty (kg),output lot,output qty (kg)\nB,SP1,L,x,Y,5\nC,K,L,5,Z,5\n",
            [2, 3],
        ),
    ],
)
def test_bad_rows_are_unread_and_the_rest_is_read(
    folder: Folder, sheet: str, text: str, rows: list[int]
) -> None:
    case = folder(**{sheet: text})
    assert sorted({row.ref.row for row in case.unread}) == rows
    assert all(note.effect for note in case.notes if note.file.startswith("sheets/"))


def test_every_kind_of_sheet_has_its_columns() -> None:
    for kind, needed in NEEDED.items():
        assert set(needed) <= set(columns(kind))


def test_the_owner_of_goods_may_stand_on_a_packing_list_or_its_invoice(folder: Folder) -> None:
    case = folder(
        packing_list="装箱单号,发票号,发货方,收货方,箱号,批号,净重 (kg),货主\nP1,,SP,K,1,A,10,IMP\nP2,I2,SP,K,1,B,10,\n",
        invoice="invoice no,invoice date,seller,buyer,lot,quantity,unit,owner of goods\nI2,2026-03-01,SP,K,B,10,kg,IMP\n",
    )
    assert {(one.lot, one.owner) for one in case.transfers} == {("A", "IMP"), ("B", "IMP")}
