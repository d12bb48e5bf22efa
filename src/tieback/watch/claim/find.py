"""All claims of an article: proposed by rules, settled into one set, with speakers, types and links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieback.model.article import Article
from tieback.model.claim import Claim, ClaimType, Form, Speaker
from tieback.watch.claim.about import find_about
from tieback.watch.claim.according import find_according
from tieback.watch.claim.act import find_acts
from tieback.watch.claim.agentless import without_accused
from tieback.watch.claim.cast import Figure, find_cast
from tieback.watch.claim.clause import find_clauses, find_colons
from tieback.watch.claim.day import find_day
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.earlier_version import is_earlier, mark_earlier
from tieback.watch.claim.headline import find_headlines
from tieback.watch.claim.kind import find_modality
from tieback.watch.claim.nominal import find_nominals
from tieback.watch.claim.parse import Parser
from tieback.watch.claim.pattern import find_patterns
from tieback.watch.claim.quotation import Quotation, find_quotations, paragraphs
from tieback.watch.claim.relation import link_claims
from tieback.watch.claim.settle import settle
from tieback.watch.claim.side import find_side
from tieback.watch.claim.speaker import Stage, whole_speaker
from tieback.watch.claim.speech import give_quotations, join_floating
from tieback.watch.claim.title_case import in_sentence_case
from tieback.watch.claim.trailing import find_trailing
from tieback.watch.claim.transcript import find_transcripts
from tieback.watch.claim.type_model import tell_types
from tieback.watch.claim.unparsed import find_unparsed

_EMPTY = re.compile(r"what (?:he|she|it|they)", re.IGNORECASE)
_UNSPOKEN = frozenset({"byline", "credit"})
_DISOWNS = frozenset({"denial", "withdrawal"})
_DISOWNED = frozenset(  # patterns whose words are what is denied, not what is said of it ("called it a lie")
    {"clause", "gerund", "object", "object_reference"}
)


def find_claims(article: Article, parser: Parser | None = None) -> tuple[Claim, ...]:
    """Claims in order of their first word, ids "c1", "c2", ...; by patterns alone where no parser is given."""
    return link_claims(article.text, *tell_claims(article, parser))


def tell_claims(
    article: Article, parser: Parser | None = None
) -> tuple[tuple[Claim, ...], list[Draft], list[str]]:
    """The claims before they are linked, the drafts they were made of, and where each speaker mostly stands."""
    text = article.text
    spans = _spans(article)
    quotations = find_quotations(text)
    drafts = find_trailing(text, _propose(text, spans, quotations, parser))
    drafts = [without_accused(text, draft) for draft in drafts]
    drafts = settle(text, give_quotations(text, drafts, quotations))
    drafts = settle(text, join_floating(text, drafts, quotations))
    drafts = [mark_earlier(text, whole_speaker(text, draft)) for draft in _telling(text, drafts)]
    cast = find_cast(_cased(text, spans))
    claims, sides = _told(article, drafts, quotations, cast)
    return tell_types(text, claims, drafts, sides), drafts, sides


def _telling(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Without "what he" of "what he described as", and without the words that one speaker is given twice."""

    def again(draft: Draft) -> bool:
        return any(
            other.speaker == draft.speaker
            and (other.start, other.end) != (draft.start, draft.end)
            and other.start <= draft.start
            and draft.end <= other.end
            and not other.start <= draft.cue[0] < other.end
            for other in drafts
            if other is not draft and draft.speaker is not None
        )

    return [
        draft for draft in drafts if not _EMPTY.fullmatch(text, draft.start, draft.end) and not again(draft)
    ]


def _spans(article: Article) -> list[Span]:
    """The stretches to read one by one: each paragraph of each section that speaks."""
    silent = [(s.start, s.end) for s in article.sections if s.kind in _UNSPOKEN]
    return [
        span for span in paragraphs(article.text) if not any(a <= span[0] and span[1] <= b for a, b in silent)
    ]


def _cased(text: str, spans: Sequence[Span]) -> str:
    """The text, offset by offset, without the capitals that a headline gives to what is no name."""
    found, last = [], 0
    for start, end in spans:
        found += [text[last:start], in_sentence_case(text[start:end], text)]
        last = end
    return "".join([*found, text[last:]])


def _propose(
    text: str, spans: Sequence[Span], quotations: Sequence[Quotation], parser: Parser | None
) -> Iterator[Draft]:
    quoted = [piece for quotation in quotations if quotation.closed for piece in quotation.pieces]
    yield from find_headlines(text, spans)
    yield from find_transcripts(text)
    if parser is None:
        yield from find_patterns(text, spans, quoted)
        return
    parsed: list[Draft] = []
    for tree in parser.read(text, spans):
        parsed += find_clauses(tree, quoted)
        parsed += find_colons(tree, quotations)
        parsed += find_nominals(tree, quoted)
        parsed += find_according(tree, quoted)
        parsed += find_acts(tree, quoted)
    yield from parsed
    yield from find_unparsed(text, parsed, find_patterns(text, spans, quoted))


def _told(
    article: Article, drafts: Sequence[Draft], quotations: Sequence[Quotation], cast: Sequence[Figure]
) -> tuple[tuple[Claim, ...], list[str]]:
    stage = Stage(article.text, cast, quotations)
    known: dict[str | None, Figure] = {figure.name: figure for figure in cast}
    published = article.published.at.date() if article.published else None
    by_speaker = sorted(drafts, key=lambda draft: (draft.speaker or draft.cue, draft.start))
    speakers = {draft: stage.read(draft.speaker) for draft in by_speaker}
    speakers = {draft: _first_person(stage, draft, speaker) for draft, speaker in speakers.items()}
    claims = []
    sides = [find_side(speakers[draft], known.get(speakers[draft].name)) for draft in drafts]
    for number, draft in enumerate(drafts, start=1):
        content = article.text[draft.start : draft.end]
        speaker = speakers[draft]
        claims.append(
            Claim(
                id=f"c{number}",
                type=ClaimType.BACKGROUND,  # until `tell_types`
                form=_form(draft, quotations),
                text=content,
                start=draft.start,
                end=draft.end,
                verb=article.text[slice(*draft.cue)],
                speaker=speaker,
                via=tuple(
                    each for each in _via(stage, draft) if each.name is None or each.name != speaker.name
                ),
                about=find_about(article.text, draft, speaker, cast),
                modality=find_modality(draft, content),
                date=find_day(article.text, draft, published),
                links=(),
                rule=draft.rule,
                denied=is_earlier(draft)
                or (draft.kind in _DISOWNS and draft.rule.rpartition(" ")[2] in _DISOWNED),
            )
        )
    return tuple(claims), sides


def _first_person(stage: Stage, draft: Draft, speaker: Speaker) -> Speaker:
    """ "We found that", within what somebody says: that speaker."""
    if not draft.via or (speaker.text or "").lower() not in {"i", "we"}:
        return speaker
    said = stage.read(draft.via[0])
    return replace(speaker, name=said.name, role=said.role, organisation=said.organisation)


def _via(stage: Stage, draft: Draft) -> tuple[Speaker, ...]:
    own = stage.through(draft.speaker) if draft.speaker else None
    found = [own] if own is not None else []
    return (*found, *(stage.read(span) for span in draft.via))


def _form(draft: Draft, quotations: Sequence[Quotation]) -> Form:
    if draft.rule in {"quotation", "floating quotation", "colon"}:
        return Form.DIRECT
    if any(q.start < draft.end and draft.start < q.end and q.closed for q in quotations):
        return Form.MIXED
    opens = any(q.start == draft.start for q in quotations)
    return Form.DIRECT if opens else Form.INDIRECT
