"""Nouns that report: "the allegation that", "its denial of", "accusations, made by X, that", "expressed concern about"."""

from collections.abc import Iterator, Sequence

from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import column, verbs, words_of
from tieback.watch.claim.noun_phrase import hull, is_manner, noun_phrase, trim
from tieback.watch.claim.subject import agent, find_voice
from tieback.watch.claim.tree import Tree, Word

_ABOUT = frozenset({"of", "about", "over", "regarding", "concerning", "at"})
_BACK = frozenset(
    {"the", "these", "those", "such", "any", "its", "their", "this", "that", "all", "no", "his", "her"}
)
_LIGHT = "object_claim"  # "make", "issue", "express": the noun says what is claimed, the verb's subject who claims it
_NEEDS_SPEAKER = frozenset(
    {"denial", "statement", "opinion", "request", "announcement", "admission", "official_act"}
)


def find_nominals(tree: Tree, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of all claim nouns that stand outside the stretches `quoted`."""
    kinds = column("noun.csv", "noun", "kind")
    for noun in tree.words:
        kind = kinds.get(noun.lemma)
        if kind is None or not noun.tag.startswith("NN") or noun.dep == "compound":
            continue
        if any(start <= noun.start < end for start, end in quoted):
            continue
        if noun.lemma == "report" and noun.tag == "NNS":
            kind = "allegation"  # "reports that", of nobody
        draft = _draft(tree, noun, kind)
        if draft is not None:
            yield draft


def _draft(tree: Tree, noun: Word, kind: str) -> Draft | None:
    if is_manner(tree, noun) or _is_reason(tree, noun):
        return None
    speaker = _speaker(tree, noun)
    pattern, content = _content(tree, noun)
    if speaker is None and (kind in _NEEDS_SPEAKER or not _stands_alone(tree, noun, pattern, content)):
        return None
    if not content:
        light = noun.dep == "dobj" and kind in {"opinion", "concern"}
        if speaker is None or not (kind == "denial" or light):
            return None
        pattern, content = "bare", [noun]
    if kind in {"statement", "official_act"} and pattern != "clause":
        return None
    above = tree.head(noun)
    if (
        pattern == "of"
        and speaker is None
        and noun.dep == "dobj"
        and above is not None
        and above.lemma in verbs()
    ):
        return None  # "called reports of transfers a lie": the verb's claim holds it
    if kind == "finding" and pattern != "clause":
        return None
    span = hull(content)
    if span is None:
        return None
    held = (
        [word for word in noun_phrase(tree, speaker) if word.lemma not in {"'s", "'", "’s", "’"}]
        if speaker
        else []
    )
    return Draft(
        start=span[0],
        end=span[1],
        cue=(noun.start, noun.end),
        lemma=noun.lemma,
        kind=kind,
        speaker=hull(held),
        rule=f"noun {pattern}",
    )


def _is_reason(tree: Tree, noun: Word) -> bool:
    """ "For fear of losing her job": why something is done, not what is said."""
    above = tree.head(noun)
    return noun.lemma == "fear" and noun.dep == "pobj" and above is not None and above.lemma in {"for", "in"}


def _speaker(tree: Tree, noun: Word) -> Word | None:
    own = tree.child(noun, "poss")
    if own is not None:
        return own
    for preposition in tree.children(noun, "prep", "agent"):
        if preposition.lemma in {"by", "from"} and (found := tree.child(preposition, "pobj")) is not None:
            return found
    for clause in tree.children(noun, "acl"):
        if clause.tag == "VBN" and (found := agent(tree, clause)) is not None:
            return found
    for clause in tree.words[noun.index + 1 : noun.index + 4]:
        if (
            clause.tag == "VBN"
            and clause.lemma in _light_verbs()
            and (found := agent(tree, clause)) is not None
        ):
            return found
    verb = tree.head(noun)
    if verb is None or not verb.is_verb or verb.lemma not in _light_verbs():
        return None
    if noun.dep in {"dobj", "nsubjpass"}:
        return find_voice(tree, verb).speaker
    return None


def _content(tree: Tree, noun: Word) -> tuple[str, list[Word]]:
    for clause in tree.children(noun, "acl", "ccomp", "relcl"):
        mark = tree.child(clause, "mark", "aux") or _that(tree, clause)
        if mark is not None and mark.lemma in {"that", "to", "whether"} and mark.index > noun.index:
            return "clause", trim(tree.subtree(clause))
    late = _late_clause(tree, noun)
    if late:
        return "clause", late
    for preposition in tree.children(noun, "prep"):
        if preposition.lemma in _ABOUT and preposition.index > noun.index:
            for found in tree.children(preposition, "pobj", "pcomp"):
                return "of", trim(tree.subtree(found))
    return "", []


def _that(tree: Tree, clause: Word) -> Word | None:
    """The "that" of "denial that quotas exist", which the parse may take for an object; not of "claims that X made"."""
    that = tree.child(clause, "dobj")
    told = clause.lemma in verbs()
    return (
        that
        if that is not None and that.lemma == "that" and not told and tree.child(clause, "nsubj")
        else None
    )


def _late_clause(tree: Tree, noun: Word) -> list[Word]:
    """ "the allegations, made last week by X, that prisoners were leased"; "the claim is that"."""
    for word in tree.words[noun.index + 1 : noun.index + 20]:
        if word.text in {".", ";"} or word.tag in {"VBD", "VBP", "MD"}:
            return []
        if word.lemma == "that" and word.dep == "mark":
            clause = tree.head(word)
            return trim(tree.subtree(clause)) if clause is not None and clause.index > word.index else []
    return []


def _stands_alone(tree: Tree, noun: Word, pattern: str, content: Sequence[Word]) -> bool:
    """An accusation of nobody: told in full, and not one that was told before ("the allegations of")."""
    if pattern == "clause":
        return True
    back = any(child.lemma in _BACK for child in tree.children(noun, "det", "poss"))
    wrong = words_of("wrong.csv", "word")
    return bool(content) and not back and any(w.lemma in wrong or w.tag == "VBG" for w in content)


def _light_verbs() -> frozenset[str]:
    return frozenset(lemma for lemma, cue in verbs().items() if _LIGHT in cue.patterns)
