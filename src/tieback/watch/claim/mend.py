"""Repairs of what the small parser often gets wrong in reporting clauses: "an accountant states that" read as a noun."""

from collections.abc import Sequence
from dataclasses import replace

from tieback.watch.claim.lexicon import verbs
from tieback.watch.claim.tree import Word

_LEMMA = {"fin": "fine", "hop": "hope"}  # the lemmatizer cuts "fined" and "hoped" too short
_NEVER_NOUNS = frozenset(
    {"allege", "deny", "accuse", "insist", "admit", "urge", "reject", "denies", "insists"}
)
_CLAUSES = frozenset({"ROOT", "relcl", "ccomp", "advcl", "parataxis"})
_BEFORE_NOUN = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "advmod"})


def mend(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with such arcs and tags put right."""
    own = [replace(word, lemma=_LEMMA.get(word.lemma, word.lemma)) for word in words]
    for word in tuple(own):
        if _is_verb(own, word):
            _make_verb(own, word)
    _make_plain(own)
    for word in tuple(own):
        if word.text.lower() in _NEVER_NOUNS and word.dep == "compound" and word.index:
            _part(own, word)
    for word in tuple(own):
        if word.tag == "VBN" and word.dep == "acl" and word.lemma in verbs():
            _finite(own, word)
    for word in tuple(own):
        if (above := _shares(own, word)) is not None:
            own[word.index] = replace(word, head=above)
            for tie in tuple(own):
                if tie.head == word.head and tie.dep == "cc" and tie.index < word.index:
                    own[tie.index] = replace(tie, head=above)
    return tuple(own)


def _is_verb(words: Sequence[Word], word: Word) -> bool:
    """A plural noun that reports: it heads a clause, or "that" follows it and a singular noun stands right before."""
    if word.tag != "NNS" or word.lemma not in verbs() or not word.index:
        return False
    before = words[word.index - 1]
    if not before.tag.startswith("NN") or before.head != word.index or before.dep == "poss":
        return False
    if any(child.dep == "poss" and child.head == word.index for child in words):
        return False
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    says_that = after is not None and after.lemma == "that" and before.tag in {"NN", "NNP"}
    ends = after is None or after.text in {",", "."}
    said = word.dep in {"conj", "appos", "dep"} and before.tag == "NNP" and ends
    return says_that or said or word.dep in _CLAUSES


def _make_plain(words: list[Word]) -> None:
    """Verbs in their plain form that the parse took for nouns."""
    for word in tuple(words):
        if word.tag == "NN" and word.lemma in verbs() and _heads_clause(words, word):
            words[word.index] = replace(word, tag="VBP")


def _heads_clause(words: Sequence[Word], word: Word) -> bool:
    """ "Researchers report that": a noun with a subject and a clause of its own is a verb."""
    deps = {child.dep for child in words if child.head == word.index and child.index != word.index}
    return "nsubj" in deps and "ccomp" in deps and "det" not in deps and "poss" not in deps


def _part(words: list[Word], word: Word) -> None:
    """ "Villagers allege coercion" read as one noun: the verb takes its place, with a subject and an object."""
    before, head = words[word.index - 1], words[word.head]
    if not before.tag.startswith(("NN", "CD", "DT")) or before.head != head.index or head.index <= word.index:
        return
    above = word.index if head.head == head.index else head.head
    words[word.index] = replace(
        word, tag="VBP", dep=head.dep if head.head != head.index else "ROOT", head=above
    )
    words[head.index] = replace(head, dep="dobj", head=word.index)
    words[before.index] = replace(before, dep="nsubj", head=word.index)
    for each in tuple(words[: before.index]):
        if each.head == head.index and each.dep in _BEFORE_NOUN:
            words[each.index] = replace(each, head=before.index)


def _finite(words: list[Word], word: Word) -> None:
    """ "A was paid, a charity reported in May" and "inspectors named by X reported that": pasts read as participles."""
    noun = words[word.head]
    after = words[word.index + 1 : word.index + 7]
    if any(each.lemma == "by" for each in after[:2]):
        return
    if (
        noun.dep == "appos"
        and word.index == noun.index + 1
        and (not after or after[0].tag in {"IN", ".", ","})
    ):
        words[noun.index] = replace(noun, dep="nsubj", head=word.index)
        words[word.index] = replace(word, tag="VBD", dep="parataxis", head=noun.head)
        return
    if noun.head == noun.index and word.index == noun.index + 1:  # "A broadcaster alleged last week that"
        words[noun.index] = replace(noun, dep="nsubj", head=word.index)
        words[word.index] = replace(word, tag="VBD", dep="ROOT", head=word.index)
        return
    root = next((each for each in words if each.head == each.index and each.index > word.index), None)
    that = next((each for each in after if each.text == "that"), None)
    if root is None or that is None or root.index < that.index or not root.is_verb:
        return
    for each in tuple(words):
        if each.head == root.index and each.dep in {"nsubj", "nsubjpass"} and each.index < word.index:
            words[each.index] = replace(each, dep="nsubj", head=word.index)
            words[word.index] = replace(word, tag="VBD", dep="ROOT", head=word.index)
            words[root.index] = replace(root, dep="ccomp", head=word.index)


def _shares(words: Sequence[Word], word: Word) -> int | None:
    """Where a second report belongs: "acknowledged that X was late but blamed Y" joins blamed to acknowledged."""
    head = words[word.head]
    above = words[head.head]
    if (
        word.dep != "conj"
        or head.dep not in {"ccomp", "conj"}
        or word.lemma not in verbs()
        or above.lemma not in verbs()
    ):
        return None
    if word.tag != above.tag or word.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    own = {child.dep for child in words if child.head == word.index}
    heads = {child.dep for child in words if child.head == head.index}
    apart = head.tag != word.tag or heads & {"aux", "auxpass"}
    return above.index if apart and not own & {"nsubj", "nsubjpass", "aux", "auxpass", "mark"} else None


def _make_verb(words: list[Word], word: Word) -> None:
    subject = word.index - 1
    words[word.index] = replace(word, tag="VBZ", dep="parataxis" if word.dep == "appos" else word.dep)
    named = words[subject].tag == "NNP"
    words[subject] = replace(words[subject], dep="nsubj")
    for child in tuple(words):
        if child.head != word.index or child.index == word.index:
            continue
        if child.index < subject and child.dep in _BEFORE_NOUN:
            loose = named and child.tag == "NN"  # "something Osk Timber disputes"
            words[child.index] = replace(child, dep="dobj") if loose else replace(child, head=subject)
        elif child.index > word.index and child.dep in {"relcl", "acl"}:
            words[child.index] = replace(child, dep="ccomp")
