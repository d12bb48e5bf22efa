"""The rank of invented stories: every term points at words, the printed terms give the score, rules are the user's."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.watch.story.invented import START, item

from tieback.model.claim import Claim, ClaimType, Form, Speaker
from tieback.model.story import Item, Ranked
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import load_lexicon
from tieback.watch.profile import FeedRule, Profile, WatchedParty
from tieback.watch.rank.rank import rank_stories
from tieback.watch.rank.weight import weights
from tieback.watch.story.fold import fold

MILL = WatchedParty("MILL", "EXAMPLE Kestrel Textile Co., Ltd.", (), "CN", ("CN-XJ",), ("5201",), (), (), 1)
BEHIND = WatchedParty("GIN", "EXAMPLE Dunlin Ginning Co., Ltd.", (), "CN", ("CN-XJ",), ("5201",), (), (), 3)
PROFILE = Profile((MILL, BEHIND), places=("MY",), hs=("5201",), laws=("us_uflpa",), conventions=("C029",))
NOW = START + timedelta(days=1)


def read(*items: Item, kind: ClaimType | None = None, words: str = "") -> dict[str, Item]:
    lexicon = load_lexicon(PROFILE.parties)
    found = {}
    for one in items:
        claims = (claim(one, kind, words),) if kind and words in one.text else ()
        found[one.id] = replace(one, links=find_links(one.text, lexicon), claims=claims)
    return found


def claim(one: Item, kind: ClaimType, words: str, id_: str = "c1") -> Claim:
    start = one.text.index(words)
    speaker = Speaker("an official", None, None, None, None, None)
    end = start + len(words)
    return Claim(
        id_, kind, Form.INDIRECT, words, start, end, "said", speaker, (), (), "asserted", None, (), "test"
    )


def rank(items: dict[str, Item], profile: Profile = PROFILE) -> tuple[Ranked, ...]:
    return rank_stories(fold(items.values()), items, profile, NOW)


def named(id_: str = "a", hours: float = 0) -> Item:
    return item(
        id_, "Mill named", "EXAMPLE Kestrel Textile sold cotton from Hotan. Officers held the bales.", hours
    )


def by_hand(one: Ranked) -> Decimal:
    total, product = Decimal(0), Decimal(1)
    for term in one.terms:
        if term.factor == "exposure":
            total += Decimal(str(term.value))
        else:
            product *= Decimal(str(term.value))
    return (total * product).quantize(Decimal("0.0001"))


def test_the_printed_terms_give_the_score_and_every_one_quotes_its_item() -> None:
    items = read(
        named(),
        item("b", "Cotton", "Cotton from Xinjiang is tested under the UFLPA, it was said in Malaysia.", 2),
        kind=ClaimType.OFFICIAL_ACT,
        words="Officers held the bales",
    )
    found = rank(items)
    assert len(found) == 2
    for one in found:
        assert one.score == by_hand(one) > 0
        for term in one.terms:
            assert term.text == items[term.item].text[term.start : term.end] != ""
            assert (term.factor, term.rule) in weights()
            assert term.value == weights()[term.factor, term.rule][0]


def test_taking_a_term_away_lowers_the_score_by_its_share() -> None:
    (one,) = rank(read(named()))
    exposures = [term for term in one.terms if term.factor == "exposure"]
    rest = one.score / sum(term.value for term in exposures)
    without = Profile((MILL,), laws=(), hs=())
    (less,) = rank(read(named()), without)
    assert {term.rule for term in exposures} == {"party", "goods-and-place"}
    gone = sum(t.value for t in exposures) - sum(t.value for t in less.terms if t.factor == "exposure")
    assert abs((one.score - less.score) - gone * rest) < Decimal("0.001")


def test_allegation_and_denial_weigh_the_same() -> None:
    scores = {
        kind: rank(read(named(), kind=kind, words="Officers held the bales"))[0].score
        for kind in (ClaimType.ALLEGATION, ClaimType.DENIAL)
    }
    assert scores[ClaimType.ALLEGATION] == scores[ClaimType.DENIAL]


def test_swapping_the_names_of_two_parties_swaps_nothing_but_the_names() -> None:
    text = "{} sold cotton from Hotan. {} was not asked."
    one, other = "EXAMPLE Kestrel Textile", "EXAMPLE Heron Weaving"
    twins = Profile((replace(MILL), replace(MILL, id="TWIN", name=other)), hs=("5201",))
    lexicon = load_lexicon(twins.parties)
    scores = []
    for names in ((one, other), (other, one)):
        told = item("a", "Two mills", text.format(*names))
        told = replace(told, links=find_links(told.text, lexicon))
        scores.append(rank({"a": told}, twins)[0].score)
    assert scores[0] == scores[1]


def test_a_name_alone_is_possible_and_never_counts_as_a_party() -> None:
    (one,) = rank(read(item("a", "Shop opens", "EXAMPLE Kestrel Textile opened a shop.")))
    assert (one.parties, one.possible) == ((), ("MILL",))
    assert [term.rule for term in one.terms if term.factor == "exposure"] == ["party-possible"]


def test_what_touches_nothing_is_not_ranked() -> None:
    assert rank(read(item("a", "Rowing", "Sarrowby won the race in Port Halden."))) == ()


def test_who_stands_behind_the_suppliers_counts_less() -> None:
    near, behind = (
        rank(read(item("a", "Named", f"EXAMPLE {name} sold cotton from Hotan.")))[0]
        for name in ("Kestrel Textile", "Dunlin Ginning")
    )
    assert behind.terms[0].rule == "party-behind"
    assert behind.score < near.score


def test_copies_add_no_origin_and_other_reports_do() -> None:
    alone = rank(read(named()))[0]
    copied = rank(read(named(), named("b", 1), named("c", 2)))[0]
    assert copied.score == alone.score
    own = item(
        "d",
        "Bales held",
        "Bales of cotton from Hotan sold by EXAMPLE Kestrel Textile were held by officers.",
        1,
    )
    assert rank(read(named(), own))[0].score > alone.score


def test_an_older_story_ranks_lower_and_a_repeat_lower_than_a_new_one() -> None:
    scores = [
        rank_stories(fold(read(named()).values()), read(named()), PROFILE, START + timedelta(days=days))[
            0
        ].score
        for days in (1, 3, 10, 200)
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    again = named("b", 24 * 6)
    text = again.text.replace(
        "Officers held the bales.", "Officers still hold 40 bales, 12 men and 3 vans of 9 since May."
    )
    found = {one.story.id: one for one in rank(read(named(), replace(again, text=text)))}
    rules = [term.rule for term in found["s-b"].terms if term.factor == "novelty"]
    assert rules in (["repeat"], ["follow-up"])


def test_a_mute_keeps_the_story_for_the_audit_with_its_reason() -> None:
    rule = FeedRule("mute", "enough of it", words=("bales",))
    (one,) = rank(read(named()), replace(PROFILE, rules=(rule,)))
    assert one.suppressed == "muted by your rule: enough of it"
    assert one.score == rank(read(named()))[0].score


def test_a_mute_that_holds_for_one_report_of_several_hides_no_story() -> None:
    own = item(
        "d",
        "Bales held",
        "Bales of cotton from Hotan sold by EXAMPLE Kestrel Textile were held by officers.",
        1,
    )
    items = read(named(), own)
    for words, hidden in (("held the bales", False), ("EXAMPLE Kestrel Textile", True)):
        rule = FeedRule("mute", "r", words=(words,))
        (one,) = rank(items, replace(PROFILE, rules=(rule,)))
        assert len(one.story.members) == 2
        assert (one.suppressed is not None) == hidden


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (FeedRule("boost", "r", links=("goods:cotton",)), True),
        (FeedRule("boost", "r", links=("goods:glove",)), False),
        (FeedRule("boost", "r", source="example daily a"), True),
        (FeedRule("boost", "r", words=("bale",)), False),
        (FeedRule("boost", "r", words=("held the bales",), source="EXAMPLE Daily a"), True),
        (FeedRule("boost", "r", words=("bales",), source="another"), False),
        (FeedRule("boost", "r"), False),
    ],
)
def test_a_boost_holds_where_every_member_of_it_does(rule: FeedRule, holds: bool) -> None:
    (one,) = rank(read(named()), replace(PROFILE, rules=(rule,)))
    assert any(term.factor == "boost" for term in one.terms) == holds
    assert one.score == by_hand(one)


def test_a_list_change_weighs_as_an_act_and_a_company_named_with_a_list_does_too() -> None:
    listed = replace(named("l"), kind="list", source="us_uflpa")
    assert [term.rule for term in rank(read(listed))[0].terms if term.factor == "claim"] == [
        "list-change-party"
    ]
    added = item("a", "Added", "EXAMPLE Kestrel Textile of Hotan was added to the UFLPA Entity List.")
    assert [term.rule for term in rank(read(added))[0].terms if term.factor == "claim"] == ["list-named"]


def test_the_order_of_items_and_of_parties_decides_nothing() -> None:
    items = read(named(), named("b", 30), item("c", "Gloves", "Cotton gloves from Malaysia.", 3))
    expected = rank(items)
    turned = dict(reversed(items.items()))
    assert rank(turned, replace(PROFILE, parties=(BEHIND, MILL))) == expected
