"""The one JSON document of `--json`, with the fields that every document has: schema, version, as-of day, notes."""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from tieback import __version__
from tieback.model.plain import plain


def print_document(
    name: str, body: Mapping[str, Any], as_of: date | None = None, notes: Iterable[Any] = ()
) -> None:
    """Print the document `tieback.NAME/1` on stdout. `as_of` None: today, by UTC. `notes`: Notes, or rows of their shape."""
    head = {
        "schema": f"tieback.{name}/1",
        "version": __version__,
        "as_of": plain(as_of or datetime.now(UTC).date()),
        "notes": plain(list(notes)),
    }
    sys.stdout.write(json.dumps({**head, **body}, ensure_ascii=False, indent=2) + "\n")
