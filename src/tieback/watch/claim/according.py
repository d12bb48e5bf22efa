"""Attribution without a reporting verb: "according to X", "in the words of X", "per X"; "allegedly", "reportedly"."""

from collections.abc import Iterator, Sequence

from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.noun_phrase import hull, noun_phrase, sentence, trim
from tieback.watch.claim.tree import Tree, Word

_VIEWS = frozenset({"view", "word", "opinion", "telling"})
_HEARSAY = frozenset({"allegedly", "reportedly", "purportedly", "supposedly"})


def find_according(tree: Tree, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of prepositional and adverbial attribution outside the stretches `quoted`."""
    for word in tree.words:
        if any(start <= word.start < end for start, end in quoted):
            continue
        if word.lemma in {"accord", "according"} and word.text.lower() == "according":
            draft = _according(tree, word)
        elif word.lemma in _VIEWS:
            draft = _in_words_of(tree, word)
        elif word.lemma in _HEARSAY:
            draft = _hearsay(tree, word)
        else:
            draft = None
        if draft is not None:
            yield draft


def _according(tree: Tree, word: Word) -> Draft | None:
    to = next(
        (child for child in tree.children(word) if child.lemma == "to" and child.index == word.index + 1),
        None,
    )
    named = tree.child(to, "pobj") if to is not None else None
    if to is None or named is None or named.lemma in {"plan", "schedule", "law", "need"}:
        return None
    phrase = noun_phrase(tree, named)
    around = sentence(tree, word)
    left = trim([each for each in around if each.index < word.index])
    right = trim([each for each in around if phrase and each.index > phrase[-1].index])
    tail = tree.words[phrase[-1].index + 1].text if phrase and phrase[-1].index + 1 < len(tree.words) else "."
    relative = bool(right) and right[0].tag in {"WDT", "WP", "WP$", "WRB"}
    content = [*left, *right] if left and tail == "," and not relative else left or right
    if not any(each.is_verb for each in content):
        return None
    return _made(content, word, to, hull(phrase), "according to")


def _in_words_of(tree: Tree, noun: Word) -> Draft | None:
    """ "In the view of X, the office counts convictions": the rest of the sentence."""
    above, of = tree.head(noun), tree.child(noun, "prep")
    named = tree.child(of, "pobj") if of is not None and of.lemma == "of" else None
    if of is None or above is None or above.lemma != "in" or named is None:
        return None
    phrase = noun_phrase(tree, named)
    around = sentence(tree, noun)
    left = trim([each for each in around if each.index < above.index])
    right = trim([each for each in around if phrase and each.index > phrase[-1].index])
    content = left if left and not any(each.is_verb for each in right) else right
    return _made(content, above, of, hull(phrase), "according to") if content else None


def _hearsay(tree: Tree, word: Word) -> Draft | None:
    head = tree.head(word)
    if head is None or not head.is_verb:
        return None
    marks = tree.children(head, "advcl", "mark", "cc", "conj")
    content = trim(tree.subtree(head, without=marks))
    return _made(content, word, word, None, "hearsay")


def _made(content: Sequence[Word], first: Word, last: Word, speaker: Span | None, rule: str) -> Draft | None:
    span = hull(content)
    if span is None:
        return None
    kind = "allegation" if rule == "hearsay" else "statement"
    return Draft(
        start=span[0],
        end=span[1],
        cue=(first.start, last.end),
        lemma=rule if rule == "according to" else first.lemma,
        kind=kind,
        speaker=speaker,
        rule=rule,
        after=span[0] < first.start,
    )
