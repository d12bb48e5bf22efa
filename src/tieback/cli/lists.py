"""`tieback lists`: editions shown, fetched, imported, compared, and asked about the past.

Results go to stdout (one JSON document with --json), progress and remarks to stderr. A failed update or import
changes nothing: the last good edition stays.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.cli.lists_find import find
from tieback.model.plain import plain
from tieback.model.refusal import Refused, Unavailable

if TYPE_CHECKING:
    from tieback.lists.diff import Difference
    from tieback.lists.edition import Edition
    from tieback.lists.intake import Declared
    from tieback.lists.store import Store
    from tieback.lists.update import Outcome
    from tieback.model.record import Note

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

app.command()(find)
_SHOWN = 20  # differences and notes printed of each kind; --json has all
_Json = Annotated[bool, typer.Option("--json", help="print one JSON document")]


@app.command()
def show(
    json: _Json = False,
    every: Annotated[bool, typer.Option("--all", help="earlier editions, too")] = False,
) -> None:
    """The editions in use: size, completeness, date, age."""
    store = _store()
    today = datetime.now(UTC).date()
    rows: list[dict[str, Any]] = []
    for list_id in store.list_ids():
        current = store.current(list_id)
        others = [edition for edition in reversed(store.editions(list_id)) if not _same(edition, current)]
        if current is not None:
            rows.append(_shown(current, today, current=True))
        rows += [_shown(edition, today, current=False) for edition in others if every]
    absent = [list_id for list_id in _updatable() if list_id not in store.list_ids()]
    if json:
        _print_json({"as_of": plain(today), "lists": rows, "absent": absent})
        return
    for row in rows:
        sys.stdout.write(_line(row) + "\n")
    for list_id in absent:
        sys.stderr.write(f"{list_id}: not installed; `tieback lists update {list_id}` fetches it\n")


@app.command()
def update(
    list_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="one list (default: all)")] = None,
    url: Annotated[str | None, typer.Option(help="fetch from this address instead")] = None,
    json: _Json = False,
) -> None:
    """Fetch the official files and install what is new."""
    from tieback.lists.update import update as fetch_and_install

    if url is not None and list_id is None:
        raise typer.BadParameter("--url needs the id of a list")
    store = _store()
    outcomes: list[Outcome] = []
    failures: list[Refused | Unavailable] = []
    for name in [list_id] if list_id else _updatable():
        sys.stderr.write(f"{name}: fetching\n")
        try:
            outcomes.append(fetch_and_install(store, name, datetime.now(UTC), url=url))
            _make_ready(outcomes[-1].edition)
        except (Refused, Unavailable) as failure:
            failures.append(failure)
            sys.stderr.write(f"{name}: {failure}\n" if list_id is None else "")
            sys.stderr.write(f"{name}: {_kept(store, name)}\n")
    if json:
        _print_json({"updated": [_outcome(outcome) for outcome in outcomes]})
    else:
        for outcome in outcomes:
            _print_outcome(outcome)
    if failures:
        raise failures[0]


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(help="a saved page, an official file, an own list, or entities (.ftm.json)"),
    ],
    list_id: Annotated[str | None, typer.Option("--list", metavar="ID", help="of an own list")] = None,
    complete: Annotated[bool, typer.Option("--complete", help="the file is the whole list")] = False,
    expected: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="entries of the whole list")
    ] = None,
    published_on: Annotated[str | None, typer.Option(metavar="D", help="date of publication")] = None,
    licence: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help='under which you use the data, e.g. "CC BY-NC 4.0" (OpenSanctions)'
        ),
    ] = None,
    json: _Json = False,
) -> None:
    """Install a file as the current edition of its list, recognised by its content."""
    from dataclasses import replace

    from tieback.lists.update import install

    told, named = _declared(file, complete, expected, _date("--published-on", published_on))
    told = replace(told, licence=licence or told.licence)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused("cannot be read", str(file), remedy="check the name and the permissions") from error
    outcome = install(_store(), data, file.name, datetime.now(UTC), list_id or named, told)
    if outcome.intake is not None:
        _print_notes(outcome.intake.notes)
        _make_ready(outcome.edition)
    if json:
        _print_json(_outcome(outcome))
    else:
        _print_outcome(outcome)


@app.command("diff")
def diff_(
    list_id: Annotated[str, typer.Argument(metavar="ID")],
    a: Annotated[str, typer.Argument(metavar="A", help="start of a digest, current, previous or bundled")],
    b: Annotated[str, typer.Argument(metavar="B", help="as A")],
    json: _Json = False,
) -> None:
    """What edition B adds, removes, renames, corrects and moves against edition A."""
    from tieback.lists.diff import diff

    store = _store()
    before, after = _edition(store, list_id, a), _edition(store, list_id, b)
    difference = diff(before, after)
    if json:
        _print_json(
            {
                "list": list_id,
                "a": _plain_edition(before),
                "b": _plain_edition(after),
                "diff": plain(difference),
            }
        )
        return
    if not (before.complete and after.complete):
        sys.stderr.write("an edition is incomplete: what it lacks is not thereby added or removed\n")
    _print_difference(difference)


@app.command("as-of")
def as_of(
    list_id: Annotated[str, typer.Argument(metavar="ID")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="as listed, form and spelling included")],
    on: Annotated[str | None, typer.Option(metavar="D", help="was it listed on this day?")] = None,
    known_on: Annotated[str | None, typer.Option(metavar="E", help="as known on this day")] = None,
    json: _Json = False,
) -> None:
    """Was NAME on a list on one day, as known on another? (default: today, for both)"""
    from tieback.lists.history import was_listed

    today = datetime.now(UTC).date()
    day, known = _date("--on", on) or today, _date("--known-on", known_on) or today
    store = _store()
    _check_list(store, list_id)
    found = was_listed(store.editions(list_id), name, day, known)
    if json:
        entity = found.entity
        _print_json(
            {
                "list": list_id,
                "name": name,
                "as_of": plain(known),
                "on": plain(day),
                "known_on": plain(known),
                "answer": found.answer.value,
                "reason": found.reason,
                "edition": _plain_edition(found.edition) if found.edition else None,
                "entity": {"id": entity.id, "name": entity.name} if entity else None,
            }
        )
        return
    sys.stdout.write(f"{found.answer.value}: {found.reason} (on {day}, as known on {known})\n")


def _store() -> "Store":
    from tieback.lists.store import Store

    return Store()


def _updatable() -> tuple[str, ...]:
    from tieback.lists.update import updatable

    return updatable()


def _declared(
    file: Path, complete: bool, expected: int | None, published_on: date | None
) -> "tuple[Declared, str | None]":
    """The `.toml` beside the file, where there is one; the command line outranks it."""
    from dataclasses import replace

    from tieback.lists.declaration import find_declaration, read_declaration
    from tieback.lists.intake import Declared

    beside = find_declaration(file)
    told, named = read_declaration(beside.read_bytes(), beside.name) if beside else (Declared(), None)
    if complete and expected is None and told.expected is None:
        raise typer.BadParameter("--complete needs --expected N: a claim of completeness must add up")
    return (
        replace(
            told,
            complete=complete or told.complete,
            expected=told.expected if expected is None else expected,
            published_on=told.published_on if published_on is None else published_on,
        ),
        named,
    )


def _date(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{option}: {text!r} is not a date like 2026-01-31") from error


def _check_list(store: "Store", list_id: str) -> None:
    if list_id not in store.list_ids():
        remedy = f"lists held: {', '.join(store.list_ids())}"
        raise Refused(f"no edition of list {list_id!r} is held", remedy=remedy)


def _edition(store: "Store", list_id: str, word: str) -> "Edition":
    """The edition a digest or a word names. Raises Refused."""
    _check_list(store, list_id)
    editions = store.editions(list_id)
    current = store.current(list_id)
    named: list[Edition] = []
    if word == "current":
        named = [edition for edition in editions if _same(edition, current)]
    elif word == "previous":
        named = [edition for edition in editions if not _same(edition, current)]
    elif word == "bundled":
        named = [edition for edition in editions if edition.bundled]
    else:
        return store.get(list_id, word.lower())
    if not named:
        raise Refused(f"list {list_id!r} has no {word} edition", remedy="see `tieback lists show --all`")
    return named[-1]


def _same(edition: "Edition", other: "Edition | None") -> bool:
    return other is not None and (edition.sha256, edition.content_sha256) == (
        other.sha256,
        other.content_sha256,
    )


def _plain_edition(edition: "Edition") -> dict[str, Any]:
    from tieback.lists import codec

    return codec.row(edition)


def _shown(edition: "Edition", today: date, *, current: bool) -> dict[str, Any]:
    since = edition.retrieved_at.date() if edition.retrieved_at else (edition.as_of or edition.published_on)
    return _plain_edition(edition) | {
        "title": edition.title,
        "publisher": edition.publisher,
        "effect": edition.effect,
        "age_days": (today - since).days if since else None,
        "current": current,
        "bundled": edition.bundled,
        "source_url": edition.source_url,
    }


def _make_ready(edition: "Edition") -> None:
    """Read the names of a long list now, so that the first screening need not."""
    from tieback.screen.prepared import WORTH_KEEPING, prepare

    if edition.entries >= WORTH_KEEPING:
        sys.stderr.write(f"{edition.list}: reading {edition.entries:,} entries for screening\n")
        prepare(edition)


def _outcome(outcome: "Outcome") -> dict[str, Any]:
    counts = outcome.intake.counts if outcome.intake else None
    return {
        "list": outcome.edition.list,
        "edition": _plain_edition(outcome.edition),
        "counts": plain(counts),
        "published": plain(outcome.edition.published_on),
        "unchanged": outcome.intake is None,
        "before": _plain_edition(outcome.before) if outcome.before else None,
        "diff": plain(outcome.difference),
        "notes": plain(outcome.intake.notes) if outcome.intake else [],
    }


def _kept(store: "Store", list_id: str) -> str:
    edition = store.current(list_id)
    if edition is None:
        return "no edition is held"
    row = _shown(edition, datetime.now(UTC).date(), current=True)
    return f"the last good edition stays ({_dated(row)})"


def _line(row: dict[str, Any]) -> str:
    of = f" of {row['expected']}" if row["expected"] not in {None, row["entries"]} else ""
    state = "complete" if row["complete"] else "INCOMPLETE: it can raise alerts, and settle nothing"
    mark = "" if row["current"] else " (earlier)"
    return f"{row['list']}{mark}: {row['entries']}{of} entries, {_dated(row)}, {state} [{row['sha256'][:12]}]"


def _dated(row: dict[str, Any]) -> str:
    published = f"published {row['published_on']}" if row["published_on"] else "of unknown date"
    if row["age_days"] is None:
        return f"{published}, age unknown"
    return (
        f"{published}, "
        + ("bundled, stands at" if row["bundled"] else "retrieved")
        + f" {row['age_days']} days ago"
    )


def _print_outcome(outcome: "Outcome") -> None:
    edition = outcome.edition
    row = _shown(edition, datetime.now(UTC).date(), current=True)
    sys.stdout.write(_line(row) + "\n")
    if outcome.intake is None:
        sys.stdout.write("  the publisher has nothing newer\n")
        return
    counts = outcome.intake.counts
    sys.stdout.write(
        f"  read {counts.elements} elements: {counts.entities} entities, {counts.aliases} other names, "
        f"{counts.refused} refused\n"
    )
    if outcome.before is not None:
        against = "the bundled part" if outcome.before.bundled else "the edition before"
        sys.stdout.write(f"  against {against}:\n")
        _print_difference(outcome.difference)


def _print_difference(difference: "Difference") -> None:
    kinds: Sequence[tuple[str, list[str]]] = (
        ("added", [entry.name for entry in difference.added]),
        ("removed", [entry.name for entry in difference.removed]),
        ("renamed", [f"{entry.was} -> {entry.name}" for entry in difference.renamed]),
        ("corrected", [f"{entry.name} ({', '.join(entry.changed)})" for entry in difference.corrected]),
        ("moved", [f"{m.name}: {_sections(m.before)} -> {_sections(m.after)}" for m in difference.moved]),
    )
    for word, lines in kinds:
        sys.stdout.write(f"  {word}: {len(lines)}\n")
        for line in lines[:_SHOWN]:
            sys.stdout.write(f"    {line}\n")
        if len(lines) > _SHOWN:
            sys.stdout.write(f"    and {len(lines) - _SHOWN} more (--json has all)\n")


def _sections(sections: Iterable[str]) -> str:
    return ", ".join(sections) or "no section"


def _print_notes(notes: "Sequence[Note]") -> None:
    for note in notes[:_SHOWN]:
        where = ", ".join(
            [note.file, *([f"row {note.row}"] if note.row else []), *([note.column] if note.column else [])]
        )
        effect = "" if note.effect == "none" else f": {note.effect}"
        sys.stderr.write(f"{where}: {note.reason}{effect}\n")
    if len(notes) > _SHOWN:
        sys.stderr.write(f"and {len(notes) - _SHOWN} more notes (--json has all)\n")


def _print_json(document: dict[str, Any]) -> None:
    from json import dumps

    whole = {"schema": "tieback.lists/1", "version": __version__, "as_of": None, "notes": [], **document}
    sys.stdout.write(dumps(whole, ensure_ascii=False, indent=1) + "\n")
