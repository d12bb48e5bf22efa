"""The self-test: listed names as shipping papers write them, screened against the very lists, recall counted per habit.

Seeded: the same lists, rules, seed and sample give the same table. What it does not measure stands in `NOT_MEASURED`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from tieback.lists import codec
from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.party import Party
from tieback.model.plain import plain
from tieback.names.script import has_han
from tieback.screen.habit import kinds, rewrite
from tieback.screen.interval import clopper_pearson
from tieback.screen.ruleset import rule_version
from tieback.screen.screening import Screener

SCHEMA = "tieback.audit/1"
SAMPLE = 200  # names per habit
NOT_MEASURED = (
    "how many alerts unrelated parties get: a threshold of 0 would find everything",
    "names that a company chose itself, or that were translated: only the rewritings named above are tried",
    "companies that act under another name, through an agent, a subsidiary or a new firm",
    "whether the lists are complete, current, or hold the right names",
    "how often each habit occurs: the figures are per habit and have no common mean",
)
_MISSED = 5  # examples kept per habit
_WITHHELD: dict[str, Callable[[str], bool]] = {
    "han-to-pinyin": lambda text: not has_han(text),
    "latin-to-han": has_han,
}


@dataclass(frozen=True, slots=True)
class Missed:
    """A rewritten name that raised no alert for the entry it came from."""

    list: str
    listed: str
    asked: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One habit: names tried, found among them, the share and its 95 % Clopper-Pearson interval."""

    kind: str
    what: str
    tried: int
    found: int
    recall: Decimal | None  # None: nothing to try
    low: Decimal
    high: Decimal
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole self-test."""

    seed: int
    sample: int
    threshold: Decimal
    editions: tuple[Edition, ...]
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class _Try:
    edition: Edition
    entity: ListedEntity
    name: ListedName
    asked: str


def audit(
    editions: Sequence[Edition],
    *,
    seed: int,
    sample: int = SAMPLE,
    threshold: Decimal | None = None,
    progress: Callable[[str], None] | None = None,
) -> Audit:
    """Measure every habit on up to `sample` names, drawn by `seed`. `progress` is told each habit before its turn."""
    screener = Screener(editions, threshold=threshold)
    measured = []
    for kind, what in kinds().items():
        if progress is not None:
            progress(kind)
        tries = _tries(kind, editions, seed, sample)
        withheld = _WITHHELD.get(kind)
        asked = (
            Screener(_without(editions, withheld), threshold=threshold) if withheld and tries else screener
        )
        measured.append(_measured(kind, what, tries, asked))
    return Audit(seed, sample, screener.threshold, tuple(editions), tuple(measured))


def document(result: Audit, version: str) -> dict[str, Any]:
    """The self-test as plain JSON."""
    return {
        "schema": SCHEMA,
        "version": version,
        "as_of": None,
        "notes": [],
        "rules": rule_version(),
        "seed": result.seed,
        "sample": result.sample,
        "threshold": plain(result.threshold),
        "editions": [codec.row(edition) for edition in result.editions],
        "interval": "Clopper-Pearson, 95 %",
        "kinds": plain(result.measured),
        "not_measured": list(NOT_MEASURED),
    }


def _measured(kind: str, what: str, tries: Sequence[_Try], screener: Screener) -> Measured:
    missed = [item for item in tries if not _finds(screener, item)]
    found = len(tries) - len(missed)
    low, high = clopper_pearson(found, len(tries))
    recall = (Decimal(found) / len(tries)).quantize(Decimal("0.001")) if tries else None
    examples = tuple(Missed(item.edition.list, item.name.text, item.asked) for item in missed[:_MISSED])
    return Measured(kind, what, len(tries), found, recall, low, high, examples)


def _finds(screener: Screener, item: _Try) -> bool:
    wanted = item.edition.list, item.entity.id
    alerts = screener.party(Party("audit", item.asked)).alerts
    return any((alert.list, alert.entity.id) == wanted for alert in alerts)


def _tries(kind: str, editions: Sequence[Edition], seed: int, sample: int) -> list[_Try]:
    """Names to which the habit applies, in an order drawn by the seed, as many as are wanted."""
    rng = Random(f"{seed}/{kind}")  # noqa: S311 - a sample, not a secret; a text seeds the same everywhere
    names = list(_names(editions))
    rng.shuffle(names)
    found: list[_Try] = []
    for edition, entity, name in names:
        if len(found) == sample:
            break
        if kind in _WITHHELD and not _both_scripts(entity):
            continue
        asked = rewrite(kind, name.text, rng)
        if asked is not None:
            found.append(_Try(edition, entity, name, asked))
    return found


def _names(editions: Iterable[Edition]) -> Iterator[tuple[Edition, ListedEntity, ListedName]]:
    """Every name by which a party is met: not those of ships and aircraft, nor weak aliases."""
    for edition in editions:
        for entity in edition.entities:
            if entity.kind not in {"vessel", "aircraft", "region"}:
                yield from ((edition, entity, name) for name in entity.names if name.kind != "weak")


def _both_scripts(entity: ListedEntity) -> bool:
    return len({has_han(name.text) for name in entity.names}) > 1


def _without(editions: Iterable[Edition], withheld: Callable[[str], bool]) -> list[Edition]:
    """The editions without the names that are withheld, and without the digest under which whole ones are kept."""
    return [
        replace(
            edition,
            content_sha256="",
            entities=tuple(
                replace(entity, names=tuple(name for name in entity.names if not withheld(name.text)))
                for entity in edition.entities
            ),
        )
        for edition in editions
    ]
