"""`file/dossier.html`: one file, no script, no request to anywhere, legible in Chinese and on paper."""

from collections.abc import Collection
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tieback.assess.regime import load_regime
from tieback.attest.material import Material
from tieback.attest.render import view
from tieback.attest.selection import alert_item
from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.picture.sankey import TABLE_HEADER
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
    """The page of a submission: the chain, and of everything else only what was `included`."""
    alerts = [alert for alert in material.alerts if alert_item(alert) in included]
    values = context(material, alerts)
    for kind in ("findings", "gaps", "conflicts", "documents"):
        values[kind] = [row for row in values[kind] if row["item"] in included]
    values["gaps"] += values["conflicts"]
    return _template("submission.html.j2").render(values)


def context(material: Material, alerts: Collection[Alert]) -> dict[str, Any]:
    """Everything the template names, as strings and rows of strings; of alerts only those given."""
    case, names = material.case, view.Names(material.case)
    findings = [view.finding_row(item, names, load_regime(item.regime)) for item in material.findings]
    return {
        "css": files(__package__).joinpath("dossier.css").read_text("utf-8") + stylesheet(),
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
        "chain_header": [word.capitalize() if word != "kg" else word for word in TABLE_HEADER],
        "traces": [view.trace_row(trace, case, alerts, names) for trace in material.traces],
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
