"""Whom one statement names of another, which words both share, whether one opens with a pronoun for the other."""

import re

from tieback.model.claim import Claim
from tieback.watch.claim.reference import content_words, naming, sentence_of

_NAME_STEM = 7  # letters by which "inspectorate" is found in "inspectors"
_STEM = 4  # letters two words share to be of one stem
_PRONOUN = re.compile(r"(?:that\s+)?(?P<who>it|they|she|he|this|those|these|there|both)\b", re.IGNORECASE)


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
