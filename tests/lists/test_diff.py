"""Differences of two editions. Names are invented."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.lists.diff import diff
from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.lists.keys import entity_id


def entity(name, *aliases, sections=("ii",), kind="alias", **given):
    names = (ListedName(name, "primary"), *(ListedName(alias, kind) for alias in aliases))
    return ListedEntity(given.pop("id", entity_id(name)), name, "company", names, sections=sections, **given)


def edition(*entities):
    return Edition("l", "L", "p", "e", "", "", None, None, None, len(entities), None, True, tuple(entities))


def names(entries):
    return [entry.name for entry in entries]


def test_added_and_removed_are_named():
    found = diff(edition(entity("Foo"), entity("Bar")), edition(entity("Bar"), entity("Baz")))
    assert (names(found.added), names(found.removed)) == (["Baz"], ["Foo"])
    assert not found.renamed + found.corrected + found.moved


def test_a_new_name_that_keeps_the_old_one_as_an_alias_is_a_renaming():
    found = diff(
        edition(entity("Foo Meiling Co., Ltd.")),
        edition(entity("Bar Meiling Co., Ltd.", "Foo Meiling Co. Ltd.", kind="former")),
    )
    assert [(entry.was, entry.name) for entry in found.renamed] == [
        ("Foo Meiling Co., Ltd.", "Bar Meiling Co., Ltd.")
    ]
    assert not found.added + found.removed


def test_the_publishers_id_outranks_the_name():
    found = diff(edition(entity("Foo", id="7")), edition(entity("Bar", id="7")))
    assert [(entry.was, entry.name) for entry in found.renamed] == [("Foo", "Bar")]


def test_punctuation_is_a_correction_and_a_section_a_move():
    found = diff(edition(entity("Foo Co Ltd")), edition(entity("Foo Co., Ltd.", sections=("v",))))
    assert [entry.changed for entry in found.corrected] == [("name",)]
    assert [(entry.before, entry.after) for entry in found.moved] == [(("ii",), ("v",))]
    assert not found.renamed


def test_a_new_alias_or_date_is_a_correction():
    found = diff(edition(entity("Foo")), edition(entity("Foo", "Fu", effective_on=date(2024, 1, 1))))
    assert [entry.changed for entry in found.corrected] == [("effective_on", "names")]


def test_a_name_that_several_share_pairs_nobody():
    found = diff(edition(entity("Foo", "Shared"), entity("Bar", "Shared")), edition(entity("Baz", "Shared")))
    assert names(found.added) == ["Baz"]
    assert names(found.removed) == ["Foo", "Bar"]


def test_our_overlay_is_not_the_publishers_correction():
    ours = replace(
        entity("Foo"), names=(ListedName("Foo", "primary"), ListedName("示例", "alias", "overlay", "us"))
    )
    assert not diff(edition(ours), edition(entity("Foo"))).corrected


def test_from_nothing_everything_is_added():
    assert names(diff(None, edition(entity("Foo"))).added) == ["Foo"]


NAMES = st.lists(st.sampled_from(["Foo", "Bar", "Baz", "Qux", "Quux"]), unique=True)


@settings(max_examples=100, deadline=None)
@given(NAMES, NAMES)
def test_differences_add_up(before, after):
    found = diff(edition(*map(entity, before)), edition(*map(entity, after)))
    assert set(names(found.added)) == set(after) - set(before)
    assert set(names(found.removed)) == set(before) - set(after)
    assert len(before) - len(found.removed) + len(found.added) == len(after)
