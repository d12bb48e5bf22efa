"""Whether a text can hold a clue to a region at all: asked of every name before it is looked through (`place.locate`).

False only where there is none. It looks at ASCII; of other text it says that it may.
"""

import re
from functools import cache

from tieback.names import gazetteer, lexicon
from tieback.names.reading import PartKind

_WORD = re.compile("[a-z0-9]+")
_CODED = re.compile(r"\d{6}|cn-|['`]")  # a code; an apostrophe, which may join what is written apart


def may_point(text: str, region: str) -> bool:
    """May a word or a code of the text point into `region` (ISO 3166-2)?"""
    if not text.isascii():
        return True
    lower = text.lower()
    return _CODED.search(lower) is not None or not _first_words(region).isdisjoint(_WORD.findall(lower))


@cache
def _first_words(region: str) -> frozenset[str]:
    """The first words of every alias of the region and of what lies in it."""
    return frozenset(
        words[0]
        for words, entries in lexicon.words().entries.items()
        if any(entry.kind is PartKind.PLACE and _lies_in(entry.id, region) for entry in entries)
    )


def _lies_in(place_id: str, region: str) -> bool:
    code = gazetteer.places()[place_id].code
    return gazetteer.within(place_id, region) or gazetteer.within(f"CN-{code}", region)
