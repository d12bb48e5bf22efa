"""Places in running text: names of the gazetteer, and "the region" for the one named before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from tieback.model.story import Link, LinkKind
from tieback.names import gazetteer
from tieback.names.lexicon import Grade
from tieback.names.mention import Mention, Use, mentions
from tieback.watch.claim.form import cue_forms
from tieback.watch.claim.lexicon import words_of
from tieback.watch.link.phrase import Hit

_SEAT = "seat of government for the government"
_LOCATED = re.compile(
    r"\b(?:in|at|near|from|to|around|outside|across|of|via|for|leaving|visiting)\s+(?:central\s+)?$",
    re.IGNORECASE,
)
_NEXT_WORDS = re.compile(
    r"(?:\s+(?:has|have|had|also|later|again|repeatedly|swiftly|firmly|since|yesterday|quickly|now))*\s+[a-z]+"
)
_LEVELS = {
    "province": ("province",),
    "prefecture": ("prefecture", "county"),
    "county": ("county",),
    "country": ("country",),
}


def find_places(text: str, taken: Iterable[tuple[int, int]]) -> list[Link]:
    """Places named in `text` outside the spans taken by other names: the Xinjiang of an Act's title is no place.

    Streets and towns that only bear a name are left out; a word that is also common ("Jordan") is possible only,
    unless another place of its region is named.
    """
    spans = sorted(taken)
    found = [
        mention
        for mention in mentions(text)
        if mention.use is Use.PLAIN and not mention.text.islower() and not _within(mention, spans)
    ]
    near = {mention.region for mention in found if mention.grade is Grade.STRONG}
    known = tuple(mention.id for mention in found if mention.grade is Grade.STRONG)
    links = [_link(mention, near, known) for mention in found]
    return [
        _government(link) if speaks_for_government(text, link.start, link.end) else link for link in links
    ]


def speaks_for_government(text: str, start: int, end: int) -> bool:
    """Whether the capital at a span is its government: "Beijing rejects", "Washington has said", not "in Beijing"."""
    if text[start:end] not in _seats() or _LOCATED.search(text, max(0, start - 20), start):
        return False
    follows = _NEXT_WORDS.match(text, end)
    return follows is not None and any(word in cue_forms() for word in follows.group().lower().split())


def _government(link: Link) -> Link:
    country = gazetteer.lineage(link.id)[-1]
    return replace(link, kind=LinkKind.BODY, id=f"government-{country}", rule=_SEAT, possible=False)


@cache
def _seats() -> frozenset[str]:
    return words_of("metonym.csv", "word")


def _within(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _link(mention: Mention, near: set[str | None], known: tuple[str, ...]) -> Link:
    place = gazetteer.preferred(mention.ids, tuple(id_ for id_ in known if id_ not in mention.ids))[0]
    doubtful = mention.grade is Grade.FAINT and gazetteer.region_of(place) not in near
    return Link(
        LinkKind.PLACE,
        place,
        mention.text,
        mention.start,
        mention.end,
        "name that is also a common word" if doubtful else "name",
        possible=doubtful,
    )


def refer_back(text: str, hits: Iterable[Hit], links: Iterable[Link]) -> list[Link]:
    """ "The region" as the last place of that level named before it; nothing where none was."""
    named = sorted(
        (link for link in links if link.kind is LinkKind.PLACE and not link.possible),
        key=lambda link: link.start,
    )
    found = []
    for hit in hits:
        level = hit.phrases[0].id
        before = [
            (link, place)
            for link in named
            if link.end <= hit.start and link.rule == "name" and (place := _at_level(link.id, level))
        ]
        if before:
            link, place = before[-1]
            told = f"{link.text!r} named before"
            found.append(Link(LinkKind.PLACE, place, text[hit.start : hit.end], hit.start, hit.end, told))
    return found


def _at_level(place: str, level: str) -> str | None:
    """The place, where it is of that level; "the region" may also follow a town of it, never "the country"."""
    wanted = _LEVELS[level]
    for containing in gazetteer.lineage(place):
        if gazetteer.places()[containing].level in wanted:
            return containing
    return None
