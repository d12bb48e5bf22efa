"""Bales that begin in several places, over arrays: the rule of `trace.pressed`. Such records cannot all be true."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import NONE, Arrays
from tieback.trace.bulk.movement import Movements, Way
from tieback.trace.pressed import FULL_KEY


def pressed_again(arrays: Arrays, moved: Movements) -> NDArray[np.bool_]:
    """The nodes of lots that are called by a full bale key and were made, or first held, in more than one place."""
    lot = arrays.nodes.lot
    came, seen = (np.zeros(len(lot), np.bool_) for _ in range(2))
    came[moved.taker[moved.taker != NONE]] = True
    seen[moved.giver[moved.giver != NONE]] = True
    seen[arrays.counts.node[arrays.counts.node != NONE]] = True
    roots = np.flatnonzero(seen & ~came)
    made = np.flatnonzero(np.isin(moved.way, (Way.OUTPUT, Way.MADE, Way.UNDECLARED)) & (moved.taker != NONE))
    begun = lot[moved.taker[made]]
    often = np.bincount(begun, minlength=len(arrays.words.lots))
    often += np.bincount(lot[roots], minlength=len(arrays.words.lots))
    keyed = [
        code for code in np.flatnonzero(often > 1).tolist() if FULL_KEY.fullmatch(arrays.words.lots[code])
    ]
    chosen = np.isin(begun, keyed)
    making = arrays.lines.making[made[chosen] - len(arrays.transfers)]
    places = Counter(code for code, _ in set(zip(begun[chosen].tolist(), making.tolist(), strict=True)))
    places.update(lot[roots][np.isin(lot[roots], keyed)].tolist())
    return np.isin(lot, [code for code in keyed if places[code] > 1])
