"""The bands of a trace: transfers, and what each output took of each input, with the part of it in the traced lot."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tieback.model.trace import Flow
from tieback.trace.balance import DIGITS
from tieback.trace.ledger import Kind, Movement, Node
from tieback.trace.mass import Exact, rounded_even
from tieback.trace.mixture import floor
from tieback.trace.part import EMPTY, Beside, Part
from tieback.trace.scope import Scope


@dataclass(frozen=True, slots=True)
class _Band:
    """Milligrams of one input in one output (None: unknown), and how much of them is in the lot."""

    movement: Movement  # the output
    mass: Exact | None
    part: Part


def flows_of(scope: Scope, parts: Mapping[int, Part] | None) -> tuple[Flow, ...]:
    """The bands of a scope, sorted; `parts` by movement, None where no kilograms in the lot are known."""
    bands = []
    inputs: dict[int, list[Movement]] = defaultdict(list)
    outputs: dict[int, list[Movement]] = defaultdict(list)
    for movement in map(scope.movement, scope.movements):
        if movement.kind is Kind.TRANSFER and movement.giver and movement.taker:
            part = None if parts is None else parts.get(movement.index, EMPTY)
            bands.append(_flow(movement, movement.giver, movement.taker, movement.amount.nominal, part))
        elif movement.box is not None:
            (inputs if movement.kind is Kind.INPUT else outputs)[movement.box].append(movement)
    for box, given in outputs.items():
        whole = scope.book.ledger.boxes[box].component.taken.nominal
        for (source, target), band in _made(inputs[box], given, whole, parts or {}).items():
            bands.append(
                _flow(band.movement, source, target, band.mass, None if parts is None else band.part)
            )
    return tuple(sorted(bands, key=lambda flow: (flow.id, flow.source, flow.target, flow.kg or 0)))


def _made(
    taken: list[Movement], given: list[Movement], whole: Exact | None, parts: Mapping[int, Part]
) -> dict[tuple[Node, Node], _Band]:
    """Each output over the inputs, `whole` in all, in proportion to their masses; what was lost is in no band."""
    found: dict[tuple[Node, Node], _Band] = {}
    into = [parts.get(item.index, EMPTY) for item in taken]
    out = [parts.get(item.index, EMPTY) for item in given]
    in_all, out_all = Beside(part.most for part in into), Beside(part.most for part in out)
    for at, item in enumerate(taken):
        for to, product in enumerate(given):
            if item.giver is None or product.taker is None:
                continue
            mass, share = None, None
            if item.amount.nominal is not None and whole:
                over = Fraction(item.amount.nominal) / whole
                share = DIGITS.divide(Decimal(over.numerator), Decimal(over.denominator))
                mass = None if product.amount.nominal is None else over * product.amount.nominal
            one, other = into[at], out[to]
            least = max(one.least - out_all.without(other.most), other.least - in_all.without(one.most))
            even = None if share is None or other.even is None else DIGITS.multiply(other.even, share)
            band = _Band(product, mass, Part(floor(least), even, min(one.most, other.most)))
            before = found.get((item.giver, product.taker))
            found[item.giver, product.taker] = band if before is None else _joined(before, band)
    return found


def _joined(one: _Band, other: _Band) -> _Band:
    mass = None if one.mass is None or other.mass is None else one.mass + other.mass
    return _Band(other.movement, mass, one.part.beside(other.part))


def _flow(movement: Movement, source: Node, target: Node, mass: Exact | None, part: Part | None) -> Flow:
    on = movement.came_on.isoformat() if movement.came_on else None
    kg = None if mass is None else rounded_even(mass)
    within = (None, None, None) if part is None else part.kg
    return Flow(movement.record, source, target, kg, on, movement.document, *within)
