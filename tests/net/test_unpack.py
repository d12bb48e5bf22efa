"""Decompression under budgets: honest files pass, bombs and tricks do not."""

import gzip
import io
import stat
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.net.unpack import Limits, gunzip, open_zip


def packed(*entries, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return stream.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=3000), max_size=4))
def test_gzip_members_are_joined(parts):
    assert gunzip(b"".join(map(gzip.compress, parts))) == b"".join(parts)


def test_a_large_gzip_file_is_read_in_linear_time():
    noise = b"".join(struct.pack("<I", number * 2654435761 % 2**32) for number in range(1_000_000))
    started = time.process_time()
    assert gunzip(gzip.compress(noise, 1) + b"\0" * 512) == noise
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d[:-9],
        lambda d: d[:30],
        lambda d: d[:40] + b"\xff" * 20 + d[60:],
        lambda d: d + b"more",
        lambda d: b"\x1f\x8b",
    ],
)
def test_a_damaged_gzip_file_is_refused(change):
    with pytest.raises(Refused):
        gunzip(change(gzip.compress(bytes(range(256)) * 300)))


def test_a_gzip_bomb_is_refused_by_size_and_by_ratio():
    bomb = gzip.compress(b"\0" * 30_000_000)
    with pytest.raises(Refused, match="more than 200 times"):
        gunzip(bomb)
    with pytest.raises(Refused, match="more than 1,000 bytes"):
        gunzip(bomb, 1000)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True), st.binary(max_size=2000), max_size=6
    ),
    st.booleans(),
)
def test_an_honest_zip_reads_back(files, stored):
    names = {
        name: data for name, data in files.items() if not any(other.startswith(f"{name}/") for other in files)
    }
    archive = open_zip(packed(*names.items(), method=zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED))
    assert archive.names() == tuple(names)
    assert {name: archive.read(name) for name in archive.names()} == names


def test_a_zip_is_read_from_a_path_too(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed(("a", b"1")))
    with open_zip(path) as archive:
        assert archive.read("a") == b"1"


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a\\b", "C:/a", "a/./b", "a//b"])
def test_a_name_that_leaves_the_folder_is_refused(name):
    with pytest.raises(Refused, match=r"leaves the folder|two names"):
        open_zip(packed((name, b"1")))


def test_a_link_an_encrypted_entry_and_a_double_name_are_refused():
    link = zipfile.ZipInfo("a")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(Refused, match="is a link"):
        open_zip(packed((link, b"/etc/passwd")))
    locked = bytearray(packed(("a", b"1")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    with pytest.raises(Refused, match="encrypted"):
        open_zip(bytes(locked))
    with pytest.warns(UserWarning, match="Duplicate"):
        double = packed(("a", b"1"), ("a", b"2"))
    with pytest.raises(Refused, match="two zip entries"):
        open_zip(double)


def test_an_unknown_compression_is_refused():
    with pytest.raises(Refused, match="compressed in a way"):
        open_zip(packed(("a", b"1"), method=zipfile.ZIP_BZIP2))


def test_entries_that_overlap_are_refused():
    data = bytearray(packed(("a", b"1" * 100), ("b", b"1" * 100), method=zipfile.ZIP_STORED))
    second = data.rfind(b"PK\x01\x02")
    first = data.find(b"PK\x03\x04")
    data[second + 42 : second + 46] = struct.pack("<I", first)
    data[second + 46 : second + 47] = b"a"
    with pytest.raises(Refused):
        open_zip(bytes(data))


def quoted_overlap(count):
    """Many directory entries of different names that share one body, as the flat bombs do."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = kernel.compress(b"\0" * 1_000_000) + kernel.flush()
    crc = zlib.crc32(b"\0" * 1_000_000)
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), 1_000_000, 1, 0) + b"a"
    )
    directory = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            crc,
            len(body),
            1_000_000,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a"
        for _ in range(count)
    )
    start = len(local) + len(body)
    return (
        local
        + body
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    )


def test_a_flat_bomb_is_refused_at_once():
    started = time.process_time()
    with pytest.raises(Refused):
        open_zip(quoted_overlap(5000))
    assert time.process_time() - started < 1


def test_a_bomb_is_refused_by_ratio_total_entry_and_count():
    with pytest.raises(Refused, match="200 times"):
        open_zip(packed(("a", b"\0" * 20_000_000)))
    with pytest.raises(Refused, match="more than 100 bytes"):
        open_zip(packed(("a", b"1" * 101)), Limits(entry_bytes=100))
    with pytest.raises(Refused, match="more than 150 bytes"):
        open_zip(packed(("a", b"1" * 100), ("b", b"1" * 100)), Limits(total_bytes=150))
    with pytest.raises(Refused, match="more than 3 entries"):
        open_zip(packed(*((str(n), b"") for n in range(4))), Limits(entries=3))


def test_an_entry_that_lies_about_its_size_or_content_is_refused_when_read():
    data = bytearray(packed(("a", b"1" * 1000)))
    central = data.rfind(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    with pytest.raises(Refused, match="larger than it says"):
        open_zip(bytes(data)).read("a")
    data = bytearray(packed(("a", b"1" * 1000)))
    central = data.rfind(b"PK\x01\x02")
    data[central + 16] ^= 1
    with pytest.raises(Refused, match="damaged"):
        open_zip(bytes(data)).read("a")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_no_changed_byte_breaks_the_reader(at, value):
    data = bytearray(packed(("folder/one.txt", b"one" * 50), ("two.txt", b"two" * 50)))
    data[at % len(data)] = value
    try:
        archive = open_zip(bytes(data))
        for name in archive.names():
            archive.read(name)
    except Refused:
        pass


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + b"\0" * 10])
def test_what_is_no_zip_is_refused(data):
    with pytest.raises(Refused):
        open_zip(data)
