"""Where records cannot all be true, as `reconcile` finds it in masses and dates: nodes and boxes, not yet the lots.

Documents are not compared here; the trace of a single lot does that.
"""

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import NONE, UNDATED, Arrays
from tieback.trace.bulk.counted import doubtful_makings
from tieback.trace.bulk.daily import DOUBTFUL, MIXED
from tieback.trace.bulk.movement import APART, ENDLESS, PROCESS, STATED, WHOLE, Movements

Marks = NDArray[np.bool_]


def broken_nodes(moved: Movements, flags: NDArray[np.uint8], short: Marks, *, static: bool) -> Marks:
    """Nodes that gave more than they can have had, and both ends of what was received before it was shipped."""
    found: Marks = short & (flags & (DOUBTFUL | MIXED) == 0)
    if not static:
        early = (moved.came_on != UNDATED) & (moved.left_on != UNDATED) & (moved.came_on < moved.left_on)
        for ends in (moved.giver, moved.taker):
            found[ends[early & (ends != NONE)]] = True
    return found


def broken_boxes(arrays: Arrays, moved: Movements, *, static: bool) -> Marks:
    """Boxes that gave more than went in, or than their stated yield allows, or ended before they began."""
    boxes, making = moved.boxes, moved.boxes.making
    taken, given = boxes.taken, boxes.given
    stated = boxes.rule == STATED
    most = np.where(stated, boxes.high, np.where(boxes.rule == PROCESS, np.maximum(boxes.high, WHOLE), WHOLE))
    above = (taken[2] < ENDLESS) & (given[0] > taken[2])
    above[most != WHOLE] = False
    for at in np.flatnonzero((most != WHOLE) & (taken[2] < ENDLESS) & (most < ENDLESS)):
        above[at] = int(given[0][at]) * WHOLE > int(taken[2][at]) * int(most[at])
    below = np.zeros(len(boxes), np.bool_)
    for at in np.flatnonzero(stated & (given[2] < ENDLESS) & (boxes.low > 0)):
        below[at] = int(given[2][at]) * WHOLE < int(taken[0][at]) * int(boxes.low[at])
    found: Marks = (above | below) & (boxes.rule != APART) & ~doubtful_makings(arrays)[making]
    if not static:
        started, ended = arrays.makings.started_on[making], arrays.makings.ended_on[making]
        found |= (started != UNDATED) & (ended != UNDATED) & (ended < started)
    return found
