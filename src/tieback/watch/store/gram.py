"""Han text for a full-text index that parts words at spaces: every two neighbouring characters are a word."""

import re

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def grams(text: str) -> str | None:
    """Pairs of neighbouring Han characters, parted by spaces; None where there are none."""
    found = [pair for run in _RUN.findall(text) for pair in _pairs(run)]
    return " ".join(found) or None


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]
