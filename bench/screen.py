"""Alerts and CPU time of screening whole supplier files, kept in bench/results/screen.json with the data's digests.

`python bench/screen.py [../shared/data]`. Reads the store of the user (XDG_DATA_HOME) for the lists: import the
official files first. Accuracy on labelled pairs is measured by bench/accuracy.py.
"""

import json
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tieback.lists.edition import Edition
from tieback.lists.store import Store
from tieback.proof.digest import sha256_file
from tieback.screen.roster import Roster, read_roster
from tieback.screen.score import THRESHOLD
from tieback.screen.screening import screen
from tieback.table.read import read_table

OUT = Path(__file__).parent / "results" / "screen.json"


def screening(roster: Roster, editions: Sequence[Edition]) -> dict[str, Any]:
    """Rows, alerts by kind and CPU seconds, lists in memory."""
    rows = sum(1 for _ in roster.rows)
    started = time.process_time()
    result = screen(roster.parties, roster.sites, editions)
    spent = time.process_time() - started
    kinds = [alert.kind.value for alert in result.alerts]
    return {
        "rows": rows,
        "listed_entities": sum(edition.entries for edition in editions),
        "lists": [edition.list for edition in editions],
        "alerts": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "exact": sum(alert.exact for alert in result.alerts),
        "parties_with_name_alerts_per_1000": round(
            1000 * len({alert.subject.id for alert in result.alerts if alert.kind.value == "name"}) / rows,
            2,
        ),
        "cpu_s": round(spent, 2),
    }


def main(data: Path) -> None:
    """Run everything and keep the figures."""
    figures: dict[str, Any] = {
        "python": platform.python_version(),
        "threshold": str(THRESHOLD),
        "files": {},
    }
    store = Store()
    small = [edition for edition in (store.current(key) for key in ("us_uflpa", "us_cbp_wro")) if edition]
    for file in ("opensupplyhub_fixture_facilities.csv", "listed_companies_sh_sz_hk.csv"):
        path = data / "suppliers" / file
        roster = read_roster(read_table(path))
        for name, editions in (("bundled lists", small), ("all current lists", store.current_all())):
            told = {**screening(roster, editions), "sha256": sha256_file(path)}
            figures["files"][f"{file}, {name}"] = told
            print(f"{file}, {name}: {told}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
