"""The material as a page shows it: every value a string, every name looked up, nothing decided here."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from tieback.assess.regime import Regime
from tieback.attest.material import Material
from tieback.attest.render.pictures import picture_rows
from tieback.attest.selection import alert_item, document_path, finding_item, gap_item
from tieback.model.alert import Alert
from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.finding import Counterfactual, Finding, Missing, Reason
from tieback.model.goods import Quantity
from tieback.model.record import RowRef
from tieback.model.site import SiteKind
from tieback.model.trace import Conflict, Gap, Origin, Trace
from tieback.screen.alignment import explain
from tieback.screen.bridge import figure
from tieback.screen.memory import tell_memory
from tieback.trace.papers import support

NOTHING = "–"
MARK = {Answer.YES: "■", Answer.NO: "□", Answer.UNKNOWN: "?", Answer.CONFLICT: "≠"}
CONTENTS = (
    ("summary", "Summary"),
    ("findings", "Findings"),
    ("parties", "Parties and lists"),
    ("chain", "Chain"),
    ("quantities", "Quantities"),
    ("gaps", "Gaps"),
    ("documents", "Documents"),
    ("method", "Method"),
)

Row = dict[str, Any]


def show(value: object) -> str:
    """A value for reading: a dash where it is unknown, thousands separated in kilograms."""
    match value:
        case None | "":
            return NOTHING
        case Decimal():
            return f"{value:,f}"
        case Quantity():
            basis = "" if value.basis.value == "unknown" else f" {value.basis.value}"
            return f"{value.value:,f} {value.unit}{basis}"
    return str(value)


def anchor(kind: str, identifier: str) -> str:
    """An HTML id made of an identifier of ours."""
    return f"{kind}-" + "".join(char if char.isalnum() else "-" for char in identifier)


class Names:
    """Party and site names by id; an id that is nobody's is shown as it stands."""

    def __init__(self, case: Case) -> None:
        self._parties = {party.id: party.name for party in case.parties}
        self._sites = {site.id: site for site in case.sites}

    def party(self, identifier: str | None) -> str:
        """The party's name with its id, a dash for nobody."""
        if not identifier:
            return NOTHING
        name = self._parties.get(identifier)
        return f"{name} [{identifier}]" if name and name != identifier else identifier

    def of(self, kind: str, identifier: str) -> str:
        """The name of an origin of any kind."""
        if kind == "party":
            return self.party(identifier)
        site = self._sites.get(identifier) if kind == "site" else None
        return f"{identifier}, {self.party(site.party)}" if site else identifier


def rows_of(refs: Iterable[RowRef]) -> str:
    """Row references as a reader finds them in a spreadsheet."""
    return "; ".join(f"{ref.file} row {ref.row}" for ref in refs) or NOTHING


def finding_row(finding: Finding, names: Names, regime: Regime) -> Row:
    """One finding with its reasons, what is missing, and what would change it, in the words of its regime."""
    question = next((test.question for test in regime.tests if test.id == finding.test), finding.test)
    reasons = [reason_row(reason) for reason in finding.reasons]
    return {
        "id": finding.id,
        "item": finding_item(finding),
        "anchor": anchor("finding", finding.id),
        "question": question,
        "about": f"{finding.subject.kind} {finding.subject.id}",
        "outcome": finding.outcome.value,
        "mark": MARK[finding.outcome],
        "regime": finding.regime,
        "regime_version": finding.regime_version,
        "first_reason": reasons[0]["text"] if reasons else NOTHING,
        "reasons": reasons,
        "missing": [missing_row(missing, names, regime) for missing in finding.missing],
        "counterfactuals": [counterfactual_row(item, regime) for item in finding.counterfactuals],
    }


def reason_row(reason: Reason) -> Row:
    """A reason, with the place in this page where it is shown."""
    href = {"alert": anchor("alert", reason.ref), "trace": "quantities", "document": "documents"}.get(
        reason.kind
    )
    return {"kind": reason.kind, "text": reason.text, "href": href}


def missing_row(missing: Missing, names: Names, regime: Regime) -> Row:
    """A missing fact and who would hold it."""
    return {
        "fact": regime.fact(missing.fact).question,
        "about": missing.about,
        "holder": names.party(missing.holder),
        "documents": ", ".join(missing.documents) or NOTHING,
    }


def counterfactual_row(item: Counterfactual, regime: Regime) -> Row:
    """“If the documents show that X”, never “obtain X”."""
    text = " and ".join(
        regime.fact(setting.fact).clause(setting.about, setting.value) for setting in item.set
    )
    return {"outcome": item.outcome.value, "text": text}


def alert_row(alert: Alert) -> Row:
    """An alert with its explanation: both names joined part by part, and the weights that add up to its score."""
    from markupsafe import Markup

    return {
        "anchor": anchor("alert", alert.id),
        "item": alert_item(alert),
        "id": alert.id,
        "kind": alert.kind.value,
        "list": alert.list,
        "score": show(alert.score),
        "rule": alert.rule,
        "decision": tell_memory(alert.memory) if alert.memory else "none recorded",
        "name_a": alert.name_a,
        "name_b": alert.name_b,
        "text": alert.text,
        "figure": Markup(figure(explain(alert), ("in the case", "on the list"))),  # noqa: S704 - escaped there
    }


def origin_row(origin: Origin, names: Names) -> Row:
    """Kilograms of one origin."""
    note = " (enters without known mass)" if origin.without_mass else ""
    note += " (outer bounds)" if origin.bounds == "outer" else ""
    return {
        "kind": origin.kind,
        "id": names.of(origin.kind, origin.id) + note,
        "least": show(origin.least_kg),
        "proportional": show(origin.proportional_kg),
        "most": show(origin.most_kg),
        "most_traced": show(origin.most_traced_kg),
        "path": " → ".join(origin.steps) or NOTHING,
    }


def trace_row(
    trace: Trace, case: Case, alerts: Collection[Alert], names: Names, prefix: str, *, parts: bool = True
) -> Row:
    """A trace: its pictures with their tables, and the kilograms per origin. `prefix`: of ids, unique in the page."""
    return {
        "lot": trace.lot,
        "anchor": prefix,
        "holder": names.party(trace.holder),
        "apart": [
            f"{lot.id} at {names.party(lot.holder)}: {' and '.join(map(names.party, lot.owner.split('; ')))}"
            for lot in trace.lots
            if lot.owner not in {None, lot.holder}
        ],
        "mass": show(trace.mass_kg) if trace.mass_kg is not None else None,
        "untraced": show(trace.untraced_kg) if trace.untraced_kg else None,
        **picture_rows(trace, case, alerts, prefix, parts=parts),
        "tables": [
            (title, [origin_row(origin, names) for origin in origins])
            for title, origins in (
                ("Made as raw material by, at, in", trace.origins),
                ("Passed through", trace.through),
            )
            if origins
        ],
    }


def gap_row(gap: Gap | Conflict) -> Row:
    """A gap or conflict with its rows."""
    return {
        "id": gap.id,
        "item": gap_item(gap),
        "kind": gap.kind,
        "ref": gap.ref,
        "text": gap.text,
        "rows": rows_of(gap.rows),
        "tier": show(gap.tier if isinstance(gap, Gap) else None),
        "holder": show(gap.holder if isinstance(gap, Gap) else None),
    }


def site_rows(case: Case, names: Names) -> list[Row]:
    """Sites, with the documents that support each production site."""
    evidence: dict[str, set[str]] = {}
    made_at = {transformation.id: transformation.site for transformation in case.transformations}
    for record, documents in support(case).items():
        evidence.setdefault(made_at.get(record, record), set()).update(item.file for item in documents)
    return [
        {
            "id": site.id,
            "party": names.party(site.party),
            "kind": show(site.kind.value if site.kind else None),
            "address": show(site.address),
            "postal_code": show(site.postal_code),
            "country": show(site.country),
            "evidence": "; ".join(sorted(evidence.get(site.id, ())))
            or ("none in the index" if site.kind is SiteKind.PRODUCTION else NOTHING),
        }
        for site in case.sites
    ]


def party_rows(material: Material) -> list[Row]:
    """Parties with their screening status."""
    statuses = {status.party: status for status in material.statuses}
    rows = []
    for party in material.case.parties:
        status = statuses.get(party.id)
        rows.append(
            {
                "id": party.id,
                "name": party.name,
                "name_local": party.name_local,
                "declared": party.declared,
                "role": show(party.role),
                "country": show(party.country),
                "identifiers": "; ".join(f"{item.scheme} {item.value}" for item in party.identifiers)
                or NOTHING,
                "status": status.status if status else "unknown",
                "reason": "" if status is None else status.reason.removeprefix(status.status).strip(),
            }
        )
    return rows


def edition_rows(material: Material) -> list[Row]:
    """The editions used, complete or not."""
    return [
        {
            "list": edition.list,
            "title": edition.title,
            "published_on": show(edition.published_on),
            "retrieved_at": show(edition.retrieved_at.date() if edition.retrieved_at else None),
            "entries": show(edition.entries),
            "expected": show(edition.expected),
            "complete": "yes"
            if edition.complete
            else "no: it can raise alerts; a party it does not name may still be listed",
            "sha256": edition.sha256,
        }
        for edition in material.editions
    ]


def document_rows(case: Case, names: Names) -> list[Row]:
    """The annotated document list; a document the index names but the folder lacks says so."""
    return [
        {
            "file": document.file,
            "item": document_path(document),
            "title": document.title or document.file,
            "kind": show(document.kind),
            "language": show(document.language),
            "issued_on": show(document.issued_on),
            "number": show(document.number),
            "issuer": names.party(document.issuer),
            "supports": ", ".join(document.supports) or NOTHING,
            "translation_of": document.translation_of,
            "sha256": document.sha256 or "not in the folder",
        }
        for document in case.documents
    ]


def input_rows(case: Case) -> list[Row]:
    """The files as they were read, with the header mapping."""
    return [
        {
            "path": item.path,
            "size": f"{item.size_bytes:,}",
            "sha256": item.sha256,
            "mapping": "; ".join(
                f"{header} → {column}" for header, column in item.mapping if header != column
            )
            or NOTHING,
        }
        for item in case.inputs
    ]
