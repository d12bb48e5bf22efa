"""The edition store: every edition that was ever installed, and which one is current.

Below `root`, `vault/` holds files as published and canonical contents by SHA-256, and `<list id>/` one small
numbered record per installation. Records are only ever added, under a number nobody else has, so that two
processes may import at once and a crash leaves the last good edition current. Nothing is ever replaced.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tieback.lists import bundled, codec
from tieback.lists.edition import Edition
from tieback.model.refusal import Refused
from tieback.proof import canonical, durable
from tieback.proof.vault import Absent, Vault

LIST_ID = re.compile(r"[a-z0-9_]{1,64}")
_NUMBER = re.compile(r"(\d{6})\.json")
_SCHEMA = "tieback.edition/1"


@dataclass(frozen=True, slots=True)
class Installed:
    """One record: edition `row` (without entities) became current as the `number`th of its list."""

    number: int
    row: Mapping[str, Any]
    etag: str | None
    last_modified: str | None

    @property
    def known_on(self) -> date | None:
        """Day from which the edition counts as known: published, else retrieved."""
        return codec.read_record(dict(self.row), ()).known_on


class Store:
    """Editions below `root`; None: `tieback/lists` of the user's data folder, XDG_DATA_HOME respected."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or user_root()
        self._vault = Vault(self.root / "vault")
        self._contents: dict[str, tuple[Any, ...]] = {}

    def current(self, list_id: str, known_on: date | None = None) -> Edition | None:
        """The edition installed last, else the bundled one; with `known_on`, of those known by that day.

        An edition counts as known from the day it was published or, where it does not say, retrieved.
        """
        for item in reversed(self.installed(list_id)):
            if known_on is None or (item.known_on is not None and item.known_on <= known_on):
                return self._load(item)
        shipped = bundled.edition(list_id)
        if shipped is None or (known_on is not None and (shipped.known_on or date.max) > known_on):
            return None
        return shipped

    def current_all(self, known_on: date | None = None) -> tuple[Edition, ...]:
        """The current edition of every list that has one, by list id."""
        found = (self.current(list_id, known_on) for list_id in self.list_ids())
        return tuple(edition for edition in found if edition is not None)

    def list_ids(self) -> tuple[str, ...]:
        """Every list with an edition, installed or bundled, sorted."""
        return tuple(sorted({*bundled.list_ids(), *self._folders()}))

    def editions(self, list_id: str) -> tuple[Edition, ...]:
        """Every edition of a list, oldest installation first, the bundled one (if any) before them all.

        An edition that was installed again stands where it was installed last.
        """
        shipped = bundled.edition(list_id)
        last = {(item.row["sha256"], item.row["content_sha256"]): item for item in self.installed(list_id)}
        loaded = [self._load(item) for item in sorted(last.values(), key=lambda item: item.number)]
        return ((shipped,) if shipped else ()) + tuple(loaded)

    def get(self, list_id: str, sha256: str, content_sha256: str | None = None) -> Edition:
        """The edition whose file digest starts with `sha256`. Raises Refused if none or several do."""
        found = {
            (edition.sha256, edition.content_sha256): edition
            for edition in self.editions(list_id)
            if edition.sha256.startswith(sha256) and content_sha256 in {None, edition.content_sha256}
        }
        if not found:
            raise Refused(
                f"no edition {sha256[:16]} of list {list_id} is installed",
                remedy="import the file it was read from, or see `tieback lists show`",
            )
        if len({key[0] for key in found}) > 1:
            raise Refused(
                f"several editions of list {list_id} start with {sha256}", remedy="give more digits"
            )
        return list(found.values())[-1]

    def raw(self, edition: Edition) -> bytes:
        """The file an installed edition was read from, as published. Raises Refused if it is not there."""
        return self._vault.get(edition.sha256)

    def add(
        self, edition: Edition, raw: bytes, *, etag: str | None = None, last_modified: str | None = None
    ) -> Edition:
        """Install `edition`, read from `raw`, as the current one of its list; returns it sealed."""
        if not LIST_ID.fullmatch(edition.list):
            raise Refused(
                f"{edition.list!r} cannot name a list",
                remedy="use lower-case letters, digits and underscores",
            )
        self._vault.put(raw)
        sealed = codec.seal(edition)
        self._vault.put(codec.content_bytes(sealed))
        self._append(sealed, {"etag": etag, "last_modified": last_modified})
        return sealed

    def confirm(self, edition: Edition, *, etag: str | None = None, last_modified: str | None = None) -> None:
        """Record that the publisher still gives out `edition`, at its new `retrieved_at`."""
        self._append(edition, {"etag": etag, "last_modified": last_modified})

    def installed(self, list_id: str) -> tuple[Installed, ...]:
        """The records of a list, oldest first."""
        return tuple(self._read(list_id, number) for number in sorted(self._numbers(list_id)))

    def _append(self, edition: Edition, validators: Mapping[str, str | None]) -> None:
        folder = self.root / edition.list
        folder.mkdir(parents=True, exist_ok=True)
        data = canonical.dump({"schema": _SCHEMA, "edition": codec.record(edition), "http": dict(validators)})
        number = max(self._numbers(edition.list), default=0) + 1
        while True:
            try:
                durable.write(folder / f"{number:06}.json", data, replace=False)
            except FileExistsError:
                number += 1  # another process took it in between
            else:
                return

    def _read(self, list_id: str, number: int) -> Installed:
        path = self.root / list_id / f"{number:06}.json"
        told = canonical.load(path.read_bytes(), str(path))
        if told.get("schema") != _SCHEMA:
            raise Refused(
                "not a record of this version of Tieback", str(path), remedy="import the list again"
            )
        return Installed(number, told["edition"], told["http"]["etag"], told["http"]["last_modified"])

    def _load(self, item: Installed) -> Edition:
        digest = str(item.row["content_sha256"])
        if digest not in self._contents:
            try:
                self._contents[digest] = codec.read_entities(self._vault.get(digest))
            except Absent as absence:
                raise Refused(
                    f"the content of edition {item.row['sha256'][:16]} is missing from the store",
                    str(self.root),
                    remedy=f"import list {item.row['list']} again",
                ) from absence
        return codec.read_record(dict(item.row), self._contents[digest])

    def _numbers(self, list_id: str) -> Iterator[int]:
        try:
            names = [entry.name for entry in (self.root / list_id).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return
        for name in names:
            if match := _NUMBER.fullmatch(name):
                yield int(match[1])

    def _folders(self) -> tuple[str, ...]:
        try:
            names = [entry.name for entry in self.root.iterdir()]
        except FileNotFoundError:
            return ()
        return tuple(
            name for name in names if LIST_ID.fullmatch(name) and any(True for _ in self._numbers(name))
        )


def user_root() -> Path:
    """The store of this user. The environment is read at every call."""
    from platformdirs import user_data_path

    return user_data_path("tieback") / "lists"
