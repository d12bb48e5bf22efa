"""A case folder: read generously, refused in one line, never silently short."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieback.case import read_case
from tieback.case.party import role_kind
from tieback.model.case import Case
from tieback.model.goods import Basis, LineRole, Quantity, TransferKind
from tieback.model.party import RoleKind
from tieback.model.refusal import Refused
from tieback.model.site import SiteKind
from tieback.proof import journal
from tieback.proof.digest import sha256

FILES = {
    "case.toml": 'importer = "IMP"\nas_of = 2026-09-01\nregimes = ["us_uflpa"]\n',
    "parties.csv": (
        "id,name,name_local,role,country\n"
        "GIN,EXAMPLE Gin Ltd,,gin,US\n"
        "MILL,EXAMPLE Mill Co Ltd,示例纺织有限公司,spinner,CN\n"
        "IMP,EXAMPLE Importer Inc,,importer,US\n"
    ),
    "sites.csv": (
        "id,party,kind,address,postal_code,country\n"
        "S-GIN,GIN,production,1 Example Road,79999,US\n"
        "S-MILL,MILL,生产,示例路1号,312000,中国\n"
    ),
    "transfers.csv": (
        "id,kind,lot,from,to,shipped_on,received_on,quantity,unit,basis,document\n"
        'T-1,sale,LINT,GIN,MILL,2026-01-05,2026-02-05,"1,200.5 KGS",,net,inv.txt\n'
        "T-2,销售,YARN,MILL,IMP,2026-04-01,2026-05-01,1000,kg,net,\n"
    ),
    "transformations.csv": (
        "id,site,process,started_on,ended_on,role,component,lot,quantity,unit,yield_min,yield_max\n"
        "X-1,S-GIN,ginning,2025-11-01,2025-11-05,产出,,LINT,1200.5,kg,,\n"
        "X-2,S-MILL,spinning,2026-02-10,2026-03-10,投入,,LINT,1200.5,kg,,\n"
        "X-2,S-MILL,spinning,2026-02-10,2026-03-10,产出,,YARN,1000,kg,0.8,90%\n"
    ),
    "documents.csv": "file,kind,issuer,supports\ninv.txt,商业发票,GIN,T-1; T-2\n",
    "documents/inv.txt": "EXAMPLE invoice\n",
}


def write(root: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """A small sound case with some files changed or (None) left out."""
    for name, content in (FILES | (changes or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def said(case: Case) -> str:
    return "\n".join(
        f"{note.file}:{note.row}:{note.column}: {note.reason} -> {note.effect}" for note in case.notes
    )


def unread(case: Case) -> set[tuple[str | None, str | None]]:
    return {(one.lot, one.holder) for one in case.unread}


def test_a_sound_case_is_read_whole(tmp_path: Path) -> None:
    case = read_case(write(tmp_path))
    assert [party.id for party in case.parties] == ["GIN", "MILL", "IMP"]
    assert case.sites[1].kind is SiteKind.PRODUCTION
    assert case.sites[1].country == "CN"
    first, second = case.transfers
    assert first.quantity == Quantity(Decimal("1200.5"), "kg", Basis.NET)
    assert second.kind is TransferKind.SALE
    spin = case.transformations[1]
    assert [line.role for line in spin.lines] == [LineRole.IN, LineRole.OUT]
    assert (spin.holder, spin.started_on, spin.lines[1].yield_max) == (
        "MILL",
        date(2026, 2, 10),
        Decimal("0.9"),
    )
    assert case.documents[0].kind == "invoice"
    assert case.documents[0].supports == ("T-1", "T-2")
    assert case.documents[0].sha256 == sha256(b"EXAMPLE invoice\n")
    assert case.unread == ()
    assert case.notes == ()
    mapping = {item.path: dict(item.mapping) for item in case.inputs}
    assert mapping["transfers.csv"]["from"] == "from"
    assert not case.has_bom


def test_a_workbook_says_the_same_as_a_csv(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    plain = read_case(write(tmp_path / "a"))
    root = write(tmp_path / "b", {"parties.csv": None})
    with xlsxwriter.Workbook(root / "parties.xlsx") as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 4, "EXAMPLE suppliers")
        for number, line in enumerate(FILES["parties.csv"].splitlines(), start=1):
            page.write_row(number, 0, line.split(","))
    case = read_case(root)
    assert [(party.id, party.name, party.role_kind) for party in case.parties] == [
        (party.id, party.name, party.role_kind) for party in plain.parties
    ]
    assert case.parties[0].ref is not None
    assert case.parties[0].ref.row == 3


def test_gb18030_files_are_read_and_said(tmp_path: Path) -> None:
    case = read_case(write(tmp_path, {"parties.csv": FILES["parties.csv"].encode("gb18030")}))
    assert case.parties[1].name_local == "示例纺织有限公司"
    assert "read as GB18030" in said(case)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"case.toml": None}, "no case.toml"),
        ({"parties.csv": None}, "no parties.csv"),
        ({"parties.csv": ""}, "parties.csv: the file is empty"),
        ({"parties.csv": "id,name\n"}, "parties.csv: no party can be read"),
        ({"parties.csv": "id,colour\nA,red\n"}, "no column for `name`"),
        ({"parties.csv": "id,name\nA,EXAMPLE One\nA,EXAMPLE Two\n"}, "rows 2 and 3"),
        ({"parties.xlsx": "x"}, "both there"),
        ({"transfers.csv": "id,lot,lot,from,to\n"}, "two columns are called 'lot'"),
        ({"transfers.csv": "id,from,to\n1,A,B\n"}, "no column for `lot`"),
        ({"case.toml": "importer = 5.5\n"}, "`importer` must be text"),
        ({"case.toml": 'as_of = "03/04/2026"\n'}, "two ways"),
        ({"case.toml": "regimes = 3\n"}, "`regimes` must be a list"),
        ({"case.toml": '[[entry]]\nvalue = "much"\n'}, "`entry[1].value`"),
        ({"case.toml": '[[entry]]\norigin = "Atlantis"\n'}, "`entry[1].origin`"),
        ({"case.toml": "[detention]\nextensions = -1\n"}, "`detention.extensions`"),
        ({"case.toml": "importer = \n"}, "not readable as TOML"),
        ({"case.toml": '[lists]\nus_uflpa = "../outside.csv"\n'}, "leaves the folder"),
        ({"case.toml": '[lists]\nus_uflpa = "lists/none.csv"\n'}, "is not there"),
        ({"journal.jsonl": '{"seq": 1}\n'}, "journal.jsonl"),
        ({"events/e.json": "{}"}, "events/e.json"),
        ({"events/e.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "events/e.xml"),
    ],
)
def test_where_nothing_can_be_done_one_line_says_so(
    tmp_path: Path, changes: dict[str, str | bytes | None], reason: str
) -> None:
    with pytest.raises(Refused) as refusal:
        read_case(write(tmp_path, changes))
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none", write(tmp_path) / "case.toml"):
        with pytest.raises(Refused):
            read_case(path)


def test_an_unknown_party_is_kept_and_noted(tmp_path: Path) -> None:
    text = FILES["transfers.csv"] + "T-3,sale,YARN,MILL,EXAMPLE Stranger Ltd,2026-04-02,,5,kg,,\n"
    case = read_case(write(tmp_path, {"transfers.csv": text}))
    stranger = case.parties[-1]
    assert (stranger.id, stranger.name, stranger.declared) == (
        "EXAMPLE Stranger Ltd",
        "EXAMPLE Stranger Ltd",
        False,
    )
    assert "'EXAMPLE Stranger Ltd' is not in parties" in said(case)


def test_a_name_in_place_of_an_id_is_that_party(tmp_path: Path) -> None:
    text = FILES["transfers.csv"].replace("GIN,MILL,", "example  GIN ltd,示例紡織有限公司,")
    case = read_case(write(tmp_path, {"transfers.csv": text}))
    assert (case.transfers[0].sender, case.transfers[0].receiver) == ("GIN", "MILL")
    assert "is read as party GIN" in said(case)
    assert all(party.declared for party in case.parties)


def test_an_ambiguous_date_is_unread_and_said(tmp_path: Path) -> None:
    text = FILES["transfers.csv"].replace("2026-01-05", "03/04/2026").replace("2026-02-05", "25/12/2026")
    case = read_case(write(tmp_path, {"transfers.csv": text}))
    assert case.transfers[0].shipped_on is None
    assert case.transfers[0].received_on == date(2026, 12, 25)
    assert "transfers.csv:2:shipped_on: '03/04/2026' can be read two ways" in said(case)


def test_an_id_used_twice_makes_both_rows_unread(tmp_path: Path) -> None:
    text = FILES["transfers.csv"] + "T-1,sale,OTHER,GIN,MILL,2026-01-06,,7,kg,,\n"
    case = read_case(write(tmp_path, {"transfers.csv": text}))
    assert [transfer.id for transfer in case.transfers] == ["T-2"]
    assert unread(case) == {("LINT", None), ("OTHER", None)}
    assert "rows 2 and 4" in said(case)


def test_the_same_row_twice_is_one_record(tmp_path: Path) -> None:
    last = FILES["transfers.csv"].splitlines()[-1]
    case = read_case(write(tmp_path, {"transfers.csv": FILES["transfers.csv"] + last + "\n"}))
    assert len(case.transfers) == 2
    assert "the same as row 3 -> read once" in said(case)


def test_a_transfer_without_lot_makes_its_holders_unknown(tmp_path: Path) -> None:
    text = FILES["transfers.csv"] + "T-9,sale,,GIN,MILL,2026-01-06,,7,kg,,\n"
    case = read_case(write(tmp_path, {"transfers.csv": text}))
    assert unread(case) == {(None, "GIN"), (None, "MILL")}


def test_a_row_whose_cells_shifted_makes_the_case_unknown(tmp_path: Path) -> None:
    text = FILES["transfers.csv"] + "T-9,sale,LINT,GIN,MILL,2026-01-06,,1,200,kg,net,inv.txt\n"
    case = read_case(write(tmp_path, {"transfers.csv": text}))
    assert unread(case) == {(None, None)}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("投入,,LINT", "??,,LINT", "role"),
        ("0.8,90%", "high,90%", "yield"),
        ("0.8,90%", "80,90", "yield"),
        ("0.8,90%", "0.95,0.9", "above"),
        ("投入,,LINT", "投入,,", "no lot"),
        (
            "X-2,S-MILL,spinning,2026-02-10,2026-03-10,投入",
            "X-2,S-GIN,spinning,2026-02-10,2026-03-10,投入",
            "several sites",
        ),
        ("S-MILL", "S-NOWHERE", "not a site"),
    ],
)
def test_an_unread_line_makes_what_its_transformation_makes_unknown(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    case = read_case(write(tmp_path, {"transformations.csv": FILES["transformations.csv"].replace(old, new)}))
    assert ("YARN", None) in unread(case)
    assert reason in said(case)


def test_days_that_differ_within_a_transformation_are_unknown(tmp_path: Path) -> None:
    text = FILES["transformations.csv"].replace("2026-02-10,2026-03-10,投入", "2026-02-11,2026-03-10,投入")
    case = read_case(write(tmp_path, {"transformations.csv": text}))
    assert case.transformations[1].started_on is None
    assert case.transformations[1].ended_on == date(2026, 3, 10)


def test_a_party_in_place_of_a_site_is_a_place_of_which_nothing_is_known(tmp_path: Path) -> None:
    text = FILES["transformations.csv"].replace("S-MILL", "MILL")
    case = read_case(write(tmp_path, {"transformations.csv": text}))
    assert case.transformations[1].holder == "MILL"
    site = next(site for site in case.sites if site.id == "MILL")
    assert (site.kind, site.address, site.country) == (None, None, None)


def test_a_party_without_name_makes_what_it_holds_unknown(tmp_path: Path) -> None:
    case = read_case(write(tmp_path, {"parties.csv": FILES["parties.csv"] + "X,,,spinner,CN\n"}))
    assert (None, "X") in unread(case)
    assert "cannot be screened" in said(case)


def test_the_bill_of_materials_keeps_what_it_cannot_read_as_untraced(tmp_path: Path) -> None:
    lines = ("shell,cotton,96%,YARN,", "thread,,1,未追溯,mill not named", "label,,,,", "tape,a,b,c,d,e")
    text = "\n".join(("component,material,share,lot,reason", *lines))
    case = read_case(write(tmp_path, {"bom.csv": text}))
    assert case.has_bom
    assert [(line.component, line.lot, line.not_traced) for line in case.bom] == [
        ("shell", "YARN", False),
        ("thread", None, True),
        ("label", None, True),
        ("row 5", None, True),
    ]
    assert case.bom[0].share == 96


def test_stock_and_unit_weights_are_read(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        "stock.csv": "site,lot,on,quantity,unit\nS-MILL,BIN-1,2026-01-01,50,包\nS-NO,BIN-2,2026-01-01,5,kg\n",
        "units.csv": "lot,unit,kg,source\nBIN-1,包,226.0,weight note\nYARN,cone,500 lb,label\nLINT,bale,heavy,\n",
    }
    case = read_case(write(tmp_path, changes))
    assert (case.stock[0].holder, case.stock[0].quantity) == ("MILL", Quantity(Decimal(50), "bale"))
    assert ("BIN-2", None) in unread(case)
    assert [(weight.unit, weight.kg) for weight in case.unit_weights] == [
        ("bale", Decimal("226.0")),
        ("cone", Decimal("226.796185")),
    ]
    assert "masses that need it are unknown" in said(case)


def test_a_share_that_may_be_a_fraction_is_unread(tmp_path: Path) -> None:
    text = "id,name,parent,share_min\nA,EXAMPLE A,B,0.6\nB,EXAMPLE B,,\nC,EXAMPLE C,example b,60%\n"
    case = read_case(write(tmp_path, {"parties.csv": text, "case.toml": ""}))
    assert [(party.parent, party.share_min, party.share_max) for party in case.parties[:3]] == [
        ("B", None, None),
        (None, None, None),
        ("B", Decimal(60), Decimal(60)),
    ]
    assert "fraction or a percentage" in said(case)


def test_documents_that_leave_the_case_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("EXAMPLE")
    root = tmp_path / "case"
    root.mkdir()
    names = ("../outside.txt", "/etc/hostname", "link.txt", "..\\outside.txt", "absent.txt")
    lines = "file,kind,supports\n" + "".join(f"{name},invoice,T-1\n" for name in names)
    write(root, {"documents.csv": lines})
    (root / "documents/link.txt").symlink_to(outside)
    case = read_case(root)
    assert [(document.file, document.sha256) for document in case.documents] == [("absent.txt", None)]
    assert said(case).count("the row is refused") == 4
    assert "documents/inv.txt:None:None: is not in the index" in said(case)


def test_a_table_that_is_a_link_out_of_the_case_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "stock.csv"
    outside.write_text("site,lot\n")
    root = tmp_path / "case"
    root.mkdir()
    (write(root) / "stock.csv").symlink_to(outside)
    with pytest.raises(Refused, match="leaves the folder"):
        read_case(root)


def test_a_misspelt_file_is_named(tmp_path: Path) -> None:
    case = read_case(write(tmp_path, {"transfer.csv": "x,y\n1,2\n"}))
    assert "transfer.csv:None:None: no file of a case is called so" in said(case)


def test_lots_spelt_almost_alike_are_named(tmp_path: Path) -> None:
    text = FILES["transfers.csv"].replace("YARN", "Yarn")
    assert "'YARN', 'Yarn' are spelt almost alike" in said(
        read_case(write(tmp_path, {"transfers.csv": text}))
    )


def test_decisions_come_from_the_journal_and_the_last_one_stands(tmp_path: Path) -> None:
    root = write(tmp_path)
    for value, day in (("true", 1), ("false", 2)):
        body = {"alert": "A-1", "value": value, "reason": "EXAMPLE", "by": "EXAMPLE Analyst"}
        journal.append(root / "journal.jsonl", "decision", body, datetime(2026, 9, day, tzinfo=UTC))
    decision = read_case(root).decisions[0]
    assert (decision.alert, decision.value, decision.on) == ("A-1", "false", date(2026, 9, 2))
    journal.append(
        root / "journal.jsonl",
        "decision",
        {"alert": "A-1", "value": "maybe"},
        datetime(2026, 9, 3, tzinfo=UTC),
    )
    with pytest.raises(Refused, match="journal"):
        read_case(root)


def test_entries_and_detention_are_read(tmp_path: Path) -> None:
    text = (
        'importer = "example importer INC"\nextra = 1\n'
        '[[entry]]\nnumber = 17\nlots = ["YARN", "GHOST"]\norigin = "越南"\nvalue = 30240.10\nimported_on = "2026-08-24"\n'
        "[detention]\npresented_on = 2026-08-24\nextensions = 1\n"
    )
    case = read_case(write(tmp_path, {"case.toml": text}))
    assert case.importer == "IMP"
    entry = case.entries[0]
    assert (entry.number, entry.origin, entry.value, entry.imported_on) == (
        "17",
        "VN",
        Decimal("30240.10"),
        date(2026, 8, 24),
    )
    assert case.detention is not None
    assert case.detention.extensions == 1
    assert "key `extra`" in said(case)
    assert "lot 'GHOST'" in said(case)


def test_lists_of_the_case_are_inputs(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        "case.toml": '[lists]\nus_uflpa = "lists/l.csv"\n',
        "lists/l.csv": "name\nEXAMPLE Listed\n",
        "lists/l.toml": "complete = true\n",
    }
    case = read_case(write(tmp_path, changes))
    assert case.lists == (("us_uflpa", "lists/l.csv"),)
    assert {"lists/l.csv", "lists/l.toml"} <= {item.path for item in case.inputs}


def test_events_stand_beside_the_rows(tmp_path: Path) -> None:
    event = {
        "type": "TransformationEvent",
        "eventID": "ni:///sha-256;" + "0" * 64 + "?ver=CBV2.0",
        "eventTime": "2026-05-01T08:00:00Z",
        "eventTimeZoneOffset": "+00:00",
        "inputEPCList": ["urn:epc:id:sgtin:0000000.000000.YARN"],
        "outputEPCList": ["urn:epc:id:sgtin:0000000.000000.SHIRT"],
        "bizLocation": {"id": "urn:epc:id:sgln:0000000.00000.0"},
    }
    document = {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-05-02T00:00:00Z",
        "epcisBody": {"eventList": [event]},
    }
    case = read_case(write(tmp_path, {"events/e.json": json.dumps(document)}))
    assert len(case.transformations) == 3
    made = case.transformations[-1]
    assert made.holder in {party.id for party in case.parties}
    assert made.site in {site.id for site in case.sites}
    assert "events/e.json" in {item.path for item in case.inputs}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gin", RoleKind.PROCESSOR),
        ("纺纱厂", RoleKind.PROCESSOR),
        ("farm", RoleKind.PRODUCER),
        ("cotton merchant", RoleKind.TRADER),
        ("cut and sew", RoleKind.PROCESSOR),
        ("trader / spinner", RoleKind.PROCESSOR),
        ("dyeing and something", RoleKind.PROCESSOR),
        ("trader and something", None),
        ("something", None),
        (None, None),
    ],
)
def test_of_several_roles_the_heaviest_counts(text: str | None, kind: RoleKind | None) -> None:
    assert role_kind(text) is kind


def test_reading_changes_nothing_and_does_not_depend_on_order(tmp_path: Path) -> None:
    root = write(tmp_path)
    before = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    first = read_case(root)
    assert {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()} == before
    header, *lines = FILES["transfers.csv"].splitlines()
    write(root, {"transfers.csv": "\n".join([header, *reversed(lines)]) + "\n"})
    assert {one.id for one in read_case(root).transfers} == {one.id for one in first.transfers}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([name for name in FILES if name.endswith((".csv", ".toml"))]),
    st.integers(0, 400),
    st.binary(max_size=6),
)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, name: str, at: int, noise: bytes) -> None:
    data = FILES[name].encode()
    write(tmp_path, {name: data[:at] + noise + data[at + len(noise) :]})
    try:
        read_case(tmp_path)
    except Refused as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - either outcome is right


def test_free_text_that_spells_the_legal_form_otherwise_is_the_declared_party(tmp_path: Path) -> None:
    files = dict(FILES)
    files["transfers.csv"] = files["transfers.csv"].replace(
        "GIN,MILL,2026-01-05", "GIN,EXAMPLE Mill Company Limited,2026-01-05"
    )
    case = read_case(write(tmp_path, files))
    assert case.transfers[0].receiver == "MILL"


def test_an_importer_that_nobody_declared_is_told_who_may_be_meant(tmp_path: Path) -> None:
    files = dict(FILES)
    files["case.toml"] = 'importer = "EXAMPLE Importers"\n'
    case = read_case(write(tmp_path, files))
    assert any("did you mean IMP?" in note.reason for note in case.notes)


def test_a_document_that_supports_what_nobody_recorded_is_said(tmp_path: Path) -> None:
    lines = "file,kind,issuer,supports\ninv.txt,商业发票,GIN,T-1; T-99\n"
    case = read_case(write(tmp_path, {"documents.csv": lines}))
    (note,) = [note for note in case.notes if note.column == "supports"]
    assert (note.row, note.reason) == (2, "'T-99': no row, site or party that was read is called so")


def test_rows_of_totals_leave_a_case_as_it_was(tmp_path: Path) -> None:
    root = write(tmp_path)
    before = read_case(root)
    for name in ("parties.csv", "transfers.csv"):
        file = root / name
        width = file.read_text("utf-8").splitlines()[0].count(",")
        with file.open("a", encoding="utf-8") as stream:
            stream.write("合计 Total" + "," * width + "7\n")
    after = read_case(root)
    assert (after.parties, after.transfers, after.unread) == (before.parties, before.transfers, before.unread)
    assert "a row of totals" in said(after)


def test_what_lies_beside_the_events_and_sheets_and_is_not_read_is_said(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        "events/2026-03/gin.json": "{}",
        "events/gin.csv": "a,b\n",
        "sheets/march/invoice.csv": "invoice no\n",
        "sheets/invoice.pdf": b"%PDF-1.4",
    }
    told = said(read_case(write(tmp_path, changes)))
    for name in ("events/2026-03", "events/gin.csv", "sheets/march", "sheets/invoice.pdf"):
        assert f"{name}:None:None: is " in told


def test_a_folder_in_the_place_of_a_table_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "transfers.csv").unlink()
    (root / "transfers.csv").mkdir()
    with pytest.raises(Refused, match="is a folder, not a table"):
        read_case(root)


def test_a_mistyped_key_is_said_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    root = write(tmp_path)
    settings_file = root / "case.toml"
    settings_file.write_text('importr = "IMP"\n' + settings_file.read_text("utf-8"), encoding="utf-8")
    assert "key `importr` is not one of a case; did you mean `importer`?" in said(read_case(root))
