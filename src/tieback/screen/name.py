"""A name made ready for comparison: its reading at once, its units and its legal key when they are asked for."""

from functools import lru_cache

from tieback.names.nobody import is_placeholder
from tieback.names.normal import fold, words
from tieback.names.read import read_name
from tieback.names.reading import PartKind, Reading
from tieback.screen.letters import compact
from tieback.screen.unit import Unit, units
from tieback.screen.words import Words

_REMEMBERED = 1 << 17  # names held; a few hundred bytes each
_NOT_CORE = frozenset({PartKind.FORM, PartKind.BRANCH, PartKind.FORMER})
_INITIALS = 3  # letters that a firm may be called by
_FORM_WORDS = frozenset(
    "co company coltd corp corporation gmbh inc incorporated limited llc llp ltd plc pvt the".split()  # noqa: SIM905
)  # no name of anybody's


class Name:
    """A name as the engine uses it: `folded` is the text without case, spacing and punctuation."""

    __slots__ = ("_keyed", "_legal", "_nameless", "_units", "_words", "folded", "reading", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = compact(text)
        self.reading: Reading = read_name(text)
        self._units: tuple[Unit, ...] | None = None
        self._words: Words | None = None
        self._keyed: frozenset[tuple[PartKind, str]] | None = None
        self._legal: tuple[str, str] | None = None
        self._nameless: bool | None = None

    @property
    def nameless(self) -> bool:
        """Is there nothing in it that names anybody: no letter, a legal form alone, "N/A"?"""
        if self._nameless is None:
            self._nameless = not self.folded or is_placeholder(self.text) or self._is_form()
        return self._nameless

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the reading, in order."""
        if self._units is None:
            self._units = units(self.reading)
        return self._units

    @property
    def words(self) -> Words:
        """The words that may meet words of another name."""
        if self._words is None:
            self._words = Words(self.units)
        return self._words

    @property
    def keyed(self) -> frozenset[tuple[PartKind, str]]:
        """Every key of every part but the brand, with its kind: two names that share none share no such part."""
        if self._keyed is None:
            self._keyed = frozenset(
                (unit.kind, key)
                for unit in self.units
                if unit.kind is not PartKind.BRAND
                for key in unit.keys
            )
        return self._keyed

    @property
    def legal(self) -> str:
        """The legal name with form and spacing normalised, without its branch; "" if nothing but a form."""
        return self._key()[0]

    @property
    def branch(self) -> str:
        """The branch alone, or ""."""
        return self._key()[1]

    def of(self, *kinds: PartKind) -> list[Unit]:
        """The units of these kinds, in order."""
        return [unit for unit in self.units if unit.kind in kinds]

    def _is_form(self) -> bool:
        """Is it nothing but a legal form? A short word of a form that is rarely met ("SP") may be somebody's initials."""
        if any(
            part.kind is not PartKind.FORM and compact(part.text) not in _FORM_WORDS
            for part in self.reading.parts
        ):
            return False
        return not any(
            len(word) <= _INITIALS and word.isascii() and word not in _FORM_WORDS
            for word in words(fold(self.text))
        )

    def _key(self) -> tuple[str, str]:
        if self._legal is None:
            forms = sorted(part.key for part in self.reading.of(PartKind.FORM))
            core = "".join(compact(part.text) for part in self.reading.parts if part.kind not in _NOT_CORE)
            core = "" if core in _FORM_WORDS else core
            branch = "".join(compact(part.text) for part in self.reading.of(PartKind.BRANCH))
            self._legal = ("|".join((core, *forms)) if core else "", branch)
        return self._legal


@lru_cache(maxsize=_REMEMBERED)
def ready(text: str) -> Name:
    """Read a name once. Empty and unreadable names have no units."""
    return Name(text)
