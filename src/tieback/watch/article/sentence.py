"""Whether a line reads as prose or as a label, and where the sentences of a paragraph end."""

import re

_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]】」』]*$")
_FULL_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]】」』]*$")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-ÞА-Я])|(?<=[。！？])")
_SHORT = re.compile(
    r"\b(?:mr|mrs|ms|dr|prof|gen|sen|rep|gov|st|no|vs|inc|ltd|co|corp|jr|sr|u\.s|u\.k|u\.n|e\.g|i\.e|jan|feb|mar|apr"
    r"|aug|sept?|oct|nov|dec|[a-z])\.$",
    re.IGNORECASE,
)
_PROSE_WORDS = 6
_LONG_WORDS = 28


def count_words(text: str) -> int:
    """Words as spaces part them; of scripts without spaces, every two characters count as one."""
    return len(text.split()) + len(_HAN.findall(text)) // 2


def is_prose(text: str) -> bool:
    """Whether it reads as a sentence or more: some words and a mark at the end, or very many words."""
    words = count_words(text)
    return (words >= _PROSE_WORDS and _END.search(text) is not None) or words >= _LONG_WORDS


def ends_sentence(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return _FULL_STOP.search(text) is not None


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of a paragraph, their spacing dropped; an abbreviation does not end one."""
    found: list[str] = []
    begin = 0
    for match in _BREAK.finditer(text):
        candidate = text[begin : match.start()] + match.group().rstrip()
        if _SHORT.search(candidate):
            continue
        found.append(candidate.strip())
        begin = match.end()
    found.append(text[begin:].strip())
    return tuple(sentence for sentence in found if sentence)
