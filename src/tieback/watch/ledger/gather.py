"""Claims of many articles into propositions with their voices on both sides.

Two claims are one proposition where their words largely agree and either the speaker or the story is the same, or where
they agree nearly whole. A reply follows the claim that it answers. Grouping goes by words: a person may see it otherwise,
so every voice keeps its own words and place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tieback.model.claim import Claim, ClaimType, Relation, Reply
from tieback.model.ledger import Proposition, Side, Voice
from tieback.model.story import Item, Story
from tieback.watch.ledger.origin import find_origin, wires_of
from tieback.watch.ledger.wording import agree, content_words
from tieback.watch.story.name import name_key

_COVER, _ALIKE, _LEAST = 0.7, 0.6, 3
_AGAINST = {Relation.DENIES, Relation.CORRECTS}
_ANSWERED = ("denied", "replied", "declined")  # what weighs more stands first


@dataclass(slots=True)
class _Group:
    """A proposition while it grows."""

    words: frozenset[str]
    claims: list[Claim] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    stories: set[str] = field(default_factory=set)
    replies: list[Reply] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What stands around the claims: which story an item belongs to, whom its words go back to, replies found."""

    story: Mapping[str, str]
    wires: Mapping[str, str]
    replies: Mapping[str, Sequence[Reply]]
    on: date


def gather(
    items: Iterable[Item], stories: tuple[Story, ...], replies: Mapping[str, Sequence[Reply]], on: date
) -> tuple[Proposition, ...]:
    """The propositions of all items, earliest first. `replies`: item -> what was found of answers in it; `on`: today.

    The order in which items are given changes nothing.
    """
    story_of = {member.item: story.id for story in stories for member in story.members}
    setting = _Setting(story_of, wires_of(stories), replies, on)
    book = _Book()
    for item in sorted(items, key=lambda item: (item.at, item.id)):
        _enter(book, item, setting)
    return tuple(_close(number, group, on) for number, group in enumerate(book.groups, start=1))


class _Book:
    """The groups so far, found again by a word they share."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def find(self, words: frozenset[str], origin: str, story: str | None) -> _Group | None:
        """The group that says the same, or None. Of several the one whose words agree most, then the earliest."""
        seen = {number for word in words for number in self._by_word[word]}
        best: tuple[float, int] | None = None
        for number in seen:
            group = self.groups[number]
            cover, alike = agree(words, group.words)
            related = story in group.stories or any(voice.origin == origin for voice in group.voices)
            enough = len(words & group.words) >= _LEAST and (alike >= _ALIKE or (cover >= _COVER and related))
            if enough and (best is None or (alike, -number) > best):
                best = (alike, -number)
        return self.groups[-best[1]] if best else None

    def open(self, words: frozenset[str]) -> _Group:
        group = _Group(words)
        for word in words:
            self._by_word[word].append(len(self.groups))
        self.groups.append(group)
        return group


def _enter(book: _Book, item: Item, setting: _Setting) -> None:
    """All claims of one item: first those that stand alone, then those that answer or repeat them."""
    placed: dict[str, _Group] = {}
    waiting = [claim for claim in item.claims if claim.links]
    for claim in item.claims:
        if not claim.links:
            placed[claim.id] = _place(book, claim, item, setting)
    while waiting:
        ready = [claim for claim in waiting if any(link.claim in placed for link in claim.links)]
        for claim in ready or waiting[:1]:
            group = next((placed[link.claim] for link in claim.links if link.claim in placed), None)
            placed[claim.id] = group or _place(book, claim, item, setting)
            if group:
                _voice(group, claim, item, setting)
        waiting = [claim for claim in waiting if claim.id not in placed]
    for reply in setting.replies.get(item.id, ()):
        if reply.claim in placed:
            placed[reply.claim].replies.append(reply)


def _place(book: _Book, claim: Claim, item: Item, setting: _Setting) -> _Group:
    words = content_words(claim.text)
    origin = find_origin(claim, item, setting.wires)
    group = book.find(words, origin, setting.story.get(item.id)) or book.open(words)
    _voice(group, claim, item, setting)
    return group


def _voice(group: _Group, claim: Claim, item: Item, setting: _Setting) -> None:
    side, rule = _side(group, claim)
    origin = find_origin(claim, item, setting.wires)
    if side is Side.WITHDRAWN:
        group.voices = [_withdrawn(voice) if voice.origin == origin else voice for voice in group.voices]
    group.voices.append(
        Voice(
            side,
            claim.speaker.name,
            origin,
            item.source,
            item.id,
            claim.id,
            claim.text,
            claim.start,
            claim.end,
            item.at,
            rule,
        )
    )
    group.claims.append(claim)
    if item.id in setting.story:
        group.stories.add(setting.story[item.id])


def _withdrawn(voice: Voice) -> Voice:
    """The earlier voice of who now withdraws: kept, no longer counted."""
    return replace(voice, side=Side.WITHDRAWN, rule="withdrawn later by the same origin")


def _side(group: _Group, claim: Claim) -> tuple[Side, str]:
    for link in claim.links:
        if link.rel is Relation.WITHDRAWS:
            return Side.WITHDRAWN, f"withdraws {link.claim}: {link.evidence}"
        if link.rel in _AGAINST and link.basis == "read":
            return Side.AGAINST, f"read as an answer to {link.claim}; no word says so"
        if link.rel in _AGAINST:
            return Side.AGAINST, f"{link.rel.value} {link.claim}: {link.evidence}"
        return Side.FOR, f"{link.rel.value} {link.claim}: {link.evidence}"
    if claim.denied:
        return Side.AGAINST, f"denies it: {claim.verb}"
    if claim.type is ClaimType.DENIAL and any(other.type is not ClaimType.DENIAL for other in group.claims):
        return Side.AGAINST, "a denial in largely the same words"
    return Side.FOR, "says so" if not group.voices else "in largely the same words"


def _close(number: int, group: _Group, on: date) -> Proposition:
    voices = tuple(sorted(group.voices, key=lambda voice: (voice.at, voice.item, voice.start, voice.claim)))
    first = group.claims[0]
    status, by = _reply(group, voices, on)
    return Proposition(
        id=f"p{number}",
        text=first.text,
        type=first.type.value,
        about=tuple(dict.fromkeys(mention.name for claim in group.claims for mention in claim.about)),
        voices=voices,
        origins_for=len({voice.origin for voice in voices if voice.side is Side.FOR}),
        origins_against=len({voice.origin for voice in voices if voice.side is Side.AGAINST}),
        outlets=len({name_key(voice.source) for voice in voices}),
        first_at=voices[0].at,
        last_at=max(voice.at for voice in voices),
        reply=status,
        reply_by=by,
    )


def _reply(group: _Group, voices: Sequence[Voice], on: date) -> tuple[str, str | None]:
    """The weightiest answer found, with who gave it; silence is dated and says where we looked: these records."""
    for status in _ANSWERED:
        for reply in group.replies:
            if reply.status == status:
                return status, reply.by
    against = next((voice for voice in voices if voice.side is Side.AGAINST), None)
    if against:
        return "replied", against.speaker
    return f"none found by {on.isoformat()}", None
