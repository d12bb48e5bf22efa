"""What changed between two versions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.article.version import Change, compare_versions

OLD = "The mill was searched on Monday. Mr. A. Example denied it. Nobody was hurt. The port stayed open."
NEW = "The mill was searched on Tuesday morning. Nobody was hurt.  The court has been told. The port stayed open."


def article(*texts):
    return assemble([Piece("body", text) for text in texts], Facts())


def test_a_sentence_is_reworded_removed_or_added():
    assert compare_versions(article(OLD), article(NEW)) == (
        Change("The mill was searched on Monday.", "The mill was searched on Tuesday morning."),
        Change("Mr. A. Example denied it.", None),
        Change(None, "The court has been told."),
    )
    assert [change.kind for change in compare_versions(article(OLD), article(NEW))] == [
        "reworded",
        "removed",
        "added",
    ]


def test_paragraphs_cut_elsewhere_spacing_and_order_are_no_change():
    assert (
        compare_versions(article("One is here. Two is there."), article("Two is there.", "One  is here."))
        == ()
    )


@given(st.lists(st.sampled_from(["A b c d.", "B c d e.", "X y z.", "Q r s t u."]), max_size=6), st.randoms())
@settings(max_examples=50)
def test_a_version_does_not_differ_from_itself_and_every_new_sentence_is_named(texts, random):
    other = [*random.sample(texts, len(texts)), "Something new here."]
    assert compare_versions(article(*texts), article(*texts)) == ()
    assert [change.after for change in compare_versions(article(*texts), article(*other))] == [
        "Something new here."
    ]
