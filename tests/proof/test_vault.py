"""The vault returns what was put in, or an error."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.proof.digest import sha256, sha256_file
from tieback.proof.vault import Absent, Corrupt, Vault


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=2000))
def test_what_is_put_is_got_under_its_digest(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    vault = Vault(tmp_path_factory.mktemp("vault") / "v")
    name = vault.put(data)
    assert name == sha256(data)
    assert vault.get(name) == data
    assert vault.has(name)
    assert vault.put(data) == name


def test_a_corrupt_object_is_never_returned(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    name = vault.put(b"bale list")
    path = tmp_path / name[:2] / name
    path.chmod(0o644)
    for damage in (b"", b"bale lisT", b"bale list\n"):
        path.write_bytes(damage)
        with pytest.raises(Corrupt, match=name):
            vault.get(name)


def test_putting_the_original_in_again_mends_a_corrupt_object(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    name = vault.put(b"bale list")
    path = tmp_path / name[:2] / name
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert vault.put(b"bale list") == name
    assert vault.get(name) == b"bale list"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64, "0" * 64 + "\n"])
def test_what_is_not_stored_is_absent(tmp_path: Path, name: str) -> None:
    vault = Vault(tmp_path)
    assert not vault.has(name)
    with pytest.raises(Absent):
        vault.get(name)


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    name = vault.put(b"one")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"abc")
    # FIPS 180-4 example
    assert sha256_file(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
