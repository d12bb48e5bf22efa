"""Who the words of a story go back to: twelve copies of one agency report are one origin, whoever printed them.

Items share an origin where one copies the other, where both credit the same agency, or where one says that it reports what
the other's publisher reported. What is credited to nobody goes back to its own publisher.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from tieback.model.story import Item, Member, Origin
from tieback.table.packaged import packaged_rows
from tieback.watch.story.name import name_key

_WORD = r"[A-Z](?:[\w&’'-]|\.(?=\w))*"  # a full stop inside only: "U.S"
_NAME = rf"{_WORD}(?: (?:of |the |and )?{_WORD}){{0,4}}"
_AGENCY = re.compile(r"\b(?:wire|agency|news service|newswire)\b", re.IGNORECASE)
_EDGE = 600  # characters at either end in which a credit line stands


def find_origins(items: Sequence[Item], members: Sequence[Member]) -> tuple[Origin, ...]:
    """The origins of a story's items, in order of time; every item belongs to one. `members` as `items`."""
    told = {item.id: _credit(item) for item in items}
    groups = _Groups([item.id for item in items])
    first_by: dict[str, str] = {}
    for item in items:  # the same publisher or agency says it once
        for name in {
            name_key(told[item.id].name),
            *([name_key(item.source)] if told[item.id].rule == "source" else ()),
        }:
            groups.join(first_by.setdefault(name, item.id), item.id)
    for member in members:
        if member.of and member.level.is_copy and member.of in told:
            groups.join(member.of, member.item)
    return tuple(_origin([told[id_] for id_ in ids], ids) for ids in groups.all())


def _origin(told: Sequence[Origin], ids: Sequence[str]) -> Origin:
    """Of what its items say, a credit before "copy of" before the publisher."""
    order = {"credit": 0, "report": 1, "source": 2}
    best = min(told, key=lambda one: order[one.rule])
    rule = "copy" if best.rule == "source" and len(ids) > 1 else best.rule
    return Origin(best.name, tuple(ids), rule, best.item, best.text, best.start, best.end)


def _credit(item: Item) -> Origin:
    """What the item says of its origin, else its publisher; the words it stands in."""
    for rule, name, start, end in _credits(item):
        return Origin(name, (item.id,), rule, item.id, item.text[start:end], start, end)
    title = item.text.find(item.title) if item.title else -1
    start, end = (title, title + len(item.title)) if title >= 0 else (0, 0)
    return Origin(item.source, (item.id,), "source", item.id, item.text[start:end], start, end)


def _credits(item: Item) -> Iterator[tuple[str, str, int, int]]:
    text = item.text
    for author in item.authors:
        if _AGENCY.search(author):
            at = text.find(author)
            yield "credit", author, max(at, 0), max(at, 0) + len(author) * (at >= 0)
    for pattern, kind in _patterns():
        for match in pattern.finditer(text):
            near_edge = match.start() < _EDGE or match.end() > len(text) - _EDGE
            if kind == "report" or near_edge:
                yield "report" if kind == "report" else "credit", match[1], match.start(1), match.end(1)
    reported = Counter(speaker.name for claim in item.claims for speaker in claim.via[-1:] if speaker.name)
    for name, count in reported.most_common(1):
        if 2 * count > len(item.claims):
            claim = next(c for c in item.claims if c.via and c.via[-1].name == name)
            yield "report", name, claim.start, claim.end


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row["pattern"].replace("{NAME}", _NAME), re.MULTILINE), row["rule"])
        for row in packaged_rows(__package__, "credit.csv")
    )


class _Groups:
    """Items that belong together: the least group that holds all pairs joined."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._parent = {id_: id_ for id_ in ids}

    def _root(self, id_: str) -> str:
        while self._parent[id_] != id_:
            id_ = self._parent[id_]
        return id_

    def join(self, one: str, other: str) -> None:
        """Both belong to one group, named after the earlier."""
        order = list(self._parent)
        first, second = sorted((self._root(one), self._root(other)), key=order.index)
        self._parent[second] = first

    def all(self) -> list[list[str]]:
        """The groups, each in order of time."""
        groups: dict[str, list[str]] = {}
        for id_ in self._parent:
            groups.setdefault(self._root(id_), []).append(id_)
        return list(groups.values())
