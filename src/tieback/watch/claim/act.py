"""What bodies with authority do rather than say: an order, a ban, an entry in a list. The content is the act itself."""

from collections.abc import Iterator, Sequence

from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import rows, words_of
from tieback.watch.claim.noun_phrase import hull, noun_phrase, trim
from tieback.watch.claim.subject import find_voice
from tieback.watch.claim.tree import Tree, Word


def find_acts(tree: Tree, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of acts by an authority, outside the stretches `quoted`."""
    table = {row["verb"]: row for row in rows("act.csv")}
    for verb in tree.words:
        row = table.get(tree.particle(verb)) or table.get(verb.lemma)
        if row is None or not verb.is_verb or any(start <= verb.start < end for start, end in quoted):
            continue
        voice = find_voice(tree, verb)
        if (
            voice.speaker is None
            or tree.child(verb, "neg")
            or (tree.child(verb, "aux") and _future(tree, verb))
        ):
            continue
        named = noun_phrase(tree, voice.speaker)
        if not _is_authority(named) or not _fits(tree, verb, row["object"]):
            continue
        content = _deed(tree, verb, voice.passive)
        span = hull(content)
        if span is not None:
            yield Draft(
                span[0],
                span[1],
                (verb.start, verb.end),
                verb.lemma,
                "official_act",
                hull(named),
                "act",
                (),
                False,
            )


def _future(tree: Tree, verb: Word) -> bool:
    return any(aux.tag in {"MD", "TO"} for aux in tree.children(verb, "aux"))


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
