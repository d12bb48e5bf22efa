"""Ships and aircraft are met by number; a ship's name counts beside its flag only. All invented."""

from datetime import date

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.party import Identifier, Party
from tieback.screen.screening import screen


def entity(number, name, kind, *identifiers, country=None):
    return ListedEntity(number, name, kind, (ListedName(name, "primary"),), country, identifiers=identifiers)


SHIP = entity(
    "1", "EXAMPLE STAR", "vessel", Identifier("imo", "1234567"), Identifier("call sign", "EX1"), country="PA"
)
PLANE = entity("2", "EX-AMPLE", "aircraft")
EDITION = Edition(
    *("own", "own", "publisher", "effect", "0" * 64, "0" * 64, date(2026, 1, 1), None, None),
    *(2, 2, True, (SHIP, PLANE)),
)


def met(name, *identifiers, kind=None, country=None):
    party = Party("P", name, country=country, identifiers=identifiers, kind=kind)
    return [(alert.entity.id, alert.exact, alert.rule) for alert in screen([party], [], [EDITION]).alerts]


def test_an_imo_number_and_a_tail_number_are_exact_under_any_name():
    assert met("Another Name", Identifier("imo", "IMO 1234567")) == [("1", True, "same imo")]
    assert met("Another Name", Identifier("tail number", "ex ample")) == [("2", True, "same tail number")]


def test_a_call_sign_passes_on_with_the_flag_and_is_a_possible_match():
    assert met("Another Name", Identifier("call sign", "EX1")) == [("1", False, "same call sign")]


def test_a_ship_name_alone_is_no_alert_and_with_its_flag_a_possible_match():
    assert met("Example Star", kind="vessel") == met("Example Star", country="PA") == []
    assert met("Example Star", kind="vessel", country="LR") == []
    assert met("Example Star", kind="vessel", country="PA") == [("1", False, "same ship name and flag")]


def test_another_imo_number_is_another_ship():
    assert met("Example Star", Identifier("imo", "7654329"), kind="vessel", country="PA") == []
