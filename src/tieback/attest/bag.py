"""A dossier: a BagIt 1.0 bag (RFC 8493) whose files a signed manifest lists, in a canonical container.

Every tag file follows from the signed manifest, so no byte of a dossier is left that its signature does not
fix. `seal` makes one; the same files, words and key give the same bytes.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from tieback.attest import container, manifest
from tieback.attest.manifest import PAYLOAD, Manifest
from tieback.attest.tree import TreeRefused
from tieback.proof import canonical, envelope
from tieback.proof.digest import sha256
from tieback.proof.keys import SigningKey

ENVELOPE_FILE = "manifest.dsse.json"
SIGNER_FILE = "signer.json"
TAG_FILES = frozenset(
    {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", ENVELOPE_FILE, SIGNER_FILE}
)
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def seal(
    files: Mapping[str, bytes],
    *,
    case: str,
    as_of: date,
    version: str,
    key: SigningKey,
    name: str | None = None,
    required: Collection[str] = (),
) -> bytes:
    """The bytes of `dossier.zip`: `files` (path below `data/` -> content) under one signed manifest.

    `case` and `version` (of Tieback) are single lines; `name` is what the signer calls itself; the files
    `required` may not be withheld later. Raises `TreeRefused` for unfit paths or more than 2 GiB.
    """
    listed = manifest.list_files(files, required)
    statement = Manifest(case, as_of, version, key.public, name, listed)
    signed = envelope.sign(manifest.dump(statement), envelope.MANIFEST_TYPE, key)
    tags = tag_files(statement, signed)
    return container.write(tags | {PAYLOAD + path: content for path, content in files.items()})


def withhold(dossier: bytes, paths: Collection[str]) -> bytes:
    """The same dossier without the payload files at `paths` (from the top: `data/...`); it stays intact.

    Raises `TreeRefused` for a path that is no payload file of it, `ContainerRefused` for no container.
    """
    files = container.read(dossier)
    for path in sorted(paths):
        if path not in files or not path.startswith(PAYLOAD):
            raise TreeRefused("not a payload file of this dossier", path)
    return container.write({path: content for path, content in files.items() if path not in paths})


def manifest_sha256(dossier: bytes) -> str:
    """SHA-256 of the signed manifest: names what was sealed, whatever is withheld. Nothing is verified."""
    return sha256(envelope.read(container.parse(dossier)[ENVELOPE_FILE]).payload)


def tag_files(statement: Manifest, signed: bytes) -> dict[str, bytes]:
    """The tag files of the dossier of `statement`, whose envelope is `signed`: path -> content."""
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info(statement),
        "manifest-sha256.txt": _lines((entry.path, entry.sha256) for entry in statement.files),
        ENVELOPE_FILE: signed,
        SIGNER_FILE: canonical.dump(statement.signer),
    }
    return tags | {"tagmanifest-sha256.txt": _lines((path, sha256(tags[path])) for path in sorted(tags))}


def _info(statement: Manifest) -> bytes:
    """RFC 8493, 2.2.2. No Bagging-Date: a clock would give the same case two dossiers."""
    octets = sum(entry.size_bytes for entry in statement.files)
    lines = (
        f"Bag-Software-Agent: Tieback {statement.version}",
        f"External-Description: Tieback dossier, as of {statement.as_of.isoformat()}",
        f"External-Identifier: {statement.case}",
        f"Payload-Oxum: {octets}.{len(statement.files)}",
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _lines(digests: Iterable[tuple[str, str]]) -> bytes:
    """A BagIt manifest, as sha256sum reads it; RFC 8493, 2.1.3 writes % in a path as %25."""
    return "".join(f"{digest}  {path.replace('%', '%25')}\n" for path, digest in digests).encode("utf-8")
