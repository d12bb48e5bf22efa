"""Words in everything that was kept, newest first, with the passage they stand in.

A query is words (all must occur), "phrases", -words (must not occur) and word* (beginnings); anything else in it is taken
as words, so that no query is an error. Chinese is found by neighbouring characters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.watch.store.gram import grams
from tieback.watch.store.store import Store, instant

MARK = ("\u2062", "\u2062")  # invisible: what stands between two of them was searched for
_TERM = re.compile(r'(-)?(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+", re.UNICODE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_PASSAGE_WORDS = 24
_PASSAGE_HAN = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A version that holds the words. `passage`: quoted, the words found between marks (`MARK`)."""

    version: int
    item: int
    form: str
    seen_at: datetime
    published_at: datetime | None
    url: str | None
    title: str | None
    passage: str


def search(
    store: Store, query: str, *, limit: int = 20, since: datetime | None = None, source: int | None = None
) -> tuple[Hit, ...]:
    """At most `limit` hits, the last version of each item only. Raises Refused for a query without a word."""
    found: dict[int, Hit] = {}
    for hit in _hits(store, query, since, source):
        found.setdefault(hit.item, hit)
        if len(found) == limit:
            break
    return tuple(found.values())


def find_items(store: Store, words: str) -> set[int]:
    """Numbers of the items of which some version holds all these words, or longer ones that begin with them."""
    query = " ".join(f"{word}*" for word in _WORD.findall(words))
    rows = store.db.execute(
        "SELECT DISTINCT v.item FROM word JOIN version v ON v.id = word.rowid WHERE word MATCH ?",
        (compile_query(query),),
    )
    return {row[0] for row in rows}


def _hits(store: Store, query: str, since: datetime | None, source: int | None) -> Iterator[Hit]:
    compiled = compile_query(query)
    han = _HAN.findall(query)
    rows = store.db.execute(
        "SELECT v.id, v.item, v.form, v.seen_at, v.url, v.title, snippet(word, 1, ?, ?, ' … ', ?), v.text,"
        " json_extract(v.facts, '$.published[0]')"
        " FROM word JOIN version v ON v.id = word.rowid WHERE word MATCH ?"
        " AND (? IS NULL OR v.seen_at >= ?)"
        " AND (? IS NULL OR EXISTS (SELECT 1 FROM sighting s WHERE s.item = v.item AND s.source = ?))"
        " ORDER BY word.rowid DESC",
        (*MARK, _PASSAGE_WORDS, compiled, *([plain(since)] * 2 if since else (None, None)), source, source),
    )
    return (
        Hit(
            version=row[0],
            item=row[1],
            form=row[2],
            seen_at=instant(row[3]),
            published_at=instant(row[8]) if row[8] else None,
            url=row[4],
            title=row[5],
            passage=_passage(row[6], row[7], han),
        )
        for row in rows
    )


def _passage(found: str, text: str, han: Sequence[str]) -> str:
    """What the index shows; for Han text, which it knows in pairs only, the words around the first hit."""
    at, run = next(((text.find(run), run) for run in han if run in text), (-1, ""))
    if at < 0:
        return found
    begin, end = max(0, at - _PASSAGE_HAN), at + len(run) + _PASSAGE_HAN
    cut = ("… " if begin else "", " …" if end < len(text) else "")
    return f"{cut[0]}{text[begin:at]}{MARK[0]}{run}{MARK[1]}{text[at + len(run) : end]}{cut[1]}".replace(
        "\n", " "
    )


def compile_query(query: str) -> str:
    """The query in the words of FTS5, every term quoted. Raises Refused where there is no word to look for."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(query[:1000]):
        if term := _term(phrase or word, prefix=word.endswith("*") and not phrase):
            (unwanted if minus else wanted).append(term)
    if not wanted:
        raise Refused(
            "a query without a word to look for", remedy='write words, "phrases", -words or beginnings*'
        )
    asked = " AND ".join(wanted)
    return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked


def _term(text: str, *, prefix: bool) -> str | None:
    """One term: a phrase of its words; Han text as a phrase of pairs."""
    if _HAN.search(text):
        pairs = grams(text) or ""
        return f'gram : "{pairs}"' + ("*" if len(pairs) == 1 else "")
    words = _WORD.findall(text)
    return f'"{" ".join(words)}"' + ("*" if prefix else "") if words else None
