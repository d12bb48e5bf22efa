"""The grammar of one name cell of the UFLPA Entity List. All names are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.lists.catalog.us_uflpa.entry import Entry, read_entry, split_list


def names(cell):
    return read_entry(cell).names


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Example A Co., Ltd. (and one alias: Foo)", [("Foo", "alias")]),
        ("Example A Co., Ltd. (and two aliases: Foo; and Bar)", [("Foo", "alias"), ("Bar", "alias")]),
        (
            "Example A (including two aliases: Akesu Foo and Aksu Foo Dyed Yarn)",
            [("Akesu Foo", "alias"), ("Aksu Foo Dyed Yarn", "alias")],
        ),
        (
            "Example A (also known as Foo; Bar; and Baz)",
            [("Foo", "alias"), ("Bar", "alias"), ("Baz", "alias")],
        ),
        ("Example A (formerly known as Foo Co. Ltd.)", [("Foo Co. Ltd.", "former")]),
        (
            "Example A (also known as Foo; and formerly known as Bar; and Baz)",
            [("Foo", "alias"), ("Bar", "former"), ("Baz", "former")],
        ),
        (
            "Example A (and formerly known as Bar; and also known as Foo)",
            [("Bar", "former"), ("Foo", "alias")],
        ),
        (
            "Example A (also known as B One Co., Ltd., C Two Co. Ltd., and D Three Co., Ltd.)",
            [("B One Co., Ltd.", "alias"), ("C Two Co. Ltd.", "alias"), ("D Three Co., Ltd.", "alias")],
        ),
        (
            "Example A (including one alias: Foo Agriculture, Industry, and Trade Co., Ltd.)",
            [("Foo Agriculture, Industry, and Trade Co., Ltd.", "alias")],
        ),
        (
            "Example A (also known as Foo Agriculture, Industry, and Trade Co., Ltd.)",
            [("Foo Agriculture, Industry, and Trade Co., Ltd.", "alias")],
        ),
        ("Example A (including one alias: Foo (Shanshan) Co.)", [("Foo (Shanshan) Co.", "alias")]),
        ("Example Center (EXC)", [("Example Center", "alias"), ("EXC", "weak")]),
    ],
)
def test_names_beside_the_primary_one_are_read(cell, expected):
    assert list(names(cell)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Example (Shanshan) Silicon Co., Ltd.",
        "Example Energy (Group) Co., Ltd.",
        "Example Cotton and Linen Co., Ltd.",
        "Example Yuan’an Pharmaceutical Co. Ltd.",
        "Example Logistics Park Co., Ltd., Xinye Branch",
        "Example Technology, Co., Ltd.",
        "Example Farm (formula) Works",
    ],
)
def test_a_name_with_brackets_commas_or_an_and_stays_whole(name):
    assert read_entry(name) == Entry(name)


@pytest.mark.parametrize(
    ("cell", "clauses"),
    [
        ("Example and subsidiaries", ("subsidiaries",)),
        ("Example, and Subsidiaries", ("subsidiaries",)),
        ("Example and its subsidiaries", ("subsidiaries",)),
        ("Example and its subordinate and affiliated entities", ("affiliates", "subordinates")),
        (
            "Example (and one alias: Foo) and its subordinate and affiliated entities",
            ("affiliates", "subordinates"),
        ),
        ("Example and its affiliates", ("affiliates",)),
        ("Example and its eight Zhuhai-based subsidiaries", ("subsidiaries",)),
        ("Example and subsidiaries (including one alias: Foo)", ("subsidiaries",)),
    ],
)
def test_open_clauses_are_kept_apart_from_the_name(cell, clauses):
    entry = read_entry(cell)
    assert (entry.name, entry.clauses, entry.members) == ("Example", clauses, ())


def test_subsidiaries_that_are_all_named_are_entries_of_their_own():
    cell = (
        "Example Corporation and its three Zhuhai-based subsidiaries, which include Foo One Co. Ltd., "
        "Bar G&G Co., Ltd., and Baz Three Co., Ltd."
    )
    entry = read_entry(cell)
    assert [member.name for member in entry.members] == [
        "Foo One Co. Ltd.",
        "Bar G&G Co., Ltd.",
        "Baz Three Co., Ltd.",
    ]
    assert entry.clauses == ()


def test_fewer_named_subsidiaries_than_stated_leave_the_clause_open_and_a_doubt():
    entry = read_entry("Example and its eight subsidiaries, which include Foo Co., Ltd., and Bar Co., Ltd.")
    assert len(entry.members) == 2
    assert entry.clauses == ("subsidiaries",)
    assert entry.doubts == ("states 8 subsidiaries, 2 are read",)


def test_one_named_subsidiary_closes_the_clause():
    entry = read_entry("Example Group and its subsidiary Foo Yanqi Co. Ltd.")
    assert entry == Entry("Example Group", members=(Entry("Foo Yanqi Co. Ltd."),))


def test_a_member_may_have_an_alias_of_its_own():
    entry = read_entry("Example and its two subsidiaries Foo Co., Ltd. (also known as Fu) and Bar Co., Ltd.")
    assert entry.members == (Entry("Foo Co., Ltd.", (("Fu", "alias"),)), Entry("Bar Co., Ltd."))


def test_single_letter_members_are_counted_out():
    entry = read_entry("NAME and its three PLACE-based subsidiaries, which include A, B, and C")
    assert [member.name for member in entry.members] == ["A", "B", "C"]


def test_a_stated_number_that_is_not_read_is_a_doubt():
    assert read_entry("Example (including three aliases: Foo; and Bar)").doubts == (
        "states 3 names, 2 are read",
    )


@pytest.mark.parametrize("cell", ["", "  ", "()", "Example (including one alias: Foo", ";"])
def test_a_cell_without_a_name_or_with_an_open_bracket_is_refused(cell):
    with pytest.raises(ValueError, match=r"."):
        read_entry(cell)


WORD = st.sampled_from(
    [
        "Akesu",
        "Bayi",
        "Huafu",
        "Yuan’an",
        "Ko'ra",
        "Hair",
        "Textile",
        "Nonferrous",
        "Zijin",
        "841",
        "G&G",
        "No. 4",
    ]
)
PLACE = st.sampled_from(["", " (Shanshan)", " (Group)", " (Baotou)"])
FORM = st.sampled_from([" Co., Ltd.", " Co. Ltd.", " Co.,Ltd.", " Limited", " Corporation", ", Ltd.", " Co."])
COUNTS = ("zero", "one", "two", "three", "four", "five")


@st.composite
def name(draw):
    words = draw(st.lists(WORD, min_size=2, max_size=4))
    return " ".join(words) + draw(PLACE) + draw(FORM)


@st.composite
def entry(draw):
    drawn = draw(st.lists(name(), min_size=1, max_size=8, unique=True))
    cut = draw(st.integers(0, min(4, len(drawn) - 1)))
    aliases, rest = drawn[1 : 1 + cut], drawn[1 + cut :]
    members = tuple(Entry(text) for text in rest)
    former = draw(st.booleans())
    clauses = (
        draw(st.sampled_from([(), ("subsidiaries",), ("affiliates", "subordinates")])) if not members else ()
    )
    return Entry(
        drawn[0], tuple((text, "former" if former else "alias") for text in aliases), clauses, members
    )


def render(told, style):
    """A cell as the page would print the entry."""
    text = told.name
    listed = [alias for alias, _ in told.names]
    if listed:
        joined = listed[0] if len(listed) == 1 else "; ".join(listed[:-1]) + "; and " + listed[-1]
        if told.names[0][1] == "former":
            text += f" (formerly known as {joined})"
        elif style % 3 == 0:
            text += f" (also known as {joined})"
        else:
            lead = ("and", "including")[style % 2]
            text += f" ({lead} {COUNTS[len(listed)]} {'alias' if len(listed) == 1 else 'aliases'}: {joined})"
    if told.clauses == ("subsidiaries",):
        text += (" and subsidiaries", ", and Subsidiaries", " and its subsidiaries")[style % 3]
    elif told.clauses:
        text += " and its subordinate and affiliated entities"
    if told.members:
        inner = [member.name for member in told.members]
        if len(inner) == 1:
            return f"{text} and its subsidiary {inner[0]}"
        which = ", which include" if style % 2 else ":"
        return f"{text} and its {len(inner)} Example-based subsidiaries{which} {', '.join(inner[:-1])}, and {inner[-1]}"
    return text


@settings(max_examples=300, deadline=None)
@given(entry(), st.integers(0, 5))
def test_what_is_rendered_is_read_back(told, style):
    assert read_entry(render(told, style)) == told


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="ABab (),;.’&:1 and also known as including two aliases its subsidiaries", max_size=80)
)
def test_no_cell_breaks_the_reader(cell):
    try:
        found = read_entry(cell)
    except ValueError:
        return
    assert found.name.strip()
    assert all(text.strip() for text, _ in found.names)


def test_a_list_is_split_by_semicolons_first():
    assert split_list("Foo, Bar; Baz, Ltd.; and Qux") == ["Foo, Bar", "Baz, Ltd.", "Qux"]
