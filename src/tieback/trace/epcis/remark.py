"""Notes gathered while events are settled: one per event and reason, however many lots it names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tieback.model.record import Note, RowRef

_SHOWN_LOTS = 3


@dataclass(slots=True)
class Remarks:
    """Collects (event, reason, effect) with the lots it concerns."""

    _lots: dict[tuple[RowRef, str, str], set[str]] = field(default_factory=dict)

    def add(self, ref: RowRef, reason: str, effect: str, lots: Iterable[str] = ()) -> None:
        """Note once; lots of the same event and reason are gathered."""
        self._lots.setdefault((ref, reason, effect), set()).update(lots)

    def notes(self) -> tuple[Note, ...]:
        """In the order of files and events."""
        return tuple(
            Note(ref.file, ref.row, None, _with_lots(reason, sorted(lots)), effect)
            for (ref, reason, effect), lots in sorted(self._lots.items(), key=lambda entry: entry[0])
        )


def _with_lots(reason: str, lots: list[str]) -> str:
    if not lots:
        return reason
    more = f" and {len(lots) - _SHOWN_LOTS} more" if len(lots) > _SHOWN_LOTS else ""
    return f"{reason}: {', '.join(lots[:_SHOWN_LOTS])}{more}"
