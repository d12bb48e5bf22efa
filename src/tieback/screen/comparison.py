"""Two names compared part by part.

A shared *distinctive* part is needed; a contradiction counts against, an omission hardly does, a legal form
nearly nothing. The score is a weight of evidence squashed to 0..1 (`score`), not a probability. Nothing here
knows a country or a people; swapping the names swaps nothing but the spans.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieback.model.alert import Alignment
from tieback.model.answer import Answer
from tieback.names.reading import PartKind
from tieback.screen.brand import as_words, comparable, match_words
from tieback.screen.context import Context, weigh_context
from tieback.screen.evidence import Evidence
from tieback.screen.name import Name, ready
from tieback.screen.parts import (
    match_kind,
    weigh_bare,
    weigh_group,
    weigh_persons,
    weigh_places,
    weigh_sectors,
    weigh_simple,
)
from tieback.screen.score import CERTAIN, THRESHOLD, decimal_bits, squash, total_bits, weights
from tieback.screen.short import acronym, truncated
from tieback.screen.unit import Unit

EMPTY = "empty name"
UNREADABLE = "unreadable name"
SAME_NAME = "same legal name"
ANOTHER_BRANCH = "another branch"
NOT_DISTINCTIVE = "no distinctive part in common"

_POOLED = (PartKind.BRAND, PartKind.PLACE, PartKind.SECTOR, PartKind.QUALIFIER, PartKind.NUMBER)
_APART = (PartKind.FORM, PartKind.BRANCH)
_SIMPLE = (PartKind.QUALIFIER, PartKind.FORM, PartKind.NUMBER, PartKind.BRANCH)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names stand to each other.

    `score` 0..1, three decimals; `match` yes from the threshold on, unknown for a name that cannot be read;
    `rule` the main reason in words; `exact` the same legal name or alias in the same script once form and
    spacing are normalised (a branch of `b`'s company is the same legal entity); the alignment's weights and
    the starting weight add up to the score.
    """

    score: Decimal
    match: Answer
    rule: str
    exact: bool
    alignment: tuple[Alignment, ...]


def compare(
    a: str,
    b: str,
    *,
    countries: tuple[str | None, str | None] = (None, None),
    addresses: tuple[str | None, str | None] = (None, None),
    threshold: Decimal = THRESHOLD,
) -> Comparison:
    """Compare two names, with what is known of their countries (ISO 3166-1 alpha-2) and addresses."""
    return compare_names(ready(a), ready(b), Context(*countries, *addresses), threshold)


def compare_names(
    a: Name, b: Name, context: Context | None = None, threshold: Decimal = THRESHOLD
) -> Comparison:
    """`compare` for names made ready."""
    if not a.folded or not b.folded:
        rule = EMPTY if not a.text.strip() or not b.text.strip() else UNREADABLE
        return Comparison(Decimal("0.000"), Answer.UNKNOWN, rule, False, ())
    rows = _evidence(a, b)
    if context is not None:
        rows += weigh_context(context)
    alignment = tuple(row.alignment() for row in _held_down(rows, a, b))
    if is_exact(a, b):
        return Comparison(CERTAIN, Answer.YES, SAME_NAME, True, alignment)
    score = squash(total_bits(alignment))
    match = Answer.YES if score >= threshold and not _other_branch(rows) else Answer.NO
    return Comparison(score, match, _rule(alignment, match), False, alignment)


def is_exact(a: Name, b: Name) -> bool:
    """The same legal name: `a` may be a branch of `b`, but not `b` a branch of `a`, nor both of two branches."""
    if a.folded == b.folded:
        return True
    return bool(a.legal) and a.legal == b.legal and b.branch in {"", a.branch}


def _evidence(a: Name, b: Name) -> list[Evidence]:
    """All rows, before the demand for a distinctive part."""
    stands_for = acronym(a, b) or truncated(a, b)
    if stands_for is not None:
        return [stands_for]
    met = [
        row for kind in PartKind if kind is not PartKind.BRAND for row in match_kind(kind, a.units, b.units)
    ]
    pool_a, pool_b = as_words(_free(a, met, _POOLED)), as_words(_free(b, met, _POOLED))
    words = match_words(pool_a, pool_b)
    rest_a = [*_as_read(a, _unmet(pool_a, words)), *_free(a, met, _APART)]
    rest_b = [*_as_read(b, _unmet(pool_b, words)), *_free(b, met, _APART)]

    def left(kind: PartKind) -> tuple[list[Unit], list[Unit]]:
        return _of(rest_a, kind), _of(rest_b, kind)

    rows = [*words, *met, *_brand_left(*left(PartKind.BRAND), words)]
    rows += weigh_places(*left(PartKind.PLACE), shared=_has(met, PartKind.PLACE))
    rows += weigh_sectors(*left(PartKind.SECTOR), shared=_has(met, PartKind.SECTOR))
    for kind in _SIMPLE:
        rows += weigh_simple(kind, *left(kind))
    rows += weigh_persons(a.units, b.units, *left(PartKind.BRAND))
    return [*rows, *weigh_group(a.units, b.units), *weigh_bare(a.units, b.units)]


def _free(name: Name, rows: Iterable[Evidence], kinds: Sequence[PartKind]) -> list[Unit]:
    """The units of these kinds that no row has used."""
    return _unmet([unit for unit in name.units if unit.kind in kinds], rows)


def _unmet(found: Sequence[Unit], rows: Iterable[Evidence]) -> list[Unit]:
    used = {unit for row in rows for unit in (*row.a, *row.b)}
    return [unit for unit in found if unit not in used]


def _as_read(name: Name, found: Sequence[Unit]) -> list[Unit]:
    """What met nothing as a word, as it was read: a place is weighed by its id again, not by its letters."""
    read: dict[tuple[PartKind, tuple[int, int]], Unit] = {
        (unit.kind, unit.span): unit for unit in name.units if unit.kind is not PartKind.BRAND
    }
    return [read.get((unit.kind, unit.span), unit) for unit in found]


def _of(found: Sequence[Unit], kind: PartKind) -> list[Unit]:
    return [unit for unit in found if unit.kind is kind]


def _has(rows: Iterable[Evidence], kind: PartKind) -> bool:
    return any(row.part == kind.value for row in rows)


def _brand_left(a: Sequence[Unit], b: Sequence[Unit], words: Sequence[Evidence]) -> list[Evidence]:
    """Words of the brand that met nothing: on both sides a contradiction, on one an omission."""
    if not a and not b:
        return []
    model = weights()
    heavy, light = sorted((sum(unit.weight for unit in a), sum(unit.weight for unit in b)), reverse=True)
    against = max(model["brand_contradicts_most"], model["brand_contradicts"] * light)
    met = [unit for row in words for unit in (*row.a, *row.b)]
    across = len({unit.script for unit in (*a, *b, *met)}) > 1
    rate = model["brand_omitted_across" if across else "brand_omitted"]
    missing = max(model["brand_omitted_most"], rate * (heavy - light))
    if a and b and not comparable(a, b):
        known = sum(row.bits for row in words)
        bits = missing if known >= model["brand_distinctive"] else model["brand_incomparable"]
        return [Evidence("brand", "other script", bits, tuple(a), tuple(b))]
    rule = "contradicts" if a and b else "omitted"
    return [Evidence("brand", rule, against + missing, tuple(a), tuple(b))]


def _held_down(rows: list[Evidence], a: Name, b: Name) -> list[Evidence]:
    """The rows with the brand's cap, and with the demand for a distinctive part in common."""
    model = weights()
    brand = sum(row.bits for row in rows if row.part == "brand" and row.bits > 0)
    own = any(row.part == "place" and row.bits >= model["place_own"] for row in rows)
    adjusted = list(rows)
    if brand > model["brand_most"]:
        adjusted.append(Evidence("brand", "capped", model["brand_most"] - brand))
    if brand >= model["brand_distinctive"] or own:
        return adjusted
    if _whole(rows, a, b):
        return [*adjusted, Evidence("brand", "whole", model["whole"])]
    sum_bits = model["start"] + float(sum(decimal_bits(row.bits) for row in adjusted))
    if sum_bits > model["no_distinctive_most"]:
        adjusted.append(Evidence("brand", NOT_DISTINCTIVE, model["no_distinctive_most"] - sum_bits))
    return adjusted


def _whole(rows: Iterable[Evidence], a: Name, b: Name) -> bool:
    """Without a brand, do place and trade agree entirely, so that the combination distinguishes?"""
    broken = {"contradicts", "omitted", "within", "other script"}
    if any(row.rule in broken and row.part in {"brand", "place", "sector", "number"} for row in rows):
        return False
    kinds = {unit.kind for unit in (*a.units, *b.units)}
    return PartKind.SECTOR in kinds and bool(kinds & {PartKind.PLACE, PartKind.BRAND})


def _other_branch(rows: Iterable[Evidence]) -> bool:
    return any(row.part == "branch" and row.rule == "contradicts" for row in rows)


def _rule(alignment: Sequence[Alignment], match: Answer) -> str:
    """The main reason in a few words."""
    against = [row for row in alignment if row.weight < 0]
    if any(row.part == "branch" and row.rule == "contradicts" for row in against):
        return ANOTHER_BRANCH
    if any(row.rule == NOT_DISTINCTIVE for row in against):
        return NOT_DISTINCTIVE
    worst = min(against, key=lambda row: row.weight, default=None)
    best = max(alignment, key=lambda row: row.weight, default=None)
    if match is Answer.NO and worst is not None and worst.weight <= -1:
        return f"{worst.part} {worst.rule}"
    return f"{best.part} {best.rule}" if best is not None and best.weight > 0 else NOT_DISTINCTIVE
