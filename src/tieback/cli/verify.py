"""`tieback verify DOSSIER`: intact, broken or unreadable, and whose. Exit 0 for intact, else 1."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tieback.model.plain import plain

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def _fingerprint(text: str | None) -> str | None:
    """A fingerprint as it may be written down: any case, with spaces or colons."""
    if text is None:
        return None
    from tieback.proof.digest import is_sha256

    bare = text.replace(":", "").replace(" ", "").lower()
    if not is_sha256(bare):
        raise typer.BadParameter("a fingerprint is 64 hexadecimal digits")
    return bare


@app.command()
def verify(
    dossier: Annotated[Path, typer.Argument(help="dossier.zip, or the folder it was unpacked to")],
    signer: Annotated[
        str | None, typer.Option(callback=_fingerprint, help="refuse it unless this key signed it")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print the verdict as one JSON document")] = False,
) -> None:
    """Verify that a dossier holds what was sealed, byte for byte, and say whose key sealed it."""
    from tieback.attest import verification
    from tieback.proof import keys

    verdict = verification.verify(dossier, signer, keys.known_keys())
    if json:
        import json as writer

        sys.stdout.write(writer.dumps({**plain(verdict), "notes": []}, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in verification.describe(verdict)))
    if verdict.verdict != "intact":
        raise typer.Exit(1)
