"""Offers of other pieces go, whatever their boxes are called; what only looks like one stays."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.watch.article.read import read_article

P = "Inspectors came to the EXAMPLE mill on Monday and stayed until the evening, a spokesman for the ministry said."
Q = "The owners of the mill said in a statement on the next day that all the papers were in good order and had been seen."
R = "A union of textile workers asked for the names of the buyers, and said that it had warned of the hostel two years ago."
BODY = f"<p>{P}</p><p>{Q}</p><p>{R}</p><p>{P} Twice.</p><p>{Q} Twice.</p>"
OFFER = '<div><h3><a href="/2026/port">EXAMPLE port closes a week</a></h3><p>The quay needs works before May.</p></div>'


def page(inside):
    return f"<html><body><div><h1>EXAMPLE mill searched on Monday</h1><div>{inside}</div></div></body></html>"


def body(document, name="x.html"):
    article = read_article(document.encode(), name=name)
    return [article.text[s.start : s.end] for s in article.sections if s.kind == "body"]


def test_an_offer_among_paragraphs_goes():
    assert body(page(f"<p>{P}</p>{OFFER}<p>{Q}</p><p>{R}</p>")) == [P, Q, R]


def test_a_subheading_that_is_a_link_keeps_its_section():
    section = f'<section><h2><a href="#drawer">A drawer and a ledger in it</a></h2><p>{R}</p></section>'
    assert body(page(f"<p>{P}</p><p>{Q}</p>{section}"))[-1] == R
    away = f'<section><h2><a href="/mill">The EXAMPLE mill in Sampleton</a></h2><p>{R}</p><p>{P} Again.</p></section>'
    assert body(page(f"<p>{P}</p><p>{Q}</p>{away}"))[-2:] == [R, f"{P} Again."]


def test_an_article_of_linked_titles_and_short_texts_is_the_article():
    items = "".join(
        f'<div><h3><a href="/{n}">EXAMPLE mill number {n}</a></h3><p>Mill number {n} has a hostel of its own.</p></div>'
        for n in range(6)
    )
    kept = body(page(f"<p>{P}</p>{items}"))
    assert [text for text in kept if text.startswith("Mill number")] == [
        f"Mill number {n} has a hostel of its own." for n in range(6)
    ]


def test_a_paragraph_below_a_linked_line_is_kept():
    report = '<p><a href="/report.pdf">Read the report of the inspectors here</a></p>'
    assert R in body(page(f"<div><p>{P}</p></div><div>{report}<p>{R}</p></div><div><p>{Q}</p></div>"))
    assert R in body(page(f"<div>{report}<p>{R}</p></div><div><p>{P}</p><p>{Q}</p></div>"))


def test_pairs_below_a_label_go_from_a_text_and_one_pair_does_not():
    titles = ["EXAMPLE port to close for a week", "Why the price of cotton is rising"]
    teasers = ["The quay needs works before the summer.", "A dry spring and a strike are two reasons."]
    pairs = [line for pair in zip(titles, teasers, strict=True) for line in pair]
    text = [
        "EXAMPLE mill searched on Monday",
        "By Ana Example",
        P,
        Q,
        "More stories",
        *pairs,
        R,
        f"{P} Twice.",
    ]
    assert body("\n".join(text), "x.txt") == [P, Q, R, f"{P} Twice."]
    once = [*text[:5], *pairs[:2], R, f"{P} Twice."]
    assert R in body("\n".join(once), "x.txt")
    quoted = [
        *text[:5],
        titles[0],
        teasers[0],
        titles[1],
        "“Nobody came,” said its secretary, Fay Ejemplo.",
        R,
    ]
    assert "“Nobody came,” said its secretary, Fay Ejemplo." in body("\n".join(quoted), "x.txt")


@given(
    st.lists(
        st.sampled_from([OFFER, "<ul>" + OFFER * 3 + "</ul>", "<hr>", "<p>Advertisement</p>"]), max_size=5
    ),
    st.integers(0, 4),
)
@settings(max_examples=60, deadline=None)
def test_wherever_offers_stand_no_paragraph_is_lost(offers, place):
    parts = BODY.replace("</p>", "</p>\n").splitlines()
    document = page("".join(parts[:place]) + "".join(offers) + "".join(parts[place:]))
    kept = body(document)
    assert [text for text in kept if "quay" not in text] == [P, Q, R, f"{P} Twice.", f"{Q} Twice."]


@given(
    st.recursive(
        st.sampled_from([f"<p>{P}</p>", "<h2>A heading of it</h2>", f"<p>{R}</p>", "x", "LINK"]),
        lambda inner: st.lists(inner, max_size=5).map(lambda parts: "<div>" + "".join(parts) + "</div>"),
        max_leaves=15,
    )
)
@settings(max_examples=80, deadline=None)
def test_a_linked_line_takes_no_paragraph_with_it_whatever_the_boxes(inside):
    linked = inside.replace("LINK", '<a href="/x">EXAMPLE port closes now</a>', 1).replace("LINK", "")
    text = read_article(page(f"<p>{Q}</p>{linked}").encode(), name="x").text
    assert (P in inside) <= (P in text)
    assert (R in inside) <= (R in text)
