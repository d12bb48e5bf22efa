"""Heights: how many pixels a kilogram gets, and where in its column each node stands. Exact decimals, no floats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

GAP = Decimal(14)
_ROUNDS = 16
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Stack:
    """What one node needs: the text above its bar, and the bar, in pixels."""

    text: Decimal
    bar: Decimal

    @property
    def height(self) -> Decimal:
        return self.text + self.bar


def pixels_per_kg(
    columns: Sequence[Sequence[tuple[Decimal, Decimal]]], height: Decimal, thinnest: Decimal
) -> Decimal:
    """The largest scale at which every column of (text height, kg) fits into `height`; 0 without any mass."""
    if not any(kg for column in columns for _, kg in column):
        return Decimal(0)
    low, high = Decimal(0), height / max(kg for column in columns for _, kg in column)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if all(_needed(column, middle, thinnest) <= height for column in columns):
            low = middle
        else:
            high = middle
    return low


def place(
    columns: Sequence[Sequence[str]],
    stacks: Mapping[str, Stack],
    hops: Sequence[tuple[str, str, Decimal]],
    height: Decimal,
) -> dict[str, Decimal]:
    """The top of each node's bar: near its neighbours (weighted by kg), in order, never overlapping."""
    tops = {name: top for column in columns for name, top in _stacked(column, stacks, height)}
    near: dict[str, list[tuple[str, Decimal]]] = {}
    for source, target, weight in hops:
        near.setdefault(target, []).append((source, weight))
        near.setdefault(source, []).append((target, weight))
    for turn in range(_ROUNDS):
        for column in columns if turn % 2 == 0 else tuple(reversed(columns)):
            _settle(column, stacks, near, tops, height)
    return {name: tops[name] + stacks[name].text for name in tops}


def _needed(column: Sequence[tuple[Decimal, Decimal]], scale: Decimal, thinnest: Decimal) -> Decimal:
    return sum((text + max(kg * scale, thinnest) + GAP for text, kg in column), Decimal(0))


def _stacked(
    column: Sequence[str], stacks: Mapping[str, Stack], height: Decimal
) -> list[tuple[str, Decimal]]:
    """Centred in the column, one below the other."""
    total = sum((stacks[name].height + GAP for name in column), -GAP)
    top = max(Decimal(0), (height - total) / 2)
    found = []
    for name in column:
        found.append((name, top))
        top += stacks[name].height + GAP
    return found


def _settle(
    column: Sequence[str],
    stacks: Mapping[str, Stack],
    near: Mapping[str, Sequence[tuple[str, Decimal]]],
    tops: dict[str, Decimal],
    height: Decimal,
) -> None:
    """Draw each node to the middle of its neighbours, then push apart downwards and back upwards."""

    def middle(name: str) -> Decimal:
        return tops[name] + stacks[name].text + stacks[name].bar / 2

    for name in column:
        found = near.get(name, ())
        weight = sum((part for _, part in found), Decimal(0))
        if weight:
            wanted = sum((middle(other) * part for other, part in found), Decimal(0)) / weight
            tops[name] += (wanted - middle(name)) / 2
    floor = Decimal(0)
    for name in column:
        tops[name] = max(tops[name], floor)
        floor = tops[name] + stacks[name].height + GAP
    ceiling = height
    for name in reversed(column):
        tops[name] = min(tops[name], ceiling - stacks[name].height)
        ceiling = tops[name] - GAP
