"""Allocations that fit the records of a small case, made by playing the records through: an oracle for bounds."""

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from tieback.model.case import Case
from tieback.model.goods import LineRole


def random_case(r: SimpleNamespace, seed: int) -> Case:
    """A small consistent chain: raw and untraced lots, bins, transfers, yields, everything in date order."""
    rng = random.Random(seed)
    stock: dict[tuple[str, str], int] = {}
    found: list[object] = []
    for index in range(rng.randint(1, 3)):
        mass = rng.randint(1, 12)
        found.append(r.raw(f"G{index}", f"P{index % 2}", 0, f"L{index}", mass))
        stock[f"L{index}", f"P{index % 2}"] = mass
    if rng.random() < 0.5:
        mass = rng.randint(1, 8)
        found.append(r.transfer("TU", "U", "TRADER", "P0", 0, mass))
        stock["U", "P0"] = mass
    for step in range(1, rng.randint(3, 8)):
        on = step // 2 + 1 if rng.random() < 0.3 else step + 4
        holders = sorted({holder for (_, holder), mass in stock.items() if mass})
        holder = rng.choice(holders)
        lots = [lot for (lot, who), mass in sorted(stock.items()) if who == holder and mass]
        if rng.random() < 0.3:
            lot = rng.choice(lots)
            other = rng.choice([p for p in ("P0", "P1", "P2") if p != holder])
            mass = rng.randint(1, stock[lot, holder])
            found.append(r.transfer(f"T{step}", lot, holder, other, step * 2, mass))
            stock[lot, holder] -= mass
            stock[lot, other] = stock.get((lot, other), 0) + mass
            continue
        taken = {
            lot: rng.randint(1, stock[lot, holder])
            for lot in rng.sample(lots, min(len(lots), rng.randint(1, 3)))
        }
        total = sum(taken.values())
        given = rng.randint(max(1, total // 2), total)
        first = rng.randint(0, given)
        name = rng.choice(["BIN", f"N{step}"])
        outs = [(lot, mass) for lot, mass in ((name, given - first), (f"W{step}", first)) if mass]
        limits = rng.choice([{}, {"low": "0.3", "high": "1"}, {"low": "0", "high": "1"}])
        if rng.random() < 0.3:
            limits = {
                "low": str(Decimal(given) / Decimal(total) // Decimal("0.01") * Decimal("0.01")),
                "high": "1",
            }
        lines = [r.line("in", lot, mass) for lot, mass in taken.items()]
        lines += [r.line("out", lot, mass, **limits) for lot, mass in outs]
        found.append(r.change(f"X{step}", holder, step * 2, step * 2 + on % 2, *lines))
        for lot, mass in taken.items():
            stock[lot, holder] -= mass
        for lot, mass in outs:
            stock[lot, holder] = stock.get((lot, holder), 0) + mass
    return r.case(*found)


class Play:
    """Plays a case day by day with some rule of thumb for every split; f is the mass of the wanted lots."""

    def __init__(self, case: Case, wanted: Callable[[str], bool | None], rng: random.Random) -> None:
        self.case, self.wanted, self.rng = case, wanted, rng
        self.stock: dict[tuple[str, str], list[Fraction]] = {}
        self.made: dict[str, Fraction] = {}

    def pick(self, low: Fraction, high: Fraction) -> Fraction:
        assert low <= high
        return self.rng.choice([low, high, low + (high - low) * Fraction(self.rng.randint(0, 4), 4)])

    def fill(self, lot: str, holder: str, f: Fraction, mass: Fraction) -> None:
        node = self.stock.setdefault((lot, holder), [Fraction(0), Fraction(0)])
        node[0] += f
        node[1] += mass - f

    def draw(self, lot: str, holder: str, mass: Fraction) -> Fraction:
        node = self.stock[lot, holder]
        f = self.pick(max(Fraction(0), mass - node[1]), min(mass, node[0]))
        node[0] -= f
        node[1] -= mass - f
        return f

    def source(self, lot: str, mass: Fraction) -> Fraction:
        member = self.wanted(lot)
        return self.pick(Fraction(0), mass) if member is None else mass if member else Fraction(0)

    def run(self) -> dict[str, Fraction]:
        events = [(t.shipped_on, 1, t.id, t) for t in self.case.transfers]
        events += [(t.started_on, 0, t.id, t) for t in self.case.transformations]
        for _, _, _, record in sorted(events, key=lambda event: event[:3]):
            if hasattr(record, "sender"):
                mass = Fraction(record.quantity.value)
                if record.sender == "TRADER":
                    self.fill(record.lot, "TRADER", self.source(record.lot, mass), mass)
                f = self.draw(record.lot, record.sender, mass)
                self.fill(record.lot, record.receiver, self.shipped(record.id, f, mass), mass)
            else:
                self.transform(record)
        return self.made

    def shipped(self, record: str, f: Fraction, mass: Fraction) -> Fraction:
        """What of a transfer counts, of which f was drawn."""
        return f

    def taken(self, record: str, lot: str, f: Fraction, mass: Fraction) -> Fraction:
        """What of an input counts, of which f was drawn."""
        return f

    def given(self, record: str, lot: str, f: Fraction) -> Fraction:
        """What of an output counts, which got f."""
        return f

    def transform(self, record: object) -> None:
        lines = record.lines
        takes = [(line.lot, Fraction(line.quantity.value)) for line in lines if line.role is LineRole.IN]
        gives = [(line.lot, Fraction(line.quantity.value)) for line in lines if line.role is not LineRole.IN]
        m_in, m_out = sum(m for _, m in takes), sum(m for _, m in gives)
        if not takes:
            f_out = self.source(gives[0][0], m_out)
        else:
            f_in = sum(
                (
                    self.taken(record.id, lot, self.draw(lot, record.holder, mass), mass)
                    for lot, mass in takes
                ),
                Fraction(0),
            )
            stated = next((line for line in lines if line.yield_min is not None), None)
            low, high = (
                (Fraction(stated.yield_min), Fraction(stated.yield_max))
                if stated
                else (Fraction(0), Fraction(1))
            )
            if not stated and m_in == m_out:
                low = Fraction(1)
            g_in = m_in - f_in
            f_out = self.pick(max(low * f_in, m_out - high * g_in), min(high * f_in, m_out - low * g_in))
        left_f, left_m = f_out, Fraction(m_out)
        for lot, mass in gives:
            f = self.pick(max(Fraction(0), mass - (left_m - left_f)), min(mass, left_f))
            left_f, left_m = left_f - f, left_m - mass
            f = self.given(record.id, lot, f)
            self.fill(lot, record.holder, f, mass)
            self.made[lot] = self.made.get(lot, Fraction(0)) + f


class Passage(Play):
    """The same, where f is all mass that a party ever held."""

    party = ""

    def fill(self, lot: str, holder: str, f: Fraction, mass: Fraction) -> None:
        super().fill(lot, holder, mass if holder == self.party else f, mass)

    def transform(self, record: object) -> None:
        before = dict(self.made)
        super().transform(record)
        if record.holder == self.party:
            for line in record.lines:
                if line.role is not LineRole.IN:
                    self.made[line.lot] = before.get(line.lot, Fraction(0)) + Fraction(line.quantity.value)


class Ride(Play):
    """The same, where f is all mass that rode one transfer, or came from one lot into another by one transformation."""

    def __init__(self, case: Case, ride: tuple[str, str, str], rng: random.Random) -> None:
        super().__init__(case, lambda _: False, rng)
        self.record, self.into, self.out_of = ride

    def shipped(self, record: str, f: Fraction, mass: Fraction) -> Fraction:
        return mass if record == self.record else f

    def taken(self, record: str, lot: str, f: Fraction, mass: Fraction) -> Fraction:
        if record != self.record:
            return f
        return mass if lot == self.into else Fraction(0)

    def given(self, record: str, lot: str, f: Fraction) -> Fraction:
        return f if record != self.record or lot == self.out_of else Fraction(0)
