"""Names that stand for longer ones: initials, and columns that cut a name off."""

from tieback.names.reading import PartKind
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.letters import ascii_letters
from tieback.screen.name import Name

_FEWEST_INITIALS, _MOST_INITIALS = 3, 8
COLUMN = range(28, 41)  # widths at which ledgers and customs forms cut names off
_LITTLE = frozenset({"a", "an", "and", "de", "for", "of", "the"})
_NOT_INITIALS = {PartKind.FORM, PartKind.QUALIFIER}


def acronym(a: Name, b: Name) -> Evidence | None:
    """Is one name nothing but the initials of the other?"""
    for short, long in ((a, b), (b, a)):
        word = _lone_word(short)
        if word and word in _initials(long):
            sides = (tuple(short.of(PartKind.BRAND)), long.units)
            weight = f"acronym_{min(len(word), 5)}"
            return weighed(weight, "brand", "abbreviated", *(sides if short is a else sides[::-1]))
    return None


def _lone_word(name: Name) -> str:
    """The only word of a name beside its form and qualifiers, if it is short enough to be initials."""
    rest = [unit for unit in name.units if unit.kind not in _NOT_INITIALS]
    if len(rest) != 1 or rest[0].kind is not PartKind.BRAND or rest[0].script != "latin":
        return ""
    word = rest[0].keys[0]
    return word if _FEWEST_INITIALS <= len(word) <= _MOST_INITIALS else ""


def _initials(name: Name) -> set[str]:
    """The initials of all words, and of all but the legal form."""
    found = set()
    for kinds in (set(PartKind), set(PartKind) - {PartKind.FORM}):
        words = [
            ascii_letters(word)
            for part in name.reading.parts
            if part.kind in kinds and part.script == "latin"
            for word in part.text.replace("-", " ").replace("&", " ").split()
        ]
        initials = "".join(word[0] for word in words if word and word not in _LITTLE)
        if len(initials) >= _FEWEST_INITIALS:
            found.add(initials)
    return found


def truncated(a: Name, b: Name) -> Evidence | None:
    """Does one name end where a column ends, and is it the beginning of the other?"""
    short, long = sorted((a, b), key=lambda name: len(name.folded))
    cut = len(short.text.strip()) in COLUMN and short.folded != long.folded
    if not cut or not long.folded.startswith(short.folded):
        return None
    return weighed("truncated", "brand", "truncated", a.units, b.units)
