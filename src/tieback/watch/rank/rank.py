"""`rank_stories`: exposure x claim weight x novelty x independence x recency, in terms that anyone can multiply again.

Exposure terms add up; all other terms multiply; the product has four decimals. What is muted or ranks low is kept with
its reason, for the audit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from math import prod

from tieback.model.story import Item, Ranked, Story, Term
from tieback.watch.profile import FeedRule, Profile
from tieback.watch.rank.claim import find_claim_terms
from tieback.watch.rank.exposure import Exposure, find_exposures
from tieback.watch.rank.novelty import Before, find_novelty
from tieback.watch.rank.passage import Passages, cut_passages
from tieback.watch.rank.weight import meaning, step, weight
from tieback.watch.story.fingerprint import words_of

_FOUR = Decimal("0.0001")


def rank_stories(
    stories: Sequence[Story], items: Mapping[str, Item], profile: Profile, now: datetime
) -> tuple[Ranked, ...]:
    """Every story that touches the profile, highest first; equal ones by time, the later first, then by id."""
    exposure = Exposure(profile)
    touching = [story for story in stories if touches(story, items, exposure)]
    novelty = find_novelty(touching, items)
    ranked = (_rank(story, items, exposure, novelty[story.id], now) for story in touching)
    found = sorted((one for one in ranked if one), key=lambda one: one.story.id)
    return tuple(sorted(found, key=lambda one: (one.score, one.story.last_at), reverse=True))


def touches(story: Story, items: Mapping[str, Item], exposure: Exposure) -> bool:
    """True if an item of the story has a link that is an exposure."""
    return any(is_touched(items[m.item], exposure) for m in story.members)


def is_touched(item: Item, exposure: Exposure) -> bool:
    """True if a link of the item is an exposure."""
    return any(rule for link in item.links for rule in exposure.touches(link))


def reports_of(story: Story, items: Mapping[str, Item]) -> list[Item]:
    """The items of a story that say something of their own; its first one where none does."""
    told = [items[m.item] for m in story.members if m.level.is_report]
    return told or [items[story.members[0].item]]


def _rank(
    story: Story, items: Mapping[str, Item], exposure: Exposure, before: Before, now: datetime
) -> Ranked | None:
    told = reports_of(story, items)
    passages = {item.id: cut_passages(item.text) for item in told}
    exposures = _exposures(told, passages, exposure)
    if not exposures:
        return None
    claims, _ = find_claim_terms(told, passages, exposures)
    terms = [
        *exposures,
        *claims,
        _novel(told[0], passages, before),
        _origins(story, items),
        _recent(told, now),
    ]
    mute, boost = (
        _applied("mute", exposure.profile, told, all),
        _applied("boost", exposure.profile, told, any),
    )
    if boost:
        terms.append(_of_title(told[0], passages, "boost", "boost", f"your rule: {boost.reason}"))
    score = score_of(terms)
    suppressed = f"muted by your rule: {mute.reason}" if mute else None
    if not suppressed and score < weight("shown", "least"):
        suppressed = f"ranks below {weight('shown', 'least')}"
    sure, possible = _parties(told, exposure)
    return Ranked(story, score, tuple(terms), sure, possible, suppressed)


def score_of(terms: Iterable[Term]) -> Decimal:
    """The sum of the exposure terms times every other term, to four decimals, half to even."""
    kept = list(terms)
    exposure = sum((term.value for term in kept if term.factor == "exposure"), Decimal(0))
    rest = prod((term.value for term in kept if term.factor != "exposure"), start=Decimal(1))
    return (exposure * rest).quantize(_FOUR, ROUND_HALF_EVEN)


def _exposures(
    told: Sequence[Item], passages: Mapping[str, Passages], exposure: Exposure
) -> tuple[Term, ...]:
    """Those of the item that is exposed most; the earliest among equals."""
    found = [find_exposures(item, passages[item.id], exposure) for item in told]
    return max(found, key=lambda terms: sum(term.value for term in terms))


def _novel(first: Item, passages: Mapping[str, Passages], before: Before) -> Term:
    told = meaning("novelty", before.rule)
    if before.story:
        told = f"{told}: {before.story}, {before.alike:.2f} alike"
    return _of_title(first, passages, "novelty", before.rule, told)


def _origins(story: Story, items: Mapping[str, Item]) -> Term:
    count = len(story.origins)
    rule = step("independence", "origins-", count, "origins-4")
    names = ", ".join(origin.name for origin in story.origins[:4])
    first = story.origins[0]
    told = f"{count} origin{'s' * (count != 1)} in {len(story.members)} item{'s' * (len(story.members) != 1)}: {names}"
    text = items[first.item].text[first.start : first.end]
    return Term(
        "independence", rule, weight("independence", rule), told, first.item, first.start, first.end, text
    )


def _recent(told: Sequence[Item], now: datetime) -> Term:
    last = max(told, key=lambda item: (item.at, item.id))
    days = max(0, -(-int((now - last.at).total_seconds()) // 86_400))
    rule = step("recency", "days-", days, "older")
    dated = "published" if last.dated else "first seen, no date given"
    start, end = cut_passages(last.text).sentence(0)
    told_when = f"{dated} {last.at:%Y-%m-%d %H:%M} UTC, {meaning('recency', rule)}"
    return Term(
        "recency", rule, weight("recency", rule), told_when, last.id, start, end, last.text[start:end]
    )


def _of_title(item: Item, passages: Mapping[str, Passages], factor: str, rule: str, told: str) -> Term:
    start, end = passages[item.id].sentence(0)
    return Term(factor, rule, weight(factor, rule), told, item.id, start, end, item.text[start:end])


def _applied(
    effect: str, profile: Profile, told: Sequence[Item], enough: Callable[[Iterable[bool]], bool]
) -> FeedRule | None:
    """The first rule of that effect that holds for enough reports of a story: a mute for all of them, a boost for any."""
    rules = (rule for rule in profile.rules if rule.effect == effect)
    return next((rule for rule in rules if enough(_holds(rule, item) for item in told)), None)


def _holds(rule: FeedRule, item: Item) -> bool:
    if rule.source and rule.source.casefold() != item.source.casefold():
        return False
    if rule.links and not any(
        f"{link.kind}:{link.id}" in rule.links and not link.possible for link in item.links
    ):
        return False
    if rule.words:
        text = f" {' '.join(words_of(item.text))} "
        return any(f" {' '.join(words_of(word))} " in text for word in rule.words)
    return bool(rule.source or rule.links)


def _parties(told: Sequence[Item], exposure: Exposure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    links = [
        link for item in told for link in item.links if link.kind == "party" and link.id in exposure.parties
    ]
    sure = tuple(dict.fromkeys(link.id for link in links if not link.possible))
    return sure, tuple(dict.fromkeys(link.id for link in links if link.id not in sure))
