"""`tieback labour conventions COUNTRY` and `tieback labour instrument CODE`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.cli.option import read_day
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.labour.comment import Comment
    from tieback.labour.convention import Conventions, Line

_Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def conventions(
    country: Annotated[str, typer.Argument(help="ISO 3166-1 code or name.")],
    on: Annotated[str | None, typer.Option(help="The day asked about (default: today, UTC).")] = None,
    page: Annotated[Path | None, typer.Option("--report", help="Write the answer as an HTML page.")] = None,
    as_json: _Json = False,
) -> None:
    """Where a country stands with the fundamental instruments on a day, and what the supervisory bodies said."""
    from tieback.labour.convention import conventions as stand
    from tieback.labour.shelf import Shelf

    answer = stand(_country(country), read_day("--on", on) or datetime.now(UTC).date(), Shelf().held())
    if page is not None:
        from tieback.labour.report import conventions_page
        from tieback.table.write import replace

        replace(page, conventions_page(answer).encode())
    if as_json:
        typer.echo(json.dumps(document(answer), ensure_ascii=False, indent=2))
    else:
        sys.stdout.write(report(answer))


def instrument(
    code: Annotated[str, typer.Argument(help="C029, P029, C105, ...")], as_json: _Json = False
) -> None:
    """What an instrument obliges, article by article, in our own words with citations."""
    from tieback.labour.instrument import find_instrument, obligations

    found = find_instrument(code)
    rows = obligations(found.code)
    if as_json:
        body = {
            "schema": "tieback.labour.instrument/1",
            "version": __version__,
            "as_of": None,
            "notes": [],
            **plain(found),
            "articles": plain(rows),
        }
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        return
    lines = [
        f"{found.code}  {found.title}",
        f"  adopted {found.adopted_on}, in force {found.in_force_on} ({found.confidence}: {found.source})",
        f"  binds a member {found.months} months after its ratification is registered",
    ]
    for row in rows:
        mark = "" if row.confidence.decides else "  [unverified]"
        lines.append(f"  Art. {row.article:<9} {row.kind:<10} {row.obliges}{mark}")
        lines.append(f"  {'':<15}source: {row.source}")
    lines.append("The words are ours; the text that binds is the ILO's.")
    sys.stdout.write("\n".join(lines) + "\n")


def document(answer: "Conventions") -> dict[str, Any]:
    """The JSON of CONTRACTS.md (`labour conventions`), with the clock, reasons and unverified rows beside it."""
    return {
        "schema": "tieback.labour.conventions/1",
        "version": __version__,
        "as_of": plain(answer.on),
        "notes": [],
        "country": answer.country,
        "name": answer.name,
        "on": plain(answer.on),
        "instruments": [plain(line) for line in answer.instruments],
        "comments": [plain(comment) for comment in answer.comments],
    }


def report(answer: "Conventions") -> str:
    """The answer for people: a line per instrument, its dates apart, then the comments with the replies."""
    from tieback.labour.report import STATUS_WORDS

    lines = [f"{answer.name} ({answer.country}) on {answer.on}", ""]
    for line in answer.instruments:
        lines.append(f"{line.code}  {STATUS_WORDS[line.status]:<22} {line.title}")
        lines += [f"      {text}" for text in _details(line)]
    lines.append("")
    if not answer.comments:
        lines.append(
            "Comments of the supervisory bodies: none held; that says nothing about whether there are any."
        )
    for comment in answer.comments:
        where = f", {comment.article}" if comment.article else ""
        lines += [
            f"{comment.body} {comment.kind}, {comment.code}{where}, {_when(comment)}",
            f"      says:   [{comment.verb}] {comment.says}",
        ]
        if comment.relays:
            lines.append(f"      relays: {comment.relays}")
        lines.append(f"      reply:  {comment.reply or 'none held'}")
        lines.append(f"      source ({comment.confidence}): {comment.source}")
    lines.append(
        "Approval at home, registration with the ILO and entry into force are three dates. This is a register of "
        "sources, not a legal determination."
    )
    return "\n".join(lines) + "\n"


def _details(line: "Line") -> list[str]:
    dates = [
        ("approved at home", line.approved_on),
        ("registered", line.registered_on),
        ("in force as stated", line.in_force_on),
        ("in force as computed", line.in_force_computed_on),
        ("denounced", line.denounced_on),
        ("first report due", line.first_report_due_on),
    ]
    out = []
    if known := ", ".join(f"{name} {value}" for name, value in dates if value):
        out.append(known)
    if line.status.value in {"in_force", "ratified_not_in_force"} and line.clock.rule:
        out.append(f"regular reports {line.clock.rule}")
    if line.reason:
        out.append(line.reason)
    if line.source:
        out.append(f"source ({line.confidence}): {line.source}")
    out += [
        f"unverified: {record.act.value.replace('_', ' ')} {record.on.text} ({record.source})"
        for record in line.unverified
    ]
    return out


def _when(comment: "Comment") -> str:
    return f"adopted {comment.adopted}, published {comment.session} ({comment.published})"


def _country(text: str) -> str:
    from tieback.labour.country import country_named, is_union, nearest_countries

    if is_union(text):
        raise Refused("the European Union is no country", remedy="name one of its member states, such as DE")
    if found := country_named(text):
        return found
    near = nearest_countries(text)
    meant = f"near it: {', '.join(near)}; " if near else ""
    raise Refused(
        f"{text!r} is no country", remedy=f"{meant}give an ISO 3166-1 code such as CN, or its English name"
    )
