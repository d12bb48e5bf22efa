"""Sentences beside the dated facts held: who ratified what when, since when a law applies, which body said so.

Only a sentence that *differs* is given, with both sources and no verdict: the fact held here may be the wrong one. Sentences
that agree, or of which nothing can be said, are silent. Instruments, laws, bodies and countries come from the links.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tieback.labour.convention import Held
from tieback.labour.fact import (
    Check,
    Outcome,
    check_act,
    check_comment,
    check_instrument,
    check_law,
    check_status,
)
from tieback.labour.instrument import instruments
from tieback.labour.registry import rows
from tieback.model.claim import Claim, Difference
from tieback.model.story import Link, LinkKind
from tieback.watch.ledger.cue import Cue, find_cues
from tieback.watch.ledger.said_date import SaidDate, find_dates
from tieback.watch.ledger.span import find_sentences

_COMMITTEE = {"ceacr": "CEACR", "ilo_cas": "CAS"}
_STATUS = {"not_ratified": "not_ratified", "bound": "ratified"}
_APPLIES = {
    "in_force": "applies"
}  # of a law of which only the day it applies is held, "took effect" says that day
_FOR = re.compile(r"\bfor (?:the )?$", re.IGNORECASE)


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
        inside = tuple(
            link for link in links if start <= link.start and link.end <= end and not link.possible
        )
        country = _country(link for link in inside if not _is_dateline(link, start)) or country
        yield _Sentence(start, end, text[start:end], inside, country, on)


def _is_dateline(link: Link, start: int) -> bool:
    """Whether a place is where the report was written: GENEVA, 12 June. It says nothing of whom the sentence is about."""
    return link.kind is LinkKind.PLACE and link.start == start and len(link.text) > 3 and link.text.isupper()


def _country(links: Iterable[Link]) -> str | None:
    """The country named, else that of a place named: a capital stands for its state."""
    places = [link.id for link in links if link.kind is LinkKind.PLACE]
    return next((id_ for id_ in places if len(id_) == 2), places[0][:2] if places else None)


def _checks(sentence: _Sentence, said_by: str, known: Held | None) -> Iterator[Check]:
    cues = find_cues(sentence.text)
    if not cues:
        return
    conventions = [link for link in sentence.named(LinkKind.CONVENTION) if link.id in instruments()]
    laws = dict.fromkeys(link.id for link in sentence.named(LinkKind.LAW))
    for cue, said_on in _dated(sentence, cues):
        if cue.of == "committee":
            yield from _of_committee(
                sentence, cue, said_on, [link.id for link in conventions], said_by, known
            )
            continue
        for code in dict.fromkeys(link.id for link in conventions):
            if cue.of == "state" or (cue.of == "either" and _of_state(sentence, cue)):
                yield from _of_country(sentence, cue, said_on, code, said_by, known)
            elif said_on and cue.act in {"adopted", "in_force"} and _beside(sentence, cue, code):
                yield check_instrument(code, cue.act, said_on, said_by)
        if said_on and cue.of != "state":
            for law in laws:
                event = cue.act if _has_law_event(law, cue.act) else _APPLIES.get(cue.act, "")
                yield check_law(law, event, said_on, said_by)


def _of_country(
    sentence: _Sentence, cue: Cue, said_on: str | None, code: str, said_by: str, known: Held | None
) -> Iterator[Check]:
    if sentence.country is None:
        return
    if cue.act in _STATUS:
        yield check_status(sentence.country, code, _STATUS[cue.act], sentence.on, said_by, known)
    elif said_on:
        yield check_act(sentence.country, code, cue.act, said_on, said_by, known)


def _of_committee(
    sentence: _Sentence,
    cue: Cue,
    said_on: str | None,
    codes: Sequence[str],
    said_by: str,
    known: Held | None,
) -> Iterator[Check]:
    """Did that supervisory body say so, of that state, in that year, under that instrument?"""
    bodies = [
        (link.start - sentence.start, _COMMITTEE[link.id])
        for link in sentence.named(LinkKind.BODY)
        if link.id in _COMMITTEE
    ]
    before = [body for start, body in bodies if start < cue.start]
    if sentence.country and said_on and bodies:
        body, code = before[-1] if before else bodies[0][1], codes[0] if len(set(codes)) == 1 else None
        yield check_comment(sentence.country, body, cue.act, int(said_on[:4]), said_by, code, known)


def _of_state(sentence: _Sentence, cue: Cue) -> bool:
    """Whether an entry into force is one for a state: it is named before, or "for" it after."""
    places = [
        (link.start - sentence.start, link.end - sentence.start) for link in sentence.named(LinkKind.PLACE)
    ]
    return any(end <= cue.start or _FOR.search(sentence.text[:start]) for start, end in places)


def _beside(sentence: _Sentence, cue: Cue, code: str) -> bool:
    """Whether the instrument stands before the cue ("was adopted"), or after it with no date between ("adopted the ...")."""
    dates = [said.start for said in find_dates(sentence.text)]
    for link in sentence.named(LinkKind.CONVENTION):
        start = link.start - sentence.start
        if link.id == code and (
            start < cue.start or not any(cue.end <= position < start for position in dates)
        ):
            return True
    return False


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
