"""Cases that hold everything a folder may hold, for holding the two engines against each other. All names are invented."""

import random
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tieback.model.case import Case
from tieback.model.record import RowRef, Unread


@pytest.fixture(scope="session")
def messy_case() -> Callable[[SimpleNamespace, int], Case]:
    """`messy_case(records, seed)`: bins, losses, tolerances, blanks, counts, components, loops, unread rows."""
    return lambda records, seed: _Mess(records, random.Random(seed)).case()


class _Mess:
    """A case that grows step by step; `odd` ones hold what sheets should not."""

    def __init__(self, r: SimpleNamespace, rng: random.Random) -> None:
        self.r, self.rng = r, rng
        self.odd = rng.random() < 0.5
        self.stock: dict[tuple[str, str], int] = {}
        self.found: list[object] = []
        self.bin = "US-PBI-2025-123456789012" if self.sometimes(0.15) else "BIN"  # a bale is pressed once

    def sometimes(self, chance: float) -> bool:
        return self.odd and self.rng.random() < chance

    def more(self) -> dict[str, object]:
        return {"tolerance": "1"} if self.sometimes(0.15) else {}

    def put(self, lot: str, holder: str, mass: int) -> None:
        self.stock[lot, holder] = self.stock.get((lot, holder), 0) + mass

    def case(self) -> Case:
        r, rng = self.r, self.rng
        for index in range(rng.randint(1, 4)):
            mass = rng.randint(1, 12)
            self.found.append(r.raw(f"G{index}", f"P{index % 2}", 0, f"L{index}", mass, **self.more()))
            self.put(f"L{index}", f"P{index % 2}", mass)
        if rng.random() < 0.5:
            mass = rng.randint(1, 8)
            day = None if self.sometimes(0.08) else 0
            self.found.append(r.transfer("TU", "U", "TRADER", "P0", day, mass))
            self.put("U", "P0", mass)
        for step in range(1, rng.randint(3, 10)):
            holder = rng.choice(sorted({who for (_, who), mass in self.stock.items() if mass}))
            lots = [lot for (lot, who), mass in sorted(self.stock.items()) if who == holder and mass]
            day = step * 2 if rng.random() < 0.6 else step // 2
            (self.move if rng.random() < 0.35 else self.make)(step, day, holder, lots)
        if self.sometimes(0.4):
            (lot, holder), mass = rng.choice(sorted(self.stock.items()))
            seen = max(0, mass + rng.randint(-2, 2))
            self.found.append(r.count(lot, holder, rng.choice([None, 3, 30]), seen))
        case = r.case(*self.found)
        if self.sometimes(0.2):
            row, lot = RowRef("transformations.csv", rng.randint(2, 12)), rng.choice([None, "L0", "BIN"])
            case = replace(case, unread=(Unread(row, lot, rng.choice([None, "P1"]), "EXAMPLE"),))
        return case

    def move(self, step: int, day: int, holder: str, lots: list[str]) -> None:
        lot = self.rng.choice(lots)
        other = self.rng.choice([party for party in ("P0", "P1", "P2") if party != holder])
        whole = self.stock[lot, holder]
        mass = whole if self.rng.random() < 0.4 else self.rng.randint(1, whole)
        kg, on = (None if self.sometimes(0.06) else value for value in (mass, day))
        self.found.append(self.r.transfer(f"T{step}", lot, holder, other, on, kg, **self.more()))
        self.put(lot, holder, -mass)
        self.put(lot, other, mass)

    def make(self, step: int, day: int, holder: str, lots: list[str]) -> None:
        r, rng = self.r, self.rng
        chosen = rng.sample(lots, min(len(lots), rng.randint(1, 3)))
        taken = {lot: rng.randint(1, self.stock[lot, holder]) for lot in chosen}
        total = sum(taken.values())
        given = total if rng.random() < 0.4 else rng.randint(max(1, total // 2), total)
        first = rng.randint(0, given)
        made = ((rng.choice([self.bin, f"N{step}"]), given - first), (f"W{step}", first))
        limits = rng.choice([{}, {}, {"low": "0.3", "high": "1"}, {"low": "0.25", "high": "1.125"}])
        part = "cloth" if self.sometimes(0.1) else None
        lines = [
            r.line("in", lot, None if self.sometimes(0.05) else mass, part, **self.more())
            for lot, mass in taken.items()
        ]
        lines += [
            r.line("out", lot, mass, rng.choice([part, part, None]), **limits) for lot, mass in made if mass
        ]
        if self.sometimes(0.1):
            lines.append(r.line("waste", "", 1))
        start, end = (None if self.sometimes(0.08) else value for value in (day, day + rng.randint(0, 1)))
        self.found.append(r.change(f"X{step}", holder, start, end, *lines))
        for lot, mass in taken.items():
            self.put(lot, holder, -mass)
        for lot, mass in made:
            if mass:
                self.put(lot, holder, mass)
