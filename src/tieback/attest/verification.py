"""Is a dossier what was sealed, and by whose key? *Intact* apart from *whose*.

Promises that a dossier called intact holds no byte that its signature does not fix. Does not promise that its
content is true, that the signer is who the name says, or when it was signed (docs/threat-model.md). The steps,
their order and their words are those of docs/verify.md; `verifier/verify.py` takes them on its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tieback.attest import bag, container, manifest, tree
from tieback.attest.manifest import Manifest
from tieback.model.refusal import Refused
from tieback.proof import canonical, envelope, keys
from tieback.proof.digest import sha256
from tieback.proof.keys import PublicKey

SCHEMA = "tieback.verify/1"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `where`: the file at fault; None: the dossier as a whole."""

    reason: str
    where: str | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature holds. `key` is its fingerprint, None where none holds; `name` is the reader's own name
    for a key they know; `claimed_name` is only what the signer calls itself."""

    key: str | None = None
    known: bool = False
    name: str | None = None
    claimed_name: str | None = None


@dataclass(frozen=True, slots=True)
class FileCount:
    """How many payload files were found as signed, and which listed ones were left out."""

    checked: int = 0
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A trusted time: dossiers carry none yet, so `state` is "none"."""

    at: str | None = None
    state: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`verdict`: "intact", "broken" or "unreadable". `reason` and `where` are those of the first fault."""

    schema: str = SCHEMA
    verdict: str
    reason: str | None
    where: str | None
    signer: Signer = Signer()
    files: FileCount = FileCount()
    stamp: Stamp = Stamp()
    case: str | None = None
    as_of: str | None = None
    version: str | None = None  # of the Tieback that sealed it
    manifest_sha256: str | None = None
    faults: tuple[Fault, ...] = ()


class _Stop(Exception):  # noqa: N818 - carries a verdict, not an error of ours
    """Nothing further can be verified."""

    def __init__(self, verdict: str, reason: str, where: str | None) -> None:
        super().__init__(reason)
        self.verdict, self.fault = verdict, Fault(reason, where)


def verify(
    source: Path | bytes, signer: str | None = None, known: Mapping[str, str] | None = None
) -> Verdict:
    """The verdict on a dossier: the bytes or path of a `dossier.zip`, or the folder it was unpacked to.

    `signer`: the fingerprint it must be signed by, else "broken"; `known`: fingerprint -> name of the keys
    the reader knows. Raises `Refused` if there is no such file, or it cannot be opened.
    """
    try:
        data, files = _open(source)
        statement = _statement(files)
    except _Stop as stop:
        fault = stop.fault
        return Verdict(verdict=stop.verdict, reason=fault.reason, where=fault.where, faults=(fault,))
    count, altered = _check_payload(statement, files)
    faults = (
        *_signer_faults(statement, signer),
        *_tag_faults(statement, files),
        *altered,
        *_foreign_faults(statement, files),
        *_container_faults(data, files),
    )
    return Verdict(
        verdict="broken" if faults else "intact",
        reason=faults[0].reason if faults else None,
        where=faults[0].where if faults else None,
        signer=_signer(statement, known or {}),
        files=count,
        case=statement.case,
        as_of=statement.as_of.isoformat(),
        version=statement.version,
        manifest_sha256=sha256(manifest.dump(statement)),
        faults=faults,
    )


def _open(source: Path | bytes) -> tuple[bytes | None, dict[str, bytes]]:
    """The container's bytes (None for a folder) and the files in it."""
    try:
        if isinstance(source, Path) and source.is_dir():
            return None, tree.read_folder(source)
        data = source if isinstance(source, bytes) else container.load(source)
        return data, container.parse(data)
    except container.ContainerRefused as error:
        outcome = "unreadable" if error.file is None else "broken"
        raise _Stop(outcome, error.reason, error.file) from error
    except tree.TreeRefused as error:
        raise _Stop("broken", error.reason, error.file) from error
    except OSError as error:
        raise Refused(
            f"cannot be read: {error.strerror}", str(source), remedy="name a dossier.zip"
        ) from error


def _statement(files: Mapping[str, bytes]) -> Manifest:
    """The manifest, once the signature by the key in the dossier holds."""
    if bag.ENVELOPE_FILE not in files:
        raise _Stop("unreadable", "not a dossier: it holds no signed manifest", bag.ENVELOPE_FILE)
    if bag.SIGNER_FILE not in files:
        raise _Stop("broken", "the file is missing", bag.SIGNER_FILE)
    key = _key(files[bag.SIGNER_FILE])
    payload = _payload(files[bag.ENVELOPE_FILE], key)
    try:
        statement = manifest.parse(payload)
    except manifest.OtherSchema as error:
        raise _Stop("unreadable", "the manifest is of another schema", bag.ENVELOPE_FILE) from error
    except manifest.ManifestRefused as error:
        raise _Stop("broken", "the manifest is malformed", bag.ENVELOPE_FILE) from error
    if statement.key != key:
        raise _Stop("broken", "the signed manifest names another key", bag.SIGNER_FILE)
    return statement


def _key(data: bytes) -> PublicKey:
    try:
        key = keys.parse_public(data)[0]
        whole = canonical.dump(canonical.load(data)) == data
    except (keys.KeyRefused, canonical.Malformed) as error:
        raise _Stop("broken", "the signer's public key is malformed or unsafe", bag.SIGNER_FILE) from error
    if not whole:
        raise _Stop("broken", "the signer's public key is malformed or unsafe", bag.SIGNER_FILE)
    return key


def _payload(data: bytes, key: PublicKey) -> bytes:
    """The signed bytes. The protocol lets an envelope be written in many ways; a dossier has only one."""
    try:
        found = envelope.read(data)
    except envelope.EnvelopeRefused as error:
        raise _Stop("broken", "the envelope is malformed", bag.ENVELOPE_FILE) from error
    hints = [item.keyid for item in found.signatures]
    if (
        envelope.dump(found) != data
        or hints != [key.fingerprint]
        or found.payload_type != envelope.MANIFEST_TYPE
    ):
        raise _Stop("broken", "the envelope is malformed", bag.ENVELOPE_FILE)
    try:
        return envelope.verify(data, (key,)).payload
    except envelope.EnvelopeRefused as error:
        raise _Stop("broken", "the signature does not hold", bag.ENVELOPE_FILE) from error


def _signer_faults(statement: Manifest, signer: str | None) -> Iterator[Fault]:
    if signer is not None and statement.key.fingerprint != signer:
        yield Fault("signed by another key", bag.SIGNER_FILE)


def _tag_faults(statement: Manifest, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Every tag file follows from the manifest: one that differs was changed."""
    expected = bag.tag_files(statement, files[bag.ENVELOPE_FILE])
    for path in sorted(expected):
        if path not in files:
            yield Fault("the file is missing", path)
        elif files[path] != expected[path]:
            yield Fault("the file is not as the signed manifest demands", path)


def _check_payload(statement: Manifest, files: Mapping[str, bytes]) -> tuple[FileCount, list[Fault]]:
    """Compare each listed file with its digest: what was found, and what is wrong."""
    checked, withheld, faults = 0, [], []
    for entry in statement.files:
        content = files.get(entry.path)
        if content is None:
            withheld.append(entry.path)
            if entry.required:
                faults.append(
                    Fault("the file is missing, and the manifest forbids to withhold it", entry.path)
                )
        elif len(content) == entry.size_bytes and sha256(content) == entry.sha256:
            checked += 1
        else:
            faults.append(Fault("the file was altered: its digest is not the signed one", entry.path))
    return FileCount(checked, tuple(withheld)), faults


def _foreign_faults(statement: Manifest, files: Mapping[str, bytes]) -> Iterator[Fault]:
    belonging = statement.paths | bag.TAG_FILES
    for path in tree.in_order(files.keys() - belonging):
        yield Fault("the file is not in the signed manifest", path)


def _container_faults(data: bytes | None, files: Mapping[str, bytes]) -> Iterator[Fault]:
    if data is None:
        return
    try:
        container.check_canonical(data, files)
    except container.ContainerRefused as error:
        yield Fault(error.reason, error.file)


def _signer(statement: Manifest, known: Mapping[str, str]) -> Signer:
    fingerprint = statement.key.fingerprint
    return Signer(fingerprint, fingerprint in known, known.get(fingerprint), statement.name)


def describe(verdict: Verdict) -> Iterator[str]:
    """The verdict in lines for a person."""
    yield verdict.verdict + (f": {verdict.reason}" if verdict.reason else "")
    for fault in verdict.faults:
        yield f"  {fault.where or 'the dossier'}: {fault.reason}"
    if verdict.signer.key is None:
        return
    yield f"case      {verdict.case}, as of {verdict.as_of}, sealed by Tieback {verdict.version}"
    yield f"signer    {_whose(verdict.signer)}"
    yield f"          {verdict.signer.key}"
    yield f"files     {verdict.files.checked} as signed, {len(verdict.files.withheld)} withheld"
    yield from (f"          withheld: {path}" for path in verdict.files.withheld)
    yield "time      not stamped: nothing here proves when it was sealed"
    yield f"manifest  {verdict.manifest_sha256}"


def _whose(signer: Signer) -> str:
    if signer.known:
        return f"{signer.name} (known to you)"
    claim = f"; it calls itself {signer.claimed_name!r}" if signer.claimed_name else ""
    return f"not known to you{claim}. Compare the fingerprint on another way"
