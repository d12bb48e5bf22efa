"""What a reporting verb reports: the complement that carries it, by the patterns its row of `verb.csv` allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tieback.watch.claim.lexicon import Cue, column, wording, words_of
from tieback.watch.claim.noun_phrase import is_manner, run, trim
from tieback.watch.claim.tree import Tree, Word

_CLAUSE_MARKS = frozenset({"that", "whether", "if", "how", "why", "what", "where"})
_TOLD_IN_FULL = frozenset({"allegation", "finding", "statement", "concern"})
_NEAR = 14  # words between a verb and the clause it opens: "told the court in Velden on Monday that"


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting verb where it stands."""

    tree: Tree
    verb: Word
    cue: Cue
    passive: bool


def find_complement(tree: Tree, verb: Word, cue: Cue, passive: bool) -> tuple[str, list[Word]] | None:
    """The pattern that fits, and the words of the content; None if the verb reports nothing here."""
    frame = Frame(tree, verb, cue, passive)
    for pattern, find in _PATTERNS:
        if pattern in cue.patterns and (found := trim(find(frame))):
            return pattern, found
    return None


def _clause(frame: Frame) -> Sequence[Word]:
    """The clauses the parse hangs on the verb, those after it first; else one that follows in the text."""
    tree, verb, passive = frame.tree, frame.verb, frame.passive
    found = [
        child for child in tree.children(verb, "ccomp", "csubjpass") if not _is_gerund(tree, verb, child)
    ]
    if passive:
        found += [
            child for child in tree.children(verb, "xcomp") if child.is_verb or tree.child(child, "aux")
        ]
    right = [child for child in found if child.index > verb.index]
    left = [child for child in found if child.index < verb.index]
    marked = any(tree.child(child, "mark") for child in right)
    if (
        not passive
        and not marked
        and not left
        and (late := _that_clause(frame))
        and (not right or late[0].lemma == "that")
    ):
        return late
    chosen = right if marked or not left or _colon(tree, left, verb) else left
    return [word for child in chosen for word in tree.subtree(child, without=[verb])]


def _is_gerund(tree: Tree, verb: Word, child: Word) -> bool:
    return child.tag == "VBG" and child.index > verb.index and tree.child(child, "aux", "mark") is None


def _colon(tree: Tree, left: Sequence[Word], verb: Word) -> bool:
    """ "A happened: X said that B": what stands before the colon is no part of the saying."""
    return any(word.text in {":", ";"} for word in tree.words[left[-1].index : verb.index])


def _that_clause(frame: Frame) -> Sequence[Word]:
    """A clause that opens with "that" or the like a few words on, whatever the parse hangs it on."""
    tree, verb = frame.tree, frame.verb
    if (plain := _plain_that(tree, verb)) or (
        "otherwise" in frame.cue.patterns and (plain := _otherwise(tree, verb))
    ):
        return plain
    if tree.child(verb, "dobj") is not None and "addressee" not in frame.cue.patterns:
        return ()
    for word in tree.words[verb.index + 1 : verb.index + _NEAR]:
        if word.text in {".", ";", '"'} or word.tag in {"VBD", "VBZ", "VBP", "MD"}:
            break
        if word.lemma in _CLAUSE_MARKS and word.dep in {"mark", "advmod", "dobj", "nsubj", "pobj"}:
            clause = tree.head(word)
            between = tree.words[verb.index + 1 : word.index]
            nouns = [each for each in between if each.lemma in column("noun.csv", "noun", "kind")]
            if any(not is_manner(tree, noun) for noun in nouns):
                break  # the noun says so, not the verb
            if clause is not None and clause.is_verb and clause.index > word.index and clause.dep != "relcl":
                return _whole(tree, verb, clause)
    return ()


def _plain_that(tree: Tree, verb: Word) -> Sequence[Word]:
    """What follows "wrote that" to the end of the sentence, where the parse saw no clause in it."""
    rest = tree.words[verb.index + 1 :]
    if len(rest) < 4 or rest[0].lemma != "that" or rest[1].is_verb:
        return ()
    stop = next((at for at, word in enumerate(rest) if word.text in {".", ";", "?", "!"}), len(rest))
    return rest[:stop] if any(word.is_verb for word in rest[:stop]) else ()


def _otherwise(tree: Tree, verb: Word) -> Sequence[Word]:
    """ "say otherwise"."""
    return [child for child in tree.children(verb, "advmod") if child.lemma == "otherwise"]


def _object(frame: Frame) -> Sequence[Word]:
    tree, verb, passive = frame.tree, frame.verb, frame.passive
    if passive:
        own = tree.child(verb, "nsubjpass")
        if own is None and verb.dep == "acl":
            own = tree.head(verb)
            return run(tree.subtree(own, without=[verb]), own) if own is not None else ()
        return tree.subtree(own) if own is not None else ()
    own = tree.child(verb, "dobj", "attr")
    if own is None and (what := _what(tree, verb)) is not None:
        return tree.subtree(
            what, without=[child for child in tree.children(what, "ccomp") if child.index > what.index]
        )
    if own is None and verb.dep == "relcl" and tree.child(verb, "ccomp", "xcomp") is None:
        own = verb  # "a charge it denies": no pronoun stands for the noun
    if own is None:
        return ()
    if own is not verb and own.index > verb.index and frame.cue.kind in _TOLD_IN_FULL:
        return _with_rest(tree, verb, own)
    if own is verb or (own.lemma in {"which", "that", "whom"} and own.tag != "DT" and own.index < verb.index):
        antecedent = tree.head(verb)
        if verb.dep != "relcl" or antecedent is None:
            return ()
        return run(tree.subtree(antecedent, without=[verb]), antecedent)
    return tree.subtree(own)


def _with_rest(tree: Tree, verb: Word, own: Word) -> Sequence[Word]:
    """The object with what follows it at once, wherever the parse hangs that: "fines | for talking"."""
    found = tree.subtree(own)
    for late in tree.children(verb, "prep", "acl", "advcl", "dobj"):
        rest = tree.subtree(late)
        if rest[0].index == found[-1].index + 1 and late is not own:
            found = [*found, *rest]
    return found


def _object_wrong(frame: Frame) -> Sequence[Word]:
    found = _object(frame)
    subject = frame.tree.child(frame.verb, "nsubj")
    shown = subject is not None and subject.lemma in column("document.csv", "noun", "authored")
    return found if shown or any(word.lemma in words_of("wrong.csv", "word") for word in found) else ()


def _object_document(frame: Frame) -> Sequence[Word]:
    """ "produced three payslips showing a wage of zero": a paper that is shown speaks."""
    own = frame.tree.child(frame.verb, "nsubjpass" if frame.passive else "dobj")
    papers = column("document.csv", "noun", "authored")
    if own is None or not (own.lemma in papers or own.text.lower() in papers):
        return ()
    return _object(frame)


def _what(tree: Tree, verb: Word) -> Word | None:
    """ "backed up what the drivers had said": the clause that "what" opens."""
    return next((c for c in tree.children(verb, "ccomp") if tree.subtree(c)[0].lemma == "what"), None)


def _object_reference(frame: Frame) -> Sequence[Word]:
    """An object that points at something said: "the findings", "its account"."""
    verb = frame.verb
    own = frame.tree.child(verb, "nsubjpass" if frame.passive else "dobj")
    if own is None or not (own.tag in {"PRP", "DT"} or wording("reference").fullmatch(own.text)):
        return ()
    return _object(frame)


def _infinitive(frame: Frame) -> Sequence[Word]:
    tree, verb = frame.tree, frame.verb
    return next(
        (tree.subtree(child) for child in tree.children(verb, "xcomp", "ccomp", "advcl") if _to(tree, child)),
        (),
    )


def _object_infinitive(frame: Frame) -> Sequence[Word]:
    """ "urged the ministry to act": ministry and act; "called on X to act" likewise."""
    tree, verb = frame.tree, frame.verb
    for child in tree.children(verb, "xcomp", "ccomp", "advcl"):
        if _to(tree, child):
            return tree.subtree(child)
    for named in (
        *tree.children(verb, "dobj", "dative"),
        *_objects_of(tree, verb, frozenset({"on", "upon", "for"})),
    ):
        for child in tree.children(named, "acl", "relcl", "xcomp", "advcl"):
            if _to(tree, child):
                return tree.subtree(child)
    return ()


def _gerund(frame: Frame) -> Sequence[Word]:
    tree = frame.tree
    for child in tree.children(frame.verb, "xcomp", "ccomp"):
        if child.tag == "VBG" or (child.tag == "VBN" and tree.child(child, "auxpass")):
            return tree.subtree(child)
    return ()


def _prep(frame: Frame) -> Sequence[Word]:
    tree, verb, cue = frame.tree, frame.verb, frame.cue
    return next((tree.subtree(found) for found in _objects_of(tree, verb, cue.prepositions)), ())


def _object_prep(frame: Frame) -> Sequence[Word]:
    tree, verb, cue = frame.tree, frame.verb, frame.cue
    if cue.lemma == "put":  # "puts it at 300", "put at 300 the number of those who paid"
        named, at = tree.child(verb, "dobj"), _objects_of(tree, verb, cue.prepositions)
        both = [*tree.subtree(named), *tree.subtree(at[0])] if named is not None and at else []
        return sorted(both, key=lambda word: word.index)
    near = [
        verb,
        *tree.children(verb, "dobj", "nsubjpass", "dative"),
        *_objects_of(tree, verb, frozenset({"by"})),
    ]
    for holder in near:
        for found in _objects_of(tree, holder, cue.prepositions):
            if found.index > verb.index:
                return tree.subtree(found)
    return ()


def _object_as(frame: Frame) -> Sequence[Word]:
    tree, verb = frame.tree, frame.verb
    for preposition in tree.words[verb.index + 1 :]:
        if preposition.text in {".", ";"}:
            break
        if preposition.lemma == "as" and preposition.dep in {"prep", "mark", "advmod"}:
            found = tree.subtree(preposition)[1:]
            if not found:
                found = tree.subtree(tree.words[preposition.head])
            held = [word for word in found if word.index > preposition.index]
            named = tree.child(verb, "dobj")
            if frame.cue.kind != "denial" and named is not None and held:
                return tree.words[tree.subtree(named)[0].index : held[-1].index + 1]
            return held
    return ()


def _predicate(frame: Frame) -> Sequence[Word]:
    tree, verb = frame.tree, frame.verb
    named = tree.child(verb, "oprd", "acomp")
    if named is not None:
        return tree.subtree(named)
    if (own := tree.child(verb, "dobj")) is not None and wording("called_false").fullmatch(own.text):
        return tree.subtree(own)  # "called the report fiction", read as one noun
    clause = tree.child(verb, "ccomp")
    if clause is not None and clause.index > verb.index:
        return tree.subtree(clause)
    return ()


def _to(tree: Tree, verb: Word) -> bool:
    return any(child.tag == "TO" for child in tree.children(verb, "aux", "mark"))


def _objects_of(tree: Tree, word: Word, prepositions: frozenset[str]) -> list[Word]:
    return [
        found
        for preposition in tree.children(word, "prep", "dative", "agent")
        if preposition.lemma in prepositions
        for found in tree.children(preposition, "pobj", "pcomp", "prep")[:1]
    ]


def _whole(tree: Tree, verb: Word, clause: Word) -> Sequence[Word]:
    """The clause without the reporting verb's own words, where the parse hangs the verb inside it."""
    return tree.subtree(clause, without=[verb])


_PATTERNS: tuple[tuple[str, Callable[[Frame], Sequence[Word]]], ...] = (
    ("object_prep", _object_prep),
    ("object_as", _object_as),
    ("clause", _clause),
    ("that_clause", _that_clause),
    ("object_to", _object_infinitive),
    ("to", _infinitive),
    ("gerund", _gerund),
    ("object_predicate", _predicate),
    ("prep", _prep),
    ("object_reference", _object_reference),
    ("object_document", _object_document),
    ("object", _object),
    ("object_wrong", _object_wrong),
)
