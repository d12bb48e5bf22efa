"""The verb of this stage: write the internal file and the sealed dossier of one check.

Promises the same bytes for the same material and key, and that a folder is never left half-written: each file
is replaced whole. Does not decide anything, and does not read the clock.
"""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieback.attest import bag
from tieback.attest.material import Material
from tieback.attest.render.page import render, render_submission
from tieback.attest.selection import Selection, document_path, items
from tieback.lists.codec import content_bytes
from tieback.model.case import Case
from tieback.model.refusal import Refused
from tieback.proof import durable
from tieback.proof.digest import sha256
from tieback.proof.keys import SigningKey
from tieback.table.neutral import neutralise

EDITION_ENTRIES = 5_000  # a longer edition is named by digest only: it is public and can be imported again
HTML_FILE = "file/dossier.html"
ZIP_FILE = "dossier.zip"


@dataclass(frozen=True, slots=True)
class Dossier:
    """Where the dossier lies, relative to the output folder, and the digest of its manifest."""

    zip: str
    html: str
    manifest_sha256: str


def build(material: Material, folder: Path, out: Path, key: SigningKey) -> Dossier:
    """Write `out/file/`, `result.json`, `editions.lock` and `dossier.zip`.

    `folder` is the case, whose files and documents are sealed as they were read. Raises `Refused` if one changed
    meanwhile.
    """
    page = render(material).encode("utf-8")
    files = {
        HTML_FILE: page,
        "file/items.csv": item_table(material),
        "result.json": to_json(material.result),
        "editions.lock": material.lock,
    }
    payload = dict(files)
    payload |= {f"case/{path}": data for path, data in read_unchanged(folder, originals(material.case))}
    payload |= {f"editions/{name}": data for name, data in small_editions(material)}
    sealed = bag.seal(
        payload,
        case=one_line(material.case.name),
        as_of=material.as_of,
        version=material.version,
        key=key,
    )
    dossier = Dossier(ZIP_FILE, HTML_FILE, bag.manifest_sha256(sealed))
    files["result.json"] = to_json({**material.result, "dossier": _as_dict(dossier)})
    files[ZIP_FILE] = sealed
    for path, data in files.items():
        _write(out / path, data)
    return dossier


def submit(material: Material, folder: Path, out: Path, selection: Selection) -> Path:
    """Write `out/submission/`: the page of what was selected and copies of the documents selected.

    The folder is replaced whole, so that nothing of an earlier selection leaves the house with this one.
    """
    page = render_submission(material, selection.included)
    held = originals(material.case)
    chosen = {path: held[path] for path in sorted(held.keys() & selection.included)}
    files = {"index.html": page.encode("utf-8"), **dict(read_unchanged(folder, chosen))}
    target = out / "submission"
    if target.exists():
        shutil.rmtree(target)
    for path, data in files.items():
        _write(target / path, data)
    return target


def originals(case: Case) -> dict[str, str]:
    """Path below the case -> SHA-256 of every file that was read and every document that is held."""
    held = {item.path: item.sha256 for item in case.inputs}
    return held | {
        document_path(document): document.sha256 for document in case.documents if document.sha256 is not None
    }


def read_unchanged(folder: Path, files: Mapping[str, str]) -> Iterable[tuple[str, bytes]]:
    """The bytes of `files` (path -> SHA-256) below `folder`. Raises `Refused` if one is no longer what was read."""
    for path, digest in files.items():
        data = (folder / path).read_bytes() if (folder / path).is_file() else None
        if data is None or sha256(data) != digest:
            raise Refused("the file changed while the case was being checked", path, remedy="run again")
        yield path, data


def small_editions(material: Material) -> Iterable[tuple[str, bytes]]:
    """The editions that fit, whole, so that screening can be repeated from the dossier alone."""
    for edition in material.editions:
        if edition.entries <= EDITION_ENTRIES:
            yield f"{edition.list}.json", content_bytes(edition)


def item_table(material: Material) -> bytes:
    """`file/items.csv`: every item a submission can include, ready to be filled in."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("item", "include", "reason", "by", "adverse"))
    for item, adverse in items(material).items():
        table.writerow((neutralise(item), "", "", "", "yes" if adverse else "no"))
    return text.getvalue().encode("utf-8")


def one_line(text: str) -> str:
    """A name as a manifest takes it: printable characters on a single line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split()) or "case"


def to_json(value: Mapping[str, Any]) -> bytes:
    """JSON for people and programs: UTF-8, unescaped, indented, in the order of the contract."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _as_dict(dossier: Dossier) -> dict[str, str]:
    return {"zip": dossier.zip, "html": dossier.html, "manifest_sha256": dossier.manifest_sha256}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    durable.write(path, data)
