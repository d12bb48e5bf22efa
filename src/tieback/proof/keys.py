"""Ed25519 keys (RFC 8032): made once, kept in a private file, named by a fingerprint.

Promises that a public key held here is canonical and of prime order, so that a signature says one thing to
every verifier. Does not promise whose key it is: that is learnt on another way, by comparing fingerprints.
"""

import base64
import binascii
import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieback.model.refusal import Refused
from tieback.proof import canonical, curve, durable
from tieback.proof.digest import sha256

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_SCHEMA = "tieback.key/1"
OWN_NAME = "your own key"


class KeyRefused(Refused):
    """A key that must not be used, or a key file that cannot be read as one."""


@dataclass(frozen=True)
class PublicKey:
    """A public key: 32 bytes. Raises `KeyRefused` for a non-canonical or low-order one."""

    raw: bytes

    def __post_init__(self) -> None:
        if reason := curve.defect(self.raw):
            raise KeyRefused(f"the public key {reason}")

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the 32 bytes, 64 lower-case hexadecimal digits: the key's name."""
        return sha256(self.raw)

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` (64 bytes, R and S) is this key's signature of `message`.

        Stricter than RFC 8032 in one point: a low-order R, which no honest signer makes, is refused.
        """
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return not curve.is_low_order(signature[:32])


@dataclass(frozen=True)
class SigningKey:
    """A private key. Never printed, never part of a case or a dossier."""

    _private: "Ed25519PrivateKey" = field(repr=False)

    @classmethod
    def create(cls) -> "SigningKey":
        """A new key from the operating system's randomness."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """The key of a 32-byte seed (RFC 8032, 5.1.5), for test vectors. Raises ValueError."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def load(cls, path: Path) -> "SigningKey":
        """The key of an unencrypted PKCS#8 PEM file that only its owner can read. Raises `KeyRefused`."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            data = path.read_bytes()
        except OSError as error:
            raise KeyRefused(f"cannot read the key: {error.strerror}", str(path)) from error
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeyRefused("others can read this private key", str(path), remedy=f"run: chmod 600 {path}")
        try:
            private = load_pem_private_key(data, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyRefused("not an unencrypted PKCS#8 PEM private key", str(path)) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyRefused("not an Ed25519 key", str(path))
        return cls(private)

    def save(self, path: Path) -> None:
        """Write the key as PKCS#8 PEM, mode 0600. Raises `KeyRefused` rather than replace a file."""
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        data = self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            durable.write(path, data, mode=0o600, replace=False)
        except FileExistsError as error:
            raise KeyRefused("a key is never overwritten", str(path)) from error

    @cached_property
    def public(self) -> PublicKey:
        """The public half."""
        return PublicKey(self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of `message`; the same message gives the same bytes."""
        return self._private.sign(message)


def folder() -> Path:
    """Where a user's keys live: XDG_DATA_HOME/tieback/keys, or the platform's equivalent."""
    from platformdirs import user_data_path

    return user_data_path("tieback", appauthor=False) / "keys"


def own_key(where: Path | None = None) -> SigningKey:
    """The user's signing key in `where` (default `folder()`), made at the first call.

    Its public half is kept beside it in `signing.json`, so that verifying never opens the private file.
    """
    where = where or folder()
    path = where / "signing.pem"
    if not path.exists():
        try:
            SigningKey.create().save(path)
        except KeyRefused:  # another process made it in between: theirs is the key
            if not path.exists():
                raise
    key = SigningKey.load(path)
    described = canonical.dump(describe_public(key.public, OWN_NAME))
    public = where / "signing.json"
    if not public.exists() or public.read_bytes() != described:
        durable.write(public, described)
    return key


def known_keys(where: Path | None = None) -> dict[str, str]:
    """Fingerprint -> name of the keys the user knows: those in `known/*.json`, and their own.

    A known key is a file `{"schema": "tieback.key/1", "key": BASE64, "name": TEXT or null}`, such as the
    `signer.json` of a dossier. Without a name, the file's own name stands in. Raises `KeyRefused`.
    """
    where = where or folder()
    known: dict[str, str] = {}
    for path in (*sorted((where / "known").glob("*.json")), where / "signing.json"):
        if path.exists():
            key, name = parse_public(path.read_bytes(), str(path))
            known[key.fingerprint] = name or path.stem
    return known


def describe_public(key: PublicKey, name: str | None) -> dict[str, Any]:
    """The JSON value by which a public key is passed on."""
    return {"schema": KEY_SCHEMA, "key": base64.b64encode(key.raw).decode("ascii"), "name": name}


def parse_public(data: bytes, file: str | None = None) -> tuple[PublicKey, str | None]:
    """The key and the name its holder gave it. Raises `KeyRefused` or `canonical.Malformed`."""
    value = canonical.load(data, file)
    if (
        not isinstance(value, dict)
        or value.get("schema") != KEY_SCHEMA
        or not isinstance(value.get("key"), str)
    ):
        raise KeyRefused(f"not a public key of schema {KEY_SCHEMA}", file)
    name = value.get("name")
    if name is not None and not isinstance(name, str):
        raise KeyRefused("the name of a key is text or null", file)
    try:
        raw = base64.b64decode(value["key"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyRefused("the key is not base64", file) from error
    try:
        return PublicKey(raw), name
    except KeyRefused as error:
        raise KeyRefused(error.reason, file) from error
