"""Rule-only mode: the same cues by patterns over the plain text, where no parser is at hand. It finds less and says so."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tieback.watch.claim.chunk import has_verb, is_phrase, skip_manner
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.form import cue_forms
from tieback.watch.claim.lexicon import Cue, verbs
from tieback.watch.claim.pattern_noun import find_noun_patterns
from tieback.watch.claim.sentence import sentences

_ADVERB = re.compile(
    r"\s+(?:has|have|had|also|later|then|repeatedly|previously|since|still|now|earlier|further|again|long|recently|always|strongly|\w+ly)$"
)
_NOT_SAID = re.compile(r"(?:\b(?:to|not|never|the|an?|no|of|its|their|his|her|this|that|so)|n[’']t|-)\s*$")
_NAME = re.compile(r"(?<=[a-z]\s)(?:[A-Z][\w.’'-]+\s+){1,4}[A-Z][\w’'-]+$")
_CALLED = re.compile(  # "called it a misunderstanding and said"
    r"(?:it|that|this|them|(?:the|these|those|such)\s\w+)\s+(?P<what>[^“\"]+?)(?=\.?$|,|\s+(?:and|but)\s)"
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|been|be|being)(?:\s+(?:\w+ly|also|long|widely))?\s*$")
_EDGE = re.compile(r"[,;:—–”\"(]\s*|\b(?:and|but|while|as|after|because|when|although)\s+")
_QUOTE_END = re.compile(r"(?:^|[”\"'’,?!])\s*$")
_AFTER = re.compile(r"\s+(?P<who>[^,;:”\"“\n]*?)(?=[,.;:”\"“]|\s(?:in|on|who|when|after|as)\s|$)")
_CLAUSE = frozenset({"clause", "that_clause"})
_NOUNS = frozenset({"object", "gerund", "to", "object_reference"})


def find_patterns(text: str, spans: Sequence[Span], quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of reporting verbs, claim nouns and "according to" outside the stretches `quoted`."""
    for base, stop in spans:
        for start, end in sentences(text, base, stop, quoted):
            yield from find_noun_patterns(text, (start, end), quoted)
            speaker: Span | None = None
            for match in _cues().finditer(text, start, end):
                if any(a <= match.start() < b for a, b in quoted):
                    continue
                draft = _draft(text, (start, end), match.span(), speaker)
                if draft is not None:
                    speaker = draft.speaker or speaker
                    yield draft


def _draft(text: str, whole: Span, cue_span: Span, earlier: Span | None) -> Draft | None:
    cue = cue_forms()[text[slice(*cue_span)].lower()]
    before, after = text[whole[0] : cue_span[0]], text[cue_span[1] : whole[1]]
    if _NOT_SAID.search(before):
        return None
    if _AUXILIARY.search(before):
        return _passive(text, whole, cue_span, cue)
    speaker = _speaker(before, after, whole[0], cue_span, earlier)
    if speaker is None:
        return None
    content = _content(text, whole, (min(speaker[0], cue_span[0]), max(speaker[1], cue_span[1])), cue)
    if content is None or content[0] <= speaker[0] < content[1]:
        return None
    rule = "clause" if cue.patterns & _CLAUSE else "pattern"
    return Draft(*content, cue_span, cue.lemma, cue.kind, speaker, rule, after=content[0] < cue_span[0])


def _speaker(before: str, after: str, base: int, cue: Span, earlier: Span | None) -> Span | None:
    """Who stands before the cue, or after it where what is said comes first, or who spoke before in the sentence."""
    lead = before.rstrip()
    while lead != (cut := _ADVERB.sub("", lead)):
        lead = cut
    if (apposed := _apposed(lead, base)) is not None:
        return apposed
    if re.search(r"(?:\band|\bbut|,)$", lead) or not lead:
        inverted = _AFTER.match(after)
        if (
            (not lead or lead[-1] in ',”"')
            and inverted
            and _QUOTE_END.search(before)
            and is_phrase(inverted.group("who"))
        ):
            return cue[1] + inverted.start("who"), cue[1] + inverted.end("who")
        return earlier
    if lead[-1] in "”\"'’?!" and (inverted := _AFTER.match(after)) and is_phrase(inverted.group("who")):
        return cue[1] + inverted.start("who"), cue[1] + inverted.end("who")
    for edge in [0, *(match.end() for match in _EDGE.finditer(lead))]:
        own = lead[edge:].strip()
        if own in {"which", "who"}:
            return _antecedent(lead, base)
        if own and is_phrase(own) and lead[edge : edge + 1].strip():
            return base + edge, base + edge + len(own)
    named = _NAME.search(lead)  # "In his judgment Lord Carrick"
    return (base + named.start(), base + named.end()) if named else None


def _apposed(lead: str, base: int) -> Span | None:
    """ "Marlow Ltd, the vessel's owner," before a cue: both."""
    parts = [match.span() for match in re.finditer(r"[^,;:—–“”\"]+", lead)]
    if len(parts) < 2 or not lead.endswith(","):
        return None
    first, last = parts[-2:]
    if not all(is_phrase(lead[slice(*part)].strip()) for part in (first, last)):
        return None
    start = first[0] + len(lead[slice(*first)]) - len(lead[slice(*first)].lstrip())
    return base + start, base + last[1]


def _antecedent(lead: str, base: int) -> Span | None:
    head = re.sub(r",?\s+(?:which|who)$", "", lead)
    first = max((match.end() for match in _EDGE.finditer(head)), default=0)
    own = head[first:].strip()
    return (base + first, base + first + len(own)) if own and is_phrase(own) else None


def _content(text: str, whole: Span, clause: Span, cue: Cue) -> Span | None:
    """What is said: after the clause if a verb of its own stands there, else before it; empty beside a quotation."""
    left, right = text[whole[0] : clause[0]], text[clause[1] : whole[1]]
    start = clause[1] + skip_manner(right)
    said = text[start : whole[1]]
    reported = re.match(r"(?:[\w’' ]{0,40}?\b)?(?P<that>that|whether|how|why)\s", said)
    if reported and cue.patterns & _CLAUSE:
        return start + reported.start("that"), whole[1]
    if (
        "inserted" in cue.patterns
        and re.search(r"[,”\"’']\s*$", left)
        and has_verb(left)
        and not re.match(r"\s*,", right)
    ):
        return whole[0], clause[0]
    if cue.patterns & _CLAUSE and has_verb(said) and not re.match(r"\s*,", right):
        return start, whole[1]
    if joined := "|".join(sorted(cue.prepositions)):
        found = re.search(rf"\b(?:{joined})\s+", said)
        if found:
            return start + found.end(), whole[1]
    if cue.patterns & _NOUNS and re.search(r"\w", said):
        return start, whole[1]
    if "object_predicate" in cue.patterns and (called := _CALLED.match(said)):
        return start + called.start("what"), start + called.end("what")
    return (clause[1], clause[1]) if "quote" in cue.patterns else None


def _passive(text: str, whole: Span, cue_span: Span, cue: Cue) -> Draft | None:
    """ "was accused (by X) of", "is alleged to", "it was claimed (in court) that"."""
    after = text[cue_span[1] : whole[1]]
    match = re.match(
        r"\s+(?:by\s+(?P<who>.+?)\s+)?(?:in\s+\w+\s+)?(?:(?:of|as|for|with)\s+(?P<what>.+)|(?P<that>(?:that|to)\s.+))$",
        after,
        re.DOTALL,
    )
    if match is None or not ("agentless" in cue.patterns or match.group("who")):
        return None
    who = match.span("who") if match.group("who") else None
    speaker = (cue_span[1] + who[0], cue_span[1] + who[1]) if who else None
    first = match.start("what") if match.group("what") else match.start("that")
    return Draft(cue_span[1] + first, whole[1], cue_span, cue.lemma, cue.kind, speaker, "passive pattern")


@cache
def _cues() -> re.Pattern[str]:
    ambiguous = {
        "claims",
        "reports",
        "charges",
        "doubts",
        "fears",
        "plans",
        "orders",
        "requests",
        "demands",
        "lists",
        "notes",
        "records",
    }
    words = sorted(
        (form for form in cue_forms() if (form not in verbs() and form not in ambiguous) or " " in form),
        key=len,
        reverse=True,
    )
    plain = [
        "say",
        "deny",
        "allege",
        "insist",
        "argue",
        "believe",
        "confirm",
        "reject",
        "dispute",
        "accuse",
        "claims",
        "reports",
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, [*words, *plain]))})\b")
