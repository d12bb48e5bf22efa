"""Access graded before outcomes: every rule, what nobody recorded, what was changed afterwards, and what it weighs."""

import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.case import read_case
from tieback.cli.main import run
from tieback.labour.access import conditions, grade
from tieback.labour.access_seal import KIND, entry_body, hold
from tieback.labour.registry import rows
from tieback.model.access import Access, AccessGrade
from tieback.proof import journal

GOOD = {
    "entry_refused": "no",
    "announced": "no",
    "minder": "no",
    "interpreter": "own",
    "site_chosen_by": "chance",
    "respondents_chosen_by": "chance",
    "private_at_start": "yes",
    "private_at_end": "yes",
    "areas_excluded": "no",
    "questions_removed": "no",
    "recorded": "no",
    "free_to_stop": "yes",
    "auditor_free": "yes",
    "lawful_to_ask": "yes",
    "follow_up_safe": "yes",
    "refusals": "counted",
}
WORDS = {
    "count": ("counted",),
    "answer": ("yes", "no"),
    "interpreter": ("none-needed", "own", "independent", "employer", "authority"),
    "chooser": ("chance", "team", "employer", "authority"),
}
ORDER = list(AccessGrade)


def test_full_access_by_chance_supports_an_estimate() -> None:
    assert grade(GOOD) == (AccessGrade.ESTIMATE, ())


def test_a_ledger_of_which_nothing_is_recorded_supports_nothing_and_says_what_is_missing() -> None:
    level, reasons = grade({})
    assert level is AccessGrade.NONE
    assert reasons[0] == "nothing of the access is recorded"
    assert "not recorded: was the visit announced" in reasons


def test_one_condition_recorded_of_many_carries_bounds_only() -> None:
    assert grade({"announced": GOOD["announced"]})[0] is AccessGrade.BOUNDS


@pytest.mark.parametrize("rule", rows("access_rule.csv"), ids=lambda rule: rule["id"])
def test_each_rule_lowers_the_grade_with_its_reason(rule: Mapping[str, str]) -> None:
    recorded = {**GOOD, rule["when"]: rule["is"]}
    if rule["and_when"]:
        recorded[rule["and_when"]] = rule["and_is"]
    level, reasons = grade(recorded)
    assert level is {"bounds": AccessGrade.BOUNDS, "none": AccessGrade.NONE}[rule["at_most"]]
    assert rule["reason"] in reasons


def test_every_rule_names_conditions_and_words_that_exist() -> None:
    known = {row["id"]: WORDS[row["words"]] for row in conditions()} | {"closed_after_outcomes": ("yes",)}
    for rule in rows("access_rule.csv"):
        assert rule["is"] in known[rule["when"]]
        if rule["and_when"]:
            assert rule["and_is"] in known[rule["and_when"]]


def test_a_visit_needs_no_conditions_of_asking() -> None:
    seen = {
        key: GOOD[key]
        for key in (
            "entry_refused",
            "announced",
            "minder",
            "site_chosen_by",
            "areas_excluded",
            "auditor_free",
        )
    }
    assert grade(seen, "visit")[0] is AccessGrade.ESTIMATE
    assert grade(seen, "audit")[0] is AccessGrade.BOUNDS


def test_a_ledger_closed_after_outcomes_were_read_carries_bounds_only() -> None:
    early, late = date(2026, 1, 1), date(2026, 2, 1)
    assert grade(GOOD, fixed_on=early, outcomes_read_on=late)[0] is AccessGrade.ESTIMATE
    assert grade(GOOD, fixed_on=late, outcomes_read_on=early)[0] is AccessGrade.BOUNDS
    assert grade(GOOD, outcomes_read_on=early)[0] is AccessGrade.BOUNDS


ledgers = st.fixed_dictionaries(
    {}, optional={row["id"]: st.sampled_from(WORDS[row["words"]]) for row in conditions()}
)


@given(ledgers, st.data())
def test_knowing_less_never_improves_the_grade(recorded: dict[str, str], data: st.DataObject) -> None:
    """Unless what is forgotten was itself against it: the needed ones then still keep it at bounds."""
    forgotten = data.draw(st.sampled_from(sorted(recorded)) if recorded else st.none())
    fewer = {key: word for key, word in recorded.items() if key != forgotten}
    level = grade(fewer)[0]
    assert (
        level is not AccessGrade.ESTIMATE
        or grade(recorded)[0] is AccessGrade.ESTIMATE
        or forgotten in {"recorded", "follow_up_safe"}
    )


@given(ledgers)
def test_the_grade_is_one_of_three_with_a_reason_unless_it_is_the_best(recorded: dict[str, str]) -> None:
    level, reasons = grade(recorded)
    assert bool(reasons) is (level is not AccessGrade.ESTIMATE)


def access(conditions_: Mapping[str, str]) -> Access:
    """A graded ledger."""
    level, reasons = grade(conditions_)
    return Access("A1", "audit", "audit.txt", "S1", date(2026, 1, 5), None, conditions_, level, reasons)


@pytest.mark.parametrize(
    ("before", "after"), list(itertools.permutations([GOOD, {**GOOD, "announced": "yes"}, {}], 2))
)
def test_a_ledger_changed_after_it_was_fixed_keeps_the_lower_grade(
    before: dict[str, str], after: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    journal.append(path, KIND, entry_body(access(before), "EXAMPLE"), datetime(2026, 1, 6, tzinfo=UTC))
    (held,) = hold([access(after)], journal.read(path))
    assert held.changed
    assert ORDER.index(held.grade) >= max(ORDER.index(access(before).grade), ORDER.index(access(after).grade))
    assert "changed after its grade was fixed on 2026-01-06" in held.reasons[0]


CASE = {
    "case.toml": 'importer = "P1"\nas_of = 2026-01-31\n[[entry]]\nnumber = "EXAMPLE-1"\nlots = ["L2"]\n',
    "parties.csv": "id,name,country\nP1,EXAMPLE Imports,US\nP2,EXAMPLE Mill,VN\n",
    "sites.csv": "id,party,kind,country\nS1,P2,production,VN\n",
    "transformations.csv": "id,site,role,lot,quantity,unit,ended_on,process\nT1,S1,out,L2,10,kg,2025-12-01,growing\n",
    "transfers.csv": "id,lot,from,to,quantity,unit,shipped_on\nX1,L2,P2,P1,10,kg,2025-12-10\n",
    "documents.csv": "file,kind,supports\naudit.txt,social audit,S1\n",
    "documents/audit.txt": "EXAMPLE audit report\n",
}
COLUMNS = [name for name in GOOD if name != "refusals"]
HEADER = "id,kind,document,site," + ",".join(COLUMNS) + ",asked,refusals"


def folder(root: Path, ledger: Mapping[str, str] | None) -> Path:
    """A case whose only evidence of a site is a social audit."""
    for name, text in CASE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if ledger is not None:
        cells = ",".join(ledger.get(key, "unknown") for key in COLUMNS) + ",40,3"
        (root / "access.csv").write_text(f"{HEADER}\nA1,audit,audit.txt,S1,{cells}\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("ledger", "weighs", "said"),
    [
        (None, False, "without an access ledger"),
        ({}, True, "supports production there"),
        ({**GOOD, "entry_refused": "yes"}, False, "entry to the site was refused"),
        ({**GOOD, "announced": "yes"}, True, "supports production there"),
    ],
)
def test_where_access_was_impossible_an_audit_weighs_nothing_and_the_reason_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ledger: dict[str, str] | None, weighs: bool, said: str
) -> None:
    assert run(["assess", str(folder(tmp_path, ledger)), "--regime", "us_uflpa", "--json"]) == 0
    out = capsys.readouterr().out
    assert ("weighs nothing" not in out) is weighs
    assert weighs or said in out


def test_grades_are_fixed_in_the_journal_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder(tmp_path, GOOD)
    assert run(["labour", "access", str(root), "--fix", "--by", "EXAMPLE"]) == 0
    assert run(["labour", "access", str(root), "--fix", "--by", "EXAMPLE"]) == 0
    assert len(journal.read(root / "journal.jsonl")) == 1
    folder(root, {**GOOD, "minder": "yes"})
    (ledger,) = read_case(root).access
    assert ledger.changed
    capsys.readouterr()
    assert run(["labour", "access", str(root)]) == 0
    assert "changed after its grade was fixed" in capsys.readouterr().out


def test_a_word_that_is_none_is_noted_and_counts_as_not_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "access.csv"
    file.write_text(f"{HEADER}\nA1,audit,a.txt,S1,perhaps\n", encoding="utf-8")
    assert run(["labour", "access", str(file)]) == 0
    printed = capsys.readouterr()
    assert "cannot support inference" in printed.out
    assert "nothing of the access is recorded" in printed.out
    assert "'perhaps' is not a word of this column" in printed.err


def test_more_refusals_than_people_asked_are_noted_and_count_as_not_recorded(tmp_path: Path) -> None:
    root = folder(tmp_path, GOOD)
    table = root / "access.csv"
    table.write_text(table.read_text("utf-8").replace(",40,3", ",3,40"), encoding="utf-8")
    case = read_case(root)
    assert case.access[0].grade is AccessGrade.BOUNDS
    assert any("40 of 3 cannot have refused" in note.reason for note in case.notes)


def test_fixing_needs_a_case_and_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "access.csv"
    file.write_text(f"{HEADER}\nA1,audit,a.txt,S1\n", encoding="utf-8")
    assert run(["labour", "access", str(file), "--fix", "--by", "X"]) == 3
    assert run(["labour", "access", str(folder(tmp_path / "case", GOOD)), "--fix"]) == 2


def test_ledgers_of_one_id_all_carry_the_lowest_grade_and_are_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder(tmp_path, GOOD)
    table = root / "access.csv"
    refused = table.read_text("utf-8").splitlines()[1].replace("S1,no,", "S1,yes,", 1)
    table.write_text(f"{HEADER}\n{refused}\n{table.read_text('utf-8').splitlines()[1]}\n", encoding="utf-8")
    case = read_case(root)
    assert {ledger.grade for ledger in case.access} == {AccessGrade.NONE}
    assert any("entry to the site was refused" in reason for reason in case.access[1].reasons)
    assert run(["labour", "access", str(root), "--fix", "--by", "EXAMPLE"]) == 0
    assert "access.csv, row 3, column id: 'A1' stands on a row above as well" in capsys.readouterr().err
    assert len(journal.read(root / "journal.jsonl")) == 1


def test_a_ledger_of_a_document_that_the_index_does_not_hold_is_noted(tmp_path: Path) -> None:
    root = folder(tmp_path, GOOD)
    assert not [note for note in read_case(root).notes if note.file == "access.csv"]
    table = root / "access.csv"
    table.write_text(table.read_text("utf-8").replace("audit.txt", "Audit.txt"), encoding="utf-8")
    (note,) = (note for note in read_case(root).notes if note.file == "access.csv")
    assert (note.row, note.column) == (2, "document")


def test_a_table_without_a_condition_of_access_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "parties.csv"
    file.write_text("id,name\nP1,EXAMPLE Mill\n", encoding="utf-8")
    assert run(["labour", "access", str(file)]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no column is a condition of access" in printed.err
