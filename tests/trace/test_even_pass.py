"""Where a closure is even, the pass in whole numbers gives exactly what the general one gives."""

import random
from collections.abc import Callable
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from trace_replay import random_case

from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.goods import LineRole
from tieback.trace.bounds import Bounds
from tieback.trace.closure import Closure, target_of, upstream
from tieback.trace.origin import Sets
from tieback.trace.scope import Book, read_book


def closure_of(case: Case, rng: random.Random) -> tuple[Book, Closure]:
    book = read_book(case)
    lots = {line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN}
    target = target_of(book.network, book.ledger, rng.choice(sorted(lots)), None)
    assert target is not None
    return book, upstream(book.network, target)


def without_losses(r: SimpleNamespace, rng: random.Random) -> Case:
    """Lots parted, joined and filled again, until one is left; nothing is gained or lost."""
    stock = {f"L{index}": rng.randint(2, 30) for index in range(4)}
    found = [r.raw(f"G{lot}", "P", 0, lot, mass) for lot, mass in stock.items()]
    for step in range(1, rng.randint(2, 9)):
        left = sorted(lot for lot, mass in stock.items() if mass)
        if len(left) < 2:
            break
        chosen = rng.sample(left, 2)
        taken = {lot: rng.randint(1, stock[lot]) for lot in chosen}
        for lot, mass in taken.items():
            stock[lot] -= mass
        made = rng.choice(["BIN", f"N{step}"])
        stock[made] = stock.get(made, 0) + sum(taken.values())
        lines = [r.line("in", lot, mass) for lot, mass in taken.items()]
        found.append(r.change(f"X{step}", "P", step, step, *lines, r.line("out", made, sum(taken.values()))))
    return r.case(*found)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9), losing=st.booleans())
def test_both_passes_give_the_same_bounds(
    new_records: Callable[[], SimpleNamespace], seed: int, losing: bool
) -> None:
    rng = random.Random(seed)
    case = random_case(new_records(), seed) if losing else without_losses(new_records(), rng)
    book, closure = closure_of(case, rng)
    fast, general = Bounds(closure), Bounds(closure)
    assert losing or fast._even is not None
    general._even = None
    sets = Sets(closure, book.ledger, case, lambda _: Answer.UNKNOWN)
    for asked in (*sets.origins(), *sets.through()):
        assert fast.of(asked) == general.of(asked)
    assert fast.work == general.work
