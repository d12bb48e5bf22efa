"""The stage's own CSV tables of reading articles."""

from functools import partial

from tieback.table.packaged import packaged_rows

rows = partial(packaged_rows, __package__)
