"""Other ways the brand of a name written in letters may be spelled: ü and umlauts, older romanisations, Uyghur."""

from tieback.names.hangul import hangul_readings, is_hangul
from tieback.names.romanise import variants
from tieback.names.script import ARABIC, CYRILLIC, LATIN
from tieback.names.system import pinyin_of
from tieback.names.token import Token, key_of

# Uyghur Latin (ULY) against what English and Russian texts write for the same letters
_ENGLISH = (("x", "kh"), ("q", "k"))
_PLAIN = (("x", "h"), ("q", "k"), ("gh", "g"))
_OPEN = (("x", "kh"), ("q", "k"), ("e", "a"))
_UYGHUR_LETTERS = frozenset("ғҗқңөүһә")


def brand_readings(text: str, key: str, tokens: list[Token]) -> tuple[str, ...]:
    """Keys that the brand `text` may have beside `key`, which joins the words of `tokens`; at most about ten.

    Latin: ü as v, u or yu, German umlauts with e, the pinyin that Wade-Giles or postal spelling may mean, the
    word as it was written where a scanner's digits were read as letters. Arabic and Cyrillic: ULY and what English
    texts make of it. Hangul: as Korean firms spell it.
    """
    words = tuple(token.key for token in tokens if token.key != "&")
    script = tokens[0].script
    found = [*variants(key)]
    if script == LATIN:
        found.extend(_umlauts(text) if not text.isascii() else ())
        found.extend(pinyin_of(words))
    elif script in (ARABIC, CYRILLIC):
        found.extend(_uyghur(text, key, script))
    elif is_hangul(text):
        found.extend(hangul_readings(text))
    found.append("".join(words))
    return tuple(dict.fromkeys(other for other in found if other and other != key))


def _umlauts(text: str) -> list[str]:
    lower = text.casefold()
    found = []
    for signs in (("ü", "v"), ("ü", "ue")):
        if signs[0] in lower:
            respelled = lower.replace(*signs).replace("ä", "ae").replace("ö", "oe")
            found.append("".join(key_of(word)[0] for word in respelled.split()))
    return found


def _uyghur(text: str, key: str, script: str) -> list[str]:
    uly = key
    if script == CYRILLIC:
        uly = key.replace("kh", "x")
        if not _UYGHUR_LETTERS.isdisjoint(text.casefold()):
            uly = uly.replace("v", "w")
    return [uly, *(_replaced(uly, signs) for signs in (_ENGLISH, _PLAIN, _OPEN))]


def _replaced(word: str, signs: tuple[tuple[str, str], ...]) -> str:
    for old, new in signs:
        word = word.replace(old, new)
    return word
