"""Write the golden files anew: `make golden`, or `python tests/golden/regenerate.py`. Then read the difference.

A golden file is meant to be read: the findings of an example as JSON, and the words of its dossier, table by table.
Digests are shown as `sha256` and the version as `VERSION`, so that only what a reader would notice shows here.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAMES = ("shirts", "solar", "towels")
HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### "}
BLOCKS = {"p", "li", "dt", "dd", "caption", "figcaption", "footer"}


def golden(result: dict[str, Any], page: str) -> dict[str, str]:
    """File name -> content, for one example."""
    findings = json.dumps(result["findings"], ensure_ascii=False, indent=1) + "\n"
    text = "".join(f"{line}\n" for line in lines(page))
    return {
        "findings.json": settled(findings, result["version"]),
        "page.txt": settled(text, result["version"]),
    }


def lines(page: str) -> Iterator[str]:
    """The page as text: a line per heading, paragraph, list item and table row, in order."""
    from lxml import html

    for element in html.fromstring(page).find("body").iter():
        if element.tag in HEADINGS:
            yield ""
            yield HEADINGS[element.tag] + words(element)
        elif element.tag == "tr":
            yield "| " + " | ".join(words(cell) for cell in element) + " |"
        elif element.tag in BLOCKS:
            yield words(element)


def words(element: Any) -> str:
    """The text of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())


def settled(text: str, version: str) -> str:
    """The text without what changes when nothing that is said changes."""
    return re.sub(r"\b[0-9a-f]{64}\b", "sha256", text).replace(f"Tieback {version}", "Tieback VERSION")


def main() -> None:
    """Check each example in this process and write its golden files."""
    sys.path.insert(0, str(ROOT / "src"))
    from tieback import check as job

    for name in NAMES:
        with tempfile.TemporaryDirectory() as scratch:
            done = written(ROOT / "examples" / name, Path(scratch), job)
        for file, text in golden(*done).items():
            path = HERE / name / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(path.relative_to(ROOT))


def written(folder: Path, scratch: Path, job: Any) -> tuple[dict[str, Any], str]:
    """The result and the page of one example, with nothing but the bundled lists and a key of no account."""
    from tieback.lists.store import Store
    from tieback.proof.keys import SigningKey

    key = SigningKey.from_seed(b"EXAMPLE key, never use elsewhere")
    job.check(folder, out=scratch / "out", key=key, store=Store(scratch / "lists"))
    result = json.loads((scratch / "out" / "result.json").read_bytes())
    return result, (scratch / "out" / "file" / "dossier.html").read_text("utf-8")


if __name__ == "__main__":
    main()
