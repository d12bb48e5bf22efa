"""What is claimed in a story, and how far from what the user is exposed to: the claim factor.

The heaviest claim decides. Allegation and denial weigh the same; a claim in another paragraph than the exposure weighs less.
"""

from collections.abc import Mapping, Sequence

from tieback.model.claim import Claim, Speaker
from tieback.model.story import Item, LinkKind, Term
from tieback.watch.rank.passage import Passages
from tieback.watch.rank.weight import meaning, weight

_NAMED = frozenset({"party", "party-behind"})


def find_claim_terms(
    items: Sequence[Item], passages: Mapping[str, Passages], exposures: Sequence[Term]
) -> tuple[tuple[Term, ...], Claim | None]:
    """The terms that multiply, and the claim they are about; no claim at all is a term of its own."""
    listed = next((item for item in items if item.kind == "list"), None)
    if listed is not None:
        ours = any(term.rule in _NAMED for term in exposures)
        return (_of_start(listed, passages[listed.id], "list-change-party" if ours else "list-change"),), None
    named = next(filter(None, (_named_with_list(item, passages[item.id], exposures) for item in items)), None)
    if named is not None:
        return (named,), None
    near = {(term.item, passages[term.item].paragraph(term.start)) for term in exposures}
    ranked = [
        (
            weight("claim", claim.type.value) * (1 if is_near else weight("claim", "apart")),
            is_near,
            -place,
            -claim.start,
            item,
            claim,
        )
        for place, item in enumerate(items)
        for claim in item.claims
        for is_near in [(item.id, passages[item.id].paragraph(claim.start)) in near]
    ]
    if not ranked:
        return (_of_start(items[0], passages[items[0].id], "none"),), None
    _, is_near, _, _, item, claim = max(ranked, key=lambda entry: entry[:4])
    start, end = passages[item.id].sentence(claim.start)
    told = f"{claim.type.value.replace('_', ' ')} by {who(claim.speaker)}"
    value = weight("claim", claim.type.value)
    terms = [Term("claim", claim.type.value, value, told, item.id, start, end, item.text[start:end])]
    if not is_near:
        text = item.text[start:end]
        terms.append(
            Term(
                "claim", "apart", weight("claim", "apart"), "in another paragraph", item.id, start, end, text
            )
        )
    return tuple(terms), claim


def _named_with_list(item: Item, passages: Passages, exposures: Sequence[Term]) -> Term | None:
    """A sentence in which a watched company stands with a list: what is said there weighs as an act does."""
    parties = [term for term in exposures if term.item == item.id and term.rule in _NAMED]
    for link in item.links:
        if link.kind is LinkKind.LIST and not link.possible:
            start, end = passages.sentence(link.start)
            beside = any(other.kind is LinkKind.PARTY and start <= other.start < end for other in item.links)
            if parties and beside:
                told = f"{meaning('claim', 'list-named')}: {link.text!r}"
                return Term(
                    "claim",
                    "list-named",
                    weight("claim", "list-named"),
                    told,
                    item.id,
                    start,
                    end,
                    item.text[start:end],
                )
    return None


def who(speaker: Speaker) -> str:
    """The speaker as printed: name, else the words it stands in, else "a speaker not named"."""
    named = speaker.name or speaker.text
    if not named:
        return "a speaker not named"
    return (
        f"{named} ({speaker.organisation})"
        if speaker.organisation and speaker.organisation != named
        else named
    )


def _of_start(item: Item, passages: Passages, rule: str) -> Term:
    start, end = passages.sentence(0)
    return Term(
        "claim",
        rule,
        weight("claim", rule),
        meaning("claim", rule),
        item.id,
        start,
        end,
        item.text[start:end],
    )
