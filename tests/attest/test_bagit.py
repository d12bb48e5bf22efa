"""The strict bag reader: the official suite, and a twin of its cases."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.attest import bagit
from tieback.attest.bagit import BagRefused

SUITE = Path(__file__).resolve().parents[2] / "../shared/vectors/bagit"
OFFICIAL = sorted(SUITE.glob("v*/*/*")) if SUITE.is_dir() else []


def _cases(kind: str) -> list[Path]:
    return [path for path in OFFICIAL if path.parent.name == kind]


@pytest.mark.shared
def test_every_official_valid_bag_is_read() -> None:
    if not OFFICIAL:
        pytest.skip("no ../shared")
    assert len(_cases("valid")) == 27
    for folder in _cases("valid"):
        assert bagit.read_folder(folder).payload


@pytest.mark.shared
def test_every_official_invalid_bag_is_refused() -> None:
    if not OFFICIAL:
        pytest.skip("no ../shared")
    cases = _cases("invalid") + _cases("linux-only") + _cases("windows-only")
    assert len(_cases("invalid")) == 15
    for folder in cases:
        with pytest.raises(BagRefused):
            bagit.read_folder(folder)


@pytest.mark.shared
def test_official_warnings_are_refused_where_two_systems_would_differ() -> None:
    if not OFFICIAL:
        pytest.skip("no ../shared")
    accepted = set()
    for folder in _cases("warning"):
        try:
            bagit.read_folder(folder)
        except BagRefused:
            continue
        accepted.add(folder.name)
    assert accepted == {"made-with-md5sum-tools", "relative-path"}


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def make(version: str = "1.0", encoding: str = "UTF-8", **more: bytes) -> dict[str, bytes]:
    declaration = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n".encode()
    files = {"bagit.txt": declaration, "data/a.txt": b"alpha", "data/b/棉.txt": b""}
    manifest = "".join(f"{sha512(files[path])}  {path}\n" for path in ("data/a.txt", "data/b/棉.txt"))
    files["manifest-sha512.txt"] = manifest.encode(encoding)
    return files | more


def test_a_bag_tells_what_it_holds() -> None:
    bag = bagit.read(
        make() | {"bag-info.txt": "Contact-Name: 示例\nNote: two\n  lines\nNote: again\n".encode()}
    )
    assert bag.payload == ("data/a.txt", "data/b/棉.txt")
    assert bag.info == (("Contact-Name", "示例"), ("Note", "two lines"), ("Note", "again"))
    assert bag.algorithms == ("sha512",)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB18030"])
def test_tag_files_are_read_in_the_declared_encoding(encoding: str) -> None:
    assert len(bagit.read(make(encoding=encoding)).payload) == 2


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"bagit.txt": None}, "bagit.txt"),
        ({"bagit.txt": b"BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n"}, "bagit.txt"),
        ({"bagit.txt": b"\xef\xbb\xbfBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}, "bagit.txt"),
        ({"bagit.txt": b"BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n"}, "bagit.txt"),
        ({"bagit.txt": b"BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n"}, "bagit.txt"),
        ({"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: none\n"}, "manifest-sha512.txt"),
        ({"manifest-sha512.txt": None}, "manifest-sha256.txt"),
        ({"data/a.txt": b"alphA"}, "data/a.txt"),
        ({"data/a.txt": None}, "data/a.txt"),
        ({"data/extra": b""}, "data/extra"),
        ({"manifest-md5.txt": b""}, "data/a.txt"),
        ({"manifest-crc32.txt": b"00 data/a.txt\n"}, "manifest-crc32.txt"),
        ({"tagmanifest-md5.txt": b"0123 data/a.txt\n"}, "tagmanifest-md5.txt"),
        ({"tagmanifest-md5.txt": f"{md5(b'x')} bag-info.txt\n".encode()}, "bag-info.txt"),
        ({"manifest-md5.txt": f"{md5(b'')} ../../x\n".encode()}, "manifest-md5.txt"),
        ({"manifest-md5.txt": f"{md5(b'')} /tmp/x\n".encode()}, "manifest-md5.txt"),
        ({"manifest-md5.txt": f"{md5(b'')} ~/x\n".encode()}, "manifest-md5.txt"),
        ({"manifest-md5.txt": b"\xff"}, "manifest-md5.txt"),
        ({"manifest-md5.txt": b"zz data/a.txt"}, "manifest-md5.txt"),
        ({"fetch.txt": b"https://example.org - data/later\n"}, "data/later"),
        ({"fetch.txt": b"https://example.org - ../x\n"}, "fetch.txt"),
        ({"bag-info.txt": b"no colon\n"}, "bag-info.txt"),
        ({"bag-info.txt": b"Payload-Oxum: 6.2\n"}, "bag-info.txt"),
    ],
)
def test_a_defect_is_refused_and_its_file_named(change: dict[str, bytes | None], where: str) -> None:
    files = {path: content for path, content in (make() | change).items() if content is not None}
    with pytest.raises(BagRefused) as caught:
        bagit.read(files)
    assert caught.value.file == where


def test_percent_signs_are_escaped_since_1_0_only() -> None:
    content = {"data/100%.txt": b"x"}
    new = {"manifest-md5.txt": f"{md5(b'x')}  data/100%25.txt\n".encode()}
    old = {"manifest-md5.txt": f"{md5(b'x')}  data/100%.txt\n".encode()}
    declaration = {version: {"bagit.txt": make(version)["bagit.txt"]} for version in ("0.97", "1.0")}
    assert bagit.read(declaration["1.0"] | content | new)
    assert bagit.read(declaration["0.97"] | content | old)
    with pytest.raises(BagRefused):
        bagit.read(declaration["0.97"] | content | new)


def test_links_are_refused(tmp_path: Path) -> None:
    for path, content in make().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert bagit.read_folder(tmp_path)
    (tmp_path / "data" / "link").symlink_to("a.txt")
    with pytest.raises(BagRefused, match="links"):
        bagit.read_folder(tmp_path)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(make())), st.binary(max_size=120))
def test_any_content_of_any_file_is_read_or_refused(path: str, content: bytes) -> None:
    files = make() | {path: content, "bag-info.txt": content}
    with contextlib.suppress(BagRefused):
        bagit.read(files)
