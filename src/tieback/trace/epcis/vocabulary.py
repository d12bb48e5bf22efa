"""The words of the Core Business Vocabulary (CBV 2.0) and the four ways in which partners write them.

`receiving`, `cbv:BizStep-receiving`, `https://ref.gs1.org/cbv/BizStep-receiving` and
`urn:epcglobal:cbv:bizstep:receiving` are one word. A URI or prefixed name outside GS1's namespaces belongs to
somebody's own vocabulary and is kept as it stands.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_GS1 = re.compile(
    r"(?:cbv:|https?://(?:ref|ns)\.gs1\.org/cbv/)(?P<kind>[A-Za-z]+)-(?P<word>\w+)"
    r"|urn:epcglobal:cbv:(?P<urn_kind>[a-z]+):(?P<urn_word>\w+)"
)
_GS1_SPACE = re.compile(r"https?://(?:ref|ns)\.gs1\.org/cbv/|urn:epcglobal:cbv:")
_URI = re.compile(r"[^\s:]+:\S+")

TITLES: Mapping[str, str] = {
    "action": "action",
    "BizStep": "business step of CBV 2.0",
    "Disp": "disposition of CBV 2.0",
    "BTT": "business transaction type of CBV 2.0",
    "SDT": "source or destination type of CBV 2.0",
    "ER": "error reason of CBV 2.0",
}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = {}
    text = files("tieback.trace.epcis").joinpath("cbv.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        words.setdefault(row["kind"], {})[row["word"]] = row["move"]
    return words


def words(kind: str) -> tuple[str, ...]:
    """The standard words of one kind (BizStep, Disp, BTT, SDT, ER, action), in the table's order."""
    return tuple(_table()[kind])


def move(step: str | None) -> str:
    """What a business step means for goods: depart, arrive, make, end, void, or "" (nothing moves)."""
    return _table()["BizStep"].get(step or "", "")


def bare(kind: str, text: str) -> str:
    """The bare standard word, or `text` as it stands (stripped) where it is not one of GS1's notations."""
    text = text.strip()
    found = _GS1.fullmatch(text)
    if found:
        word, spoken = found["word"] or found["urn_word"], found["kind"] or found["urn_kind"]
        if spoken.casefold() == kind.casefold() and word in _table()[kind]:
            return word
    return text


def is_word(kind: str, text: str) -> bool:
    """A standard word in any notation, or a URI of an own vocabulary; never an unknown word of GS1's."""
    word = bare(kind, text)
    if word in _table()[kind]:
        return True
    return bool(_URI.fullmatch(word)) and not (_GS1.fullmatch(word) or _GS1_SPACE.match(word))
