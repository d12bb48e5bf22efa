"""Same event or not: title, linked things and body of two reports as weighted words, less alike the further apart in time.

Words weigh by how rarely reports use them (TF-IDF, counted over what was seen before, so that the order of arrival alone
decides). Nothing is learnt and nothing is drawn at random.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from heapq import nlargest
from itertools import islice
from math import log, sqrt

from tieback.model.story import Item, LinkKind
from tieback.table.packaged import packaged_rows
from tieback.watch.story.fingerprint import words_of

THRESHOLD = 0.28  # of likeness, from which two reports tell one event
WINDOW = timedelta(
    days=5
)  # half of the threshold is out of reach after 4.3 days, however alike two reports are
_HALF_LIFE_DAYS = 1.5
_SHARES = {"title": 0.3, "links": 0.25, "body": 0.45}
_LEAST_OF_BODY, _LEAST_WORDS = 0.15, 4  # in common: titles and topics alone make no event
_BEFORE = 200  # reports taken to have been seen before the first, none of which used a word
_KEYS = 14  # heaviest words by which a report is looked up
_LATEST, _COMPARED = 200, 40  # reports looked at for one word, and compared in all
_SECONDS = 86_400

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """An item as it is compared: one vector of length one per field."""

    id: str
    at: datetime
    fields: Mapping[str, Vector]
    keys: tuple[str, ...]


class EventIndex:
    """The reports seen so far, found by their heaviest words."""

    def __init__(self, window: timedelta = WINDOW) -> None:
        """An empty index. `window`: how far apart two reports may be; what is older is forgotten."""
        self._window = window
        self._counts: dict[str, Counter[str]] = {field: Counter() for field in _SHARES}
        self._seen = self._forgotten = 0
        self._reports: dict[int, Report] = {}
        self._keys: dict[str, deque[int]] = {}

    def read(self, item: Item) -> Report:
        """The report of an item, weighed by what was seen before it."""
        words = {field: _counted(found) for field, found in _words(item).items()}
        fields = {field: self._weigh(field, counted) for field, counted in words.items()}
        heavy: Counter[str] = Counter()
        for field in ("title", "body"):
            heavy.update({word: round(1e6 * weight) for word, weight in fields[field].items()})
        keys = tuple(nlargest(_KEYS, heavy, key=lambda word: (heavy[word], word)))
        return Report(item.id, item.at, fields, keys)

    def near(self, report: Report, *, decay: bool = True) -> dict[str, float]:
        """Id -> likeness of the reports within the window that share most heavy words with this one, forty at most."""
        shares = Counter(number for key in report.keys for number in self._latest(key))
        chosen = nlargest(_COMPARED, shares, key=lambda number: (shares[number], number))
        found = (self._reports[number] for number in sorted(chosen))
        return {
            other.id: likeness(report, other, decay=decay)
            for other in found
            if abs(report.at - other.at) <= self._window
        }

    def add(self, report: Report) -> None:
        """Keep a report, and count its words. Reports come in order of time."""
        self._forget(report.at - self._window)
        for field, vector in report.fields.items():
            self._counts[field].update(vector.keys())
        self._reports[self._seen] = report
        for key in report.keys:
            self._keys.setdefault(key, deque()).append(self._seen)
        self._seen += 1

    def _latest(self, key: str) -> Iterator[int]:
        return islice(reversed(self._keys.get(key, ())), _LATEST)

    def _forget(self, before: datetime) -> None:
        """Drop what no later report can be near to. The words stay counted."""
        while self._forgotten < self._seen and self._reports[self._forgotten].at < before:
            for key in self._reports.pop(self._forgotten).keys:
                numbers = self._keys[key]
                numbers.popleft()
                if not numbers:
                    del self._keys[key]
            self._forgotten += 1

    def _weigh(self, field: str, counted: Mapping[str, int]) -> Vector:
        counts = self._counts[field]
        total = _BEFORE + self._seen
        weights = {
            word: (1 + log(count)) * log(total / (1 + counts[word])) for word, count in counted.items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


def likeness(one: Report, other: Report, *, decay: bool = True) -> float:
    """From 0 to 1; 0 for bodies with next to nothing in common. Halves with every day and a half between the two."""
    ours, theirs = one.fields["body"], other.fields["body"]
    if len(ours.keys() & theirs.keys()) < _LEAST_WORDS or _cosine(ours, theirs) < _LEAST_OF_BODY:
        return 0.0
    alike = sum(share * _cosine(one.fields[field], other.fields[field]) for field, share in _SHARES.items())
    apart = abs((one.at - other.at).total_seconds()) / _SECONDS
    return alike * 0.5 ** (apart / _HALF_LIFE_DAYS) if decay else alike


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _words(item: Item) -> dict[str, Iterable[str]]:
    things = (f"{link.kind}:{link.id}" for link in item.links if not link.possible)
    beyond = (thing for thing in things if not thing.startswith(f"{LinkKind.BODY}:un"))
    return {"title": _content(item.title), "links": beyond, "body": _content(item.text)}


def _content(text: str) -> list[str]:
    """Words that say something, without the plural's s."""
    return [
        word.removesuffix("s") if len(word) > 4 else word
        for word in words_of(text)
        if word not in stop_words() and (len(word) > 2 or not word.isascii())
    ]


def _counted(words: Iterable[str]) -> Counter[str]:
    return Counter(words)


@cache
def stop_words() -> frozenset[str]:
    """Words that nearly every report has (stop_word.csv)."""
    return frozenset(row["word"] for row in packaged_rows(__package__, "stop_word.csv"))
