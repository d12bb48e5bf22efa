"""The main job: read a case, choose the editions, screen, trace, assess, attest.

It reads neither the clock nor the network: the same case files, dates, editions, decisions and version give the
same result. Inputs are never changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieback import __version__
from tieback.assess.assessment import DEFAULT_REGIMES, assess
from tieback.assess.calendar import Deadline, deadlines, missing_events, papers_due
from tieback.assess.regime import Regime, load_regime
from tieback.assess.subject import bom_lots, subject_lots
from tieback.lists import codec, lock
from tieback.lists.edition import Edition
from tieback.lists.store import Store
from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.finding import Finding
from tieback.model.plain import plain
from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.model.trace import Trace
from tieback.screen.screening import Screening

if TYPE_CHECKING:
    from tieback.attest.dossier import Dossier
    from tieback.attest.material import Material
    from tieback.proof.keys import SigningKey

SCHEMA = "tieback.check/1"


@dataclass(frozen=True, slots=True)
class Check:
    """Everything one run of the main job found. `dossier` None: nothing was written."""

    case: Case
    as_of: date
    editions: tuple[Edition, ...]
    screening: Screening
    traces: tuple[Trace, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    notes: tuple[Note, ...]
    dossier: "Dossier | None" = None

    @property
    def papers_due(self) -> Deadline | None:
        """The clock by which missing papers must be there."""
        return papers_due(self.deadlines, self.as_of)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts of the screening."""
        return self.screening.alerts


def check(
    folder: Path,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    editions_lock: Path | None = None,
    out: Path | None = None,
    key: "SigningKey | None" = None,
    today: date | None = None,
    regimes: Sequence[str] = (),
    store: Store | None = None,
) -> Check:
    """Check the case in `folder`; with `out` and `key`, seal the dossier there.

    `as_of` None: the case's own date, else `today`. `known_on`: only editions known by that day.
    `editions_lock`: replay exactly the editions it names. `regimes`: instead of those of the case.
    Raises Refused where the case, an edition or a regime cannot be used.
    """
    from tieback.case import read_case

    case = read_case(folder)
    on = _as_of(as_of, case, today)
    named = dict.fromkeys(regimes or case.regimes or DEFAULT_REGIMES)
    laws = [load_regime(item, None if regimes else "case.toml") for item in named]
    editions = choose_editions(case, folder, store or Store(), known_on, editions_lock)
    screening = screen_case(case, editions, on)
    traces, untraced = trace_case(case)
    findings = assess(case, screening.alerts, traces, editions, as_of=on, regimes=[law.id for law in laws])
    clocks = deadlines(case, laws)
    notes = (*case.notes, *_date_notes(as_of, case, on), *_clock_notes(case, laws), *untraced)
    result = Check(case, on, editions, screening, traces, findings, clocks, notes)
    return seal(result, folder, out, key) if out is not None and key is not None else result


def choose_editions(
    case: Case, folder: Path, store: Store, known_on: date | None, editions_lock: Path | None
) -> tuple[Edition, ...]:
    """The editions to use, by list id: the case's own lists first, then what the store holds as current."""
    own = tuple(_own_edition(list_id, path, folder) for list_id, path in case.lists)
    if editions_lock is not None:
        if not editions_lock.is_file():
            raise Refused(
                "there is no such file", str(editions_lock), remedy="name the editions.lock of a result"
            )
        return _sorted(lock.read(editions_lock.read_bytes(), store, given=own, file=str(editions_lock)))
    known = [edition for edition in own if known_on is None or _known_by(edition, known_on)]
    named = {edition.list for edition in known}
    return _sorted([*known, *(item for item in store.current_all(known_on) if item.list not in named)])


def screen_case(case: Case, editions: Sequence[Edition], as_of: date) -> Screening:
    """Every party and site of the case against every edition and the region's places."""
    from tieback.screen.screening import screen

    return screen(case.parties, case.sites, editions, decisions=case.decisions, as_of=as_of)


def trace_case(case: Case) -> tuple[tuple[Trace, ...], tuple[Note, ...]]:
    """Upstream traces of every lot that is assessed and of the bill-of-materials lots they do not reach.

    A lot that no record names has no trace and a note.
    """
    found, notes = _traces(case, [subject.lot for subject in subject_lots(case)], "case.toml")
    more, lost = _traces(case, bom_lots(case, found), "bom")
    return (*found, *more), (*notes, *lost)


def _traces(case: Case, lots: Iterable[str], file: str) -> tuple[list[Trace], list[Note]]:
    from tieback.trace.tracing import trace

    traces: list[Trace] = []
    notes: list[Note] = []
    for lot in lots:
        try:
            traces.append(trace(case, lot))
        except Refused as refusal:
            notes.append(Note(file, None, "lot", str(refusal), f"what lot {lot} is made of is unknown"))
    return traces, notes


def seal(check: Check, folder: Path, out: Path, key: "SigningKey") -> Check:
    """Write `file/`, `result.json`, `editions.lock` and the signed `dossier.zip` to `out`."""
    from tieback.attest import dossier

    try:
        written = dossier.build(material_of(check), folder, out, key)
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise Refused(reason, str(error.filename or out), remedy="name another folder with --out") from error
    return replace(check, dossier=written)


def material_of(check: Check) -> "Material":
    """What a dossier of this check is made of."""
    from tieback.attest.material import Material, PartyStatus

    return Material(
        case=check.case,
        as_of=check.as_of,
        version=__version__,
        editions=check.editions,
        lock=lock.write(check.editions),
        statuses=tuple(
            PartyStatus(item.party, item.answer, item.reason) for item in check.screening.statuses
        ),
        alerts=check.alerts,
        traces=check.traces,
        findings=check.findings,
        deadlines=check.deadlines,
        result=document(check),
    )


def document(check: Check) -> dict[str, Any]:
    """`result.json`: the shape of CONTRACTS.md, schema tieback.check/1."""
    case = check.case
    return {
        "schema": SCHEMA,
        "version": __version__,
        "as_of": check.as_of.isoformat(),
        "notes": plain(check.notes),
        "case": _case_row(case),
        "editions": [edition_row(edition) for edition in check.editions],
        "alerts": plain(check.alerts),
        "parties": [
            {"id": item.party, "status": item.answer, "reason": item.reason, "alerts": list(item.alerts)}
            for item in check.screening.statuses
        ],
        "traces": plain(check.traces),
        "findings": plain(check.findings),
        "deadlines": plain(check.deadlines),
        "gaps": [
            {**gap, **_due_in(check)} for gap in _once(gap for trace in check.traces for gap in trace.gaps)
        ],
        "conflicts": _once(conflict for trace in check.traces for conflict in trace.conflicts),
        "regimes": [
            _regime_row(load_regime(item)) for item in sorted({row.regime for row in check.findings})
        ],
        "dossier": plain(check.dossier),
    }


def edition_row(edition: Edition) -> dict[str, Any]:
    """An edition as CONTRACTS.md shows it."""
    names = ("list", "title", "publisher", "sha256", "published_on", "retrieved_at", "entries", "expected")
    return codec.row(edition, (*names, "complete", "bundled"))


def _case_row(case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "title": case.title,
        "importer": case.importer,
        "goods": case.goods,
        "entries": plain(case.entries),
        "detention": plain(case.detention),
        "inputs": [{"path": item.path, "sha256": item.sha256} for item in case.inputs],
        "unread": plain(case.unread),
    }


def _regime_row(regime: Regime) -> dict[str, Any]:
    """The law applied, with the paths that are described and not decided."""
    names = ("id", "version", "title", "citation", "authority", "burden", "effect", "valid_from", "valid_to")
    row: dict[str, Any] = {name: plain(getattr(regime, name)) for name in names}
    return row | {"standards": plain(regime.standards), "paths": plain(regime.paths)}


def _once(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Gaps or conflicts of several traces, each once, by id."""
    return [plain(item) for _, item in sorted({item.id: item for item in items}.items())]


def _due_in(check: Check) -> dict[str, Any]:
    """When what closes a gap must be there, and how many days are left of it on the as-of date; null without a clock."""
    clock = check.papers_due
    left = None if clock is None else (clock.on - check.as_of).days
    return {"due_on": plain(clock.on if clock else None), "days_left": left}


def _as_of(stated: date | None, case: Case, today: date | None) -> date:
    chosen = stated or case.as_of or today
    if chosen is None:
        raise Refused(
            "no as-of date", file="case.toml", column="as_of", remedy="state one there or with --as-of"
        )
    return chosen


def _date_notes(stated: date | None, case: Case, on: date) -> tuple[Note, ...]:
    if stated or case.as_of:
        return ()
    return (
        Note("case.toml", None, "as_of", "no as-of date is stated", f"today's date in UTC is used: {on}"),
    )


def _clock_notes(case: Case, laws: Sequence[Regime]) -> tuple[Note, ...]:
    return tuple(
        Note(
            "case.toml",
            None,
            f"detention.{event}",
            "no date is stated",
            "the clocks that run from it are not shown",
        )
        for event in missing_events(case, laws)
    )


def _own_edition(list_id: str, path: str, folder: Path) -> Edition:
    from tieback.lists.declaration import find_declaration, read_declaration
    from tieback.lists.intake import read_edition

    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise Refused(
            f"{path!r} lies outside the case", "case.toml", column=f"lists.{list_id}", remedy="copy it in"
        )
    if not target.is_file():
        raise Refused(
            f"there is no file {path!r}", "case.toml", column=f"lists.{list_id}", remedy="correct the path"
        )
    beside = find_declaration(target)
    declared = read_declaration(beside.read_bytes(), beside.name)[0] if beside else None
    return read_edition(target.read_bytes(), path, list_id, declared)


def _known_by(edition: Edition, day: date) -> bool:
    return edition.published_on is not None and edition.published_on <= day


def _sorted(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    by_list: Mapping[str, Edition] = {edition.list: edition for edition in editions}
    return tuple(by_list[list_id] for list_id in sorted(by_list))
