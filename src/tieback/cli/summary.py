"""The one-screen summary of a check: words and marks first, colour only beside them. Says nothing of its own."""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tieback.assess.calendar import due
from tieback.assess.regime import Regime, load_regime
from tieback.check import Check
from tieback.lists.edition import Edition
from tieback.model.answer import Answer
from tieback.model.finding import Counterfactual, Finding, Setting
from tieback.model.trace import Trace
from tieback.screen.explanation import edition_words
from tieback.screen.memory import tell_memory

MARKS = {Answer.YES: "■", Answer.NO: "□", Answer.UNKNOWN: "?", Answer.CONFLICT: "≠"}
_COLOURS = {
    Answer.YES: "bold red",
    Answer.NO: "bold green",
    Answer.UNKNOWN: "bold yellow",
    Answer.CONFLICT: "bold magenta",
}
_ALERTS = 5  # shown; all are in the dossier
_WAYS = 2  # counterfactuals shown per outcome
_CLAUSES = 4  # of one counterfactual
_CLOCKS = 4
_NOTES = 4
_WIDTH = 110  # where standard output is no terminal


def show(check: Check, folder: Path, out: Path | None) -> None:
    """Print the summary of `check` on standard output."""
    blocks = (*_head(check, folder), *_findings(check), *_clocks(check), *_tail(check, out))
    terminal = Console(highlight=False)
    if terminal.is_terminal:
        terminal.print(*blocks, sep="\n")
        return
    page = Console(width=_WIDTH, no_color=True, highlight=False, file=io.StringIO())
    page.print(*blocks, sep="\n")
    lines = cast("io.StringIO", page.file).getvalue().splitlines()
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))


def _head(check: Check, folder: Path) -> Iterator[RenderableType]:
    case = check.case
    names = {party.id: party.name for party in case.parties}
    yield Text(case.title or case.name, style="bold")
    yield _facts(
        [
            (
                "case",
                [
                    f"{folder} as of {check.as_of}, importer {names.get(case.importer or '', case.importer or 'not stated')}"
                ],
            ),
            ("lists", [_edition(item) for item in check.editions] or ["none"]),
            ("parties", [_counted(check)]),
            ("alerts", list(_alerts(check))),
        ]
    )


def _edition(edition: Edition) -> str:
    if edition.complete:
        size = f"complete, {edition.entries:,} entries"
    elif edition.expected is None:
        size = f"incomplete: {edition.entries:,} entries held, how many are missing is not known"
    else:
        size = f"incomplete: {edition.entries:,} of {edition.expected:,} entries held"
    return f"{edition_words(edition)}, {size}"


def _counted(check: Check) -> str:
    answers = [item.answer for item in check.screening.statuses]
    counts = [
        f"{answers.count(word)} {word}"
        for word in ("possible match", "none found", "unknown")
        if word in answers
    ]
    return f"{len(answers)} screened" + (f": {', '.join(counts)}" if counts else "")


def _alerts(check: Check) -> Iterator[str]:
    ranked = sorted(check.alerts, key=lambda item: (item.silent, not item.exact, -item.score, item.id))
    if not ranked:
        yield "no possible match"
    for alert in ranked[:_ALERTS]:
        how = "exact" if alert.exact else f"{alert.score:.2f}"
        decided = f", {tell_memory(alert.memory)}" if alert.memory else ""
        met = f"{alert.label}, {how}, {alert.kind} on {alert.list}: {alert.entity.name}{decided}"
        yield f"{alert.subject.kind} {alert.subject.id}: {met}"
    if len(ranked) > _ALERTS:
        yield f"and {len(ranked) - _ALERTS} more"


def _findings(check: Check) -> Iterator[RenderableType]:
    traces = {trace.lot: trace for trace in reversed(check.traces)}
    for subject in dict.fromkeys(finding.subject for finding in check.findings):
        own = [finding for finding in check.findings if finding.subject == subject]
        yield Text()
        mass = _mass(traces.get(subject.id)) if subject.kind == "lot" else ""
        yield Text.assemble((f"{subject.kind.capitalize()} {subject.id}", "bold"), mass)
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for finding in own:
            mark = Text(f"{MARKS[finding.outcome]} {finding.outcome}", style=_COLOURS[finding.outcome])
            table.add_row(f"{finding.regime} {finding.test}", mark, Group(*_why(finding)))
        yield Padding(table, (0, 0, 0, 2))


def _mass(trace: Trace | None) -> str:
    if trace is None:
        return ", not traced"
    mass = "mass unknown" if trace.mass_kg is None else f"{trace.mass_kg:,} kg"
    loose = "unknown" if trace.untraced_kg is None else f"at most {trace.untraced_kg:,} kg"
    steps = (
        f"{_count(len(trace.transformations), 'transformation')}, {_count(len(trace.transfers), 'transfer')}"
    )
    return f", {mass} as made; untraced: {loose}; {steps}"


def _why(finding: Finding) -> Iterator[Text]:
    for reason in finding.reasons[: 2 if finding.outcome is Answer.YES else 1]:
        yield Text(reason.text)
    if finding.missing:
        yield _missing(finding)
    for target in (Answer.NO, Answer.YES):
        ways = [item for item in finding.counterfactuals if item.outcome is target]
        if ways:
            yield _ways(finding, target, ways)


def _missing(finding: Finding) -> Text:
    first, *rest = finding.missing
    question = load_regime(finding.regime).fact(first.fact).question
    more = f"; {len(rest)} more" if rest else ""
    asked = f"{question} ({first.about}) {', '.join(first.documents[:3])}; held by {first.holder or 'not known'}{more}"
    return Text.assemble(("missing first: ", "dim"), asked)


def _ways(finding: Finding, target: Answer, ways: Sequence[Counterfactual]) -> Text:
    regime = load_regime(finding.regime)
    first = ways[0].set
    said = [_clauses(regime, first), *(_other(regime, first, way.set) for way in ways[1:_WAYS])]
    more = f"; {_count(len(ways) - _WAYS, 'more way')}" if len(ways) > _WAYS else ""
    return Text.assemble((f"{target} if the documents show that ", "dim"), "; or ".join(said) + more)


def _other(regime: Regime, first: Sequence[Setting], way: Sequence[Setting]) -> str:
    """A way beside the first: whole where it is short, else by what differs, which a cut would hide."""
    if len(way) <= _CLAUSES:
        return f"that {_clauses(regime, way)}"
    left, added = ([item for item in one if item not in other] for one, other in ((first, way), (way, first)))
    if not left or len(left) + len(added) >= len(way):
        return f"that {_clauses(regime, way)}"
    return f"the same, but instead of “{_clauses(regime, left)}” that {_clauses(regime, added)}"


def _clauses(regime: Regime, settings: Sequence[Setting]) -> str:
    shown = [regime.fact(item.fact).clause(item.about, item.value) for item in settings[:_CLAUSES]]
    rest = len(settings) - len(shown)
    return " and ".join(shown) + (f" and {rest} more" if rest else "")


def _clocks(check: Check) -> Iterator[RenderableType]:
    if not check.deadlines:
        return
    yield Text()
    yield Text("Clocks (earliest loss of goods first)", style="bold")
    rows = []
    for item in check.deadlines[:_CLOCKS]:
        late = ", before the as-of date" if item.on < check.as_of else ""
        loss = "loss of goods: " if item.loses_goods else ""
        rows.append(
            (str(item.on), [f"{loss}{item.consequence}{late}; {item.what}; {item.citation} ({item.status})"])
        )
    loss_on = next((item.on for item in check.deadlines if item.loses_goods), None)
    if loss_on:
        rows.append(("export", [f"instead, with {loss_on} as the last safe day"]))
    yield _facts(rows)


def _tail(check: Check, out: Path | None) -> Iterator[RenderableType]:
    rows: list[tuple[str, list[str]]] = []
    if gaps := {gap.id for trace in check.traces for gap in trace.gaps}:
        clock = check.papers_due
        by = f"; due on {due(clock, check.as_of)}" if clock else ""
        rows.append(("missing", [f"{len(gaps)} gaps in the records supplied{by}"]))
    if check.notes or check.case.unread:
        lost = len(check.case.unread)
        rows.append(
            (
                "notes",
                [
                    *_notes(check),
                    *([f"{lost} row{'s' * (lost != 1)} of the goods records not read"] if lost else []),
                ],
            )
        )
    if check.dossier is not None and out is not None:
        rows.append(("dossier", [str(out / check.dossier.html), str(out / check.dossier.zip)]))
    if rows:
        yield Text()
        yield _facts(rows)


def _notes(check: Check) -> Iterator[str]:
    telling = [note for note in check.notes if note.effect != "none"]
    for note in telling[:_NOTES]:
        where = ", ".join(
            str(item) for item in (note.file, note.row and f"row {note.row}", note.column) if item
        )
        yield f"{where}: {note.reason}; {note.effect}"
    rest = len(check.notes) - len(telling[:_NOTES])
    if rest:
        yield f"{'and ' if telling else ''}{_count(rest, 'more note' if telling else 'note')} in the dossier, section 6"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _facts(rows: Iterable[tuple[str, Sequence[str]]]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, lines in rows:
        table.add_row(name, Text("\n".join(lines)))
    return Padding(table, (0, 0, 0, 2))
