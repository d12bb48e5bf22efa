"""Rule sets on individual cases: the eleven indicators as clues, and rules of classification, each versioned.

A classification speaks of one job in one reference period, never of a company or a programme; what is not
answered stays unknown and may keep the answer so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tieback.assess.rule import Atom, Either, Every, Rule
from tieback.labour.registry import Confidence, rows
from tieback.model.refusal import Refused

_FILE = "rule_set.yml"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One edition of one set. `blocks`: heading -> items; `rule` is None for clues."""

    id: str
    title: str
    kind: str  # clues | classification
    about: str  # anyone | adult | child
    confidence: Confidence
    source: str
    says: str
    blocks: Mapping[str, tuple[str, ...]]
    rule: Rule | None


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """Id -> set, in the order of the file. Raises Refused, naming the set, for what the file should not hold."""
    import yaml

    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return {entry["id"]: _set(entry) for entry in yaml.safe_load(text)}


@cache
def items() -> Mapping[str, str]:
    """Item id -> question."""
    return {row["id"]: row["asks"] for row in rows("item.csv")}


def item_atom(item: str) -> Atom:
    """The fact that an item is true of the case."""
    return Atom(item, "case")


def _set(entry: Mapping[str, Any]) -> RuleSet:
    own = [row for row in rows("block.csv") if row["set"] == entry["id"]]
    blocks: dict[str, tuple[str, ...]] = {}
    for row in own:
        if row["item"] not in items():
            raise Refused(f"set {entry['id']}: item {row['item']!r} is not in item.csv", "block.csv")
        blocks[row["block"]] = (*blocks.get(row["block"], ()), row["item"])
    strong = {(row["block"], row["item"]) for row in own if row["strength"] == "strong"}
    tree = entry.get("rule")
    return RuleSet(
        id=entry["id"],
        title=entry["title"],
        kind=entry["kind"],
        about=entry["about"],
        confidence=Confidence(entry["confidence"]),
        source=entry["source"],
        says=entry["says"],
        blocks=blocks,
        rule=_rule(tree, blocks, strong, entry["id"]) if tree is not None else None,
    )


def _rule(
    tree: Mapping[str, Any], blocks: Mapping[str, tuple[str, ...]], strong: set[tuple[str, str]], set_id: str
) -> Rule:
    ((word, value),) = tree.items()
    match word:
        case "every":
            return Every(tuple(_rule(part, blocks, strong, set_id) for part in value))
        case "either":
            return Either(tuple(_rule(part, blocks, strong, set_id) for part in value))
        case "item" if value in items():
            return item_atom(value)
        case "any" if value in blocks:
            return Either(tuple(map(item_atom, blocks[value])))
        case "strong" if value in blocks:
            return Either(tuple(item_atom(item) for item in blocks[value] if (value, item) in strong))
    raise Refused(f"set {set_id}: {word} {value!r} is not known", _FILE)
