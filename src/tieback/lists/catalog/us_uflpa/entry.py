"""One cell of the UFLPA Entity List: a name, its aliases and former names, clauses, named subsidiaries.

The grammar is the one the page uses ("NAME (including two aliases: A; and B) and its subsidiaries"). Promises
that brackets which belong to a name and commas which belong to a legal form never split a name.
"""

import re
from dataclasses import dataclass

_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_COUNT = rf"(?P<count>{'|'.join(_NUMBERS)}|\d+)"
_FORM = (
    r"(?:Ltd|Limited|Co|Company|Inc|Incorporated|Corp|Corporation|L\.?L\.?C|L\.?L\.?P|P\.?L\.?C|Pte|Pty|Pvt"
    r"|Sdn|Bhd|Berhad|GmbH|A\.?G|S\.?A|S\.?R\.?L|S\.?p\.?A|B\.?V|N\.?V|JSC|OJSC|PJSC|LP|d\.?o\.?o)\b\.?"
)
_BARE_FORM = re.compile(rf"(?:{_FORM}[\s,]*)+", re.IGNORECASE)
_KNOWN_AS = r"(?:known\s+as|k\.?\s?/?a\.?|named|called)"
_FORMER = rf"(?:formerly|previously)\s*(?:{_KNOWN_AS})?|f\.?/?k\.?/?a\.?\b"
_ALSO = rf"(?:also|otherwise|currently|now)\s+{_KNOWN_AS}|a\.?/?k\.?/?a\.?(?=[\s:])"
_ALIASES = rf"(?:{_COUNT}\s+)?(?:alias(?:es)?|other\s+names?)\b"
_OPENER = re.compile(
    rf"^\s*(?:(?:and|including|includes|with)\s+)*(?:the\s+)?(?:following\s+)?"
    rf"(?:(?P<former>{_FORMER}|(?:{_COUNT.replace('count', 'formers')}\s+)?former\s+names?\b)"
    rf"|(?P<also>{_ALSO}|{_ALIASES}))\s*:?\s*",
    re.IGNORECASE,
)
_KIND = r"(?:subsidiary|subsidiaries|affiliates?|affiliated|subordinates?)"
_TAIL = re.compile(
    rf"(?:\s*,)?\s+(?:and|including|together\s+with|as\s+well\s+as)\s+(?:(?:all|any)\s+(?:of\s+)?)?(?:its|their|the)?\s*"
    rf"(?:(?:following|named)\s+)?(?:{_COUNT}\s+)?(?:[\w’'.-]+(?:\s[\w’'.-]+)*?-based\s+)?(?:wholly[- ]owned\s+)?"
    rf"(?P<kinds>{_KIND}(?:\s*(?:,|and|or)\s*(?:(?:and|or)\s+)?(?:its\s+)?{_KIND})*)"
    rf"(?:\s+(?:entities|companies|organi[sz]ations|entity|company))?\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^\s*[,:]?\s*(?:(?:which|that)\s+(?:include[sd]?|are|is)|including|include[sd]?|namely)?\s*:?\s*",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^(?P<full>.+?)\s*\((?P<short>[A-Z][A-Z0-9&.-]{1,11})\)$")
_STEMS = (("subsidiar", "subsidiaries"), ("affiliat", "affiliates"), ("subordinat", "subordinates"))
_FILL = "\0"
_ANY_COMMA = r"\s*,\s+and\s+|\s*,\s+|\s+and\s+"
_NAME_COMMA = rf"\s*,\s+and\s+|\s*,\s+(?!{_FORM})(?!\S+(?:\s\S+)?\s+Branch\b)|\s+and\s+"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one cell names. `names`: (text, alias | former | weak), the primary name not among them.

    `clauses`: open ones only; subsidiaries that are all named are `members`, entries of their own. `doubts`:
    what the cell says of itself that does not add up ("states three aliases, two are read").
    """

    name: str
    names: tuple[tuple[str, str], ...] = ()
    clauses: tuple[str, ...] = ()
    members: tuple["Entry", ...] = ()
    doubts: tuple[str, ...] = ()


def read_entry(cell: str) -> Entry:
    """The entry a name cell holds. Raises ValueError if it names nobody or a bracket is left open."""
    text = " ".join(cell.replace("\u00a0", " ").replace("\u200b", "").split())
    masked = _mask(text)
    tail = _TAIL.search(masked)
    cut = tail.start() if tail else len(text)
    name, names, doubts = _read_name(text[:cut])
    if tail is None:
        return Entry(name, names, doubts=doubts)
    clauses, members, late, more = _read_tail(text, tail)
    return Entry(name, _unique((*names, *late), name), clauses, members, (*doubts, *more))


def _read_tail(
    text: str, tail: re.Match[str]
) -> tuple[tuple[str, ...], tuple[Entry, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """(open clauses, named members, names of the head given after the clause, doubts)."""
    kinds = tail["kinds"].casefold()
    clauses = tuple(sorted(word for stem, word in _STEMS if stem in kinds))
    stated = _number(tail["count"])
    rest = text[tail.end() :]
    if _group(rest):  # a bracket straight after the clause speaks of the head
        _, late, doubts = _read_name("x" + rest)
        return clauses, (), late, doubts
    rest = rest[_end(_WHICH.match(rest)) :].rstrip(" ;")
    if not rest:
        return clauses, (), (), ()
    single = re.search(r"\b(?:subsidiary|affiliate)\b", kinds) is not None
    members = tuple(read_entry(part) for part in split_list(rest, stated or (1 if single else None)))
    if single or stated == len(members):
        return (), members, (), ()
    doubts = (f"states {stated} subsidiaries, {len(members)} are read",) if stated else ()
    return clauses, members, (), doubts


def _read_name(text: str) -> tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """A name without clause: (name as published, other names, doubts)."""
    kept: list[str] = []
    names: list[tuple[str, str]] = []
    doubts: list[str] = []
    at = 0
    for start, end in _brackets(text):
        group = text[start + 1 : end - 1]
        if not _OPENER.match(group):
            continue
        kept.append(text[at:start])
        at = end
        found, doubt = _read_group(group)
        names += found
        doubts += doubt
    kept.append(text[at:])
    name = " ".join(" ".join(kept).split()).strip(" ,;")
    name = re.sub(r"\s+([,;])", r"\1", name)
    if not any(character.isalnum() for character in name):
        raise ValueError("no name in the cell")
    if short := _ACRONYM.match(name):
        names += [(short["full"], "alias"), (short["short"], "weak")]
    return name, _unique(names, name), tuple(doubts)


def _read_group(group: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The inside of an alias bracket: names with their kind, and doubts about the number it states."""
    names: list[tuple[str, str]] = []
    doubts: list[str] = []
    for part in _openings(group):
        opener = _OPENER.match(part)
        kind = "former" if opener and opener["former"] else "alias"
        stated = _number((opener["count"] or opener["formers"]) if opener else None)
        found = split_list(part[_end(opener) :], stated)
        if stated is not None and len(found) != stated:
            doubts.append(f"states {stated} names, {len(found)} are read")
        names += [(text, kind) for text in found]
    return names, doubts


def _openings(group: str) -> list[str]:
    """Cut before every further "formerly known as", "also known as", "N aliases:" of the same bracket."""
    again = re.compile(
        rf"(?:\s*[;,]|\s)\s*(?:and\s+|including\s+)?(?={_FORMER}|{_ALSO}|{_ALIASES.replace('count', 'c')}\s*:)",
        re.IGNORECASE,
    )
    parts: list[str] = []
    at = 0
    for found in again.finditer(_mask(group)):
        if found.start() > 0 and _OPENER.match(group[found.end() :]) and group[at : found.start()].strip():
            if (
                not _OPENER.match(group[at:])
                or not group[at + _end(_OPENER.match(group[at:])) : found.start()].strip()
            ):
                continue  # the opener itself contains the word, as in "and also known as"
            parts.append(group[at : found.start()])
            at = found.end()
    return [*parts, group[at:]]


def split_list(text: str, stated: int | None = None) -> list[str]:
    """Names of a list: at semicolons; without any, at commas and "and", as `stated` and legal forms allow.

    A comma before a legal form or a branch never splits; an "and" splits only after a legal form, or where the
    stated number asks for it.
    """
    by_mark = _clean(_cut(text, ";"))
    if len(by_mark) > 1 and (stated is None or stated <= len(by_mark)):
        return by_mark
    if stated == 1:
        return _clean([("", text)])
    strict = [piece for part in by_mark for piece in _clean(_at_forms(part))]
    if stated is None or len(strict) == stated:
        return strict
    loose = [_cut(part, _ANY_COMMA) for part in by_mark]
    whole = _clean([piece for part in loose for piece in _whole(part)])
    apart = _clean([piece for part in loose for piece in part])
    ways = [way for way in (strict, whole, apart) if not any(_BARE_FORM.fullmatch(piece) for piece in way)]
    return min(ways or [strict], key=lambda way: abs(len(way) - stated))


def _at_forms(text: str) -> list[tuple[str, str]]:
    """Cut at commas that do not belong to a legal form, and at "and" after one. One-word pieces before a legal
    form show that the commas stand inside a name, which is then put together again."""
    done: list[tuple[str, str]] = []
    for mark, piece in _cut(text, _NAME_COMMA):
        if done and mark.strip() == "and" and not _ends(done[-1][1]):
            done[-1] = (done[-1][0], done[-1][1] + mark + piece)
        else:
            done.append((mark, piece))
    if _ends(done[-1][1]) and any(len(piece.split()) == 1 for _, piece in done[:-1]):
        return _whole(done)
    return done


def _whole(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pieces that do not end in a legal form belong to the next: "Agriculture, Industry, and Trade Co."."""
    done: list[tuple[str, str]] = []
    for mark, piece in pieces:
        if done and not _ends(done[-1][1]):
            done[-1] = (done[-1][0], done[-1][1] + mark + piece)
        else:
            done.append((mark, piece))
    return done


def _ends(piece: str) -> bool:
    """Whether a piece ends as names do: in a legal form, a bracket after it not counted."""
    return re.search(rf"(?:^|[\s,]){_FORM}$", _mask(piece).rstrip(f" {_FILL}"), re.IGNORECASE) is not None


def _cut(text: str, pattern: str) -> list[tuple[str, str]]:
    """Split at `pattern`, but not inside brackets; each piece with the mark that stood before it."""
    pieces: list[tuple[str, str]] = []
    at, mark = 0, ""
    for found in re.finditer(pattern, _mask(text), re.IGNORECASE):
        pieces.append((mark, text[at : found.start()]))
        at, mark = found.end(), text[found.start() : found.end()]
    return [*pieces, (mark, text[at:])]


def _clean(pieces: list[tuple[str, str]]) -> list[str]:
    bare = (re.sub(r"^(?:and|or)\s+", "", piece.strip(" ;,"), flags=re.IGNORECASE) for _, piece in pieces)
    return [piece.strip(" ;,") for piece in bare if any(character.isalnum() for character in piece)]


def _unique(
    names: tuple[tuple[str, str], ...] | list[tuple[str, str]], name: str
) -> tuple[tuple[str, str], ...]:
    first: dict[str, str] = {}
    for text, kind in names:
        if text != name:
            first.setdefault(text, kind)
    return tuple(first.items())


def _brackets(text: str) -> list[tuple[int, int]]:
    """Spans of the outermost brackets. Raises ValueError where one is left open."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for at, character in enumerate(text):
        if character in "(（":
            depth += 1
            start = at if depth == 1 else start
        elif character in ")）" and depth:
            depth -= 1
            if not depth:
                spans.append((start, at + 1))
    if depth:
        raise ValueError("a bracket is left open")
    return spans


def _mask(text: str) -> str:
    """The text with everything inside brackets blotted out, at the same length."""
    masked = list(text)
    for start, end in _brackets(text):
        masked[start:end] = _FILL * (end - start)
    return "".join(masked)


def _group(text: str) -> bool:
    return bool(re.match(r"\s*[(（]", text)) and _OPENER.match(text.strip()[1:]) is not None


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdecimal() else _NUMBERS.index(word.casefold())


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
