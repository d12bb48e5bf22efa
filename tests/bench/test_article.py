"""The invented pages of the article benchmark: no paragraph of theirs is lost, and little else comes with it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tieback.watch.article.read import read_article

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "article"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_article_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


layout, teaser = load("layout"), load("teaser")
STORIES = yaml.safe_load((FOLDER / "story.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    "make", [*layout.PAGES, *layout.TEXTS, *teaser.PAGES, *teaser.TEXTS], ids=lambda make: make.__name__
)
@pytest.mark.parametrize("story", STORIES, ids=range(len(STORIES)))
def test_every_paragraph_is_kept_in_order_and_the_title_found(make, story):
    article = read_article(make(story).encode(), name=make.__name__)
    kept = [
        article.text[section.start : section.end] for section in article.sections if section.kind == "body"
    ]
    paragraphs = [part for part in story["body"] if not part.startswith("## ")]
    assert [text for text in kept if text in paragraphs] == paragraphs
    assert article.title == story["title"]
    assert set(article.authors) <= set(story["authors"])
    for furniture in (
        *layout.TEASERS,
        *teaser.SENTENCES,
        "newsletter",
        "cookies",
        "Share this",
        "Advertisement",
        "rights reserved",
        "somebody should",
    ):
        assert furniture not in article.text
