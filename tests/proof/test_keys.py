"""Keys: what is accepted as one, where it is kept, and the official signature vectors."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.proof import canonical, curve, keys
from tieback.proof.keys import KeyRefused, PublicKey, SigningKey

VECTORS = Path(__file__).resolve().parents[2] / "../shared/vectors"

# RFC 8032, 7.1, tests 1 to 3: secret key, public key, message, signature
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def verifies(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        return PublicKey(key).verify(signature, message)
    except KeyRefused:
        return False


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_the_examples_of_rfc_8032_are_reproduced(
    secret: str, public: str, message: str, signature: str
) -> None:
    key = SigningKey.from_seed(bytes.fromhex(secret))
    assert key.public.raw.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert key.public.verify(bytes.fromhex(signature), bytes.fromhex(message))


@pytest.mark.shared
def test_every_wycheproof_case_is_judged_as_published() -> None:
    path = VECTORS / "wycheproof" / "ed25519_test.json"
    if not path.exists():
        pytest.skip("no ../shared")
    groups = json.loads(path.read_bytes())["testGroups"]
    cases = [(group["publicKey"]["pk"], test) for group in groups for test in group["tests"]]
    assert len(cases) == 151
    for key, test in cases:
        good = verifies(bytes.fromhex(key), bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
        assert good == (test["result"] == "valid"), test["tcId"]


@pytest.mark.shared
def test_no_flagged_edge_case_of_cctv_is_accepted() -> None:
    path = VECTORS / "ed25519-cctv" / "ed25519vectors.json"
    if not path.exists():
        pytest.skip("no ../shared")
    cases = json.loads(path.read_bytes())
    assert len(cases) == 914
    for case in cases:
        good = verifies(bytes.fromhex(case["key"]), bytes.fromhex(case["sig"]), case["msg"].encode())
        assert good == (not case["flags"]), case["number"]


# The eight points of low order, as they are written canonically, and ways to write some of them otherwise
LOW_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
NON_CANONICAL = [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p + 1
    "0100000000000000000000000000000000000000000000000000000000000080",  # x = 0 with a sign
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


@pytest.mark.parametrize("raw", LOW_ORDER)
def test_a_key_of_low_order_is_refused(raw: str) -> None:
    assert curve.is_low_order(bytes.fromhex(raw))
    with pytest.raises(KeyRefused, match="low order"):
        PublicKey(bytes.fromhex(raw))


@pytest.mark.parametrize("raw", NON_CANONICAL)
def test_a_key_written_in_another_way_is_refused(raw: str) -> None:
    with pytest.raises(KeyRefused, match="canonical"):
        PublicKey(bytes.fromhex(raw))


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(KeyRefused, match="32"):
        PublicKey(b"\x05" * size)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50), st.integers(0, 511))
def test_every_honest_key_is_accepted_and_no_flipped_bit_of_a_signature(
    seed: bytes, message: bytes, bit: int
) -> None:
    key = SigningKey.from_seed(seed)
    signature = bytearray(key.sign(message))
    assert curve.defect(key.public.raw) is None
    assert key.public.verify(bytes(signature), message)
    signature[bit // 8] ^= 1 << bit % 8
    assert not key.public.verify(bytes(signature), message)
    assert not key.public.verify(bytes(signature[:-1]), message)


def test_a_private_key_is_kept_for_its_owner_only_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "signing.pem"
    key = SigningKey.create()
    key.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert SigningKey.load(path).public == key.public
    with pytest.raises(KeyRefused, match="never overwritten"):
        SigningKey.create().save(path)
    assert SigningKey.load(path).public == key.public
    assert [entry.name for entry in path.parent.iterdir()] == ["signing.pem"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "signing.pem"
    SigningKey.create().save(path)
    path.chmod(0o640)
    with pytest.raises(KeyRefused, match="chmod 600"):
        SigningKey.load(path)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "signing.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyRefused):
        SigningKey.load(path)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    path = tmp_path / "signing.pem"
    path.write_bytes(
        generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    path.chmod(0o600)
    with pytest.raises(KeyRefused, match="not an Ed25519"):
        SigningKey.load(path)


def test_the_own_key_is_made_once_in_the_users_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    key = keys.own_key()
    assert (tmp_path / "tieback" / "keys" / "signing.pem").is_file()
    assert keys.own_key().public == key.public
    assert keys.known_keys() == {key.public.fingerprint: "your own key"}


def test_known_keys_are_read_with_the_names_we_gave_them(tmp_path: Path) -> None:
    assert keys.known_keys(tmp_path) == {}
    key, other = SigningKey.create().public, SigningKey.create().public
    (tmp_path / "known").mkdir()
    (tmp_path / "known" / "a.json").write_bytes(canonical.dump(keys.describe_public(key, "EXAMPLE Broker")))
    (tmp_path / "known" / "b.json").write_text(json.dumps(keys.describe_public(other, None), indent=2))
    assert keys.known_keys(tmp_path) == {key.fingerprint: "EXAMPLE Broker", other.fingerprint: "b"}
    (tmp_path / "known" / "c.json").write_bytes(b"{}")
    with pytest.raises(KeyRefused, match=r"c\.json"):
        keys.known_keys(tmp_path)


def test_a_private_key_does_not_print_itself() -> None:
    assert "PrivateKey" not in repr(SigningKey.create())
