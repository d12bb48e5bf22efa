"""Who a speaking phrase stands for: a name, a surname, a title, a pronoun, a seat of government: by the article alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieback.model.claim import Speaker
from tieback.watch.claim.cast import Figure, body_classes, find_names, is_role, read_figure
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import column, rows
from tieback.watch.claim.mention import ARTICLE, find_mentions, kind_of
from tieback.watch.claim.quotation import Quotation

UNKNOWN = Speaker(None, None, None, None, None, None)
_PERSON = {"he": "m", "she": "f", "him": "m", "her": "f", "who": None}
_OWNERS = {"its": "it", "their": "they", "his": "he"}
_THINGS = frozenset({"it", "they", "them", "which", "that", "both"})
_OWNER = re.compile(r"^(its|their|his|her|whose)\s+", re.IGNORECASE)
_ANY = re.compile(r"(?:one|another|some|any|each|every|no|former|unnamed|anonymous)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"(?:one|another) of\b", re.IGNORECASE)
_ASKED = re.compile(r"\b[Aa]sked\b[^.?!“”\"]*$")  # nobody but the one who is asked then replies
_CUT = re.compile(
    r",\s|\s(?:of|for|from|at|in|on|by|with|who|which|that|hired|familiar|close|published|seen|reviewed|released|issued|to|near)\s"
)
_THROUGH = re.compile(
    r"\b(?:seen|reviewed|obtained|read|published|reported|leaked|viewed|verified|cited)\s+(?:\w+\s+)?(?:by|to|in)\s+(.+)$"
)
_BY = re.compile(r"\b(?:by|from)\s+((?:the\s+|a\s+|an\s+)?.+)$")
_ABOUT = re.compile(r"(?P<last>[\w’'-]+),?\s+(?:which|whom)\s+$")
_PEOPLE_OF = re.compile(  # from the beginning of a sentence up to the name
    r"(?:^|[.;:?!“”\"\n]\s*)(?P<whole>(?:[\w’'-]+\s){0,3}?(?P<people>[\w’'-]+)\s(?:at|of|from|in|for)\s+(?:the\s+|a\s+|an\s+)?(?:[A-Z][\w’'&-]*\s+)*)$"
)
_REPLIES = re.compile(r"\s+(?:replied|retorted|countered|answered|responded|shot back|corrected|objected)\b")


class Stage:
    """The figures of one article and what was mentioned so far; resolves one phrase after the other."""

    def __init__(self, text: str, cast: Sequence[Figure], quotations: Sequence[Quotation] = ()) -> None:
        self._text = text
        self._cast = tuple(cast)
        found = sorted(find_mentions(text, cast), key=lambda mention: mention.start)
        # who is spoken of within a quotation is seldom who then speaks: "The minister's people phoned," he said
        self._mentions = [at for at in found if not any(q.covers(at.start, at.end) for q in quotations)]
        self._all_mentions = found
        self._spoke: list[tuple[Span, Speaker, str]] = []

    def read(self, span: Span | None) -> Speaker:
        """The speaker whose phrase stands at `span`, remembered as having spoken; unknown where there is none."""
        if span is None:
            return UNKNOWN
        span = _with_name(self._text, _narrow(self._text, span))
        text = self._text[span[0] : span[1]]
        name, role, organisation, kind = self._resolve(text, span)
        organisation = self._owner(organisation, span) if kind in {"person", "plural", "name"} else None
        speaker = Speaker(text, name, role, organisation, *span)
        if all(span != known for known, _, _ in self._spoke):
            self._spoke.append((span, speaker, kind))
        return speaker

    def through(self, span: Span) -> Speaker | None:
        """By whom a speaking document was seen or published, where its phrase says so: "filings reviewed by X"."""
        text = self._text[span[0] : span[1]]
        match = _THROUGH.search(text)
        if match is None or _head(text) not in column("document.csv", "noun", "authored"):
            return None
        if self._author(text, span) is not None:
            return None
        start = span[0] + match.start(1)
        return self.read((start, span[1]))

    def _resolve(self, text: str, span: Span) -> tuple[str, str | None, str | None, str]:
        lower = _OWNERS.get(text.lower(), text.lower())
        if metonym := _metonym(text):
            return metonym, None, None, "body"
        if lower in _PERSON or lower in _THINGS:
            return self._pronoun(lower, span)
        author = self._author(text, span)
        if author is not None:
            return author
        figure = self._named(span)
        if figure is not None:
            role, organisation = figure.role, figure.organisation
            organisation = self._owner(organisation, (figure.start, figure.end))
            return figure.name, role, organisation, figure.kind
        return self._described(text, span)

    def _named(self, span: Span) -> Figure | None:
        """The figure a phrase names outright: not one that stands as owner, after a preposition or as a description."""
        for name, start, end in find_names(self._text, *span):
            before, after = self._text[span[0] : start], self._text[end : span[1]]
            if re.match(r"[’']s?(?!\w)", after) or _within(before):
                continue
            if re.match(r"\s+[a-z]", after) and not re.match(
                r"\s+(?:who|which|and|in|of|for|on|says|said)\b", after
            ):
                continue  # "Lumen crusher", "Brannock cannery": a name that describes
            own = read_figure(self._text, name, start, end)
            if not before and not after and (is_role(own.name) or own.name.lower() in body_classes()):
                return None
            known = self._known(own.name, span[0])
            return known if known is not None else own
        return None

    def _known(self, name: str, before: int) -> Figure | None:
        """The fullest figure of that name: the same, or one whose last (or first) words it is."""
        words = name.split()
        fuller = [
            figure
            for figure in self._cast
            if figure.name == name
            or (
                len(figure.name.split()) > len(words)
                and (
                    figure.name.split()[-len(words) :] == words or figure.name.split()[: len(words)] == words
                )
            )
        ]
        persons = [figure for figure in fuller if figure.name.split()[-len(words) :] == words]
        return max(
            persons or fuller, key=lambda f: (f.start <= before, len(f.name.split()), -f.start), default=None
        )

    def _author(self, text: str, span: Span) -> tuple[str, str | None, str | None, str] | None:
        """ "a report by X": X; "its judgment": whoever "its" is. None for a document that speaks for itself."""
        head = _head(text)
        authored = column("document.csv", "noun", "authored").get(head)
        if authored != "yes":
            return None
        match = _BY.search(text)
        if (
            match
            and (names := list(find_names(match.group(1))))
            and not _THROUGH.search(text[: match.end()].replace("published by", ""))
        ):
            figure = self._known(names[0][0], len(self._text))
            return (figure.name if figure else names[0][0]), None, None, "body"
        if _OWNER.match(text):
            last = self._last({"body", "plural", "person", "name"})
            if last is not None and last.name is not None:
                return last.name, last.role, last.organisation, "body"
            return self._antecedent(span[0], {"body", "plural", "person", "name"}, None)
        return None

    def _pronoun(self, word: str, span: Span) -> tuple[str, str | None, str | None, str]:
        asked = _ASKED.search(self._text, max(0, span[0] - 200), span[0])
        replies = word in _PERSON and not asked and _REPLIES.match(self._text, span[1])
        if replies and (other := self._before_last(span[0])) is not None:
            return other
        if word in _PERSON:
            kinds, gender = {"person", "name"}, _PERSON[word]
        elif word in {"they", "them", "both"}:
            kinds, gender = {"plural", "body", "name"}, None
        else:
            kinds, gender = {"body", "thing", "name"}, None
        found = self._antecedent(span[0], kinds, gender)
        if found is None and word not in _PERSON:
            found = self._antecedent(span[0], {"person", "name", "body", "plural"}, None)
        if found is None and word in _PERSON:
            found = self._antecedent(span[0], {"body"}, None)
        if found is None:
            return word, None, None, "person" if word in _PERSON else "body"
        return found

    def _before_last(self, before: int) -> tuple[str, str | None, str | None, str] | None:
        """Who "she replied" is: the last person who spoke other than the last speaker."""
        spoke = [(s, kind) for at, s, kind in sorted(self._spoke, key=lambda each: each[0]) if at[0] < before]
        names = [s.name for s, _ in spoke]
        others = [(s, kind) for s, kind in spoke if kind in {"person", "name"} and s.name != names[-1]]
        return (
            (others[-1][0].name or "", others[-1][0].role, others[-1][0].organisation, "person")
            if others
            else None
        )

    def _antecedent(
        self, before: int, kinds: set[str], gender: str | None
    ) -> tuple[str, str | None, str | None, str] | None:
        """The nearest that fits: who spoke, or who leads a sentence; else the nearest mentioned at all."""
        nearest: tuple[int, tuple[str, str | None, str | None, str]] | None = None
        within = re.search(r"\b(?:in|of|by|from) which\s+$", self._text[max(0, before - 12) : before])
        for span, speaker, kind in self._spoke:
            if span[0] < before and kind in kinds and speaker.name and self._fits(speaker.name, gender):
                told = speaker.name, speaker.role, speaker.organisation, kind
                if nearest is None or span[0] > nearest[0]:
                    nearest = span[0], told
        pools = [(self._mentions, False), (self._all_mentions, False)]
        for mentions, only_leading in pools if within else [(self._mentions, True), *pools]:
            for mention in mentions:
                if mention.end > before or mention.kind not in kinds or (only_leading and not mention.leads):
                    continue
                if not self._fits(mention.name, gender) or (
                    nearest is not None and mention.start <= nearest[0]
                ):
                    continue
                figure = (
                    self._known(mention.name, before) if mention.kind in {"person", "body", "name"} else None
                )
                told = (
                    (figure.name, figure.role, figure.organisation, mention.kind)
                    if figure
                    else (mention.name, None, None, mention.kind)
                )
                nearest = mention.start, told
            if nearest is not None:
                return nearest[1]
        return None

    def _fits(self, name: str, gender: str | None) -> bool:
        known = next((figure.gender for figure in self._cast if figure.name == name), None)
        return gender is None or known is None or known == gender

    def _described(self, text: str, span: Span) -> tuple[str, str | None, str | None, str]:
        """A phrase without a name: the one of that kind that the article names, else the phrase itself."""
        head = _head(text)
        plain = ARTICLE.sub("", text)
        bare = plain == text and not (_OWNER.match(text) or _ANY.match(text)) and not head.endswith("s")
        definite = (plain != text and text[:1].lower() == "t") or bare
        kind = "person" if _ONE_OF.match(text) and kind_of(head) == "plural" else kind_of(head)
        organisation = _owner_of(text)
        if definite and (figure := self._ofkind_of(plain, head, span[0])) is not None:
            return figure.name, figure.role, figure.organisation, figure.kind
        role = re.sub(r"^.*[’']s?\s+", "", _CUT.split(plain)[0]) if kind == "person" else None
        return plain.split(", ")[0], role, organisation, kind

    def _ofkind_of(self, plain: str, head: str, before: int) -> Figure | None:
        """ "the board", "the company", "the minister": the nearest figure so called, before it if there is one."""
        words = plain.lower().split()
        if len(words) > 3:
            return None
        described = self._described_there(before)
        fits = [f for f in self._cast if self._so_called(f, words) and f.name.split()[-1] != described]
        if not fits and "company" in body_classes().get(head, frozenset()):
            companies = [f for f in self._cast if "company" in f.classes and f.name.split()[-1] != described]
            fits = companies if len(words) == 1 or len(companies) == 1 else []
        ahead = [figure for figure in fits if figure.start < before]
        if ahead:
            spoken = [s.name for sp, s, _ in self._spoke if sp[0] < before]
            return max(ahead, key=lambda f: (head in f.classes, f.name in spoken[-2:], f.start))
        return min(fits, key=lambda figure: figure.start, default=None)

    def _described_there(self, before: int) -> str | None:
        """ "Ostra Mining, which the group accuses": the last word of whom the clause is about; nobody accuses himself."""
        match = _ABOUT.search(self._text, max(0, before - 60), before)
        return match.group("last") if match else None

    def _so_called(self, figure: Figure, words: Sequence[str]) -> bool:
        own = {word.lower() for word in figure.name.split()}
        if figure.kind == "person":
            return set(words) <= set((figure.role or "").lower().split())
        classes = body_classes().get(words[-1], frozenset())
        return set(words) <= own or (len(words) == 1 and not classes.isdisjoint(figure.classes))

    def _owner(self, phrase: str | None, span: Span) -> str | None:
        """The organisation named by "its", "the company" or outright."""
        if not phrase:
            return None
        plain = re.sub(r"^(?:the|a|an)\s+", "", phrase, flags=re.IGNORECASE)
        if plain.lower() == "whose":
            return next(
                (m.name for m in reversed(self._mentions) if m.end <= span[0] and m.kind != "person"), None
            )
        if plain.lower() in {"its", "their", "his", "her"}:
            kinds = {"body", "name"} if plain.lower() == "its" else {"body", "plural", "name"}
            found = self._antecedent(span[0], kinds, None)
            return found[0] if found else None
        for name, _, _ in find_names(plain):
            figure = self._known(name, span[0])
            return figure.name if figure and name == plain else plain
        figure = self._ofkind_of(plain, plain.split()[-1].lower(), span[0]) if plain.split() else None
        return figure.name if figure else plain

    def _last(self, kinds: set[str]) -> Speaker | None:
        return next((speaker for _, speaker, kind in reversed(self._spoke) if kind in kinds), None)


def whole_speaker(text: str, draft: Draft) -> Draft:
    """ "Workers at EXAMPLE Mills say": the workers, where the parse took the mill alone to speak."""
    if draft.speaker is None or draft.speaker[0] >= draft.cue[0]:
        return draft
    first = draft.speaker[0]
    match = _PEOPLE_OF.search(text, max(0, first - 80), first)
    if match is None or not is_role(match["people"]):
        return draft
    return replace(draft, speaker=(match.start("whole"), draft.speaker[1]))


def _narrow(text: str, span: Span) -> Span:
    """A phrase from its "whose" on, without a comma left hanging or the body behind it: "Mr Field (EXAMPLE Mills)"."""
    start, end = span
    if (behind := re.search(r"\s\([^()]*\)$", text[start:end])) is not None:
        end = start + behind.start()
    if (cut := re.search(r"\bwhose\s", text[start:end])) is not None:
        start += cut.start()
    while end > start and text[end - 1] in " ,;\n":
        end -= 1
    return start, end


_NAMED = re.compile(r",\s+(?:[A-Z][\w.’'-]+\s+){1,3}[A-Z][\w’'-]+(?=,|\.|\s+as\b)")


def _with_name(text: str, span: Span) -> Span:
    """ "by its drafter, Senator Ilse Bonn, as": the name beside a role is part of the phrase."""
    phrase = text[span[0] : span[1]]
    head = _head(phrase)
    named = _NAMED.match(text, span[1])
    owned = _OWNER.match(phrase) or phrase.lower().startswith("the ")
    person = is_role(head) or head.endswith(("er", "or", "ist", "man"))
    return (span[0], named.end()) if named and owned and person and head not in body_classes() else span


def _metonym(text: str) -> str | None:
    for row in rows("metonym.csv"):
        if text == row["word"] or (text.lower() == row["word"].lower() and " " in text):
            return row["name"]
    return None


def _head(text: str) -> str:
    """The noun a phrase is about: the last word before its first comma, preposition or participle."""
    counted = re.sub(
        r"^(?:one|some|many|most|several|two|dozens|hundreds|thousands|both|all)\s+of\s+",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    first = _CUT.split(counted)[0].split()
    return first[-1].lower().strip("’'\".,") if first else ""


def _owner_of(text: str) -> str | None:
    match = re.match(r"^((?:the\s|The\s)?[\w &-]+?)(?:[’']s|s[’'])\s", text) or re.match(
        r"^([Ii]ts|[Tt]heir|[Hh]is|[Hh]er|whose)\s", text
    )
    if match:
        return match.group(1)
    after = re.search(r"\s(?:of|for|from|at)\s(.+)$", text)
    return after.group(1) if after else None


def _within(before: str) -> bool:
    """Does what stands before a name put it inside a preposition: "crewmen of the trawler ", "notes from "?"""
    last = before.rsplit(",", 1)[-1]
    match = re.search(r"\b(?:of|for|from|at|in|by|with|on|near|to)\s+(?P<rest>.*)$", last)
    if match is None:
        return False
    rest = match.group("rest").split()
    return not rest or rest[0].lower() in {"the", "a", "an", "its", "their"} or not is_role(last.split()[0])
