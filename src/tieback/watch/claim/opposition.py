"""Do two statements of different speakers, one right after the other, oppose each other on the same matter?

A count of signs with a threshold, each sign readable in the text; used only where no word says that one answers the other.
"""

import re
from collections.abc import Sequence

from tieback.model.claim import Claim, ClaimType
from tieback.watch.claim.kind import is_wrong
from tieback.watch.claim.lexicon import wording
from tieback.watch.claim.reference import Passage, content_words, naming, parted, sentence_of

LEAST = 3  # signs for a link
_FACTUAL = frozenset({ClaimType.ALLEGATION, ClaimType.FINDING, ClaimType.DENIAL, ClaimType.BACKGROUND})
_ACCUSES = frozenset({"accuser", "finder"})
_DEFENDS = frozenset({"accused", "office"})
_NAME_STEM = 7  # letters by which "inspectorate" is found in "inspectors"
_STEM = 4  # letters two words share to be of one stem
_PRONOUN = re.compile(r"(?:that\s+)?(?P<who>it|they|she|he|this|those|these|there|both)\b", re.IGNORECASE)
_CLOSE = 60  # characters between the end of one statement and the sentence of the next


def opposed(passage: Passage, sides: Sequence[str]) -> Claim | None:
    """The statement just before that this one opposes, if the signs suffice."""
    place = passage.place
    if not place:
        return None
    last, own = passage.claims[place - 1], passage.claim
    if not parted(last, own) or last.type not in _FACTUAL or own.type not in _FACTUAL:
        return None
    if last.start <= own.start < last.end or len(passage.between(last).strip()) > _CLOSE:
        return None
    return last if _signs(passage, last, sides[place - 1], sides[place]) >= LEAST else None


def _signs(passage: Passage, last: Claim, side: str, own_side: str) -> int:
    own = passage.claim
    same = (side in _ACCUSES and own_side in _ACCUSES) or (side in _DEFENDS and own_side in _DEFENDS)
    across = (side in _ACCUSES and own_side in _DEFENDS) or (side in _DEFENDS and own_side in _ACCUSES)
    never = wording("never")
    signs = (
        2 * accuses(passage.text, last, own),
        2 * shares(last, own),
        opens_back(own),
        _relative(own),
        bool(never.search(last.text)) != bool(never.search(own.text)),
        is_wrong(last.text) or last.type is ClaimType.DENIAL,
        2 * across,
        side == "person" and own_side in _DEFENDS,
        -2 * same,
    )
    return sum(signs)


def accuses(text: str, target: Claim, claim: Claim) -> bool:
    """Does the other claim (its words, or what stands between its cue and them) name this speaker or the organisation?"""
    speaker = target.speaker
    start, end = sentence_of(text, target.start, target.end)
    said = text[start:end]
    if speaker.start is not None and speaker.end is not None and start <= speaker.start < end:
        said = text[start : speaker.start] + " " + text[min(end, speaker.end) : end]
    words = set(re.findall(r"[\w’'-]+", re.sub(r"[’']s\b", "", said.lower())))
    names = [name for name in (claim.speaker.name, claim.speaker.organisation) if name]
    stems = {word[:_NAME_STEM] for word in words}
    return any(naming(name)[:_NAME_STEM] in stems for name in names)


def shares(last: Claim, own: Claim) -> bool:
    """A word of one stem in both."""
    stems = {word[:_STEM] for word in content_words(last.text) if len(word) >= _STEM}
    return any(word[:_STEM] in stems for word in content_words(own.text) if len(word) >= _STEM)


def opens_back(own: Claim) -> bool:
    """Opens with a pronoun that can mean somebody or something of the other statement, not the speaker."""
    match = _PRONOUN.match(own.text)
    if match is None:
        return False
    word = match.group("who").lower()
    person = own.speaker.role is not None or (own.speaker.text or "").lower() in {"he", "she"}
    return word not in ({"he", "she"} if person else {"it", "they"})


def _relative(own: Claim) -> bool:
    """ "Her employer", "the photographer": a speaker told by what was said before."""
    return (own.speaker.text or "").lower().startswith(("its ", "their ", "his ", "her ", "the "))
