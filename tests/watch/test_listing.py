"""Changes of invented lists as items: complete editions only, the party met by screening, the words of the list quoted."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.screen.test_screening import edition, entity

from tieback.lists.edition import Edition
from tieback.model.story import Item, LinkKind
from tieback.watch.link.lexicon import load_lexicon
from tieback.watch.listing import list_items
from tieback.watch.profile import Profile, WatchedParty
from tieback.watch.rank.rank import rank_stories
from tieback.watch.story.fold import fold

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
MILL = WatchedParty("MILL", "EXAMPLE Kestrel Textile Co., Ltd.", ("示例红隼纺织有限公司",), "CN", ("CN-XJ",))
LEXICON = load_lexicon((MILL,))


def listing(day: date, *names: str) -> Edition:
    found = tuple(replace(entity(name, name), country="CN") for name in names)
    made = edition(*found)
    return replace(made, complete=True, published_on=day, content_sha256=day.strftime("%Y%m%d") * 8)


def items(*editions: Edition) -> tuple[Item, ...]:
    return list_items(editions, LEXICON, SINCE)


BEFORE = listing(date(2026, 5, 1), "EXAMPLE Old Gin", "EXAMPLE Staying Mill")
AFTER = listing(date(2026, 5, 20), "EXAMPLE Staying Mill", "EXAMPLE Kestrel Textile Co., Ltd.")


def test_each_entity_added_or_removed_is_an_item_dated_by_its_edition() -> None:
    found = items(BEFORE, AFTER)
    assert [one.title.removesuffix(f" {AFTER.title}") for one in found] == [
        "EXAMPLE Kestrel Textile Co., Ltd. added to",
        "EXAMPLE Old Gin removed from",
    ]
    assert {one.at for one in found} == {datetime(2026, 5, 20, tzinfo=UTC)}
    assert all(one.kind == "list" and one.text.startswith(one.title) for one in found)
    assert len({one.id for one in found}) == 2


def test_the_watched_party_is_met_by_screening_and_every_link_quotes_the_item() -> None:
    added = items(BEFORE, AFTER)[0]
    party = next(link for link in added.links if link.kind is LinkKind.PARTY)
    assert (party.id, party.possible) == ("MILL", False)
    assert party.rule.startswith("screening")
    assert any(link.kind is LinkKind.LIST for link in added.links)
    assert all(added.text[link.start : link.end] == link.text for link in added.links)


def test_a_name_in_another_script_is_met_and_one_that_only_resembles_it_is_possible() -> None:
    chinese = listing(date(2026, 5, 20), "EXAMPLE Staying Mill", "示例红隼纺织有限公司")
    assert [link.id for link in items(BEFORE, chinese)[0].links if link.kind is LinkKind.PARTY] == ["MILL"]
    alike = listing(date(2026, 5, 20), "EXAMPLE Staying Mill", "EXAMPLE Kestrel Textile Group Co., Ltd.")
    assert all(link.possible for link in items(BEFORE, alike)[0].links if link.kind is LinkKind.PARTY)


def test_a_partial_edition_and_what_is_old_bring_no_news() -> None:
    assert items(replace(BEFORE, complete=False), AFTER) == ()
    assert items(AFTER) == ()
    assert list_items((BEFORE, AFTER), LEXICON, datetime(2026, 6, 1, tzinfo=UTC)) == ()


def test_renamed_and_corrected_entities_are_told_by_their_new_edition() -> None:
    renamed = replace(AFTER, entities=(replace(AFTER.entities[0], country="VN"), AFTER.entities[1]))
    told = [one.title for one in items(AFTER, replace(renamed, published_on=date(2026, 5, 30)))]
    assert told == [f"EXAMPLE Staying Mill corrected (country) on {AFTER.title}"]


def test_a_change_of_a_list_ranks_as_an_act_about_the_supplier() -> None:
    found = {one.id: one for one in items(BEFORE, AFTER)}
    (ranked, *_) = rank_stories(
        fold(found.values()), found, Profile((MILL,)), datetime(2026, 5, 20, 9, tzinfo=UTC)
    )
    assert ranked.parties == ("MILL",)
    assert [term.rule for term in ranked.terms if term.factor == "claim"] == ["list-change-party"]
