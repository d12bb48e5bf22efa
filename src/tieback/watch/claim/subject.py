"""Who is the subject of a reporting verb: its own, the one it shares, the one its clause describes, or nobody."""

from dataclasses import dataclass

from tieback.watch.claim.tree import SUBJECT, Tree, Word

_RELATIVE = frozenset({"which", "who", "that", "whom"})
_QUOTING = frozenset({"quote", "cite", "describe", "report", "hear", "record"})
_SHARING = ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp")


@dataclass(frozen=True, slots=True)
class Voice:
    """`speaker`: head of the phrase that speaks, or None; `through`: who quotes it ("X quoted Y as saying")."""

    speaker: Word | None
    passive: bool
    through: Word | None = None

    @property
    def agentless(self) -> bool:
        """Said, by nobody who is named."""
        return self.passive and self.speaker is None


def find_voice(tree: Tree, verb: Word) -> Voice:
    """Active or passive, and the head of the speaking noun phrase."""
    if (quoted := _quoted(tree, verb)) is not None:
        return quoted
    if is_passive(tree, verb):
        return Voice(agent(tree, verb), True)
    return Voice(_subject(tree, verb), False)


def _quoted(tree: Tree, verb: Word) -> Voice | None:
    """ "X quoted Y as saying", "Y was quoted (by X) as saying": Y speaks, through X."""
    link = tree.head(verb)
    above = tree.head(link) if link is not None else None
    if (
        verb.tag != "VBG"
        or link is None
        or above is None
        or link.lemma != "as"
        or above.lemma not in _QUOTING
    ):
        return None
    if is_passive(tree, above):
        return Voice(tree.child(above, "nsubjpass"), False, agent(tree, above))
    return Voice(tree.child(above, "dobj"), False, _subject(tree, above))


def is_passive(tree: Tree, verb: Word) -> bool:
    """A participle with a passive auxiliary, or one that describes a noun ("denied by the company")."""
    if tree.child(verb, "auxpass") is not None:
        return True
    if verb.tag != "VBN" or tree.child(verb, "aux") is not None or tree.child(verb, "nsubj") is not None:
        return False
    if verb.dep == "conj":
        head = tree.head(verb)
        return head is not None and head.tag == "VBN" and is_passive(tree, head)
    return verb.dep in {"acl", "advcl", "relcl", "nmod", "appos"}


def agent(tree: Tree, verb: Word) -> Word | None:
    """Whoever stands after "by"."""
    for by in tree.children(verb, "agent", "prep"):
        if by.lemma == "by" and (found := tree.child(by, "pobj")) is not None:
            return found
    if verb.dep != "conj":
        return next(
            (found for other in tree.children(verb, "conj") if (found := agent(tree, other)) is not None),
            None,
        )
    return None


def _subject(tree: Tree, verb: Word) -> Word | None:
    seen: set[int] = set()
    here: Word | None = verb
    while here is not None and here.index not in seen:
        seen.add(here.index)
        own = min(tree.children(here, *SUBJECT), key=lambda word: abs(word.index - verb.index), default=None)
        if own is not None:
            return _named(tree, here, own)
        head = tree.head(here)
        if head is None:
            return None
        if here.dep in {"acl", "relcl"}:
            return head if head.is_noun else None
        if here.dep == "prep" or here.dep in _SHARING:
            here = head
        else:
            return None
        if here.is_noun and not here.is_verb:
            return None
    return None


def _named(tree: Tree, verb: Word, own: Word) -> Word | None:
    """The noun that a relative pronoun stands for, else the subject itself; none for "it was said", "there is"."""
    if own.lemma in _RELATIVE and own.tag in {"WDT", "WP", "IN"}:
        clause = verb
        while clause.dep == "conj" and (above := tree.head(clause)) is not None:
            clause = above
        head = tree.head(clause)
        return head if clause.dep == "relcl" and head is not None and head.is_noun else None
    return own if own.is_noun or own.tag.startswith("JJ") else None
