"""The stdlib verifier against the one in Tieback: they agree on everything, and nothing altered is intact."""

import ast
import base64
import functools
import importlib.util
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tieback.attest import bag, container, verification
from tieback.model.plain import plain
from tieback.proof import canonical, envelope, keys
from tieback.proof.digest import sha256
from tieback.proof.keys import SigningKey

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "verifier" / "verify.py"
KEY = SigningKey.from_seed(b"EXAMPLE key, never use elsewhere")
OTHER = SigningKey.from_seed(b"EXAMPLE another key, not for use")
FILES = {
    "result.json": b'{"schema":"tieback.check/1"}',
    "editions.lock": b"",
    "file/dossier.html": "<p>示例 EXAMPLE</p>".encode(),
    "file/示例 100%.txt": b"bale list\n",
}


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stdlib_verifier", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.read_key = functools.lru_cache(module.read_key)  # the same few keys, thousands of times
    return module


STANDALONE = _load()
keys.curve.defect = functools.lru_cache(keys.curve.defect)  # type: ignore[attr-defined]


def seal(files: dict[str, bytes] = FILES, key: SigningKey = KEY, **more: Any) -> bytes:
    words = {"case": "EXAMPLE towels", "as_of": date(2026, 11, 1), "version": "0.1.0", "name": "EXAMPLE desk"}
    return bag.seal(files, key=key, **(words | more))


def judge(path: Path, data: bytes, signer: str | None = None) -> dict[str, Any]:
    """The verdict that both verifiers give; fails where they differ in any member."""
    path.write_bytes(data)
    ours: dict[str, Any] = plain(verification.verify(data, signer))
    theirs = STANDALONE.verify(path, signer, {})
    assert ours == theirs
    return ours


def test_an_untouched_dossier_is_intact_for_both(tmp_path: Path) -> None:
    verdict = judge(tmp_path / "d.zip", seal())
    assert verdict["verdict"] == "intact"
    assert verdict["files"] == {"checked": 4, "withheld": []}
    assert verdict["signer"]["key"] == KEY.public.fingerprint


def test_a_flipped_bit_in_any_byte_is_refused(tmp_path: Path) -> None:
    whole = seal({"result.json": b"{}"})
    path = tmp_path / "d.zip"
    for position in range(len(whole)):
        changed = bytearray(whole)
        changed[position] ^= 1 << (position * 5 % 8)
        if position % 3 == 0:
            verdict = judge(path, bytes(changed))["verdict"]
        else:
            verdict = verification.verify(bytes(changed)).verdict
        assert verdict != "intact", position


def _rewrite(files: dict[str, bytes]) -> bytes:
    """A ZIP as anybody may write one: canonical where the paths are fit, in any case readable."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(files, key=lambda path: path.encode()):
            archive.writestr(zipfile.ZipInfo(path), files[path])
    return out.getvalue()


def _alter(rng: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    path = rng.choice(sorted(files))
    content = bytearray(files[path] or b"x")
    if files[path]:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return files | {path: bytes(content)}


def _delete_tag(rng: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    gone = rng.choice(sorted(bag.TAG_FILES))
    return {path: content for path, content in files.items() if path != gone}


def _add(rng: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    folder = rng.choice(["", "data/", "data/file/", "extra/"])
    name = rng.choice(["new.txt", "DOSSIER.html", "示例.txt", "a b", "%00", "x" * 300])
    return files | {folder + name + str(rng.randrange(9)): rng.randbytes(rng.randrange(20))}


def _rename(rng: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    path = rng.choice(sorted(files))
    left = {name: content for name, content in files.items() if name != path}
    new = rng.choice(
        [path + ".bak", path.upper() + "_", "data/renamed", "../" + path, "C:" + path, path + "/x"]
    )
    return left | {new: files[path]}


def _swap(rng: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    one, two = rng.sample(sorted(files), 2)
    return files | {one: files[two], two: files[one]}


def _replay(rng: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    """Parts of another dossier of the same signer, or of the same dossier re-signed by another."""
    other = container.read(
        seal({"result.json": b'{"other":1}'}) if rng.random() < 0.5 else seal(key=OTHER, name="EXAMPLE desk")
    )
    chosen = rng.sample(sorted(other), rng.randrange(1, len(other)))
    return files | {path: other[path] for path in chosen}


def _truncate(rng: random.Random, data: bytes) -> bytes:
    return (
        data[: rng.randrange(len(data))] if rng.random() < 0.8 else data + rng.randbytes(rng.randrange(1, 9))
    )


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 4)):
        changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _splice(rng: random.Random, data: bytes) -> bytes:
    at, size = rng.randrange(len(data)), rng.randrange(1, 40)
    return data[:at] + rng.choice([b"", rng.randbytes(size), data[:size]]) + data[at + size :]


def _mutants(rng: random.Random, count: int) -> Iterator[tuple[str, bytes]]:
    whole = seal()
    files = container.read(whole)
    on_files: list[Callable[[random.Random, dict[str, bytes]], dict[str, bytes]]] = [
        _alter, _delete_tag, _add, _rename, _swap, _replay,
    ]  # fmt: skip
    on_bytes: list[Callable[[random.Random, bytes], bytes]] = [_truncate, _flip, _splice]
    produced = 0
    while produced < count:
        if rng.random() < 0.65:
            change = rng.choice(on_files)
            data = _rewrite(change(rng, files))
            name = change.__name__
        else:
            mutate = rng.choice(on_bytes)
            data = mutate(rng, whole)
            name = mutate.__name__
        if data != whole:
            produced += 1
            yield name, data


def test_two_thousand_mutants_are_judged_alike_and_none_is_intact(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    signed_by_other = {OTHER.public.fingerprint}
    for name, data in _mutants(random.Random(20261123), 2_200):
        verdict = judge(path, data)
        if name == "_replay" and verdict["verdict"] == "intact":
            # every part of the other dossier was taken over: it is that dossier, and says whose it is
            assert verdict["signer"]["key"] in signed_by_other
            continue
        assert verdict["verdict"] != "intact", name
        assert verdict["reason"]


def test_files_left_out_are_withheld_for_both_in_every_combination(tmp_path: Path) -> None:
    whole = seal()
    payload = ["data/" + path for path in FILES]
    for chosen in range(1, 2 ** len(payload)):
        left_out = [path for index, path in enumerate(payload) if chosen >> index & 1]
        verdict = judge(tmp_path / "d.zip", bag.withhold(whole, left_out))
        assert verdict["verdict"] == "intact"
        assert sorted(verdict["files"]["withheld"]) == sorted(left_out)
        assert verdict["files"]["checked"] == 4 - len(left_out)


def test_a_required_file_may_not_be_left_out(tmp_path: Path) -> None:
    whole = seal(required=["result.json"])
    assert judge(tmp_path / "d.zip", whole)["verdict"] == "intact"
    verdict = judge(tmp_path / "d.zip", bag.withhold(whole, ["data/result.json"]))
    assert (verdict["verdict"], verdict["where"]) == ("broken", "data/result.json")


def _resign(change: Callable[[dict[str, Any]], object], key: SigningKey = KEY) -> bytes:
    """A dossier whose manifest was changed and signed again, everything else left as it was."""
    files = container.read(seal())
    value = canonical.load(envelope.read(files[bag.ENVELOPE_FILE]).payload)
    change(value)
    files[bag.ENVELOPE_FILE] = envelope.sign(canonical.dump(value), envelope.MANIFEST_TYPE, key)
    tags = sorted(bag.TAG_FILES - {"tagmanifest-sha256.txt"})
    lines = "".join(f"{sha256(files[path])}  {path}\n" for path in tags)
    return container.write(files | {"tagmanifest-sha256.txt": lines.encode()})


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (lambda m: m.update(schema="tieback.manifest/2"), "unreadable"),
        (lambda m: m.update(schema=None), "unreadable"),
        (lambda m: m.update(more=1), "broken"),
        (lambda m: m.update(case="two\nlines"), "broken"),
        (lambda m: m.update(case=7), "broken"),
        (lambda m: m.update(as_of="20261101"), "broken"),
        (lambda m: m.update(as_of="2026-02-30"), "broken"),
        (lambda m: m.update(files={}), "broken"),
        (lambda m: m.update(files=[]), "broken"),
        (lambda m: m.update(files=None), "broken"),
        (lambda m: m["files"].reverse(), "broken"),
        (lambda m: m["files"].append(m["files"][-1]), "broken"),
        (lambda m: m["files"][0].update(withheld=True), "broken"),
        (lambda m: m["files"][0].update(withheld=0), "broken"),
        (lambda m: m["files"][0].update(withheld=False), "intact"),
        (lambda m: m["files"][0].update(path="../etc"), "broken"),
        (lambda m: m["files"][0].update(path="data/../x"), "broken"),
        (lambda m: m["files"][0].update(path=3), "broken"),
        (lambda m: m["files"][0].update(bytes=True), "broken"),
        (lambda m: m["files"][0].update(bytes=-1), "broken"),
        (lambda m: m["files"][0].update(sha256="A" * 64), "broken"),
        (lambda m: m["signer"].update(name="Somebody else"), "broken"),
        (lambda m: m["signer"].update(key=base64.b64encode(OTHER.public.raw).decode()), "broken"),
        (lambda m: m["signer"].update(key=base64.b64encode(bytes(32)).decode()), "broken"),
        (lambda m: m.update(signer=[]), "broken"),
        (lambda m: m.update(version="  "), "broken"),
    ],
)
def test_a_manifest_of_another_form_is_judged_alike(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], outcome: str
) -> None:
    verdict = judge(tmp_path / "d.zip", _resign(change))
    assert verdict["verdict"] == outcome


def test_a_manifest_signed_by_another_key_than_the_one_carried_is_refused(tmp_path: Path) -> None:
    verdict = judge(tmp_path / "d.zip", _resign(lambda m: None, OTHER))
    assert (verdict["verdict"], verdict["where"]) == ("broken", bag.ENVELOPE_FILE)
    assert verdict["signer"]["key"] is None


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda e: e | {"more": 1},
        lambda e: e | {"payload": e["payload"].rstrip("=") + " "},
        lambda e: e | {"payload": e["payload"].replace("+", "-")[:-1] + "!"},
        lambda e: e | {"payload": None},
        lambda e: e | {"payloadType": "application/json"},
        lambda e: e | {"signatures": []},
        lambda e: e | {"signatures": e["signatures"] * 2},
        lambda e: e | {"signatures": [{"sig": e["signatures"][0]["sig"]}]},
        lambda e: e | {"signatures": [e["signatures"][0] | {"keyid": "0" * 64}]},
        lambda e: e | {"signatures": [e["signatures"][0] | {"sig": ""}]},
        lambda e: e | {"signatures": [e["signatures"][0] | {"sig": "AA=="}]},
        lambda e: e | {"signatures": {"0": e["signatures"][0]}},
        lambda e: [e],
    ],
)
def test_an_envelope_of_another_form_is_judged_alike(tmp_path: Path, rewrite: Callable[[Any], Any]) -> None:
    files = container.read(seal())
    files[bag.ENVELOPE_FILE] = canonical.dump(rewrite(canonical.load(files[bag.ENVELOPE_FILE])))
    verdict = judge(tmp_path / "d.zip", container.write(files))
    assert (verdict["verdict"], verdict["where"]) == ("broken", bag.ENVELOPE_FILE)


@pytest.mark.parametrize(
    "signer_file",
    [
        b"", b"{}", b"[]", b"null", b"\xef\xbb\xbf{}", b'{"schema":"tieback.key/1"}', b"[" * 5000, b"[1.5]", b"NaN",
        b'{"key":"AAAA","name":null,"schema":"tieback.key/1"}',
        b'{"key":"' + base64.b64encode(bytes(32)) + b'","name":null,"schema":"tieback.key/1"}',
        b'{"key":"' + base64.b64encode(b"\xff" * 32) + b'","name":null,"schema":"tieback.key/1"}',
        b'{"key":"' + base64.b64encode(KEY.public.raw) + b'", "name":null,"schema":"tieback.key/1"}',
        b'{"key":"' + base64.b64encode(KEY.public.raw) + b'","name":null,"schema":"tieback.key/1"}',
        b'{"key":"' + base64.b64encode(KEY.public.raw) + b'","name":1,"schema":"tieback.key/1"}',
        b'{"key":"\\ud800","name":null,"schema":"tieback.key/1"}',
        b'{"key":"' + base64.b64encode(OTHER.public.raw) + b'","name":null,"schema":"tieback.key/1"}',
    ],
)  # fmt: skip
def test_a_signer_file_of_another_form_is_judged_alike(tmp_path: Path, signer_file: bytes) -> None:
    files = container.read(seal())
    files[bag.SIGNER_FILE] = signer_file
    assert judge(tmp_path / "d.zip", container.write(files))["verdict"] == "broken"


def test_a_re_signed_forgery_is_intact_but_not_by_the_signer_asked_for(tmp_path: Path) -> None:
    forged = seal(FILES | {"result.json": b"{}"}, key=OTHER)
    verdict = judge(tmp_path / "d.zip", forged)
    assert verdict["verdict"] == "intact"
    assert not verdict["signer"]["known"]
    verdict = judge(tmp_path / "d.zip", forged, KEY.public.fingerprint)
    assert (verdict["verdict"], verdict["reason"]) == ("broken", "signed by another key")


def test_an_unpacked_dossier_is_judged_alike(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    for name, content in container.read(seal()).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    assert plain(verification.verify(folder)) == STANDALONE.verify(folder, None, {})
    assert verification.verify(folder).verdict == "intact"
    (folder / "data" / "result.json").write_bytes(b"{}")
    assert plain(verification.verify(folder)) == STANDALONE.verify(folder, None, {})
    assert verification.verify(folder).where == "data/result.json"
    (folder / "data" / "link").symlink_to("/etc/hostname")
    assert plain(verification.verify(folder)) == STANDALONE.verify(folder, None, {})
    assert verification.verify(folder).verdict == "broken"


def test_a_file_name_that_is_no_unicode_text_is_judged_alike(tmp_path: Path) -> None:
    for name, content in container.read(seal()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    try:
        (tmp_path / "data" / os.fsdecode(b"\xff\xfe")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert plain(verification.verify(tmp_path)) == STANDALONE.verify(tmp_path, None, {})
    assert verification.verify(tmp_path).verdict == "broken"


def test_a_thousand_files_are_verified_in_two_seconds(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(seal({f"case/documents/{number:04}.txt": b"x" * 2000 for number in range(1000)}))
    for verify in (verification.verify, lambda path: STANDALONE.verify(path, None, {})):
        started_s = time.process_time()
        verify(path)
        assert time.process_time() - started_s < 2


def _run(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "XDG_DATA_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        env=environment,
        check=False,
    )


def test_the_command_prints_one_json_document_and_exits_as_promised(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(seal())
    done = _run(path, home=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["verdict"] == "intact"
    assert _run(path, "--signer", KEY.public.fingerprint.upper(), home=tmp_path).returncode == 0
    assert _run(path, "--signer", OTHER.public.fingerprint, home=tmp_path).returncode == 1
    assert _run(path, "--signer", "abc", home=tmp_path).returncode == 2
    assert _run(tmp_path / "absent.zip", home=tmp_path).returncode == 3
    path.write_bytes(b"not a dossier")
    done = _run(path, home=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "unreadable"


def test_the_command_knows_the_same_keys_as_tieback(tmp_path: Path) -> None:
    folder = tmp_path / "tieback" / "keys"
    mine = keys.own_key(folder)
    (folder / "known").mkdir()
    (folder / "known" / "broker.json").write_bytes(canonical.dump(keys.describe_public(OTHER.public, None)))
    path = tmp_path / "d.zip"
    for key in (mine, OTHER, KEY):
        path.write_bytes(seal(key=key))
        verdict = json.loads(_run(path, home=tmp_path).stdout)
        assert verdict == plain(verification.verify(path, None, keys.known_keys(folder)))
    assert not verdict["signer"]["known"]


def test_it_is_short_standard_library_only_and_read_by_python_3_9() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    tree = ast.parse(text, feature_version=(3, 9))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


@pytest.mark.shared
@pytest.mark.parametrize("file", ["wycheproof/ed25519_test.json", "ed25519-cctv/ed25519vectors.json"])
def test_its_own_ed25519_agrees_with_the_official_vectors(file: str) -> None:
    path = ROOT / "../shared/vectors" / file
    if not path.exists():
        pytest.skip("no ../shared")
    vectors = json.loads(path.read_bytes())
    if isinstance(vectors, list):  # CCTV: whatever carries a flag must be refused
        cases = [
            (bytes.fromhex(c["key"]), c["msg"].encode(), bytes.fromhex(c["sig"]), not c["flags"])
            for c in vectors
        ]
    else:
        pairs = [
            (group["publicKey"]["pk"], test) for group in vectors["testGroups"] for test in group["tests"]
        ]
        cases = [
            (bytes.fromhex(key), bytes.fromhex(t["msg"]), bytes.fromhex(t["sig"]), t["result"] == "valid")
            for key, t in pairs
        ]
    assert len(cases) in {151, 914}
    for key, message, signature, good in cases:
        assert STANDALONE.signature_holds(key, signature, message) == good
