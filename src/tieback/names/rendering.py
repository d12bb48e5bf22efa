"""Is a Han brand a foreign name written by sound: 奥巴马, 路易莎, 安杜里尔?

Told by its characters alone (`rendering_character.csv`): all of them such as foreign names are written with, more than
half of them hardly found in names of Chinese firms, of two characters both. It does not say what name.
"""

from functools import cache, lru_cache

from tieback.names import table

_FEWEST = 2  # characters


@cache
def _characters() -> dict[str, bool]:
    """Character -> is it telling."""
    return {row["han"]: row["telling"] == "yes" for row in table.rows("rendering_character.csv")}


@lru_cache(maxsize=1 << 14)
def is_rendering(han: str) -> bool:
    """Do these simplified characters read as a foreign name written by sound?"""
    known = _characters()
    if len(han) < _FEWEST or not all(character in known for character in han):
        return False
    return 2 * sum(known[character] for character in han) > len(han)
