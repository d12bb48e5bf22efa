"""A parsed stretch of text: words with lemma, tag and head, offsets into the article. No library shows through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_LIKE_PARTICLES = frozenset({"back", "away", "aside"})
NOUN_TAGS = ("NN", "PRP", "CD", "DT", "WP")


@dataclass(frozen=True, slots=True)
class Word:
    """One token. `head` and `index` count words of the tree; a root is its own head; `tag` is Penn, `dep` CLEAR style."""

    index: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str

    @property
    def is_verb(self) -> bool:
        """A verb form, an auxiliary included."""
        return self.tag.startswith("VB")

    @property
    def is_noun(self) -> bool:
        """A noun, name, pronoun or number that can head a noun phrase."""
        return self.tag.startswith(NOUN_TAGS)


@dataclass(frozen=True)
class Tree:
    """The words of one section, in order, with their dependency arcs."""

    words: tuple[Word, ...]

    @cached_property
    def _children(self) -> tuple[tuple[Word, ...], ...]:
        found: list[list[Word]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.index:
                found[word.head].append(word)
        return tuple(tuple(own) for own in found)

    def children(self, word: Word, *deps: str) -> tuple[Word, ...]:
        """Dependents in order; only those with one of `deps` if any is given."""
        own = self._children[word.index]
        return tuple(child for child in own if child.dep in deps) if deps else own

    def child(self, word: Word, *deps: str) -> Word | None:
        """The first dependent with one of `deps`."""
        return next(iter(self.children(word, *deps)), None)

    def head(self, word: Word) -> Word | None:
        """The word it depends on; None for a root."""
        return None if word.head == word.index else self.words[word.head]

    def subtree(self, word: Word, without: Sequence[Word] = ()) -> list[Word]:
        """The word and all below it in order, leaving out `without` and what is below those."""
        barred = {left.index for left in without}
        found, todo = [], [word]
        while todo:
            here = todo.pop()
            if here.index in barred:
                continue
            found.append(here)
            todo.extend(self.children(here))
        return sorted(found, key=lambda each: each.index)

    def ancestors(self, word: Word) -> Iterator[Word]:
        """Heads from the nearest to the root."""
        here = self.head(word)
        while here is not None:
            yield here
            here = self.head(here)

    def particle(self, word: Word) -> str:
        """Lemma with its particle or closely bound preposition: "point out", "call on"."""
        own = self.children(word, "prt", "prep")
        own += tuple(child for child in self.children(word, "advmod") if child.lemma in _LIKE_PARTICLES)
        after = [child for child in own if 0 < child.index - word.index <= 2]
        return f"{word.lemma} {after[0].lemma}" if after else word.lemma
