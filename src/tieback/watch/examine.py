"""One article examined: what it is about, who says what, what was answered, and where a sentence differs from a dated fact.

Claims are found by dependency parse where the `nlp` extra is installed, else by patterns alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tieback.labour.convention import Held
from tieback.model.article import Article
from tieback.model.claim import Claim, Difference, Reply
from tieback.model.story import Link
from tieback.watch.article.language import find_language
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.reply import find_replies
from tieback.watch.ledger.check import check_claims
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import Lexicon

if TYPE_CHECKING:
    from tieback.watch.claim.parse import Parser
    from tieback.watch.store.version import Version


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

    def claims(self, article: Article) -> tuple[Claim, ...]:
        """Who says what in an article; nothing in one of a language that is not read (`unread_language`)."""
        return () if unread_language(article) else find_claims(article, self.parser)

    def links(self, version: "Version") -> tuple[Link, ...]:
        """What the article of a version is about."""
        return find_links(version.article.text, self.lexicon)

    def examine(self, article: Article, on: date) -> Examined:
        """Examine an article. `on`: its day of publication, or the day it was read if it does not say."""
        claims = self.claims(article)
        day = article.published.at.date() if article.published else on
        links = find_links(article.text, self.lexicon)
        return Examined(
            links,
            claims,
            find_replies(claims, article, on),
            check_claims(article.text, links, claims, day, self.known),
        )


def unread_language(article: Article) -> str | None:
    """The language of an article whose claims are not read, as an ISO 639 code; None for English and where nothing tells.

    What the words show outranks what the page says of itself: many pages say "en" whatever they hold.
    """
    language = find_language(article.text) or article.language
    return None if language in {"en", None} else language
