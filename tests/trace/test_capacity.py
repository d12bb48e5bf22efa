"""More made than a site can make, as stated."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.case import read_case
from tieback.trace.capacity import Run, fullest
from tieback.trace.tracing import trace

DAY = date(2026, 1, 1)


def over(r: SimpleNamespace, capacity: str | None) -> list[str]:
    """A mill makes 300 kg in three days, then 100 kg in two more weeks."""
    case = r.case(
        r.raw("G", "FARM", 0, "A", 400),
        r.transfer("T1", "A", "FARM", "MILL", 1, 400),
        r.change("S1", "MILL", 10, 12, r.line("in", "A", 300), r.line("out", "Y1", 300)),
        r.change("S2", "MILL", 13, 26, r.line("in", "A", 100), r.line("out", "Y2", 100)),
    )
    stated = None if capacity is None else Decimal(capacity)
    sites = tuple(
        replace(site, capacity_kg_per_day=stated) if site.party == "MILL" else site for site in case.sites
    )
    traced = trace(replace(case, sites=sites), "Y1")
    assert traced.origins[0].least_kg == 300, "no bound rests on a capacity"
    return [gap.text for gap in traced.gaps if gap.kind == "over-capacity"]


def test_what_fits_into_its_days_is_no_gap(records: SimpleNamespace) -> None:
    assert over(records, "100") == []
    assert over(records, None) == []


def test_what_does_not_is_named_with_its_days_and_runs(records: SimpleNamespace) -> None:
    (text,) = over(records, "60")
    assert "made 300.000 kg from 2026-01-11 to 2026-01-13 (S1)" in text
    assert "so 180 kg in these days" in text


RUNS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5), st.integers(0, 30)), max_size=7)


@settings(max_examples=150, deadline=None)
@given(drawn=RUNS, per_day=st.integers(0, 8))
def test_no_window_of_days_exceeds_by_more(drawn: list[tuple[int, int, int]], per_day: int) -> None:
    runs = [
        Run(f"R{n}", DAY + timedelta(start), DAY + timedelta(start + length), made, ())
        for n, (start, length, made) in enumerate(drawn)
    ]
    excesses = [
        sum(run.made for run in runs if first <= run.start and run.end <= last)
        - per_day * ((last - first).days + 1)
        for first in (DAY + timedelta(at) for at in range(18))
        for last in (first + timedelta(more) for more in range(18))
    ]
    found = fullest(runs, per_day)
    if found is None:
        assert max(excesses) <= 0
    else:
        assert found.made - per_day * found.days == max(excesses)
        assert all(found.start <= run.start and run.end <= found.end for run in found.runs)


def test_the_capacity_of_a_site_is_read(tmp_path: Path, new_records: Callable[[], SimpleNamespace]) -> None:
    (tmp_path / "case.toml").write_text('importer = "US-EXAMPLE"\n', "utf-8")
    (tmp_path / "parties.csv").write_text("id,name\nUS-EXAMPLE,Example Imports (EXAMPLE)\n", "utf-8")
    (tmp_path / "sites.csv").write_text(
        "id,party,日产能\nS1,US-EXAMPLE,1250.5\nS2,US-EXAMPLE,many\n", "utf-8"
    )
    case = read_case(tmp_path)
    assert [site.capacity_kg_per_day for site in case.sites] == [Decimal("1250.5"), None]
    assert any("capacity" in str(note.column) for note in case.notes)
