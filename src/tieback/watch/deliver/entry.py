"""The feed as a value: what every format shows. Excerpts are what terms and claims point at and a lead, never the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import prod

from tieback.model.claim import Claim, ClaimType
from tieback.model.story import Answer, Item, Origin, Ranked, Term
from tieback.watch.profile import Profile
from tieback.watch.rank.claim import who
from tieback.watch.rank.passage import Passages, cut_passages

FACTORS = ("exposure", "claim", "novelty", "independence", "recency", "boost")
_TELLING = (ClaimType.OFFICIAL_ACT, ClaimType.FINDING, ClaimType.ALLEGATION, ClaimType.DENIAL)
_MOST_SAID = 6


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as shown: its kind, who made it, through whom, and the sentence it stands in.

    `denies`: words say that it denies another one.
    """

    id: str
    type: str
    speaker: str
    via: tuple[str, ...]
    text: str
    item: str
    start: int
    end: int
    denies: bool


@dataclass(frozen=True, slots=True)
class Source:
    """An item of a story as shown."""

    item: str
    title: str
    source: str
    url: str | None
    at: datetime
    dated: bool
    level: str
    of: str | None
    share: Decimal


@dataclass(frozen=True, slots=True)
class Reply:
    """What a later item of the story adds for the other side: who, in which sentence, where and when."""

    by: str
    text: str
    item: str
    start: int
    end: int
    source: str
    url: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """A watched party by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as shown. `lead`: the first sentence after the headline; `factors`: (name, value), as multiplied.

    `unread_languages`: of its items whose claims are not read.
    """

    id: str
    kind: str
    title: str
    url: str | None
    source: str
    lead: str
    first_at: datetime
    last_at: datetime
    score: Decimal
    factors: tuple[tuple[str, Decimal], ...]
    terms: tuple[Term, ...]
    parties: tuple[Named, ...]
    possible: tuple[Named, ...]
    said: tuple[Said, ...]
    replies: tuple[Reply, ...]
    members: tuple[Source, ...]
    origins: tuple[Origin, ...]
    suppressed: str | None
    unread_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What concerns one user at one time. `entries` are shown, `hidden` only audited; `items` counts all that came in."""

    made_at: datetime
    since: datetime
    digest: str
    entries: tuple[Entry, ...]
    hidden: tuple[Entry, ...]
    items: int
    stories: int
    watched: tuple[str, ...]
    cases: tuple[str, ...]


def make_feed(
    ranked: Sequence[Ranked],
    items: Mapping[str, Item],
    profile: Profile,
    span: tuple[datetime, datetime],
    counted: tuple[int, int],
) -> Feed:
    """The feed of ranked stories. `span`: from when on items count, and now; `counted`: items and stories in it."""
    names = {party.id: party.name for party in profile.parties}
    entries = [_entry(one, items, names) for one in ranked]
    shown = tuple(entry for entry in entries if entry.suppressed is None)
    return Feed(
        made_at=span[1],
        since=span[0],
        digest=tell_digest(shown),
        entries=shown,
        hidden=tuple(entry for entry in entries if entry.suppressed is not None),
        items=counted[0],
        stories=counted[1],
        watched=_watched(profile),
        cases=profile.cases,
    )


def tell_digest(entries: Iterable[Entry]) -> str:
    """ "3 list changes and 5 stories concern 4 of your suppliers." Possible matches never count."""
    sure = [entry for entry in entries if entry.parties]
    suppliers = len({party.id for entry in sure for party in entry.parties})
    changes = sum(entry.kind == "list" for entry in sure)
    if not sure:
        return "No list change and no story names a supplier of yours."
    told = [_count(changes, "list change"), _count(len(sure) - changes, "story")]
    verb = "concerns" if len(sure) == 1 else "concern"
    return f"{' and '.join(filter(None, told))} {verb} {suppliers} of your suppliers."


def _count(number: int, noun: str) -> str:
    if not number:
        return ""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _watched(profile: Profile) -> tuple[str, ...]:
    groups = (
        (profile.parties, "company"),
        (profile.places, "place"),
        (profile.hs, "tariff heading"),
        (profile.conventions, "convention"),
        (profile.laws, "law"),
        (profile.rules, "rule"),
    )
    return tuple(told for group, noun in groups if (told := _count(len(group), noun)))


def _entry(one: Ranked, items: Mapping[str, Item], names: Mapping[str, str]) -> Entry:
    first = items[one.story.members[0].item]
    return Entry(
        id=one.story.id,
        kind=first.kind,
        title=first.title or first.text[:80],
        url=first.url,
        source=first.source,
        lead=_lead(first),
        first_at=one.story.first_at,
        last_at=one.story.last_at,
        score=one.score,
        factors=_factors(one.terms),
        terms=one.terms,
        parties=tuple(Named(id_, names.get(id_, id_)) for id_ in one.parties),
        possible=tuple(Named(id_, names.get(id_, id_)) for id_ in one.possible),
        said=tuple(_said(one, items)),
        replies=tuple(_reply(answer, items[answer.item]) for answer in one.story.answers),
        members=tuple(
            Source(i.id, i.title, i.source, i.url, i.at, i.dated, m.level.value, m.of, m.share)
            for m in one.story.members
            for i in [items[m.item]]
        ),
        origins=one.story.origins,
        suppressed=one.suppressed,
        unread_languages=tuple(
            sorted({language for m in one.story.members if (language := items[m.item].unread_language)})
        ),
    )


def _lead(item: Item) -> str:
    """The first sentence that is not the headline; the headline where there is no other."""
    spans = cut_passages(item.text).spans
    start, end = next((span for span in spans if span[0] >= len(item.title)), (spans or ((0, 0),))[0])
    return item.text[start:end]


def _factors(terms: Sequence[Term]) -> tuple[tuple[str, Decimal], ...]:
    values = {name: [term.value for term in terms if term.factor == name] for name in FACTORS}
    return tuple(
        (name, sum(found, Decimal(0)) if name == "exposure" else prod(found, start=Decimal(1)))
        for name, found in values.items()
        if found
    )


def _said(one: Ranked, items: Mapping[str, Item]) -> list[Said]:
    """The claims of the item that is exposed most, in its order: telling kinds, and whatever answers them."""
    item = items[one.terms[0].item]
    telling = {claim.id for claim in item.claims if claim.type in _TELLING}
    answers = {claim.id for claim in item.claims if any(link.claim in telling for link in claim.links)}
    chosen = _chosen([claim for claim in item.claims if claim.id in telling | answers])
    passages = cut_passages(item.text)
    return [_shown(claim, item, passages) for claim in chosen]


def _reply(answer: Answer, item: Item) -> Reply:
    passages = cut_passages(item.text)
    start, _ = passages.sentence(answer.start)
    _, end = passages.sentence(max(answer.end - 1, answer.start))
    by = answer.by or "a speaker not named"
    return Reply(by, item.text[start:end], item.id, start, end, item.source, item.url, item.at)


def _chosen(claims: Sequence[Claim]) -> list[Claim]:
    """The first six; a denial of one of them stays with it, whatever its place."""
    kept = list(claims[:_MOST_SAID])
    ids = {claim.id for claim in kept}
    return kept + [claim for claim in claims[_MOST_SAID:] if any(link.claim in ids for link in claim.links)]


def _shown(claim: Claim, item: Item, passages: Passages) -> Said:
    start, _ = passages.sentence(claim.start)
    _, end = passages.sentence(max(claim.end - 1, claim.start))
    return Said(
        id=claim.id,
        type=claim.type.value,
        speaker=who(claim.speaker),
        via=tuple(who(speaker) for speaker in claim.via),
        text=item.text[start:end],
        item=item.id,
        start=start,
        end=end,
        denies=any(link.rel == "denies" and link.basis == "stated" for link in claim.links),
    )
