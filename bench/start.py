"""How long `tieback --help` and `tieback check` take on the shipped examples: whole processes, CPU seconds.

Each command runs five times in a data folder of its own (bundled and invented lists only); the least and the
median are written to `bench/results/start.json`. DESIGN asks for 0.3 s and 3 s.
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIEBACK = Path(sys.executable).with_name("tieback")
RUNS = 5


def cpu_s(arguments: list[str], data: Path) -> float:
    """User and system seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "XDG_DATA_HOME": str(data)}
    subprocess.run([TIEBACK, *arguments], check=True, capture_output=True, cwd=ROOT, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, print, and write the results."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        commands = {"--help": ["--help"]}
        for example in ("shirts", "solar", "towels"):
            commands[f"check {example}"] = ["check", f"examples/{example}", "--out", str(scratch / example)]
        commands["verify shirts"] = ["verify", str(scratch / "shirts" / "dossier.zip")]
        times = {title: sorted(cpu_s(line, scratch) for _ in range(RUNS)) for title, line in commands.items()}
    rows = {
        title: {"least_s": round(seen[0], 3), "median_s": round(statistics.median(seen), 3)}
        for title, seen in times.items()
    }
    result = {"python": platform.python_version(), "machine": platform.machine(), "cpu_s": rows}
    (ROOT / "bench" / "results" / "start.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    for title, row in rows.items():
        print(f"{title:<14} least {row['least_s']:.3f} s   median {row['median_s']:.3f} s")


if __name__ == "__main__":
    main()
