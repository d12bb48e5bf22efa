"""Parties screened per CPU second of one core, end to end, alerts explained: lists prepared, compiled code loaded.

`python bench/throughput.py [../shared/data [PARTIES]]`. Reads the store of the user (XDG_DATA_HOME) for the lists:
import the official files first. Also: pairs compared per party, what making the lists ready costs the first and
the next time, and the start of `tieback check`. Results: bench/results/throughput.json with the digests of data.
"""

import csv
import gc
import gzip
import json
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tieback.lists.edition import Edition
from tieback.lists.store import Store
from tieback.model.party import Party
from tieback.model.site import Site
from tieback.proof.digest import sha256_file
from tieback.screen.prepared import prepare
from tieback.screen.roster import read_roster
from tieback.screen.screening import Screener
from tieback.table.read import read_table

OUT = Path(__file__).parent / "results" / "throughput.json"
MOST = 5_000
Asked = Sequence[tuple[Party, Sequence[Site]]]


def spent(act: Callable[[], Any]) -> float:
    """CPU seconds."""
    started = time.process_time()
    act()
    return time.process_time() - started


def companies(data: Path, most: int) -> tuple[Path, Asked]:
    """Listed companies with the city each row gives."""
    path = data / "suppliers/listed_companies_sh_sz_hk.csv"
    roster = read_roster(read_table(path))
    sites = {site.party: (site,) for site in roster.sites}
    chosen = random.Random(20261123).sample(roster.parties, min(most, len(roster.parties)))
    return path, [(party, sites.get(party.id, ())) for party in chosen]


def registered(data: Path, most: int) -> tuple[Path, Asked]:
    """Names of companies of many countries."""
    path = data / "suppliers/gleif_names_6_sectors.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    chosen = random.Random(20261123).sample(rows, min(most, len(rows)))
    return path, [(Party(row["LEI"], row["name"], country=row["country"]), ()) for row in chosen]


def chinese(data: Path, most: int) -> tuple[Path, Asked]:
    """Listed companies by their full Chinese names."""
    path = data / "names/listed_company_en_zh_pairs.csv"
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["name_zh_full_extracted"]]
    chosen = random.Random(20261123).sample(rows, min(most, len(rows)))
    return path, [(Party(row["symbol"], row["name_zh_full_extracted"]), ()) for row in chosen]


def pace(asked: Asked, editions: Sequence[Edition]) -> dict[str, Any]:
    """Speed and alerts; a first batch of invented names, large enough for it, loads what is loaded once."""
    screener = Screener(editions)
    list(screener.many([*asked[:50], *((Party(str(at), f"EXAMPLE {at}"), ()) for at in range(3000))]))
    found: list[Any] = []
    seconds = spent(lambda: found.extend(screener.many(asked)))
    return {
        "parties": len(asked),
        "listed_entities": sum(edition.entries for edition in editions),
        "parties_per_cpu_s": round(len(asked) / seconds),
        "alerts": sum(len(screened.alerts) for screened in found),
    }


def readiness(editions: Sequence[Edition]) -> dict[str, Any]:
    """CPU seconds for making the names of the editions ready: first, and kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = spent(lambda: [prepare(edition, folder) for edition in editions])
        kept = spent(lambda: [prepare(edition, folder) for edition in editions])
        size = sum(file.stat().st_size for file in folder.iterdir())
    return {"first_cpu_s": round(first, 2), "kept_cpu_s": round(kept, 3), "kept_bytes": size}


def main(data: Path, most: int) -> None:
    """Measure and keep the figures."""
    gc.disable()
    store = Store()
    small = [edition for key in ("us_uflpa", "us_cbp_wro") if (edition := store.current(key))]
    every = store.current_all()
    told: dict[str, Any] = {"python": platform.python_version(), "ready": readiness(every), "screened": {}}
    print(told["ready"])
    for make in (companies, registered, chinese):
        path, asked = make(data, most)
        for words, editions in (("bundled lists", small), ("all current lists", every)):
            row = pace(asked, editions) | {"sha256": sha256_file(path)}
            told["screened"][f"{path.name}, {words}"] = row
            print(path.name, words, row)
    OUT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"),
        int(sys.argv[2]) if len(sys.argv) > 2 else MOST,
    )
