"""What was asked for beside a trace, as text: cuts, sinks, coverage by papers, books."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from tieback.model.cut import Coverage, Cut, Sink, Statement

_SHOWN = 20  # rows of a list on the screen; --json has all


def report_more(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The fields that were asked for beside the trace, for people."""
    lines: list[str] = []
    cuts: tuple[Cut, ...] = found.get("cuts", ())
    sinks: tuple[Sink, ...] = found.get("sinks", ())
    for (kind, id_), group in groupby(cuts, key=lambda cut: (cut.kind, cut.id)):
        what = "what is untraced" if kind == "untraced" else f"{kind} {id_}"
        lines.append(f"What would bring {what} to nothing in this lot")
        for cut in group:
            lines += _cut(cut)
        lines += _sinks(what, [sink for sink in sinks if (sink.kind, sink.id) == (kind, id_)], names)
        lines.append("")
    if "coverage" in found:
        lines += [*_coverage(found["coverage"]), ""]
    if "books" in found:
        lines += _books(found["books"], names)
    return "\n".join(lines).rstrip()


def _cut(cut: Cut) -> list[str]:
    """One cut: how many, which, and why no fewer."""
    what = "by transfers" if cut.by == "transfer" else "by documents"
    if not cut.members:
        return [f"  {what}: {cut.status} ({cut.text})"]
    count = len(cut.members)
    word = {"proven": "proven least", "solver": "not proven least", "limit": "perhaps not least"}[cut.status]
    lines = [f"  {what}: {count} ({word}), if each shows that none of its goods came from there"]
    for member in cut.members[:_SHOWN]:
        covers = ", ".join(record for record in member.covers if record != member.id)
        lines.append(f"    {member.kind} {member.id}" + (f": for {covers}" if covers else ""))
    lines += _rest(count)
    if cut.alternatives:
        lines.append(f"    or, alone: {', '.join(cut.alternatives[:_SHOWN])}")
        lines += _rest(len(cut.alternatives))
    lines.append(f"    {cut.text}")
    for chain in cut.chains[:_SHOWN]:
        weight = "" if chain.weight == "1" else f" (weight {chain.weight})"
        lines.append(f"      {chain.source}: {' > '.join(chain.records)}{weight}")
    return [*lines, *_rest(len(cut.chains))]


def _sinks(what: str, sinks: list[Sink], names: Mapping[str, str]) -> list[str]:
    lines = []
    for sink in sinks[:_SHOWN]:
        holder = names.get(sink.holder, sink.holder)
        lines.append(
            f"  if all of lot {sink.lot or 'the unread row'} at {holder} were of {what}, "
            f"at least {sink.least_kg:,.3f} kg of it would be in this lot"
        )
    return [*lines, *_rest(len(sinks))]


def _coverage(rows: Iterable[Coverage]) -> list[str]:
    lines = ["Recorded mass with papers, by tier"]
    for (tier, of), group in groupby(rows, key=lambda row: (row.tier, row.of)):
        found = list(group)
        apart = f", and {found[0].unweighed} without a mass" if found[0].unweighed else ""
        lines.append(f"  tier {tier}, {of}: {found[0].of_kg:,.3f} kg{apart}")
        for row in found:
            word = (
                ("untraced" if of == "untraced" else "no document in the folder")
                if row.document is None
                else row.document
            )
            if row.kg or row.document:
                share = "unknown" if row.share is None else f"{row.share} %"
                lines.append(f"    {word:<28}{row.kg:>16,.3f} kg  {share:>8}")
    return lines


_COLUMNS = ("opening", "received", "made", "used", "sent", "closing", "found", "lost", "short")


def _books(rows: Iterable[Statement], names: Mapping[str, str]) -> list[str]:
    """The months of each holder; found, lost and short are what the books do not explain."""
    lines = [
        "Books by month, kilograms: opening + received + made + found + short - used - sent - lost = closing"
    ]
    lines.append(
        f"  {'':<10}" + "".join(f"{name:>14}" for name in (*_COLUMNS, "can make")) + f"{'yield':>9}  usual"
    )
    for holder, group in groupby(rows, key=lambda row: row.holder):
        found = list(group)
        where = f", at {', '.join(found[0].sites)}" if found[0].sites else ""
        lines.append(f"  {names.get(holder, holder)}{where}")
        for row in found:
            masses = "".join(f"{getattr(row, f'{name}_kg'):>14,.3f}" for name in _COLUMNS)
            masses += f"{'' if row.capacity_kg is None else format(row.capacity_kg, ',.3f'):>14}"
            made = "" if row.yield_percent is None else f"{row.yield_percent} %"
            usual = (
                ""
                if row.usual_min_percent is None
                else f"{row.usual_min_percent} to {row.usual_max_percent} %"
            )
            apart = f"  ({row.unweighed} records without a mass)" if row.unweighed else ""
            lines.append(f"  {row.month or 'undated':<10}{masses}{made:>9}  {usual}{apart}".rstrip())
    return lines


def _rest(count: int) -> list[str]:
    return [f"    ... and {count - _SHOWN} more; --json has all"] if count > _SHOWN else []
