"""The signed manifest of a dossier: which files belong to it, byte for byte, and who says so.

Promises one byte string per manifest (canonical JSON, schema tieback.manifest/1). What it lists may be left
out of a dossier without breaking it, unless the manifest says `"withheld": false` of that file.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tieback.attest import tree
from tieback.model.refusal import Refused
from tieback.proof import canonical, keys
from tieback.proof.digest import is_sha256, sha256
from tieback.proof.keys import PublicKey

SCHEMA = "tieback.manifest/1"
PAYLOAD = "data/"  # where RFC 8493 puts the files that the bag is about
_LINE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f])?")


class ManifestRefused(Refused):
    """Not a manifest of schema tieback.manifest/1 in its canonical form."""


class OtherSchema(Refused):
    """A manifest that another version of Tieback made, by another schema."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A payload file: path from the top of the dossier, SHA-256, size; `required`: may not be withheld."""

    path: str
    sha256: str
    size_bytes: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a signer signs. `case` and `version` are single lines; `files` are in order of their paths."""

    case: str
    as_of: date
    version: str
    key: PublicKey
    name: str | None  # what the signer calls itself: a claim, not a proof
    files: tuple[FileEntry, ...]

    @property
    def signer(self) -> dict[str, Any]:
        """The signer's key as it stands in the manifest and in `signer.json`."""
        return keys.describe_public(self.key, self.name)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all files."""
        return frozenset(entry.path for entry in self.files)


def list_files(files: Mapping[str, bytes], required: Collection[str] = ()) -> tuple[FileEntry, ...]:
    """Entries for `files`, keyed by their path below `data/`. Raises `TreeRefused` for unfit paths."""
    payload = {PAYLOAD + path: path for path in files}
    tree.check_paths(payload)
    return tuple(
        FileEntry(path, sha256(files[payload[path]]), len(files[payload[path]]), payload[path] in required)
        for path in tree.in_order(payload)
    )


def dump(manifest: Manifest) -> bytes:
    """The canonical bytes that are signed. Raises `ManifestRefused` for a case or version of several lines."""
    for text in (manifest.case, manifest.version, manifest.name or "-"):
        if not _LINE.fullmatch(text):
            raise ManifestRefused(f"case, version and signer are single lines of text, not {text!r}")
    return canonical.dump(
        {
            "schema": SCHEMA,
            "case": manifest.case,
            "as_of": manifest.as_of.isoformat(),
            "version": manifest.version,
            "signer": manifest.signer,
            "files": [
                {"path": entry.path, "sha256": entry.sha256, "bytes": entry.size_bytes}
                | ({"withheld": False} if entry.required else {})
                for entry in manifest.files
            ],
        }
    )


def parse(data: bytes) -> Manifest:
    """The manifest of these bytes. Raises `OtherSchema`, or `ManifestRefused` for anything not canonical."""
    try:
        value = _load(data)
        if isinstance(value, dict) and value.get("schema") != SCHEMA:
            raise OtherSchema(f"the manifest is of schema {value.get('schema')!r}, not {SCHEMA}")
        manifest = _manifest(value)
        whole = dump(manifest) == data  # so it holds nothing that the schema does not know
    except (canonical.Malformed, keys.KeyRefused, tree.TreeRefused, KeyError, TypeError, ValueError) as error:
        raise ManifestRefused(f"not a manifest of schema {SCHEMA}") from error
    if not whole:
        raise ManifestRefused(f"not a manifest of schema {SCHEMA}")
    return manifest


def _load(data: bytes) -> Any:
    value = canonical.load(data)
    if canonical.dump(value) != data:
        raise ValueError("not canonical")
    return value


def _manifest(value: dict[str, Any]) -> Manifest:
    """Built from what is used only: `parse` compares the whole with the bytes, so nothing else can stay."""
    key, name = keys.parse_public(canonical.dump(value["signer"]))
    files = tuple(map(_entry, value["files"]))
    tree.check_paths(entry.path for entry in files)
    if [entry.path for entry in files] != tree.in_order(entry.path for entry in files):
        raise ValueError("files out of order")
    return Manifest(
        _text(value["case"]), date.fromisoformat(value["as_of"]), _text(value["version"]), key, name, files
    )


def _entry(value: dict[str, Any]) -> FileEntry:
    path, size_bytes = _text(value["path"]), value["bytes"]
    if not (
        path.startswith(PAYLOAD)
        and is_sha256(value["sha256"])
        and type(size_bytes) is int
        and size_bytes >= 0
    ):
        raise ValueError(path)
    return FileEntry(path, value["sha256"], size_bytes, "withheld" in value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value
