"""Reporting verbs in a parsed text: "X said that", "..., X said, ...", "X was accused by Y of", "it was claimed that"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieback.watch.claim.cast import body_classes, is_role
from tieback.watch.claim.complement import find_complement
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import Cue, verbs
from tieback.watch.claim.noun_phrase import hull, noun_phrase, run, sentence, trim
from tieback.watch.claim.quotation import Quotation
from tieback.watch.claim.subject import Voice, find_voice
from tieback.watch.claim.tree import SUBJECT, Tree, Word

_HEARING = frozenset(
    (
        "court",
        "inquiry",
        "tribunal",
        "jury",
        "committee",
        "hearing",
        "parliament",
        "commission",
        "panel",
        "judge",
    )
)
_DAYS = frozenset(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "today", "yesterday")
)
_GOING = frozenset(  # "called to say", "went on to say"
    (
        *("go", "continue", "proceed", "begin", "start", "appear", "seem", "choose", "rush", "come", "write"),
        *("telephone", "phone", "ring", "call", "email", "return", "rise", "stand", "step", "hasten"),
    )
)
_BARE = frozenset({"agree", "disagree", "concur", "dissent", "demur"})
_ASKED = frozenset({"not", "whether", "if", "how", "why", "what", "who", "when", "where", "which"})


def find_clauses(tree: Tree, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of all reporting verbs that stand outside the stretches `quoted`."""
    for verb in tree.words:
        if not verb.is_verb or any(start <= verb.start < end for start, end in quoted):
            continue
        cue = verbs().get(tree.particle(verb)) or verbs().get(verb.lemma)
        if cue is None or verb.dep in {"amod", "aux", "compound"}:
            continue
        if cue.kind == "denial" and _granted(tree, verb):
            cue = replace(cue, kind="admission")  # "does not dispute the figure"
        elif _unsaid(tree, verb) or (cue.kind == "denial" and _allowed(tree, verb)):
            continue
        yield from _draft(tree, verb, cue)


def find_colons(tree: Tree, quotations: Sequence[Quotation]) -> Iterator[Draft]:
    """ "The chairman waved it away: “Nonsense.”": the subject of the sentence that a colon and a quotation close."""
    for quotation in quotations:
        colon = next((w for w in tree.words if w.text == ":" and 0 < quotation.start - w.end <= 3), None)
        if colon is None:
            continue
        before = [
            w
            for w in tree.words
            if w.index < colon.index and tree.child(w, "nsubj") is not None and w.is_verb
        ]
        verb = before[-1] if before else None
        subject = tree.child(verb, "nsubj") if verb is not None else None
        if (
            verb is not None
            and subject is not None
            and not any(w.text == "." for w in tree.words[verb.index : colon.index])
        ):
            named = hull(noun_phrase(tree, subject))
            yield Draft(
                quotation.start,
                quotation.end,
                (verb.start, verb.end),
                verb.lemma,
                "statement",
                named,
                "colon",
            )


def _draft(tree: Tree, verb: Word, cue: Cue) -> Iterator[Draft]:
    voice = _inverted(tree, verb, cue) or find_voice(tree, verb)
    if _restricts(tree, verb, cue):
        return
    if "heard" in cue.patterns:  # "the court heard that": whoever told it is not named
        if voice.speaker is None or voice.speaker.lemma not in _HEARING:
            return
        voice = Voice(None, voice.passive)
    elif voice.speaker is None and not (voice.agentless and _needs_nobody(tree, verb, cue)):
        return
    found = find_complement(tree, verb, cue, voice.passive)
    rule, content = found or ("", [])
    before = not content or content[0].index < verb.index
    if (
        before
        and rule in {"", "clause"}
        and "inserted" in cue.patterns
        and (around := _inserted(tree, verb, voice))
    ):
        rule, content = "inserted", around
    content = trim(_apart(content, verb), ties=True)
    content = _bare(tree, verb, _without_day(_without_reply(tree, content)))
    if cue.lemma == "ask" and content and content[0].lemma in _ASKED:
        return  # "who asked not to be named"; a question states nothing
    if not content and cue.lemma in _BARE and voice.speaker is not None:
        rule, content = "bare", [verb]
    span = hull(content)
    if span is None:
        if not cue.patterns & {"quote", "object_predicate"} or voice.speaker is None:
            return
        span = verb.end, verb.end  # a quotation may stand beside it
    yield Draft(
        start=span[0],
        end=span[1],
        cue=(verb.start, verb.end),
        lemma=cue.lemma,
        kind=cue.kind,
        speaker=_named(tree, verb, voice.speaker) if voice.speaker else None,
        rule=f"{'passive ' if voice.passive else ''}{rule}",
        via=(via,) if voice.through and (via := hull(noun_phrase(tree, voice.through))) else (),
        after=span[0] < verb.start,
    )


def _named(tree: Tree, verb: Word, speaker: Word) -> Span | None:
    """The phrase that speaks, without a clause that the cue itself is in: "figures | which show that"."""
    phrase = noun_phrase(tree, speaker)
    own = [clause for clause in tree.children(speaker, "relcl") if verb in tree.subtree(clause)]
    return hull(word for word in phrase if all(word not in tree.subtree(clause) for clause in own))


def _inverted(tree: Tree, verb: Word, cue: Cue) -> Voice | None:
    """ "A, say three who climbed out", "A, responded the Fund, B": a speaker the parse takes for an object."""
    named = tree.child(verb, "dobj")
    before = tree.words[verb.index - 1].text if verb.index else ""
    if named is None or before not in {",", '"', "”"} or not (_may_invert(cue) and _can_speak(named)):
        return None
    phrase = tree.subtree(named)
    last = phrase[-1].index + 1
    after = tree.words[last].text if last < len(tree.words) else "."
    ends = {","} if tree.child(verb, "nsubj") is not None else {",", "."}
    return Voice(named, False) if phrase[0].index == verb.index + 1 and after in ends else None


def _needs_nobody(tree: Tree, verb: Word, cue: Cue) -> bool:
    """ "It is alleged that", "The jury was told that": said by somebody who is not named."""
    heard = tree.child(verb, "nsubjpass")
    told = cue.lemma == "tell" and heard is not None and heard.lemma in _HEARING
    return "agentless" in cue.patterns or told


def _can_speak(noun: Word) -> bool:
    """A name, some of them ("three who"), a role or a body: not "the allegation"."""
    word = noun.text.lower()
    called = is_role(word) or word in body_classes() or noun.lemma in body_classes()
    return called or noun.tag in {"NNP", "NNPS", "CD"}


def _may_invert(cue: Cue) -> bool:
    """ "said the owner"; but whoever is told something stands there too."""
    return "inserted" in cue.patterns and "addressee" not in cue.patterns


def _restricts(tree: Tree, verb: Word, cue: Cue) -> bool:
    """ "workers who asked for their pay": a clause that tells which workers, not what somebody said."""
    if verb.dep != "relcl" or cue.kind not in {"request", "official_act", "announcement", "concern"}:
        return False
    first = tree.subtree(verb)[0]
    return not first.index or tree.words[first.index - 1].text != ","


def _unsaid(tree: Tree, verb: Word) -> bool:
    """ "did not say", "declined to say", "is due to announce", "asked whether" without a subject: nothing was said."""
    if tree.child(verb, "neg") is not None:
        return True
    head = tree.head(verb)
    if verb.tag == "VB" and head is not None and _to(tree, verb):
        return head.lemma not in _GOING or tree.child(head, "neg") is not None
    return verb.tag == "VB" and tree.child(verb, *SUBJECT) is None and verb.dep == "ROOT"


def _allowed(tree: Tree, verb: Word) -> bool:
    """ "The company may contest the order": it can, which does not say that it did."""
    return any(aux.lemma in {"may", "can", "might"} for aux in tree.children(verb, "aux"))


def _granted(tree: Tree, verb: Word) -> bool:
    """Not denied, plainly: no "cannot" or "would not"."""
    modal = any(aux.tag == "MD" for aux in tree.children(verb, "aux"))
    return tree.child(verb, "neg") is not None and not modal


def _to(tree: Tree, verb: Word) -> bool:
    return any(child.tag == "TO" for child in tree.children(verb, "aux", "mark"))


def _inserted(tree: Tree, verb: Word, voice: Voice) -> list[Word]:
    """ "A, officials say, B" and "A, officials say": the rest of the sentence, where marks part the clause from it."""
    if (
        verb.dep == "relcl"
        or voice.speaker is None
        or voice.passive
        or voice.speaker.lemma in {"which", "who"}
    ):
        return []
    own = run(
        [word for word in tree.words if word in noun_phrase(tree, voice.speaker) or word.index == verb.index],
        verb,
    )
    if voice.speaker not in own:
        return []
    first, last = own[0], own[-1]
    before = tree.words[first.index - 1] if first.index else None
    if before is not None and before.lemma == "as" and first.index > 1:
        first = before  # "A, as a film claimed last month"
        before = tree.words[first.index - 1]
    if before is None or before.text not in {",", '"', "--", "—", "–"}:
        return []
    around = sentence(tree, verb)
    left = [word for word in around if word.index < first.index]
    described = set(tree.subtree(voice.speaker))  # "said X, who manages the kiln"
    right = [word for word in around if word.index > last.index and word not in described]
    if _frames(left, verb):
        left = []
    colon = max((word.index for word in left if word.text == ":"), default=-1)
    left = [word for word in left if word.index > colon]
    if not any(word.is_verb for word in left) and not right:
        return []
    after = tree.words[last.index + 1] if last.index + 1 < len(tree.words) else None
    if after is None or after.text in {",", ".", '"', "?", "!", ";", "--", "—", "–"}:
        return [*trim(left), *trim(right)] if after is not None and after.text == "," else trim(left)
    return trim(left)


def _frames(left: Sequence[Word], verb: Word) -> bool:
    """ "Asked who had approved it, he said": what stands before hangs on the cue and is not what was said."""
    inside = {word.index for word in left}
    tops = [word for word in left if word.head not in inside and word.tag not in {",", "``", "''"}]
    return bool(tops) and all(
        word.head == verb.index and word.dep in {"advcl", "prep", "npadvmod", "advmod"} for word in tops
    )


def _without_reply(tree: Tree, content: Sequence[Word]) -> list[Word]:
    """Without a closing clause that reports on what was said: ", an accusation which X rejects", ", which X denies"."""
    for word in content:
        if word.dep != "relcl" or word.lemma not in verbs():
            continue
        head = tree.words[word.head]
        cut = head if head.dep == "appos" and head in content else word
        own = tree.subtree(cut)
        before = tree.words[own[0].index - 1] if own and own[0].index else None
        if before is not None and before.text == "," and own[0] != content[0]:
            return trim([each for each in content if each not in own])
    return list(content)


def _without_day(content: list[Word]) -> list[Word]:
    """ "said (on) Monday it had": the day is that of the saying."""
    lead = 2 if content and content[0].text == "on" else 1
    return content[lead:] if len(content) > lead + 1 and content[lead - 1].text in _DAYS else content


def _bare(tree: Tree, verb: Word, content: list[Word]) -> list[Word]:
    """ "denies this": with the cue, since a pronoun alone says nothing."""
    if len(content) == 1 and content[0].tag in {"PRP", "DT"} and content[0].index > verb.index:
        return list(tree.words[verb.index : content[0].index + 1])
    return content


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
