"""Stated parents: chains, circles, products of shares."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.party import Party
from tieback.screen.ownership import Holding, chain_above, keys_of, share

percent = st.none() | st.decimals(0, 100, places=2)


def party(key: str, parent: str | None = None) -> Party:
    return Party(key, f"EXAMPLE {key}", parent=parent)


def test_a_parent_may_be_an_id_a_name_or_a_text() -> None:
    parties = [party("P1", "P2"), party("P2", "example p3"), party("P3", "Somebody Else Ltd")]
    assert [link.holder.id for link in chain_above(parties[0], keys_of(parties))] == [
        "P2",
        "P3",
        "Somebody Else Ltd",
    ]


def test_a_name_that_two_parties_bear_is_taken_as_a_text() -> None:
    parties = [
        Party("P1", "EXAMPLE", parent="EXAMPLE Twin"),
        Party("P2", "EXAMPLE Twin"),
        Party("P3", "Example Twin"),
    ]
    (link,) = chain_above(parties[0], keys_of(parties))
    assert (link.holder.id, link.holder.declared) == ("EXAMPLE Twin", False)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_every_chain_ends_and_names_nobody_twice(parents: list[int]) -> None:
    parties = [party(f"P{at}", f"P{parent}") for at, parent in enumerate(parents)]
    for one in parties:
        holders = [link.holder.id for link in chain_above(one, keys_of(parties))]
        assert len(set(holders)) == len(holders)
        assert one.id not in holders


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(percent, percent), min_size=1, max_size=5))
def test_the_product_of_shares_lies_within_each_of_them(
    shares: list[tuple[Decimal | None, Decimal | None]],
) -> None:
    nobody = party("P")
    chain = [
        Holding(nobody, nobody, *(sorted(pair) if None not in pair else pair))  # type: ignore[type-var, arg-type]
        for pair in shares
    ]
    least, most = share(chain)
    assert 0 <= least <= most <= 100
    tightest = min((link.share_max for link in chain if link.share_max is not None), default=Decimal(100))
    assert most <= tightest.quantize(Decimal("0.1")) + Decimal("0.1")
