"""Who owns goods beside who holds them; no kilogram depends on it."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.goods import TransferKind
from tieback.model.record import RowRef, Unread
from tieback.model.trace import Conflict
from tieback.trace.ledger import Node
from tieback.trace.owner import read_owners
from tieback.trace.tracing import trace

SALE, TOLLING, RETURN = TransferKind.SALE, TransferKind.TOLLING, TransferKind.RETURN
KEEPING = (TransferKind.CONSIGNMENT, TOLLING, TransferKind.SAMPLE)
PARTIES = ("BRAND", "MILL", "SEWER", "SHOP")


def owner(case: Case, lot: str, holder: str) -> str | None:
    return read_owners(case).said(Node(lot, holder))


def chain(r: SimpleNamespace, kind: TransferKind | None, *, stated: str | None = None, **more: Any) -> Case:
    """BRAND has cloth, SEWER gets it and makes shirts of it, which go to SHOP as a sale."""
    return r.case(
        r.raw("C", "BRAND", 0, "CLOTH", 100),
        r.transfer("T1", "CLOTH", "BRAND", "SEWER", 1, 100, kind=kind, owner=stated),
        r.change("S", "SEWER", 2, 3, r.line("in", "CLOTH", 100), r.line("out", "SHIRT", 100)),
        r.transfer("T2", "SHIRT", "SEWER", "SHOP", 4, 100, kind=SALE),
        **more,
    )


def conflicts(case: Case, kind: str) -> list[Conflict]:
    return [one for one in trace(case, "SHIRT", "SHOP").conflicts if one.kind == kind]


def paid(payee: str) -> dict[str, Any]:
    return {"documents": (Document("pay.txt", "payment", payee=payee, supports=("T2",), sha256="0"),)}


@pytest.mark.parametrize("kind", KEEPING)
def test_goods_sent_to_be_worked_on_and_what_is_made_of_them_stay_their_owners(
    records: SimpleNamespace, kind: TransferKind
) -> None:
    case = chain(records, kind)
    assert owner(case, "CLOTH", "SEWER") == "BRAND"
    assert owner(case, "SHIRT", "SEWER") == "BRAND"
    assert owner(case, "SHIRT", "SHOP") == "SHOP"


def test_a_sale_passes_ownership_unless_its_row_states_an_owner(records: SimpleNamespace) -> None:
    assert owner(chain(records, SALE), "SHIRT", "SEWER") == "SEWER"
    assert owner(chain(records, SALE, stated="SHOP"), "SHIRT", "SEWER") == "SHOP"


@pytest.mark.parametrize("kind", [None, TransferKind.INTRA_GROUP])
def test_a_transfer_within_a_group_or_of_no_kind_has_the_owner_that_is_stated_or_none(
    records: SimpleNamespace, kind: TransferKind | None
) -> None:
    assert owner(chain(records, kind), "CLOTH", "SEWER") is None
    assert owner(chain(records, kind, stated="BRAND"), "CLOTH", "SEWER") == "BRAND"


def test_a_return_gives_goods_back_to_their_owner(records: SimpleNamespace) -> None:
    r = records
    sold = r.case(
        r.raw("C", "MILL", 0, "CLOTH", 100),
        r.transfer("T1", "CLOTH", "MILL", "SEWER", 1, 100),
        r.transfer("T2", "CLOTH", "SEWER", "SHOP", 2, 50, kind=RETURN),
    )
    assert owner(sold, "CLOTH", "SHOP") == "SHOP"
    lent = r.case(
        r.raw("C", "BRAND", 0, "CLOTH", 100),
        r.transfer("T1", "CLOTH", "BRAND", "SEWER", 1, 100, kind=TOLLING),
        r.transfer("T2", "CLOTH", "SEWER", "SHOP", 2, 50, kind=RETURN),
    )
    assert owner(lent, "CLOTH", "SHOP") == "BRAND"


def test_what_is_made_of_the_goods_of_two_is_said_to_be_of_both(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("C", "BRAND", 0, "CLOTH", 100),
        r.transfer("T1", "CLOTH", "BRAND", "SEWER", 1, 100, kind=TOLLING),
        r.raw("D", "SEWER", 1, "THREAD", 1),
        r.change(
            "S", "SEWER", 2, 3, r.line("in", "CLOTH", 100), r.line("in", "THREAD", 1), r.line("out", "X", 101)
        ),
    )
    assert owner(case, "X", "SEWER") == "BRAND; SEWER"


def test_a_holder_who_never_owned_and_sells_is_a_conflict_with_the_rows_by_which_the_goods_came(
    records: SimpleNamespace,
) -> None:
    (found,) = conflicts(chain(records, TOLLING), "seller-not-owner")
    assert (found.id, found.ref) == ("conflict-seller-not-owner-T2", "T2")
    assert {row.file for row in found.rows} == {"transfers.csv", "transformations.csv"}
    assert [row.row for row in found.rows if row.file == "transfers.csv"] == [2, 3]
    assert "BRAND did" in found.text
    assert conflicts(chain(records, SALE), "seller-not-owner") == []
    assert conflicts(chain(records, None), "seller-not-owner") == []


@pytest.mark.parametrize(
    "paper",
    [
        Document("a.txt", "agency-agreement", supports=("T2",), sha256="0"),
        Document("i.txt", "invoice", issuer="brand", supports=("T2",), sha256="0"),
    ],
)
def test_an_agency_agreement_or_an_invoice_of_the_owner_explains_the_seller(
    records: SimpleNamespace, paper: Document
) -> None:
    assert conflicts(chain(records, TOLLING, documents=(paper,)), "seller-not-owner") == []


def test_the_owner_of_goods_may_be_paid_for_them_and_nobody_else_may(records: SimpleNamespace) -> None:
    assert conflicts(chain(records, TOLLING, **paid("BRAND")), "payee-not-seller") == []
    assert len(conflicts(chain(records, TOLLING, **paid("MILL")), "payee-not-seller")) == 1
    assert len(conflicts(chain(records, SALE, **paid("BRAND")), "payee-not-seller")) == 1
    assert len(conflicts(chain(records, None, **paid("BRAND")), "payee-not-seller")) == 1


def test_a_stated_owner_whom_other_records_contradict_is_a_conflict(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("C", "MILL", 0, "CLOTH", 100),
        r.transfer("T0", "CLOTH", "MILL", "BRAND", 1, 100),
        r.transfer("T1", "CLOTH", "BRAND", "SEWER", 2, 100, kind=TOLLING, owner="SHOP"),
    )
    (found,) = [one for one in trace(case, "CLOTH", "SEWER").conflicts if one.kind == "owner-contradiction"]
    assert "states SHOP" in found.text
    assert "give BRAND" in found.text
    assert [row.row for row in found.rows] == [2, 3]


def test_whoever_first_holds_goods_yields_to_a_stated_owner(records: SimpleNamespace) -> None:
    case = chain(records, TOLLING, stated="MILL")
    assert owner(case, "CLOTH", "BRAND") == "MILL"
    assert conflicts(case, "owner-contradiction") == []


def test_a_row_that_was_not_read_leaves_the_owner_open(records: SimpleNamespace) -> None:
    lost = Unread(RowRef("transfers.csv", 9), "CLOTH", None, "no to")
    case = chain(records, TOLLING, unread=(lost,))
    assert owner(case, "CLOTH", "SEWER") is None
    assert owner(case, "SHIRT", "SEWER") is None


def test_the_trace_shows_the_owner_beside_the_holder(records: SimpleNamespace) -> None:
    shown = {(lot.id, lot.holder): lot.owner for lot in trace(chain(records, TOLLING), "SHIRT", "SHOP").lots}
    assert shown[("SHIRT", "SEWER")] == "BRAND"
    assert shown[("CLOTH", "BRAND")] == "BRAND"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from([None, *TransferKind]), min_size=4, max_size=4),
    owners=st.lists(st.sampled_from([None, *PARTIES]), min_size=4, max_size=4),
    turn=st.integers(0, 3),
)
def test_no_kilogram_depends_on_kinds_or_owners_and_no_answer_on_the_order_of_rows(
    records: SimpleNamespace, kinds: list[TransferKind | None], owners: list[str | None], turn: int
) -> None:
    r = records
    ends = (("BRAND", "SEWER"), ("MILL", "SEWER"), ("SEWER", "BRAND"), ("BRAND", "SHOP"))
    plain = r.case(
        r.raw("C", "BRAND", 0, "CLOTH", 60),
        r.raw("D", "MILL", 0, "CLOTH", 40),
        *(r.transfer(f"T{at}", "CLOTH", *pair, at + 1, 20) for at, pair in enumerate(ends)),
    )
    told = tuple(
        replace(one, kind=kind, owner=who)
        for one, kind, who in zip(plain.transfers, kinds, owners, strict=True)
    )
    case = replace(plain, transfers=told)
    first, second = trace(plain, "CLOTH", "SHOP"), trace(case, "CLOTH", "SHOP")
    for field in ("mass_kg", "origins", "through", "untraced_kg"):
        assert getattr(first, field) == getattr(second, field)
    assert read_owners(case) == read_owners(replace(case, transfers=told[turn:] + told[:turn]))
