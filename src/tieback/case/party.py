"""Rows of parties and sites to the model.

A party or site whose row cannot be read is not dropped: everything it holds becomes unknown.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from tieback.model.party import Identifier, Party, RoleKind
from tieback.model.record import Unread
from tieback.model.refusal import Refused
from tieback.model.site import Site, SiteKind
from tieback.names.identifier import fault_of
from tieback.table.birth import parse_births
from tieback.table.cell import (
    CellError,
    identifier,
    parse_country,
    parse_decimal,
    parse_identifiers,
    parse_kind,
    parse_percent,
    parse_word,
)
from tieback.table.record import Record, Records
from tieback.table.word import canonical, fold, rows, vocabulary

_SEVERAL = re.compile(r"[/;,&+、，；和及|]|\band\b")
_SCHEMES = ("uscc", "lei", "os_id", "gln", "mid", "imo", "tail_number", "call_sign")
_SEVERITY = (
    RoleKind.PROCESSOR,
    RoleKind.PRODUCER,
    RoleKind.TRADER,
    RoleKind.WAREHOUSE,
    RoleKind.IMPORTER,
    RoleKind.AGENT,
    RoleKind.CARRIER,
    RoleKind.BANK,
    RoleKind.OTHER,
)
_CANNOT = "the party cannot be screened; what it holds is unknown"


def read_parties(sheet: Records) -> tuple[tuple[Party, ...], tuple[Unread, ...]]:
    """Declared parties in the order of the file. Raises Refused where one id stands for two parties."""
    read: dict[str, Party] = {}
    unread: list[Unread] = []
    contents: dict[str, tuple[Record, tuple[str | None, ...]]] = {}
    for row in sheet:
        name = row.text("name") or row.text("name_local")
        party_id = row.text("id") or name
        if row.problem or name is None or party_id is None:
            reason = row.problem or "no name"
            sheet.note(row.number, None, f"row not read: {reason}", _CANNOT)
            unread.append(Unread(row.ref, None, None if row.problem else party_id, reason))
            if party_id is None or row.problem:
                continue
        if _repeats(row, str(party_id), contents):
            continue
        read[str(party_id)] = _party(row, str(party_id), name or "")
    return tuple(read.values()), tuple(unread)


def read_sites(
    sheet: Records, resolve: Callable[[str, Record], str]
) -> tuple[tuple[Site, ...], tuple[Unread, ...]]:
    """Sites in the order of the file. Raises Refused where one id stands for two sites."""
    read: dict[str, Site] = {}
    unread: list[Unread] = []
    contents: dict[str, tuple[Record, tuple[str | None, ...]]] = {}
    for row in sheet:
        site_id, party = row.text("id"), row.text("party")
        if row.problem or site_id is None or party is None:
            reason = row.problem or ("no id" if site_id is None else "no party")
            sheet.note(row.number, None, f"row not read: {reason}", "what is made there has no known place")
            holder = None if row.problem or party is None else resolve(party, row)
            unread += [Unread(row.ref, None, holder, reason)] if row.problem or holder else []
            continue
        if not _repeats(row, site_id, contents):
            read[site_id] = _site(row, site_id, resolve(party, row))
    return tuple(read.values()), tuple(unread)


def role_kind(text: str | None) -> RoleKind | None:
    """What a role amounts to: of several, the one that weighs most; None where a word of it is not known.

    "spinner / knitter" is a processor; "trader and something unknown" is unknown, not a trader.
    """
    if text is None:
        return None
    kinds = {row["id"]: RoleKind(row["kind"]) for row in rows("role")}
    if whole := vocabulary("role").get(fold(text)):
        return kinds[whole]
    words = [word for word in _SEVERAL.split(text) if fold(word)]
    found = [canonical(word, "role") for word in words]
    known = {kinds[role] for role in found if role}
    heaviest = next((kind for kind in _SEVERITY if kind in known), None)
    certain = heaviest in {RoleKind.PROCESSOR, RoleKind.PRODUCER}
    return heaviest if certain or None not in found else None


def _repeats(row: Record, key: str, contents: dict[str, tuple[Record, tuple[str | None, ...]]]) -> bool:
    """Has the row been read already? Raises Refused where its id was another's."""
    content = row.content()
    if key not in contents:
        contents[key] = (row, content)
        return False
    first, same = contents[key]
    if content != same:
        reason = f"id {key!r} stands in rows {first.number} and {row.number} with different content"
        raise Refused(reason, row.sheet.file, row.number, "id", "give each its own id")
    row.sheet.note(row.number, None, f"the same as row {first.number}", "read once")
    return True


def _party(row: Record, party_id: str, name: str) -> Party:
    role = row.text("role")
    kind = role_kind(role)
    if role is not None and kind is None:
        row.sheet.note(
            row.number, "role", f"{role!r} is not a known role", "its part in the goods is unknown"
        )
    effect = "the share of the parent is unknown"
    least = row.number_value("share_min", _share, effect)
    most = row.number_value("share_max", _share, effect)
    if least is not None and most is not None and least > most:
        row.sheet.note(row.number, "share_min", f"share_min {least} is above share_max {most}", effect)
        least = most = None
    return Party(
        id=party_id,
        name=name,
        name_local=row.text("name_local"),
        role=role,
        role_kind=kind,
        country=row.value("country", parse_country, "the country of the party is unknown"),
        identifiers=_identifiers(row),
        kind=_kind(row),
        born=_born(row),
        parent=row.text("parent"),
        share_min=least,
        share_max=most if row.sheet.has("share_max") else least,
        ref=row.ref,
    )


def _identifiers(row: Record) -> tuple[Identifier, ...]:
    found = set(row.value("identifiers", parse_identifiers, "its identifiers are not compared") or ())
    for scheme in _SCHEMES:
        if value := row.text(scheme):
            found.add(identifier(scheme, value))
    for item in sorted(found):
        _note_wrong(row, item)
    return tuple(sorted(found))


def _note_wrong(row: Record, item: Identifier) -> None:
    """A number that cannot have been issued as it stands is compared all the same, and said to be wrong."""
    if fault := fault_of(item.scheme, item.value):
        row.sheet.note(
            row.number,
            "identifiers",
            f"{item.scheme} {item.value}: {fault}",
            "it is compared as it stands, and shows nothing about the party",
        )


def _kind(row: Record) -> str | None:
    return row.value("kind", parse_kind, "it is not known what the party is")


def _born(row: Record) -> str | None:
    """The date of birth as it stands, if it can be read."""
    read = row.value("born", parse_births, "the date of birth is compared with nothing")
    return row.text("born") if read else None


def _share(text: str, *, mark: str | None = None) -> Decimal:
    """A share in percent. Without the sign, 0.6 may be 60 % as a workbook keeps it, so it is refused."""
    value = parse_percent(text, mark=mark)
    if 0 < value <= 1 and "%" not in text and "％" not in text:
        raise CellError(f"{text!r} may be a fraction or a percentage; write it with the sign %")
    return value


def _site(row: Record, site_id: str, party: str) -> Site:
    kind = row.value("kind", lambda text: parse_word(text, "site"), "it is not known what the address is")
    return Site(
        id=site_id,
        party=party,
        kind=SiteKind(kind) if kind else None,
        address=row.text("address"),
        postal_code=row.text("postal_code"),
        country=row.value("country", parse_country, "the country of the site is unknown"),
        lat=row.number_value("lat", _degrees(90), "its position is unknown"),
        lon=row.number_value("lon", _degrees(180), "its position is unknown"),
        ref=row.ref,
        capacity_kg_per_day=row.number_value("capacity", _capacity, "its capacity is not compared"),
    )


def _capacity(text: str, *, mark: str | None = None) -> Decimal:
    value = parse_decimal(text, mark=mark)
    if value <= 0:
        raise CellError(f"{text!r} is no capacity; write kilograms per day")
    return value


def _degrees(most: int) -> Callable[..., Decimal]:
    def parse(text: str, *, mark: str | None = None) -> Decimal:
        value = parse_decimal(text, mark=mark)
        if abs(value) > most:
            raise CellError(f"{text!r} is not between -{most} and {most} degrees")
        return value

    return parse
