"""The rows of the transformations sheet, grouped by id, to transformations.

What all rows of a group share (site, process, days) may stand in any of them; where they differ it is unknown,
and a differing site makes the group unread. A row that cannot be read makes every output of its group unknown. Waste
that a site uses again may come without a lot: it is a lot of its own, of unknown origin.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tieback.model.goods import LineRole, Transformation, TransformationLine
from tieback.model.record import Unread
from tieback.model.site import Site
from tieback.table.cell import CellError, parse_date, parse_decimal, parse_word
from tieback.table.record import Record, Records
from tieback.trace.sheets import NO_DAY, NO_MASS, above_zero, distinct, lost, misread

_DAYS = ("started_on", "ended_on")
_MAY_BE_NOTHING = (LineRole.COPRODUCT, LineRole.WASTE)
REUSED = "reused"  # a word for an input that was the site's own waste
_MOST_YIELD = 2  # a ratio above this is a percentage without its sign


def read_transformations(
    sheet: Records, sites: Mapping[str, Site]
) -> tuple[tuple[Transformation, ...], tuple[Unread, ...]]:
    """Transformations in the order of their first rows. `sites`: by the words that a `site` cell may hold."""
    groups: dict[str | None, list[Record]] = {}
    for row in distinct(sheet, lambda row: None if row.problem else row.text("id"))[0]:
        groups.setdefault(None if row.problem else row.text("id"), []).append(row)
    read: list[Transformation] = []
    unread: list[Unread] = []
    for row in groups.pop(None, []):
        unread += _unread(row, row.problem or "no id", (), None)
    for name, rows in groups.items():
        site, fault = _site(rows, sites)
        if site is None:
            for row in rows:
                unread += _unread(row, fault, _outputs(rows), None)
            continue
        lines = []
        for row in rows:
            line, reason = _line(row)
            if line is None:
                unread += _unread(row, reason, _outputs(rows), site.party)
            else:
                lines.append(line if line.role in _MAY_BE_NOTHING else _above_zero(row, line))
                lots = dict.fromkeys((line.lot, *_outputs(rows)))
                unread += [found for lot in lots for found in misread(row, lot, line.quantity, *_DAYS)]
        if lines:
            read.append(_transformation(str(name), site, rows, tuple(lines)))
    return tuple(read), tuple(unread)


def _transformation(
    name: str, site: Site, rows: list[Record], lines: tuple[TransformationLine, ...]
) -> Transformation:
    return Transformation(
        id=name,
        site=site.id,
        holder=site.party,
        process=_one(rows, "process"),
        machine=_one(rows, "machine"),
        started_on=_day(rows, "started_on"),
        ended_on=_day(rows, "ended_on"),
        lines=lines,
    )


def _site(rows: list[Record], sites: Mapping[str, Site]) -> tuple[Site | None, str]:
    """The one site of a group, or None and why not."""
    named = list(dict.fromkeys(text for row in rows if (text := row.text("site"))))
    if not named:
        return None, "no site"
    if unknown := [text for text in named if text not in sites]:
        return None, f"{unknown[0]!r} is not a site of the case"
    found = {sites[text].id: sites[text] for text in named}
    if len(found) > 1:
        return None, f"one transformation at several sites: {', '.join(found)}"
    return next(iter(found.values())), ""


def _one(rows: list[Record], column: str) -> str | None:
    """What the rows of a transformation say in a column; the first of several."""
    named = list(dict.fromkeys(text for row in rows if (text := row.text(column))))
    if len(named) > 1:
        said = f"the rows of one transformation say {', '.join(named)}"
        rows[0].sheet.note(rows[0].number, column, said, "the first is used")
    return named[0] if named else None


def _day(rows: list[Record], column: str) -> date | None:
    """The day all rows agree on; unknown where they differ or one of them cannot be read."""
    days = [row.value(column, parse_date, NO_DAY) for row in rows if row.text(column)]
    if None in days:
        return None
    if len(set(days)) > 1:
        said = ", ".join(sorted({str(day) for day in days}))
        rows[0].sheet.note(
            rows[0].number,
            column,
            f"the rows of one transformation say {said}",
            "every order of events counts",
        )
        return None
    return days[0] if days else None


def _line(row: Record) -> tuple[TransformationLine | None, str]:
    """The line of a row, or None and why it cannot be read."""
    lot, said = row.text("lot"), row.text("role")
    if said is None:
        return None, "no lot" if lot is None else "no role"
    try:
        word = parse_word(said, "line")
    except CellError as error:
        return None, f"role {error.reason}" if lot else "no lot"
    if word == REUSED and lot is None:
        lot = f"re-used waste of {row.text('id')}"
        row.sheet.note(row.number, "lot", "re-used waste without a lot", "where it came from is unknown")
    if lot is None:
        return None, "no lot"
    role = role_of(word)
    least = row.number_value("yield_min", parse_yield, "the row is not read")
    most = row.number_value("yield_max", parse_yield, "the row is not read")
    if row.failed("yield_min", least) or row.failed("yield_max", most):
        return None, "its yield cannot be read"  # never as a blank one, which has a meaning
    if least is not None and most is not None and least > most:
        return None, f"yield_min {least} is above yield_max {most}"
    if role is not LineRole.OUT and (least, most) != (None, None):
        row.sheet.note(row.number, "yield_min", f"a yield on a row of role {role}", "not used")
        least = most = None
    quantity = row.quantity(NO_MASS)
    return TransformationLine(
        role, lot, row.text("component"), quantity, least, most, row.text("document"), row.ref
    ), ""


def role_of(word: str) -> LineRole:
    """The role that a canonical word of `line` in table/word.csv means: what a site uses again goes in."""
    return LineRole.IN if word == REUSED else LineRole(word)


def parse_yield(text: str, *, mark: str | None = None) -> Decimal:
    """A yield as a ratio: "0.92", "92 %". Raises CellError for what may be a percentage without its sign."""
    bare = text.strip().removesuffix("%").removesuffix("％")
    value = parse_decimal(bare, mark=mark)
    if bare != text.strip():
        value /= 100
    if not 0 <= value <= _MOST_YIELD:
        raise CellError(f"{text!r} is not a yield; write 0.92 or 92 %")
    return value


def _above_zero(row: Record, line: TransformationLine) -> TransformationLine:
    return replace(line, quantity=above_zero(row, line.quantity))


def _outputs(rows: list[Record]) -> tuple[str, ...]:
    """Lots of the group that its unread row may feed: all that are not plainly inputs."""
    return tuple(dict.fromkeys(lot for row in rows if (lot := row.text("lot")) and not _is_input(row)))


def _is_input(row: Record) -> bool:
    try:
        return role_of(parse_word(row.text("role") or "", "line")) is LineRole.IN
    except CellError:
        return False


def _unread(row: Record, reason: str, outputs: tuple[str, ...], holder: str | None) -> list[Unread]:
    row.sheet.note(row.number, None, f"row not read: {reason}", "what its transformation makes is unknown")
    lot = None if row.problem else row.text("lot")
    found = lost(row, lot, [holder] if holder else [], reason)
    return found + [Unread(row.ref, other, None, reason) for other in outputs if other != lot]
