"""The text of web pages by trafilatura and readability, run by the interpreter of bench/.peers.

Reads a JSON list of pages on standard input; writes one JSON document: peer -> texts, titles, version, CPU seconds.
"""

import importlib.metadata
import json
import sys
import time


def by_trafilatura(page: str, mode: str) -> tuple[str, str | None]:
    """Text and title; `mode`: standard | precision."""
    import trafilatura

    precise = mode == "precision"
    found = trafilatura.bare_extraction(
        page, favor_precision=precise, include_comments=False, with_metadata=True
    )
    return (found.text or "", found.title) if found else ("", None)


def by_readability(page: str) -> tuple[str, str | None]:
    """Text and short title."""
    import lxml.html
    from readability import Document

    document = Document(page)
    return lxml.html.fromstring(document.summary()).text_content(), document.short_title()


def main() -> None:
    """Every peer on every page."""
    pages = json.load(sys.stdin)
    told = {}
    for name, package, read in (
        ("trafilatura", "trafilatura", lambda page: by_trafilatura(page, "standard")),
        ("trafilatura, precision", "trafilatura", lambda page: by_trafilatura(page, "precision")),
        ("readability", "readability-lxml", by_readability),
    ):
        read(pages[0])  # imports and caches are not measured
        began = time.process_time()
        found = [read(page) for page in pages]
        told[name] = {
            "texts": [text for text, _ in found],
            "titles": [title for _, title in found],
            "version": importlib.metadata.version(package),
            "cpu_s": time.process_time() - began,
        }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
