"""What PostgreSQL takes for a lot graph of `graph.py`: a server of its own, made for the run and thrown away after it.

`python postgres_peer.py TRANSFERS LOTS ASKED` prints one JSON line, as trace_peer.py does. CPU seconds of the one
backend that works (no parallel workers), from /proc. Needs the server's programs (`initdb`, `pg_ctl`, `psql`).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import polars as pl

TIERS = 7
TRACED = 30  # lots: a trace takes a quarter of a second
END = "-- end of answer --"
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "shared_buffers": "2GB",
    "work_mem": "1GB",
    "maintenance_work_mem": "2GB",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",  # it compiles for longer than these queries run
}


def program(name: str) -> str | None:
    """Where a program of the server is, on the path or where Debian puts it."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(places[-1]) if places else None)


def installed() -> bool:
    """Can a server be made here? Not by root, unless there is a user for it."""
    alone = os.geteuid() != 0 or bool(shutil.which("runuser") and Path("/var/lib/postgresql").exists())
    return alone and all(program(name) for name in ("initdb", "pg_ctl", "psql"))


@contextmanager
def server() -> Iterator[Path]:
    """A server that listens on a socket in the folder given, and is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="peer"))
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(home, "postgres")
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())

    def control(*given: str) -> None:
        subprocess.run([*user, *given], check=True, capture_output=True, cwd="/")

    control(str(program("initdb")), "-D", f"{home}/data", "-A", "trust", "-U", "postgres", "-E", "UTF8")
    try:
        log = f"{home}/log"
        control(
            *(str(program("pg_ctl")), "-D", f"{home}/data", "-w", "-l", log),
            *("-o", f"-k {home} {options}", "start"),
        )
        yield home
    finally:
        control(str(program("pg_ctl")), "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home)


class Session:
    """One connection, and what its backend has cost."""

    def __init__(self, home: Path) -> None:
        call = [str(program("psql")), "-X", "-A", "-t", "-q", "-h", str(home), "-U", "postgres"]
        pipe = subprocess.PIPE
        self._psql = subprocess.Popen(call, stdin=pipe, stdout=pipe, text=True, bufsize=1)
        self._pid = int(self.ask("select pg_backend_pid();")[0])

    def ask(self, sql: str) -> list[str]:
        """The lines that statements give."""
        given, told = self._psql.stdin, self._psql.stdout
        if given is None or told is None:
            raise RuntimeError("psql was started without pipes")
        given.write(f"{sql}\n\\echo {END}\n")
        given.flush()
        lines = iter(told.readline, "")
        return [line.strip() for line in iter(lambda: next(lines), f"{END}\n")]

    def spent(self, sql: str) -> tuple[float, list[str]]:
        """CPU seconds of the backend, and what it answered."""
        before = self._cpu()
        found = self.ask(sql)
        return self._cpu() - before, found

    def close(self) -> None:
        """End the connection."""
        self._psql.communicate("\\q\n")

    def peak_mb(self) -> int:
        """The most memory of the backend so far, with what it touched of the shared buffers."""
        lines = Path(f"/proc/{self._pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))

    def _cpu(self) -> float:
        return int(Path(f"/proc/{self._pid}/schedstat").read_text("utf-8").split()[0]) / 1e9


def measure(transfers: str, lots: str, asked: dict[str, list[int]]) -> dict[str, Any]:
    """Recursive queries over two covering indices; shares tier by tier."""
    with server() as home, closing(Session(home)) as session:
        tables = {"moved": ("src int, dst int, grams bigint", transfers), "lots": ("lot int, tier int", lots)}
        load_s = 0.0
        for name, (columns, path) in tables.items():
            names = [column.split()[0] for column in columns.split(", ")]
            pl.read_parquet(path, columns=names).select(names).write_csv(
                home / f"{name}.csv", include_header=False
            )
            (home / f"{name}.csv").chmod(0o644)
            load = f"create table {name} ({columns}); copy {name} from '{home}/{name}.csv' csv;"
            load_s += session.spent(load)[0]
        index = (
            "create index on moved (dst) include (src); create index on moved (src) include (dst);"
            "create index on lots (lot) include (tier); vacuum analyze moved; vacuum analyze lots;"
        )
        load_s += session.spent(index)[0]
        up = (
            "with recursive r(id) as (select {lot} union select src from moved join r on dst = id) "
            "select count(*) from r;"
        )
        traces = [session.spent(up.format(lot=lot)) for lot in asked["lots"][:TRACED]]
        flagged = "{" + ",".join(map(str, asked["bales"])) + "}"
        session.ask(f"create table flagged as select unnest('{flagged}'::int[]) id; analyze flagged;")
        taint_s, tainted = session.spent(
            "with recursive r(id) as (select id from flagged union select dst from moved join r on src = id) "
            f"select count(*) from r join lots on lot = id where tier = {TIERS - 1};"
        )
        shares_s, share = session.spent(_shares())
        return {
            "version": session.ask("show server_version;")[0].split()[0],
            "load_s": load_s,
            "trace_ms": [1000 * s for s, _ in traces],
            "reached": [int(count[0]) for _, count in traces],
            "taint_ms": [1000 * taint_s],
            "tainted": int(tainted[0]),
            "shares_ms": [1000 * shares_s],
            "share_sum": float(share[-1]),
            "peak_mb": session.peak_mb(),
        }


def _shares() -> str:
    """The share of the flagged in every lot, one tier after the other; the last line is their sum."""
    steps = ["create temp table held as select id, 1.0::float8 share from flagged;"]
    steps += [
        "create temp table later as select dst id, sum(grams * coalesce(share, 0)) / sum(grams) share from moved "
        f"join lots on lot = dst and tier = {tier} left join held on id = src group by dst; drop table held; "
        "alter table later rename to held; analyze held;"
        for tier in range(1, TIERS)
    ]
    return " ".join([*steps, "select sum(share) from held;"])


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], json.loads(Path(sys.argv[3]).read_text("utf-8")))))
