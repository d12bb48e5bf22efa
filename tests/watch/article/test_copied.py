"""Invented articles as they look when copied from a browser. Each line of a file says what it is before its bar.

h headline, s standfirst, y byline, c caption, b body, r credit, - furniture. Lines without a bar are blank.
"""

from pathlib import Path

import pytest

from tieback.watch.article.read import read_article

FOLDER = Path(__file__).parent / "copied"
KINDS = {"h": "headline", "s": "standfirst", "y": "byline", "c": "caption", "b": "body", "r": "credit"}


def marked(path):
    return [line.split("|", 1) for line in path.read_text("utf-8").splitlines() if "|" in line[:2]]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_is_what_it_is_marked_as(path):
    text = "\n".join(
        line.split("|", 1)[1] if "|" in line[:2] else line for line in path.read_text("utf-8").splitlines()
    )
    article = read_article(text.encode(), name=path.name)
    got = [(section.kind, article.text[section.start : section.end]) for section in article.sections]
    wanted = [(KINDS[mark], cleaned(line.strip(), mark)) for mark, line in marked(path) if mark != "-"]
    assert got == wanted


def cleaned(text, mark):
    """What is cut within a line: the words for screen readers, the label of a caption."""
    for words in (", opens new tab", " Purchase Licensing Rights"):
        text = text.replace(words, "")
    return text.removeprefix("[1/2]").removeprefix("Image caption, ") if mark == "c" else text


SAVED = Path(__file__).parent / "saved"


@pytest.mark.parametrize("path", sorted(SAVED.glob("*.html")), ids=lambda path: path.stem)
def test_saved_pages_give_the_sections_that_a_person_marked(path):
    article = read_article(path.read_bytes(), name=path.name)
    got = [f"{section.kind}|{article.text[section.start : section.end]}" for section in article.sections]
    assert got == path.with_suffix(".gold").read_text("utf-8").splitlines()
