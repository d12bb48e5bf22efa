"""A million invented suppliers as CSV and as Parquet, screened row by row: seconds, rows per second, most resident memory.

    python bench/stream.py [ROWS] [csv] [parquet]

The names are put together from invented brands, places and trades (EXAMPLE: none is meant to exist), a thousandth of
them close to an entry of an invented list, a hundredth with a stated parent elsewhere in the file. Each format is one
process of `tieback screen FILE --out FILE`; `bench/results/stream.json` keeps what was measured. The goal is 2 GB.
"""

import csv
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS = 1_000_000
GOAL_MB = 2000
PLACES = (
    "Hangzhou",
    "Ningbo",
    "Foshan",
    "Dhaka",
    "Tiruppur",
    "Izmir",
    "Hai Phong",
    "Lahore",
    "Bursa",
    "Suzhou",
)
TRADES = (
    "Textile",
    "Garment",
    "Knitting",
    "Electronics",
    "Plastics",
    "Furniture",
    "Foods",
    "Chemical",
    "Footwear",
)
FORMS = ("Co., Ltd.", "Ltd", "Limited", "GmbH", "Pvt Ltd", "S.A.", "Inc.", "FZE")
SYLLABLES = (
    "qua",
    "vor",
    "lim",
    "tex",
    "ran",
    "bel",
    "dor",
    "mis",
    "kel",
    "zan",
    "fir",
    "pol",
    "nex",
    "gar",
    "sul",
)
LISTED = ("Quorvex Falcon Trading FZE", "Kashgar Quorvex Textile Co., Ltd.", "Marvelin Wool GmbH")


def brand(chance: random.Random) -> str:
    """An invented word of three or four syllables."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(3, 4))).capitalize()


def suppliers(rows: int) -> Iterator[tuple[str, ...]]:
    """Number, name, country, address, parent: the same for the same number of rows."""
    chance = random.Random(20261123)
    for number in range(1, rows + 1):
        place, trade, form = chance.choice(PLACES), chance.choice(TRADES), chance.choice(FORMS)
        name = f"{place} {brand(chance)} {trade} {form}"
        if number % 1000 == 0:
            name = chance.choice(LISTED).upper()
        parent = str(chance.randint(1, rows)) if number % 100 == 0 else ""
        yield str(number), name, "CN", f"No. {chance.randint(1, 999)} Example Road, {place}", parent


def write(folder: Path, rows: int) -> list[Path]:
    """The file in both formats."""
    import polars as pl

    path = folder / "suppliers.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(("id", "name", "country", "address", "parent"))
        out.writerows(suppliers(rows))
    pl.scan_csv(path, infer_schema=False).sink_parquet(folder / "suppliers.parquet")
    return [path, folder / "suppliers.parquet"]


def screened(path: Path, folder: Path) -> dict[str, object]:
    """One process over the file."""
    out = path.with_name(f"screened{path.suffix}")
    environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data")}
    command = [
        sys.executable,
        "-m",
        "tieback",
        "screen",
        str(path),
        "--list",
        "example_own",
        "--out",
        str(out),
    ]
    began = time.monotonic()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    pid = os.posix_spawn(sys.executable, command, environment, file_actions=quiet)
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{path.name}: exit {os.waitstatus_to_exitcode(status)}")
    cpu = used.ru_utime + used.ru_stime
    return {
        "bytes_in": path.stat().st_size,
        "bytes_out": out.stat().st_size,
        "wall_s": round(time.monotonic() - began, 1),
        "cpu_s": round(cpu, 1),
        "most_resident_mb": round(used.ru_maxrss / 1024),
    }


def main() -> None:
    """Make the files, screen them, print and keep what was measured, of each format the last run."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    formats = sys.argv[2:] or ["csv", "parquet"]
    kept = ROOT / "bench" / "results" / "stream.json"
    told = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    told |= {"goal_mb": GOAL_MB, "python": platform.python_version()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = folder / "own.csv"
        own.write_text("name,country\n" + "".join(f'"{text}",CN\n' for text in LISTED), "utf-8")
        claims = ["--list", "example_own", "--complete", "--expected", "3", "--published-on", "2026-01-01"]
        environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data")}
        subprocess.run(
            [sys.executable, "-m", "tieback", "lists", "import", str(own), *claims],
            check=True,
            capture_output=True,
            env=environment,
        )
        for path in write(folder, rows):
            if path.suffix.removeprefix(".") in formats:
                measured = {"rows": rows, **screened(path, folder)}
                measured["rows_per_cpu_s"] = round(rows / float(str(measured["cpu_s"])))
                told[path.suffix.removeprefix(".")] = measured
                print(path.name, measured, flush=True)
    kept.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
