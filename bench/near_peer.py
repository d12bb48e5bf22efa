"""Near copies by datasketch and rensa, run by the interpreter of bench/.peers: 128 permutations, 32 bands, three-word runs.

Reads a JSON list of texts on standard input; writes one JSON document: peer -> pairs, version, speed.
"""

import importlib.metadata
import json
import re
import sys
import time
from typing import Any

_WORD = re.compile(r"\w+")


def shingles(text: str) -> list[str]:
    """Runs of three words."""
    words = _WORD.findall(text.casefold())
    return [" ".join(words[place : place + 3]) for place in range(len(words) - 2)]


def by_datasketch(texts: list[str]) -> list[tuple[int, int]]:
    """MinHashLSH with 32 bands of 4, each text against those before it."""
    from datasketch import MinHash, MinHashLSH

    lsh, pairs = MinHashLSH(num_perm=128, params=(32, 4)), []
    for place, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([run.encode() for run in shingles(text)])
        pairs += [(int(other), place) for other in lsh.query(sketch)]
        lsh.insert(str(place), sketch)
    return pairs


def by_rensa(texts: list[str]) -> list[tuple[int, int]]:
    """RMinHashLSH with 32 bands, each text against those before it."""
    from rensa import RMinHash, RMinHashLSH

    lsh, pairs = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), []
    for place, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(shingles(text))
        pairs += [(other, place) for other in lsh.query(sketch)]
        lsh.insert(place, sketch)
    return pairs


def main() -> None:
    """Find the copies among what comes in."""
    texts: list[str] = json.load(sys.stdin)
    found: dict[str, Any] = {}
    for name, find in (("datasketch", by_datasketch), ("rensa", by_rensa)):
        find(texts[:10])
        times, pairs = [], []
        for _ in range(3):
            started = time.process_time()
            pairs = find(texts)
            times.append(time.process_time() - started)
        found[name] = {
            "version": importlib.metadata.version(name),
            "pairs": sorted(set(pairs)),
            "texts_per_cpu_s": round(len(texts) / min(times)),
        }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
