"""Drafts of several rules made one set: doubles dropped, claims within claims told through whom, edges trimmed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieback.watch.claim.draft import Draft

_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'’-]{2,40}(?:\([^)]{2,30}\)\s*)?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}\s*)?(?:\([^)]{2,30}\))?\s*[—–-]+\s+"
)
_TRIM = " \t\n\r,;:"
_WEAK = frozenset(
    {
        "object",
        "object_wrong",
        "to",
        "object_to",
        "gerund",
        "object_predicate",
        "prep",
        "act",
        "passive object",
    }
)
_QUOTED = frozenset({"quotation", "floating quotation", "colon"})
_ANSWERS = frozenset({"denial", "withdrawal", "correction"})
_REACTS = _ANSWERS | {"support", "confirmation", "admission", "opinion"}
_PASSING = frozenset({"clause", "inserted", "according to", "passive clause", "pattern", "headline"})
_STRENGTH = ("quotation", "colon", "floating quotation", "clause", "inserted", "according to")


def settle(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """In order of the text."""
    tidy = [fresh for draft in drafts if (fresh := _tidy(text, draft)) is not None]
    return sorted(_nest(_single(tidy)), key=lambda draft: (draft.start, draft.end, draft.cue))


def _tidy(text: str, draft: Draft) -> Draft | None:
    start, end = draft.span
    if match := _DATELINE.match(text[start:end]):
        start += match.end()
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in " \t\n\r":
        end -= 1
    return replace(draft, start=start, end=end) if re.search(r"\w", text[start:end]) else None


def _single(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft per content; of two with the same words the nearer cue wins, of two with one cue the stronger rule."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_rank):
        if any(_double(draft, other) for other in kept):
            continue
        kept.append(draft)
    return kept


def _rank(draft: Draft) -> tuple[int, int, int, int]:
    strength = _STRENGTH.index(draft.rule) if draft.rule in _STRENGTH else len(_STRENGTH)
    return strength, _distance(draft), draft.start, draft.end


def _distance(draft: Draft) -> int:
    return min(abs(draft.start - draft.cue[1]), abs(draft.cue[0] - draft.end))


def _double(one: Draft, other: Draft) -> bool:
    if one.cue == other.cue and "floating quotation" not in {one.rule, other.rule}:
        return True
    shared = min(one.end, other.end) - max(one.start, other.start)
    longest = max(one.end - one.start, other.end - other.start)
    same = shared >= 0.85 * longest
    return same and not (one.holds(other.cue) or other.holds(one.cue))


def _nest(drafts: Sequence[Draft]) -> list[Draft]:
    """A cue within another's content is reported through that speaker; weak ones there are part of what is said."""
    holders = [
        sorted(
            (d for d in drafts if d.cue != draft.cue and d.holds(draft.cue)), key=lambda d: d.end - d.start
        )
        for draft in drafts
    ]
    told = []
    for draft, around in zip(drafts, holders, strict=True):
        owned = (
            draft.speaker is not None
            or draft.rule != "noun clause"
            or any(d.kind in _ANSWERS for d in around)
        )
        if around and draft.speaker is None and draft.rule == "passive object_prep":
            continue
        kept = draft.rule == "noun of" and draft.speaker and all(d.kind in _REACTS for d in around)
        if around and (any(d.rule in _QUOTED for d in around) or (_is_weak(draft) and not kept) or not owned):
            continue
        passed_on = (draft.after or draft.rule == "according to") and any(
            _opens(draft, inner)
            for inner, own in zip(drafts, holders, strict=True)
            if draft in own and not _is_weak(inner)
        )
        if not passed_on:
            via = [d.speaker for d in around if d.speaker not in {None, draft.speaker} and d.rule in _PASSING]
            told.append(replace(draft, via=tuple(dict.fromkeys([*draft.via, *filter(None, via)]))))
    return told


def _is_weak(draft: Draft) -> bool:
    return (
        draft.kind == "official_act"
        or draft.rule.removeprefix("passive ") in _WEAK
        or draft.rule == "noun of"
    )


def _opens(holder: Draft, inner: Draft) -> bool:
    """The claim within is all that the outer one passes on: "A said that B, the agency reported"."""
    if inner.rule.startswith("noun"):
        return False
    left = min(inner.start, inner.cue[0], inner.speaker[0] if inner.speaker else inner.start)
    return inner.end >= holder.end - 25 and left - holder.start < 60
