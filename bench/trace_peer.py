"""What DuckDB, rustworkx and networkx take for a lot graph of `graph.py`: run by bench/trace.py in bench/.peers.

`python trace_peer.py ENGINE TRANSFERS LOTS ASKED` prints one JSON line. ASKED holds the lots to trace and the flagged
bales. Static reachability, as none of them keeps time; CPU seconds of all threads.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

TIERS = 7
Asked = dict[str, list[int]]


def spent(act: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of all threads, and the result."""
    before = time.process_time()
    result = act()
    return time.process_time() - before, result


def duckdb(transfers: str, lots: str, asked: Asked) -> dict[str, Any]:
    """Recursive queries in the form that is fast in 2.0 (`IN`); shares tier by tier."""
    import duckdb as engine

    base = engine.connect()
    base.execute("set threads = 1")  # two take more CPU time for the same answer

    def load() -> None:
        base.execute(f"create table moved as select src, dst, grams from '{transfers}' order by dst")
        base.execute(f"create table lots as select lot, tier from '{lots}'")

    load_s, _ = spent(load)
    up = (
        "with recursive r(id) as (select ?::int union select src from moved where dst in (select id from r)) "
        "select count(*) from r"
    )
    traces = [spent(lambda lot=lot: base.execute(up, [lot]).fetchall()[0][0]) for lot in asked["lots"]]
    base.execute("create table flagged as select unnest(?::int[]) id", [asked["bales"]])
    down = (
        "with recursive r(id) as (select id from flagged union select dst from moved where src in (select id from r)) "
        f"select count(*) from r join lots on lot = id where tier = {TIERS - 1}"
    )
    taints = [spent(lambda: base.execute(down).fetchall()[0][0]) for _ in range(3)]

    def shares() -> float:
        base.execute("create or replace temp table held as select id, 1.0::double share from flagged")
        for tier in range(1, TIERS):
            base.execute(
                "create or replace temp table next as select dst id, sum(grams * coalesce(share, 0)) / sum(grams) share "
                f"from moved join lots on lot = dst and tier = {tier} left join held on id = src group by dst"
            )
            base.execute("drop table held")
            base.execute("alter table next rename to held")
        return float(base.execute("select sum(share) from held").fetchall()[0][0])

    mixed = [spent(shares) for _ in range(3)]
    return {
        "version": engine.__version__,
        "load_s": load_s,
        "trace_ms": [1000 * s for s, _ in traces],
        "reached": [count for _, count in traces],
        "taint_ms": [1000 * s for s, _ in taints],
        "tainted": taints[0][1],
        "shares_ms": [1000 * s for s, _ in mixed],
        "share_sum": mixed[0][1],
    }


def rustworkx(transfers: str, lots: str, asked: Asked) -> dict[str, Any]:
    """Ancestors and descendants of a directed graph."""
    import polars as pl
    import rustworkx as engine

    def load() -> Any:
        moved = pl.read_parquet(transfers, columns=["src", "dst"])
        graph = engine.PyDiGraph()
        graph.add_nodes_from(range(pl.read_parquet(lots, columns=["lot"]).height))
        graph.extend_from_edge_list(list(zip(moved["src"].to_list(), moved["dst"].to_list(), strict=True)))
        return graph

    load_s, graph = spent(load)
    tier = pl.read_parquet(lots, columns=["tier"])["tier"].to_list()
    return _searched(engine.__version__, load_s, graph, engine, tier, asked)


def networkx(transfers: str, lots: str, asked: Asked) -> dict[str, Any]:
    """The same in Python."""
    import networkx as nx
    import polars as pl

    def load() -> Any:
        moved = pl.read_parquet(transfers, columns=["src", "dst"])
        graph = nx.DiGraph()
        graph.add_nodes_from(range(pl.read_parquet(lots, columns=["lot"]).height))
        graph.add_edges_from(zip(moved["src"].to_list(), moved["dst"].to_list(), strict=True))
        return graph

    load_s, graph = spent(load)
    tier = pl.read_parquet(lots, columns=["tier"])["tier"].to_list()
    return _searched(nx.__version__, load_s, graph, nx, tier, asked)


def _searched(
    version: str, load_s: float, graph: Any, engine: Any, tier: list[int], asked: Asked
) -> dict[str, Any]:
    traces = [spent(lambda lot=lot: len(engine.ancestors(graph, lot)) + 1) for lot in asked["lots"][:30]]

    def touched() -> int:
        return sum(tier[lot] == TIERS - 1 for lot in _spread(graph, engine, asked["bales"]))

    taint_s, tainted = spent(touched)
    return {
        "version": version,
        "load_s": load_s,
        "trace_ms": [1000 * s for s, _ in traces],
        "reached": [count for _, count in traces],
        "taint_ms": [1000 * taint_s],
        "tainted": tainted,
    }


def _spread(graph: Any, engine: Any, starts: Iterable[int]) -> set[int]:
    """All that several lots lead to: one extra node leads to them."""
    if engine.__name__ == "networkx":
        graph.add_edges_from((-1, lot) for lot in starts)
        found = engine.descendants(graph, -1)
        graph.remove_node(-1)
        return set(found)
    root = graph.add_node(-1)
    graph.extend_from_edge_list([(root, lot) for lot in starts])
    found = engine.descendants(graph, root)
    graph.remove_node(root)
    return set(found)


if __name__ == "__main__":
    _engines = {"duckdb": duckdb, "rustworkx": rustworkx, "networkx": networkx}
    _asked = json.loads(Path(sys.argv[4]).read_text("utf-8"))
    _found = _engines[sys.argv[1]](sys.argv[2], sys.argv[3], _asked)
    _lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    _found["peak_mb"] = next(int(line.split()[1]) // 1024 for line in _lines if line.startswith("VmHWM"))
    print(json.dumps(_found))
