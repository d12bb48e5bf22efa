"""`tieback labour indicators FILE`: clues and classifications of cases, several rule sets side by side."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.cli.labour.note import tell_notes
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.labour.classification import Classified, Result

_WORDS = {"yes": "present", "no": "absent", "unknown": "unknown", "conflict": "conflict"}
_MEETS = {
    "yes": "meets the rule",
    "no": "does not meet the rule",
    "unknown": "unknown",
    "conflict": "conflict",
}


def indicators(
    file: Annotated[
        Path | None, typer.Argument(help="A table of answers: one row per job and period.")
    ] = None,
    rule_set: Annotated[list[str] | None, typer.Option("--set", help="Only these rule sets.")] = None,
    template: Annotated[Path | None, typer.Option(help="Write an empty table of answers instead.")] = None,
    page: Annotated[Path | None, typer.Option("--report", help="Write the answer as an HTML page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """The eleven indicators as clues, and rules of classification, on recorded answers. No score, no verdict."""
    from tieback.labour.answer_sheet import headers, read_answers
    from tieback.labour.classification import classify
    from tieback.labour.rule_set import rule_sets

    if template is not None:
        from tieback.table.write import write_table

        write_table(template, list(headers()), [])
        sys.stdout.write(f"{template}\n")
        return
    if file is None:
        raise typer.BadParameter("give a FILE of answers, or --template FILE")
    for name in rule_set or ():
        if name not in rule_sets():
            raise Refused(f"there is no rule set {name!r}", remedy=f"one of {', '.join(rule_sets())}")
    cases, notes = read_answers(file)
    found = [classify(case, rule_set) for case in cases]
    if page is not None:
        from tieback.labour.report import indicators_page
        from tieback.table.write import replace

        sets = [entry for name, entry in rule_sets().items() if not rule_set or name in rule_set]
        replace(page, indicators_page(file.name, found, sets).encode())
    if as_json:
        typer.echo(
            json.dumps(
                _document(found, [plain(note) for note in notes], rule_set), ensure_ascii=False, indent=2
            )
        )
        return
    for one in found:
        sys.stdout.write(_tell(one))
    sys.stdout.write(_sum(found))
    tell_notes([plain(note) for note in notes])


def _document(found: "list[Classified]", notes: list[Any], chosen: list[str] | None) -> dict[str, Any]:
    from tieback.labour.registry import rows
    from tieback.labour.rule_set import rule_sets

    sets = [entry for name, entry in rule_sets().items() if chosen is None or name in chosen]
    return {
        "schema": "tieback.labour.indicators/1",
        "version": __version__,
        "sets": [
            {"id": entry.id, "title": entry.title, "kind": entry.kind, "about": entry.about}
            | {"confidence": entry.confidence, "source": entry.source, "says": entry.says}
            for entry in sets
        ],
        "cases": [plain(one) for one in found],
        "tags": list(rows("state_tag.csv")),
        "counts": {name: dict(counts) for name, counts in _counts(found).items()},
        "notes": notes,
    }


def _tell(one: "Classified") -> str:
    from tieback.labour.report import CLUE_WORDS

    case = one.case
    about = ", ".join(filter(None, (case.job, case.period or "period not stated")))
    lines = [f"{case.case} ({about})"]
    for result in one.results:
        mark = "" if result.decides else "  [set not checked: decides nothing]"
        if result.kind == "clues" and not result.decides:
            lines.append(f"  {result.set}: its headings are answered as above{mark}")
        elif result.kind == "clues":
            lines.append(f"  {result.set}")
            lines += [f"    {CLUE_WORDS[clue.answer]:<8} {clue.indicator}" for clue in result.clues]
        else:
            lines.append(f"  {result.set:<17} {_said(result)}{mark}")
    if one.disagree:
        lines.append(f"  the sets differ: {', '.join(one.disagree)}")
    if case.refused:
        lines.append(f"  not answered on request: {', '.join(case.refused)}")
    lines += [f"  state-imposed form, judged by a person: {tag.id} ({tag.reason})" for tag in case.tags]
    return "\n".join(lines) + "\n"


def _said(result: "Result") -> str:
    from tieback.labour.report import RULE_WORDS

    if result.answer is None:
        return result.note or ""
    text = RULE_WORDS[result.answer]
    if result.because:
        text += f" ({', '.join(result.because)})"
    if result.missing:
        text += f"; not known: {', '.join(result.missing)}"
    return f"{text}; {result.note}" if result.note else text


def _counts(found: "list[Classified]") -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for one in found:
        for result in one.results:
            if result.kind == "classification":
                answer = result.answer.value if result.answer else "not applicable"
                counts.setdefault(result.set, Counter())[answer] += 1
    return counts


def _sum(found: "list[Classified]") -> str:
    lines = [f"{len(found)} cases"]
    for name, counts in _counts(found).items():
        said = ", ".join(f"{number} {answer}" for answer, number in sorted(counts.items()))
        lines.append(f"  {name}: {said}")
    lines.append("Counts of the cases recorded, not an estimate; clues are not added up; unknown is not no.")
    return "\n".join(lines) + "\n"
