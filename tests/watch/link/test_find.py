"""Links of invented texts: names, descriptions with their context, places named before, and namesakes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.story import Link, LinkKind
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import Lexicon, load_lexicon
from tieback.watch.profile import WatchedParty

MILL = WatchedParty(
    "MILL",
    "EXAMPLE Kestrel Textile Co., Ltd.",
    ("示例红隼纺织有限公司",),
    "CN",
    ("CN-XJ",),
    ("5201",),
    ("91650100MAEXAMPLE1",),
    ("OWNER",),
)
OWNER = WatchedParty("OWNER", "EXAMPLE Heron Holding GmbH", (), "DE", ("DE",))
LEXICON = load_lexicon((MILL, OWNER))


def links(text: str, kind: LinkKind | None = None, lexicon: Lexicon = LEXICON) -> list[tuple[str, str, bool]]:
    return [
        (link.id, link.text, link.possible) for link in find_links(text, lexicon) if kind in {None, link.kind}
    ]


def the_party(text: str) -> Link:
    return next(link for link in find_links(text, LEXICON) if link.id == "MILL")


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("The UN labour agency spoke.", LinkKind.BODY, "ilo"),
        ("The U.N. labor agency spoke.", LinkKind.BODY, "ilo"),
        ("under the Uighur Forced Labor Prevention Act", LinkKind.LAW, "us_uflpa"),
        ("under the Uyghur Forced Labour Prevention Act", LinkKind.LAW, "us_uflpa"),
        ("Regulation (EU) 2024/3015 applies", LinkKind.LAW, "eu_2024_3015"),
        ("added to the UFLPA Entity List", LinkKind.LIST, "us_uflpa"),
        ("two withhold release orders", LinkKind.LIST, "us_cbp_wro"),
        ("ratified ILO Convention No. 29", LinkKind.CONVENTION, "C029"),
        ("bales of cotton", LinkKind.GOODS, "cotton"),
        ("Malaysian factories", LinkKind.PLACE, "MY"),
        ("in XUAR", LinkKind.PLACE, "CN-XJ"),
        ("新疆棉花", LinkKind.GOODS, "cotton"),
    ],
)
def test_a_name_is_linked_in_every_spelling(text: str, kind: LinkKind, id_: str) -> None:
    assert (id_, False) in [(found, possible) for found, _, possible in links(text, kind)]


def test_a_description_is_a_link_only_in_its_context() -> None:
    alone = "It has not ratified a 2014 protocol."
    assert links(alone, LinkKind.CONVENTION) == [("P029", "2014 protocol", True)]
    told = find_links("The UN labour agency said it has not ratified a 2014 protocol.", LEXICON)
    protocol = next(link for link in told if link.id == "P029")
    assert not protocol.possible
    assert [signal.text for signal in protocol.signals] == ["UN labour agency"]


def test_of_two_laws_of_one_name_the_one_of_the_country_named_is_meant() -> None:
    assert links("The Modern Slavery Act in Britain, the United Kingdom said.", LinkKind.LAW) == [
        ("gb_msa", "Modern Slavery Act", False)
    ]
    assert {id_ for id_, _, possible in links("the Modern Slavery Act", LinkKind.LAW) if possible} == {
        "gb_msa",
        "au_msa",
    }


def test_the_region_is_the_one_named_before_it() -> None:
    text = "Hotan sent workers. The region grows cotton. The country denies it."
    assert ("CN-XJ", "The region", False) in links(text, LinkKind.PLACE)
    assert ("CN", "The country", False) in links(text, LinkKind.PLACE)
    assert links("The region grows cotton.", LinkKind.PLACE) == []


def test_a_place_within_another_name_is_no_place() -> None:
    assert links("the Uyghur Forced Labor Prevention Act and Chinese Foreign Ministry", LinkKind.PLACE) == []


def test_false_friends_are_no_goods_and_lower_case_words_no_acronyms() -> None:
    assert links("a gold medal for us customs and un customs who said so", None) == []


def test_a_company_name_alone_is_possible_and_a_second_signal_settles_it() -> None:
    assert the_party("EXAMPLE Kestrel Textile opened an office.").possible
    cases = {
        "place": "EXAMPLE Kestrel Textile has a mill in Hotan.",
        "product": "EXAMPLE Kestrel Textile sold cotton.",
        "identifier": "EXAMPLE Kestrel Textile, number 91650100MAEXAMPLE1.",
        "kin": "EXAMPLE Kestrel Textile belongs to EXAMPLE Heron Holding.",
    }
    for kind, text in cases.items():
        link = the_party(text)
        assert not link.possible
        assert [signal.kind for signal in link.signals] == [kind]


def test_a_namesake_elsewhere_stays_possible() -> None:
    assert the_party("EXAMPLE Kestrel Textile of Brazil sold gloves in Malaysia.").possible
    assert the_party("EXAMPLE Kestrel Textile, a trader in Guangdong, China, hired staff.").possible
    assert the_party("EXAMPLE Kestrel Textile Xinjiang Road shop.").possible
    choir = WatchedParty("MILL", "EXAMPLE Kestrel Cotton Co., Ltd.", (), "CN", ("CN-XJ",), ("5201",))
    text = "The Kestrel Cotton choir sang. EXAMPLE Kestrel Cotton won."
    assert links(text, LinkKind.PARTY, load_lexicon((choir,))) == [("MILL", "EXAMPLE Kestrel Cotton", True)]


def test_names_meet_in_any_script_case_and_possessive_but_only_whole() -> None:
    assert links("EXAMPLE KESTREL TEXTILE CO LTD's cotton", LinkKind.PARTY)[0][0] == "MILL"
    assert links("示例红隼纺织在新疆", LinkKind.PARTY) == [("MILL", "示例红隼纺织", False)]
    assert links("COUNTEREXAMPLE Kestrel Textile", LinkKind.PARTY) == []
    assert links("an example kestrel textile of cotton", LinkKind.PARTY) == []


def test_a_short_name_counts_once_the_party_was_named_in_full() -> None:
    text = "Kestrel met. EXAMPLE Kestrel Textile sold cotton. Kestrel declined to comment."
    assert [text for _, text, _ in links(text, LinkKind.PARTY)] == ["EXAMPLE Kestrel Textile", "Kestrel"]


@given(
    st.text(alphabet=st.sampled_from("cotton Xinjiang EXAMPLE Kestrel 新疆示例红隼纺织.'’US\n"), max_size=120)
)
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_and_every_link_quotes_it(text: str) -> None:
    found = find_links(text, LEXICON)
    assert all(link.text == text[link.start : link.end] and link.text for link in found)
    assert [(link.start, link.end) for link in found] == sorted((link.start, link.end) for link in found)
    assert found == find_links(text, LEXICON)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Beijing rejects the report.", ("government-CN", LinkKind.BODY)),
        ("Beijing has firmly denied it.", ("government-CN", LinkKind.BODY)),
        ("Protesters in Beijing said no.", ("CN-BJ", LinkKind.PLACE)),
        ("Beijing factories closed.", ("CN-BJ", LinkKind.PLACE)),
    ],
)
def test_a_capital_that_speaks_is_its_government_and_no_place(
    text: str, wanted: tuple[str, LinkKind]
) -> None:
    assert [(link.id, link.kind) for link in find_links(text, LEXICON)] == [wanted]
