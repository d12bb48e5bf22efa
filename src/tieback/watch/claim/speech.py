"""Direct speech: quotations are given to the cue beside them, and one that floats free to who spoke last."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tieback.watch.claim.draft import Draft
from tieback.watch.claim.lexicon import verbs
from tieback.watch.claim.quotation import Quotation

_STOP = re.compile(r"[.?!;]|\n\s*\n")
_LEAD_IN = re.compile(r"[,:]\s*[“\"„«'‘]$")
_JOIN = re.compile(r"^[”\"»'’]?[\s,.!?—–-]*$")
_REPORTED = re.compile(r"(?:that|whether|how|why)\b")
_WORD = re.compile(r"\w+")
_MOST_BETWEEN = 9  # words of narration that a speaker's quotation may be parted by ("He paused.")


def is_utterance(text: str, quotation: Quotation) -> bool:
    """A sentence or more in quotation marks, not a title or a word held at arm's length."""
    inner = text[quotation.start : quotation.end]
    lead = text[max(0, quotation.start - 3) : quotation.start]
    ends = inner.rstrip()[-1:] in {".", ",", "?", "!", "…", "—", "–"} or not quotation.closed
    introduced = bool(_LEAD_IN.search(lead))
    opens = inner[:1].isupper() or inner[:1] in {"…", "'", "‘"}
    return (ends and (opens or introduced)) or (introduced and opens and len(_WORD.findall(inner)) > 2)


def give_quotations(text: str, drafts: Iterable[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Each draft with the quotation beside its cue as content where there is one; marks at the edges made whole."""
    given = []
    for draft in drafts:
        beside = _beside(text, draft, quotations)
        if beside is not None:
            rule = "quotation" if is_utterance(text, beside) else "object_predicate"
            given.append(
                replace(
                    draft,
                    start=beside.start,
                    end=beside.end,
                    rule=rule,
                    after=beside.end < draft.cue[0],
                )
            )
        elif draft.start < draft.end:
            given.append(_whole(draft, quotations))
    return given


def _beside(text: str, draft: Draft, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that this cue introduces or follows."""
    cue = verbs().get(draft.lemma)
    if cue is not None and draft.start == draft.end and "object_predicate" in cue.patterns:
        named = next((q for q in quotations if q.start > draft.cue[1]), None)
        if (
            named is not None
            and not is_utterance(text, named)
            and not _STOP.search(text[draft.cue[1] : named.start])
        ):
            return named
    if cue is None or "quote" not in cue.patterns or draft.speaker is None:
        return None
    first = min(draft.cue[0], draft.speaker[0])
    last = max(draft.cue[1], draft.speaker[1])
    if draft.start < draft.end and draft.start >= last and _REPORTED.match(text, draft.start):
        return None
    before = max((q for q in quotations if q.end <= first), key=lambda q: q.end, default=None)
    if before is not None and _follows(text, before, draft, first) and is_utterance(text, before):
        return before
    if (
        draft.start >= last
        and draft.end > draft.start
        and not any(q.start - 2 <= draft.start <= q.end for q in quotations)
    ):
        return None
    after = next((q for q in quotations if q.start > last), None)
    if after is not None and is_utterance(text, after) and not _STOP.search(text[last : after.start - 1]):
        return after
    return None


def _follows(text: str, quotation: Quotation, draft: Draft, first: int) -> bool:
    """Does the reporting clause come right after the quotation, in its sentence? A full stop before the mark ends that."""
    gap = text[quotation.end : first]
    if not _JOIN.match(gap) or "\n" in gap:
        return False
    closes = text[quotation.start : quotation.end].rstrip()[-1:]
    if closes == "." and "," not in gap:
        return False
    inverted = draft.cue[0] == first
    return closes not in {"?", "!", "…"} or inverted or draft.start == draft.end or draft.start < first


def _whole(draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """The content with both marks of every quotation it cuts into; a fragment alone is kept without its marks."""
    start, end = draft.span
    for quotation in quotations:
        outer = quotation.start - 1, quotation.end + quotation.closed
        if not quotation.closed or end <= outer[0] or outer[1] <= start:
            continue
        if quotation.covers(start, end):
            start, end = quotation.start, quotation.end
        else:
            start, end = min(start, outer[0]), max(end, outer[1])
    if draft.cue[0] >= start and draft.cue[1] <= end and draft.after:
        inside = next((q for q in quotations if q.start - 1 <= start and q.end < draft.cue[0]), None)
        if inside is not None:
            start, end = inside.start, inside.end
    return replace(draft, start=start, end=end)


def join_floating(text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Quotations no cue claims: they go on from the last one, or are the words of who spoke last."""
    own = sorted(drafts, key=lambda draft: (draft.start, draft.end))
    for quotation in quotations:
        if not quotation.closed or not is_utterance(text, quotation):
            continue
        if any(d.start <= quotation.start and quotation.end <= d.end for d in own):
            continue
        before = max((d for d in own if d.end <= quotation.start), key=_last, default=None)
        if before is None or before.speaker is None:
            continue
        gap = text[_last(before) : quotation.start - 1]
        if before.rule == "quotation" and len(_WORD.findall(gap)) <= _MOST_BETWEEN:
            own[own.index(before)] = replace(before, end=quotation.end)
        else:
            own.append(
                replace(
                    before, start=quotation.start, end=quotation.end, rule="floating quotation", after=False
                )
            )
        own.sort(key=lambda draft: (draft.start, draft.end))
    return own


def _last(draft: Draft) -> int:
    return max(draft.end, draft.cue[1], draft.speaker[1] if draft.speaker else 0)
