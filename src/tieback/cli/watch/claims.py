"""`tieback watch claims`: the ledger of what is claimed in the articles kept, both sides, with origins counted."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tieback.cli.document import print_document
from tieback.cli.option import read_day, read_midnight
from tieback.model.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tieback.cli.watch.desk import Desk
    from tieback.model.ledger import Proposition, Voice
    from tieback.model.story import Item
    from tieback.watch.collect import Asked
    from tieback.watch.store.store import Store

_COLUMNS = (
    "proposition",
    "side",
    "speaker",
    "words",
    "origin",
    "outlet",
    "published",
    "address",
    "reply",
    "why",
)


def claims(
    about: Annotated[str | None, typer.Argument(help="Only claims with these words in them.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Only what this person or body takes part in.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="D", help="Only articles seen, and claims told, since that day.")
    ] = None,
    story: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only articles of this story; may be repeated.")
    ] = None,
    most: Annotated[
        int, typer.Option("--read", metavar="N", min=0, help="Read at most N new articles for claims.")
    ] = 1000,
    out: Annotated[Path | None, typer.Option(help="Write the voices as CSV, XLSX, JSONL or Parquet.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Who stands for each claim and who against it, in their own words, and from how many independent origins."""
    from tieback.cli.watch.desk import note, open_desk

    now = datetime.now(UTC).replace(microsecond=0)
    first = read_day("--since", since)
    with open_desk() as desk:
        asked = _asked(desk.store, about, read_midnight("--since", since), story)
        found, items, unread = _ledger(desk, asked, most, now.date())
        addresses = {item.id: item.url for item in items}
        notes = [*desk.notes, *_left(items, unread)]
    shown = [
        proposition
        for proposition in found
        if _speaks_of(proposition, about)
        and _has(proposition, speaker)
        and (first is None or proposition.last_at.date() >= first)
    ]
    if out is not None:
        _write(out, shown, addresses)
    if as_json:
        body = {"items": len(addresses), "propositions": plain(shown)}
        print_document("watch.claims", body, now.date(), [note(reason) for reason in notes])
        return
    for reason in notes:
        sys.stderr.write(f"{reason}\n")
    sys.stdout.write(report(shown, len(addresses), plain(now.date())))


def _asked(store: "Store", about: str | None, since: datetime | None, stories: list[str] | None) -> "Asked":
    """Which articles may hold what is asked for: those with the words, and what else stands in their stories."""
    from tieback.watch.collect import Asked
    from tieback.watch.store.search import find_items
    from tieback.watch.stories import story_items

    items = story_items(store, stories) if stories else None
    if about is not None:
        holding = story_items(store, [f"i{number}" for number in find_items(store, about)])
        items = holding if items is None else items & holding
    return Asked(since, items)


def _ledger(
    desk: "Desk", asked: "Asked", most: int, on: date
) -> "tuple[Sequence[Proposition], list[Item], int]":
    """The propositions of the articles asked for, those articles, and how many of them are left to another run."""
    from tieback.cli.progress import Progress
    from tieback.watch.collect import find_numbers, read_items
    from tieback.watch.ledger.gather import gather
    from tieback.watch.store.examined import Reading
    from tieback.watch.store.story import fold_among

    numbers = find_numbers(desk.store, asked)
    with Progress("articles read for claims", 0) as progress:
        reading = Reading(desk.store, desk.examiner, most, progress.tell)
        read = list(read_items(numbers, reading, on))
    items = [item for item, _ in read]
    replies = {item.id: found for item, found in read}
    return gather(items, fold_among(desk.store, items), replies, on), items, reading.unread


def _left(items: "Sequence[Item]", unread: int) -> Iterator[str]:
    """What the ledger lacks, for the user."""
    if unread:
        yield f"{unread} articles are not read for claims yet: ask for words, --since or --story, or run it again"
    languages = Counter(item.unread_language for item in items if item.unread_language)
    for language, count in sorted(languages.items()):
        yield f"{count} articles: claims not read: language {language}"


def report(shown: "list[Proposition]", items: int, on: str) -> str:
    """The ledger for people: each proposition once, its voices below it, side by side."""
    if not shown:
        return f"none found in the {items} items kept by {on}; that says nothing of what is not kept\n"
    lines: list[str] = []
    for proposition in shown:
        lines.append(f"{proposition.id}  “{_short(proposition.text)}”")
        lines.append(
            f"    for: {_count(proposition.origins_for)}; against: {_count(proposition.origins_against)}; "
            f"{proposition.outlets} outlet{'s' * (proposition.outlets != 1)}; reply: {_reply(proposition)}"
        )
        lines += [f"    {_told(voice)}" for voice in proposition.voices]
    lines.append("Both sides are given as reported; nothing here says which is right.")
    return "\n".join(lines) + "\n"


def _told(voice: "Voice") -> str:
    said = f"{voice.side.value:<9} {plain(voice.at.date())}  {voice.speaker or 'unknown'} ({voice.source})"
    return f"{said}: “{_short(voice.text)}”"


def _short(text: str, most: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _count(origins: int) -> str:
    return f"{origins} independent origin{'s' * (origins != 1)}"


def _reply(proposition: "Proposition") -> str:
    return proposition.reply + (f" by {proposition.reply_by}" if proposition.reply_by else "")


def _speaks_of(proposition: "Proposition", words: str | None) -> bool:
    if words is None:
        return True
    said = " ".join((proposition.text, *proposition.about, *(voice.text for voice in proposition.voices)))
    return all(word in said.casefold() for word in re.findall(r"\w+", words.casefold()))


def _has(proposition: "Proposition", speaker: str | None) -> bool:
    return speaker is None or any(
        speaker.casefold() in f"{voice.speaker or ''} {voice.origin}".casefold()
        for voice in proposition.voices
    )


def _write(path: Path, shown: "list[Proposition]", addresses: dict[str, Any]) -> None:
    from tieback.table.write import write_table

    rows = [
        (
            proposition.id,
            voice.side.value,
            voice.speaker or "",
            voice.text,
            voice.origin,
            voice.source,
            plain(voice.at),
            addresses.get(voice.item) or "",
            _reply(proposition),
            voice.rule,
        )
        for proposition in shown
        for voice in proposition.voices
    ]
    write_table(path, _COLUMNS, rows)
