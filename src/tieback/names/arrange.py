"""Second thoughts on labelled words: branches, brands that look like places, forms in a row, doubtful pinyin."""

from tieback.names import gazetteer, lexicon
from tieback.names.country import CHINA
from tieback.names.label import Label, Phrase, bracket_between
from tieback.names.lexicon import Grade
from tieback.names.reading import PartKind
from tieback.names.script import LATIN

_BRANCH = frozenset({"branch", "fengongsi", "filiale", "sucursal", "subbranch"})
_BRANCH_TAIL = frozenset({"company", "co", "office", "factory", "of"})
_LINKS = frozenset(
    {"&", "of", "the", "for", "in", "at", "by", "de", "del", "la", "y", "und", "et", "ve", "e"}
)


def arrange(phrase: Phrase, labels: list[Label]) -> list[Label]:
    """The labels once each has been seen beside the others."""
    return _join_forms(phrase, _settle(_with_branch(phrase, _unplace(phrase, labels))))


def _unplace(phrase: Phrase, labels: list[Label]) -> list[Label]:
    """Places that are better read as brand: a town outside the province named just before it (Dongguan
    Luzhou Shoes), and a common word where the name would otherwise have no brand (Xinjiang Tianshan)."""
    out: list[Label] = []
    provinces: list[str] = []
    for label in labels:
        region = gazetteer.region_of(label.key) if label.kind is PartKind.PLACE else None
        small = region not in (None, label.key)
        follows = bool(out) and out[-1].kind is PartKind.PLACE and not phrase.breaks[label.i]
        if (
            small
            and follows
            and provinces
            and region not in provinces
            and phrase.tokens[label.i].script == LATIN
        ):
            out.append(_brand(phrase, label))
            continue
        if region and region != CHINA:
            provinces.append(region)
        out.append(label)
    if not any(label.kind is PartKind.BRAND for label in out):
        at = next((k for k in range(len(out) - 1, 0, -1) if _is_faint(phrase, out[k])), None)
        if at is not None:
            out[at] = _brand(phrase, out[at])
    return out


def _brand(phrase: Phrase, label: Label) -> Label:
    return Label(label.i, label.j, PartKind.BRAND, "".join(phrase.keys[label.i : label.j]))


def _is_faint(phrase: Phrase, label: Label) -> bool:
    """True if the words of a place label are a place only by their surroundings."""
    place = gazetteer.places().get(label.key)
    if label.kind is not PartKind.PLACE or place is None or place.level not in ("prefecture", "county"):
        return False
    found = (entries for end, entries in lexicon.words().at(phrase.keys, label.i) if end == label.j)
    return all(entry.grade is Grade.FAINT for entries in found for entry in entries if entry.id == label.key)


def _with_branch(phrase: Phrase, labels: list[Label]) -> list[Label]:
    """Fold the labels that name a branch ("Xinye Branch") into one."""
    at = next(
        (k for k, label in enumerate(labels) if label.kind is PartKind.BRAND and label.key in _BRANCH), None
    )
    if at is None or len(labels) == 1:
        return labels
    first = at
    while first > 0 and labels[first - 1].kind in (PartKind.BRAND, PartKind.PLACE, PartKind.NUMBER):
        if phrase.breaks[labels[first].i] and labels[first].i != labels[at].i:
            break
        first -= 1
    if not any(label.kind is PartKind.FORM for label in labels[:first]):
        first = max(first, at - 1) if at and labels[at - 1].kind is not PartKind.SECTOR else at
    last = at + 1
    while (
        last < len(labels)
        and phrase.keys[labels[last].i] in _BRANCH_TAIL
        and labels[last].j - labels[last].i == 1
    ):
        last += 1
    named = [label for label in labels[first:at] if label.kind in (PartKind.PLACE, PartKind.NUMBER)]
    key = named[-1].key if named else "".join(phrase.keys[labels[first].i : labels[at].i]) or "branch"
    readings = named[-1].readings if named else ()
    branch = Label(labels[first].i, labels[last - 1].j, PartKind.BRANCH, key, readings)
    return [*labels[:first], branch, *labels[last:]]


def _settle(labels: list[Label]) -> list[Label]:
    """Doubtful pinyin words are sectors if a brand remains without them, else they are the brand."""
    brands = sum(label.kind is PartKind.BRAND and label.key not in _LINKS for label in labels)
    if brands:
        return labels
    return [
        Label(label.i, label.j, PartKind.BRAND, "")
        if label.doubtful and label.kind is not PartKind.FORM
        else label
        for label in labels
    ]


def _join_forms(phrase: Phrase, labels: list[Label]) -> list[Label]:
    """Forms in a row are one: "Corporation Limited", "Co. Pty Ltd"; the more specific names it."""
    out: list[Label] = []
    for label in labels:
        last = out[-1] if out else None
        if last and last.kind is label.kind is PartKind.FORM and not bracket_between(phrase, last, label):
            key = label.key if last.key == "company" else last.key
            out[-1] = Label(last.i, label.j, PartKind.FORM, key)
        else:
            out.append(label)
    return out


def runs(phrase: Phrase, labels: list[Label]) -> list[tuple[Label, ...]]:
    """Labels in groups of one, but neighbouring brand words together; links at the rim of a run drop out."""
    groups: list[list[Label]] = []
    for label in labels:
        joins = bool(groups) and label.kind is PartKind.BRAND and groups[-1][-1].kind is PartKind.BRAND
        if joins and not bracket_between(phrase, groups[-1][-1], label):
            groups[-1].append(label)
        else:
            groups.append([label])
    return [tuple(trimmed) for group in groups if (trimmed := _trim(phrase, group))]


def _trim(phrase: Phrase, group: list[Label]) -> list[Label]:
    if group[0].kind is not PartKind.BRAND:
        return group
    links = [phrase.keys[label.i] in _LINKS for label in group]
    first = next((k for k, link in enumerate(links) if not link), None)
    if first is None:
        return []
    last = len(links) - next(k for k, link in enumerate(reversed(links)) if not link)
    return group[first:last]
