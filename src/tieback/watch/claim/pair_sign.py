"""Signs between two statements that the one answers the other: who speaks, how far apart, of what, after what."""

import re
from collections.abc import Iterator

from tieback.model.claim import Claim, ClaimType
from tieback.watch.claim.lexicon import wording
from tieback.watch.claim.matter import fields, telling_stems
from tieback.watch.claim.opposition import accuses, opens_back
from tieback.watch.claim.reference import ACCUSING, Passage, naming, parted, sentence_of
from tieback.watch.claim.statement_sign import answer_signs, target_signs, told_before

_ATTACKS = frozenset({"accuser", "finder", "person", "observer"})
_DEFENDS = frozenset({"accused", "office"})
_STOP = re.compile(r"[.?!][”\"’]?\s")
_BREAK = "\n\n"
_DIGIT = re.compile(r"\d")
_NEAR = 8  # statements of others before, among which the one it is most like is looked for


def find_signs(passage: Passage, place: int) -> list[str]:
    """All signs that the statement of the passage answers the one at `place`, each once, in a fixed order."""
    other = passage.claims[place]
    apart = parted(passage.claim, other)
    found = [*answer_signs(passage), *target_signs(passage, place)]
    found += _camps(passage, place) if apart else ["same speaker"]
    found += _places(passage, place)
    found += _rank(passage, place)
    found += _named(passage, place) if apart else ()
    found += _turn(passage, place)
    found += _matter(passage, place)
    found += _likeness(passage, place)
    found += _history(passage, place)
    return list(dict.fromkeys(found))


def _camps(passage: Passage, place: int) -> Iterator[str]:
    """By where the two speakers mostly stand."""
    own, far = passage.sides[passage.place], passage.sides[place]
    if far in _ATTACKS and own in _DEFENDS:
        yield "accuser to accused"
    if far in _DEFENDS and own in _ATTACKS:
        yield "accused to accuser"
    if any(far in camp and own in camp for camp in (_ATTACKS, _DEFENDS)):
        yield "same camp"
    if passage.claims[place].type in ACCUSING and own in {*_DEFENDS, "body"}:
        yield "accused answers accusation"


def _turn(passage: Passage, place: int) -> Iterator[str]:
    """By what kind of statement meets what kind, and by which of the two was made first ("had told")."""
    own, other = passage.claim.type, passage.claims[place].type
    if other is ClaimType.DENIAL and own in ACCUSING:
        yield "accuses a denial"
    if other in ACCUSING:
        met = {ClaimType.DENIAL: "denial", **dict.fromkeys(ACCUSING, "accusation")}
        yield f"{met.get(own, 'other')} of accusation"
    first = [told_before(passage.text, passage.drafts[at]) for at in (passage.place, place)]
    if first[0] and place < passage.place:
        yield "told before, stands after"
    if first[1] and place > passage.place:
        yield "comes later, told before"


def _places(passage: Passage, place: int) -> Iterator[str]:
    """By where the two stand in the text."""
    own, other, here = passage.claim, passage.claims[place], passage.place
    if place > here:
        yield "comes later"
        if not passage.others():
            yield "comes later, nothing before"
    if own.start <= other.start and other.end <= own.end:
        yield "holds it"
    elif other.start <= own.start and own.end <= other.end:
        yield "lies within it"
    first, last = (other, own) if place < here else (own, other)
    between = passage.text[first.end : max(first.end, last.start)]
    start, end = passage.sentence()
    if start <= other.start < end:
        yield "same sentence"
    elif len(_STOP.findall(between)) <= 1:
        yield "next sentence"
    yield f"breaks {min(between.count(_BREAK), 3)}"
    amid = passage.claims[min(place, here) + 1 : max(place, here)]
    if any(parted(claim, own) and parted(claim, other) for claim in amid):
        yield "a third between"


def _rank(passage: Passage, place: int) -> Iterator[str]:
    """By how many statements stand between, of anybody, of the other side, of accusations."""
    here, claims = passage.place, passage.claims
    others = passage.others()
    if place < here:
        yield f"claims back {min(here - place, 4)}"
        if place in others:
            yield f"other side back {min(sum(at > place for at in others), 3)}"
        same = [at for at in range(here) if claims[at].speaker.name and not parted(claims[at], claims[place])]
        if len(same) > 1:
            ends = {same[0]: "first of its speaker", same[-1]: "last of its speaker"}
            yield ends.get(place, "amid its speaker")
    accusing = [at for at in others if claims[at].type in ACCUSING]
    if accusing and accusing[-1] == place:
        yield "nearest accusation"
    if accusing and accusing[0] == place:
        yield "first accusation"


def _named(passage: Passage, place: int) -> Iterator[str]:
    """By whom and what the one names of the other."""
    own, other = passage.claim, passage.claims[place]
    if accuses(passage.text, other, own):
        yield "names the speaker"
    elif telling_stems(own.speaker.text or "") & telling_stems(_around(passage, place)):
        yield "speaks for a thing named there"
    if passage.meant() is other:
        yield "pointed at" if passage.refers() else "would be meant"
    names = {naming(name) for name in (other.speaker.name, other.speaker.organisation) if name}
    if names & set(re.findall(r"[\w’'-]+", re.sub(r"[’']s\b", "", passage.words.lower()))):
        yield "names whom it answers"


def _matter(passage: Passage, place: int) -> Iterator[str]:
    """By what both speak of."""
    own, other = passage.claim, passage.claims[place]
    shared = telling_stems(own.text) & telling_stems(other.text)
    yield f"shared words {min(len(shared), 3)}"
    if not shared and telling_stems(own.text) & telling_stems(_around(passage, place)):
        yield "shared with its sentence"
    back = r"\b(?:the|those|these|this|that|such)\s+(?:\w+\s+)?"
    if any(re.search(back + stem, own.text, re.IGNORECASE) for stem in shared):
        yield "the same thing"
    common = (fields(own.text) & fields(other.text)) - {"truth"}
    yield f"same field {min(len(common), 2)}"
    never = wording("never")
    if shared and bool(never.search(own.text)) != bool(never.search(other.text)):
        yield "one negates"
    if opens_back(own):
        yield "opens with a pronoun"
    if _counts(own) and _counts(other):
        yield "both count"


def _likeness(passage: Passage, place: int) -> Iterator[str]:
    """By whether anything said before is of the same matter, and whether this is the most like."""
    others = passage.others()[-_NEAR:]
    best = max((_common(passage, at) for at in others), default=0)
    if others and not best:
        yield "of nothing said before"
    if best:
        yield "most like it" if _common(passage, place) >= best else "less like it"


def _common(passage: Passage, place: int) -> int:
    """How many telling stems and matters both share."""
    own, other = passage.claim.text, passage.claims[place].text
    shared = fields(own) & fields(other) - {"truth"}
    return len(telling_stems(own) & telling_stems(other)) + len(shared)


def _history(passage: Passage, place: int) -> Iterator[str]:
    """By what was answered before: by the same speaker, by others, by the statement that may be answered."""
    claims, here, links = passage.claims, passage.place, passage.links
    sentence = passage.sentence()[0]
    mine = [at for at in range(here) if not parted(claims[at], passage.claim)]
    made = [(at, rel, to) for at in mine for rel, to in links[at]]
    for at, rel, to in made:
        beside = claims[at].start >= sentence
        if to == place:
            yield f"answered before by {rel}"
            if beside:
                yield f"answered in this sentence by {rel}"
        elif beside:
            yield "answered another in this sentence"
    if made and all(to != place for _, _, to in made):
        yield "answered another before"
    if any(("denies", place) in links[at] for at in range(here) if at not in mine):
        yield "denied already by somebody"
    for rel, to in links[place] if place < here else ():
        yield f"itself {rel} {'somebody' if parted(claims[to], passage.claim) else 'the speaker'}"


def _around(passage: Passage, place: int) -> str:
    claim, cue = passage.claims[place], passage.drafts[place].cue
    start, end = sentence_of(passage.text, min(cue[0], claim.start), max(cue[1], claim.end))
    return passage.text[start:end]


def _counts(claim: Claim) -> bool:
    return bool(_DIGIT.search(claim.text) or wording("counted").search(claim.text))
