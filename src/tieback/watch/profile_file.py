"""watch.toml: what the user watches, in the user's words; each word is resolved or refused, none is dropped in silence."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tieback.labour.instrument import find_instrument
from tieback.model.refusal import Refused
from tieback.names import gazetteer
from tieback.names.country import resolve_country
from tieback.names.mention import mentions
from tieback.watch.link.lexicon import hs_of, load_lexicon
from tieback.watch.link.phrase import rows, words_of
from tieback.watch.profile import FeedRule, Profile, WatchedParty, hs_digits

NAME = "watch.toml"
_KEYS = {
    "": frozenset({"places", "goods", "conventions", "laws", "supplier", "mute", "boost"}),
    "supplier": frozenset(
        {"id", "name", "aliases", "country", "places", "goods", "identifiers", "kin", "tier"}
    ),
    "mute": frozenset({"reason", "words", "links", "source"}),
}
_KEYS["boost"] = _KEYS["mute"]


def template() -> bytes:
    """A commented file in which everything is still to be filled in."""
    return files("tieback.templates").joinpath(NAME).read_bytes()


def read_profile(path: Path) -> Profile:
    """The profile of a watch.toml. Raises Refused for what is no TOML, a key that is not ours, a word nobody knows."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(
            f"cannot be read ({error.strerror})", str(path), remedy="`tieback watch init` writes one"
        ) from error
    except UnicodeDecodeError as error:
        raise Refused("is not UTF-8", str(path), remedy="save it as UTF-8") from error
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"not readable as TOML: {error}", path.name, remedy="correct that line") from error
    table = _Table(document, "", path.name)
    return Profile(
        parties=tuple(_supplier(entry) for entry in table.tables("supplier")),
        places=table.each("places", _place),
        hs=_flat(table.each("goods", _goods)),
        conventions=table.each("conventions", _convention),
        laws=table.each("laws", _law),
        rules=tuple(_rule(effect, entry) for effect in ("mute", "boost") for entry in table.tables(effect)),
    )


def _supplier(table: "_Table") -> WatchedParty:
    name = table.text("name")
    if not name:
        raise table.refusal("name", "a supplier needs a name")
    regions = dict.fromkeys(gazetteer.region_of(place) or place for place in table.each("places", _place))
    return WatchedParty(
        id=table.text("id") or name,
        name=name,
        names=(name, *table.texts("aliases")),
        country=next(iter(table.each("country", _country)), None),
        regions=tuple(regions),
        hs=_flat(table.each("goods", _goods)),
        identifiers=table.texts("identifiers"),
        kin=table.texts("kin"),
        tier=table.number("tier"),
    )


def _rule(effect: str, table: "_Table") -> FeedRule:
    rule = FeedRule(
        effect,
        table.text("reason") or "no reason given",
        table.texts("words"),
        table.texts("links"),
        table.text("source"),
    )
    if not (rule.words or rule.links or rule.source):
        raise table.refusal("words", f"a rule to {effect} needs words, links or a source")
    return rule


def _place(text: str) -> str:
    if text in gazetteer.places():
        return text
    found = [
        mention for mention in mentions(text) if mention.start == 0 and mention.end == len(text.rstrip())
    ]
    if not found:
        raise ValueError("not a place that is known; give its name or code, such as CN-XJ or MY")
    return found[0].id


def _country(text: str) -> str:
    found = resolve_country(text)
    if found is None:
        raise ValueError("not a country that is known; give its name or its two-letter code")
    return found


def _goods(text: str) -> tuple[str, ...]:
    if text.replace(".", "").replace(" ", "").isdigit():
        digits = hs_digits(text)
        if len(digits) % 2:
            digits = digits[:-1]
        if not digits:
            raise ValueError("a heading has two to six digits")
        return (digits,)
    goods = [
        phrase.id
        for phrase in _words().get(tuple(word.key for word in words_of(text)), ())
        if phrase.kind == "goods"
    ]
    if not goods:
        raise ValueError("not goods that are known; give their HS heading, such as 5201")
    return hs_of(goods[0])


@cache
def _words() -> Mapping[tuple[str, ...], Any]:
    return load_lexicon().index.words


def _convention(text: str) -> str:
    own = {row["id"].casefold(): row["id"] for row in rows("convention.csv")}
    return own.get(text.strip().casefold()) or find_instrument(text).code


def _law(text: str) -> str:
    known = {row["id"]: row["id"] for table in ("law", "list") for row in rows(f"{table}.csv")}
    if text.strip().casefold() not in known:
        raise ValueError(f"not a law or list that is known; one of {', '.join(sorted(known))}")
    return known[text.strip().casefold()]


def _flat(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for group in groups for entry in group))


class _Table:
    """A TOML table whose values are asked for by type; a wrong type or a key that is not ours is refused by name."""

    def __init__(self, values: Mapping[str, Any], name: str, file: str) -> None:
        self._values, self._name, self._file = values, name, file
        for key in values:
            if key not in _KEYS[name]:
                known = ", ".join(sorted(_KEYS[name]))
                raise self.refusal(
                    key,
                    "is no key of this file" if not name else f"is no key of [[{name}]]",
                    f"one of {known}",
                )

    def refusal(self, key: str, reason: str, remedy: str | None = None) -> Refused:
        """A refusal that names the key."""
        return Refused(f"{self._name + '.' if self._name else ''}{key}: {reason}", self._file, remedy=remedy)

    def text(self, key: str) -> str | None:
        """A text, or None where it is not given or empty."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.refusal(key, "is a text in quotation marks")
        return value.strip() or None if value else None

    def number(self, key: str) -> int | None:
        """A whole number, or None."""
        value = self._values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.refusal(key, "is a whole number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self._values.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(entry, str) for entry in values):
            raise self.refusal(key, "is a list of texts")
        return tuple(dict.fromkeys(entry.strip() for entry in values if entry.strip()))

    def each(self, key: str, read: "Callable[[str], Any]") -> tuple[Any, ...]:
        """The texts of a list, each read; Refused names the one that cannot be."""
        found = []
        for entry in self.texts(key):
            try:
                found.append(read(entry))
            except ValueError as problem:
                raise self.refusal(key, f"{entry!r} is {problem}") from problem
            except Refused as problem:
                raise self.refusal(key, problem.reason, problem.remedy) from problem
        return tuple(dict.fromkeys(found))

    def tables(self, key: str) -> tuple["_Table", ...]:
        """The tables of [[key]]."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.refusal(key, f"is written as [[{key}]]")
        return tuple(_Table(entry, key, self._file) for entry in value)
