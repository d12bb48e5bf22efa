"""What the process beside ours (`net.sandbox`) does for lists: reading a publisher's file."""

from collections.abc import Mapping
from typing import Any

from tieback.lists import intake
from tieback.model.plain import plain


def perform(task: str, told: Mapping[str, Any], data: bytes) -> Any:
    """The only task, `official`: the file of list `told["list"]`. Raises Refused."""
    if task != "official":
        raise KeyError(task)
    return plain(intake.read(data, told["name"], told["list"], official=True))
