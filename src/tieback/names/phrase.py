"""Reading a name written in words: Latin, Cyrillic, Uyghur or pinyin.

Words the tables know become place, sector, qualifier or form where they stand plausibly; runs of other
words are brand. Nothing is invented: a name may have no brand.
"""

from dataclasses import dataclass

from tieback.names import gazetteer, lexicon
from tieback.names.country import CHINA
from tieback.names.lexicon import Entry, Grade
from tieback.names.numeral import number_of, ordinal_of
from tieback.names.reading import Part, PartKind
from tieback.names.romanise import variants
from tieback.names.script import LATIN
from tieback.names.syllable import is_pinyin
from tieback.names.token import Token

_BREAKS = frozenset(",;()[]{}|/（）【】，；、")
_BRANCH = frozenset({"branch", "fengongsi", "filiale", "sucursal", "subbranch"})
_BRANCH_TAIL = frozenset({"company", "co", "office", "factory", "of"})
_UNITS = frozenset(
    """county city province prefecture district region municipality xian shi sheng diqu qu zizhiqu zizhizhou
    autonomous uyghur uygur uighur kazakh hui mongol mongolian zhuang kirgiz kyrgyz""".split()  # noqa: SIM905
)
_NUMBERED = frozenset({"no", "number", "nr", "unit"})  # before a number
_COUNTED = frozenset({"regiment", "regimental", "tuan", "corps"})  # after one: the 148th Regiment
_LINKS = frozenset(
    {"&", "of", "the", "for", "in", "at", "by", "de", "del", "la", "y", "und", "et", "ve", "e"}
)
_CONTEXT = (PartKind.SECTOR, PartKind.QUALIFIER, PartKind.FORM, PartKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Label:
    """Words i to j (exclusive) and what they were read as; `doubtful`: pinyin that may be brand."""

    i: int
    j: int
    kind: PartKind
    key: str
    readings: tuple[str, ...] = ()
    doubtful: bool = False


class Phrase:
    """The words of one name and the punctuation between them."""

    __slots__ = ("breaks", "keys", "lead", "pinyin", "pinyin_form", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token], *, lead: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.keys = [token.key for token in tokens]
        self.lead = lead
        ends = [token.end for token in tokens[:-1]]
        gaps = (text[end : token.start] for end, token in zip(ends, tokens[1:], strict=True))
        self.breaks = [True, *map(_breaks, gaps), True]
        self.pinyin = [False] * len(tokens)  # words read as pinyin of a sector or qualifier
        self.pinyin_form = any(key.endswith("gongsi") or key == "gong" for key in self.keys)


def _breaks(gap: str) -> bool:
    """True if what stands between two words parts the name: comma, bracket, a dash between blanks."""
    if gap in (" ", "", "-"):
        return False
    return not _BREAKS.isdisjoint(gap) or (gap[0] == " " and gap.strip() in ("-", "–", "—"))


def read_phrase(text: str, tokens: list[Token], *, lead: bool = True) -> list[Part]:
    """The parts of the words `tokens` of `text`, in order. `lead`: the name starts here."""
    if not tokens:
        return []
    phrase = Phrase(text, tokens, lead=lead)
    labels = _join_forms(phrase, _settle(_with_branch(phrase, _unplace(phrase, _label(phrase)))))
    return [part for group in _runs(phrase, labels) for part in (_part(phrase, group),)]


def _label(phrase: Phrase) -> list[Label]:
    labels: list[Label] = []
    i, n = 0, len(phrase.keys)
    while i < n:
        label = (
            _number(phrase, i, labels)
            or _known(phrase, i, labels)
            or _pinyin_word(phrase, i, labels)
            or _unknown_county(phrase, i, labels)
            or Label(i, i + 1, PartKind.BRAND, phrase.keys[i])
        )
        labels.append(label)
        i = label.j
    return labels


def _known(phrase: Phrase, i: int, labels: list[Label]) -> Label | None:
    """The longest alias at word i that may stand there."""
    for j, entries in lexicon.words().at(phrase.keys, i):
        if any(phrase.breaks[k] for k in range(i + 1, j)) and entries[0].kind is not PartKind.FORM:
            continue
        for entry in entries:
            is_place = entry.kind is PartKind.PLACE
            label = _place(phrase, i, j, entries, labels) if is_place else _word(phrase, i, j, entry, entries)
            if label:
                return label
    return None


def _word(phrase: Phrase, i: int, j: int, entry: Entry, entries: tuple[Entry, ...]) -> Label | None:
    if entry.kind is PartKind.FORM:
        if entry.where == "start":
            return Label(i, j, entry.kind, entry.id) if i == 0 and j < len(phrase.keys) else None
        if i == 0 and phrase.lead:
            return None
        if entry.where == "end" and not _ends(phrase, j):
            return None
        return Label(i, j, entry.kind, entry.id)
    phrase.pinyin[i] = entry.pinyin
    doubtful = entry.pinyin and not phrase.pinyin_form
    homophones = tuple(other.id for other in entries if other.kind is entry.kind and other.id != entry.id)
    return Label(i, j, entry.kind, entry.id, homophones, doubtful)


def _ends(phrase: Phrase, j: int) -> bool:
    """True if a short form word that ends at j stands at the end of the name or of a section of it."""
    if phrase.breaks[j]:
        return True
    following = lexicon.words().at(phrase.keys, j)
    return any(
        entry.kind is PartKind.FORM and entry.where != "start"
        for _, entries in following
        for entry in entries
    )


def _place(phrase: Phrase, i: int, j: int, entries: tuple[Entry, ...], labels: list[Label]) -> Label | None:
    known = tuple(label.key for label in labels if label.kind is PartKind.PLACE)
    lead = (i == 0 and phrase.lead) or phrase.breaks[i] or bool(labels and labels[-1].kind is PartKind.PLACE)
    if j - i == 1 and phrase.keys[i] in _UNITS and not lead:
        return None
    end = j
    while end < len(phrase.keys) and phrase.keys[end] in _UNITS and not phrase.breaks[end]:
        end += 1
    trusted = [
        entry.id
        for entry in entries
        if entry.kind is PartKind.PLACE and _trusted(entry, lead, end > j, known)
    ]
    if not trusted:
        return None
    ids = gazetteer.preferred(tuple(trusted), known)
    return Label(i, end, PartKind.PLACE, ids[0], gazetteer.readings(ids))


def _trusted(entry: Entry, lead: bool, has_unit: bool, known: tuple[str, ...]) -> bool:
    """May this alias be read as a place here? Wide regions anywhere, small ones only where places stand."""
    place = gazetteer.places()[entry.id]
    in_xinjiang = gazetteer.within(entry.id, "CN-XJ")
    beside = any(gazetteer.within(entry.id, other) for other in known) or (
        in_xinjiang and any(gazetteer.within(other, "CN-XJ") for other in known)
    )
    if entry.grade is Grade.FAINT:
        return beside or (lead and has_unit)
    if place.level in ("county", "elsewhere") and (entry.grade is Grade.SHARED or not in_xinjiang):
        return lead or beside or has_unit
    return True


def _number(phrase: Phrase, i: int, labels: list[Label]) -> Label | None:
    keys = phrase.keys
    if keys[i] in _NUMBERED and i + 1 < len(keys) and (digits := number_of(keys[i + 1])):
        return Label(i, _counted(keys, i + 2), PartKind.NUMBER, digits)
    if (digits := number_of(keys[i])) and (i > 0 or keys[i][0].isdigit()):
        if keys[i + 1 : i + 2] in (["division"], ["agricultural"]):
            return None
        return Label(i, _counted(keys, i + 1), PartKind.NUMBER, digits)
    after_place = bool(labels) and labels[-1].kind is PartKind.PLACE
    if after_place and i + 1 < len(keys) and (digits := ordinal_of(keys[i])) and _is_generic(phrase, i + 1):
        return Label(i, i + 1, PartKind.NUMBER, digits)
    return None


def _counted(keys: list[str], j: int) -> int:
    return j + 1 if keys[j : j + 1] and keys[j] in _COUNTED else j


def _is_generic(phrase: Phrase, i: int) -> bool:
    """True if a sector, qualifier or form starts at word i."""
    return any(
        entry.kind in _CONTEXT for _, entries in lexicon.words().at(phrase.keys, i) for entry in entries
    )


def _pinyin_word(phrase: Phrase, i: int, labels: list[Label]) -> Label | None:
    """Pinyin of one syllable, which only its neighbours tell from a brand: chang (厂), fen gongsi (分公司)."""
    if phrase.keys[i] == "chang" and labels and phrase.pinyin[labels[-1].i]:
        return Label(i, i + 1, PartKind.QUALIFIER, "factory")
    if phrase.keys[i : i + 2] == ["fen", "gongsi"]:
        return Label(i, i + 2, PartKind.BRAND, "fengongsi")
    return None


def _unknown_county(phrase: Phrase, i: int, labels: list[Label]) -> Label | None:
    """A county the table does not know ("Nanling County"), at the start of a name."""
    lead = i == 0 or bool(labels and labels[-1].kind is PartKind.PLACE)
    if lead and phrase.keys[i + 1 : i + 2] == ["county"] and is_pinyin(phrase.keys[i]):
        return Label(i, i + 2, PartKind.PLACE, phrase.keys[i])
    return None


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


def _join_forms(phrase: Phrase, labels: list[Label]) -> list[Label]:
    """Forms in a row are one: "Corporation Limited", "Co. Pty Ltd"; the more specific names it."""
    out: list[Label] = []
    for label in labels:
        last = out[-1] if out else None
        if last and last.kind is label.kind is PartKind.FORM and not _bracket_between(phrase, last, label):
            key = label.key if last.key == "company" else last.key
            out[-1] = Label(last.i, label.j, PartKind.FORM, key)
        else:
            out.append(label)
    return out


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


def _runs(phrase: Phrase, labels: list[Label]) -> list[tuple[Label, ...]]:
    """Labels in groups of one, but neighbouring brand words together; links at the rim of a run drop out."""
    groups: list[list[Label]] = []
    for label in labels:
        joins = bool(groups) and label.kind is PartKind.BRAND and groups[-1][-1].kind is PartKind.BRAND
        if joins and not _bracket_between(phrase, groups[-1][-1], label):
            groups[-1].append(label)
        else:
            groups.append([label])
    return [tuple(trimmed) for group in groups if (trimmed := _trim(phrase, group))]


def _bracket_between(phrase: Phrase, left: Label, right: Label) -> bool:
    gap = phrase.text[phrase.tokens[left.j - 1].end : phrase.tokens[right.i].start]
    return "(" in gap or ")" in gap or "（" in gap or "）" in gap


def _trim(phrase: Phrase, group: list[Label]) -> list[Label]:
    if group[0].kind is not PartKind.BRAND:
        return group
    links = [phrase.keys[label.i] in _LINKS for label in group]
    first = next((k for k, link in enumerate(links) if not link), None)
    if first is None:
        return []
    last = len(links) - next(k for k, link in enumerate(reversed(links)) if not link)
    return group[first:last]


def _part(phrase: Phrase, group: tuple[Label, ...]) -> Part:
    i, j = group[0].i, group[-1].j
    start, end = phrase.tokens[i].start, phrase.tokens[j - 1].end
    text = phrase.text[start:end]
    kind = group[0].kind
    if kind is PartKind.BRAND:
        key = "".join(word for word in phrase.keys[i:j] if word != "&")
        return Part(kind, text, start, end, phrase.tokens[i].script, key, _brand_readings(text, key))
    return Part(kind, text, start, end, phrase.tokens[i].script, group[0].key, group[0].readings)


def _brand_readings(text: str, key: str) -> tuple[str, ...]:
    """Other spellings of a brand: ü as v, u or yu; German umlauts with e."""
    found = variants(key)
    if text.isascii():
        return found
    from tieback.names.token import key_of

    lower = text.casefold()
    for signs in (("ü", "v"), ("ü", "ue")):
        if signs[0] in lower:
            respelled = lower.replace(*signs).replace("ä", "ae").replace("ö", "oe")
            other = "".join(key_of(word)[0] for word in respelled.split())
            found = (*found, other) if other != key and other not in found else found
    return found
