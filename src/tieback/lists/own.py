"""Lists as a table: a user's own list, and the editions that come with Tieback.

One row is one entity. Columns are those of COLUMNS, matched generously; only `name` is compulsory. A row
without a name is refused with its number; a value that cannot be read leaves the entity in, without it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tieback.lists.edition import ListedAddress, ListedEntity, ListedName, Scope
from tieback.lists.keys import entity_id
from tieback.lists.parsed import Parsed
from tieback.model.party import Identifier
from tieback.model.record import Note

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("entity id", "list id", "entry id", "编号"),
    "name": (
        "entity",
        "entity name",
        "name of entity",
        "company",
        "名称",
        "企业名称",
        "公司名称",
        "实体名称",
    ),
    "aliases": ("alias", "also known as", "aka", "other names", "alt_names", "别名", "其他名称"),
    "former_names": ("former name", "formerly known as", "fka", "previous names", "曾用名"),
    "weak_names": ("weak aliases", "weak aka", "short names", "简称"),
    "name_local": ("local name", "chinese name", "name_zh", "native name", "中文名称", "中文名"),
    "name_local_kind": (),
    "name_local_source": ("name_zh_source",),
    "kind": ("entity type", "类型"),
    "born": (
        "date of birth",
        "dates of birth",
        "dob",
        "birth date",
        "birthdate",
        "date_of_birth",
        "出生日期",
    ),
    "country": ("country code", "country_iso", "国家"),
    "address": ("addresses", "地址"),
    "postal_code": ("postcode", "postal", "zip", "zip code", "邮编", "邮政编码"),
    "identifiers": ("identifier", "ids", "id numbers", "registration", "标识", "识别号"),
    "uscc": ("unified social credit code", "统一社会信用代码"),
    "lei": ("legal entity identifier",),
    "section": ("sections", "sublist", "sublists", "programme", "program", "programs", "分部"),
    "effective_date": ("effective_on", "effective", "listed_on", "start_date", "date listed", "生效日期"),
    "ended_on": ("end_date", "ended", "removed_on", "delisted_on", "expiry", "终止日期"),
    "clauses": ("clause",),
    "type": ("order type", "wro/finding"),
    "status": ("state",),
    "goods": ("merchandise", "product", "products", "货物"),
    "hs": ("hs code", "hs codes", "hts", "海关编码"),
    "region": ("region code",),
    "superseded_by": (),
    "for_imports_from": ("superseded for imports from",),
    "citation": ("fr_citation", "federal register"),
    "confidence": (),
    "source": ("sources", "source url", "来源"),
    "note": ("notes", "remarks", "comment", "备注"),
}
KINDS = {
    **dict.fromkeys(("company", "entity", "organisation", "organization", "公司", "企业"), "company"),
    **dict.fromkeys(("person", "individual", "natural person", "个人"), "person"),
    **dict.fromkeys(("vessel", "ship", "船舶"), "vessel"),
    **dict.fromkeys(("aircraft", "飞机"), "aircraft"),
    **dict.fromkeys(("region", "country", "place", "地区"), "region"),
}
_CLAUSES = {"subsidiar": "subsidiaries", "affiliat": "affiliates", "subordinat": "subordinates"}
_SHAPES = (("uscc", re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}")), ("lei", re.compile(r"[0-9A-Z]{18}\d{2}")))


@dataclass(slots=True)
class _Row:
    """One row while it is read; what cannot be read is noted."""

    file: str
    number: int
    cells: Mapping[str, str]
    notes: list[Note]

    def text(self, column: str) -> str | None:
        return self.cells.get(column) or None

    def many(self, column: str, separators: str = "|") -> tuple[str, ...]:
        parts = re.split(f"[{re.escape(separators)}\n]", self.cells.get(column, ""))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def day(self, column: str) -> date | None:
        text = self.text(column)
        if text is None:
            return None
        try:
            return read_day(text)
        except ValueError as error:
            self.note(
                column, f"{text!r} is not a date that can be read one way ({error})", "the date is unknown"
            )
            return None

    def note(self, column: str, reason: str, effect: str) -> None:
        self.notes.append(Note(self.file, self.number, column, reason, effect))


def read_rows(
    columns: Mapping[str, int], rows: Iterable[tuple[int, Sequence[str | None]]], file: str
) -> Parsed:
    """Entities of numbered rows. `columns`: column of COLUMNS -> index. Ids are unique within the result."""
    entities: list[ListedEntity] = []
    refused: list[Note] = []
    notes: list[Note] = []
    taken: dict[str, int] = {}
    for number, cells in rows:
        given = {name: (cells[at] or "").strip() for name, at in columns.items() if at < len(cells)}
        if not any((cell or "").strip() for cell in cells):
            continue
        if not given.get("name"):
            refused.append(Note(file, number, "name", "no name", "the row is not on the list as read"))
            continue
        entities.append(_entity(_Row(file, number, given, notes), taken))
    return Parsed(tuple(entities), len(entities) + len(refused), tuple(refused), tuple(notes))


def read_day(text: str) -> date:
    """A date: ISO 8601, else whatever `table.cell` reads one way only. Raises ValueError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from tieback.table.cell import CellError, parse_date

        try:
            return parse_date(text)
        except CellError as error:
            raise ValueError(str(error)) from error


def read_identifiers(text: str) -> tuple[Identifier, ...]:
    """Identifiers of one cell: "uscc:...; lei=...", or bare codes known by their shape. Check characters
    are not tested here: a publisher's error stays as published."""
    if not text.strip():
        return ()
    from tieback.table.code import parse_identifiers

    return tuple(_shaped(found) for found in parse_identifiers(text))


def _shaped(found: Identifier) -> Identifier:
    bare = re.sub(r"[\s-]", "", found.value).upper()
    shape = next((name for name, pattern in _SHAPES if pattern.fullmatch(bare)), None)
    return Identifier(shape, bare) if found.scheme == "unknown" and shape else found


def _entity(row: _Row, taken: dict[str, int]) -> ListedEntity:
    name = row.cells["name"]
    kind = row.text("kind")
    return ListedEntity(
        id=_unique(row.text("id") or entity_id(name), taken),
        name=name,
        kind=KINDS.get(kind.casefold(), "unknown") if kind else "unknown",
        names=_names(row),
        country=_country(row),
        addresses=_addresses(row),
        identifiers=_identifiers(row),
        births=_births(row),
        sections=(*row.many("section", "|;"), *row.many("type")),  # an order is a WRO or a Finding
        effective_on=row.day("effective_date"),
        ended_on=row.day("ended_on"),
        clauses=_clauses(row),
        scope=_scope(row),
        status=row.text("status"),
        source=_joined(row, "citation", "source"),
        note=_joined(row, "confidence", "note", label={"confidence": "confidence "}),
    )


def _unique(wanted: str, taken: dict[str, int]) -> str:
    taken[wanted] = taken.get(wanted, 0) + 1
    return wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"


def _names(row: _Row) -> tuple[ListedName, ...]:
    names = [ListedName(row.cells["name"], "primary")]
    for column, kind in (("aliases", "alias"), ("former_names", "former"), ("weak_names", "weak")):
        names += [ListedName(text, kind) for text in row.many(column)]
    source = row.text("name_local_source")
    kind = row.text("name_local_kind") or "alias"
    origin = "overlay" if source else "publisher"  # a name with a source of its own is not the publisher's
    names += [ListedName(text, kind, origin, source) for text in row.many("name_local")]
    return tuple({name.text: name for name in reversed(names)}.values())[::-1]


def _country(row: _Row) -> str | None:
    text = row.text("country")
    if text is None:
        return None
    from tieback.lists.country import alpha2

    code = alpha2(text)
    if code is None:
        row.note("country", f"{text!r} is no country that is known here", "the country is unknown")
    return code


def _addresses(row: _Row) -> tuple[ListedAddress, ...]:
    texts = row.many("address")
    postal = row.text("postal_code")
    country = _country(row) if texts or postal else None
    if not texts:
        return (ListedAddress("", postal, country),) if postal else ()
    return tuple(ListedAddress(text, postal if len(texts) == 1 else None, country) for text in texts)


def _identifiers(row: _Row) -> tuple[Identifier, ...]:
    found = list(read_identifiers(row.cells.get("identifiers", "")))
    for scheme in ("uscc", "lei"):
        found += [Identifier(scheme, re.sub(r"\s", "", text).upper()) for text in row.many(scheme, "|;")]
    return tuple(dict.fromkeys(found))


def _births(row: _Row) -> tuple[str, ...]:
    """Dates of birth as they stand; one that cannot be read is noted, kept, and compared with nothing."""
    found = row.many("born", "|;")
    for text in found:
        from tieback.table.birth import parse_births
        from tieback.table.cell import CellError

        try:
            parse_births(text)
        except CellError as error:
            row.note("born", str(error), "the date of birth is compared with nothing")
    return found


def _clauses(row: _Row) -> tuple[str, ...]:
    text = row.cells.get("clauses", "").casefold()
    return tuple(sorted(word for stem, word in _CLAUSES.items() if stem in text))


def _scope(row: _Row) -> Scope | None:
    scope = Scope(
        goods=row.text("goods"),
        hs=tuple(re.sub(r"\D", "", code) for code in row.many("hs", "|;, ") if re.search(r"\d", code)),
        region=row.text("region"),
        superseded_by=row.text("superseded_by"),
        for_imports_from=row.day("for_imports_from"),
    )
    return None if scope == Scope() else scope


def _joined(row: _Row, *columns: str, label: Mapping[str, str] | None = None) -> str | None:
    parts = [(label or {}).get(column, "") + row.cells[column] for column in columns if row.cells.get(column)]
    return "; ".join(parts) or None
