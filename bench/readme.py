"""Fill the README with what the commands really print, and draw its picture (`make readme`).

Runs the shirts example with a data folder of its own, so that only bundled and invented lists take part.
`--check` changes nothing and fails if the README is out of date.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ACCURACY = ROOT / "bench" / "results" / "accuracy.json"
PICTURE = ROOT / "docs" / "picture" / "shirts.svg"
TIEBACK = Path(sys.executable).with_name("tieback")


def run(scratch: Path, *arguments: str) -> str:
    """What a command prints, with the scratch folder and the key's fingerprint written as placeholders."""
    environment = {**os.environ, "XDG_DATA_HOME": str(scratch / "data"), "COLUMNS": "110", "TERM": "dumb"}
    done = subprocess.run(
        [TIEBACK, *arguments], check=True, capture_output=True, text=True, cwd=ROOT, env=environment
    )
    text = done.stdout.replace(str(scratch), "out").rstrip()
    return re.sub(r"\b[0-9a-f]{64}\b", lambda found: found[0][:16] + "…", text)


def fill(text: str, name: str, command: str, output: str) -> str:
    """The README with the block called `name` replaced."""
    block = f"<!-- {name}:begin -->\n```\n$ {command}\n{output}\n```\n<!-- {name}:end -->"
    return re.sub(rf"<!-- {name}:begin -->.*?<!-- {name}:end -->", lambda _: block, text, flags=re.DOTALL)


def figures() -> str:
    """The table of the labelled pairs that ship, from the last run of bench/accuracy.py."""
    found = json.loads(ACCURACY.read_text(encoding="utf-8"))["sets"]["own, company_pairs"]
    rows = [
        (f"all {found['pairs']} pairs", found),
        ("names alone can tell", found["by_basis"]["names"]),
        ("Chinese beside Latin", found["by_scripts"]["han-latin"]),
        *((f"all pairs, {name} {peer['version']}", peer) for name, peer in found["peers"].items()),
    ]
    lines = ["| labelled pairs that ship | precision | recall (at least) | F1 |", "|---|---|---|---|"]
    for name, row in rows:
        lines.append(
            f"| {name} | {row['precision']:.2f} | {row['recall']:.2f} ({row['recall_at_least']:.2f}) | {row['f1']:.2f} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Write or check; the exit code says whether the README was up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail if the README is out of date"
    )
    only_check = parser.parse_args().check
    before = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        out = scratch / "shirts"
        checked = run(scratch, "check", "examples/shirts", "--out", str(out))
        verified = run(scratch, "verify", str(out / "dossier.zip"))
        drawn = scratch / "shirts.svg"
        run(scratch, "trace", "examples/shirts", "SHIRTS-1", "--svg", str(drawn))
        picture = drawn.read_bytes()
    # the key is made anew on every machine: its fingerprint and what it signed differ
    verified = re.sub(r"\b[0-9a-f]{16}…", "0123456789abcdef…", verified)
    after = fill(before, "demo", "tieback check examples/shirts --out out/shirts", checked)
    after = fill(after, "verify", "tieback verify out/shirts/dossier.zip", verified)
    block = f"<!-- figures:begin -->\n{figures()}\n<!-- figures:end -->"
    after = re.sub(r"<!-- figures:begin -->.*?<!-- figures:end -->", lambda _: block, after, flags=re.DOTALL)
    current = after == before and PICTURE.is_file() and PICTURE.read_bytes() == picture
    if not only_check:
        README.write_text(after, encoding="utf-8")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(picture)
        return 0
    if not current:
        sys.stderr.write("README.md or docs/picture/shirts.svg is out of date; run: make readme\n")
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
