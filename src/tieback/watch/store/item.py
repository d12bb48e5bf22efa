"""Which item a finding belongs to, and keeping it as a version of that item.

The canonical address decides; then the source's own id, unless address and title both changed; then the same content
from the same source. So ids that change with each fetch double nothing, and one id for everything merges nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from tieback.model.article import Article
from tieback.model.plain import plain
from tieback.watch.article.address import canonical
from tieback.watch.article.line import normal
from tieback.watch.store.gram import grams
from tieback.watch.store.store import Store
from tieback.watch.store.version import content_of, facts_of

_TELLING = 80  # characters of content that two different items hardly share


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: `key` is the source's own id for it, if any; `own_address`: the url names it and nothing else."""

    article: Article
    form: str
    url: str | None = None
    key: str | None = None
    own_address: bool = True
    document: str | None = None
    fetch: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a finding went. `version`: number of the version it added, or None if nothing was new."""

    item: int
    version: int | None
    new_item: bool


def keep(store: Store, source: int, finding: Finding, seen_at: datetime) -> Kept:
    """Keep a finding of a source; what is kept already is not kept twice."""
    content = content_of(finding.article)
    urls = _addresses(finding)
    at = plain(seen_at)
    with store.transaction() as db:
        item = _find(store, source, finding, urls, content)
        new_item = item is None
        if item is None:
            item = int(db.execute("INSERT INTO item (first_at) VALUES (?)", (at,)).lastrowid or 0)
        db.executemany(
            "INSERT INTO address VALUES (?, ?) ON CONFLICT DO NOTHING", [(url, item) for url in urls]
        )
        key = finding.key or (urls[0] if urls else content)
        held = db.execute("SELECT item FROM sighting WHERE source = ? AND key = ?", (source, key)).fetchone()
        if held is not None and held[0] != item:
            key = f"{key}#{content}"
        db.execute("INSERT INTO sighting VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (source, key, item, at))
        return Kept(item, _add_version(store, item, finding, content, at), new_item)


def find_item(store: Store, url: str) -> int | None:
    """The item an address belongs to."""
    row = store.db.execute("SELECT item FROM address WHERE url = ?", (canonical(url),)).fetchone()
    return row[0] if row else None


def _addresses(finding: Finding) -> tuple[str, ...]:
    """Canonical addresses by which the item is known, its own first."""
    if not finding.own_address:
        return ()
    found = (finding.article.canonical_url, finding.url)
    return tuple(dict.fromkeys(canonical(url) for url in found if url))


def _find(store: Store, source: int, finding: Finding, urls: tuple[str, ...], content: str) -> int | None:
    for url in urls:
        row = store.db.execute("SELECT item FROM address WHERE url = ?", (url,)).fetchone()
        if row:
            return int(row[0])
    if finding.key is not None:
        row = store.db.execute(
            "SELECT item FROM sighting WHERE source = ? AND key = ?", (source, finding.key)
        ).fetchone()
        if row and (not urls or _titles_agree(store, row[0], finding.article.title)):
            return int(row[0])
    if len(finding.article.text) < _TELLING and urls:
        return None
    row = store.db.execute(
        "SELECT v.item FROM version v JOIN sighting s ON s.item = v.item AND s.source = ? WHERE v.content = ? LIMIT 1",
        (source, content),
    ).fetchone()
    return int(row[0]) if row else None


def _titles_agree(store: Store, item: int, title: str | None) -> bool:
    """Whether the last title of the item shares half of its words with this one."""
    row = store.db.execute(
        "SELECT title FROM version WHERE item = ? ORDER BY id DESC LIMIT 1", (item,)
    ).fetchone()
    before, after = (set(normal(text or "").split()) for text in (row[0] if row else None, title))
    return 2 * len(before & after) >= max(len(before), len(after), 1)


def _add_version(store: Store, item: int, finding: Finding, content: str, at: str) -> int | None:
    article = finding.article
    gram = grams(f"{article.title or ''} {article.text}")
    row = (item, finding.form, content, at, finding.fetch, finding.document, finding.url)
    done = store.db.execute(
        "INSERT INTO version (item, form, content, seen_at, fetch, document, url, title, text, gram, facts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (item, form, content) DO NOTHING",
        (*row, article.title, article.text, gram, facts_of(article)),
    )
    if done.rowcount != 1:
        return None
    number = int(done.lastrowid or 0)
    store.db.execute(
        "INSERT INTO word (rowid, title, text, gram) VALUES (?, ?, ?, ?)",
        (number, article.title, article.text, gram),
    )
    return number
