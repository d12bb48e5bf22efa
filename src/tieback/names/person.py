"""Reading a personal name into its words, in any script and order: `read_person`.

It tells titles and particles from names, sees who is whose child where the name says so (bin, -oghlu), joins
servant-of names (Abd al-Rahman, Abdulrahman), and cuts Chinese names into surname and given name. It knows
nothing of the people: no sex, no nation is read from a name.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tieback.names import table
from tieback.names.chinese_person import (
    Sounds,
    han_sounds,
    is_surname,
    pinyin_of,
    sounds_of,
    split_han,
    surname_readings,
)
from tieback.names.normal import simplify
from tieback.names.script import ARABIC, HAN, LATIN
from tieback.names.token import Token, tokens_of

_LONGEST = 200  # characters of a name that are read
_COMMA = re.compile(r"[,，،、]")
_ABD = re.compile(
    r"abd(?:[aeiou]{1,2}(?:l|r|s|sh|t|n|z|d)|i|[aeu])?(?P<rest>[b-df-hj-np-tv-z][a-z]{3,}|[aeiou][a-z]{3,})"
)
_ALLAH = re.compile(r"abd[aeiou]*l+a{1,2}h?[iy]?|[aeo]bd[aeou]*l+[aeou]?h?")
_JOINT = re.compile(r"[a-zü]-[a-zü]", re.IGNORECASE)  # Ying-yao: pinyin joins its syllables or parts them
_INITIALS = re.compile(r"[A-Z]{2,3}")  # JC
_NUMERAL = frozenset({"ii", "iii", "iv", "vi", "xi"})
_ASPIRATE = re.compile(r"(?:[ptk]|[ct]h|ts)['’‘ʼ`](?=[a-zü])", re.IGNORECASE)  # Wade-Giles: Ch'en
_SERVANT = frozenset({"abd", "abdu", "abdul", "abdel", "abdal", "abdoul", "abdur", "abdus", "abdol", "abdi"})


@dataclass(frozen=True, slots=True, eq=False)
class PersonWord:
    """One word of a name. `key`: lower-case ASCII where its script can be romanised, else the word itself.

    `role`: family | given (where the name says which), father (after "bin"), epithet (Haji, Said: a title or a
    name), or "". `sounds`: the Chinese syllables it may stand for in any romanisation, each way of cutting it;
    `pinyin`: in pinyin.
    """

    text: str
    start: int  # code points of the name
    end: int
    script: str
    key: str
    role: str = ""
    sounds: tuple[Sounds, ...] = ()
    pinyin: tuple[Sounds, ...] = ()

    @property
    def is_initial(self) -> bool:
        """True for a single Latin letter."""
        return self.script == LATIN and len(self.key) == 1


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words that name the person, in order.

    `family_first`: written with a comma; `chinese`: reads as a Chinese name; `pinyin`: and wholly in pinyin or
    Han; `fathers`: says who is whose child.
    """

    text: str
    words: tuple[PersonWord, ...]
    family_first: bool
    chinese: bool
    pinyin: bool
    fathers: bool


@cache
def _roles() -> dict[str, str]:
    return {row["word"]: row["role"] for row in table.rows("person_word.csv")}


def is_of_groups(word: str) -> bool:
    """Is a lower-case word one of the names of groups and bodies, which is nobody's name?"""
    return _roles().get(word) == "group"


@lru_cache(maxsize=131072)
def read_person(text: str) -> PersonName:
    """The words of a name. Any text is read; one that holds nothing but titles is read as written."""
    plain = simplify(text[:_LONGEST])
    comma = _COMMA.search(plain)
    read = tokens_of(plain)
    tokens = _han_split(read[0]) if len(read) == 1 else [(token, "") for token in read]
    words, fathers = _words(plain, tokens, comma.start() if comma else None)
    if not words:
        words = [_word(plain, token, "") for token in read]
    chinese = "·" not in plain and "•" not in plain and _is_chinese(words)
    pinyin = (
        chinese
        and all(word.pinyin for word in words)
        and not _ASPIRATE.search(plain)
        and not _JOINT.search(plain)
    )
    return PersonName(text, tuple(words), comma is not None, chinese, pinyin, fathers)


def _han_split(token: Token) -> list[tuple[Token, str]]:
    """A Han word as surname and given name where it reads as one; other words stay whole."""
    if token.script != HAN:
        return [(token, "")]
    parts = split_han(token.key)
    if parts is None or token.end - token.start != len(token.key):
        return [(token, "")]
    cut = token.start + len(parts[0])
    surname = Token(parts[0], token.start, cut, HAN)
    return [(surname, "family"), (Token(parts[1], cut, token.end, HAN), "given")]


def _words(plain: str, tokens: list[tuple[Token, str]], comma: int | None) -> tuple[list[PersonWord], bool]:
    """The words without titles and particles, servant-of names joined; and whether any says whose child it is."""
    words: list[PersonWord] = []
    fathers = False
    father = False
    servant: Token | None = None
    for token, told in tokens:
        role = _roles().get(token.key, "")
        if role == "title" or token.key == "&":
            continue
        if role == "son" and words:
            words[-1] = _as_father(words[-1])
            fathers = True
            continue
        leads = token.key == "ben" and not words and comma is None  # Ben, who is no "son of"
        if role in {"article", "link", "father"} and not leads and not _stands_alone(plain, token):
            father = father or role == "father"
            fathers = fathers or role == "father"
            continue
        if token.key in _SERVANT and servant is None and _is_served(tokens, token):
            servant = token
            continue
        if _are_initials(plain, token):
            words += [_word(plain, letter, "") for letter in _letters(token)]
            continue
        place = told or ("family" if comma is not None and token.start < comma else "")
        found = _word(plain, token, "father" if father else "epithet" if role == "epithet" else place)
        if servant is not None:
            found = _served(plain, servant, found)
            servant = None
        words.append(found)
        father = False
    return words, fathers


def _are_initials(plain: str, token: Token) -> bool:
    """JC in "JC Example": two or three capitals in a name that is not written in capitals, and no numeral."""
    text = plain[token.start : token.end]
    if _INITIALS.fullmatch(text) is None or token.key in _NUMERAL:
        return False
    return any(char.islower() for char in plain)


def _letters(token: Token) -> list[Token]:
    return [
        Token(letter, token.start + at, token.start + at + 1, token.script)
        for at, letter in enumerate(token.key)
    ]


def _stands_alone(plain: str, token: Token) -> bool:
    """ "E." and "Y." are initials, not particles."""
    return len(token.key) == 1 and plain[token.start].isupper()


def _is_served(tokens: list[tuple[Token, str]], servant: Token) -> bool:
    """Does a name follow a word for servant? A title (Abdul Agha) serves nobody."""
    after = [token.key for token, _ in tokens if token.start > servant.start]
    return any(_roles().get(key) not in {"article", "link", "epithet", "title"} for key in after[:2])


def _as_father(word: PersonWord) -> PersonWord:
    return PersonWord(
        word.text, word.start, word.end, word.script, word.key, "father", word.sounds, word.pinyin
    )


def _served(plain: str, servant: Token, word: PersonWord) -> PersonWord:
    """ "Abd al-" and what it serves, as one word."""
    text = plain[servant.start : word.end]
    key = "abdullah" if word.key in {"allah", "lah", "ullah"} else "abd" + word.key
    return PersonWord(text, servant.start, word.end, word.script, key, word.role)


def _word(plain: str, token: Token, role: str) -> PersonWord:
    text = plain[token.start : token.end]
    if token.script == HAN:
        sounds = (han_sounds(token.key, surname=role == "family"),)
        return PersonWord(text, token.start, token.end, HAN, token.key, role, sounds, sounds)
    key = _even(token.key, token.script)
    spelt = () if len(key) == 1 else (sounds_of(key), pinyin_of(key))
    return PersonWord(text, token.start, token.end, token.script, key, role, *spelt)


def _even(key: str, script: str) -> str:
    """Servant-of names in one word as those in two; the article that Arabic script joins taken off."""
    if script == ARABIC and len(key) > len("al") + 2:
        key = key.removeprefix("al")
    if _ALLAH.fullmatch(key):
        return "abdullah"
    if found := _ABD.fullmatch(key):
        return "abd" + found["rest"]
    return key


def _is_chinese(words: list[PersonWord]) -> bool:
    """Do all words cut into Chinese syllables, with a surname at one end?"""
    if not 1 <= len(words) <= 4 or not all(word.sounds for word in words):
        return False
    if all(word.script == HAN for word in words):
        surnames = sum(word.role == "family" or is_surname(word.key) for word in words)
        return len(words) == 2 and bool(surnames) and all(len(word.key) <= 2 for word in words)
    return len(words) > 1 and any(surname_readings(word.key) for word in (words[0], words[-1]))
