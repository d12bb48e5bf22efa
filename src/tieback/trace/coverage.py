"""How much of the recorded mass has papers behind it: by tier, by what the record is, by kind of document.

Mass is that of the records themselves, not of their share in the lot: a paper is for a delivery, not for a part of
it. A document counts if the folder holds it. The untraced share of a tier is of all that came to its lots.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from tieback.model.case import Case
from tieback.model.cut import Coverage
from tieback.trace.closure import Closure
from tieback.trace.ledger import Kind
from tieback.trace.lots import SourceKind
from tieback.trace.mass import Amount, Exact, rounded_even
from tieback.trace.papers import support
from tieback.trace.scope import Scope

_TENTH = Decimal("0.1")


def coverage_of(case: Case, scope: Scope, closure: Closure) -> tuple[Coverage, ...]:
    """The coverage of a trace, nearest tier first; within a tier transfers, then transformations, then what is untraced."""
    held = {document.file for document in case.documents if document.sha256 is not None}
    kinds = {
        id_: {document.kind or "other" for document in documents if document.file in held}
        for id_, documents in support(case).items()
    }
    masses: dict[tuple[int, str], list[tuple[Amount, frozenset[str]]]] = defaultdict(list)
    for movement in map(scope.movement, scope.movements):
        if movement.taker is None or movement.kind is Kind.INPUT:
            continue
        of = "transfer" if movement.kind is Kind.TRANSFER else "transformation"
        tier = scope.tiers.get(movement.taker)
        if tier is not None:
            masses[tier, of].append((movement.amount, frozenset(kinds.get(movement.record, ()))))
    rows = [row for (tier, of), found in sorted(masses.items()) for row in _rows(tier, of, found)]
    return tuple(sorted((*rows, *_untraced(scope, closure, masses)), key=lambda row: row.tier))


def _rows(tier: int, of: str, found: list[tuple[Amount, frozenset[str]]]) -> Iterable[Coverage]:
    """One row per kind of document, and one for what has none."""
    whole, unweighed = _sum(amount for amount, _ in found)
    words: list[str | None] = [*sorted({kind for _, kinds in found for kind in kinds}), None]
    for word in words:
        kg, _ = _sum(amount for amount, kinds in found if (word in kinds if word else not kinds))
        yield _row(tier, of, word, kg, whole, unweighed)


def _untraced(
    scope: Scope, closure: Closure, masses: dict[tuple[int, str], list[tuple[Amount, frozenset[str]]]]
) -> Iterable[Coverage]:
    found: dict[int, list[Amount]] = defaultdict(list)
    for pipe in closure.pipes:
        if pipe.source is not None and pipe.source.kind is SourceKind.UNTRACED:
            tier = scope.tiers.get(pipe.source.node)
            if tier is not None:
                found[tier].append(pipe.amount)
    for tier, amounts in sorted(found.items()):
        kg, unweighed = _sum(amounts)
        came, lacking = _sum(
            amount for of in ("transfer", "transformation") for amount, _ in masses.get((tier, of), ())
        )
        yield _row(tier, "untraced", None, kg, kg + came, unweighed + lacking)


def _row(tier: int, of: str, word: str | None, kg: Exact, whole: Exact, unweighed: int) -> Coverage:
    share = None
    if whole:
        tenths = Fraction(kg) * 100 / whole
        share = (Decimal(tenths.numerator) / Decimal(tenths.denominator)).quantize(_TENTH, ROUND_HALF_EVEN)
    return Coverage(tier, of, word, rounded_even(kg), rounded_even(whole), share, unweighed)


def _sum(amounts: Iterable[Amount]) -> tuple[Exact, int]:
    """Stated milligrams in all, and how many have none."""
    known: Exact = 0
    lacking = 0
    for amount in amounts:
        if amount.nominal is None:
            lacking += 1
        else:
            known += amount.nominal
    return known, lacking
