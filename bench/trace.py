"""Tracing lot graphs of a million and ten million transfers, beside DuckDB, PostgreSQL and graph libraries: CPU time.

`python bench/trace.py [TRANSFERS ...]` (default 1e6 1e7; `make bench-large`: 1e8, ours alone). Graphs of `graph.py` are
made in bench/.graphs. Ours keeps time (a fill that came after a draw cannot have reached it), the peers do not. Results
with ratios: bench/results/trace.json. Peers run in bench/.peers (`make bench-peers`) and are left out where it is not,
PostgreSQL where its server is not installed.
"""

import json
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from graph import TIERS, write
from graph_case import keep, kept, read
from postgres_peer import installed

from tieback.proof.digest import sha256_file
from tieback.trace.bulk.kernel import INSIDE
from tieback.trace.bulk.lots import Lots, Reach, made_lots
from tieback.trace.bulk.mesh import opened, save
from tieback.trace.bulk.movement import movements_of
from tieback.trace.bulk.share import bounds, mixed
from tieback.trace.bulk.taint import Taint
from tieback.trace.bulk.weave import weave

HERE = Path(__file__).parent
OUT = HERE / "results" / "trace.json"
GRAPHS = HERE / ".graphs"
PEERS = HERE / ".peers" / "bin" / "python"
ASKED, FLAGGED = 300, 1000
SOME = (100, 10)  # fewer flagged sources
LARGE = 50_000_000  # transfers beyond which peers are left out
SMALL = 2_000_000  # transfers beyond which networkx is left out (5 GB and minutes at ten million)


def spent(act: Callable[[], Any]) -> tuple[float, Any]:
    """CPU milliseconds, and the result."""
    before = time.process_time_ns()
    result = act()
    return (time.process_time_ns() - before) / 1e6, result


def told(times: list[float]) -> dict[str, float]:
    """Median and 99th percentile, milliseconds."""
    return {"median": round(float(np.median(times)), 3), "p99": round(float(np.percentile(times, 99)), 3)}


def peak_mb() -> int:
    """The most memory of this process so far (of the process alone: `ru_maxrss` begins with its parent's)."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def prepare(transfers: Path, lots: Path, folder: Path) -> None:
    """In a process of its own, for what it leaves behind in memory: the records of the graph, as files."""
    read_ms, arrays = spent(lambda: read(transfers, lots))
    keep(arrays, folder)
    print(json.dumps({"read_s": round(read_ms / 1000, 1), "read_peak_mb": peak_mb()}))


def build(lots: Path, folder: Path) -> None:
    """In a process of its own: the graph put in order and saved, what is asked for chosen."""
    weave(kept(folder.parent / "20000"))  # compiled code is loaded before the clock starts
    arrays = kept(folder)
    weave_ms, mesh = spent(lambda: weave(arrays))
    save_ms, _ = spent(lambda: save(mesh, folder / "mesh"))
    made = made_lots(arrays, movements_of(arrays), mesh)
    for name in Lots.__slots__:
        np.save(folder / f"lots-{name}.npy", getattr(made, name))
    rng = np.random.default_rng(7)
    tier = pl.read_parquet(lots, columns=["tier"])["tier"].to_numpy()
    finished = np.flatnonzero(tier[made.code] == TIERS - 1)
    raw = np.flatnonzero(mesh.source == 1)
    used = np.unique(mesh.source_node[raw])
    flagged = rng.choice(np.arange(len(used)), min(FLAGGED, len(used)), replace=False)
    bales = arrays.nodes.lot[used[flagged]]
    chosen = rng.choice(finished, min(ASKED, len(finished)), replace=False)
    asked = {"lots": made.code[chosen].tolist(), "bales": np.sort(bales).tolist()}
    (folder / "asked.json").write_text(json.dumps(asked), "utf-8")
    np.save(folder / "finished.npy", finished)
    np.save(folder / "chosen.npy", chosen)
    belongs = np.zeros(len(mesh.source), np.uint8)
    belongs[np.isin(arrays.nodes.lot[mesh.source_node], bales)] = INSIDE
    np.save(folder / "belongs.npy", belongs)
    figures = {
        "lots": len(tier),
        "movements": len(arrays.transfers) + len(arrays.lines),
        "cells": len(mesh),
        "arcs": len(mesh.tail),
        "order_s": round(weave_ms / 1000, 1),
        "save_s": round(save_ms / 1000, 1),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(figures))


def measure(folder: Path) -> dict[str, Any]:
    """In a process of its own: what a user of the saved graph waits for."""
    _warm(folder.parent / "20000")
    open_ms, mesh = spent(lambda: opened(folder / "mesh"))
    lots = Lots(*(np.load(folder / f"lots-{name}.npy") for name in Lots.__slots__))
    chosen, finished = np.load(folder / "chosen.npy"), np.load(folder / "finished.npy")
    belongs = np.load(folder / "belongs.npy")
    reach = Reach(mesh)
    first_ms, _ = spent(lambda: reach.count(_cells(lots, int(chosen[0]))))
    traces = [spent(lambda lot=lot: reach.count(_cells(lots, lot))) for lot in chosen.tolist()]
    load_ms, mesh = spent(
        lambda: opened(folder / "mesh", mapped=False)
    )  # passes over all of it want it in memory
    prepare_ms, taint = spent(lambda: Taint(mesh))
    asked = lots.cell[lots.start[finished]].astype(np.intp)  # each was made once
    flagged = mesh.source_cell[belongs == INSIDE]
    taints = {
        count: [spent(partial(_taint, taint, asked, flagged[:: len(flagged) // count])) for _ in range(9)]
        for count in (len(flagged), *SOME)
    }
    mixes = [spent(lambda: mixed(mesh, lots, belongs)) for _ in range(5)]
    encloses = [spent(lambda: bounds(mesh, lots, belongs)) for _ in range(5)]
    least, most = encloses[0][1]
    share = mixes[0][1]
    grams = -(-lots.stated // 1000)
    weight = np.bincount(
        np.repeat(np.arange(len(lots)), np.diff(lots.start)), weights=grams, minlength=len(lots)
    )
    if not ((least // 1000 <= share) & (share <= -(-most // 1000))).all():
        raise ValueError("an even mix lies outside its bounds")
    return {
        "open_ms": round(open_ms, 1),
        "load_ms": round(load_ms, 1),
        "first_trace_ms": round(first_ms, 2),
        "trace_ms": told([ms for ms, _ in traces]),
        "reached_cells": int(np.median([count for _, count in traces])),
        "taint_prepare_ms": round(prepare_ms, 1),
        "taint_ms": told([ms for ms, _ in taints[len(flagged)]]),
        "tainted": int(taints[len(flagged)][0][1]),
        "of_fewer_sources": {
            count: {"taint_ms": told([ms for ms, _ in taints[count]]), "tainted": int(taints[count][0][1])}
            for count in SOME
        },
        "taint_floor_ms": _floor(mesh.first, mesh.tail),
        "mix_ms": told([ms for ms, _ in mixes]),
        "outer_ms": told([ms for ms, _ in encloses]),
        "mix_and_outer_ms": round(
            float(np.median([a + b for (a, _), (b, _) in zip(mixes, encloses, strict=True)])), 1
        ),
        "mix_and_outer_floor_ms": _floor(
            *(2 * [mesh.first, mesh.tail, mesh.least, mesh.outward_high]), share, least, most
        ),
        "share_sum": round(float((share[finished] / weight[finished]).sum()), 3),
        "most_of_lot_median": round(float(np.median(most[finished] / 1000 / weight[finished])), 4),
        "peak_mb": peak_mb(),
    }


def _floor(*columns: Any) -> float:
    """CPU milliseconds that memory alone takes to give these columns once, in order: half of what a copy of them takes."""
    room = [np.empty_like(column) for column in columns]
    for place, column in zip(room, columns, strict=True):
        np.copyto(place, column)  # pages are there before the clock starts

    def copied() -> None:
        for place, column in zip(room, columns, strict=True):
            np.copyto(place, column)

    return round(float(np.median([spent(copied)[0] for _ in range(5)])) / 2, 1)


def _cells(lots: Lots, lot: int) -> Any:
    return lots.cell[lots.start[lot] : lots.start[lot + 1]]


def _taint(taint: Taint, asked: Any, flagged: Any) -> int:
    """How many of the finished lots, each by the cell it came of, any flagged source leads to."""
    return int(np.count_nonzero(taint.of(flagged)[asked]))


def _warm(folder: Path) -> None:
    """Load compiled code on a tiny graph of the same types."""
    arrays = read(*write(20_000, folder.parent))
    mesh = weave(arrays)
    lots = made_lots(arrays, movements_of(arrays), mesh)
    belongs = np.zeros(len(mesh.source), np.uint8)
    belongs[:5] = INSIDE
    Reach(mesh).count(_cells(lots, len(lots) - 1))
    some = np.arange(3)
    Taint(mesh).of(some)
    mixed(mesh, lots, belongs)
    bounds(mesh, lots, belongs)
    shutil.rmtree(folder / "mesh", ignore_errors=True)
    save(mesh, folder / "mesh")
    again = opened(folder / "mesh")  # mapped arrays are types of their own
    Reach(again).count(_cells(lots, len(lots) - 1))
    Taint(again).of(some)
    mixed(again, lots, belongs)
    bounds(again, lots, belongs)


def asked_of(python: Path | str, *given: str) -> dict[str, Any]:
    """The JSON line that a process prints."""
    run = subprocess.run([str(python), *given], capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    return dict(json.loads(run.stdout.splitlines()[-1]))


def ratios(ours: dict[str, Any], peer: dict[str, Any]) -> dict[str, float]:
    """How many times the CPU of ours a peer takes."""
    found = {
        "trace_median": peer["trace_ms"]["median"] / ours["trace_ms"]["median"],
        "trace_p99": peer["trace_ms"]["p99"] / ours["trace_ms"]["p99"],
        "taint": peer["taint_ms"]["median"] / ours["taint_ms"]["median"],
    }
    if "shares_ms" in peer:
        found["shares_over_mix_and_outer"] = peer["shares_ms"]["median"] / ours["mix_and_outer_ms"]
    return {name: round(value, 1) for name, value in found.items()}


def graph(transfers: int) -> dict[str, Any]:
    """All figures of one graph."""
    paths = write(transfers, GRAPHS)
    folder = paths[0].parent
    tiny = write(20_000, GRAPHS)
    keep(read(*tiny), tiny[0].parent)
    shutil.rmtree(folder / "mesh", ignore_errors=True)
    prepared = asked_of(sys.executable, __file__, "--prepare", *map(str, paths), str(folder))
    built = asked_of(sys.executable, __file__, "--build", str(paths[1]), str(folder))
    ours = asked_of(sys.executable, __file__, "--measure", str(folder))
    row = {
        "transfers": int(pl.scan_parquet(paths[0]).select(pl.len()).collect().item()),
        "sha256": sha256_file(paths[0]),
        "build": {**prepared, **built},
        "tieback": ours,
    }
    for engine in _engines(transfers):
        script = ("postgres_peer.py",) if engine == "postgresql" else ("trace_peer.py", engine)
        peer = asked_of(
            PEERS, str(HERE / script[0]), *script[1:], *map(str, paths), str(folder / "asked.json")
        )
        if peer["tainted"] < ours["tainted"]:
            raise ValueError(f"{engine} reaches less without time than ours with it")
        peer["reached_lots"] = int(np.median(peer.pop("reached")))
        for name in ("trace_ms", "taint_ms", "shares_ms"):
            if name in peer:
                peer[name] = told(peer[name])
        row[engine] = {**peer, "ratio": ratios(ours, peer)}
    return row


def _engines(transfers: int) -> list[str]:
    """The peers that are there, and that a graph of so many transfers is not too large for."""
    if not PEERS.exists() or transfers >= LARGE:
        return []
    found = ["duckdb", "rustworkx", *(["networkx"] if transfers <= SMALL else [])]
    return [*found, *(["postgresql"] if installed() else [])]


def main(sizes: list[int]) -> None:
    """Measure, print, and write the results."""
    kept = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    kept |= {"python": platform.python_version(), "machine": platform.machine()}
    for transfers in sizes:
        row = graph(transfers)
        kept[f"{transfers:.0e}"] = row
        print(json.dumps(row, indent=1), flush=True)
        OUT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if "--prepare" in sys.argv:
        prepare(*map(Path, sys.argv[2:5]))
    elif "--build" in sys.argv:
        build(*map(Path, sys.argv[2:4]))
    elif "--measure" in sys.argv:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main([int(float(text)) for text in sys.argv[1:]] or [1_000_000, 10_000_000])
