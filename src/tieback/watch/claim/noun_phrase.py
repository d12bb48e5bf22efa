"""Stretches of a tree as offsets: noun phrases, clauses, sentences, trimmed of marks and joining words at their edges."""

from collections.abc import Iterable, Sequence

from tieback.watch.claim.draft import Span
from tieback.watch.claim.tree import Tree, Word

_LOOSE = ("relcl", "advcl", "parataxis", "ccomp", "csubj", "dep", "discourse")
_EDGE = frozenset(
    {",", ":", ";", "-", "--", "–", "—", "(", ")", "[", "]", '"', "'", "``", "''", ".", "...", "…", "?", "!"}
)
_TIES = frozenset({"and", "but", "or", "while", "because", "as"})


def noun_phrase(tree: Tree, head: Word) -> list[Word]:
    """The words of the phrase under `head`, appositions and participles included, relative and loose clauses not."""
    loose = [child for child in tree.children(head) if child.dep in _LOOSE and not _restricts(tree, child)]
    loose += [child for child in tree.children(head, "acl") if not child.tag.startswith(("VBN", "VBG"))]
    loose += [child for child in tree.children(head, "prep") if tree.child(child, "pcomp")]
    loose += [child for child in tree.children(head, "appos") for child in tree.children(child, "relcl")]
    loose += [word for word in tree.subtree(head) if word.dep == "relcl" and _set_off(tree, word)]
    own = tree.subtree(head, without=loose)
    verb = tree.head(head)
    if verb is not None and head.dep == "nsubj" and verb.index < head.index:  # "reads a notice at the gate"
        own += [
            each
            for late in tree.children(verb, "prep")
            if late.index > head.index
            for each in tree.subtree(late)
        ]
        own.sort(key=lambda word: word.index)
    return _with_name(tree, head, trim(run(own, head)))


def _restricts(tree: Tree, clause: Word) -> bool:
    """ "Constables who watched the square": the clause tells which, so it belongs to the phrase."""
    head = tree.head(clause)
    return (
        clause.dep == "relcl"
        and head is not None
        and head.tag in {"NN", "NNS", "CD"}
        and not _set_off(tree, clause)
    )


def _set_off(tree: Tree, clause: Word) -> bool:
    """A relative clause after a comma tells more, it does not tell who."""
    first = tree.subtree(clause)[0]
    return first.index > 0 and tree.words[first.index - 1].text == ","


def _with_name(tree: Tree, head: Word, phrase: list[Word]) -> list[Word]:
    """ "A chaplain who boarded it, Jon Weems": up to the name, over the clause between."""
    named = [child for child in tree.children(head, "appos") if child.tag == "NNP" and child not in phrase]
    if not named or not phrase or named[0].index < head.index or head.tag == "NNP":
        return phrase
    return list(tree.words[phrase[0].index : tree.subtree(named[0])[-1].index + 1])


def is_manner(tree: Tree, noun: Word) -> bool:
    """ "said in a statement that", "noted with concern that": the noun tells how, the verb tells what."""
    preposition = tree.head(noun)
    above = tree.head(preposition) if preposition is not None else None
    return (
        noun.dep == "pobj"
        and preposition is not None
        and preposition.lemma in {"in", "with", "during", "through", "via", "at"}
        and above is not None
        and above.is_verb
    )


def run(words: Sequence[Word], around: Word) -> list[Word]:
    """The unbroken run of words that holds `around`."""
    kept = {word.index: word for word in words}
    first = last = around.index
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return [kept[index] for index in range(first, last + 1) if index in kept]


def trim(words: Sequence[Word], ties: bool = False) -> list[Word]:
    """Without marks at either edge and, if `ties`, joining words at the end."""
    barred = _EDGE | _TIES if ties else _EDGE
    own = list(words)
    while own and own[0].text.lower() in _EDGE:
        own.pop(0)
    while own and own[-1].text.lower() in barred:
        own.pop()
    return own


def hull(words: Iterable[Word]) -> Span | None:
    """From the first to the last word; None if there is none."""
    own = sorted(words, key=lambda word: word.start)
    return (own[0].start, own[-1].end) if own else None


def sentence(tree: Tree, word: Word) -> list[Word]:
    """All words under the same root."""
    return tree.subtree([word, *tree.ancestors(word)][-1])
