"""Who the words of a claim go back to. Twelve newspapers that print one agency's report of one speaker are one origin."""

from collections.abc import Mapping

from tieback.model.claim import Claim
from tieback.model.story import Item, Story
from tieback.watch.story.name import name_key


def find_origin(claim: Claim, item: Item, wires: Mapping[str, str]) -> str:
    """A key: the named speaker's body, else the speaker, else (nobody named) whoever wrote the report first.

    `wires` gives item -> whom its text goes back to, where a copy or a credit line shows that (see `wires_of`).
    """
    speaker = claim.speaker
    if speaker.name:
        return name_key(speaker.organisation or speaker.name)
    return f"report by {name_key(wires.get(item.id, item.source))}"


def wires_of(stories: tuple[Story, ...]) -> dict[str, str]:
    """Item -> the origin of its words, for items that are copies or carry an agency's credit."""
    return {item: origin.name for story in stories for origin in story.origins for item in origin.items}
