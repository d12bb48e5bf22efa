"""`tieback trace CASE LOT`: the chain by tier, kilograms per origin with bounds, what is untraced, gaps, conflicts."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.model.case import Case
from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.model.trace import Origin, Trace

if TYPE_CHECKING:
    from tieback.assess.calendar import Deadline

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SHOWN = 40  # rows of a table on the screen; --json has all


@app.command()
def trace(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case: a folder with case.toml.")],
    lot: Annotated[str | None, typer.Argument(metavar="LOT", help="The lot, as the records name it.")] = None,
    holder: Annotated[
        str | None, typer.Option(help="Only what came to this party; else all of it as made.")
    ] = None,
    down: Annotated[bool, typer.Option("--down", help="Where the lot went, not where it came from.")] = False,
    static: Annotated[bool, typer.Option("--static", help="Leave dates aside: a wider answer.")] = False,
    source: Annotated[
        list[str] | None, typer.Option(help="Only these party, site, lot or region ids.")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Exact bounds however large the lot; else only where it is small.")
    ] = False,
    proof: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the proofs of exact bounds, as JSON.")
    ] = None,
    cut: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="The fewest papers that would bring this party, site, lot, region, or 'untraced', to nothing.",
        ),
    ] = None,
    papers: Annotated[
        bool, typer.Option("--papers", help="By tier, how much of the mass has which kind of document.")
    ] = False,
    books: Annotated[
        bool, typer.Option("--books", help="Month by month, the stocks and flows of every holder upstream.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the chain as an SVG picture.")
    ] = None,
    timeline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the dates of every lot as an SVG picture.")
    ] = None,
    site_map: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="Draw the sites on a map, as an SVG picture.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="A table of all finished lots, in place of LOT; goes with --out.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --all: the table (.csv .xlsx .jsonl .parquet).")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="Write one HTML page: pictures, tables, gaps, conflicts."
        ),
    ] = None,
) -> None:
    """Trace a lot upstream or downstream, with kilograms and bounds, as far as the records supplied go."""
    from tieback.case.lot import read_lot
    from tieback.trace.tracing import prove
    from tieback.trace.tracing import trace as trace_lot

    if every or out is not None:
        from tieback.cli.trace_all import trace_all

        wrong = [lot, holder, down, exact, proof, cut, papers, books, svg, timeline, site_map, page]
        if any(wrong) or not every or out is None:
            raise typer.BadParameter("--all and --out go together, with --source, --static and --json alone")
        trace_all(case, out, source or (), static=static, as_json=as_json)
        return
    if lot is None:
        raise typer.BadParameter("name a LOT, or ask for --all --out FILE")
    if proof is not None and down:
        raise Refused(
            "--proof goes with a trace upstream", remedy="leave out --down, or trace the lots it went into"
        )
    if down and (cut or papers or books):
        raise Refused("--cut, --papers and --books go with a trace upstream", remedy="leave out --down")
    direction, time = "down" if down else "up", "static" if static else "strict"
    read = read_lot(case, lot, down=down)
    asked = tuple(source or ())
    if proof is None:
        traced = trace_lot(read, lot, holder, direction=direction, time=time, sources=asked, exact=exact)
    else:
        traced, proofs = prove(read, lot, holder, time=time, sources=asked)
        text = json.dumps(proofs, ensure_ascii=False, separators=(",", ":")) + "\n"
        _write(proof, text)
        typer.echo(f"proofs of {len(proofs['sets'])} sets written to {proof}", err=True)
    more = _more(read, lot, holder, time, cut or [], papers=papers, books=books)
    as_of = read.as_of or datetime.now(UTC).date()
    _draw(read, traced, as_of, {"chain": svg, "timeline": timeline, "map": site_map, "report": page})
    clock = _clock(read, as_of)
    if as_json:
        due = {"due_on": clock and clock.on, "days_left": clock and (clock.on - as_of).days}
        head = {"schema": "tieback.trace/1", "version": __version__, "as_of": as_of, "case": read.name, **due}
        document: dict[str, Any] = {**plain({**head, "notes": read.notes}), **plain(traced), **plain(more)}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        typer.echo(report(read, traced, exact=exact or proof is not None))
        if traced.gaps and clock is not None:
            from tieback.assess.calendar import say_due

            typer.echo(say_due(clock, as_of))
        if more:
            from tieback.cli.cut import report_more

            typer.echo("\n" + report_more(more, {party.id: party.name for party in read.parties}))


def _clock(case: Case, as_of: date) -> "Deadline | None":
    """The clock by which missing papers must be there, where the goods are detained."""
    if case.detention is None:
        return None
    from tieback.assess.assessment import DEFAULT_REGIMES
    from tieback.assess.calendar import deadlines, papers_due
    from tieback.assess.regime import load_regime

    laws = [load_regime(item) for item in dict.fromkeys(case.regimes or DEFAULT_REGIMES)]
    return papers_due(deadlines(case, laws), as_of)


def _draw(case: Case, traced: Trace, as_of: date, files: Mapping[str, Path | None]) -> None:
    """Write the pictures that were asked for."""
    if not any(files.values()):
        return
    from tieback.attest.render.page import render_trace
    from tieback.trace.history import draw_history
    from tieback.trace.picture import draw_chain
    from tieback.trace.siting import map_plate

    draw = {
        "chain": lambda: draw_chain(traced, case),
        "timeline": lambda: draw_history(traced, case),
        "map": lambda: map_plate(traced, case).svg,
        "report": lambda: render_trace(case, traced, __version__, as_of),
    }
    for what, file in files.items():
        if file is not None:
            _write(file, draw[what]())
            typer.echo(f"{what} written to {file}", err=True)


def _write(path: Path, text: str) -> None:
    """Write a file, or refuse it in one line."""
    try:
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise Refused(
            f"cannot be written ({error.strerror})", str(path), remedy="name a file in a folder that is there"
        ) from error


def _more(
    case: Case, lot: str, holder: str | None, time: str, ids: list[str], *, papers: bool, books: bool
) -> dict[str, Any]:
    """What was asked for beside the trace, by the field of the JSON that holds it."""
    from tieback.trace.tracing import cover, keep_books, settle

    found: dict[str, Any] = {}
    if ids:
        found["cuts"], found["sinks"] = settle(case, lot, holder, time=time, ids=ids)
    if papers:
        found["coverage"] = cover(case, lot, holder, time=time)
    if books:
        found["books"] = keep_books(case, lot, holder, time=time)
    return found


def report(case: Case, traced: Trace, *, exact: bool = False) -> str:
    """The trace for people; `exact`: exact bounds were asked for."""
    names = {party.id: party.name for party in case.parties}
    mass = "mass unknown" if traced.mass_kg is None else f"{_kg(traced.mass_kg)} kg"
    way = "downstream" if traced.direction == "down" else "upstream"
    time = "dates left aside" if traced.time == "static" else "in time order"
    held = f"{names.get(traced.holder, traced.holder)} ({traced.holder})"
    lines = [f"{traced.lot}, first with {held}: {mass} in the records supplied; {way}, {time}", ""]
    lines += _chain(traced, names)
    if traced.direction == "up":
        lines += _table("Origins, kilograms in this lot", traced.origins)
        lines += _table("Passed through, kilograms in this lot", traced.through)
        most = "unknown" if traced.untraced_kg is None else f"at most {_kg(traced.untraced_kg)} kg"
        lines += [f"Untraced: {most} in the records supplied", ""]
    else:
        lines += _table(f"Kilograms of {traced.lot} in the lots made of it", traced.through)
    # papers to ask for, one gap per transfer, come after what the records leave open
    gaps = tuple(sorted(traced.gaps, key=lambda gap: gap.kind == "documents-missing"))
    for title, found in (("Conflicts", traced.conflicts), ("Gaps", gaps)):
        lines += [f"{title}: {len(found) or 'none found'}"]
        for item in found[:_SHOWN]:
            rows = ", ".join(f"{row.file}:{row.row}" for row in item.rows[:4])
            more = f" and {len(item.rows) - 4} more rows" if len(item.rows) > 4 else ""
            lines.append(f"  [{item.kind}] {item.text}" + (f" ({rows}{more})" if rows else ""))
        lines += _cut(len(found))
    lines += [f"Loop in the records: {', '.join(loop)}" for loop in traced.cycles]
    if wide := sum(origin.bounds == "outer" for origin in (*traced.origins, *traced.through)):
        lines.append(
            f"{wide} of {len(traced.origins) + len(traced.through)} rows have outer bounds: nothing lies outside, but "
            "the limits may not be reachable" + ("" if exact else "; --exact tries for the exact ones")
        )
    if any(origin.least_kg is None for origin in traced.origins):
        lines.append("No kilograms are given: records that this lot depends on cannot all be true.")
    return "\n".join(lines)


def _chain(traced: Trace, names: dict[str, str]) -> list[str]:
    """The lots by tier."""
    lines = []
    tier = -1
    for node in traced.lots[: 2 * _SHOWN]:
        head = f"tier {node.tier}" if node.tier != tier else ""
        tier = node.tier
        owned = "" if node.owner in {None, node.holder} else f", owned by {_owners(node.owner or '', names)}"
        lines.append(f"  {head:<8}{node.id}  at {names.get(node.holder, node.holder)}{owned}")
    return [*lines, *_cut(len(traced.lots), 2 * _SHOWN), ""]


def _owners(ids: str, names: dict[str, str]) -> str:
    return " and ".join(names.get(id_, id_) for id_ in ids.split("; "))


def _table(title: str, origins: tuple[Origin, ...]) -> list[str]:
    """Least, proportional, most, and most if what is untraced came from elsewhere."""
    if not origins:
        return [f"{title}: none", ""]
    rows: list[tuple[str, ...]] = [(title, "least", "proportional", "most", "most traced")]
    for item in origins[:_SHOWN]:
        kgs = (item.least_kg, item.proportional_kg, item.most_kg, item.most_traced_kg)
        mark = "  enters, mass unknown" if item.without_mass else ""
        rows.append((f"  {item.kind} {item.id}{mark}", *("unknown" if kg is None else _kg(kg) for kg in kgs)))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "  ".join(cell.ljust(widths[0]) if at == 0 else cell.rjust(widths[at]) for at, cell in enumerate(row))
        for row in rows
    ]
    return [*lines, *_cut(len(origins)), ""]


def _cut(count: int, shown: int = _SHOWN) -> list[str]:
    return [f"  ... and {count - shown} more; --json has all"] if count > shown else []


def _kg(value: Decimal) -> str:
    return f"{value:,.3f}"
