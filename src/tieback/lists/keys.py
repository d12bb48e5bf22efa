"""The key of a listed name: stable for ever, so that entity ids and differences never move.

Deliberately simpler than the comparison form of `names`: it may not change when name reading improves.
"""

import unicodedata

from tieback.proof.digest import sha256


def name_key(text: str) -> str:
    """Letters and digits of `text`, NFKC and case-folded: "Co., Ltd." equals "Co Ltd", brackets do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in unicodedata.normalize("NFKC", folded) if character.isalnum())


def entity_id(name: str) -> str:
    """Id of an entity whose publisher gives none: a digest of its primary name (12 hexadecimal digits)."""
    return sha256((name_key(name) or name).encode())[:12]
