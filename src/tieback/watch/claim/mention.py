"""Where somebody or something that can be referred back to stands in an article, named or not, and of which kind it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieback.watch.claim.cast import Figure, body_classes, find_names, is_role, read_figure
from tieback.watch.claim.chunk import has_verb
from tieback.watch.claim.lexicon import column

ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)
_LEAD_WORDS = 6  # words of a sentence before its subject
_PEOPLE = frozenset(
    (
        "people",
        "men",
        "women",
        "crew",
        "children",
        "migrants",
        "employees",
        "labourers",
        "prisoners",
        "detainees",
    )
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody or something that can be referred back to stands. `kind`: person | body | plural | thing."""

    name: str
    kind: str
    start: int
    end: int
    leads: bool


def kind_of(head: str) -> str:
    """Of which kind a noun speaks: person | body | plural | thing."""
    if head in body_classes():
        return "body"
    if is_role(head):
        return "plural" if head.endswith("s") and not head.endswith("ss") else "person"
    if head in column("document.csv", "noun", "authored"):
        return "thing"
    return (
        "plural"
        if head.endswith("s") or head in {"people", "men", "women", "crew", "children"}
        else "person"
        if head in {"another", "one"}
        else "body"
    )


_BARE = re.compile(
    r"(?:^|[.?!:”\"\n]\s+|\b(?:But|And|Yet)\s+)(?P<word>[A-Z][a-z]+s|Police|Crew)\b", re.MULTILINE
)  # "Villagers said"
_COMMON = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]hree|[Tt]wo|[Ff]ormer|[Ss]everal|[Ss]ome)(?P<words>(?:\s+[a-z][\w-]*){1,5})"
)


def find_mentions(text: str, cast: Sequence[Figure]) -> list[Mention]:
    """All mentions: names by the figures of `cast`, then phrases without a name; in no order."""
    found = []
    kinds = {figure.name: figure.kind for figure in cast}
    for name, start, end in find_names(text):
        figure = read_figure(text, name, start, end)
        full = next(
            (f for f in cast if f.kind in {"person", "name"} and f.name.split()[-1] == figure.name), None
        )
        kind = full.kind if full else kinds.get(figure.name, "body")
        if not (is_role(name) or name.lower() in body_classes()):
            found.append(Mention(figure.name, kind, start, end, _leads(text, start)))
    for match in _COMMON.finditer(text):
        length = _phrase(match.group("words"))
        start, end = match.start(), match.start("words") + length
        if length and not _apposed(text, start, end):
            phrase = ARTICLE.sub("", text[start:end])
            found.append(
                Mention(phrase, kind_of(phrase.split()[-1].lower()), start, end, _leads(text, start))
            )
    found += (
        Mention(match.group("word"), kind_of(match.group("word").lower()), *match.span("word"), True)
        for match in _BARE.finditer(text)
        if _is_called(match.group("word").lower())
    )
    return found


def _phrase(words: str) -> int:
    """Length of the words up to the first noun for a person, body or document, and those that follow it at once."""
    length = 0
    for match in re.finditer(r"\S+", words):
        known = _is_called(match.group().lower())
        if length and not known:
            break
        if known:
            length = match.end()
    return length


def _is_called(word: str) -> bool:
    return (
        word in body_classes()
        or is_role(word)
        or word in column("document.csv", "noun", "authored")
        or word in _PEOPLE
    )


def _apposed(text: str, start: int, end: int) -> bool:
    """Stands beside a name it describes: "Elke Thorne, a lawyer", "the owner, Cato Werring"."""
    before = re.search(r"[A-Z][\w’'-]+,\s+$", text[max(0, start - 40) : start])
    return bool(before or re.match(r",?\s+(?:[a-z]+\s+(?:of|for)\s+[a-z ]+,\s+)?[A-Z]", text[end : end + 60]))


def _leads(text: str, start: int) -> bool:
    """Stands at the start of a sentence, up to a few words in."""
    lead = re.split(r"[.?!:”\"\n]\s*", text[max(0, start - 80) : start])[-1]
    return (
        len(lead.split()) <= _LEAD_WORDS
        and not has_verb(lead)
        and not re.search(r"\b(?:of|for|from|at|in|by|with|on|to|about|against)\s", lead, re.IGNORECASE)
    )
