"""The canonical container: one byte string for one tree, and nothing else is read."""

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.attest import container
from tieback.attest.container import ContainerRefused
from tieback.attest.tree import TreeRefused, check_paths

SEGMENT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]), min_size=1, max_size=8
)
TREES = st.dictionaries(
    st.lists(SEGMENT, min_size=1, max_size=3).map("/".join), st.binary(max_size=60), max_size=6
)
SMALL = {"a.txt": b"alpha", "b/c.txt": b"", "棉花.txt": b"\x00" * 40}


def _fit(tree: dict[str, bytes]) -> bool:
    try:
        check_paths(tree)
    except TreeRefused:
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(TREES.filter(_fit))
def test_what_is_written_is_read_back_and_any_zip_tool_agrees(tree: dict[str, bytes]) -> None:
    data = container.write(tree)
    assert container.read(data) == tree
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == tree


@settings(max_examples=60, deadline=None)
@given(TREES.filter(_fit))
def test_it_is_what_zipfile_writes_for_bare_names_in_byte_order(tree: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(tree, key=lambda path: path.encode()):
            archive.writestr(zipfile.ZipInfo(path), tree[path])
    assert out.getvalue() == container.write(tree)


def test_the_order_of_the_mapping_does_not_matter() -> None:
    assert container.write(dict(reversed(SMALL.items()))) == container.write(SMALL)


def test_a_streamed_file_is_the_same_and_appears_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 3_000_000)
    path = tmp_path / "d.zip"
    container.write_file(path, SMALL | {"big": source})
    assert path.read_bytes() == container.write(SMALL | {"big": source.read_bytes()})
    assert container.read(path)["big"] == source.read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["d.zip", "source"]


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        container.write_file(tmp_path / "d.zip", {"a": tmp_path / "absent"})
    assert list(tmp_path.iterdir()) == []


def test_every_flipped_bit_is_refused() -> None:
    whole = container.write(SMALL)
    for position in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[position] ^= 1 << bit
            try:
                entries = container.read(bytes(changed))
            except ContainerRefused:
                continue
            # a container alone does not know its content: a flip in it would have to meet the checksum
            pytest.fail(f"byte {position} bit {bit}: {entries}")


def test_every_truncation_and_extension_is_refused() -> None:
    whole = container.write(SMALL)
    for data in (*(whole[:size] for size in range(len(whole))), whole + b"\0", b"\0" + whole):
        with pytest.raises(ContainerRefused):
            container.read(data)


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "folder/", ".", "..", "C:/x", "c:x", "a\\b",
        "\\\\host\\share", "a\x00b", "a\nb", "a\x1b[31m", "a\u202eb", "a\u2028b", "\ud800", "x" * 1025,
    ],
)  # fmt: skip
def test_an_unfit_path_is_refused_when_writing(path: str) -> None:
    with pytest.raises(TreeRefused):
        container.write({path: b""})


@pytest.mark.parametrize(
    "paths",
    [["a", "A"], ["Straße", "STRASSE"], ["e\u0301", "\u00e9"], ["a", "a/b"], ["A/b", "a"], ["K", "\u212a"]],
)
def test_paths_that_meet_on_some_system_are_refused(paths: list[str]) -> None:
    with pytest.raises(TreeRefused):
        container.write(dict.fromkeys(paths, b""))


def _zip(
    *entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_STORED, comment: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for info, content in entries:
            archive.writestr(info, content, method)
        archive.comment = comment
    return out.getvalue()


def _info(path: str, **members: object) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path)
    for member, value in members.items():
        setattr(info, member, value)
    return info


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "read to its end"),
        (b"PK\x05\x06" + bytes(17), "read to its end"),
        (_zip(("../evil", b"")), "outside"),
        (_zip(("/evil", b"")), "outside"),
        (_zip(("a", b"1"), ("A", b"2")), "case"),
        (_zip(("folder/", b"")), "outside"),
        (_zip(("a", b"a" * 99), method=zipfile.ZIP_DEFLATED), "compressed"),
        (_zip(("a", b"a"), comment=b"hello"), "read to its end"),
        (_zip((_info("a", date_time=(2026, 1, 1, 0, 0, 0)), b"a")), "canonical"),
        (_zip((_info("a", extra=b"\x01\x00\x00\x00"), b"a")), "canonical"),
        (_zip((_info("a", comment=b"note"), b"a")), "canonical"),
        (_zip((_info("a", external_attr=0o120777 << 16), b"/etc/passwd")), "canonical"),  # a symbolic link
        (_zip((_info("a", create_system=0), b"a")), "canonical"),
        (_zip(("b", b""), ("a", b"")), "canonical"),
    ],
)
def test_a_container_in_another_form_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ContainerRefused, match=reason):
        container.read(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused_and_named() -> None:
    with pytest.raises(ContainerRefused, match="twice") as caught:
        container.read(_zip(("a", b"1"), ("a", b"2")))
    assert caught.value.file == "a"


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(container.write({"a": b"1"}))
    for position in (6, data.index(b"PK\x01\x02") + 8):
        data[position] |= 1
    with pytest.raises(ContainerRefused, match="encrypted"):
        container.read(bytes(data))


def test_overlapping_entries_are_refused_at_once() -> None:
    """Two thousand records that all point at one entry: the overlap bomb, with stored data."""
    kernel = b"\0" * 100_000
    head = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, zlib.crc32(kernel), len(kernel), len(kernel), 4, 0
    )
    body = head + b"0000" + kernel
    records = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 788, 20, 0, 0, 0, 33, zlib.crc32(kernel), len(kernel), len(kernel),
            4, 0, 0, 0, 0, 0, 0,
        ) + b"%04d" % number
        for number in range(2000)
    )  # fmt: skip
    bomb = (
        body + records + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2000, 2000, len(records), len(body), 0)
    )
    started_s = time.process_time()
    with pytest.raises(ContainerRefused, match="overlap"):
        container.read(bomb)
    assert time.process_time() - started_s < 0.05


def test_a_file_over_the_budget_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "TREE_BYTES", 1000)
    path = tmp_path / "big.zip"
    path.write_bytes(b"\0" * 1001)
    with pytest.raises(ContainerRefused, match="larger"):
        container.read(path)
    with pytest.raises(TreeRefused, match="more than 1000 bytes"):
        container.write({"a": bytes(1001)})


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.binary(max_size=100).map(lambda data: b"PK\x03\x04" + data + b"PK\x05\x06" + bytes(18))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        entries = container.read(data)
    except ContainerRefused:
        return
    assert container.write(entries) == data
