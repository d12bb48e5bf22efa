"""The strongest alerts of a screening in the terminal: a line each, or part by part."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tieback.model.alert import Alert
    from tieback.screen.sink import Strongest

_COLUMNS = ("row", "party", "kind", "score", "list", "listed as", "why")


def print_alerts(best: "Strongest", *, explain: bool, word: str) -> None:
    """Print what was kept of the alerts, and how many more there are. `word`: "alert" or "near miss"."""
    ranked = best.ranked()
    if not ranked:
        return
    sys.stdout.write("\n")
    if explain:
        from tieback.cli.paint import paint
        from tieback.screen.alignment import explain as explained
        from tieback.screen.terminal import described

        for row, alert in ranked:
            paint([[(f"row {row}: {alert.label}, {alert.kind.value}, {alert.list}: {alert.rule}", "bold")]])
            answer = f"score {alert.score}" + (", exact by rule" if alert.exact else "")
            paint([*described(explained(alert), ("in the file", "on the list"), answer), []])
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _alert_table(ranked)))
    if best.seen > len(ranked):
        more = f"... and {best.seen - len(ranked)} more: see --out, --report or --json"
        sys.stdout.write(f"{more}\n" if word == "alert" else f"{more} --near\n")


def _alert_table(ranked: "Sequence[tuple[int, Alert]]") -> Iterator[str]:
    from tieback.screen.terminal import visible
    from tieback.screen.text_table import aligned

    cells = [
        (
            str(row),
            visible(alert.name_a),
            alert.kind.value,
            "exact" if alert.exact else format(alert.score, "f"),
            alert.list,
            visible(alert.name_b),
            alert.rule,
        )
        for row, alert in ranked
    ]
    yield from aligned([_COLUMNS, *cells])
