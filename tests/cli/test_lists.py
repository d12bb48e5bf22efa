"""`tieback lists` as a user calls it. Names are invented."""

import json

import pytest

from tieback.cli import main

OWN = (
    "name,aliases,country,section,effective_date,identifiers\n"
    '"Example Textile Co., Ltd.",Foo|Bar,China,ii,2024-05-17,\nOther Example,,,,2024-05-17,\n'
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main.run(["lists", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def document(told):
    code, out, _ = told
    assert code == 0
    return json.loads(out)


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_show_names_the_bundled_parts_and_that_they_are_incomplete(run):
    found = {row["list"]: row for row in document(run("show", "--json"))["lists"]}
    assert set(found["us_uflpa"]) >= {
        *("list", "sha256", "published_on", "retrieved_at", "entries", "expected", "complete"),
        *("publisher", "effect", "age_days", "current"),
    }
    assert (found["us_uflpa"]["entries"], found["us_uflpa"]["expected"], found["us_uflpa"]["complete"]) == (
        70,
        144,
        False,
    )
    code, out, _ = run("show")
    assert code == 0
    assert "70 of 144 entries" in out
    assert "INCOMPLETE" in out


def test_an_own_list_is_imported_counted_and_becomes_current(run, own):
    told = document(
        run(
            "import",
            own,
            "--list",
            "my_list",
            "--complete",
            "--expected",
            2,
            "--published-on",
            "2024-06-01",
            "--json",
        )
    )
    assert told["list"] == "my_list"
    assert told["counts"] == {"elements": 2, "entities": 2, "aliases": 2, "refused": 0}
    assert set(told["edition"]) == {
        "list",
        "sha256",
        "published_on",
        "retrieved_at",
        "entries",
        "expected",
        "complete",
    }
    assert (told["edition"]["complete"], told["published"]) == (True, "2024-06-01")
    assert [entry["name"] for entry in told["diff"]["added"]] == [
        "Example Textile Co., Ltd.",
        "Other Example",
    ]
    assert set(told["diff"]) == {"added", "removed", "renamed", "corrected", "moved"}
    shown = {row["list"]: row for row in document(run("show", "--json"))["lists"]}
    assert (shown["my_list"]["current"], shown["my_list"]["age_days"]) == (True, 0)


def test_a_declaration_beside_the_file_is_read(run, own):
    own.with_suffix(".toml").write_text(
        'list = "my_list"\ncomplete = true\nexpected = 2\npublished_on = 2024-06-01\ntitle = "Mine"\n'
    )
    told = document(run("import", own, "--json"))
    assert (told["list"], told["edition"]["complete"], told["edition"]["published_on"]) == (
        "my_list",
        True,
        "2024-06-01",
    )


@pytest.mark.parametrize(
    "text",
    ["complete = 'yes'\n", "expected = -1\n", "colour = 1\n", "complete = \n", 'published_on = "soon"\n'],
)
def test_a_declaration_that_cannot_be_read_is_refused(run, own, text):
    own.with_suffix(".toml").write_text(text)
    code, out, err = run("import", own, "--list", "my_list")
    assert (code, out) == (3, "")
    assert "mine.toml" in err


def test_a_claim_that_does_not_add_up_is_one_line_and_exit_3(run, own):
    code, out, err = run("import", own, "--list", "my_list", "--complete", "--expected", 3)
    assert (code, out) == (3, "")
    assert (
        err.strip()
        .splitlines()[-1]
        .startswith("tieback lists: mine.csv: declared complete with 3 entries, but it has 2")
    )
    assert document(run("show", "--json"))["lists"][0]["list"] == "us_cbp_wro"


def test_usage_errors_are_exit_2(run, own):
    assert run("import", own, "--list", "my_list", "--complete")[0] == 2
    assert run("import", own, "--published-on", "soon")[0] == 2
    assert run("update", "--url", "https://example.org/")[0] == 2


def test_a_file_that_is_not_there_or_no_list_is_exit_3(run, tmp_path, own):
    assert run("import", tmp_path / "none.csv")[0] == 3
    assert run("import", own)[0] == 3
    bomb = tmp_path / "sdn.xml"
    bomb.write_text('<!DOCTYPE a [<!ENTITY a "a">]><sdnList>&a;</sdnList>')
    code, _, err = run("import", bomb)
    assert code == 3
    assert "document type" in err


def test_two_editions_are_compared_by_word_and_by_digest(run, own):
    first = document(run("import", own, "--list", "my_list", "--json"))
    own.write_text(OWN.replace("Other Example", "New Example").replace(",ii,", ",v,"), encoding="utf-8")
    second = document(run("import", own, "--list", "my_list", "--json"))
    told = document(run("diff", "my_list", "previous", "current", "--json"))["diff"]
    assert [entry["name"] for entry in told["added"]] == ["New Example"]
    assert [entry["name"] for entry in told["removed"]] == ["Other Example"]
    assert [(entry["before"], entry["after"]) for entry in told["moved"]] == [(["ii"], ["v"])]
    assert second["diff"] == told
    digests = (first["edition"]["sha256"][:10], second["edition"]["sha256"][:10])
    assert document(run("diff", "my_list", *digests, "--json"))["diff"] == told
    assert run("diff", "my_list", "ffffff", "current")[0] == 3
    assert run("diff", "no_list", "previous", "current")[0] == 3


@pytest.mark.parametrize(
    ("name", "on", "known_on", "answer"),
    [
        ("Example Textile Co., Ltd.", "2024-05-17", "2024-06-01", "yes"),
        ("Foo", "2024-05-17", "2024-06-01", "yes"),
        ("Example Textile Co., Ltd.", "2024-05-16", "2024-06-01", "no"),
        ("Nobody", "2024-07-01", "2024-07-01", "no"),
        ("Nobody", "2024-07-01", "2024-05-31", "unknown"),
    ],
)
def test_as_of_keeps_both_times(run, own, name, on, known_on, answer):
    run("import", own, "--list", "my_list", "--complete", "--expected", 2, "--published-on", "2024-06-01")
    told = document(run("as-of", "my_list", name, "--on", on, "--known-on", known_on, "--json"))
    assert told["answer"] == answer
    assert (told["on"], told["known_on"]) == (on, known_on)
    assert told["reason"]


def test_the_bundled_part_never_says_no(run):
    told = document(run("as-of", "us_uflpa", "Nobody Example", "--on", "2025-06-01", "--json"))
    assert told["answer"] == "unknown"
    assert "70 entries of 144" in told["reason"]


def test_a_failed_update_keeps_the_last_good_edition_and_says_its_age(run, monkeypatch):
    from tieback.lists import update as module
    from tieback.model.refusal import Unavailable

    def fail(*_, **__):
        raise Unavailable("www.dhs.gov answers 403", "save the page")

    monkeypatch.setattr(module, "fetch", fail)
    code, out, err = run("update", "us_uflpa")
    assert (code, out) == (4, "")
    assert "the last good edition stays" in err
    assert "days ago" in err


def test_a_local_address_is_not_fetched(run):
    code, _, err = run("update", "us_uflpa", "--url", "http://127.0.0.1:9/page")
    assert code == 3
    assert "not a public address" in err


def test_a_name_is_looked_up_in_the_lists_held(run):
    code, out, err = run("find", "新疆中泰化学", "--list", "us_uflpa", "--most", 2)
    assert code == 0
    assert "us_uflpa  Xinjiang Zhongtai Chemical Co., Ltd. [" in out.splitlines()[0]
    assert len(out.splitlines()) == 2
    assert "tieback screen" in err


def test_a_lookup_in_a_list_that_is_not_held_is_refused(run):
    code, _, err = run("find", "x", "--list", "nowhere")
    assert code == 3
    assert "no edition of list 'nowhere' is held; lists held:" in err
