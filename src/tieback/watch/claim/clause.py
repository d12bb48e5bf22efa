"""Reporting verbs in a parsed text: "X said that", "..., X said, ...", "X was accused by Y of", "it was claimed that"."""

from collections.abc import Iterator, Sequence

from tieback.watch.claim.complement import find_complement
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import Cue, verbs
from tieback.watch.claim.noun_phrase import hull, noun_phrase, run, sentence, trim
from tieback.watch.claim.subject import Voice, find_voice
from tieback.watch.claim.tree import SUBJECT, Tree, Word

_AGENTLESS = frozenset({"allegation", "statement", "opinion", "finding", "concern", "denial"})
_SILENT = frozenset(
    {"decline", "refuse", "fail", "omit", "avoid", "stop", "unable", "unwilling", "due", "expect", "schedule"}
)


def find_clauses(tree: Tree, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of all reporting verbs that stand outside the stretches `quoted`."""
    for verb in tree.words:
        if not verb.is_verb or any(start <= verb.start < end for start, end in quoted):
            continue
        cue = verbs().get(tree.particle(verb)) or verbs().get(verb.lemma)
        if cue is None or verb.dep in {"amod", "aux", "compound"} or _unsaid(tree, verb):
            continue
        yield from _draft(tree, verb, cue)


def _draft(tree: Tree, verb: Word, cue: Cue) -> Iterator[Draft]:
    voice = find_voice(tree, verb)
    if voice.speaker is None and not (voice.agentless and cue.kind in _AGENTLESS):
        return
    found = find_complement(tree, verb, cue, voice.passive)
    rule, content = found or ("", [])
    if rule in {"", "clause"} and "inserted" in cue.patterns and (around := _inserted(tree, verb, voice)):
        rule, content = "inserted", around
    content = _apart(content, verb)
    span = hull(content)
    if span is None:
        if "quote" not in cue.patterns or voice.speaker is None:
            return
        span = verb.end, verb.end  # a quotation may stand beside it
    yield Draft(
        start=span[0],
        end=span[1],
        cue=(verb.start, verb.end),
        lemma=cue.lemma,
        kind=cue.kind,
        speaker=hull(noun_phrase(tree, voice.speaker)) if voice.speaker else None,
        rule=f"{'passive ' if voice.passive else ''}{rule}",
        via=(via,) if voice.through and (via := hull(noun_phrase(tree, voice.through))) else (),
        after=span[0] < verb.start,
    )


def _unsaid(tree: Tree, verb: Word) -> bool:
    """ "did not say", "declined to say", "is due to announce", "asked whether" without a subject: nothing was said."""
    if tree.child(verb, "neg") is not None:
        return True
    head = tree.head(verb)
    if verb.tag == "VB" and head is not None and verb.dep in {"xcomp", "ccomp", "advcl", "acl"}:
        return head.lemma in _SILENT or tree.child(head, "neg") is not None
    return verb.tag == "VB" and tree.child(verb, *SUBJECT) is None and verb.dep == "ROOT"


def _inserted(tree: Tree, verb: Word, voice: Voice) -> list[Word]:
    """ "A, officials say, B" and "A, officials say": the rest of the sentence, where marks part the clause from it."""
    if voice.speaker is None or voice.passive or voice.speaker.lemma in {"which", "who"}:
        return []
    own = run(
        [word for word in tree.words if word in noun_phrase(tree, voice.speaker) or word.index == verb.index],
        verb,
    )
    if voice.speaker not in own:
        return []
    first, last = own[0], own[-1]
    before = tree.words[first.index - 1] if first.index else None
    if before is None or before.text not in {",", '"', "--", "—", "–"}:
        return []
    around = sentence(tree, verb)
    left = [word for word in around if word.index < first.index]
    right = [word for word in around if word.index > last.index]
    if not any(word.is_verb for word in left) and not right:
        return []
    after = tree.words[last.index + 1] if last.index + 1 < len(tree.words) else None
    if after is None or after.text in {",", ".", '"', "?", "!", ";", "--", "—", "–"}:
        return [*trim(left), *trim(right)] if after is not None and after.text == "," else trim(left)
    return trim(left)


def _apart(content: Sequence[Word], verb: Word) -> list[Word]:
    """The content on one side of the cue where the other side holds no verb of its own."""
    own = [word for word in content if word.index != verb.index]
    left = [word for word in own if word.index < verb.index]
    right = [word for word in own if word.index > verb.index]
    if left and right and not any(word.is_verb for word in right):
        return trim(left)
    if left and right and not any(word.is_verb for word in left):
        return trim(right)
    return trim(own)
