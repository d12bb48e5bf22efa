"""What changed between two versions of an article, sentence by sentence.

A sentence is reworded where it keeps half of its words; else one went and another came. Order alone is no change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tieback.model.article import Article
from tieback.watch.article.line import flat, normal
from tieback.watch.article.sentence import split_sentences

_ALIKE = 0.5  # share of words that two wordings of one sentence have in common
_COMPARED = ("headline", "standfirst", "body", "caption")


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence: `before` None where it is new, `after` None where it is gone. Quoted from the two versions."""

    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """added | removed | reworded."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "reworded"


def compare_versions(before: Article, after: Article) -> tuple[Change, ...]:
    """Changes in the order of the later version; what is gone stands where it stood. Spacing and case are no change."""
    old, new = _sentences(before), _sentences(after)
    kept_old, kept_new = {normal(text) for text in old}, {normal(text) for text in new}
    gone = [(at, text) for at, text in enumerate(old) if normal(text) not in kept_new]
    come = [(at, text) for at, text in enumerate(new) if normal(text) not in kept_old]
    pairs = _pairs([text for _, text in gone], [text for _, text in come])
    share = len(new) / len(old) if old else 1.0
    found = [
        (at, 1, Change(gone[pairs[place]][1] if place in pairs else None, text))
        for place, (at, text) in enumerate(come)
    ]
    taken = set(pairs.values())
    found += [
        (int(at * share), 0, Change(text, None))
        for place, (at, text) in enumerate(gone)
        if place not in taken
    ]
    return tuple(change for _, _, change in sorted(found, key=lambda row: row[:2]))


def _sentences(article: Article) -> list[str]:
    kept = [article.text[part.start : part.end] for part in article.sections if part.kind in _COMPARED]
    return [flat(sentence) for text in kept or [article.text] for sentence in split_sentences(text)]


def _pairs(gone: Sequence[str], come: Sequence[str]) -> dict[int, int]:
    """Place in `come` -> place in `gone` of the sentence it rewords, the most alike first, each once."""
    if len(gone) * len(come) > _MOST_PAIRS:
        return {}
    scored = [
        (_alike(old, new), -there, -here)
        for here, old in enumerate(gone)
        for there, new in enumerate(come)
        if _share(old, new) >= _ALIKE
    ]
    found: dict[int, int] = {}
    for score, there, here in sorted(scored, reverse=True):
        if score >= _ALIKE and -there not in found and -here not in found.values():
            found[-there] = -here
    return found


_MOST_PAIRS = 40_000  # another article altogether: everything went, everything came


def _share(one: str, other: str) -> float:
    """At most how alike they can be: words in common whatever their order."""
    a, b = set(normal(one).split()), set(normal(other).split())
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, normal(one).split(), normal(other).split(), autojunk=False).ratio()
