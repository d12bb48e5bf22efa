"""The main job on small invented folders: same input, same bytes; nothing taken away ever lowers a risk."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from tieback.check import check, document
from tieback.lists.store import Store
from tieback.model.answer import Answer
from tieback.model.refusal import Refused
from tieback.proof.keys import SigningKey

KEY = SigningKey.from_seed(b"EXAMPLE seed of 32 bytes, tests.")
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

FILES = {
    "case.toml": """\
title = "EXAMPLE towels, wholly invented"
importer = "IMPORTER"
goods = "cotton towels"
as_of = 2026-09-01

[lists]
us_uflpa = "entities.csv"
us_cbp_wro = "orders.csv"

[[entry]]
number = "E-1"
lots = ["TOWEL"]
hts = "6302.60.0020"
imported_on = 2026-07-20
""",
    "entities.csv": "name,country,effective_date\nKuzey Pamuk Plantation (EXAMPLE),XX,2024-05-06\n",
    "entities.toml": 'complete = true\nexpected = 1\npublished_on = 2026-08-01\npublisher = "EXAMPLE"\n',
    "orders.csv": "name,country,goods,hs,effective_date\nBlue Lagoon Trawler (EXAMPLE),XX,seafood,03,2023-01-01\n",
    "orders.toml": 'complete = true\nexpected = 1\npublished_on = 2026-08-01\npublisher = "EXAMPLE"\n',
    "parties.csv": """\
id,name,role,country
GIN,Cedar Flat Cooperative (EXAMPLE),gin,US
MILL,Zephyr Yarn Works (EXAMPLE),spinner,TR
SEWER,Marigold Homewares (EXAMPLE),cut-and-sew,TR
IMPORTER,Prairie Linen Imports (EXAMPLE),importer,US
""",
    "sites.csv": """\
id,party,kind,address,postal_code,country
S-GIN,GIN,production,"1 Example Road, Blackland, Texas",79999,US
S-MILL,MILL,production,"Example Caddesi 1, Denizli",20999,TR
S-SEW,SEWER,production,"Example Caddesi 2, Denizli",20998,TR
""",
    "bom.csv": "style,component,material,share,lot\nEX,terry,cotton terry,100.0,YARN\n",
    "transfers.csv": """\
id,kind,lot,from,to,shipped_on,received_on,quantity,unit,basis,goods,hs,document
T-1,sale,LINT,GIN,MILL,2026-01-10,2026-01-20,1000,kg,net,cotton lint,5201.00,
T-2,sale,YARN,MILL,SEWER,2026-03-10,2026-03-12,900,kg,net,cotton yarn,5205.12,
T-3,sale,TOWEL,SEWER,IMPORTER,2026-06-01,2026-07-20,880,kg,net,cotton towels,6302.60,
""",
    "transformations.csv": """\
id,site,process,started_on,ended_on,role,component,lot,quantity,unit,basis,yield_min,yield_max
X-GIN,S-GIN,ginning,2025-11-01,2025-11-10,out,,LINT,1000,kg,net,,
X-SPIN,S-MILL,spinning,2026-02-01,2026-02-20,in,,LINT,1000,kg,net,,
X-SPIN,S-MILL,spinning,2026-02-01,2026-02-20,out,,YARN,900,kg,net,0.85,0.95
X-SEW,S-SEW,cut and sew,2026-04-01,2026-04-20,in,,YARN,900,kg,net,,
X-SEW,S-SEW,cut and sew,2026-04-01,2026-04-20,out,,TOWEL,880,kg,net,0.95,1
""",
    "documents.csv": """\
file,kind,supports
gin.txt,production-record,X-GIN
mill.txt,production-record,S-MILL
sew.txt,site-inspection,S-SEW
""",
    "documents/gin.txt": "EXAMPLE ginning record\n",
    "documents/mill.txt": "EXAMPLE spinning record\n",
    "documents/sew.txt": "EXAMPLE inspection\n",
}
TABLES = tuple(name for name in FILES if name.endswith(".csv") and name not in {"entities.csv", "orders.csv"})


def write(folder: Path, files) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(tmp_path):
    """Write a case and check it: the answers by test."""
    number = iter(range(100_000))

    def answers(files, **more):
        folder = write(tmp_path / f"case-{next(number)}", files)
        done = check(folder, store=Store(tmp_path / "store"), **more)
        return {finding.test: finding.outcome for finding in done.findings}

    return answers


def changed(old, new, name, files=FILES):
    assert old in files[name]
    return {**files, name: files[name].replace(old, new)}


LISTED = changed("Kuzey Pamuk Plantation (EXAMPLE)", "Zephyr Yarn Works (EXAMPLE)", "entities.csv")
IN_REGION = changed(
    '"Example Caddesi 1, Denizli",20999,TR', "新疆维吾尔自治区和田市示例路1号,848000,CN", "sites.csv"
)
NOT_EVIDENCED = changed("mill.txt,production-record,S-MILL\n", "", "documents.csv")
UNTRACED = changed(
    "X-GIN,S-GIN,ginning,2025-11-01,2025-11-10,out,,LINT,1000,kg,net,,\n", "", "transformations.csv"
)


def test_the_complete_case_is_no_and_each_flaw_of_it_is_not(run):
    assert set(run(FILES).values()) == {NO}
    assert run(LISTED)["listed-party"] is YES
    assert run(IN_REGION)["region"] is YES
    assert set(run(NOT_EVIDENCED).values()) == {UNKNOWN}
    assert set(run(UNTRACED).values()) == {UNKNOWN}


def without_rows(files):
    """The case with one row of one table left out, every one in turn."""
    for name in TABLES:
        lines = files[name].splitlines(keepends=True)
        for index in range(1, len(lines)):
            yield f"{name} row {index + 1}", {**files, name: "".join(lines[:index] + lines[index + 1 :])}


def without_cells(files):
    """The case with one cell of one table left blank, every one in turn."""
    for name in TABLES:
        rows = list(csv.reader(io.StringIO(files[name])))
        for row in range(1, len(rows)):
            for column, cell in enumerate(rows[row]):
                if cell:
                    blank = [list(item) for item in rows]
                    blank[row][column] = ""
                    text = io.StringIO()
                    csv.writer(text, lineterminator="\n").writerows(blank)
                    yield f"{name} row {row + 1} {rows[0][column]}", {**files, name: text.getvalue()}


def without_columns(files):
    """The case with one column of one table left out, every one in turn."""
    for name in TABLES:
        rows = list(csv.reader(io.StringIO(files[name])))
        for column in range(len(rows[0])):
            text = io.StringIO()
            kept = [row[:column] + row[column + 1 :] for row in rows]
            csv.writer(text, lineterminator="\n").writerows(kept)
            yield f"{name} column {rows[0][column]}", {**files, name: text.getvalue()}


def without_files(files):
    """The case with one file left out, every one in turn."""
    for name in files:
        yield name, {key: text for key, text in files.items() if key != name}


@pytest.mark.parametrize("less", [without_rows, without_cells, without_columns, without_files])
@pytest.mark.parametrize(
    ("files", "test"),
    [(LISTED, "listed-party"), (IN_REGION, "region"), (NOT_EVIDENCED, "region"), (UNTRACED, "listed-party")],
    ids=["listed", "in-region", "not-evidenced", "untraced"],
)
def test_nothing_that_is_left_out_turns_a_yes_or_unknown_into_a_no(run, less, files, test):
    for what, case in less(files):
        if what == "entities.csv":
            continue  # the list itself; without it the case is refused
        try:
            found = run(case)
        except Refused:
            continue
        assert found[test] is not NO, what


def test_two_runs_give_the_same_bytes(tmp_path):
    folder = write(tmp_path / "case", FILES)
    zips = []
    for name in ("one", "two"):
        check(folder, out=tmp_path / name, key=KEY, store=Store(tmp_path / "store"))
        zips.append((tmp_path / name / "dossier.zip").read_bytes())
    assert zips[0] == zips[1]


def test_the_result_has_the_shape_of_the_contract(tmp_path):
    folder = write(tmp_path / "case", LISTED)
    done = check(folder, out=tmp_path / "out", key=KEY, store=Store(tmp_path / "store"))
    told = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert told == document(done)
    assert told["schema"] == "tieback.check/1"
    assert told["as_of"] == "2026-09-01"
    assert {
        "version",
        "notes",
        "case",
        "editions",
        "alerts",
        "traces",
        "findings",
        "gaps",
        "conflicts",
    } <= set(told)
    assert set(told["dossier"]) == {"zip", "html", "manifest_sha256"}
    for finding in told["findings"]:
        assert {"id", "regime", "regime_version", "test", "subject", "outcome", "reasons", "missing"} <= set(
            finding
        )
        assert finding["outcome"] in {"yes", "no", "unknown", "conflict"}
    for edition in told["editions"]:
        assert {"list", "sha256", "published_on", "retrieved_at", "entries", "expected", "complete"} <= set(
            edition
        )


def test_editions_can_be_replayed_from_the_lock(tmp_path):
    folder = write(tmp_path / "case", LISTED)
    store = Store(tmp_path / "store")
    first = check(folder, out=tmp_path / "out", key=KEY, store=store)
    again = check(folder, editions_lock=tmp_path / "out" / "editions.lock", store=store)
    assert again.editions == first.editions
    assert again.findings == first.findings


def test_a_lock_that_names_an_edition_nobody_has_is_refused(tmp_path):
    folder = write(tmp_path / "case", LISTED)
    store = Store(tmp_path / "store")
    check(folder, out=tmp_path / "out", key=KEY, store=store)
    other = write(tmp_path / "other", FILES)
    with pytest.raises(Refused, match="us_uflpa"):
        check(other, editions_lock=tmp_path / "out" / "editions.lock", store=store)


def test_the_as_of_date_is_the_argument_then_the_case_then_today(tmp_path):
    store = Store(tmp_path / "store")
    dated = write(tmp_path / "dated", FILES)
    undated = write(tmp_path / "undated", changed("as_of = 2026-09-01\n", "", "case.toml"))
    today = date(2026, 11, 23)
    assert check(dated, as_of=date(2026, 8, 2), today=today, store=store).as_of == date(2026, 8, 2)
    assert check(dated, today=today, store=store).as_of == date(2026, 9, 1)
    done = check(undated, today=today, store=store)
    assert done.as_of == today
    assert any("2026-11-23" in note.effect for note in done.notes)
    with pytest.raises(Refused, match="as-of"):
        check(undated, store=store)


def test_a_list_not_yet_known_is_not_used(tmp_path):
    folder = write(tmp_path / "case", LISTED)
    done = check(folder, known_on=date(2026, 7, 31), store=Store(tmp_path / "store"))
    assert not any(edition.list == "us_uflpa" and edition.complete for edition in done.editions)
    assert done.findings[1].outcome is UNKNOWN


def test_without_own_lists_the_bundled_partial_edition_never_gives_a_no(run):
    bare = {**FILES, "case.toml": FILES["case.toml"].replace('us_uflpa = "entities.csv"\n', "")}
    found = run(bare)
    assert found["listed-party"] is UNKNOWN
    assert found["region"] is NO


def test_a_list_outside_the_case_is_refused(tmp_path):
    write(tmp_path, {"secret.csv": "name\nX\n"})
    files = changed('"entities.csv"', '"../secret.csv"', "case.toml")
    with pytest.raises(Refused):
        check(write(tmp_path / "case", files), store=Store(tmp_path / "store"))


def test_a_lot_that_no_record_names_is_unknown_and_noted(tmp_path):
    files = changed('lots = ["TOWEL"]', 'lots = ["TOWLE"]', "case.toml")
    done = check(write(tmp_path / "case", files), store=Store(tmp_path / "store"))
    assert {finding.outcome for finding in done.findings} == {UNKNOWN}
    assert any("TOWLE" in note.reason for note in done.notes)


def test_inputs_are_never_changed(tmp_path):
    folder = write(tmp_path / "case", LISTED)
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    check(folder, out=folder / "out", key=KEY, store=Store(tmp_path / "store"))
    assert all(path.read_bytes() == data for path, data in before.items())
    after = {
        path for path in folder.rglob("*") if path.is_file() and "out" not in path.relative_to(folder).parts
    }
    assert after == set(before)


def test_a_second_run_beside_its_own_output_gives_the_same_result(tmp_path):
    folder = write(tmp_path / "case", LISTED)
    store = Store(tmp_path / "store")
    first = document(check(folder, out=folder / "out", key=KEY, store=store))
    assert document(check(folder, out=folder / "out", key=KEY, store=store)) == first


def test_two_parties_that_swap_names_swap_nothing_else(tmp_path):
    swapped = (
        FILES["parties.csv"]
        .replace("Zephyr Yarn Works", "@")
        .replace("Marigold Homewares", "Zephyr Yarn Works")
    )
    files = {**FILES, "parties.csv": swapped.replace("@", "Marigold Homewares")}
    store = Store(tmp_path / "store")
    one = check(write(tmp_path / "one", FILES), store=store)
    two = check(write(tmp_path / "two", files), store=store)
    assert one.findings == two.findings
    assert one.traces == two.traces


def test_a_lock_that_is_not_there_and_a_folder_that_cannot_be_written_are_refused(tmp_path):
    folder = write(tmp_path / "case", FILES)
    store = Store(tmp_path / "store")
    with pytest.raises(Refused, match="no such file"):
        check(folder, editions_lock=tmp_path / "none.lock", store=store)
    (tmp_path / "blocked").write_text("a file", "utf-8")
    with pytest.raises(Refused, match="cannot be written"):
        check(folder, out=tmp_path / "blocked" / "out", key=KEY, store=store)
