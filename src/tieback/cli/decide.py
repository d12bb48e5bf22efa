"""`tieback decide`: what is open on a desk, and a person's decision about it, one by one or by the sheet."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.cli.matter import Matter
    from tieback.model.case import Decision
    from tieback.screen.deciding import Asked

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
_DAY = ["%Y-%m-%d"]
_SHOWN = 40
_COLUMNS = ("alert", "party", "list", "listed as", "score", "why", "remembered")


@app.command()
def decide(
    where: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or a file of parties (then with --desk)")
    ] = None,
    alert: Annotated[
        str | None,
        typer.Argument(help="the alert's id, or affiliation/LIST/PARTY; without: show what is open"),
    ] = None,
    value: Annotated[str | None, typer.Argument(help="true, false or needs-information")] = None,
    code: Annotated[str | None, typer.Option(help="the reason; --codes shows them all")] = None,
    by: Annotated[str | None, typer.Option(help="who decides")] = None,
    note: Annotated[str | None, typer.Option(help="anything a reader should know")] = None,
    until: Annotated[
        datetime | None,
        typer.Option(metavar="DATE", formats=_DAY, help="its last day (default for false: 12 months on)"),
    ] = None,
    desk: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="the folder that keeps the journal of a file of parties"),
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="write what is open as a sheet to fill in")
    ] = None,
    filled: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="record a filled sheet, whole or not at all"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="decided alerts too")] = False,
    lists: Annotated[
        list[str] | None, typer.Option("--list", metavar="ID", help="as with `tieback screen`")
    ] = None,
    threshold: Annotated[str | None, typer.Option(metavar="W", help="as with `tieback screen`")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(metavar="DATE", formats=_DAY, help="decisions as of this day (default: today, UTC)"),
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="show the reason codes")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Show open alerts, export them as a sheet, or record decisions in the journal. Nothing else is changed."""
    from tieback.cli.matter import Wanted, open_matter
    from tieback.cli.screen import least_score
    from tieback.screen.deciding import Ruling

    if codes:
        _print_codes(as_json=as_json)
        return
    if where is None:
        raise typer.BadParameter("name a case or a file of parties", param_hint="WHERE")
    if (alert is None) is not (value is None):
        raise typer.BadParameter(
            "an alert and what it is: true, false or needs-information", param_hint="VALUE"
        )
    now = datetime.now(UTC)
    wanted = Wanted(desk, lists or [], least_score(threshold), as_of.date() if as_of else now.date())
    matter = open_matter(where, wanted)
    if alert is not None and value is not None:
        ruling = Ruling(value, code or "", by or "", note, until.date() if until else None)
        _record(matter, [_decided(matter, alert, ruling, now.date())], now, None, as_json=as_json)
    elif filled is not None:
        _record(matter, _from_sheet(matter, filled, now.date(), by), now, filled, as_json=as_json)
    else:
        open_ones = [item for item in matter.asked.values() if item.alert and (everything or item.open)]
        if sheet is not None:
            _export(sheet, open_ones)
        _show(open_ones, as_json=as_json)


def _decided(matter: "Matter", alert: str, ruling: "Any", on: date) -> "Decision":
    from tieback.screen.deciding import decide as decided

    item = matter.asked.get(alert)
    if item is None:
        raise Refused(
            f"there is no alert {alert!r} now", remedy="`tieback decide WHERE --all` shows those there are"
        )
    return decided(item, ruling, on)


def _from_sheet(matter: "Matter", path: Path, on: date, by: str | None) -> "Sequence[Decision]":
    from tieback.screen.decision_sheet import SheetRefused, read_sheet
    from tieback.table.read import read_table

    if not path.is_file():
        raise Refused(
            "there is no such file", str(path), remedy="export a sheet with --export and fill it in"
        )
    try:
        return read_sheet(read_table(path), matter.asked, on, by)
    except SheetRefused as refusal:
        for row in refusal.rows[1:]:
            sys.stderr.write(f"{row}\n")
        raise


def _record(
    matter: "Matter", decisions: "Sequence[Decision]", now: datetime, sheet: Path | None, *, as_json: bool
) -> None:
    """One entry of the journal, whatever the number; what stands there already is not written again."""
    from tieback.model.plain import plain
    from tieback.proof import journal
    from tieback.proof.digest import sha256_file
    from tieback.screen.decision import ONE, SEVERAL, body_of, recorded_sheet, sheet_body

    repeated = [item for item in decisions if item is matter.asked[item.alert].standing]
    if sheet is not None and decisions:
        digest = sha256_file(sheet)
        if (before := recorded_sheet(matter.journal, digest)) is not None:
            raise Refused(
                f"this sheet is recorded already, entry {before.seq} of {before.at.date()}; nothing was added",
                str(sheet),
                remedy="export a new one to decide again",
            )
    decisions = [item for item in decisions if item not in repeated]
    if decisions and sheet is not None:
        journal.append(matter.journal, SEVERAL, sheet_body(decisions, sheet.name, digest), now)
    elif decisions:
        journal.append(matter.journal, ONE, body_of(decisions[0]), now)
    if as_json:
        rows, again = ([{**plain(item), "basis": None} for item in told] for told in (decisions, repeated))
        _print(
            {
                "schema": "tieback.decide/1",
                "journal": str(matter.journal),
                "recorded": rows,
                "standing": again,
            }
        )
        return
    for item in repeated:
        sys.stdout.write(f"{item.alert}: {item.value} stands already, decided by {item.by} on {item.on}\n")
    for item in decisions:
        until = f" until {item.until}" if item.until else ""
        sys.stdout.write(f"{item.alert}: {item.value}, {item.reason}; by {item.by}{until}\n")
    sys.stdout.write(f"{len(decisions)} recorded in {matter.journal}\n")


def _export(path: Path, asked: "Sequence[Asked]") -> None:
    from tieback.screen.decision_sheet import SHEET, sheet_rows
    from tieback.screen.reason import reasons
    from tieback.table.write import write_table

    readme = [
        "Fill in decision (true, false, needs-information), code and by; until and note if you like.",
        "Leave decision blank where you do not decide. Then: tieback decide WHERE --import FILE",
        *(
            f"{item.code}: {item.value}; {', '.join(sorted(item.kinds))}; {item.meaning}; {item.meaning_zh}"
            for item in reasons().values()
        ),
    ]
    write_table(path, SHEET, sheet_rows(asked), sheet="alerts", readme=readme)
    sys.stderr.write(f"wrote {len(asked)} alerts to {path}\n")


def _show(asked: "Sequence[Asked]", *, as_json: bool) -> None:
    from tieback.model.plain import plain
    from tieback.screen.text_table import aligned

    if as_json:
        _print({"schema": "tieback.decide/1", "alerts": [plain(item.alert) for item in asked]})
        return
    sys.stdout.write(f"{len(asked)} alert{'s' * (len(asked) != 1)}\n")
    if asked:
        sys.stdout.writelines(f"{line}\n" for line in aligned([_COLUMNS, *_lines(asked[:_SHOWN])]))
    if len(asked) > _SHOWN:
        sys.stdout.write(f"... and {len(asked) - _SHOWN} more: see --export or --json\n")


def _lines(asked: "Sequence[Asked]") -> Iterator[tuple[str, ...]]:
    from tieback.screen.memory import tell_memory

    for item in asked:
        alert = item.alert
        if alert is not None:
            score = "exact" if alert.exact else format(alert.score, "f")
            told = tell_memory(alert.memory) if alert.memory else ""
            party = alert.subject.name or alert.subject.id
            yield item.id, party, alert.list, alert.entity.name, score, f"{alert.kind}: {alert.rule}", told


def _print_codes(*, as_json: bool) -> None:
    from tieback.model.plain import plain
    from tieback.screen.reason import reasons
    from tieback.screen.text_table import aligned

    if as_json:
        _print({"schema": "tieback.decide/1", "codes": plain(tuple(reasons().values()))})
        return
    rows = [
        (item.value, item.code, ", ".join(sorted(item.kinds)), item.meaning) for item in reasons().values()
    ]
    sys.stdout.writelines(
        f"{line}\n" for line in aligned([("value", "code", "alerts", "meaning"), *rows], most=90)
    )


def _print(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
