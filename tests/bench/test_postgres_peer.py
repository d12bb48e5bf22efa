"""The PostgreSQL peer answers the same questions as ours, on a server made for the run."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_graph import module

from tieback.trace.bulk.kernel import INSIDE
from tieback.trace.bulk.lots import made_lots
from tieback.trace.bulk.movement import movements_of
from tieback.trace.bulk.taint import Taint
from tieback.trace.bulk.weave import weave

peer = module("postgres_peer")


@pytest.mark.skipif(not peer.installed(), reason="the programs of a PostgreSQL server are not installed")
def test_what_flagged_bales_lead_to_is_the_same_in_postgresql_where_time_decides_nothing(
    tmp_path: Path,
) -> None:
    paths = module("graph").write(20_000, tmp_path)
    arrays = module("graph_case").read(*paths)
    mesh = weave(arrays, static=True)
    lots = made_lots(arrays, movements_of(arrays), mesh)
    raw = np.unique(arrays.nodes.lot[mesh.source_node])[::500]
    belongs = np.where(np.isin(arrays.nodes.lot[mesh.source_node], raw), INSIDE, 0)
    touched = Taint(mesh).of(mesh.source_cell[belongs == INSIDE])
    found = peer.measure(*map(str, paths), {"lots": [int(raw[0])], "bales": raw.tolist()})
    tier = pl.read_parquet(paths[1], columns=["tier"])["tier"].to_numpy()[lots.code]
    cells = lots.cell[lots.start[:-1]]
    assert found["tainted"] == int(touched[cells[tier == tier.max()]].sum()) > 0
    assert found["reached"] == [1]
