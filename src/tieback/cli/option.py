"""Days that a person gives as an option."""

from datetime import UTC, date, datetime

import typer


def read_day(option: str, text: str | None) -> date | None:
    """The day of an option such as "--since", None where it was not given; what is no date is a usage error."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise typer.BadParameter(f"{text!r} is not a date; write YYYY-MM-DD", param_hint=option) from problem


def read_midnight(option: str, text: str | None) -> datetime | None:
    """The instant at which that day begins in UTC."""
    day = read_day(option, text)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
