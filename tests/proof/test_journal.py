"""The journal: what it keeps, what it notices, what it can mend."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.proof import canonical, journal

AT = datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC)


def write(path: Path, count: int = 4) -> bytes:
    for number in range(count):
        journal.append(
            path, "decision", {"alert": f"A{number}", "理由": "same firm"}, AT + timedelta(hours=number)
        )
    return path.read_bytes()


def test_a_missing_journal_is_empty(tmp_path: Path) -> None:
    assert journal.read(tmp_path / "journal.jsonl") == ()


def test_what_is_appended_is_read_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    write(path)
    entries = journal.read(path)
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert entries[1].body == {"alert": "A1", "理由": "same firm"}
    assert entries[1].at == AT + timedelta(hours=1)
    assert entries[0].previous == journal.START
    assert entries[3].previous == entries[2].sha256
    assert journal.head(entries) == entries[3].sha256


def test_an_instant_is_kept_in_utc_whatever_zone_it_came_in(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    shanghai = timezone(timedelta(hours=8))
    entry = journal.append(path, "note", {}, datetime(2026, 1, 1, 4, 0, tzinfo=shanghai))
    assert entry.at == datetime(2025, 12, 31, 20, 0, tzinfo=UTC)
    assert b'"2025-12-31T20:00:00Z"' in path.read_bytes()


def test_an_instant_without_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zone"):
        journal.append(tmp_path / "j", "note", {}, datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_body_with_a_float_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    before = write(path, 1)
    with pytest.raises(canonical.Malformed):
        journal.append(path, "note", {"kg": 1.5}, AT)
    assert path.read_bytes() == before


def test_every_single_bit_flip_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    whole = write(path, 2)
    for position in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[position] ^= 1 << bit
            path.write_bytes(changed)
            with pytest.raises((journal.Broken, journal.Torn)):
                journal.read(path)


def test_a_removed_moved_doubled_or_foreign_line_is_noticed_and_its_row_named(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    one, two, three, four = write(path).splitlines(keepends=True)
    for lines, row in [
        ([two, three, four], 1),
        ([one, three, four], 2),
        ([one, three, two, four], 2),
        ([one, two, two, three], 3),
        ([one, two, b"\n", three], 3),
        ([one, two, b"{}\n", three], 3),
    ]:
        path.write_bytes(b"".join(lines))
        with pytest.raises(journal.Broken) as caught:
            journal.read(path)
        assert caught.value.row == row


def test_appending_to_a_broken_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    one, _, three, _ = write(path).splitlines(keepends=True)
    path.write_bytes(one + three)
    with pytest.raises(journal.Broken):
        journal.append(path, "note", {}, AT)


def test_a_torn_last_line_is_reported_and_recovered_at_every_cut(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    whole = write(path, 3)
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    for cut in range(start + 1, len(whole)):
        path.write_bytes(whole[:cut])
        with pytest.raises(journal.Torn, match="row 3"):
            journal.read(path)
        with pytest.raises(journal.Torn):
            journal.append(path, "note", {}, AT)
        assert len(journal.scan(path).entries) == 2
        kept = journal.recover(path)
        assert kept == journal.read(path)
        if cut == len(whole) - 1:
            assert path.read_bytes() == whole
        else:
            assert len(kept) == 2
            assert path.with_name("journal.jsonl.torn").read_bytes() == whole[start:cut]
    journal.append(path, "note", {}, AT)


def test_recovering_a_whole_journal_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    whole = write(path)
    assert journal.recover(path) == journal.read(path)
    assert path.read_bytes() == whole


APPENDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tieback.proof import journal
for number in range(15):
    journal.append(Path(sys.argv[1]), "note", {"by": sys.argv[2], "n": number}, datetime(2026, 1, 1, tzinfo=UTC))
"""


def test_processes_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    workers = [
        subprocess.Popen([sys.executable, "-c", APPENDER, str(path), name]) for name in ("a", "b", "c")
    ]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    entries = journal.read(path)
    assert len(entries) == 45
    assert [entry.body["n"] for entry in entries if entry.body["by"] == "b"] == list(range(15))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("journal") / "j"
    path.write_bytes(data)
    try:
        entries = journal.read(path)
    except (journal.Broken, journal.Torn):
        return
    assert entries == ()
    assert data == b""


FOREVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tieback.proof import journal
while True:
    entry = journal.append(Path(sys.argv[1]), "note", {"pad": "x" * 5000}, datetime(2026, 1, 1, tzinfo=UTC))
    print(entry.seq, flush=True)
"""


def test_what_was_acknowledged_survives_being_killed(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    acknowledged = 0
    for kills in range(4):
        with subprocess.Popen([sys.executable, "-c", FOREVER, str(path)], stdout=subprocess.PIPE) as worker:
            assert worker.stdout is not None
            for _ in range(3 + kills):
                acknowledged = int(worker.stdout.readline())
            worker.kill()
        assert len(journal.recover(path)) >= acknowledged
        assert journal.recover(path) == journal.read(path)
