"""Intact apart from whose: what a verdict says, and that it names what is wrong."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tieback.attest import bag, container, verification
from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.proof.keys import SigningKey

KEY = SigningKey.from_seed(b"EXAMPLE key, never use elsewhere")
OTHER = SigningKey.from_seed(b"EXAMPLE another key, not for use")
FILES = {"result.json": b"{}", "file/dossier.html": b"<p>EXAMPLE</p>"}


def seal(files: dict[str, bytes] = FILES, key: SigningKey = KEY, **more: Any) -> bytes:
    return bag.seal(files, key=key, case="EXAMPLE", as_of=date(2026, 11, 1), version="0.1.0", **more)


def changed(**files: bytes | None) -> bytes:
    """The sealed dossier with files replaced or (None) removed, in a canonical container."""
    tree: dict[str, bytes | None] = {**container.read(seal()), **files}
    return container.write({path: content for path, content in tree.items() if content is not None})


def test_the_verdict_has_the_members_that_others_rely_on() -> None:
    document = plain(
        verification.verify(seal(name="EXAMPLE desk"), None, {KEY.public.fingerprint: "the desk"})
    )
    assert document["verdict"] == "intact"
    assert document["reason"] is None
    assert document["where"] is None
    assert document["signer"] == {
        "key": KEY.public.fingerprint, "known": True, "name": "the desk", "claimed_name": "EXAMPLE desk"
    }  # fmt: skip
    assert document["files"] == {"checked": 2, "withheld": []}
    assert document["stamp"] == {"at": None, "state": "none"}


def test_the_name_a_signer_claims_is_not_the_name_we_know() -> None:
    signer = verification.verify(seal(name="CBP")).signer
    assert (signer.known, signer.name, signer.claimed_name) == (False, None, "CBP")


def test_intact_does_not_depend_on_knowing_the_key() -> None:
    assert verification.verify(seal(key=OTHER)).verdict == "intact"


def test_another_signer_than_the_one_asked_for_is_refused() -> None:
    verdict = verification.verify(seal(key=OTHER), KEY.public.fingerprint)
    assert (verdict.verdict, verdict.reason) == ("broken", "signed by another key")
    assert verification.verify(seal(), KEY.public.fingerprint).verdict == "intact"


@pytest.mark.parametrize(
    ("data", "verdict", "where"),
    [
        (changed(**{"data/result.json": b"{ }"}), "broken", "data/result.json"),
        (changed(**{"data/new": b""}), "broken", "data/new"),
        (changed(**{"new.txt": b""}), "broken", "new.txt"),
        (changed(**{"bagit.txt": b""}), "broken", "bagit.txt"),
        (changed(**{"bag-info.txt": None}), "broken", "bag-info.txt"),
        (changed(**{"manifest-sha256.txt": None}), "broken", "manifest-sha256.txt"),
        (changed(**{"tagmanifest-sha256.txt": None}), "broken", "tagmanifest-sha256.txt"),
        (changed(**{"signer.json": None}), "broken", "signer.json"),
        (changed(**{"manifest.dsse.json": None}), "unreadable", "manifest.dsse.json"),
        (changed(**{"manifest.dsse.json": b"{}"}), "broken", "manifest.dsse.json"),
        (changed(**{"data/result.json": None, "data/renamed.json": b"{}"}), "broken", "data/renamed.json"),
        (container.write({}), "unreadable", "manifest.dsse.json"),
        (b"", "unreadable", None),
        (b"%PDF-1.7", "unreadable", None),
        (seal()[:-1], "unreadable", None),
        (seal() + b"\n", "unreadable", None),
    ],
)
def test_what_is_wrong_is_named(data: bytes, verdict: str, where: str | None) -> None:
    found = verification.verify(data)
    assert (found.verdict, found.where) == (verdict, where)
    assert found.reason


def test_a_bit_flipped_in_a_file_names_that_file() -> None:
    data = bytearray(seal())
    data[data.index(b"EXAMPLE</p>")] ^= 1
    assert verification.verify(bytes(data)).where == "data/file/dossier.html"


def test_every_fault_is_listed() -> None:
    found = verification.verify(changed(**{"data/result.json": b"x", "data/new": b"", "bagit.txt": b""}))
    assert [fault.where for fault in found.faults] == ["bagit.txt", "data/result.json", "data/new"]


def test_a_file_left_out_is_withheld_and_named() -> None:
    found = verification.verify(changed(**{"data/file/dossier.html": None}))
    assert found.verdict == "intact"
    assert found.files.withheld == ("data/file/dossier.html",)
    assert found.files.checked == 1


def test_a_container_in_another_form_is_broken_even_if_every_file_is_as_signed() -> None:
    data = bytearray(seal())
    data[10] ^= 1  # the time of the first entry
    found = verification.verify(bytes(data))
    assert found.verdict == "broken"
    assert "canonical form" in (found.reason or "")
    assert found.files.checked == 2


def test_an_unpacked_folder_is_verified_and_links_in_it_refused(tmp_path: Path) -> None:
    for name, content in container.read(seal()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert verification.verify(tmp_path).verdict == "intact"
    (tmp_path / "data" / "result.json").unlink()
    assert verification.verify(tmp_path).files.withheld == ("data/result.json",)
    (tmp_path / "data" / "result.json").symlink_to("/etc/hostname")
    found = verification.verify(tmp_path)
    assert (found.verdict, found.where) == ("broken", "data/result.json")


def test_a_path_that_is_not_there_is_refused_not_judged(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        verification.verify(tmp_path / "absent.zip")
