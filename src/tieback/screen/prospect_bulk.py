"""How well the words of many Latin names render the brand of one Han name, found in one compiled call for `prospect_across`.

It only fills what `prospect_across.heard` remembers. Importing this module imports numba.
"""

from collections.abc import Iterable, Iterator
from math import inf

import numpy as np

from tieback.names import meaning
from tieback.names.meaning_sound import CANTONESE, MANDARIN
from tieback.names.rendering import is_rendering
from tieback.names.romanise import syllables
from tieback.screen.name import Name
from tieback.screen.prospect_across import met_for_certain
from tieback.screen.side import HanSide, han_side, latin_side
from tieback.screen.sounding import is_usual_pinyin
from tieback.screen.tune import SOUTHERN
from tieback.screen.tune_bulk import Sounded, Spoken


def listen(han: Name, latins: Iterable[Name]) -> None:
    """Remember how well the words of these names render the brand of the Han one."""
    wanted: dict[int, tuple[HanSide, dict[str, None]]] = {}
    for latin in latins:
        met = met_for_certain(latin, han)
        side = han_side(han, met.han)
        if side.within:
            _, words = wanted.setdefault(id(side), (side, {}))
            words.update((said.letters, None) for said in latin_side(latin, met.latin).said)
    for side, words in wanted.values():
        remember(side, [word for word in words if word not in side.heard])


def remember(side: HanSide, words: list[str]) -> None:
    """Remember how well these words, not heard before, render the brand. Pinyin renders no name that is not foreign."""
    if not any(map(is_rendering, (*side.within, *(run for run, _ in side.whole)))):
        side.heard.update((word, (-inf, -inf)) for word in words if is_usual_pinyin(word))
        words = [word for word in words if word not in side.heard]
    sounded = Sounded(words)
    meant = sounded.meant("".join(dict.fromkeys("".join(side.within))))
    found = sounded.likenesses(list(_spoken(side)), np.arange(len(words)), meant)
    side.heard.update(zip(words, map(tuple, found.tolist()), strict=True))


def _spoken(side: HanSide) -> Iterator[Spoken]:
    """Every run that may be rendered, in both languages: bits taken off while all is free, and once something met."""
    taken = dict(side.whole)
    for run in dict.fromkeys([*side.within, *taken]):
        off = taken.get(run, inf), 0.0 if run in side.within else inf
        yield Spoken(run, tuple(syllables(run)), MANDARIN, off)
        southern = [meaning.cantonese(character) for character in run]
        if all(southern):
            readings = tuple(reading[0] for reading in southern)
            yield Spoken(run, readings, CANTONESE, (off[0] + SOUTHERN, off[1] + SOUTHERN))
