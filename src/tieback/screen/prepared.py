"""The names of one edition made ready to be searched, and kept beside the user's caches for the next run.

A kept file is a digest, a line of JSON and the arrays as they are; nothing in it is code. It is used only if its
name says the same content and the same rules and its digest holds; else it is made anew. The folder can be
deleted at any time.
"""

import json
import mmap
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from tieback.lists.edition import Edition, ListedEntity
from tieback.proof import durable
from tieback.proof.digest import sha256
from tieback.screen.flat import TYPES, Flat, build
from tieback.screen.key import keys_of_name
from tieback.screen.lookup import Lookup
from tieback.screen.ruleset import rule_version

_MAGIC = b"tieback prepared list 1\n"
WORTH_KEEPING = 2000  # entities: a smaller list is made ready sooner than it is found
_ALIGNED = 8
_NAME_TYPES: Mapping[str, str] = {"name_at": "I", "bearer_at": "I", "bearer_entity": "I", "bearer_name": "I"}
# Ships and aircraft bear the names of everything; they are met by number (IMO, tail) only.
_BY_NUMBER_ONLY = frozenset({"vessel", "aircraft"})


@dataclass(frozen=True)
class Prepared:
    """The distinct names of an edition, in order of entry, whose they are, and the arrays to search them."""

    texts: bytes  # UTF-8, one after the other
    name_at: Sequence[int]  # one more than names
    bearer_at: Sequence[int]  # one more than names
    bearer_entity: Sequence[int]  # positions in Edition.entities
    bearer_name: Sequence[int]  # positions in ListedEntity.names
    flat: Flat

    def __len__(self) -> int:
        return len(self.name_at) - 1

    def text(self, number: int) -> str:
        """A name."""
        return self.texts[self.name_at[number] : self.name_at[number + 1]].decode("utf-8", "surrogatepass")

    def bearers(self, number: int) -> Iterator[tuple[int, int]]:
        """Positions of the entities that bear it, and of the name among theirs."""
        for at in range(self.bearer_at[number], self.bearer_at[number + 1]):
            yield self.bearer_entity[at], self.bearer_name[at]

    @cached_property
    def lookup(self) -> Lookup:
        """For a few names."""
        return Lookup(self.flat)


def prepare(edition: Edition, folder: Path | None = None) -> Prepared:
    """The prepared names of an edition: kept ones if there are, else made, and kept if that pays.

    `folder`: where they are kept; None: the user's caches. A folder that cannot be written is no fault.
    """
    whole = edition.content_sha256 and len(edition.entities) == edition.entries  # not a part of an edition
    if not whole or len(edition.entities) < WORTH_KEEPING:
        return make(edition.entities)
    path = (folder or user_folder()) / f"{edition.list}-{edition.content_sha256[:32]}-{rule_version()}.names"
    kept = _load(path)
    if kept is None:
        kept = make(edition.entities)
        _keep(path, kept)
    return kept


def user_folder() -> Path:
    """The caches of this user. The environment is read at every call."""
    from platformdirs import user_cache_path

    return user_cache_path("tieback") / "screen"


def make(entities: Sequence[ListedEntity]) -> Prepared:
    """Read and index the names of these entities."""
    bearers: dict[str, list[tuple[int, int]]] = {}
    for number, entity in enumerate(entities):
        if entity.kind not in _BY_NUMBER_ONLY:
            for at, name in enumerate(entity.names):
                if name.text.strip():
                    bearers.setdefault(name.text, []).append((number, at))
    texts = [text.encode("utf-8", "surrogatepass") for text in bearers]
    return Prepared(
        b"".join(texts),
        _ends(map(len, texts)),
        _ends(map(len, bearers.values())),
        array("I", [entity for found in bearers.values() for entity, _ in found]),
        array("I", [name for found in bearers.values() for _, name in found]),
        build([keys_of_name(text) for text in bearers]),
    )


def _ends(lengths: Iterable[int]) -> "array[int]":
    return array("I", accumulate(lengths, initial=0))


def _arrays(prepared: Prepared) -> Iterator[tuple[str, str, memoryview]]:
    for name, kind in _NAME_TYPES.items():
        yield name, kind, memoryview(getattr(prepared, name))
    for name, kind in TYPES.items():
        yield name, kind, memoryview(getattr(prepared.flat, name))


def _keep(path: Path, prepared: Prepared) -> None:
    if sys.byteorder != "little":
        return  # the arrays are kept as they are, and as most machines have them
    parts = [("texts", "B", memoryview(prepared.texts)), *_arrays(prepared)]
    told = [(name, kind, part.nbytes) for name, kind, part in parts]
    body = bytearray(json.dumps(told).encode() + b"\n")
    for _, _, part in parts:
        body += b"\0" * (-(len(_MAGIC) + 65 + len(body)) % _ALIGNED)
        body += part.cast("B")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.write(path, _MAGIC + sha256(bytes(body)).encode() + b"\n" + body)
        _forget_old_rules(path)
    except OSError:
        return


def _forget_old_rules(path: Path) -> None:
    """Lists that were made ready by other rules are of no use any more."""
    for other in path.parent.glob("*.names"):
        if not other.stem.endswith(rule_version()):
            other.unlink(missing_ok=True)


def _load(path: Path) -> Prepared | None:
    """What was kept, or None if it is not there or not whole."""
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None
    start = len(_MAGIC) + 65
    whole = bytes(data[: len(_MAGIC)]) == _MAGIC and sys.byteorder == "little"
    if not whole or bytes(data[len(_MAGIC) : start]) != sha256(data[start:]).encode() + b"\n":
        return None
    views = _views(data, start)
    flat = Flat(**{name: views[name] for name in TYPES})
    names = {name: views[name] for name in _NAME_TYPES}
    return Prepared(bytes(views["texts"]), **names, flat=flat)


def _views(data: memoryview, start: int) -> dict[str, Any]:
    """The arrays of a file whose digest holds."""
    line = bytes(data[start : start + 4096]).split(b"\n", 1)[0]
    at = start + len(line) + 1
    views = {}
    for name, kind, size in json.loads(line):
        at += -at % _ALIGNED
        views[name] = data[at : at + size].cast(kind)
        at += size
    return views
