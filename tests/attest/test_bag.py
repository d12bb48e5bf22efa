"""Sealing: same inputs, same bytes; a bag that any BagIt reader takes; a manifest that lists everything."""

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.attest import bag, bagit, container, manifest, verification
from tieback.attest.tree import TreeRefused
from tieback.proof import canonical, envelope
from tieback.proof.digest import sha256
from tieback.proof.keys import SigningKey

KEY = SigningKey.from_seed(b"EXAMPLE key, never use elsewhere")
FILES = {"result.json": b"{}", "editions.lock": b"", "file/棉花 100%.txt": b"bale list\n"}


def seal(files: dict[str, bytes] = FILES, **more: Any) -> bytes:
    words = {"case": "EXAMPLE towels", "as_of": date(2026, 11, 1), "version": "0.1.0", "key": KEY}
    return bag.seal(files, **(words | more))


def test_the_same_inputs_give_the_same_bytes_in_any_order() -> None:
    assert seal() == seal(dict(reversed(FILES.items())))
    # a golden value: it changes only with the schema of the manifest
    assert sha256(seal()) == "9b646931e51576daf363e969633e41d5242fe70a655ecb1b13ce85ef9e06bc43"


def test_time_zone_locale_and_hash_seed_change_no_byte() -> None:
    expected = sha256(seal())
    for zone, locale, seed in [
        ("Asia/Shanghai", "C", "1"),
        ("America/Lima", "tr_TR.UTF-8", "7"),
        ("UTC", "C.UTF-8", "0"),
    ]:
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        code = (
            "import importlib.util as u, hashlib\n"
            f"s = u.spec_from_file_location('tests_bag', {__file__!r})\n"
            "m = u.module_from_spec(s); s.loader.exec_module(m)\n"
            "print(hashlib.sha256(m.seal()).hexdigest())"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env=environment, check=True, text=True
        )
        assert done.stdout.strip() == expected


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z棉%]{1,6}(\.txt)?", fullmatch=True), st.binary(max_size=50), max_size=5
    )
)
def test_whatever_is_sealed_is_a_valid_bag_and_an_intact_dossier(files: dict[str, bytes]) -> None:
    data = seal(files)
    held = container.read(data)
    read = bagit.read(held)
    assert {path.removeprefix("data/"): held[path] for path in read.payload} == files
    assert read.algorithms == ("sha256",)
    verdict = verification.verify(data)
    assert verdict.verdict == "intact"
    assert verdict.files.checked == len(files)


def test_the_manifest_lists_every_payload_file_with_digest_and_size() -> None:
    held = container.read(seal())
    payload = envelope.verify(held[bag.ENVELOPE_FILE], [KEY.public]).payload
    value = json.loads(payload)
    assert value["schema"] == "tieback.manifest/1"
    assert (value["case"], value["as_of"], value["version"]) == ("EXAMPLE towels", "2026-11-01", "0.1.0")
    assert value["files"] == [
        {"path": path, "sha256": sha256(held[path]), "bytes": len(held[path])}
        for path in ["data/editions.lock", "data/file/棉花 100%.txt", "data/result.json"]
    ]
    assert bag.manifest_sha256(seal()) == sha256(payload)
    assert payload == canonical.dump(value)


def test_no_clock_is_in_a_dossier() -> None:
    assert b"Bagging-Date" not in seal()


def test_withholding_keeps_the_manifest_and_is_refused_for_what_is_no_payload() -> None:
    less = bag.withhold(seal(), ["data/result.json"])
    assert bag.manifest_sha256(less) == bag.manifest_sha256(seal())
    for path in ("bagit.txt", "data/absent"):
        with pytest.raises(TreeRefused):
            bag.withhold(seal(), [path])


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a\nb", ""])
def test_an_unfit_path_is_not_sealed(path: str) -> None:
    with pytest.raises(TreeRefused):
        seal({path: b""})


@pytest.mark.parametrize(
    "words", [{"case": ""}, {"case": "two\nlines"}, {"version": " 1"}, {"name": "\x1b[0m"}]
)
def test_words_that_are_no_single_line_are_not_sealed(words: dict[str, str]) -> None:
    with pytest.raises(manifest.ManifestRefused):
        seal(**words)
