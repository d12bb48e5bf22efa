"""Pages the user read in: kept as saved, by digest, with address and day; read again whenever they are asked.

Below the user's data folder, `labour/vault/` holds the bytes and `labour/page/` one small file per page. Reading a page
again without its address or day keeps what is recorded of them. What a page says enters answers as a source of its own
beside those that ship.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tieback.labour.convention import Held, held
from tieback.labour.normlex import Page, read_page
from tieback.model.refusal import Refused
from tieback.proof import canonical, durable
from tieback.proof.digest import sha256
from tieback.proof.vault import Vault

_SCHEMA = "tieback.labour.page/1"


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as it was saved."""

    sha256: str
    file: str
    url: str | None
    retrieved_on: date | None

    @property
    def source(self) -> str:
        """What is printed as the source of each of its records."""
        saved = f", saved {self.retrieved_on}" if self.retrieved_on else ""
        return f"{self.url or self.file} (page sha256 {self.sha256[:12]}{saved})"


class Shelf:
    """The pages below `root`; None: `tieback/labour` of the user's data folder, XDG_DATA_HOME respected."""

    def __init__(self, root: Path | None = None) -> None:
        if root is None:
            from platformdirs import user_data_path

            root = user_data_path("tieback") / "labour"
        self.root = root
        self._vault = Vault(root / "vault")

    def add(self, path: Path, url: str | None, retrieved_on: date | None) -> tuple[Kept, Page]:
        """Read a saved page and keep it. Raises Refused, keeping nothing, if it cannot be read."""
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise Refused(f"cannot be read ({problem.strerror})", str(path)) from problem
        folder = self.root / "page"
        kept = Kept(sha256(data), path.name, url, retrieved_on)
        before = folder / f"{kept.sha256}.json"
        if before.is_file():
            earlier = self._kept(before)
            kept = Kept(kept.sha256, path.name, url or earlier.url, retrieved_on or earlier.retrieved_on)
        page = read_page(data, path.name, kept.source, kept.retrieved_on)
        self._vault.put(data)
        folder.mkdir(parents=True, exist_ok=True)
        body = {
            "schema": _SCHEMA,
            "sha256": kept.sha256,
            "file": kept.file,
            "url": kept.url,
            "retrieved_on": kept.retrieved_on.isoformat() if kept.retrieved_on else None,
        }
        durable.write(folder / f"{kept.sha256}.json", canonical.dump(body))
        return kept, page

    def pages(self) -> list[tuple[Kept, Page]]:
        """Every page, by digest, read again from its bytes. Raises Refused if one is damaged."""
        folder = self.root / "page"
        if not folder.is_dir():
            return []
        return [self._page(path) for path in sorted(folder.glob("*.json"))]

    def _page(self, path: Path) -> tuple[Kept, Page]:
        kept = self._kept(path)
        return kept, read_page(self._vault.get(kept.sha256), kept.file, kept.source, kept.retrieved_on)

    def _kept(self, path: Path) -> Kept:
        damaged = Refused(
            "not a record of a saved page", str(path), remedy="remove it and read the page again"
        )
        body = canonical.load(path.read_bytes(), str(path))
        if not isinstance(body, dict) or body.get("schema") != _SCHEMA:
            raise damaged
        digest, file, url, day = (body.get(key) for key in ("sha256", "file", "url", "retrieved_on"))
        if digest != path.stem or not isinstance(file, str) or not isinstance(url, str | None):
            raise damaged
        try:
            return Kept(path.stem, file, url, date.fromisoformat(day) if isinstance(day, str) else None)
        except ValueError as problem:
            raise damaged from problem

    def held(self) -> Held:
        """What ships, with what the pages add; a comment that two saves of its page hold is given once, of the later."""
        kept = sorted(self.pages(), key=lambda pair: (pair[0].retrieved_on or date.min, pair[0].sha256))
        comments = {
            replace(comment, id="", source="", reply_source=None): comment
            for _, page in kept
            for comment in page.comments
        }
        return held([record for _, page in kept for record in page.records], list(comments.values()))
