"""One article examined: what it is about, who says what, what was answered, and where a sentence differs from a dated fact.

Claims are found by dependency parse where the `nlp` extra is installed, else by patterns alone; `mode` says which.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tieback.labour.convention import Held
from tieback.model.article import Article
from tieback.model.claim import Claim, Difference, Reply
from tieback.model.story import Link
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.reply import find_replies
from tieback.watch.ledger.check import check_claims
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import Lexicon

if TYPE_CHECKING:
    from tieback.watch.claim.parse import Parser


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in one article; every offset counts code points of its text."""

    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    replies: tuple[Reply, ...]
    differs: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Examiner:
    """The tools of an examination. `known`: dated facts beside those that ship."""

    parser: "Parser | None"
    lexicon: Lexicon
    known: Held | None = None

    @property
    def mode(self) -> str:
        """How claims are found: parse | rules."""
        return "parse" if self.parser else "rules"

    def examine(self, article: Article, on: date) -> Examined:
        """Examine an article. `on`: its day of publication, or the day it was read if it does not say."""
        return self.complete(article, find_claims(article, self.parser), on)

    def complete(self, article: Article, claims: tuple[Claim, ...], on: date) -> Examined:
        """The same from claims found before, by the same rules."""
        day = article.published.at.date() if article.published else on
        links = find_links(article.text, self.lexicon)
        return Examined(
            links,
            claims,
            find_replies(claims, article, on),
            check_claims(article.text, links, claims, day, self.known),
        )
