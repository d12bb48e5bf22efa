"""The three examples through the command line: answers, shape, bytes, seals. What a user sees first must hold."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
VERIFIER = ROOT / "verifier" / "verify.py"
NAMES = ("shirts", "solar", "towels")
WRITTEN = {"dossier.zip", "editions.lock", "file/dossier.html", "file/items.csv", "result.json"}


def outcomes(result: dict[str, Any]) -> dict[str, str]:
    return {f"{row['regime']} {row['test']}": row["outcome"] for row in result["findings"]}


def finding(result: dict[str, Any], test: str) -> dict[str, Any]:
    [found] = [row for row in result["findings"] if f"{row['regime']} {row['test']}" == test]
    return found


# answers


def test_shirts_have_a_listed_knitter_and_an_untraced_pocketing(checked: Any) -> None:
    done = checked("shirts")
    assert outcomes(done.result) == {
        "us_uflpa region": "unknown",
        "us_uflpa listed-party": "yes",
        "us_1307 order-scope": "unknown",
    }
    [alert] = done.result["alerts"]
    assert (alert["subject"]["kind"], alert["subject"]["id"]) == ("party", "KNITTER")
    assert alert["exact"] is True
    assert alert["kind"] == "name"
    assert alert["list"] == "us_uflpa"
    assert (alert["name_a"], alert["name_b"]) == ("浙江示例藍禾針織有限公司", "浙江示例蓝禾针织有限公司")
    listed = finding(done.result, "us_uflpa listed-party")
    assert listed["reasons"][0]["ref"] == alert["id"]
    region = finding(done.result, "us_uflpa region")
    assert any("pocketing" in row["about"] for row in region["missing"])


def test_the_pinyin_entry_alone_reaches_the_knitter_too(example: Any, tieback: Any) -> None:
    """Without the Chinese alias on the list, the pinyin name is a possible match and nothing is decided."""
    folder = example("shirts")
    listing = folder / "lists" / "example_entity_list.csv"
    text = listing.read_text("utf-8")
    listing.write_text(text.replace("浙江示例蓝禾针织有限公司|", ""), "utf-8")
    result = tieback("check", folder, "--json").json
    assert {row["subject"]["id"] for row in result["alerts"]} >= {"KNITTER"}
    assert finding(result, "us_uflpa listed-party")["outcome"] in {"unknown", "yes"}


def test_shirts_name_the_transfer_without_a_document_and_mix_two_origins(checked: Any) -> None:
    result = checked("shirts").result
    assert [row["ref"] for row in result["gaps"] if row["kind"] == "document-missing"] == ["T-05"]
    [trace] = [row for row in result["traces"] if row["lot"] == "SHIRTS-1"]
    made_by = {row["id"]: row for row in trace["origins"] if row["kind"] == "party"}
    for gin in ("GIN-A", "GIN-B"):
        assert Decimal(made_by[gin]["most_kg"]) > 0
    holders = {row["holder"] for row in trace["lots"]} | {result["case"]["importer"]}
    assert {"GIN-A", "MERCHANT", "SPINNER", "KNITTER", "DYER", "SEWER", "IMPORTER"} <= holders


def test_solar_is_unknown_for_two_causes_kept_apart(checked: Any) -> None:
    done = checked("solar")
    assert set(outcomes(done.result).values()) == {"unknown"}
    listed = finding(done.result, "us_uflpa listed-party")
    incomplete = [row for row in listed["reasons"] if "us_uflpa" in row["ref"] and "missing" in row["text"]]
    untraced = [row for row in listed["reasons"] if row["kind"] == "trace" and "untraced" in row["text"]]
    assert incomplete
    assert untraced
    assert not {row["text"] for row in incomplete} & {row["text"] for row in untraced}
    assert {"edition-complete", "untraced-mass-in-scope"} <= {row["fact"] for row in listed["missing"]}
    [edition] = [row for row in done.result["editions"] if row["list"] == "us_uflpa"]
    assert edition["complete"] is False
    held, expected = edition["entries"], edition["expected"]
    assert f"{held} of {expected}" in incomplete[0]["text"]
    assert str(expected - held) in incomplete[0]["text"]
    assert [row["ref"] for row in done.result["gaps"] if row["kind"] == "untraced"] == ["MGSI-1"]


def test_an_incomplete_list_never_answers_none_found(checked: Any) -> None:
    done = checked("solar")
    assert {row["status"] for row in done.result["parties"]} == {"unknown"}
    printed = (done.ran.out, done.page, json.dumps(done.result))
    assert not [text for text in printed if "none found" in " ".join(text.casefold().split())]


def test_towels_are_no_throughout(checked: Any) -> None:
    result = checked("towels").result
    assert outcomes(result) == {
        "us_uflpa region": "no",
        "us_uflpa listed-party": "no",
        "us_1307 order-scope": "no",
    }
    assert result["alerts"] == []
    assert all(row["complete"] for row in result["editions"])
    assert {gap["kind"] for gap in result["gaps"]} == {"documents-missing"}  # an invoice alone is not all
    assert result["conflicts"] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lists/example_entity_list.toml", "complete = true", "complete = false"),
        ("lists/example_entity_list.toml", "expected = 4", "expected = 5"),
        ("sites.csv", "浙江省宁波市示例路8号,315000", ","),
        ("bom.csv", "THREAD-T1,", "not-traced,not told"),
        ("transformations.csv", "X-GIN,S-GIN,ginning", "X-GIN,S-NOWHERE,ginning"),
        ("documents.csv", "X-WEAVE.txt,production-record", "X-WEAVE.txt,invoice"),
    ],
)
def test_taking_something_from_the_towels_never_leaves_every_answer_no(
    example: Any, tieback: Any, file: str, old: str, new: str
) -> None:
    folder = example("towels")
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    ran = tieback("check", folder, "--json")
    if ran.code == 0:
        assert set(outcomes(ran.json).values()) != {"no"}
    else:
        assert ran.code == 3


# the summary


def test_the_summary_says_the_answers_and_where_the_dossier_is(checked: Any) -> None:
    done = checked("shirts")
    assert "■ yes" in done.ran.out
    assert "? unknown" in done.ran.out
    assert str(done.out / "dossier.zip") in done.ran.out
    assert done.ran.out.count("\n") < 60
    assert done.ran.err == ""


def test_a_case_is_checked_by_a_process_of_its_own_and_written_beside_it(
    example: Any, tieback_apart: Any, files_of: Any
) -> None:
    folder = example("towels")
    before = files_of(folder)
    ran = tieback_apart("check", folder, "--json")
    assert ran.code == 0, ran.err
    assert set(files_of(folder / "out")) == WRITTEN
    assert ran.json == json.loads((folder / "out" / "result.json").read_bytes())
    after = {path: data for path, data in files_of(folder).items() if not path.startswith("out/")}
    assert after == before


# the shape of result.json, as the contract has it

TEXT, NUMBER, TRUTH, KG = "text", "number", "truth", "kilograms"
DAY, INSTANT = "day", "instant"
ROW = {"file": TEXT, "row": NUMBER}
GAP = {"id": TEXT, "kind": TEXT, "ref": TEXT, "rows": [ROW], "text": TEXT}
ORIGIN = {
    "kind": {"party", "site", "region", "lot"},
    "id": TEXT,
    "least_kg": (KG, None),
    "proportional_kg": (KG, None),
    "most_kg": (KG, None),
    "most_traced_kg": (KG, None),
    "path": [TEXT],
}
OUTCOME = {"yes", "no", "unknown", "conflict"}
ALERT = {
    "id": TEXT,
    "subject": {"kind": {"party", "site"}, "id": TEXT, "name": TEXT},
    "kind": {"name", "identifier", "region", "ownership"},
    "list": TEXT,
    "edition_sha256": TEXT,
    "entity": {"id": TEXT, "name": TEXT},
    "score": KG,
    "label": {"possible match"},
    "rule": TEXT,
    "decision": (TEXT, None),
    "alignment": [{"a": [NUMBER], "b": [NUMBER], "part": TEXT, "rule": TEXT, "weight": KG}],
}
TRACE = {
    "lot": TEXT,
    "direction": {"up", "down"},
    "time": {"strict", "static"},
    "lots": [{"id": TEXT, "holder": TEXT, "tier": NUMBER}],
    "transfers": [TEXT],
    "origins": [ORIGIN],
    "through": [ORIGIN],
    "untraced_kg": (KG, None),
    "gaps": [GAP],
    "conflicts": [GAP],
    "cycles": [[TEXT]],
}
FINDING = {
    "id": TEXT,
    "regime": TEXT,
    "regime_version": TEXT,
    "test": {"region", "listed-party", "order-scope"},
    "subject": {"kind": {"lot", "entry", "party", "site"}, "id": TEXT},
    "outcome": OUTCOME,
    "reasons": [{"kind": {"alert", "trace", "document", "rule"}, "ref": TEXT, "text": TEXT}],
    "missing": [{"fact": TEXT, "about": TEXT, "holder": (TEXT, None), "documents": [TEXT]}],
    "counterfactuals": [{"outcome": OUTCOME, "set": [{"fact": TEXT, "about": TEXT, "value": TEXT}]}],
}
EDITION = {
    "list": TEXT,
    "sha256": TEXT,
    "published_on": (DAY, None),
    "retrieved_at": (INSTANT, None),
    "entries": NUMBER,
    "expected": (NUMBER, None),
    "complete": TRUTH,
}
NOTE = {"file": TEXT, "row": (NUMBER, None), "column": (TEXT, None), "reason": TEXT, "effect": TEXT}
RESULT = {
    "schema": {"tieback.check/1"},
    "version": TEXT,
    "as_of": DAY,
    "notes": [NOTE],
    "case": {},
    "editions": [EDITION],
    "alerts": [ALERT],
    "traces": [TRACE],
    "findings": [FINDING],
    "gaps": [GAP],
    "conflicts": [GAP],
    "dossier": {"zip": TEXT, "html": TEXT, "manifest_sha256": TEXT},
}
PATTERNS = {
    KG: r"-?\d+(\.\d+)?",
    DAY: r"\d{4}-\d\d-\d\d",
    INSTANT: r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
}


def departures(value: Any, shape: Any, where: str = "") -> Iterator[str]:
    """Each place where `value` is not what `shape` says; fields may be added, never left out."""
    if isinstance(shape, tuple):
        shape, _ = shape
        if value is None:
            return
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where}: not an object"
            return
        for name, inner in shape.items():
            if name in value:
                yield from departures(value[name], inner, f"{where}.{name}")
            else:
                yield f"{where}.{name}: absent"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where}: not an array"
            return
        for index, item in enumerate(value):
            yield from departures(item, shape[0], f"{where}[{index}]")
    elif not fits(value, shape):
        yield f"{where}: {value!r} is not {shape}"


def fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, set):
        return value in shape
    if shape == TRUTH:
        return isinstance(value, bool)
    if shape == NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    return shape == TEXT or re.fullmatch(PATTERNS[shape], value) is not None


@pytest.mark.parametrize("name", NAMES)
def test_result_json_has_the_shape_of_the_contract(checked: Any, name: str) -> None:
    assert list(departures(checked(name).result, RESULT, name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_result_json_is_unescaped_utf_8_without_fractions(checked: Any, name: str) -> None:
    data = (checked(name).out / "result.json").read_bytes()
    data.decode("utf-8")
    assert b"\\u" not in data

    def refuse(text: str) -> float:
        raise AssertionError(f"a number with a fraction: {text}")

    json.loads(data, parse_float=refuse)


@pytest.mark.parametrize("name", NAMES)
def test_bounds_hold_the_proportional_share_and_everything_cited_is_there(checked: Any, name: str) -> None:
    result = checked(name).result
    for trace in result["traces"]:
        for row in (*trace["origins"], *trace["through"]):
            least, even, most = (Decimal(row[key]) for key in ("least_kg", "proportional_kg", "most_kg"))
            assert 0 <= least <= even <= most
            assert Decimal(row["most_traced_kg"]) <= most
    alerts = {row["id"] for row in result["alerts"]}
    for row in result["findings"]:
        assert row["reasons"]
        assert {item["ref"] for item in row["reasons"] if item["kind"] == "alert"} <= alerts
        assert all(len(item["set"]) > 0 for item in row["counterfactuals"])


# the same inputs, the same bytes


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("shirts", {"TZ": "Asia/Urumqi", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("shirts", {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"}),
        ("solar", {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONHASHSEED": "7"}),
        ("towels", {"TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "99"}),
    ],
)
def test_time_zone_locale_hash_seed_and_place_change_no_byte(
    checked: Any,
    tieback_apart: Any,
    files_of: Any,
    session_home: Path,
    tmp_path: Path,
    name: str,
    environment: dict[str, str],
) -> None:
    again = tmp_path / "elsewhere" / name
    shutil.copytree(checked(name).folder, again)
    ran = tieback_apart(
        *("check", name, "--out", "there"),
        cwd=again.parent,
        environment={**environment, "XDG_DATA_HOME": str(session_home)},
    )
    assert ran.code == 0, ran.err
    assert files_of(again.parent / "there") == files_of(checked(name).out)


def test_another_key_changes_the_seal_and_nothing_that_was_found(
    checked: Any, tieback: Any, files_of: Any, tmp_path: Path
) -> None:
    done = checked("shirts")
    assert tieback("check", done.folder, "--out", tmp_path / "other").code == 0
    mine, other = files_of(done.out), files_of(tmp_path / "other")
    assert {path for path in mine if mine[path] != other[path]} == {"dossier.zip", "result.json"}
    result = json.loads(other["result.json"])
    assert result["dossier"]["manifest_sha256"] != done.result["dossier"]["manifest_sha256"]
    assert result | {"dossier": None} == done.result | {"dossier": None}


def test_rows_in_another_order_give_the_same_answers(example: Any, checked: Any, tieback: Any) -> None:
    folder = example("shirts")
    for name in ("parties.csv", "sites.csv", "transfers.csv", "documents.csv", "bom.csv"):
        header, *rows = (folder / name).read_text("utf-8").splitlines()
        (folder / name).write_text("\n".join([header, *reversed(rows)]) + "\n", "utf-8")
    result = tieback("check", folder, "--json").json
    for told, before in zip(result["findings"], checked("shirts").result["findings"], strict=True):
        for name in ("id", "outcome", "missing", "counterfactuals"):
            assert told[name] == before[name]
    for told, before in zip(result["traces"], checked("shirts").result["traces"], strict=True):
        for name in ("lots", "origins", "through", "untraced_kg"):
            assert told[name] == before[name]


@pytest.mark.parametrize("name", NAMES)
def test_editions_lock_replays(
    checked: Any,
    tieback_apart: Any,
    files_of: Any,
    session_home: Path,
    tmp_path: Path,
    name: str,
) -> None:
    done = checked(name)
    ran = tieback_apart(
        *("check", done.folder, "--editions", done.out / "editions.lock", "--out", tmp_path / "out"),
        environment={"XDG_DATA_HOME": str(session_home)},
    )
    assert ran.code == 0, ran.err
    assert files_of(tmp_path / "out") == files_of(done.out)


def test_a_lock_of_an_edition_that_is_not_there_is_refused_in_one_line(
    checked: Any, tieback: Any, tmp_path: Path
) -> None:
    lock = (checked("shirts").out / "editions.lock").read_text("utf-8")
    sha256 = json.loads(lock)["editions"][0]["sha256"]
    changed = tmp_path / "editions.lock"
    changed.write_text(lock.replace(sha256, "0" * 64), "utf-8")
    ran = tieback("check", checked("shirts").folder, "--editions", changed, "--out", tmp_path / "out")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert not (tmp_path / "out").exists()


# the seal


def judge(path: Path) -> tuple[int, Any]:
    done = subprocess.run(
        [sys.executable, "-I", VERIFIER, path, "--json"], capture_output=True, check=False, timeout=60
    )
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_both_verifiers_find_the_dossier_intact(checked: Any, tieback: Any, name: str) -> None:
    path = checked(name).out / "dossier.zip"
    ran = tieback("verify", path, "--json")
    code, verdict = judge(path)
    assert (ran.code, code) == (0, 0)
    assert ran.json["verdict"] == verdict["verdict"] == "intact"
    assert ran.json["files"] == verdict["files"]


def test_a_changed_byte_in_any_file_is_named_by_both_verifiers(
    checked: Any, tieback: Any, tmp_path: Path
) -> None:
    """One altered byte per payload file; the stand-alone verifier, a process each time, sees every sixth."""
    sealed = (checked("towels").out / "dossier.zip").read_bytes()
    with zipfile.ZipFile(checked("towels").out / "dossier.zip") as bag:
        members = [item for item in bag.infolist() if item.filename.startswith("data/") and item.file_size]
    assert len(members) > 30
    path = tmp_path / "dossier.zip"
    for number, member in enumerate(members):
        start = sealed.index(member.filename.encode(), member.header_offset) + len(member.filename.encode())
        changed = bytearray(sealed)
        changed[start + member.file_size // 2] ^= 1
        path.write_bytes(changed)
        ran = tieback("verify", path, "--json")
        assert (ran.code, ran.json["verdict"]) == (1, "broken")
        assert member.filename in ran.json["where"]
        if number % 6 == 0:
            code, verdict = judge(path)
            assert (code, verdict["verdict"]) == (1, "broken")
            assert member.filename in verdict["where"]


def test_the_dossier_holds_the_case_as_read_and_the_editions_used(checked: Any) -> None:
    done = checked("shirts")
    with zipfile.ZipFile(done.out / "dossier.zip") as bag:
        held = {name.removeprefix("data/"): bag.read(name) for name in bag.namelist()}
    for item in done.result["case"]["inputs"]:
        assert held[f"case/{item['path']}"] == (done.folder / item["path"]).read_bytes()
    assert held["file/dossier.html"].decode() == done.page
    assert held["editions.lock"] == (done.out / "editions.lock").read_bytes()
    assert {"editions/us_uflpa.json", "editions/us_cbp_wro.json"} <= held.keys()
    inside = json.loads(held["result.json"])
    assert inside | {"dossier": done.result["dossier"]} == done.result


# every case of the folder of examples


@pytest.fixture(scope="module")
def folders() -> list[Path]:
    return [path.parent for path in sorted(EXAMPLES.glob("*/case.toml"))]


def test_the_examples_are_these_three(folders: list[Path]) -> None:
    assert [folder.name for folder in folders] == list(NAMES)


def test_every_input_of_an_example_can_be_read(checked: Callable[[str], Any]) -> None:
    for name in NAMES:
        assert checked(name).result["case"]["unread"] == []


def test_a_registration_code_with_a_wrong_check_character_is_noted_and_still_shown(checked: Any) -> None:
    notes = [row for row in checked("shirts").result["notes"] if row["column"] == "identifiers"]
    assert [(row["file"], row["row"]) for row in notes] == [("parties.csv", 6), ("parties.csv", 7)]
    assert all("check character" in row["reason"] for row in notes)
    assert "91330000EXAMPLE010" in checked("shirts").page
