"""What a claim points back (or forward) at: "the allegations", "this", "such claims", "the document", "what X said"."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from tieback.model.claim import Claim, ClaimType, Speaker
from tieback.watch.claim.cast import body_classes
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.lexicon import column, wording, words_of

ACCUSING = frozenset({ClaimType.ALLEGATION, ClaimType.FINDING})
_WEIGHTY = ACCUSING | {ClaimType.CONCERN, ClaimType.OFFICIAL_ACT}
_PRONOUN = re.compile(r"(?:this|that|it|them|these|those)\b", re.IGNORECASE)
_SUCH = re.compile(r"\bno such (?P<noun>\w+)", re.IGNORECASE)
_STEM = 5  # letters by which "offer" is found in "offered"
_SENTENCE = re.compile(r"(?<=[.?!”\"])\s+|\n\s*\n")
_EMPTY = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "but",
        "that",
        "was",
        "is",
        "had",
        "has",
        "have",
    )
)


class Passage:
    """The claims of one article in order, and the one in question at `place`.

    `sides`: where each speaker mostly stands (see `side`); `links`: for each claim (relation, place of the other claim)
    of what it answers, as far as known. Both parallel to the claims, like `drafts`; empty where nobody asks.
    """

    def __init__(
        self,
        text: str,
        claims: Sequence[Claim],
        drafts: Sequence[Draft],
        place: int,
        sides: Sequence[str] = (),
        links: Sequence[Sequence[tuple[str, int]]] = (),
    ) -> None:
        self.text, self.claims, self.drafts, self.place = text, claims, drafts, place
        self.sides, self.links = sides, links
        self.claim, self.draft = claims[place], drafts[place]
        cue = self.draft.cue
        self.words = text[min(cue[0], self.claim.start) : max(cue[1], self.claim.end)]
        after = self.claim.end > cue[1]
        self.gap = (text[cue[1] : self.claim.end] if after else self.claim.text).strip()

    def refers(self) -> bool:
        """Do its words point at something said: within it, or as what it is said of (", a figure X called")?"""
        cue, speaker = self.draft.cue, self.draft.speaker
        first = min(cue[0], speaker[0] if speaker else cue[0])
        noun = re.search(
            r",\s+an?\s+(?P<noun>[\w-]+)\s+(?:which\s+|that\s+)?$", self.text[max(0, first - 40) : first]
        )
        if noun is not None and wording("reference").fullmatch(noun.group("noun")):
            return True
        if self.draft.rule.endswith("clause"):  # "said that it": these refer to nothing that was said
            return bool(_back().search("- " + self.gap + " -"))
        return bool(_back().search(self.gap))

    def denies_such(self) -> bool:
        """ "no such offer had been received"."""
        return bool(_SUCH.search(self.claim.text))

    def earlier(self) -> list[Claim]:
        """Earlier claims of the other side that do not share words with this one, the nearest last."""
        own = self.claim
        apart = [c for c in self.claims[: self.place] if c.end <= own.start or own.end <= c.start]
        others = [c for c in apart if parted(c, own)]
        if self.draft.kind == "denial" and not others:  # "its owner": whose, may have been misread
            return [c for c in apart if c.speaker.name != own.speaker.name]
        return others

    def others(self) -> list[int]:
        """Places of the earlier claims of somebody else."""
        return [at for at in range(self.place) if parted(self.claims[at], self.claim)]

    def nearest(self, fits: Callable[[Claim], bool] = lambda _: True) -> Claim | None:
        """The last of them that fits."""
        return next((claim for claim in reversed(self.earlier()) if fits(claim)), None)

    def own(self) -> Claim | None:
        """The nearest earlier claim of the same speaker."""
        return next(
            (claim for claim in reversed(self.claims[: self.place]) if not parted(claim, self.claim)), None
        )

    def held(self, others: bool = True) -> Claim | None:
        """A claim whose words stand within this one's; told by somebody else if `others`."""
        own = self.claim
        within = (c for c in self.claims if c is not own and own.start <= c.start and c.end <= own.end)
        return next((claim for claim in within if not others or parted(claim, own)), None)

    def following(self, sentences: int = 0) -> Claim | None:
        """The next claim of somebody else in the same sentence, or in one of so many sentences after it."""
        _, end = self.sentence()
        for _ in range(sentences):
            end = next((m.start() for m in _SENTENCE.finditer(self.text, end + 1)), len(self.text))
        own = self.claim
        later = (
            c
            for c in self.claims
            if c.start >= own.end or (c.start > own.start and c.start > self.draft.cue[1])
        )
        return next(
            (c for c in later if c is not own and c.start < end and parted(c, own) and c.type in _WEIGHTY),
            None,
        )

    def sentence(self) -> tuple[int, int]:
        """Start and end of the sentence (or sentences) that hold the cue and the content."""
        cue = self.draft.cue
        return sentence_of(self.text, min(cue[0], self.claim.start), max(cue[1], self.claim.end))

    def between(self, claim: Claim) -> str:
        """What stands between an earlier claim, with its cue and speaker, and the sentence of this one."""
        draft = self.drafts[self.claims.index(claim)]
        end = max(claim.end, draft.cue[1], draft.speaker[1] if draft.speaker else 0)
        return self.text[end : self.sentence()[0]]

    def meant(self) -> Claim | None:
        """The claim of somebody else that its words point at: held within, named, of such a document, else the nearest."""
        if (held := self.held()) is not None:
            return held
        if such := _SUCH.search(self.claim.text):
            stem = such.group("noun").lower()[:_STEM]
            return self.nearest(lambda c: stem in c.text.lower()) or self.nearest()
        if (told := self.named() or self._document()) is not None:
            return told
        if _PRONOUN.match(self.gap) or _PRONOUN.fullmatch(self.claim.text.split()[-1]):
            return self.nearest() or self.following(1)
        accusing = self.nearest(lambda c: c.type in ACCUSING) or self.nearest(lambda c: c.type in _WEIGHTY)
        return accusing or self.nearest() or self.following(1)

    def named(self) -> Claim | None:
        """ "agreed with Tarn": the nearest claim of whoever is named first."""
        words = self.gap.lower().replace("’", "'").split("'s")[0].split()
        return self.nearest(
            lambda claim: claim.speaker.name is not None and naming(claim.speaker.name) in words
        )

    def _document(self) -> Claim | None:
        """ "said the document was forged": the nearest claim that a document of such a name makes."""
        papers = column("document.csv", "noun", "authored")
        nouns = {word for word in re.findall(r"\w+", self.gap.lower()) if word in papers}

        def fits(claim: Claim) -> bool:
            head = set(re.findall(r"\w+", (claim.speaker.text or "").split(",")[0].lower()))
            return bool(head & papers.keys()) and bool(head & nouns or "document" in nouns)

        return self.nearest(fits) if nouns else None


def parted(one: Claim, other: Claim) -> bool:
    """Told by different sides: an organisation and who holds an office in it are one; the unknown are nobody's."""
    first, second = one.speaker, other.speaker
    if first.name is None or second.name is None:
        return True
    same = first.name == second.name or first.name == _office_of(second) or second.name == _office_of(first)
    return not (same or _speaks_for(first, second) or _speaks_for(second, first))


def _speaks_for(office: Speaker, body: Speaker) -> bool:
    """ "ministry spokeswoman Wang Example" beside "the foreign ministry in Beijing": the role names the body's kind."""
    role = (office.role or "").lower().split()
    if office.organisation is not None or body.role is not None or len(role) < 2:
        return False
    name = re.findall(r"\w+", (body.name or "").lower())
    return role[0] in body_classes() and role[0] in name and role[-1].startswith("spokes")


def _office_of(speaker: Speaker) -> str | None:
    """The organisation for which a speaker's office speaks: its director, owner or spokeswoman, not its workers."""
    sides = column("side.csv", "word", "side")
    offices = any(sides.get(word) in {"office", "accused"} for word in (speaker.role or "").lower().split())
    own = (speaker.text or "").lower().split(",")[0]
    owned = own.startswith(("its ", "their ", "his ", "her ")) and not own.endswith("s")
    return speaker.organisation if offices or owned else None


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or sentences around a stretch."""
    first = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    last = next((match.start() for match in _SENTENCE.finditer(text, end)), len(text))
    return first, last


def naming(name: str) -> str:
    """The word by which a name is recognised in a sentence, in lower case: a person's last, a body's first of its own."""
    words: list[str] = [word.lower() for word in re.findall(r"[\w’'-]+", name)]
    own: list[str] = [word for word in words if len(word) > 3 and word not in words_of("opener.csv", "word")]
    if len(words) == 2 and own:
        return own[-1]
    return (own or words or [""])[0]


def content_words(text: str) -> set[str]:
    """The words that tell, without a plural's s."""
    return {word.removesuffix("s") for word in re.findall(r"\w+", text.lower())} - _EMPTY


@cache
def _back() -> re.Pattern[str]:
    """A reference back to something said: "the allegations", "its conclusions", "this"."""
    nouns = wording("reference").pattern
    owners = r"(?:the|these|those|such|its|their|his|her|this|any|all|an|every|both)\s+(?:[\w’'-]+\s+){0,3}?"
    opening = r"(?:this|that|it|them|these|those|so|everything|both|what|something|otherwise|all of)\b"
    tail = r"(?=\s*(?:$|as\b|against\b))"
    return re.compile(
        rf"\b(?:{owners}|that\s+){nouns}|\b(?:no )?such\s+\w+|{nouns}{tail}|^{opening}", re.IGNORECASE
    )
