"""Names in bylines and credit lines: who wrote the piece, who is credited with helping."""

import re
from dataclasses import dataclass

_BY = re.compile(
    r"^(?:(?:words|written|reported|reporting|story|text|article|report|analysis|opinion|exclusive)\s+)?(?:by|author[s]?\s*:|byline\s*:)[\s:]+(?P<who>\S.*)$",
    re.IGNORECASE,
)
_PARTICLE = r"(?:al|bin|bint|ibn|da|de|del|della|den|der|di|do|dos|du|el|la|le|ten|ter|van|von|y|zu|zur)"
_WORD = r"(?:[A-ZÀ-ÞŁŞŠŽĞİÇÖÜ][\w’'`-]*\.?|[A-Z]\.(?:[A-Z]\.)*)"
_NAME = re.compile(rf"{_WORD}(?:[ -](?:{_WORD}|{_PARTICLE}(?=[ -])))*")
_PART = re.compile(r"\s*(?:,|;|&|\band\b|\bwith\b|\+|\|)\s*")
_TAIL = re.compile(
    r"\s+(?:in|at|from|for|of|near|reports?|reporting|@|–|—|-)\s+.*$|\s*[(\[<@].*$|\s+[|·•/–—-]\s.*$|\s*\d.*$"
)
_NOT_A_NAME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|correspondent|reporter|editor|writer|bureau|staff|chief|senior|contributor|producer|news|agency"
    r"|agencies|press|reuters|wire|desk|team|analyst|columnist|team|journalist|professor|updated|published|times|post"
    r"|herald|magazine|media|service|network|foundation|photograph\w*|freelance\w*|investigat\w*|director|fellow"
    r"|university|institute|lecturer|researcher|special|business|politics|economics|asia|africa|europe|world\b",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"(?:additional|further|supplementary|extra|more|complementary|with)\s+(?:\w+\s+(?:and|&)\s+)?(?:reporting|research|writing|material|work|translation|photography|editing)\b"
    r"(?:\s+(?:and|&)\s+\w+)?\s*(?:was\s+(?:provided|done|conducted)\s+)?(?:by|from|:)\s*(?P<who>[^;.]+(?:\.[^;.\s][^;.]*)*)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"^\W*(?P<who>.+?)\s+(?:also\s+)?contribut\w+\s+(?:to|reporting|additional|from|research)\b",
    re.IGNORECASE,
)
_POSSESSOR = re.compile(r"^(?:the )?.{2,40}?['’]s\s+(?=[A-Z])", re.IGNORECASE)
_REPORTING = re.compile(
    r"(?<!additional )(?<!further )\b(?:reporting|writing|reported|written|compiled)(?:\s+and\s+\w+)?\s+by\s+"
    r"(?P<who>[^;.]+)",
    re.IGNORECASE,
)
_LONGEST = 220
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Credit:
    """Names a credit line gives: those who reported, those who helped. Editors are not named."""

    authors: tuple[str, ...]
    contributors: tuple[str, ...]


def read_byline(line: str) -> tuple[str, ...] | None:
    """The names of "By A EXAMPLE and B EXAMPLE in CITY", or None if the line is no byline."""
    match = _BY.match(line)
    if match is None or len(line) > _LONGEST:
        return None
    names = read_names(match["who"])
    if not names or (line.rstrip().endswith(".") and len(line.split()) > 2 * _MOST_WORDS):
        return None
    return names


def read_names(text: str) -> tuple[str, ...]:
    """Names in a list of names, each without place, role or paper; stops at the first part that is none."""
    found: list[str] = []
    for part in _PART.split(text):
        name = _TAIL.sub("", part.strip()).strip(" .,;:")
        if not name:
            continue
        if not is_name(name):
            break
        found.append(name)
    return tuple(dict.fromkeys(found))


def is_name(text: str) -> bool:
    """Whether it has the shape of a person's name: two to six capitalised words, none of them a role or a paper."""
    words = text.split()
    return (
        1 <= len(words) <= _MOST_WORDS
        and (len(words) > 1 or len(text) > 3)
        and _NAME.fullmatch(text) is not None
        and _NOT_A_NAME.search(text) is None
    )


def read_credit(line: str) -> Credit:
    """Who is credited in a line such as "Additional reporting by A; editing by B"."""
    contributors = [name for match in _HELP.finditer(line) for name in read_names(match["who"])]
    if not contributors and (match := _CONTRIBUTED.match(line)):
        contributors = list(read_names(_POSSESSOR.sub("", match["who"])))
    authors = [name for match in _REPORTING.finditer(line) for name in read_names(match["who"])]
    kept = tuple(name for name in dict.fromkeys(authors) if name not in contributors)
    return Credit(kept, tuple(dict.fromkeys(contributors)))
