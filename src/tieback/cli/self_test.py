"""`tieback screen --audit [LIST]`: how much of the user's own lists is found when names are written carelessly."""

import json
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tieback import __version__

if TYPE_CHECKING:
    from tieback.lists.edition import Edition
    from tieback.screen.audit import Audit

_COLUMNS = ("habit", "tried", "found", "recall", "95 % interval", "one that was missed")


def self_test(
    editions: "Sequence[Edition]", *, seed: int, sample: int, threshold: Decimal | None, as_json: bool
) -> None:
    """Run the self-test and print its table, or one JSON document."""
    from tieback.screen.audit import audit, document

    def tell(kind: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{kind:<24}")

    result = audit(editions, seed=seed, sample=sample, threshold=threshold, progress=tell)
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 24 + "\r")
    if as_json:
        sys.stdout.write(json.dumps(document(result, __version__), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(result))


def _lines(result: "Audit") -> Iterator[str]:
    from tieback.screen.audit import NOT_MEASURED
    from tieback.screen.explanation import edition_words
    from tieback.screen.ruleset import rule_version
    from tieback.screen.text_table import aligned

    used = ", ".join(edition_words(edition) for edition in result.editions) or "no list"
    yield f"self-test on {used}"
    yield (
        f"seed {result.seed}, at most {result.sample} names per habit, threshold {result.threshold}, "
        f"rules {rule_version()}, Tieback {__version__}"
    )
    yield ""
    rows = [
        (
            row.kind,
            str(row.tried),
            str(row.found),
            "nothing to try" if row.recall is None else format(row.recall, "f"),
            "" if row.recall is None else f"{row.low} to {row.high}",
            f"{row.missed[0].asked} ({row.missed[0].listed})" if row.missed else "",
        )
        for row in result.measured
    ]
    yield from aligned([_COLUMNS, *rows], most=60)
    yield ""
    yield "recall: the share of rewritten names that raise an alert for their own entry (interval: Clopper-Pearson)"
    yield "it does not measure:"
    yield from (f"  {text}" for text in NOT_MEASURED)
