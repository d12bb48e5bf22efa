"""Where a speaker mostly stands in this news: accused | accuser | finder | observer | law | office | person | body.

A guess from the nouns the article calls them by, used to tell an allegation from a denial where the verb is a plain "said".
It says nothing about who is right.
"""

import re
from functools import cache

from tieback.model.claim import Speaker
from tieback.watch.claim.cast import Figure, body_classes, is_role
from tieback.watch.claim.lexicon import column, wording

_BEFORE_HEAD = frozenset(
    (
        "of",
        "for",
        "from",
        "at",
        "in",
        "on",
        "by",
        "with",
        "who",
        "which",
        "that",
        "published",
        "seen",
        "familiar",
        "hired",
    )
)
_OF = re.compile(r"(?:the\s+)?([\w -]+?)[’']s\s", re.IGNORECASE)  # "the plant's own figures"
_SOME = frozenset({"another", "one", "some", "others", "many", "several", "two", "three"})
_ORDER = (
    "company",
    "ministry",
    "government",
    "party",
    "court",
    "agency",
    "parliament",
    "university",
    "group",
    "union",
    "media",
)


def find_side(speaker: Speaker, figure: Figure | None) -> str:
    """By the head noun, the role, the name, what the article calls the body; an office is on its organisation's side."""
    if speaker.text is None:
        return "body"
    if _head_words(speaker.text)[-1:] and (owner := _OF.match(speaker.text)) and _document(speaker.text):
        return _listed(owner.group(1)) or _called(owner.group(1)) or "finder"
    own = next((side for part in (speaker.text, speaker.role, speaker.name) if (side := _listed(part))), None)
    if own == "office":
        held = (
            _listed(speaker.organisation)
            or _called(speaker.organisation)
            or _listed(speaker.text, office=False)
        )
        if held not in {None, "office"}:
            return str(held)
        advocate = (
            wording("advocate").search(f"{speaker.role} {speaker.text}") and speaker.organisation is None
        )
        return "accuser" if advocate else "office"
    if own is not None:
        return own
    classes = _of_classes(figure.classes) if figure else None
    return classes or _called(speaker.text) or _called(speaker.name) or _by_role(speaker, figure)


def _by_role(speaker: Speaker, figure: Figure | None) -> str:
    """Drivers, a cook, pickers: those this news is about; a name without any noun is a person or a body."""
    words = _head_words(speaker.text) or [""]
    if is_role(words[-1]) or any(map(is_role, _head_words(speaker.role))):
        return "person"
    return (
        (figure.kind if figure.kind != "name" else "person")
        if figure
        else "person"
        if words[-1].endswith("s") or words[0] in _SOME
        else "body"
    )


def _document(phrase: str) -> bool:
    words = _head_words((phrase or "").split(",")[0])
    return bool(words) and words[-1] in column("document.csv", "noun", "authored")


def _listed(phrase: str | None, office: bool = True) -> str | None:
    """The side of the last telling word before a preposition; of whoever was something once, the accuser's."""
    words = _head_words(phrase)
    if "former" in words:
        return "accuser"
    return next(
        (_sides()[w] for w in reversed(words) if w in _sides() and (office or _sides()[w] != "office")), None
    )


def _called(phrase: str | None) -> str | None:
    words = _head_words(phrase)
    return _of_classes(body_classes().get(words[-1], frozenset())) if words else None


def _of_classes(classes: frozenset[str]) -> str | None:
    sides = column("class_side.csv", "class", "side")
    return next((sides[name] for name in _ORDER if name in classes), None)


def _head_words(phrase: str | None) -> list[str]:
    words = [re.sub(r"[’']s?$", "", word) for word in re.findall(r"[\w’'-]+", (phrase or "").lower())]
    return words[: next((at for at, word in enumerate(words) if word in _BEFORE_HEAD and at), len(words))]


@cache
def _sides() -> dict[str, str]:
    return column("side.csv", "word", "side")
