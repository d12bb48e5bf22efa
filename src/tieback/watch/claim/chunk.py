"""What a stretch of plain text looks like, without a parser: can it be a noun phrase, does it hold a verb of its own."""

import re
from collections.abc import Sequence
from functools import cache

from tieback.watch.claim.form import cue_forms
from tieback.watch.claim.lexicon import column, words_of

_OPENS = re.compile(
    r"^(?:[A-Z0-9“\"]|(?:the|an?|its|their|his|her|our|every|each|no|both|all|most|none|this|that|these|those|one|two|three|some|several|many|other|another)\b)"
)
_MOST_WORDS = 14
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MANNER = re.compile(
    rf"\s*(?:(?:on\s+|late\s+|early\s+|last\s+)*{_DAY}|yesterday|today|in\s+(?:a|an|its|the|his|her)\s+(?:[\w-]+\s+){{0,3}}?"
    r"(?:statement|report|letter|interview|email|e-mail|post|filing|affidavit|briefing|article|speech|note)|with\s+concern|in\s+[A-Z]\w+)\s*,?"
)


@cache
def finite() -> frozenset[str]:
    """Words that are, or mostly are, finite verbs: auxiliaries, common irregular pasts, reporting verbs."""
    nouns = column("noun.csv", "noun", "kind")
    cues = {
        form
        for form in cue_forms()
        if " " not in form and form not in nouns and form.removesuffix("s") not in nouns
    }
    return words_of("finite.csv", "word") | cues


def has_verb(text: str) -> bool:
    """A word that is a finite verb, or a past by its ending."""
    words = re.findall(r"[\w’'-]+", text.lower())
    return any(
        word in finite() or word.endswith(("n't", "n’t")) or (word.endswith("ed") and len(word) > 4)
        for word in words
    )


def is_phrase(text: str) -> bool:
    """Could name a speaker: opens as a noun phrase, is short and holds no finite verb before a relative clause."""
    own = re.split(r",?\s+(?:who|which|that|hired|based|familiar)\b", text)[0]
    words = own.split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if len(words) == 1 and own.lower() in _PRONOUNS:
        return True
    told = [word.lower().strip(",’'") for word in words]
    if (
        any(_says(words, at) for at in range(len(words)))
        or column("opener.csv", "word", "phrase").get(told[0]) == "no"
    ):
        return False
    return bool(_OPENS.match(own)) or told[-1].endswith("s") or len(words) <= 3


def _says(words: Sequence[str], at: int) -> bool:
    """Is it a finite verb there: not "State radio", "The brand", "Judge Arlen", "filed by a group"?"""
    word = words[at].lower().strip(",’'")
    if word not in finite():
        return False
    if word in words_of("finite.csv", "word"):
        return True
    named = words[at][:1].isupper() or (at > 0 and words[at - 1].lower() in _DETERMINERS)
    return not named and (at + 1 >= len(words) or words[at + 1] != "by")


def skip_manner(text: str) -> int:
    """Length of what tells when and how it was said, and of "that" or a colon after it."""
    length = 0
    while (match := _MANNER.match(text, length)) and match.end() > length:
        length = match.end()
    lead = re.compile(r"\s*:?\s*").match(text, length)
    return lead.end() if lead else length


_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "this", "that"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "another", "others", "some", "one", "which", "who"})
