"""Words of spaced scripts with their span and Latin key: what the grammar and the place finder read."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tieback.names.script import HAN, LATIN, OTHER, script_of_char

# A word may hold apostrophes inside (Yuan'an, O'Neill) and combining marks; "&" is a word of its own.
# Han letters are runs of their own, so that "中泰Chemical" is two words.
_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_HAN}]"
# Vowel signs and other marks of Indic, Thai, Khmer and Burmese script, Arabic and Latin accents: inside a word.
_MARK = r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u109f\u1780-\u17df\u200c\u200d]"
_WORD = re.compile(rf"[{_HAN}]+|{_LETTER}(?:{_LETTER}|{_MARK}|['’‘ʼ`´](?={_LETTER}))*|[&＆]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*|&")  # the same, of ASCII text
_YEZIQ = frozenset("ⱪⱨɵƣ")  # letters of the older Uyghur Latin (Yëngi Yeziq) and of no other alphabet in use
_HANGUL = "\uac00"  # the first of its syllables
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "e",
        "ħ": "h",
    }
)


class Token(NamedTuple):
    """A word as it stands: `key` is lower-case ASCII where its script can be romanised."""

    key: str
    start: int
    end: int
    script: str


@lru_cache(maxsize=262144)
def key_of(word: str) -> tuple[str, str]:
    """(key, script) of a word: romanised, without diacritics and apostrophes, "and" equal to "&"."""
    if word.isascii():
        key = word.lower()
        if "'" in key or "`" in key:
            key = key.replace("'", "").replace("`", "")
        return ("&" if key == "and" else key), LATIN
    from tieback.names.romanise import romanise_other, romanise_word

    folded = unicodedata.normalize("NFKC", word).casefold()
    if not _YEZIQ.isdisjoint(folded):
        folded = romanise_word(folded, "uyy")
    script = next((s for char in folded if (s := script_of_char(char))), OTHER)
    if script == OTHER:
        folded = romanise_other(folded)
    elif script not in (LATIN, HAN):
        folded = romanise_word(folded, script)
    plain = strip_marks(folded)
    for sign in "'’‘ʼ`´":
        plain = plain.replace(sign, "")
    return ("&" if plain in ("and", "&") else plain), script


def strip_marks(text: str) -> str:
    """Lower-case Latin text without diacritics: tone marks, umlauts, barred letters."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_LETTERS)


def tokens_of(text: str) -> list[Token]:
    """The words of `text` in order. Han is not segmented here: a run of Han letters is one word."""
    found = []
    for match in (_ASCII_WORD if text.isascii() else _WORD).finditer(text):
        start = match.start()
        for word in _parted(match.group()):
            key, script = key_of(word)
            if key:
                found.append(Token(key, start, start + len(word), script))
            start += len(word)
    return found


def _parted(word: str) -> tuple[str, ...]:
    """Korean writes a brand and its trade as one word."""
    if word < _HANGUL:
        return (word,)
    from tieback.names.hangul import is_hangul, parted

    return parted(word) if is_hangul(word) else (word,)
