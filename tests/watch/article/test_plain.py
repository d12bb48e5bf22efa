"""Texts copied from a browser: paragraphs stay, furniture goes."""

from tieback.watch.article.read import read_article

COPIED = """Skip to main content
EXAMPLE Herald
News
Sport
Inspectors find passports locked away at EXAMPLE mill | EXAMPLE Herald
Inspectors find passports locked away at EXAMPLE mill
Workers say they could not leave; the company denies holding documents.

By Ana EXAMPLE in Port Example and Bo SAMPLE
Published 3 March 2024, 10:15 GMT
Updated 4 March 2024
Share
Save
Image source, EXAMPLE Pictures
Image caption,
The mill, seen in 2019
Labour inspectors found the passports of 41 workers in a locked drawer, the ministry said on Monday.

Advertisement

"We could not leave," said one worker, who asked not to be named. "They kept everything."

0:00 / 2:13

EXAMPLE Spinning Ltd denied the allegation. In a statement it said workers may ask for their documents at any time.

Sign up to our daily newsletter and never miss a story.

Related
Port Example mill closes after fire
Why cotton prices are rising

The ministry said that it had opened an inquiry and that its results would be published before the end of the month.

Additional reporting by Cy EXAMPLE; editing by Di SAMPLE

Related topics
Cotton
Comments (23)
I think this is terrible and someone should do something about it now.
© 2024 EXAMPLE Herald Ltd. All rights reserved.
"""


def kinds(article):
    return [(section.kind, article.text[section.start : section.end]) for section in article.sections]


def read(text):
    return read_article(text.encode(), name="saved.txt")


def test_a_copied_page_keeps_its_article_and_nothing_else():
    article = read(COPIED)
    assert [kind for kind, _ in kinds(article)] == [
        *("headline", "standfirst", "byline", "caption", "body", "body", "body", "body", "credit")
    ]
    assert article.title == "Inspectors find passports locked away at EXAMPLE mill"
    assert article.standfirst == "Workers say they could not leave; the company denies holding documents."
    assert article.authors == ("Ana EXAMPLE", "Bo SAMPLE")
    assert article.contributors == ("Cy EXAMPLE",)
    assert article.publisher == "EXAMPLE Herald"
    assert article.language == "en"
    assert article.published.at.isoformat() == "2024-03-03T10:15:00+00:00"
    assert not article.updated.exact


def test_a_paragraph_after_a_box_of_links_is_kept():
    assert "had opened an inquiry" in read(COPIED).text


def test_sections_lie_in_the_text_in_order_and_are_parted_by_blank_lines():
    article = read(COPIED)
    assert "\n\n".join(text for _, text in kinds(article)) == article.text


def test_a_line_that_goes_on_in_the_middle_of_a_sentence_belongs_to_the_one_before():
    article = read(
        "EXAMPLE mill\n\nThe owner of the EXAMPLE mill, whose name is given here at such length that the line is wide,\n"
        "denied the allegation.\n\nNobody else was asked, a clerk of the court in Port Example said on Monday.\n"
    )
    assert "wide, denied the allegation." in article.text
