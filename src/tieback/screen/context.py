"""What countries and addresses add to a comparison of names. Missing ones add nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio

from tieback.lists.country import alpha2
from tieback.names.normal import fold, words
from tieback.names.script import has_han
from tieback.screen.evidence import Evidence, weighed

_MOST_ADDRESSES = 40  # of a listed entity; some have hundreds
_FEWEST_WORDS = 4  # of the shorter address: a city alone is no address
_MOSTLY, _HARDLY = 80.0, 35.0  # token_set_ratio of two folded addresses


@dataclass(frozen=True, slots=True)
class Context:
    """Countries as ISO 3166-1 alpha-2 or as they stood; addresses as they stood.

    `beside`: somebody laid the two names side by side, which has a base rate of its own (`beside`).
    """

    country_a: str | None = None
    country_b: str | None = None
    address_a: str | None = None
    address_b: str | None = None
    beside: bool = False


def country_code(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country as it stood; a name that is not known stays as it is, upper case."""
    return (alpha2(text) or text.strip().upper()) if text and text.strip() else None


def weigh_context(context: Context) -> list[Evidence]:
    """Rows for country and address, where both sides state one."""
    rows = []
    if rule := _countries(context.country_a, context.country_b):
        rows.append(weighed(f"country_{rule}", "country", rule))
    if context.address_a and context.address_b:
        ratio = _ratio(context.address_a, context.address_b)
        if ratio >= _MOSTLY:
            rows.append(weighed("address_same", "address", "same"))
        elif ratio <= _HARDLY:
            rows.append(weighed("address_contradicts", "address", "contradicts"))
    return rows


def _countries(a: str | None, b: str | None) -> str | None:
    """How two countries as they stood relate; a text that names no known country ("n/a") contradicts none."""
    one, other = country_code(a), country_code(b)
    if one is None or other is None:
        return None
    if one == other:
        return "same"
    return "contradicts" if alpha2(one) and alpha2(other) else None


def agreeing_addresses(stated: Sequence[str], listed: Sequence[str]) -> tuple[str, str] | tuple[None, None]:
    """The stated and the listed address that share most words, if they share most of them.

    Disagreement says nothing: a listed entity has more addresses than its list prints.
    """
    pairs = ((_ratio(one, other), one, other) for one in stated for other in listed[:_MOST_ADDRESSES])
    ratio, one, other = max(pairs, default=(0.0, "", ""))
    return (one, other) if ratio >= _MOSTLY else (None, None)


def _ratio(a: str, b: str) -> float:
    """How much two addresses share, 0 to 100; between the marks where one is too short to tell."""
    first, second = _folded(a), _folded(b)
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return (_MOSTLY + _HARDLY) / 2
    return token_set_ratio(" ".join(first), " ".join(second))


@lru_cache(maxsize=65536)
def _folded(address: str) -> tuple[str, ...]:
    """The words of an address; Han, which has no spaces, by character."""
    return tuple(piece for word in words(fold(address)) for piece in (word if has_han(word) else (word,)))
