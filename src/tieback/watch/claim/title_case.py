"""Headlines Set Like This One, for a parser that takes capitals for names: words that are no name there in small letters."""

import re
from functools import cache

from tieback.watch.claim.form import cue_forms, regular_forms
from tieback.watch.claim.lexicon import words_of

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LEAST, _MOST = 4, 25  # words
_SHARE = 0.75  # of the longer words, that begin with a capital
_LONG = 4


def in_sentence_case(line: str, text: str) -> str:
    """The line as long as before. In small letters stand, after its first word, reporting verbs, acts, and words that the
    text writes so; a line that is no headline, or not set in capitals, stays as it is."""
    words = list(_WORD.finditer(line))
    longer = [word.group() for word in words if len(word.group()) >= _LONG]
    if not _LEAST <= len(words) <= _MOST or line.rstrip()[-1:] in {".", "”", '"'} or not longer:
        return line
    if sum(word[0].isupper() for word in longer) < _SHARE * len(longer):
        return line
    known = _verbs() | set(re.findall(r"(?<![\w’'-])[a-z]+(?![\w’'-])", text))
    return _WORD.sub(lambda word: _lowered(word, known), line)


def _lowered(word: re.Match[str], known: set[str] | frozenset[str]) -> str:
    said = word.group()
    small = said.lower()
    return (
        small if word.start() and said[1:].islower() and small in known and len(small) == len(said) else said
    )


@cache
def _verbs() -> frozenset[str]:
    acts = (form for verb in words_of("act.csv", "verb") for form in regular_forms(verb))
    cues = (form for form in cue_forms() if " " not in form)
    return frozenset((*cues, *acts, *words_of("finite.csv", "word")))
