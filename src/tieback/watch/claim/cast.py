"""Who appears in an article: the persons and bodies it names, with the roles and organisations it gives them.

Read from the wording alone ("its director, Ruth Amsel", "Open Loom, a rights group"), never guessed from outside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tieback.watch.claim.lexicon import column, rows, words_of

_CAP = r"(?:(?<![\w.])[A-Z]\.|[^\W\d_a-z][\w&’'-]*)"
_INNER = r"(?:of|for|the|de|la|le|van|von|der|den|bin|al|el|du|da|dos|do|&)"
_CHARGE = "|".join(
    """Protection Services Enforcement Security Affairs Commerce Development Industry Technology Control Trade Exchange
    Welfare Rights Labor Labour Employment Immigration Human""".split()  # noqa: SIM905
)
_AND = rf"and[ \u00a0]+(?=(?:{_CAP}[ \u00a0]+)?(?:{_CHARGE})\b)"  # Customs and Border Protection: one body
NAME = re.compile(rf"{_CAP}(?:[ \u00a0]+(?:(?:{_INNER}[ \u00a0]+){{0,2}}|{_AND}){_CAP})*")
_INNER_WORDS = frozenset({"of", "for", "the", "and", "&", "de", "la"})
_COMPANY = frozenset({"company"})
_POSSESSIVE = re.compile(r"[’']s?$")
_HONORIFIC = re.compile(r"\b(Mr|MR|Mrs|MRS|Ms|MS|Miss|MISS|Dr|DR|Sir|SIR|Dame|Lord|Lady|Prof|PROF)\.?\s+$")
_GENDER = {"Mr": "m", "Sir": "m", "Lord": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Dame": "f", "Lady": "f"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A named person or body. `kind`: person | body | name (either); `gender`: m | f by the article's words, else None.

    `classes`: what it is called there or in its own name ("company", "ministry"); `start`, `end`: its first full mention.
    """

    name: str
    kind: str
    role: str | None
    organisation: str | None
    gender: str | None
    classes: frozenset[str]
    start: int
    end: int


@cache
def body_classes() -> dict[str, frozenset[str]]:
    """Classes of bodies by the noun that tells them."""
    found: dict[str, set[str]] = {}
    for row in rows("body.csv"):
        found.setdefault(row["noun"], set()).add(row["class"])
    return {noun: frozenset(classes) for noun, classes in found.items()}


def _openers() -> frozenset[str]:
    return words_of("opener.csv", "word")


def is_role(word: str) -> bool:
    """A noun for what a person is or does, singular or plural."""
    lower = word.lower()
    return lower in words_of("role.csv", "noun") or lower.removesuffix("s") in words_of("role.csv", "noun")


def find_names(text: str, first: int = 0, last: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Runs of capitalised words that can be names, without opening words of a sentence and a closing possessive."""
    for match in NAME.finditer(text, first, len(text) if last is None else last):
        start, end = match.span()
        while (word := re.match(r"[\w’'.-]+\s*", text[start:end])) and _bare(word.group()) in _openers():
            start += word.end()
        found = text[start:end]
        end = start + len(_POSSESSIVE.sub("", found).rstrip(".,"))
        if (
            text[start:end]
            and text[start:end].lower() not in _openers()
            and not _opens_sentence(text, start, end)
        ):
            yield text[start:end], start, end


def _opens_sentence(text: str, start: int, end: int) -> bool:
    """A single word with a capital only because a sentence starts with it, as far as the rest of the text shows."""
    word = text[start:end]
    if _HONORIFIC.search(text[max(0, start - 8) : start]):
        return False
    if " " in word or not re.search(r"(?:^|[.?!:\n“\"])[\s“\"']*$", text[max(0, start - 6) : start]):
        return False
    return not re.search(rf"[\w,;] {re.escape(word)}\b", text)


def find_cast(text: str) -> tuple[Figure, ...]:
    """Persons and bodies by their first full mention, in order; a surname alone is no figure of its own."""
    figures: dict[str, Figure] = {}
    for name, start, end in find_names(text):
        figure = read_figure(text, name, start, end)
        known = figures.get(figure.name)
        figures[figure.name] = figure if known is None else _joined(known, figure)
    short = {alias for name, figure in figures.items() for alias in _aliases(name, figure.kind)}
    return tuple(
        figure
        for name, figure in figures.items()
        if not _is_title(name) and (name not in short or figure.role is not None)
    )


def _aliases(name: str, kind: str) -> list[str]:
    """What a full name is shortened to: a person's last word, a body's first words."""
    words = name.split()
    if kind in {"person", "name"}:
        return words[-1:] if len(words) > 1 else []
    return [" ".join(words[:count]) for count in range(1, len(words)) if words[count - 1] not in _INNER_WORDS]


def _is_title(name: str) -> bool:
    """A title or common noun alone: "Minister", "Union", in a headline."""
    return " " not in name and (is_role(name) or name.lower() in body_classes())


def read_figure(text: str, name: str, start: int, end: int) -> Figure:
    """The figure at one mention, with what stands right before and after it."""
    title, own = _split_title(name)
    start += len(name) - len(own)
    before, after = text[max(0, start - 80) : start], text[end : end + 110]
    classes = _classes(own)
    lead = _lead_role(before)
    tail = _tail_role(after)
    honorific = _HONORIFIC.search(before)
    role = lead[0] or title or tail[0]
    described = _described(before, after)
    person = bool(title or honorific or lead[0] or tail[0]) and not (classes and not title)
    if described and not title and not honorific:
        person, classes, role = False, classes | described, None
    gender = _GENDER.get(honorific.group(1)) if honorific else None
    if gender is None and role:
        gender = next(
            (g for w in role.lower().split() if (g := column("role.csv", "noun", "gender").get(w))), None
        )
    told = _told_kind(text, own)
    guess = "name" if not (classes or described) and _looks_personal(own) else "body"
    kind = "person" if person else told or guess
    organisation = (lead[1] or tail[1]) if kind != "body" else None
    return Figure(own, kind, role if kind != "body" else None, organisation, gender, classes, start, end)


@lru_cache(maxsize=2048)
def _told_kind(text: str, name: str) -> str | None:
    """What the text around any mention of a name tells: "X, which", "X's owner", "X said it"; "X, who", "X said she"."""
    at = re.escape(name)
    says = (
        r"(?:has |had |have )?(?:said|says|told|added|adds|insisted|denied|denies|announced|warned)(?: that)?"
    )
    offices = r"(?:spokes\w+|chief|director|owner|lawyer|head|managing|president|chairman|factory|mill|workers|suppliers)"
    if re.search(
        rf"{at}(?:, which\b|[’']s {offices}\b| {says} (?:it|its)\b)|\b{offices} (?:for|of|at) {at}\b", text
    ):
        return "body"
    if re.search(
        rf"{at}(?:, (?:who|\d\d),?\b| {says} (?:he|she|his|her|my|I)\b)|\bM(?:r|s|rs)\.? {at}\b", text
    ):
        return "person"
    return None


def _joined(known: Figure, fresh: Figure) -> Figure:
    told = known.role or known.classes or not fresh.role
    return replace(
        known,
        kind=known.kind if told else fresh.kind,
        role=known.role or fresh.role,
        organisation=known.organisation or fresh.organisation,
        gender=known.gender or fresh.gender,
        classes=known.classes | fresh.classes,
    )


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.strip().rstrip(".,").lower())


def _split_title(name: str) -> tuple[str | None, str]:
    """ "Interior Minister Sela Kordt": the title, and the name after its last role word."""
    words = name.split()
    cut = max((i for i, word in enumerate(words[:-1]) if is_role(word) and "of" not in words), default=-1)
    return (" ".join(words[: cut + 1]), " ".join(words[cut + 1 :])) if cut >= 0 else (None, name)


def _classes(name: str) -> frozenset[str]:
    words = [word.strip(".,").lower() for word in name.split()]
    found = [body_classes()[word] for word in words if word in body_classes()]
    if not found:
        return frozenset()
    goods = frozenset() if "company" in found[-1] else _COMPANY  # "Cotton Campaign" is no company
    return frozenset().union(*(classes - goods for classes in found[:-1]), found[-1])


def _looks_personal(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and not any(
        (word.isupper() and len(word) > 3) or word in {"for", "of", "and", "the"} for word in words
    )


_WHOSE = r"(?:(?P<whose>[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|whose)\s+)?"
_ORGANISATION = (
    r"(?:(?P<org>(?:[Tt]he\s|[Ii]ts\s|their\s|[Aa]\s|whose\s|[A-Z])[\w’' &-]{0,60}?)(?:[’']s?|s[’'])\s+)?"
)
_ROLE = r"(?P<role>(?:[\w-]+\s){0,3}?[\w-]+(?:\s(?:of|for|at|in)\s[\w &’'-]{2,40}?)?),?\s+$"
_LEAD = re.compile(_WHOSE + _ORGANISATION + _ROLE)


def _lead_role(before: str) -> tuple[str | None, str | None]:
    """ "the mill's owner, " and "economist " before a name: the role, and whose."""
    clause = re.split(r"[.;:“”\"\n]\s*|\s—\s|, (?=and |but )", before)[-1]
    match = _LEAD.search(clause)
    if match is None:
        return None, None
    words = match.group("role").split()
    at = next((i for i, word in enumerate(words) if word.lower() in {"of", "for", "at", "in"}), len(words))
    if not at or not is_role(words[at - 1]):
        return None, None
    comma = clause.rstrip().endswith(",")
    if at < len(words) and not comma:
        return None, None
    first = at - 1
    while (
        first > 0
        and words[first - 1].islower()
        and words[first - 1] not in _openers()
        and not _is_verb(words[first - 1])
    ):
        first -= 1
    role = " ".join(words[first:])
    organisation = match.group("org") or match.group("whose")
    if organisation is None and at < len(words):
        role, organisation = " ".join(words[first:at]), " ".join(words[at + 1 :])
    return role, _no_article(organisation)


def _is_verb(word: str) -> bool:
    return word.endswith("ed") or word in {"said", "says", "told", "asks", "whose"}


_TAIL = re.compile(
    r"^,\s+(?:a|an|the|its|their|his|her|who\s+(?:is|was)\s+(?:a|an|the))\s+(?P<what>[^,.;:“”\"\n]{3,80})"
)
_TAIL_BARE = re.compile(r"^,\s+(?P<what>[a-z][\w -]{2,40}?(?:\s(?:of|for|at)\s[^,.;:“”\"\n]{3,50}))(?=[,.])")
_LEADS = re.compile(
    r"^,\s+who\s+(?P<role>leads|heads|runs|chairs|directs|founded|represents)\s+(?P<org>[^,.;:“”\"\n]{3,60})"
)
_VERB = re.compile(r"\b(?:is|was|were|are|has|had|said|says|told|who|which|that)\b")


def _tail_role(after: str) -> tuple[str | None, str | None]:
    """ ", a spokeswoman for the company" after a name: the role, and whose."""
    if leads := _LEADS.match(after):
        return leads.group("role"), _no_article(leads.group("org"))
    match = _TAIL.match(after) or _TAIL_BARE.match(after)
    if match is None:
        return None, None
    what = _VERB.split(match.group("what"))[0].strip()
    role, _, organisation = what.partition(
        next((p for p in (" for ", " of ", " at ", " with ", " in ") if p in what), "\0")
    )
    owner = re.match(r"(.+?)(?:[’']s|s[’'])\s+(.+)$", role)
    if owner:
        role, organisation = owner.group(2), organisation or owner.group(1)
    if not role.split() or not is_role(role.split()[-1]):
        return None, None
    return role, _no_article(organisation) or None


def _described(before: str, after: str) -> frozenset[str]:
    """Classes a body is given beside its name: "rights group Open Loom", "Blue Watch, a charity"."""
    lead = re.search(r"([\w-]+),?\s+$", before)
    if (lead and lead.group(1).lower() in body_classes() and lead.group(1)[0].islower()) or (
        lead and lead.group(1) == "group"
    ):
        return body_classes()[lead.group(1).lower()]
    tail = re.match(r"^,\s+(?:a|an|the|one of)\s+(?P<what>[^,.;:“”\"\n]{3,70})", after)
    words = (
        re.split(r"\s(?:of|for|that|which|in|based|with)\b", tail.group("what"))[0].split() if tail else []
    )
    if words and words[-1].lower() in body_classes():
        return body_classes()[words[-1].lower()]
    return frozenset()


def _no_article(phrase: str | None) -> str | None:
    return (
        re.sub(r"^(?:the|a|an|its|their|his|her|whose)\s+", "", phrase.strip(), flags=re.IGNORECASE)
        if phrase
        else None
    )
