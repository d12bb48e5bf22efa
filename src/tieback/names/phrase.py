"""Reading a name written in words: Latin, Cyrillic, Uyghur or pinyin.

Words the tables know become place, sector, qualifier or form where they stand plausibly; runs of other
words are brand. Nothing is invented: a name may have no brand.
"""

from tieback.names import gazetteer, lexicon
from tieback.names.arrange import arrange, runs
from tieback.names.damage import at_column, completed, completed_after, is_whole
from tieback.names.label import Label, Phrase, in_brackets
from tieback.names.lexicon import Entry, Grade
from tieback.names.numeral import NUMBER_WORDS, after_no, glued, last_roman, number_of, ordinal_of
from tieback.names.reading import Part, PartKind
from tieback.names.script import LATIN
from tieback.names.spelled import brand_readings
from tieback.names.syllable import is_pinyin, segment
from tieback.names.token import Token

_UNITS = frozenset(
    """county city province prov provincial municipal prefecture district region municipality xian shi sheng
    diqu qu zizhiqu zizhizhou autonomous uyghur uygur uighur kazakh hui mongol mongolian zhuang kirgiz kyrgyz""".split()  # noqa: SIM905
)
_NUMBERED = frozenset({"no", "n0", "num", "number", "nr", "unit", "regiment", "tuan"})  # before a number
_MAY_COUNT = _NUMBERED | NUMBER_WORDS
_COUNTED = frozenset(
    {"regiment", "regimental", "tuan", "tuanchang", "corps"}
)  # after one: the 148th Regiment
_BETWEEN = frozenset({"of", "the"})  # 142nd Regiment of the 8th Division
_PLANTS = frozenset({"factory", "park", "center"})  # qualifiers that are counted: First Cotton Mill
_LAST = 4  # words from the end at which a cut alias may start
_SHORT_STEM, _LONG_STEM = 2, 5  # letters of its last word that say enough: where a column ends, anywhere
_FEWEST_SYLLABLES = 2  # of a word that is pinyin beyond chance
_CONTEXT = (PartKind.SECTOR, PartKind.QUALIFIER, PartKind.FORM, PartKind.NUMBER)


def read_phrase(text: str, tokens: list[Token], *, lead: bool = True) -> list[Part]:
    """The parts of the words `tokens` of `text`, in order. `lead`: the name starts here."""
    if not tokens:
        return []
    phrase = Phrase(text, tokens, lead=lead)
    labels = arrange(phrase, _label(phrase))
    return [part for group in runs(phrase, labels) for part in (_part(phrase, group),)]


def _label(phrase: Phrase) -> list[Label]:
    labels: list[Label] = []
    i, n = 0, len(phrase.keys)
    may_be_cut = not is_whole(phrase.keys[-1]) or at_column(phrase.text)
    cut_from = max(1, n - _LAST) if may_be_cut else n
    while i < n:
        label = (
            _number(phrase, i, labels)
            or (_cut_words(phrase, i) if cut_from <= i < n - 1 else None)
            or _known(phrase, i, labels)
            or _pinyin_word(phrase, i, labels)
            or _unknown_county(phrase, i, labels)
            or (_cut_word(phrase, i, labels) if cut_from <= i == n - 1 else None)
            or Label(i, i + 1, PartKind.BRAND, phrase.keys[i])
        )
        labels.append(label)
        i = label.j
    return labels


def _known(phrase: Phrase, i: int, labels: list[Label]) -> Label | None:
    """The longest alias at word i that may stand there."""
    for j, entries in lexicon.words().at(phrase.keys, i):
        broken = any(phrase.breaks[k] for k in range(i + 1, j))
        if broken and not any(_holds_across(entry) for entry in entries):
            continue
        for entry in entries:
            is_place = entry.kind is PartKind.PLACE
            label = _place(phrase, i, j, entries, labels) if is_place else _word(phrase, i, j, entry, entries)
            if label:
                return label
    return None


def _holds_across(entry: Entry) -> bool:
    """May the words of this alias stand on both sides of a comma? Forms ("Co., Ltd."), divisions of the Corps."""
    return entry.kind is PartKind.FORM or (
        entry.kind is PartKind.PLACE and gazetteer.places()[entry.id].level == "division"
    )


def _word(phrase: Phrase, i: int, j: int, entry: Entry, entries: tuple[Entry, ...]) -> Label | None:
    if entry.kind is PartKind.FORM:
        if entry.foreign and phrase.tokens[i].script == LATIN:
            return None
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
    return any(
        entry.kind is PartKind.FORM
        and (entry.where == "any" or (entry.where == "end" and _ends(phrase, end)))
        for end, entries in lexicon.words().at(phrase.keys, j)
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
        if entry.kind is PartKind.PLACE
        and (
            _trusted(entry, lead, end > j, known)
            or _is_division(phrase, i, j, entry)
            or _is_above_regiment(phrase, entry, labels)
            or in_brackets(phrase, i, end)
        )
    ]
    if not trusted:
        return None
    ids = gazetteer.preferred(tuple(trusted), known)
    return Label(i, end, PartKind.PLACE, ids[0], gazetteer.readings(ids))


def _is_division(phrase: Phrase, i: int, j: int, entry: Entry) -> bool:
    """Does a name begin with the number of a division and go on in pinyin: 8th Division Tianye? Armies' names do not."""
    begins = i == 0 and phrase.lead and gazetteer.places()[entry.id].level == "division"
    return begins and j < len(phrase.keys) and len(segment(phrase.keys[j])) >= _FEWEST_SYLLABLES


def _is_above_regiment(phrase: Phrase, entry: Entry, labels: list[Label]) -> bool:
    """Does the division of a regiment follow it: 142nd Regiment of the 8th Division?"""
    if gazetteer.places()[entry.id].level != "division" or not labels:
        return False
    before = [label for label in labels if label.key not in _BETWEEN]
    last = before[-1] if before else labels[-1]
    return last.kind is PartKind.NUMBER and not _COUNTED.isdisjoint(phrase.keys[last.i : last.j])


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
    if i > 0 and (digits := glued(keys[i])):
        return Label(i, i + 1, PartKind.NUMBER, digits)
    if not keys[i][0].isdigit() and keys[i] not in _MAY_COUNT:
        return None
    if keys[i] in _NUMBERED and i + 1 < len(keys) and (digits := after_no(keys[i + 1])):
        return Label(i, _counted(keys, i + 2), PartKind.NUMBER, digits)
    if (digits := number_of(keys[i])) and (i > 0 or keys[i][0].isdigit()):
        if keys[i + 1 : i + 2] in (["division"], ["agricultural"]):
            return None
        return Label(i, _counted(keys, i + 1), PartKind.NUMBER, digits)
    if digits := ordinal_of(keys[i]):
        return _ordinal(phrase, i, labels, digits)
    after_trade = bool(labels) and labels[-1].kind in (PartKind.SECTOR, PartKind.QUALIFIER)
    if after_trade and (digits := last_roman(keys[i])) and _ends_core(phrase, i + 1):
        return Label(i, i + 1, PartKind.NUMBER, digits)
    return None


def _ordinal(phrase: Phrase, i: int, labels: list[Label], digits: str) -> Label | None:
    """ "First" is a number before a regiment, after a place, and before a trade that ends in a plant."""
    counted = _counted(phrase.keys, i + 1)
    if counted > i + 1:
        return Label(i, counted, PartKind.NUMBER, digits)
    after_place = bool(labels) and labels[-1].kind is PartKind.PLACE
    if i + 1 < len(phrase.keys) and _is_generic(phrase, i + 1) and (after_place or _is_plant(phrase, i + 1)):
        return Label(i, i + 1, PartKind.NUMBER, digits)
    return None


def _is_plant(phrase: Phrase, i: int) -> bool:
    """True if a word for a plant stands within four words from i."""
    return any(
        entry.kind is PartKind.QUALIFIER and entry.id in _PLANTS
        for k in range(i, min(i + 4, len(phrase.keys)))
        for _, entries in lexicon.words().at(phrase.keys, k)
        for entry in entries
    )


def _ends_core(phrase: Phrase, i: int) -> bool:
    """True if nothing but a legal form follows from word i on."""
    if i >= len(phrase.keys):
        return True
    return any(
        entry.kind is PartKind.FORM for _, entries in lexicon.words().at(phrase.keys, i) for entry in entries
    )


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


def _cut_word(phrase: Phrase, i: int, labels: list[Label]) -> Label | None:
    """The last word of a name, cut off by a column ("CHEMIC"), if it can mean one thing."""
    if not any(label.kind is PartKind.BRAND for label in labels):
        return None
    entry = completed(phrase.keys[i], at_column=at_column(phrase.text))
    return Label(i, i + 1, entry.kind, entry.id) if entry else None


def _cut_words(phrase: Phrase, i: int) -> Label | None:
    """The last words of a name, cut off by a column: "IMPORT AND EXPO"."""
    *whole, stem = phrase.keys[i:]
    if len(stem) < (_SHORT_STEM if at_column(phrase.text) else _LONG_STEM):
        return None
    entry = completed_after(tuple(whole), stem)
    return Label(i, len(phrase.keys), entry.kind, entry.id) if entry else None


def _part(phrase: Phrase, group: tuple[Label, ...]) -> Part:
    i, j = group[0].i, group[-1].j
    start, end = phrase.tokens[i].start, phrase.tokens[j - 1].end
    text = phrase.text[start:end]
    kind = group[0].kind
    if kind is PartKind.BRAND:
        key = "".join(word for word in phrase.keys[i:j] if word != "&")
        readings = brand_readings(text, key, phrase.tokens[i:j])
        return Part(kind, text, start, end, phrase.tokens[i].script, key, readings)
    return Part(kind, text, start, end, phrase.tokens[i].script, group[0].key, group[0].readings)
