"""The pages of the stage: conventions of a country, cases under the rule sets, a company's file.

One HTML file each: no script, nothing loaded, everything escaped; both sides' words beside one another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tieback import __version__
from tieback.labour.classification import Classified
from tieback.labour.company import CompanyFile
from tieback.labour.convention import Conventions, Line
from tieback.labour.ratification import Status
from tieback.labour.registry import read_span
from tieback.labour.rule_set import RuleSet
from tieback.model.access import Access

STATUS_WORDS: Mapping[str, str] = {
    "in_force": "in force",
    "ratified_not_in_force": "ratified, not in force",
    "not_ratified": "not ratified",
    "denounced": "denounced",
    "unknown": "unknown",
}
CLUE_WORDS: Mapping[str, str] = {
    "yes": "present",
    "no": "absent",
    "unknown": "unknown",
    "conflict": "conflict",
}
RULE_WORDS: Mapping[str, str] = {
    "yes": "meets the rule",
    "no": "does not meet the rule",
    "unknown": "unknown",
    "conflict": "conflict",
}
FOUND_WORDS: Mapping[str, str] = {
    "yes": "found",
    "no": "not found",
    "unknown": "unknown",
    "conflict": "conflict",
}
_LEFT, _WIDTH, _ROW = 60, 900, 22
_DARK, _LIGHT, _NONE = "#1f5f8b", "#8fb3cc", "none"


@dataclass(frozen=True, slots=True)
class _Piece:
    x: float
    width: float
    fill: str
    dashed: bool
    text: str


def conventions_page(answer: Conventions) -> str:
    """A country's page: the picture, the same as a table, the comments with the replies."""
    title = f"{answer.name} and the ILO's fundamental instruments"
    return _render(
        "conventions.html.j2", title=title, answer=answer, words=STATUS_WORDS, chart=_chart(answer)
    )


def indicators_page(file: str, cases: Sequence[Classified], sets: Sequence[RuleSet]) -> str:
    """The cases of one file under the sets used."""
    return _render(
        "indicators.html.j2",
        title=f"Indicators: {file}",
        file=file,
        cases=cases,
        sets=sets,
        clue_words=CLUE_WORDS,
        rule_words=RULE_WORDS,
    )


def company_page(companies: Sequence[CompanyFile], ledgers: Sequence[Access]) -> str:
    """The files of companies, with the access ledgers their verifications rest on."""
    return _render(
        "company.html.j2",
        title="Indicators, remedies and what is open",
        companies=companies,
        ledgers=ledgers,
        found_words=FOUND_WORDS,
    )


def _render(template: str, **values: Any) -> str:
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("tieback.labour", ""), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(version=__version__, **values)


def _chart(answer: Conventions) -> Mapping[str, Any]:
    """Bars from registration and entry into force to the day asked about, one row per instrument."""
    last = answer.on.year + 1
    starts = [_start(line) for line in answer.instruments]
    first = min((start.year for start in starts if start), default=last - 10) - 1
    scale = (_WIDTH - _LEFT - 10) / max(last - first, 1)

    def x(day: date) -> float:
        return round(_LEFT + (day.year + day.timetuple().tm_yday / 366 - first) * scale, 1)

    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= 12)
    bars = [
        {
            "code": line.code,
            "y": 20 + row * _ROW,
            "pieces": _pieces(line, answer.on, x),
            "text": STATUS_WORDS[line.status],
        }
        for row, line in enumerate(answer.instruments)
    ]
    years = [(year, x(date(year, 1, 1))) for year in range(first + 1, last + 1) if year % step == 0]
    return {"width": _WIDTH, "height": 26 + len(bars) * _ROW, "left": _LEFT, "years": years, "bars": bars}


def _start(line: Line) -> date | None:
    text = line.registered_on or line.in_force_on
    return read_span(text).last_on if text else None


def _pieces(line: Line, on: date, x: Any) -> list[_Piece]:
    registered = _start(line)
    if registered is None or registered > on or line.status in {Status.DENOUNCED, Status.UNKNOWN}:
        return []
    force_text = line.in_force_on or line.in_force_computed_on
    force = read_span(force_text).last_on if force_text else None
    vague = len(line.registered_on or "") != len("2022-08-12")
    end = x(on)
    cut = x(force) if force and force <= on else end
    pieces = []
    if cut > x(registered):
        text = f"registered {line.registered_on}"
        pieces.append(_Piece(x(registered), round(cut - x(registered), 1), _LIGHT, vague, text))
    if force and force <= on:
        pieces.append(_Piece(cut, round(max(end - cut, 1), 1), _DARK, vague, f"in force {force_text}"))
    return pieces
