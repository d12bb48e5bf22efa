"""Signed statements: the Dead Simple Signing Envelope (secure-systems-lab/dsse, protocol v1) with Ed25519.

Promises that the bytes returned by `verify` are the bytes that were signed, under the type they were signed
as. Does not promise that they are true, nor that the caller should trust the key.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tieback.model.refusal import Refused
from tieback.proof import canonical
from tieback.proof.keys import PublicKey, SigningKey

MANIFEST_TYPE = "application/vnd.tieback.manifest+json"


class EnvelopeRefused(Refused):
    """Not an envelope, or none of its signatures is by one of the keys."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and the hint, not itself signed, which key made it."""

    keyid: str | None
    sig: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an envelope says before anything is verified."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """The payload that was verified, its type, and the keys whose signatures hold (in order of the keys)."""

    payload: bytes
    payload_type: str
    keys: tuple[PublicKey, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """The pre-authentication encoding: what is signed (protocol.md, "Signature Definition")."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, payload_type: str, key: SigningKey) -> bytes:
    """The envelope of `payload` as canonical JSON, `keyid` being the key's fingerprint."""
    signature = Signature(key.public.fingerprint, key.sign(pae(payload_type, payload)))
    return dump(Envelope(payload, payload_type, (signature,)))


def dump(envelope: Envelope) -> bytes:
    """The canonical JSON of an envelope: one byte string for one envelope."""
    return canonical.dump(
        {
            "payload": _encode(envelope.payload),
            "payloadType": envelope.payload_type,
            "signatures": [
                {"sig": _encode(item.sig)} | ({} if item.keyid is None else {"keyid": item.keyid})
                for item in envelope.signatures
            ],
        }
    )


def read(data: bytes) -> Envelope:
    """Decode an envelope, unverified. Raises `EnvelopeRefused`.

    As the protocol demands, both base64 alphabets are read, unknown fields and an absent keyid are allowed.
    Who needs every byte to count compares `dump(read(data))` with `data`.
    """
    try:
        value = canonical.load(data)
    except canonical.Malformed as error:
        raise EnvelopeRefused(f"the envelope is malformed: {error.reason}") from error
    match value:
        case {
            "payload": str() as payload,
            "payloadType": str() as payload_type,
            "signatures": list() as listed,
        }:
            return Envelope(_decode(payload), payload_type, tuple(map(_signature, listed)))
    raise EnvelopeRefused("not an envelope: it needs payload, payloadType and signatures")


def verify(envelope: bytes, keys: Iterable[PublicKey], payload_type: str = MANIFEST_TYPE) -> Verified:
    """The payload, if at least one of `keys` signed it as `payload_type`. Raises `EnvelopeRefused`.

    The keyid is only a hint and is not trusted: each signature is tried with each key.
    """
    found = read(envelope)
    if found.payload_type != payload_type:
        raise EnvelopeRefused(f"the payload is of type {found.payload_type!r}, not {payload_type!r}")
    message = pae(found.payload_type, found.payload)
    held = tuple(key for key in keys if any(key.verify(item.sig, message) for item in found.signatures))
    if not held:
        raise EnvelopeRefused("no signature of the envelope was made by the key")
    return Verified(found.payload, found.payload_type, held)


def _signature(value: Any) -> Signature:
    match value:
        case {"sig": str() as sig, **rest}:
            keyid = rest.get("keyid")
            if keyid is None or isinstance(keyid, str):
                return Signature(keyid, _decode(sig))
    raise EnvelopeRefused("a signature of the envelope is malformed")


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(text: str) -> bytes:
    """Standard or URL-safe base64, padded or not."""
    plain = text.translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise EnvelopeRefused("the envelope holds something that is not base64") from error
