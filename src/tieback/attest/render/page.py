"""`file/dossier.html` and its kin: one file, no script, no request to anywhere, legible in Chinese and on paper."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tieback.assess.calendar import papers_due, say_due
from tieback.assess.regime import load_regime
from tieback.attest.material import Material
from tieback.attest.render import view
from tieback.attest.selection import alert_item, document_path, gap_item
from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.trace import Trace
from tieback.screen.bridge import stylesheet

if TYPE_CHECKING:
    import jinja2


@cache
def _template(name: str) -> "jinja2.Template":
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files(__package__).joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def render(material: Material) -> str:
    """The page of the internal file."""
    return _template("dossier.html.j2").render(context(material, material.alerts))


def render_submission(material: Material, included: Collection[str]) -> str:
    """The page of a submission: the chain as recorded, and of everything else only what was `included`."""
    alerts = [alert for alert in material.alerts if alert_item(alert) in included]
    case = material.case
    papers = tuple(item for item in case.documents if document_path(item) in included)
    shown = replace(
        material,
        case=replace(case, documents=papers),
        traces=tuple(_selected(trace, included) for trace in material.traces),
    )
    values = context(shown, alerts, parts=False)
    for kind in ("findings", "gaps", "conflicts", "documents"):
        values[kind] = [row for row in values[kind] if row["item"] in included]
    values["gaps"] += values["conflicts"]
    return _template("submission.html.j2").render(values)


def render_trace(case: Case, trace: Trace, version: str, as_of: date) -> str:
    """A page of one trace, without screening: its pictures, kilograms, gaps and conflicts."""
    names = view.Names(case)
    return _template("trace.html.j2").render(
        css=_css(),
        title=f"Lot {trace.lot}",
        case=case.title or case.name,
        invented="EXAMPLE" in (case.title or ""),
        version=version,
        as_of=as_of.isoformat(),
        downstream=trace.direction == "down",
        static=trace.time == "static",
        t=view.trace_row(trace, case, (), names, "lot"),
        gaps=[view.gap_row(gap) for gap in trace.gaps],
        conflicts=[view.gap_row(item) for item in trace.conflicts],
        cycles=[", ".join(loop) for loop in trace.cycles],
    )


def _css() -> str:
    return files(__package__).joinpath("dossier.css").read_text("utf-8") + stylesheet()


def _selected(trace: Trace, included: Collection[str]) -> Trace:
    """The trace with the conflicts that were selected: no other leaves a mark in its pictures."""
    kept = tuple(conflict for conflict in trace.conflicts if gap_item(conflict) in included)
    return replace(trace, conflicts=kept)


def context(material: Material, alerts: Collection[Alert], *, parts: bool = True) -> dict[str, Any]:
    """Everything the template names, as strings and rows of strings; of alerts only those given.

    `parts`: with the kilograms of each band that are in the lot.
    """
    case, names = material.case, view.Names(material.case)
    findings = [view.finding_row(item, names, load_regime(item.regime)) for item in material.findings]
    return {
        "css": _css(),
        "title": case.title or case.name,
        "invented": "EXAMPLE" in (case.title or ""),
        "version": material.version,
        "as_of": material.as_of.isoformat(),
        "facts": _facts(case, names, material.as_of),
        "contents": view.CONTENTS,
        "findings": findings,
        "regimes": material.result["regimes"],
        "asks": _asks(findings),
        "deadlines": [
            {
                "on": view.show(item.on),
                "what": item.what,
                "consequence": item.consequence,
                "citation": item.citation
                if item.status == "verified"
                else f"{item.citation} ({item.status})",
            }
            for item in material.deadlines
        ],
        "editions": view.edition_rows(material),
        "parties": view.party_rows(material),
        "sites": view.site_rows(case, names),
        "alerts": [view.alert_row(alert) for alert in alerts],
        "traces": [
            view.trace_row(trace, case, alerts, names, f"lot-{number}", parts=parts)
            for number, trace in enumerate(material.traces, start=1)
        ],
        "due": say_due(papers_due(material.deadlines, material.as_of), material.as_of),
        "gaps": _once(view.gap_row(gap) for trace in material.traces for gap in trace.gaps),
        "conflicts": _once(view.gap_row(item) for trace in material.traces for item in trace.conflicts),
        "notes": [
            {name: view.show(value) for name, value in note.items()} for note in material.result["notes"]
        ],
        "documents": view.document_rows(case, names),
        "inputs": view.input_rows(case),
    }


def _facts(case: Case, names: view.Names, as_of: date) -> list[tuple[str, str]]:
    facts = [
        ("Importer", names.party(case.importer)),
        ("Goods", view.show(case.goods)),
        ("As of", as_of.isoformat()),
    ]
    facts += [
        (
            "Entry line",
            " / ".join(part for part in (entry.number, entry.line, entry.hts) if part) or view.NOTHING,
        )
        for entry in case.entries
    ]
    if case.detention and case.detention.notice_no:
        facts.append(("Detention notice", case.detention.notice_no))
    return facts


def _asks(findings: list[dict[str, Any]]) -> list[dict[str, str]]:
    return _once(missing for finding in findings for missing in finding["missing"])


def _once(rows: Any) -> list[dict[str, str]]:
    seen = {tuple(row.items()): row for row in rows}
    return list(seen.values())
