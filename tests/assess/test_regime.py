"""Regimes as data: the bundled ones load, a bad file is refused with the path of the key."""

import pytest
import yaml

from tieback.assess.regime import FOLDER, Mark, Unit, known_regimes, load_regime, read_regime
from tieback.model.party import RoleKind
from tieback.model.refusal import Refused


def data(regime_id="us_uflpa"):
    return yaml.safe_load((FOLDER / f"{regime_id}.yml").read_text("utf-8"))


def read(value):
    return read_regime(yaml.safe_dump(value), "x.yml")


@pytest.mark.parametrize("regime_id", known_regimes())
def test_a_bundled_regime_loads_and_its_id_is_its_file_name(regime_id):
    regime = load_regime(regime_id)
    assert regime.id == regime_id
    assert regime.tests
    assert {row.role for row in regime.roles} == set(RoleKind)


@pytest.mark.parametrize("regime_id", known_regimes())
def test_every_fact_of_the_law_names_its_source(regime_id):
    regime = load_regime(regime_id)
    rows = [*regime.tests, *regime.roles, *regime.standards, *regime.paths, *regime.deadlines]
    assert all(row.source and row.status in Mark for row in rows)


def test_the_exception_path_is_described_and_not_decided():
    ways = {way.id: way for way in load_regime("us_uflpa").paths}
    assert ways["applicability-review"].decided
    assert not ways["exception-review"].decided


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("burden"), "burden"),
        (lambda d: d.update(burdens="x"), "burdens"),
        (lambda d: d.update(valid_from="soon"), "valid_from"),
        (lambda d: d["tests"][1].pop("citation"), "tests[1].citation"),
        (lambda d: d["tests"][0].update(lists="us_uflpa"), "tests[0].lists"),
        (lambda d: d["tests"][0].update(status="sure"), "tests[0].status"),
        (lambda d: d["tests"][0].update(status="unverified"), "tests[0].status"),
        (lambda d: d["roles"][0].update(reading=True), "roles[0].reading"),
        (lambda d: d["roles"].pop(), "roles"),
        (lambda d: d["deadlines"][0].update(length="5"), "deadlines[0].length"),
        (lambda d: d["deadlines"][0].update(length=0), "deadlines[0].length"),
        (lambda d: d["deadlines"][0].update(event="someday"), "deadlines[0].event"),
        (lambda d: d["deadlines"][0].update(calendar=None), "deadlines[0].calendar"),
        (lambda d: d["paths"][0].update(decided="yes"), "paths[0].decided"),
        (lambda d: d["facts"].append(dict(d["facts"][0])), f"facts[{len(data()['facts'])}]"),
        (lambda d: d["facts"][0].update(documents=[]), None),
    ],
)
def test_a_bad_file_is_refused_with_the_path_of_the_key(change, where):
    value = data()
    change(value)
    if where is None:
        read(value)
        return
    with pytest.raises(Refused) as refusal:
        read(value)
    assert refusal.value.column == where
    assert "x.yml" in str(refusal.value)


def test_what_is_not_yaml_or_not_a_mapping_is_refused():
    for text in ("a: [", "- 1", "", "3"):
        with pytest.raises(Refused):
            read_regime(text, "x.yml")


def test_an_unknown_regime_is_refused_with_the_known_ones():
    with pytest.raises(Refused, match="us_1307"):
        load_regime("../us_uflpa")


def test_the_act_is_in_force_for_imports_from_21_june_2022():
    from datetime import date

    regime = load_regime("us_uflpa")
    assert not regime.in_force(date(2022, 6, 20))
    assert regime.in_force(date(2022, 6, 21))


def test_working_days_name_their_calendar():
    for regime_id in known_regimes():
        for deadline in load_regime(regime_id).deadlines:
            assert (deadline.unit is Unit.WORKING_DAYS) == (deadline.calendar == "us-federal")
