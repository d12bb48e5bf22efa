"""What bodies with authority do rather than say: an order, a ban, an entry in a list. The content is the act itself."""

from collections.abc import Iterator, Sequence

from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import rows, words_of
from tieback.watch.claim.noun_phrase import hull, noun_phrase, sentence, trim
from tieback.watch.claim.subject import find_voice
from tieback.watch.claim.tree import Tree, Word

_HEADLINE_WORDS = 25


def find_acts(tree: Tree, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of acts by an authority, outside the stretches `quoted`.

    Without an agent ("were added to the list on Tuesday") an act counts where only an authority does such a thing (column
    `alone`); its speaker is unknown then.
    """
    table = {row["verb"]: row for row in rows("act.csv")}
    for verb in tree.words:
        row = table.get(tree.particle(verb)) or table.get(verb.lemma)
        if row is None or not verb.is_verb or any(start <= verb.start < end for start, end in quoted):
            continue
        if _negated(tree, verb) or (_future(tree, verb) and not _in_force(tree, verb)):
            continue
        voice = find_voice(tree, verb)
        passive = voice.passive or _shortened(tree, verb)
        actor = voice.speaker if passive == voice.passive else None
        named = noun_phrase(tree, actor) if actor else []
        if not (_is_authority(named) and _fits(tree, verb, row["object"])):
            if actor or not passive or not _alone(tree, verb, row["alone"]):
                continue
            named = _keeper(tree, verb)
        span = hull(_deed(tree, verb, passive))
        if span is not None:
            cue = verb.start, verb.end
            yield Draft(*span, cue, verb.lemma, "official_act", hull(named), "act")


def _negated(tree: Tree, verb: Word) -> bool:
    """ "Was not fined", "nobody was fined", "no permit was revoked": no act."""
    subject = tree.child(verb, "nsubjpass", "nsubj")
    named = {word.text.lower() for word in noun_phrase(tree, subject)} if subject else set()
    return tree.child(verb, "neg") is not None or not named.isdisjoint({"nobody", "none", "no", "neither"})


def _future(tree: Tree, verb: Word) -> bool:
    return any(aux.tag in {"MD", "TO"} for aux in tree.children(verb, "aux"))


def _in_force(tree: Tree, verb: Word) -> bool:
    """ "Effective immediately, the office will detain": announced as done."""
    words = {word.lemma.lower() for word in sentence(tree, verb)}
    will = any(aux.lemma in {"will", "shall"} for aux in tree.children(verb, "aux"))
    return will and not words.isdisjoint({"effective", "immediately", "forthwith"})


def _shortened(tree: Tree, verb: Word) -> bool:
    """ "Mill added to import ban list": in a headline the participle stands without its auxiliary."""
    if verb.tag not in {"VBN", "VBD"} or tree.child(verb, "dobj", "aux", "auxpass") is not None:
        return False
    line = sentence(tree, verb)
    subject = tree.child(verb, "nsubj")
    headline = bool(line) and line[-1].text not in {".", "!", "?", "”", '"'} and len(line) < _HEADLINE_WORDS
    return (
        headline
        and verb.dep == "ROOT"
        and subject is not None
        and not _is_authority(noun_phrase(tree, subject))
    )


def _alone(tree: Tree, verb: Word, wanted: str) -> bool:
    """Is it an act that only an authority does, done to what is wanted ("any", or one of these nouns in the clause)?"""
    if not wanted or verb.dep in {"acl", "amod", "advcl", "relcl"}:
        return False
    if wanted == "any":
        return True
    others = [word for word in tree.subtree(verb) if word is not verb]
    lemmas = {word.lemma for word in others} | {word.text.lower() for word in others}
    return not lemmas.isdisjoint(wanted.split("|"))


def _keeper(tree: Tree, verb: Word) -> list[Word]:
    """ "added to the trade ministry's list": the authority whose list it is, if the clause names one."""
    for word in tree.subtree(verb):
        if word.dep == "poss":
            named = [each for each in noun_phrase(tree, word) if each.lemma not in {"'s", "’s", "'", "’"}]
            if _is_authority(named):
                return named
    return []


def _is_authority(phrase: Sequence[Word]) -> bool:
    words = {word.lemma for word in phrase} | {word.text.lower() for word in phrase}
    return not words.isdisjoint(words_of("authority.csv", "word"))


def _fits(tree: Tree, verb: Word, wanted: str) -> bool:
    """Has it an object of the wanted sort ("list|register" anywhere below it)? An empty cell wants any object."""
    if tree.child(verb, "dobj", "nsubjpass") is None:
        return False
    lemmas = {word.lemma for word in tree.subtree(verb)}
    return not wanted or not lemmas.isdisjoint(wanted.split("|"))


def _deed(tree: Tree, verb: Word, passive: bool) -> list[Word]:
    barred = [*tree.children(verb, "advcl", "conj", "cc", "relcl", "parataxis", "agent", "ccomp")]
    if not passive:
        barred += tree.children(verb, "nsubj", "aux", "advmod", "mark")
    own = tree.subtree(verb, without=barred)
    return trim(own if passive else [word for word in own if word.index >= verb.index])
