"""Sentences beside the dated facts held: who ratified what when, since when a law applies, which body said so.

Only a sentence that *differs* is given, with both sources and no verdict: the fact held here may be the wrong one. Sentences
that agree, or of which nothing can be said, are silent. Instruments, laws, bodies and countries come from the links.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tieback.labour.convention import Held
from tieback.labour.fact import Check, Outcome, check_act, check_instrument, check_law, check_status
from tieback.labour.instrument import instruments
from tieback.labour.registry import rows
from tieback.model.claim import Claim, Difference
from tieback.model.story import Link, LinkKind
from tieback.watch.ledger.cue import Cue, find_cues
from tieback.watch.ledger.said_date import SaidDate, find_dates
from tieback.watch.ledger.span import find_sentences

_STATUS = {"not_ratified": "not_ratified", "bound": "ratified"}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what the links say of it, and the day it was published."""

    start: int
    end: int
    text: str
    links: tuple[Link, ...]
    country: str | None
    on: date

    def named(self, kind: LinkKind) -> list[Link]:
        return [link for link in self.links if link.kind is kind]


def check_claims(
    text: str, links: Sequence[Link], claims: Sequence[Claim], on: date, known: Held | None = None
) -> tuple[Difference, ...]:
    """The sentences of `text` that differ from a fact held, in order. `on`: the day the article was published.

    A sentence without a country of its own is read of the last one named before it.
    """
    found: dict[tuple[int, str], Difference] = {}
    for sentence in _sentences(text, links, on):
        claim = _claim_at(claims, sentence)
        said_by = claim.speaker.name if claim else None
        for check in _checks(sentence, said_by or "the article", known):
            if check.outcome is Outcome.DIFFERS and check.source:
                found.setdefault(
                    (sentence.start, check.held),
                    Difference(
                        claim.id if claim else None,
                        sentence.text,
                        sentence.start,
                        sentence.end,
                        check.said,
                        said_by,
                        check.held,
                        check.source,
                    ),
                )
    return tuple(found[key] for key in sorted(found))


def _sentences(text: str, links: Sequence[Link], on: date) -> Iterator[_Sentence]:
    country: str | None = None
    for start, end in find_sentences(text):
        inside = tuple(link for link in links if start <= link.start and link.end <= end)
        named = [link.id for link in inside if link.kind is LinkKind.PLACE and len(link.id) == 2]
        country = named[0] if named else country
        yield _Sentence(start, end, text[start:end], inside, country, on)


def _checks(sentence: _Sentence, said_by: str, known: Held | None) -> Iterator[Check]:
    cues = find_cues(sentence.text)
    if not cues:
        return
    conventions = [link.id for link in sentence.named(LinkKind.CONVENTION) if link.id in instruments()]
    laws = [link.id for link in sentence.named(LinkKind.LAW)]
    for cue, said_on in _dated(sentence, cues):
        for code in dict.fromkeys(conventions):
            yield from _of_instrument(sentence, cue, said_on, code, said_by, known)
        if said_on and cue.of != "state":
            for law in dict.fromkeys(laws):
                if _has_law_event(law, cue.act):
                    yield check_law(law, cue.act, said_on, said_by)


def _of_instrument(
    sentence: _Sentence, cue: Cue, said_on: str | None, code: str, said_by: str, known: Held | None
) -> Iterator[Check]:
    country = sentence.country
    if cue.act in _STATUS and country:
        yield check_status(country, code, _STATUS[cue.act], sentence.on, said_by, known)
    elif said_on and cue.of != "instrument" and country and cue.act not in _STATUS:
        yield check_act(country, code, cue.act, said_on, said_by, known)
    elif said_on and cue.act in {"adopted", "in_force"}:
        yield check_instrument(code, cue.act, said_on, said_by)


def _dated(sentence: _Sentence, cues: Sequence[Cue]) -> Iterator[tuple[Cue, str | None]]:
    """Each cue with the date that goes with it: the first one after it and before the next cue, else the last before."""
    dates = [said for said in find_dates(sentence.text) if not _in_name(sentence, said)]
    for number, cue in enumerate(cues):
        limit = cues[number + 1].start if number + 1 < len(cues) else len(sentence.text)
        floor = cues[number - 1].end if number else 0
        after = [said.on for said in dates if cue.end <= said.start < limit]
        before = [said.on for said in dates if floor <= said.start < cue.start]
        yield cue, after[0] if after else before[-1] if before else None


def _in_name(sentence: _Sentence, said: SaidDate) -> bool:
    """Whether the date is a part of what something is called: the Forced Labour Convention, 1930."""
    return any(
        link.start - sentence.start <= said.start < link.end - sentence.start for link in sentence.links
    )


def _has_law_event(law: str, event: str) -> bool:
    return any(row["id"] == law and row["event"] == event for row in rows("law_date.csv"))


def _claim_at(claims: Iterable[Claim], sentence: _Sentence) -> Claim | None:
    """The claim that holds most of the sentence's words, the narrowest first; None if none overlaps it."""
    inside = [claim for claim in claims if claim.start < sentence.end and sentence.start < claim.end]
    return min(inside, key=lambda claim: (claim.end - claim.start, claim.start), default=None)
