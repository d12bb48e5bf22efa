"""The main job on the three invented examples, as a user would type it (`make demo`)."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIEBACK = Path(sys.executable).with_name("tieback")
OUT = HERE.parent / "out" / "demo"


def run(*arguments: str | Path) -> None:
    """Print a command and run it; stop at the first that fails."""
    shown = " ".join(str(item).replace(f"{HERE.parent}/", "") for item in arguments)
    print(f"\n$ tieback {shown}", flush=True)
    subprocess.run([TIEBACK, *arguments], check=True)


def main() -> None:
    """Check each example, verify its dossier with both verifiers."""
    for name in ("shirts", "solar", "towels"):
        run("check", HERE / name, "--out", OUT / name)
    run("verify", OUT / "shirts" / "dossier.zip")
    print("\n$ python verifier/verify.py out/demo/shirts/dossier.zip   (standard library only)", flush=True)
    subprocess.run(
        [sys.executable, HERE.parent / "verifier" / "verify.py", OUT / "shirts" / "dossier.zip"], check=True
    )
    print(f"\nOpen {OUT / 'shirts' / 'file' / 'dossier.html'} in a browser.")


if __name__ == "__main__":
    main()
