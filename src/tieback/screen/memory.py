"""Desk memory: what people decided about alerts, and whether it still holds.

A decision belongs to a subject, a listed entity and a version of the rules. *False* keeps an alert silent only while
all three are unchanged and the day it was given for has not passed; else it wakes, with the difference. *True* and
*needs-information* stay in force until decided otherwise: only a person takes evidence away. An exact match on a list
with a legal effect is never silent. Decisions from journals without a basis hold by alert id, without end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.case import Decision
from tieback.model.memory import Basis, Change, Memory, Standing
from tieback.model.party import Party
from tieback.model.site import Site
from tieback.screen.basis import Bases, compare, key_of, names_in

FALSE = "false"
MONTHS = 12  # a decision that an alert is false is in force for, unless it says otherwise
_Key = tuple[str, str, str, str]


class Desk:
    """The decisions of a journal, in its order, asked about alerts as of a day.

    `as_of` None: nobody knows the day, and no decision with an end counts as in force.
    """

    def __init__(
        self, decisions: Iterable[Decision], as_of: date | None, editions: Sequence[Edition], bases: Bases
    ) -> None:
        self._as_of = as_of or date.max
        self._binding = {edition.list for edition in editions if edition.binding}
        self._bases = bases
        self._by_alert: dict[str, tuple[int, Decision]] = {}
        self._by_key: dict[_Key, tuple[int, Decision]] = {}
        self._by_subject: dict[tuple[str, str, str], list[Decision]] = {}
        for order, decision in enumerate(decisions):
            self._by_alert[decision.alert] = order, decision
            if decision.basis is not None:
                subject, list_id, entity, kind = key_of(decision.basis)
                self._by_key[subject, list_id, entity, kind] = order, decision
                self._by_subject.setdefault((subject, list_id, kind), []).append(decision)

    def mark(self, alerts: Iterable[Alert], party: Party, sites: Sequence[Site]) -> tuple[Alert, ...]:
        """The alerts of a party and its sites with what was decided about each."""
        if not self._by_alert:
            return tuple(alerts)
        return tuple(self._marked(alert, party, sites) for alert in alerts)

    def _marked(self, alert: Alert, party: Party, sites: Sequence[Site]) -> Alert:
        basis = self._bases.of(alert, party, sites)
        decision = self._find(alert, basis, party)
        if decision is None:
            return alert
        memory = recall(decision, basis, self._as_of)
        if memory.standing is not Standing.STANDING:
            return replace(alert, memory=memory)
        exact = alert.exact and alert.list in self._binding
        return replace(
            alert, decision=memory.value, memory=memory, silent=memory.value == FALSE and not exact
        )

    def _find(self, alert: Alert, basis: Basis, party: Party) -> Decision | None:
        """The last decision about the very same two; else about this alert; else about the entity under another id."""
        key = key_of(basis)
        found = [self._by_key[key]] if key in self._by_key else []
        named = self._by_alert.get(alert.id)
        if named is not None and _same_subject(named[1], basis, party):
            found.append(named)
        if found:
            return max(found, key=lambda item: item[0])[1]
        names = names_in(basis.entity)
        before = self._by_subject.get((key[0], key[1], key[3]), ())
        known = [item for item in before if item.basis and names & names_in(item.basis.entity)]
        return known[-1] if known else None


def recall(decision: Decision, basis: Basis, as_of: date) -> Memory:
    """What a decision says of an alert that now rests on `basis`."""
    changes = () if decision.basis is None else compare(decision.basis, basis)
    standing = Standing.STANDING
    if decision.value == FALSE and changes:
        standing = Standing.WOKEN
    elif decision.until is not None and as_of > decision.until:
        standing = Standing.EXPIRED
    return Memory(
        value=decision.value,
        standing=standing,
        by=decision.by,
        on=decision.on,
        reason=decision.reason,
        code=decision.code,
        note=decision.note,
        until=decision.until,
        versioned=decision.basis is not None,
        changes=changes,
    )


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def tell_memory(memory: Memory) -> str:
    """ "decided false on DATE by WHO (reason) until DATE", and why that is no longer in force, if so."""
    on = f" on {memory.on}" if memory.on else ""
    until = f" until {memory.until}" if memory.until else ""
    told = f"decided {memory.value}{on} by {memory.by} ({memory.reason}){until}"
    if not memory.versioned:
        told += "; what changed since is not known"
    changed = "; ".join(tell_change(change) for change in memory.changes)
    match memory.standing:
        case Standing.WOKEN:
            return f"{told}; no longer in force, for since then {changed}"
        case Standing.EXPIRED:
            return f"{told}; expired" + (f", and since then {changed}" if changed else "")
    return f"{told}; since then {changed}" if changed else told


def tell_change(change: Change) -> str:
    """ "the party's country was CN, is now VN"; of lists, what came and what went."""
    if change.of == "rules":
        return f"the rules changed (version {change.was}, now {change.now})"
    field = change.field.replace("_", " ")
    if isinstance(change.was, list) or isinstance(change.now, list):
        was, now = change.was or [], change.now or []
        gone = [f"without {_said(item)}" for item in was if item not in now]
        come = [f"with {_said(item)}" for item in now if item not in was]
        return f"the {change.of}'s {field} changed: {', '.join([*gone, *come])}"
    return f"the {change.of}'s {field} was {_said(change.was)}, is now {_said(change.now)}"


def _said(value: object) -> str:
    match value:
        case None:
            return "not stated"
        case Mapping():
            return '"' + ", ".join(_bare(item) for item in value.values()) + '"'
    return f'"{value}"'


def _bare(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(_bare(item) for item in value.values())
    if isinstance(value, list):
        return " ".join(_bare(item) for item in value)
    return str(value)


def _same_subject(decision: Decision, basis: Basis, party: Party) -> bool:
    """Is the bearer of this id still that party? A row number says so only where a name or a number stayed."""
    if decision.basis is None or party.ref is None or party.id != f"row {party.ref.row}":
        return True
    return bool(names_in(decision.basis.subject) & names_in(basis.subject))
