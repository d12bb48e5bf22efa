"""How claims of one article stand to one another: which is denied, supported, repeated, corrected or withdrawn by which.

A link rests on words of the article (`evidence`): a cue with a reference back, a reply said to be one, a statement by whom
the other claim accuses, a contradiction of the last speaker, or the same words of the same speaker again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieback.model.claim import Claim, ClaimLink, ClaimType, Relation
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.kind import face
from tieback.watch.claim.lexicon import wording
from tieback.watch.claim.opposition import accuses, opposed
from tieback.watch.claim.reference import ACCUSING, Passage, content_words, parted
from tieback.watch.claim.side import answers

_NONE_FOUND = re.compile(r"\s*(?:that\s+)?(?:\w+\s+){0,4}?(?:no|not|nothing|none|neither)\b", re.IGNORECASE)
_HARD = frozenset({"accuser", "finder"})
_PLAIN = frozenset({"statement", "reply", "opinion", "concern"})
_TAIL = 40  # characters of its sentence after a denial
_PARAGRAPHS = 2  # breaks between an accusation and its answer
_SAME_WORDS = 0.6  # share of the shorter claim's words that a repetition holds


def link_claims(
    text: str, claims: Sequence[Claim], drafts: Sequence[Draft], sides: Sequence[str]
) -> tuple[Claim, ...]:
    """The claims with their links; each claim answers at most one other and repeats at most one.

    `sides`: where each speaker mostly stands (see `side`), parallel to the claims like `drafts`.
    """
    faced = _face(text, claims, drafts, sides)
    linked: list[Claim] = []
    for place, claim in enumerate(faced):
        passage = Passage(text, faced, drafts, place)
        answer = _answer(passage, linked)
        told = claim
        if answer is None and (other := _opposes(passage, linked, sides)) is not None:
            answer = ClaimLink(Relation.DENIES, other.id, passage.words, "read")
            if other.type in ACCUSING and (sides[place] not in _HARD or _again(passage, linked) is not None):
                told = replace(claim, type=ClaimType.DENIAL)
        links = [link for link in (answer, _repetition(passage)) if link is not None]
        linked.append(replace(told, links=tuple(links)))
    return tuple(linked)


def _opposes(passage: Passage, linked: Sequence[Claim], sides: Sequence[str]) -> Claim | None:
    """The statement just before that a plain statement opposes, or the one its speaker denies in the same sentence."""
    kind = passage.draft.kind
    if _agreed(passage, linked) or kind not in _PLAIN | {"allegation"}:
        return None
    if (again := _again(passage, linked)) is not None:
        return again
    other = opposed(passage, sides)
    if other is None or (kind == "allegation" and not accuses(passage.text, other, passage.claim)):
        return None
    back = any(link.claim == passage.claim.id for c in linked if c.id == other.id for link in c.links)
    return None if back else other


def _again(passage: Passage, linked: Sequence[Claim]) -> Claim | None:
    """What the same speaker denied just before in the same sentence: "contested it, saying"."""
    before = linked[-1] if linked else None
    if before is None or parted(before, passage.claim) or before.start < passage.sentence()[0]:
        return None
    denied = next((link.claim for link in before.links if link.rel is Relation.DENIES), None)
    return next((claim for claim in passage.claims if claim.id == denied), None)


def _face(text: str, claims: Sequence[Claim], drafts: Sequence[Draft], sides: Sequence[str]) -> list[Claim]:
    """A plain statement of whoever was accused, or who speaks up right after an accusation, has the type of an answer."""
    faced = list(claims)
    for place, (claim, draft) in enumerate(zip(claims, drafts, strict=True)):
        plain = draft.kind in _PLAIN and claim.type is not ClaimType.DENIAL
        passage = Passage(text, faced, drafts, place)
        if sides[place] == "observer" and claim.type is ClaimType.OPINION and _checks(passage):
            faced[place] = replace(claim, type=ClaimType.FINDING)
            continue
        accusing = [c for c in passage.earlier() if _may_accuse(passage, c)]
        if not plain or not accusing:
            continue
        if _in_answer(passage) is not None and sides[place] not in {"accuser", "finder"}:
            faced[place] = replace(claim, type=ClaimType.DENIAL)
            continue
        negated = bool(wording("negated").search(claim.text))
        last = passage.nearest()
        beside = last in accusing and last is not None and _adjoins(passage, last)
        goes_on = place > 0 and _goes_on(passage, faced[place - 1])
        accused = any(accuses(text, c, claim) for c in accusing)
        if goes_on or accused or (beside and answers(sides[place], claim.speaker, negated)):
            judged = draft.kind in {"opinion", "concern"} and draft.rule.startswith("object")
            if not judged or passage.refers():
                faced[place] = replace(claim, type=ClaimType.DENIAL if judged else face(claim.text))
    return faced


def _checks(passage: Passage) -> bool:
    """Does an observer tell a fact right after a denial?"""
    last = passage.nearest()
    denial = last is not None and last.type is ClaimType.DENIAL and _adjoins(passage, last)
    return denial and not wording("valued").search(passage.claim.text)


def _goes_on(passage: Passage, before: Claim) -> bool:
    """Is this a further statement, in one sentence, of who denies just before?"""
    same = before.type is ClaimType.DENIAL and not parted(before, passage.claim)
    return same and before.start >= passage.sentence()[0]


def _answer(passage: Passage, linked: Sequence[Claim]) -> ClaimLink | None:
    """Whom the claim denies, supports, corrects or withdraws."""
    draft, claim = passage.draft, passage.claim
    if draft.kind in {"withdrawal", "correction"}:
        rel = Relation.WITHDRAWS if draft.kind == "withdrawal" else Relation.CORRECTS
        return _link(
            rel,
            passage.held(others=False) or passage.following() or passage.own() or passage.nearest(),
            passage,
        )
    false = bool(wording("called_false").search(passage.words))
    if draft.kind == "admission" and false and passage.own() is not None:
        return _link(Relation.CORRECTS, passage.own(), passage)
    if draft.kind in {"support", "confirmation", "admission"}:
        return (
            _link(Relation.SUPPORTS, passage.meant(), passage) if passage.refers() or passage.held() else None
        )
    if wording("called_true").search(claim.text) and passage.refers() and claim.type is not ClaimType.DENIAL:
        return _link(Relation.SUPPORTS, passage.nearest(lambda c: c.type in ACCUSING), passage)
    return _denial(passage, linked, false)


def _denial(passage: Passage, linked: Sequence[Claim], false: bool) -> ClaimLink | None:
    claim, draft = passage.claim, passage.draft
    if _agreed(passage, linked):
        return None
    if draft.kind == "denial" and draft.rule.rpartition(" ")[2] not in {"clause", "gerund"}:
        return _link(Relation.DENIES, passage.meant(), passage)
    judges = draft.kind in {"opinion", "concern"} and draft.rule.startswith("object") and passage.refers()
    if judges and claim.type is ClaimType.DENIAL:
        return _link(Relation.DENIES, passage.meant(), passage)
    if (false and passage.refers()) or passage.denies_such() or passage.gap == "otherwise":
        return _link(Relation.DENIES, passage.meant(), passage)
    if draft.kind == "finding" and _NONE_FOUND.match(claim.text):
        return _link(Relation.DENIES, passage.nearest(lambda c: c.type in ACCUSING), passage)
    if claim.type is ClaimType.DENIAL and (target := _in_answer(passage)) is not None:
        return _link(Relation.DENIES, target, passage)
    if claim.type is ClaimType.DENIAL and (target := _accusation(passage, linked)) is not None:
        return _read(target, passage)
    return _read(_contradicted(passage, linked), passage)


def _agreed(passage: Passage, linked: Sequence[Claim]) -> bool:
    """Has the speaker just granted it in the same sentence: "acknowledges this but says"?"""
    own = [c for c in linked if not parted(c, passage.claim) and c.start >= passage.sentence()[0]]
    return any(link.rel is Relation.SUPPORTS for c in own for link in c.links)


def _link(rel: Relation, target: Claim | None, passage: Passage) -> ClaimLink | None:
    return ClaimLink(rel, target.id, passage.words) if target is not None else None


def _read(target: Claim | None, passage: Passage) -> ClaimLink | None:
    """A denial that no word states."""
    link = _link(Relation.DENIES, target, passage)
    return replace(link, basis="read") if link is not None else None


def _in_answer(passage: Passage) -> Claim | None:
    """ "said in response to the allegations that", "asked about the report"."""
    start, end = passage.sentence()
    match = wording("in_answer").search(passage.text, start, end)
    if match is None:
        return None
    own = passage.claim
    within = [c for c in passage.claims if match.end() <= c.start < end and c is not own and parted(c, own)]
    return within[0] if within else passage.nearest(lambda c: c.type in ACCUSING)


def _accusation(passage: Passage, linked: Sequence[Claim]) -> Claim | None:
    """What a denial in its own words answers: of the last accuser's claims the one that shares most words, else the first.

    Who has answered already answers again in the same sentence, or with a negation.
    """
    repeated = {link.claim for claim in linked for link in claim.links if link.rel is Relation.REPEATS}
    accusing = [c for c in passage.earlier() if c.id not in repeated and _may_accuse(passage, c)]
    if not accusing:
        return None
    before = [
        c for c in linked if not parted(c, passage.claim) and any(k.rel is Relation.DENIES for k in c.links)
    ]
    if before and before[-1].start >= passage.sentence()[0]:
        target = before[-1].links[0].claim
        return next((c for c in passage.claims if c.id == target), None)
    run = [c for c in accusing if c.speaker.name == accusing[-1].speaker.name]
    own = content_words(passage.claim.text)
    best = max(run, key=lambda c: (len(own & content_words(c.text)), -c.start))
    answered = {link.claim for c in before for link in c.links}
    said = passage.claim.text
    negated = bool(wording("negated").search(said) or wording("called_false").search(said))
    if before and (best.id in answered or not negated):
        return None
    near = any(accuses(passage.text, c, passage.claim) or _adjoins(passage, c) for c in run)
    return best if near or negated else None


def _may_accuse(passage: Passage, target: Claim) -> bool:
    """An allegation or finding; an act, concern or plan only where it names this speaker."""
    if passage.drafts[passage.claims.index(target)].kind == "support":
        return False
    if target.rule == "headline" and passage.claim.rule != "headline":
        return False
    named = target.type in {ClaimType.OFFICIAL_ACT, ClaimType.CONCERN, ClaimType.ANNOUNCEMENT}
    return target.type in ACCUSING or (
        named and (passage.refers() or accuses(passage.text, target, passage.claim))
    )


def _contradicted(passage: Passage, linked: Sequence[Claim]) -> Claim | None:
    """What the last speaker said: by a word of contrast, by negating its words, or by accusing right after a denial."""
    last = passage.nearest()
    if last is None or not _adjoins(passage, last):
        return None
    if any(link.claim == passage.claim.id for claim in linked if claim.id == last.id for link in claim.links):
        return None  # that one denies this one
    if passage.claim.type not in ACCUSING | {ClaimType.DENIAL, ClaimType.BACKGROUND}:
        return None
    turned = bool(wording("never").search(last.text)) != bool(wording("never").search(passage.claim.text))
    shared = {word for word in content_words(last.text) & content_words(passage.claim.text) if len(word) > 3}
    consecutive = len(passage.between(last).strip()) <= _TAIL
    denied = last.type is ClaimType.DENIAL
    open_denial = denied and consecutive and passage.claim.type in ACCUSING
    contrast = bool(wording("contrast").search(passage.text, *passage.sentence()))
    return last if contrast or open_denial or (turned and shared) else None


def _adjoins(passage: Passage, target: Claim) -> bool:
    """No third party speaks between the two, and no more than two paragraph breaks part them."""
    own = passage.claim
    between = passage.text[target.end : own.start]
    others = [
        c
        for c in passage.claims
        if target.end <= c.start < own.start and parted(c, own) and parted(c, target)
    ]
    return not others and between.count("\n\n") <= _PARAGRAPHS


def _repetition(passage: Passage) -> ClaimLink | None:
    """An earlier claim of the same speaker in much the same words."""
    claim = passage.claim
    own = content_words(claim.text)
    for other in reversed(passage.claims[: passage.place]):
        if other.speaker.name is None or other.speaker.name != claim.speaker.name:
            continue
        said = content_words(other.text)
        shorter = min(len(own), len(said))
        apart = other.end <= claim.start or claim.end <= other.start
        if apart and shorter >= 3 and len(own & said) >= _SAME_WORDS * shorter:
            return ClaimLink(Relation.REPEATS, other.id, claim.text)
    return None
