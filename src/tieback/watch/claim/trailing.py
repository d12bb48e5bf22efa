"""Answers in forms that a parse often misses: ", which X denies", "X gave the same account", "X's answer was that".

By patterns over the plain text: a closing clause is often taken for part of what was said before it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from tieback.watch.claim.chunk import is_phrase
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.form import cue_forms
from tieback.watch.claim.lexicon import column, wording

_ANSWERING = frozenset({"denial", "confirmation", "admission", "support"})
_STOP = re.compile(r"[.?!][”\"’]?\s")
_NEAR = 80  # letters between a quotation and the clause that answers it
_LETTER = r"(?:[^,;:.?!“”\"]|(?<=Mr|Ms|Dr|St|Lt)\.|(?<=Col|Gen|Mrs|Rev|Sen|Sgt|Gov|Rep)\.)"  # a title's stop ends nothing
_WHO = rf"(?P<who>[^\s,;:.?!“”\"]{_LETTER}{{1,70}}?(?:, {_LETTER}{{2,60}},)?)"
_ADVERB = r"(?:(?:has|have|had|also|later|since|now|still|\w+ly)\s+){0,3}?"
_SAID = (
    r"(?P<cue>gave|gives|give|told|tells|tell|said|says|say|offered|offers|reported|reports|took|takes|take)"
)
_LIKE = r"much the same|the very same|the same|a similar|similar|an identical"
_UNLIKE = r"a different|a very different|quite a different|another"
_TALE = r"(?:account|story|stories|tale|version|reason|picture|thing|figure|explanation|view|line)s?"


def find_trailing(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with these answers, each in place of what was made of its cue; what is answered ends before the answer."""
    drafts = list(drafts)
    closing = (
        answer
        for answer in _closing(text)
        if _after_quotation(text, answer) or any(_goes_on(text, draft, answer) for draft in drafts)
    )
    found = [*closing, *_alike(text), *_standing(text)]
    cues = {answer.cue for answer in found}
    ends = [(answer.start, answer.cue[1]) for answer in found if answer.rule == "object"]
    free = (draft for draft in drafts if draft.cue not in cues and not _names_it(draft, found))
    return [*(_cut(text, draft, ends) for draft in free), *found]


def _goes_on(text: str, draft: Draft, answer: Draft) -> bool:
    """Does the answer close the sentence in which the other was told? Else there is nothing that it answers."""
    first, last = min(draft.start, draft.cue[0]), max(draft.end, draft.cue[1])
    told = draft.cue != answer.cue and first < answer.start and draft.cue[1] <= answer.start
    return told and not _STOP.search(text, min(last, answer.start), answer.start)


def _after_quotation(text: str, answer: Draft) -> bool:
    """ "“They beat us,” said one man, a claim that X denies"."""
    before = text[max(0, answer.start - _NEAR) : answer.start]
    return bool(re.search(r"[,?!][”\"][^.?!“”\"]*$", before))


def _names_it(draft: Draft, found: Iterable[Draft]) -> bool:
    """The noun of ", an allegation that X rejects" says nothing by itself."""
    return any(
        each.start <= draft.cue[0] and draft.cue[1] <= each.end for each in found if each.rule == "object"
    )


def _cut(text: str, draft: Draft, ends: Iterable[Span]) -> Draft:
    """Without the closing clauses that it holds, from the first on."""
    first = min(
        (start for start, end in ends if draft.start < start - 1 and end <= draft.end + 1), default=None
    )
    if first is None:
        return draft
    return replace(draft, end=draft.start + len(text[draft.start : first].rstrip(" ,–—")))


def _closing(text: str) -> Iterator[Draft]:
    """ "..., a charge the company denies": the pronoun or noun that stands for what was said is the content."""
    for match in _closing_pattern().finditer(text):
        cue = cue_forms()[match["cue"].lower()]
        if is_phrase(match["who"].strip()):
            yield Draft(
                *match.span("what"), match.span("cue"), cue.lemma, cue.kind, match.span("who"), "object"
            )


def _alike(text: str) -> Iterator[Draft]:
    """ "Two others gave the same account", "the owner tells a different story"."""
    for match in _alike_pattern().finditer(text):
        if not is_phrase(match["who"].strip(" ,")):
            continue
        kind = "denial" if match["unlike"] else "support"
        start, end = match.span("who")
        who = start, end - len(match["who"]) + len(match["who"].rstrip(" ,–—"))
        yield Draft(*match.span("what"), match.span("cue"), match["cue"], kind, who, "object_reference")


def _standing(text: str) -> Iterator[Draft]:
    """ "The mill's response was that nobody was paid", "what he says is that she was a niece"."""
    kinds = column("noun.csv", "noun", "kind")
    for match in _standing_pattern().finditer(text):
        cue = match["cue"].lower()
        kind = kinds.get(cue, "statement")
        yield Draft(*match.span("what"), match.span("cue"), cue, kind, match.span("who"), "noun clause")


@cache
def _closing_pattern() -> re.Pattern[str]:
    cues = "|".join(
        sorted(
            form
            for form, cue in cue_forms().items()
            if cue.kind in _ANSWERING and " " not in form and not form.endswith("ing")
        )
    )
    noun = wording("reference").pattern
    what = rf"(?P<what>which|something|(?:an?|the)\s+(?:\w+\s+)?{noun})"
    return re.compile(
        rf"(?:,|\s[–—])\s+{what}(?:\s+(?:that|which))?\s+{_WHO}\s+{_ADVERB}(?P<cue>{cues})(?:\s+\w+ly)?(?=\s*[.;,”\"]|\s+(?:and|but|[–—])\s|\s*$)",
        re.IGNORECASE,
    )


@cache
def _standing_pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(column("noun.csv", "noun", "kind")))
    owner = (
        r"(?<![\w’'])(?:(?P<who>(?:[Tt]he |[A-Z])[^,;:.?!“”\"’']{1,50}?)[’']s?\s+(?:own\s+|only\s+|first\s+)?"
    )
    cue = rf"(?P<cue>{nouns})\s+(?:is|was|has been|remains)"
    return re.compile(rf"{owner}{cue})\s+(?P<what>that\s+[^.;\n]{{8,}})")


@cache
def _alike_pattern() -> re.Pattern[str]:
    opening = r"(?:(?<=[.;:?!]\s)|(?<=[.?!][”\"]\s)|(?<=\band\s)|(?<=\bbut\s)|^|(?<=\n))"
    return re.compile(
        rf"{opening}{_WHO}\s+{_ADVERB}{_SAID}\s+(?P<what>(?:(?P<unlike>{_UNLIKE})\s+{_TALE}|(?:{_LIKE})(?:\s+{_TALE})?))(?=\s*(?:[,.;]|$|about\b|to\b|in\b|when\b|of\b))",
        re.MULTILINE,
    )
