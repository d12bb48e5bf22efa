"""`tieback withhold DOSSIER PATTERN...`: the same dossier without some files, still signed, with what is left out listed."""

import json
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.attest import verification

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def withhold(
    dossier: Annotated[Path, typer.Argument(help="a dossier.zip")],
    patterns: Annotated[
        list[str],
        typer.Argument(
            metavar="PATTERN...", help="files below data/ to leave out: case/documents/invoice.pdf, file/*"
        ),
    ],
    out: Annotated[Path, typer.Option(help="where the smaller dossier goes; must not exist")],
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Leave files out of a sealed dossier. It stays intact; whoever verifies it sees the names of what is withheld.

    Names, sizes and digests of the files stay visible, and a short or guessable content can be confirmed by its digest:
    leave such a file out before sealing. What its maker marked as not to be left out is refused.
    """
    from tieback.attest import bag, container, verification
    from tieback.proof import durable, keys

    known = keys.known_keys()
    _demand_intact(verification.verify(dossier, None, known), dossier)
    whole = container.load(dossier)
    paths = _matching(container.parse(whole), patterns)
    smaller = bag.withhold(whole, paths)
    try:
        durable.write(out, smaller, replace=False)
    except FileExistsError as error:
        raise Refused("is there already", str(out), remedy="name another file with --out") from error
    verdict = verification.verify(out, None, known)
    if verdict.verdict != "intact":
        out.unlink()
        _demand_intact(verdict, dossier)
    if as_json:
        head: dict[str, object] = {
            "schema": "tieback.withhold/1",
            "version": __version__,
            "as_of": None,
            "notes": [],
        }
        document = {**head, "dossier": str(out), "withheld": sorted(verdict.files.withheld)}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return
    sys.stdout.writelines(f"withheld: {path}\n" for path in sorted(verdict.files.withheld))
    sys.stdout.write(f"{out}\n")


def _demand_intact(verdict: "verification.Verdict", dossier: Path) -> None:
    if verdict.verdict != "intact":
        reason = verdict.reason or verdict.verdict
        raise Refused(reason, str(dossier), remedy=f"`tieback verify {dossier}` says more")


def _matching(files: Iterable[str], patterns: Iterable[str]) -> set[str]:
    payload = [path for path in files if path.startswith("data/")]
    found: set[str] = set()
    for pattern in patterns:
        wanted = pattern if pattern.startswith("data/") else f"data/{pattern}"
        matched = {path for path in payload if fnmatchcase(path, wanted)}
        if not matched:
            raise Refused(f"no file of the dossier is {pattern!r}", remedy=f"its files: {_some(payload)}")
        found |= matched
    return found


def _some(payload: list[str]) -> str:
    names = [path.removeprefix("data/") for path in sorted(payload)]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ", ".join(names[:12]) + more
