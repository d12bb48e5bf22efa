"""Days that a person gives as an option."""

from datetime import UTC, date, datetime

from tieback.model.refusal import Refused


def read_day(option: str, text: str | None) -> date | None:
    """The day of an option such as "--since", None where it was not given. Raises Refused for what is no date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Refused(f"{option} {text!r} is not a date", remedy="write YYYY-MM-DD") from problem


def read_midnight(option: str, text: str | None) -> datetime | None:
    """The instant at which that day begins in UTC."""
    day = read_day(option, text)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
