"""`tieback watch feed`: what concerns you, ranked, with the reasons; `watch audit`: what of it was not shown, and why."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback import __version__
from tieback.model.plain import plain
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tieback.model.story import Item
    from tieback.watch.deliver.entry import Entry, Feed
    from tieback.watch.profile import Profile

_FORMS = ".html, .atom, .xml, .json, .csv, .tsv, .xlsx, .jsonl or .parquet"
_Cases = Annotated[
    list[Path] | None,
    typer.Option("--case", metavar="DIR", help="Watch what is in this case; may be repeated."),
]
_Watch = Annotated[
    Path | None,
    typer.Option("--profile", metavar="FILE", help="watch.toml; default: the one of this folder, if any."),
]
_Days = Annotated[int, typer.Option(min=1, max=3660, help="How many days back items count.")]
_Read = Annotated[
    int, typer.Option("--read", metavar="N", min=0, help="Read at most N new articles for claims.")
]
_AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="D", help="Rank as on this day (its end, UTC).")
]


def feed(
    case: _Cases = None,
    profile: _Watch = None,
    days: _Days = 30,
    as_of: _AsOf = None,
    read: _Read = 1000,
    out: Annotated[Path | None, typer.Option(help=f"Write the feed: {_FORMS}.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """What concerns you of what came in: suppliers, goods, places, laws; highest rank first, every term with its words."""
    made, notes = _make(case, profile, days, read, as_of)
    if out is not None:
        write_feed(out, made)
    if as_json:
        typer.echo(json.dumps(_body(made, made.entries, notes), ensure_ascii=False, indent=2))
        return
    for reason in notes:
        sys.stderr.write(f"{reason}\n")
    sys.stdout.write(_page(made, made.entries))
    if out is not None:
        sys.stderr.write(f"written: {out}\n")


def audit(
    case: _Cases = None,
    profile: _Watch = None,
    days: _Days = 30,
    as_of: _AsOf = None,
    read: _Read = 1000,
    out: Annotated[
        Path | None, typer.Option(help="Write the table: .csv, .tsv, .xlsx, .jsonl or .parquet.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """What touches what you watch and was not shown: the rule or rank that kept it back, and what it would have scored."""
    made, notes = _make(case, profile, days, read, as_of)
    if out is not None:
        from tieback.table.write import write_table
        from tieback.watch.deliver.table import HEADER, make_rows

        write_table(out, list(HEADER), make_rows(made.hidden))
    if as_json:
        typer.echo(json.dumps(_body(made, made.hidden, notes), ensure_ascii=False, indent=2))
        return
    sys.stdout.write(
        f"{len(made.hidden)} not shown of {len(made.hidden) + len(made.entries)} that touch what you watch\n"
    )
    sys.stdout.write(_page(made, made.hidden, head=False))


def init(
    file: Annotated[Path, typer.Argument(help="The file to write.")] = Path("watch.toml"),
) -> None:
    """Write a commented watch.toml; what is there already is never replaced."""
    from tieback.table.write import replace
    from tieback.watch.profile_file import NAME, template

    path = file / NAME if file.is_dir() else file
    if path.exists():
        raise Refused("is there already", str(path), remedy="edit it, or name another file")
    replace(path, template())
    sys.stdout.write(f"{path}\n")
    sys.stderr.write("Fill it in, then: tieback watch feed\n")


def make_profile(cases: "Sequence[Path]", file: Path | None) -> "Profile":
    """The profile of these cases and of watch.toml. Raises Refused where there is neither."""
    from tieback.case import read_case
    from tieback.watch.profile import join, of_case
    from tieback.watch.profile_file import NAME, read_profile

    chosen = file or (Path(NAME) if Path(NAME).exists() else None)
    if chosen is None and not cases:
        raise Refused(
            "nothing to watch for", remedy="name a case with --case DIR, or write `tieback watch init`"
        )
    return join([*(of_case(read_case(path)) for path in cases), *([read_profile(chosen)] if chosen else [])])


def _make(
    cases: "Sequence[Path] | None", file: Path | None, days: int, read: int, as_of: str | None
) -> "tuple[Feed, list[str]]":
    from tieback.cli.progress import Stages
    from tieback.cli.watch.desk import open_desk
    from tieback.watch.assemble import assemble
    from tieback.watch.deliver.entry import make_feed
    from tieback.watch.store.examined import Reading

    now = _now(as_of)
    span = (now - timedelta(days=days), now)
    watched = make_profile(cases or [], file)
    with open_desk(watched.parties) as desk, Stages() as stages:
        changes = _changes(desk.examiner.lexicon, span[0])
        reading = Reading(
            desk.store, desk.examiner, read, lambda done: stages.tell("articles read for claims", done)
        )
        done = assemble(reading, watched, span, changes, stages.tell)
        notes = list(desk.notes)
    if done.unread:
        notes.append(
            f"{done.unread} articles were not read for claims yet and may rank too low: run it again"
        )
    if not done.counted[0]:
        notes.append(
            f"nothing has come in in {days} days: `tieback watch add URL`, then `tieback watch update`"
        )
    return make_feed(done.ranked, done.items, watched, span, done.counted), notes


def _changes(lexicon: Any, since: datetime) -> "list[Item]":
    """What editions of the user's lists changed."""
    from tieback.lists.store import Store
    from tieback.watch.listing import list_items

    store = Store()
    return [
        item for list_id in store.list_ids() for item in list_items(store.editions(list_id), lexicon, since)
    ]


def _now(as_of: str | None) -> datetime:
    if as_of is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        day = datetime.strptime(as_of, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as problem:
        raise typer.BadParameter(f"--as-of {as_of}: a day such as 2026-05-27") from problem
    return day + timedelta(days=1) - timedelta(seconds=1)


def write_feed(path: Path, made: "Feed") -> None:
    """Write the feed in the format its name asks for."""
    from tieback.table.write import replace, write_table
    from tieback.watch.deliver.page import make_page
    from tieback.watch.deliver.syndicate import make_atom, make_json_feed
    from tieback.watch.deliver.table import HEADER, make_rows

    match path.suffix.lower():
        case ".html" | ".htm":
            replace(path, make_page(made).encode())
        case ".atom" | ".xml":
            replace(path, make_atom(made))
        case ".json":
            replace(path, make_json_feed(made).encode())
        case ".csv" | ".tsv" | ".xlsx" | ".jsonl" | ".parquet":
            write_table(path, list(HEADER), make_rows(made.entries))
        case _:
            raise Refused("no format goes by that ending", str(path), remedy=f"end it in {_FORMS}")


def _body(made: "Feed", entries: "Sequence[Entry]", notes: list[str]) -> dict[str, Any]:
    from tieback.cli.watch.desk import note
    from tieback.watch.deliver.syndicate import entry_body

    return {
        "schema": "tieback.watch.feed/1",
        "version": __version__,
        "as_of": plain(made.made_at.date()),
        "made_at": plain(made.made_at),
        "since": plain(made.since),
        "notes": [note(reason) for reason in notes],
        "digest": made.digest,
        "counts": {
            "items": made.items,
            "stories": made.stories,
            "shown": len(made.entries),
            "hidden": len(made.hidden),
        },
        "cases": list(made.cases),
        "entries": [entry_body(entry) for entry in entries],
    }


def _page(made: "Feed", entries: "Sequence[Entry]", *, head: bool = True) -> str:
    from tieback.watch.deliver.page import kind_of, product_of

    lines = [made.digest, ""] if head else []
    for entry in entries:
        who = "; ".join(
            [party.name for party in entry.parties] + [f"possibly {p.name}" for p in entry.possible]
        )
        copies = (
            f", {len(entry.members)} items, {len(entry.origins)} origins" if len(entry.members) > 1 else ""
        )
        lines.append(f"{entry.score}  {_flat(entry.title)}")
        lines.append(f"        {entry.id}  {kind_of(entry)}{': ' + who if who else ''}")
        lines.append(f"        {_flat(entry.source)}, {plain(entry.first_at)}{copies}")
        lines += [
            f"        answered later by {_flat(one.by)}: {_flat(one.source)}, {plain(one.at)}"
            for one in entry.replies
        ]
        lines += [f"        {term.factor} {term.value}  {_flat(term.told)}" for term in entry.terms]
        lines.append(f"        {product_of(entry)}")
        if entry.suppressed:
            lines.append(f"        not shown: {entry.suppressed}")
        lines.append("")
    if head:
        lines.append(
            f"{len(made.entries)} shown of {made.stories} stories from {made.items} items; "
            f"{len(made.hidden)} muted or low (`tieback watch audit`)."
        )
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    """One line without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
