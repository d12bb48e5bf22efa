"""`find_links`: what a text is about. Each link says which words it rests on, and by which rule.

A company's name alone is a possible match: a second signal in the same text (place, product, number, kin) makes it one
that may notify. A description ("a 2014 protocol") needs its context; without it the link is possible only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tieback.model.story import Link, LinkKind, Signal
from tieback.watch.link.lexicon import Lexicon
from tieback.watch.link.party import find_short, with_signals
from tieback.watch.link.phrase import Hit, Phrase, words_of
from tieback.watch.link.place import find_places, refer_back

_KINDS = frozenset(LinkKind)


def find_links(text: str, lexicon: Lexicon) -> tuple[Link, ...]:
    """Every link of `text`, in order of its span (code points). Deterministic; it never rewrites the text."""
    tokens = words_of(text)
    hits = lexicon.index.find(text, tokens)
    links = [_link(text, hit, phrase) for hit, phrase in _meanings(hits)]
    taken = [(link.start, link.end) for link in links if link.kind is not LinkKind.PLACE]
    links += find_places(text, taken)
    links += refer_back(text, [hit for hit in hits if hit.phrases[0].kind == "back"], links)
    links = _in_context(links, hits, text)
    links += find_short(text, tokens, links, lexicon)
    return tuple(sorted(with_signals(links, lexicon), key=_order))


def _order(link: Link) -> tuple[int, int, str, str]:
    return link.start, link.end, link.kind, link.id


def _meanings(hits: Iterable[Hit]) -> Iterator[tuple[Hit, Phrase]]:
    for hit in hits:
        for phrase in hit.phrases:
            if phrase.id != "-" and phrase.kind in _KINDS:
                yield hit, phrase


def _link(text: str, hit: Hit, phrase: Phrase) -> Link:
    return Link(
        LinkKind(phrase.kind),
        phrase.id,
        text[hit.start : hit.end],
        hit.start,
        hit.end,
        phrase.rule,
        possible=bool(phrase.needs),
    )


def _in_context(links: Sequence[Link], hits: Sequence[Hit], text: str) -> list[Link]:
    """Descriptions with the context they need are links beyond doubt; of several meanings the supported ones stay."""
    needs = {
        (hit.start, hit.end, phrase.kind, phrase.id): phrase.needs
        for hit in hits
        for phrase in hit.phrases
        if phrase.needs
    }
    words = {
        phrase.id: Signal("context", phrase.id, text[hit.start : hit.end], hit.start, hit.end)
        for hit in reversed(hits)
        for phrase in hit.phrases
        if phrase.kind == "context"
    }
    judged = [
        _judged(link, needs.get((link.start, link.end, link.kind, link.id), ()), links, words)
        for link in links
    ]
    settled = {(link.start, link.end) for link in judged if not link.possible}
    return [link for link in judged if not link.possible or (link.start, link.end) not in settled]


def _judged(link: Link, needs: tuple[str, ...], links: Sequence[Link], words: dict[str, Signal]) -> Link:
    if not needs:
        return link
    for need in needs:
        found = words.get(need) or next(
            (
                Signal("context", other.id, other.text, other.start, other.end)
                for other in links
                if not other.possible
                and need in {other.kind.value, f"{other.kind}:{other.id}"}
                and (other.end <= link.start or link.end <= other.start)
            ),
            None,
        )
        if found:
            return replace(link, possible=False, signals=(found,))
    return link
