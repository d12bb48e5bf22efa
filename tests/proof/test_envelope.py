"""Signed statements: the official encoding, and that only the signed bytes under the signed type come back."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.proof import envelope
from tieback.proof.envelope import EnvelopeRefused
from tieback.proof.keys import SigningKey

PROTOCOL = Path(__file__).resolve().parents[2] / "../shared/vectors/dsse/protocol.md"
KEY = SigningKey.from_seed(b"EXAMPLE key, never use elsewhere")
OTHER = SigningKey.from_seed(b"EXAMPLE another key, not for use")
KIND = envelope.MANIFEST_TYPE


def test_the_encoding_is_that_of_the_protocol() -> None:
    assert envelope.pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert envelope.pae("棉", b"") == b"DSSEv1 3 \xe6\xa3\x89 0 "


@pytest.mark.shared
def test_the_official_vector_is_read_and_its_signature_holds_over_our_encoding() -> None:
    """The vector is signed with ECDSA P-256, which dossiers do not use: its key is tried on our encoding."""
    if not PROTOCOL.exists():
        pytest.skip("no ../shared")
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256

    text = PROTOCOL.read_text(encoding="utf-8")
    found = envelope.read(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[-1].encode())
    assert (found.payload, found.payload_type) == (b"hello world", "http://example.com/HelloWorld")
    x, y = (int(re.findall(rf"^{name}: (\d+)$", text, re.MULTILINE)[0]) for name in "XY")
    signature = found.signatures[0].sig
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    message = envelope.pae(found.payload_type, found.payload)
    key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=100))
def test_what_was_signed_comes_back(payload: bytes) -> None:
    data = envelope.sign(payload, KIND, KEY)
    found = envelope.verify(data, [OTHER.public, KEY.public])
    assert (found.payload, found.payload_type, found.keys) == (payload, KIND, (KEY.public,))
    assert envelope.sign(payload, KIND, KEY) == data
    assert envelope.dump(envelope.read(data)) == data


def test_a_key_that_did_not_sign_is_no_proof() -> None:
    data = envelope.sign(b"x", KIND, KEY)
    for others in ([], [OTHER.public]):
        with pytest.raises(EnvelopeRefused, match="no signature"):
            envelope.verify(data, others)


def test_another_payload_type_is_refused_even_if_signed() -> None:
    data = envelope.sign(b"x", "application/json", KEY)
    with pytest.raises(EnvelopeRefused, match="type"):
        envelope.verify(data, [KEY.public])
    assert envelope.verify(data, [KEY.public], "application/json").payload == b"x"


def test_the_type_is_part_of_what_is_signed() -> None:
    value = json.loads(envelope.sign(b"x", "application/json", KEY))
    with pytest.raises(EnvelopeRefused, match="no signature"):
        envelope.verify(json.dumps(value | {"payloadType": KIND}).encode(), [KEY.public])


def test_both_base64_alphabets_unknown_members_and_a_missing_keyid_are_allowed() -> None:
    payload = b"\xfb\xff\xfe??>"
    value = json.loads(envelope.sign(payload, KIND, KEY))
    sig = value["signatures"][0]["sig"].replace("+", "-").replace("/", "_")
    free = {
        "payload": base64.urlsafe_b64encode(payload).decode(),
        "payloadType": KIND,
        "signatures": [{"sig": "AAAA"}, {"sig": sig, "more": 1}],
        "unknown": [],
    }
    assert envelope.verify(json.dumps(free).encode(), [KEY.public]).payload == payload


def test_several_signatures_name_each_key_once() -> None:
    value = json.loads(envelope.sign(b"x", KIND, KEY))
    value["signatures"] += value["signatures"] + json.loads(envelope.sign(b"x", KIND, OTHER))["signatures"]
    found = envelope.verify(json.dumps(value).encode(), [KEY.public, OTHER.public])
    assert found.keys == (KEY.public, OTHER.public)


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, "x", {"payload": "eA==", "payloadType": KIND}, {"payload": 1, "payloadType": KIND, "signatures": []},
        {"payload": "eA==", "payloadType": KIND, "signatures": [None]},
        {"payload": "eA==", "payloadType": KIND, "signatures": [{"sig": 1}]},
        {"payload": "eA==", "payloadType": KIND, "signatures": [{"sig": "", "keyid": 1}]},
        {"payload": "!!", "payloadType": KIND, "signatures": []},
        {"payload": "棉", "payloadType": KIND, "signatures": []},
        {"payload": "A", "payloadType": KIND, "signatures": []},
    ],
)  # fmt: skip
def test_what_is_no_envelope_is_refused(value: Any) -> None:
    with pytest.raises(EnvelopeRefused):
        envelope.verify(json.dumps(value).encode(), [KEY.public])


def test_a_duplicate_member_is_refused() -> None:
    data = envelope.sign(b"x", KIND, KEY).replace(b"{", b'{"payload":"",', 1)
    with pytest.raises(EnvelopeRefused, match="malformed"):
        envelope.verify(data, [KEY.public])
