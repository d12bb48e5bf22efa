"""A mesh is kept for the next call, found by its content, and made anew where anything differs."""

from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tieback.trace.array import Arrays
from tieback.trace.array_case import arrays_of
from tieback.trace.bulk import kept
from tieback.trace.bulk.kept import kept_mesh
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.weave import weave


@pytest.fixture
def arrays(records: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Arrays:
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    return arrays_of(case(records, 60))


def case(r: SimpleNamespace, taken: int) -> object:
    return r.case(
        r.raw("G1", "GIN", 0, "A", 100),
        r.transfer("T1", "A", "GIN", "MILL", 1, taken),
        r.change("X1", "MILL", 2, 2, r.line("in", "A", taken), r.line("out", "Y", taken)),
    )


def same(one: Mesh, other: Mesh) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Mesh))


def woven(*_: object, **__: object) -> Mesh:
    raise RuntimeError("the mesh was made anew")


def test_a_kept_mesh_is_the_one_that_was_made(
    arrays: Arrays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept_mesh(arrays, folder=tmp_path)
    monkeypatch.setattr(kept, "weave", woven)
    assert same(kept_mesh(arrays, folder=tmp_path), made)
    with pytest.raises(RuntimeError):
        kept_mesh(arrays, static=True, folder=tmp_path)


def test_other_records_have_another_mesh(arrays: Arrays, new_records: object, tmp_path: Path) -> None:
    kept_mesh(arrays, folder=tmp_path)
    other = arrays_of(case(new_records(), 61))
    assert same(kept_mesh(other, folder=tmp_path), weave(other))
    later = replace(
        arrays, transfers=replace(arrays.transfers, received_on=arrays.transfers.received_on + 40)
    )
    assert same(kept_mesh(later, folder=tmp_path), weave(later))
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "nonsense"])
def test_a_mesh_that_is_not_whole_is_made_anew(arrays: Arrays, tmp_path: Path, harm: str) -> None:
    made = kept_mesh(arrays, folder=tmp_path)
    (folder,) = tmp_path.iterdir()
    file = folder / "mesh" / "tail.npy"
    data = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes({"changed": data[:-1] + b"\x07", "cut": data[:-4], "nonsense": b"x"}[harm])
    assert same(kept_mesh(arrays, folder=tmp_path), made)


def test_old_meshes_are_forgotten(arrays: Arrays, tmp_path: Path) -> None:
    moved = arrays.transfers
    for number in range(kept.KEPT + 3):
        later = replace(moved, received_on=moved.received_on + number)
        kept_mesh(replace(arrays, transfers=later), folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == kept.KEPT


def test_a_folder_that_cannot_be_written_is_no_fault(arrays: Arrays, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("EXAMPLE", "utf-8")
    assert same(kept_mesh(arrays, folder=tmp_path / "file"), weave(arrays))
