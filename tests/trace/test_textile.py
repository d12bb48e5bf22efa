"""Yarn by its count, fabric by its square metre, fibre by its moisture: as the case states them, with their source."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.goods import Basis, Quantity, UnitWeight
from tieback.table.cell import CellError
from tieback.table.record import read_records
from tieback.trace.mass import Scale, basis_unit
from tieback.trace.sheets import read_unit_weights
from tieback.trace.textile import kilograms_per_unit, share_as_is, tex


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("20 tex", Fraction(20)),
        ("Ne 30", Fraction(5905, 300)),
        ("30s", Fraction(5905, 300)),
        ("32英支", Fraction(5905, 320)),
        ("60/2 Nm", Fraction(2000, 60)),
        ("150D", Fraction(150, 9)),
        ("167 dtex", Fraction(167, 10)),
    ],
)
def test_a_count_is_a_weight_of_a_length(text: str, grams: Fraction) -> None:
    assert tex(text) == grams


@pytest.mark.parametrize("text", ["30", "Ne", "0 tex", "Ne 30 tex", "5 kg", "0.5", "226"])
def test_what_names_no_count_is_none(text: str) -> None:
    assert tex(text) is None


def test_fabric_weighs_by_its_width() -> None:
    assert kilograms_per_unit("180 g/m2 x 1.50 m", "m") == Fraction(27, 100)
    assert kilograms_per_unit("180gsm × 150cm", "米") == Fraction(27, 100)
    assert kilograms_per_unit("200 g/m2", "m2") == Fraction(1, 5)
    assert kilograms_per_unit("100 gsm x 60 in", "yd") == Fraction(1, 10) * Fraction("1.524") * Fraction(
        "0.9144"
    )
    assert kilograms_per_unit("226", "bale") is None


@pytest.mark.parametrize(("text", "unit"), [("180 g/m2", "m"), ("Ne 30", "cone"), ("180 g/m2 x 1.5 kg", "m")])
def test_a_weight_that_does_not_fit_its_unit_is_refused(text: str, unit: str) -> None:
    with pytest.raises(CellError):
        kilograms_per_unit(text, unit)


def test_lint_drier_than_agreed_weighs_less_than_it_is_sold_for() -> None:
    share = share_as_is("regain 6.5 %", "cotton")
    assert share == Fraction(1065, 1085)
    assert share is not None
    assert round(float(1 / share - 1), 3) == 0.019
    assert share_as_is("棉 回潮率 6.5%", "LOT-1") == share
    with pytest.raises(CellError, match="not in regain"):
        share_as_is("regain 10 %", "viscose")


@given(st.decimals(1, 500, places=2), st.sampled_from(["Ne", "Nm", "tex", "den"]))
@settings(deadline=None, max_examples=50)
def test_a_heavier_yarn_has_a_higher_tex_and_a_lower_count(value: Decimal, system: str) -> None:
    one, other = tex(f"{system} {value}"), tex(f"{system} {value + 1}")
    assert one is not None
    assert other is not None
    assert (other > one) == (system in {"tex", "den"})


def weights(tmp_path: Path, text: str) -> tuple[UnitWeight, ...]:
    path = tmp_path / "units.csv"
    path.write_text("lot,unit,kg,source\n" + text, "utf-8")
    return read_unit_weights(read_records(path, "units", (), file="units.csv"))


def test_units_take_counts_fabric_weights_and_conversions(tmp_path: Path, records: SimpleNamespace) -> None:
    stated = weights(
        tmp_path,
        "FABRIC,m,180 g/m2 x 1.5 m,spec EXAMPLE\nYARN,km,Ne 30,label\n"
        'LINT,conditioned kg,"cotton, regain 6.5 %",certificate EXAMPLE\nPACKED,kg gross,0.98,scales\n',
    )
    scale = Scale(records.case(unit_weights=stated))
    assert scale.weigh(Quantity(Decimal(100), "yd"), "FABRIC").nominal == 24_688_800
    yarn = scale.weigh(Quantity(Decimal(3000), "km"), "YARN")
    assert (yarn.high - yarn.low, round(float(yarn.low))) == (pytest.approx(0, abs=0.01), 59_050_000)
    lint = scale.weigh(Quantity(Decimal(1085), "kg", Basis.CONDITIONED), "LINT")
    assert (round(float(lint.low)), lint.basis) == (1_065_000_000, Basis.ACTUAL)
    packed = scale.weigh(Quantity(Decimal(100), "kg", Basis.GROSS), "PACKED")
    assert (packed.nominal, packed.basis) == (98_000_000, Basis.NET)
    assert scale.weigh(Quantity(Decimal(100), "kg", Basis.GROSS), "OTHER").basis is Basis.GROSS


def test_without_a_stated_conversion_bases_stay_apart(records: SimpleNamespace) -> None:
    amount = Scale(records.case()).weigh(Quantity(Decimal(1085), "kg", Basis.CONDITIONED), "LINT")
    assert (amount.nominal, amount.basis) == (1_085_000_000, Basis.CONDITIONED)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("kg conditioned", "conditioned kg"),
        ("公定公斤", "conditioned kg"),
        ("公定 公斤", "conditioned kg"),
        ("net kg", None),
        ("kg", None),
    ],
)
def test_a_unit_of_conversion_names_its_basis(text: str, unit: str | None) -> None:
    assert basis_unit(text) == unit


def test_a_conversion_makes_a_chain_balance(
    records: SimpleNamespace, new_records: Callable[[], SimpleNamespace]
) -> None:
    """1,085 kg sold conditioned are the 1,065 kg that were ginned: nothing untraced, once the moisture is stated."""
    from tieback.trace.tracing import trace

    def chain(**more: object) -> object:
        r = new_records()
        case = r.case(
            r.change("G", "GIN", 0, 0, r.line("out", "LINT", "1065", basis="actual")),
            r.transfer("T", "LINT", "GIN", "MILL", 1, "1085", basis="conditioned"),
            **more,
        )
        return trace(case, "LINT", "MILL")

    stated = (UnitWeight("LINT", "conditioned kg", Decimal(1065) / Decimal(1085), "EXAMPLE"),)
    assert any(gap.kind == "basis-mixed" for gap in chain().gaps)  # type: ignore[attr-defined]
    assert not any(gap.kind == "basis-mixed" for gap in chain(unit_weights=stated).gaps)  # type: ignore[attr-defined]
