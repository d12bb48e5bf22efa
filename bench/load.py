"""Ten million invented transfers as a typed Parquet table, read into arrays: CPU seconds and most resident memory.

    python bench/load.py [ROWS] [shuffled]

The goal is 60 s and 4 GB. Writing and reading are processes of their own; `bench/results/load.json` keeps what was measured.
"""

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "bench" / "results" / "load.json"
ROWS = 10_000_000
GOAL = {"cpu_s": 60, "mb": 4000}


def write(path: Path, rows: int, *, shuffled: bool) -> None:
    """The table: a quarter as many lots as rows, 3,000 parties, days of three years, kilograms to the gram."""
    import numpy as np
    import polars as pl

    chance = np.random.default_rng(7)
    lot = chance.integers(0, max(rows // 4, 1), rows)

    def words(prefix: str, numbers: "np.ndarray") -> "pl.Series":
        return (prefix + pl.Series(numbers).cast(pl.String)).cast(pl.Categorical)

    table = pl.DataFrame(
        {
            "id": "EXAMPLE-" + pl.Series(np.arange(rows)).cast(pl.String).str.zfill(9),
            "lot": words("LOT-", lot),
            "from": words("P", lot * 7919 % 3000),
            "to": words("P", chance.integers(0, 3000, rows)),
            "shipped_on": pl.Series(chance.integers(19_000, 20_000, rows, np.int32)).cast(pl.Date),
            "received_on": pl.Series(chance.integers(20_000, 20_100, rows, np.int32)).cast(pl.Date),
            "quantity": (pl.Series(chance.integers(1, 10**9, rows)) / 1000).cast(pl.Decimal(38, 6)),
            "unit": words("kg", np.zeros(rows, int))
            .cast(pl.String)
            .str.strip_chars("0")
            .cast(pl.Categorical),
        }
    )
    if shuffled:
        table = table.sample(fraction=1, shuffle=True, seed=1)
    table.write_parquet(path, compression="zstd")


def read(path: Path) -> dict[str, float]:
    """Read the table; what it took of this process."""
    from tieback.trace.parquet.read import Known, read_arrays

    before = time.process_time()
    arrays = read_arrays({"transfers": (path.name, path)}, Known(str, lambda _: None))
    took = time.process_time() - before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {
        "rows": len(arrays.transfers),
        "nodes": len(arrays.nodes),
        "cpu_s": round(took, 1),
        "mb": round(most),
    }


def main() -> None:
    """Write and read, each in a process of its own, and keep the result."""
    if sys.argv[1:2] == ["--read"]:
        print(json.dumps(read(Path(sys.argv[2]))))
        return
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]), shuffled=sys.argv[4:] == ["shuffled"])
        return
    rows = next((word for word in sys.argv[1:] if word.isdigit()), str(ROWS))
    order = "shuffled" if "shuffled" in sys.argv else "in order"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "transfers.parquet"
        subprocess.run([sys.executable, __file__, "--write", path, rows, order], check=True)
        told = subprocess.run(
            [sys.executable, __file__, "--read", path], check=True, capture_output=True, text=True
        )
        size = path.stat().st_size
    found = {**json.loads(told.stdout), "file_bytes": size, "order": order, "goal": GOAL}
    found |= {"python": platform.python_version(), "machine": platform.platform()}
    kept = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    RESULT.write_text(json.dumps({**kept, order: found}, indent=2, sort_keys=True) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
