"""Scores of peers for pairs of names, run by the interpreter of bench/.peers (`make bench-peers`).

Reads JSON lines {"a", "b", "schema"} on standard input; writes one JSON document: peer -> scores in that order.
Every entity gets an id of its own: nomenklatura remembers names by id.
"""

import importlib.metadata
import json
import sys
import time
from typing import Any


def wratio(pairs: list[dict[str, str]]) -> list[float]:
    """rapidfuzz WRatio after its own default processing, 0 to 1."""
    from rapidfuzz import fuzz, utils

    return [fuzz.WRatio(pair["a"], pair["b"], processor=utils.default_process) / 100 for pair in pairs]


def logic_v2(pairs: list[dict[str, str]]) -> list[float]:
    """nomenklatura's LogicV2 on two entities that have nothing but a name."""
    from followthemoney import EntityProxy
    from nomenklatura.matching import get_algorithm

    algorithm: Any = get_algorithm("logic-v2")
    config = algorithm.default_config()

    def entity(name: str, schema: str, key: str) -> EntityProxy:
        return EntityProxy.from_dict({"id": key, "schema": schema, "properties": {"name": [name]}})

    return [
        algorithm.compare(
            entity(pair["a"], pair["schema"], f"a{number}"),
            entity(pair["b"], pair["schema"], f"b{number}"),
            config,
        ).score
        for number, pair in enumerate(pairs)
    ]


def main() -> None:
    """Score what comes in."""
    pairs = [json.loads(line) for line in sys.stdin]
    found = {}
    for name, package, score in (
        ("nomenklatura logic-v2", "nomenklatura", logic_v2),
        ("rapidfuzz WRatio", "rapidfuzz", wratio),
    ):
        score([{"a": "Example Mill", "b": "Example Yarn", "schema": "Company"}])  # loads its tables
        started = time.process_time()
        scores = score(pairs)
        spent = time.process_time() - started
        version = importlib.metadata.version(package)
        found[name] = {"version": version, "scores": scores, "us_per_pair": 1e6 * spent / max(len(pairs), 1)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
