"""Reading an unsegmented Chinese name: form from the end, places from the start, sectors before the form.

What the tables do not know is brand. Nothing is invented: a name may have no brand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tieback.names import gazetteer, lexicon
from tieback.names.country import CHINA
from tieback.names.lexicon import Entry, Grade
from tieback.names.numeral import digits_of
from tieback.names.reading import PartKind
from tieback.names.rendering import is_rendering
from tieback.names.romanise import romanisations, romanise_han

_BRANCH = re.compile(r"(分公司|分厂|分店|支公司|办事处|代表处|分行|支行|分社|分部)$")
_SPLIT = re.compile(r"[^\w]+|_+")
# 一厂 and 二棉 are No. 1 and No. 2 of their kind; 八一, 三一 and 五矿 are brands
_SHORT = (
    r"(?<![一二三四五六七八九十])(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"(?=分?厂|棉(?!花)|毛(?:纺|厂|$)|麻纺|车间)"
)
_NUMBER = re.compile(
    r"第?\d+(?:号|团场|团|连|营)?|第[零一二三四五六七八九十百]+(?:团场|团|号)?|[零一二三四五六七八九十百]+团场?|"
    r"[一二三四五六七八九十]+号|" + _SHORT
)
_INNER_NUMBER = re.compile(r"第(?:\d+|[零一二三四五六七八九十百]+)|[一二三四五六七八九十]+局|" + _SHORT)
_DIVISION = re.compile(r"第(\d+|[一二三四五六七八九十]+)师")
_UNIT = re.compile(
    r"特别行政区|自治区|自治州|自治县|地区|林区|新区|矿区|省|市(?!场|政|北|民)|县|州|区(?!域|块)"
)
_BEHIND_CITY = frozenset("场政北民")
_BANNER = re.compile("旗|盟")  # units of Inner Mongolia alone; elsewhere a brand begins there (株洲 旗滨)
_MONGOLIA = "CN-NM"
_UNKNOWN = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:自治县|县(?!域)|市(?!场|政|北|民))")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:开发区|工业园区|镇|乡|区(?!域|块))")


_WHOLE_BRAND = 2  # characters, as most Chinese brands have


@dataclass(frozen=True, slots=True)
class Piece:
    """A part by its span in the folded text."""

    kind: PartKind
    start: int
    end: int
    key: str
    readings: tuple[str, ...] = ()


def read_han(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of folded, simplified `text[start:end]`, in order. Places may stand at its start."""
    pieces: list[Piece] = []
    if branch := _branch(text, start, end):
        pieces.append(branch)
        end = branch.start
    if form := _form(text, start, end):
        pieces.append(form)
        end = form.start
    known: list[str] = []
    for chunk_start, chunk_end in _chunks(text, start, end):
        pieces.extend(_read_chunk(text, chunk_start, chunk_end, True, known))
    return _with_brand(text, sorted(pieces, key=lambda piece: piece.start))


def _with_brand(text: str, pieces: list[Piece]) -> list[Piece]:
    """A name without brand whose last place is a common word (新疆 天山 毛纺织) has that as its brand."""
    if any(piece.kind is PartKind.BRAND for piece in pieces):
        return pieces
    for k in range(len(pieces) - 1, 0, -1):
        piece = pieces[k]
        entries = lexicon.han().entries.get(text[piece.start : piece.end], ())
        common = entries and all(entry.grade is Grade.FAINT for entry in entries)
        if piece.kind is PartKind.PLACE and common and gazetteer.places()[piece.key].level != "division":
            return [*pieces[:k], _brand(text, piece.start, piece.end), *pieces[k + 1 :]]
    return pieces


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between brackets and other punctuation."""
    at = start
    for match in _SPLIT.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def _form(text: str, start: int, end: int) -> Piece | None:
    while end > start and not text[end - 1].isalnum() and text[end - 1] != ")":
        end -= 1
    if end == start:
        return None
    for begin, entries in lexicon.han().ending(text, start, end):
        for entry in entries:
            if entry.kind is PartKind.FORM:
                return Piece(PartKind.FORM, begin, end, entry.id)
    return None


def _branch(text: str, start: int, end: int) -> Piece | None:
    """The branch at the end: what stands between the last legal form and the word for branch."""
    match = _BRANCH.search(text, start, end)
    if match is None:
        return None
    word = match.start()
    at = max(
        (text.rfind(mark, start, word) + len(mark) for mark in ("公司", "厂") if mark in text[start:word]),
        default=0,
    )
    if at <= start:
        at = next((begin for begin, _ in _places_ending(text, start, word)), word)
    while at < word and not text[at].isalnum():
        at += 1
    inner: list[str] = []
    pieces = _read_chunk(text, at, word, True, inner) if at < word else []
    named = [piece for piece in pieces if piece.kind in (PartKind.BRAND, PartKind.PLACE, PartKind.NUMBER)]
    key = named[-1].key if named else "branch"
    readings = named[-1].readings if named else ()
    return Piece(PartKind.BRANCH, at, match.end(), key, readings)


def _places_ending(text: str, start: int, end: int) -> Iterator[tuple[int, Entry]]:
    for begin, entries in lexicon.han().ending(text, start, end):
        for entry in entries:
            if entry.kind is PartKind.PLACE and entry.grade is Grade.STRONG:
                yield begin, entry


def _read_chunk(text: str, start: int, end: int, lead: bool, known: list[str]) -> list[Piece]:
    """One chunk without punctuation: places in front, sectors and qualifiers behind, the rest between."""
    pieces: list[Piece] = []
    at = start
    while lead and at < end:
        piece = _number(text, at, end) or _place(text, at, end, known) or _division(text, at, end)
        if piece is None:
            break
        if piece.kind is PartKind.PLACE:
            known.append(piece.key)
        pieces.append(piece)
        at = piece.end
    tail, rest = _trailing(text, at, end)
    pieces.extend(tail)
    if rest == at + 1 and pieces and (word := _lone_sector(text, at)):
        pieces.append(word)
    elif rest > at:
        pieces.extend(_middle(text, at, rest, known))
    return pieces


def _lone_sector(text: str, at: int) -> Piece | None:
    """The one character left between known parts, if it is a sector (宁波 港)."""
    for entry in lexicon.han().entries.get(text[at], ()):
        if entry.kind is PartKind.SECTOR:
            return Piece(PartKind.SECTOR, at, at + 1, entry.id)
    return None


def _middle(text: str, start: int, end: int, known: list[str]) -> list[Piece]:
    """What is left: cut at a group or company word inside, else brand with a region name perhaps behind it."""
    for word in ("集团", "公司", "控股", "总厂"):
        cut = text.find(word, start + 1, end)
        if cut > start:
            entry = next(
                e for e in lexicon.han().entries[word] if e.kind in (PartKind.QUALIFIER, PartKind.FORM)
            )
            tail, rest = _trailing(text, start, cut)
            brand = _middle(text, start, rest, known) if rest > start else []
            after = cut + len(word)
            behind = _read_chunk(text, after, end, True, known) if after < end else []
            return [*brand, *tail, Piece(entry.kind, cut, after, entry.id), *behind]
    if (number := _inner_number(text, start + 1, end)) is not None:
        behind = _read_chunk(text, number.end(), end, False, known) if number.end() < end else []
        piece = Piece(PartKind.NUMBER, number.start(), number.end(), digits_of(number.group()))
        tail, rest = _trailing(text, start, number.start())
        brand = [_brand(text, start, rest)] if rest > start else []
        return [*brand, *tail, piece, *behind]
    for begin, entry in _places_ending(text, start, end):
        wide = (gazetteer.places()[entry.id].level in ("province", "corps", "prefecture")) or (
            gazetteer.within(entry.id, "CN-XJ")
            and (end - begin > 2 or any(gazetteer.within(entry.id, place) for place in known))
        )
        if wide and begin - start >= 2:
            known.append(entry.id)
            return [_brand(text, start, begin), _place_piece(begin, end, (entry,), known)]
    return [_brand(text, start, end)]


def _brand(text: str, start: int, end: int) -> Piece:
    keys = [key for _, key in romanisations(text[start:end])]
    return Piece(PartKind.BRAND, start, end, keys[0] if keys else text[start:end], tuple(keys[1:]))


def _inner_number(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first number that ends by `end`; what stands after it may be a factory (一厂)."""
    return next((found for found in _INNER_NUMBER.finditer(text, start) if found.end() <= end), None)


def _number(text: str, start: int, end: int) -> Piece | None:
    match = _NUMBER.match(text, start)
    if match is None or match.end() > end or (match.end() < end and text[match.end()] == "师"):
        return None
    return Piece(PartKind.NUMBER, start, match.end(), digits_of(match.group()))


def _division(text: str, start: int, end: int) -> Piece | None:
    """第八师 by itself: in company names the divisions are those of the XPCC."""
    match = _DIVISION.match(text, start, end)
    if match is None:
        return None
    place = f"CN-XPCC-{int(digits_of(match.group(1))):02d}"
    return Piece(PartKind.PLACE, start, match.end(), place) if place in gazetteer.places() else None


def _place(text: str, start: int, end: int, known: list[str]) -> Piece | None:
    """A place at `start` with its unit word; a faint one only with its unit or inside a place before it."""
    for stop, entries in lexicon.han().starting(text, start, end):
        found = tuple(entry for entry in entries if entry.kind is PartKind.PLACE)
        if not found:
            continue
        if _begins_rendering(text, start, stop, end, found) or _is_market(text, stop, end):
            continue
        unit = _UNIT.match(text, stop, end)
        if unit is None and any(gazetteer.within(entry.id, _MONGOLIA) for entry in found):
            unit = _BANNER.match(text, stop, end)
        trusted = tuple(
            entry
            for entry in found
            if entry.grade is Grade.STRONG or any(_near(entry.id, place) for place in known)
        )
        if trusted:
            return _place_piece(start, unit.end() if unit else stop, trusted, known)
    for pattern, allowed in ((_UNKNOWN, True), (_TOWN, bool(known))):
        match = pattern.match(text, start, end)
        if allowed and match and match.end() < end:
            key, readings = romanise_han(
                match.group().rstrip("县市区镇乡").removesuffix("自治") or match.group()
            )
            return Piece(PartKind.PLACE, start, match.end(), key, readings)
    return None


def _begins_rendering(text: str, start: int, stop: int, end: int, found: tuple[Entry, ...]) -> bool:
    """Is a place abroad only the beginning of a foreign name written by sound (奥什 in 奥什科什, Oshkosh)?"""
    abroad = [
        entry for entry in found if entry.kind is PartKind.PLACE and not gazetteer.within(entry.id, CHINA)
    ]
    return bool(abroad) and stop + _WHOLE_BRAND <= end and is_rendering(text[start : stop + _WHOLE_BRAND])


def _is_market(text: str, stop: int, end: int) -> bool:
    """Is what looks like the unit of a city the beginning of another word (东方 市场)?"""
    return stop < end and text[stop - 1] == "市" and text[stop] in _BEHIND_CITY


def _near(place: str, other: str) -> bool:
    """True if `place` lies in `other`, or both lie in Xinjiang."""
    return gazetteer.within(place, other) or (
        gazetteer.within(place, "CN-XJ") and gazetteer.within(other, "CN-XJ")
    )


def _place_piece(start: int, end: int, entries: tuple[Entry, ...], known: list[str]) -> Piece:
    ids = gazetteer.preferred(tuple(entry.id for entry in entries), tuple(known))
    return Piece(PartKind.PLACE, start, end, ids[0], gazetteer.readings(ids))


def _trailing(text: str, start: int, end: int) -> tuple[list[Piece], int]:
    """Sectors and qualifiers read backwards from `end`; a brand of a single character is avoided."""
    pieces: list[Piece] = []
    while end > start:
        options = [
            (begin, entry, entries)
            for begin, entries in lexicon.han().ending(text, start, end)
            for entry in entries
            if entry.kind in (PartKind.SECTOR, PartKind.QUALIFIER)
            and (end - begin > 1 or _may_stand_alone(text, start, begin, pieces))
        ]
        best = next((option for option in options if option[0] - start != 1), None)
        if best is None:
            break
        begin, entry, entries = best
        others = tuple(other.id for other in entries if other.kind is entry.kind and other.id != entry.id)
        pieces.append(Piece(entry.kind, begin, end, entry.id, others))
        end = begin
    return pieces, end


def _may_stand_alone(text: str, start: int, at: int, behind: list[Piece]) -> bool:
    """A sector of one character counts before another sector (毛 纺织), behind a brand of two (茅台 酒), or if
    it is 厂."""
    return text[at] == "厂" or bool(behind) or at - start == _WHOLE_BRAND
