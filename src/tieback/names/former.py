"""Other names told within a name: "X (formerly known as Y)", "X（曾用名：Y）", "X Inc., dba Y".

`split` cuts them off; `names_in` gives every name that was told, the present one first.
"""

import re
from dataclasses import dataclass

# Source: usual wording of registers, lists and bills of lading; 曾用名 is the term of the Chinese register
_MARKS = (
    (
        "former",
        r"formerly(?:\s+known)?\s+as|formerly(?:\s+named|\s+called)?|previously(?:\s+known\s+as)?",
    ),
    (
        "former",
        r"former\s+(?:company\s+|chinese\s+|english\s+)?names?|f/k/a|f\.k\.a\.?|fka|old\s+name",
    ),
    (
        "also",
        r"also\s+known\s+as|also\s+called|a/k/a|a\.k\.a\.?|aka|doing\s+business\s+as|d/b/a|d\.b\.a\.?|dba",
    ),
    (
        "also",
        r"trading\s+as|t/as?|operating\s+as",
    ),
    ("now", r"now\s+known\s+as|n/k/a|nka|renamed(?:\s+as|\s+to)?|current\s+name"),
    (
        "former",
        r"曾用名称?|曾用|前称|前稱|旧称|舊稱|旧名|舊名|原名称?|原名稱|原称|原稱|更名前|前身为?|前身為?|历史名称",
    ),
    ("also", r"又名|又称|又稱|亦称|亦稱|别名|別名|也称|也稱|另名"),
    ("now", r"现名|現名|现更名为|現更名為|更名为|更名為|现称|現稱"),
)
_OPEN = r"[(（\[【〔{]"
_WORDED = "|".join(f"(?P<{relation}{n}>{marks})" for n, (relation, marks) in enumerate(_MARKS))
_MARK = re.compile(
    rf"(?:\s*(?P<open>{_OPEN})\s*|\s*[,，;；/]\s*|\s+|(?<=[\u4e00-\u9fff]))(?<![\w])?(?:{_WORDED})"
    rf"(?:(?=[\u4e00-\u9fff])|[\s:：,，为為是\"“「]+)\s*",
    re.IGNORECASE,
)
# 原 by itself is a common syllable: only before what ends as companies do
_ONCE = re.compile(
    rf"\s*(?P<open>{_OPEN})\s*原\s*[:：]?\s*(?=[^)）]{{2,40}}(?:公司|厂|廠|集团|集團|社|场|場)\s*[)）])"
)
_END = re.compile(r"\s*[)）\]】〕}]")
_SINCE = re.compile(
    r"[\s,，;；]*(?:until|till|to|before|up\s+to|至|到)\s*(?P<until>\d{4}(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?)?)年?前?\s*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[\s,，;；]*[(（]?\s*(?:\d{4})\s*[-–—至到~]\s*(?P<until>\d{4})年?\s*[)）]?\s*$")
_FEWEST = 2  # characters of a name


@dataclass(frozen=True, slots=True)
class Told:
    """Another name told within a name: its text and span (code points), `relation` former | also | now,
    and `until`: the last year, month or day of a former name (ISO 8601, reduced), or None."""

    text: str
    start: int
    end: int
    relation: str
    until: str | None = None


def split(text: str) -> tuple[int, tuple[Told, ...], int]:
    """(end of the name itself, names told after it, where the text goes on after their bracket).

    Without other names the first is len(text). Text behind a closing bracket belongs to the name itself:
    "X (formerly Y) Co., Ltd." goes on.
    """
    mark = _first(text)
    if mark is None:
        return len(text), (), len(text)
    found: list[Told] = []
    end, after = mark.start(), len(text)
    bracketed = mark.group("open") is not None
    while mark is not None:
        start = mark.end()
        following = _MARK.search(text, start)
        stop = following.start() if following else len(text)
        if bracketed and (close := _closing(text, start, stop)) is not None:
            stop, following = close, None
            after = min(_END.match(text, close).end(), len(text))  # type: ignore[union-attr]
        if told := _told(text, start, stop, _relation(mark)):
            found.append(told)
        mark = following
    return (end, tuple(found), after) if found else (len(text), (), len(text))


def names_in(text: str) -> tuple[str, ...]:
    """Every name told in `text`, the present one first; `(text,)` where there is only one."""
    end, told, after = split(text)
    if not told:
        return (text,)
    own = " ".join(piece for piece in (text[:end].rstrip(" ,，;；/"), text[after:].strip()) if piece)
    now = [other.text for other in told if other.relation == "now"]
    rest = [other.text for other in told if other.relation != "now"]
    return tuple(dict.fromkeys((*now, own, *rest)))


_HINTS = ("former", "known", "previous", "/a", "k.a", "b.a", "ka ", "dba", " as ", "called", "name", "/as")
_HAN_HINTS = frozenset("曾前旧舊原又亦别別也另现現更历")


def _first(text: str) -> "re.Match[str] | None":
    """The first mark that has a name before it; most names have none, so letters are asked first."""
    if (text.isascii() or _HAN_HINTS.isdisjoint(text)) and not _hinted(text):
        return None
    found = [m for m in (_MARK.search(text, _FEWEST), _ONCE.search(text, _FEWEST)) if m]
    return min(found, key=lambda match: match.start(), default=None)


def _hinted(text: str) -> bool:
    lower = text.lower()
    for hint in _HINTS:  # noqa: SIM110 - a plain loop: this is asked of every name
        if hint in lower:
            return True
    return False


def _relation(mark: "re.Match[str]") -> str:
    named = next((name for name, value in mark.groupdict().items() if value and name != "open"), "former")
    return named.rstrip("0123456789")


def _closing(text: str, start: int, stop: int) -> int | None:
    """Where the bracket that was open before `start` closes; a name may hold brackets of its own."""
    depth = 0
    for at in range(start, stop):
        if text[at] in "(（[【〔{":
            depth += 1
        elif text[at] in ")）]】〕}":
            if depth == 0:
                return at
            depth -= 1
    return None


def _told(text: str, start: int, stop: int, relation: str) -> Told | None:
    until = None
    for pattern in (_RANGE, _SINCE):
        if match := pattern.search(text, start, stop):
            until, stop = _iso(match.group("until")), match.start()
            break
    while stop > start and text[stop - 1] in ' ,，;；.。"”」/':
        if text[stop - 1] == ".":
            break
        stop -= 1
    if stop - start < _FEWEST or not any(char.isalpha() for char in text[start:stop]):
        return None
    return Told(text[start:stop], start, stop, relation, until)


def _iso(text: str) -> str:
    year, *rest = re.findall(r"\d+", text)
    return "-".join([year, *(part.zfill(2) for part in rest)])
