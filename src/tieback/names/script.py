"""Which script a letter, a word or a name is written in. It does not guess languages."""

from functools import lru_cache

LATIN, HAN, ARABIC, CYRILLIC, OTHER = "latin", "han", "arabic", "cyrillic", "other"

# (first, last, script) of the Unicode blocks told apart; any other letter is OTHER. Source: Unicode Blocks.txt
_BLOCKS = (
    (0x0041, 0x024F, LATIN),
    (0x1E00, 0x1EFF, LATIN),
    (0xFF21, 0xFF5A, LATIN),
    (0x0400, 0x052F, CYRILLIC),
    (0x1C80, 0x1C8F, CYRILLIC),
    (0x2DE0, 0x2DFF, CYRILLIC),
    (0xA640, 0xA69F, CYRILLIC),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0x08A0, 0x08FF, ARABIC),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFC, ARABIC),
    (0x3005, 0x3007, HAN),
    (0x3400, 0x4DBF, HAN),
    (0x4E00, 0x9FFF, HAN),
    (0xF900, 0xFAFF, HAN),
    (0x20000, 0x3FFFF, HAN),
)


@lru_cache(maxsize=65536)
def script_of_char(char: str) -> str | None:
    """The script of one character; None for what is no letter (digits, spacing, punctuation, marks)."""
    code = ord(char)
    if not char.isalpha() and not 0x3005 <= code <= 0x3007:
        return None
    for first, last, script in _BLOCKS:
        if first <= code <= last:
            return script
    return OTHER


def has_han(text: str) -> bool:
    """True if any character is a Han character."""
    return not text.isascii() and any(script_of_char(char) == HAN for char in text)


def script_of(text: str) -> str:
    """The script of all letters of `text`; "mixed" where there are several, "other" where there is none."""
    if text.isascii():
        return LATIN if any(char.isalpha() for char in text) else OTHER
    scripts = {script for char in text if (script := script_of_char(char))}
    if len(scripts) > 1:
        return "mixed"
    return scripts.pop() if scripts else OTHER
