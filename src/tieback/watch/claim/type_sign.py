"""Signs, readable in the text, that tell of which type a statement is: its cue, speaker and words, what stands around it.

Each is a short phrase and a row of `type_weight.csv`. None says whether anything is true.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tieback.model.claim import Claim, ClaimType
from tieback.watch.claim.cast import body_classes
from tieback.watch.claim.kind import is_wrong
from tieback.watch.claim.lexicon import column, rows, wording
from tieback.watch.claim.opposition import accuses, shares
from tieback.watch.claim.reference import ACCUSING, Passage, content_words, parted, sentence_of

_GROUPS = (
    "negated",
    "never",
    "will",
    "valued",
    "felt",
    "proper",
    "acted",
    "possible",
    "required",
    "called_false",
    "called_true",
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundreds?|thousands?|half)\b"
)
_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|(?:19|20)\d\d|next|tomorrow|shortly|soon)\b"
)
_COMING = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were) (?:to|due|set|about|going|expected)|would (?!not|never|no|have|rather))\b"
    r"|[’']ll\b|\b(?:expect|hope|plan|intend|aim|seek|promise)(?:s|ed|ing)?\b"
)
_UNDER_WAY = re.compile(r"\b(?:is|are|was|were|been) (?:now |already |currently )?\w{3,}ing\b")
_DONE = re.compile(
    r"\b(?:has|have|had|[’']d|[’']ve) (?:now |already |since |also |recently )?"
    r"(?!been\b|no\b|not\b|never\b)\w+(?:ed|en|un|old|ade|ent|ut|one)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?(?:\w+ed|made|kept|paid|held|taken|sold|sent|told)\b"
)
_RUNS = re.compile(
    r"\b(?:owns?|runs?|manages?|employs?|operates?|hires?|buys|bought|owner|owned|heads?|leads?|boss)\b"
)
_LIVED = re.compile(
    r"\b(?:former|worked|works|working|picked|lived|lives|escaped|fled|left|ran away|returned|survived|slept|ex-|sacked)\b"
)
_TENSES = (
    ("looks ahead", _COMING),
    ("under way", _UNDER_WAY),
    ("done", _DONE),
    ("passive", _PASSIVE),
    ("says we", re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)),
    ("says I", re.compile(r"\b(?:I|my|me|mine)\b")),
    ("number", _NUMBER),
    ("day", _DAY),
)
_OPENING = re.compile(r"[\s“\"]*(?:that\s+)?(?P<word>[\w’']+)", re.IGNORECASE)
_PLACES = ("first sentence", "second sentence", "third sentence", "later sentence")
_OWNED = ("its ", "their ", "his ", "her ", "whose ")
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "who", "which", "i"})
_STEM = 5  # letters two words share to be of one stem
_STATED = frozenset({"denial", "allegation", "finding", "admission", "announcement", "reply"})
_BESIDE = 60  # characters after a speaker in which it is told who that is


def signs_of(passage: Passage, sides: Sequence[str]) -> tuple[str, ...]:
    """All signs of the claim in question, each once, in a fixed order; the claims before it must have their types.

    `sides`: where each speaker mostly stands, parallel to the claims.
    """
    found = [f"cue {passage.draft.kind}", f"speaker: {sides[passage.place]}"]
    for look in (_speaker, _described, _words, _table, _before, _back, _elsewhere):
        found += look(passage)
    found += _after(passage, sides)
    return tuple(dict.fromkeys(found))


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Rows of `type_word.csv`: sign, where it is looked for, its words as a pattern (`*` any letters, `_` a space)."""
    found = []
    for row in rows("type_word.csv"):
        each = (re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in row["words"].split())
        pattern = re.compile(rf"\b(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)
        found.append((row["sign"], row["where"], pattern))
    return tuple(found)


def _table(passage: Passage) -> Iterator[str]:
    claim = passage.claim
    opening = _OPENING.match(claim.text)
    speaker = claim.speaker
    places = {
        "content": claim.text,
        "opening": opening.group("word") if opening else "",
        "speaker": " ".join(" ".join(_head(part)) for part in (speaker.text, speaker.name, speaker.role)),
        "frame": _frame(passage),
    }
    yield from (sign for sign, where, pattern in _patterns() if pattern.search(places[where]))


def _head(phrase: str | None) -> list[str]:
    """The last two words of a phrase before its first comma or preposition."""
    first = re.split(r",|\s(?:of|for|from|at|in|on|with|who|which|that)\s", (phrase or "").lower())[0]
    return [re.sub(r"[’']s?$", "", word) for word in re.findall(r"[\w’'-]+", first)][-2:]


def _frame(passage: Passage) -> str:
    """The sentence without what is said in it."""
    start, end = passage.sentence()
    own = passage.claim
    text = f"{passage.text[start : own.start]} … {passage.text[own.end : end]}"
    for claim in passage.claims:
        apart = claim.end <= own.start or own.end <= claim.start
        if apart and start <= claim.start and claim.end <= end:
            text = text.replace(claim.text, " … ")
    return text


def _speaker(passage: Passage) -> Iterator[str]:
    """How the speaker is written, and of what class the article calls it."""
    speaker = passage.claim.speaker
    text = (speaker.text or "").lower()
    if not text:
        yield "nobody speaks"
        return
    if text in _PRONOUNS:
        yield "speaker a pronoun"
    elif text.startswith(_OWNED):
        yield "speaker somebody's"
    elif text.startswith("the "):
        yield "speaker the"
    elif text.startswith(("a ", "an ")):
        yield "speaker a"
    if speaker.role:
        yield "speaker has a role"
    words = re.findall(r"[\w-]+", text.split(",")[0])
    if words and words[-1].endswith("s") and speaker.name == speaker.text:
        yield "several speakers"
    if set(words) & column("document.csv", "noun", "authored").keys():
        yield "speaker a document"
    heads = {word for part in (speaker.text, speaker.name, speaker.role) for word in _head(part)}
    yield from sorted({f"class {name}" for word in heads for name in body_classes().get(word, ())})


def _described(passage: Passage) -> Iterator[str]:
    """What the article tells of the speaker, beside the name or before."""
    speaker, claim = passage.claim.speaker, passage.claim
    if speaker.end is not None:
        after = passage.text[speaker.end : speaker.end + _BESIDE]
        beside = re.match(r"(?:, | \(| who\b)[^.;:“”]*", after)
        near = f"{speaker.text or ''} {beside.group() if beside else ''}"
        if _RUNS.search(near):
            yield "speaker runs something"
        if _LIVED.search(near):
            yield "speaker lived through something"
    names = _stems(" ".join(filter(None, (speaker.text, speaker.name, speaker.organisation))))
    if names & _stems(passage.text[: passage.sentence()[0]]):
        yield "speaker told of before"
    accusing = [c for c in _others(passage) if c.type in ACCUSING]
    told = " ".join(passage.text[slice(*sentence_of(passage.text, c.start, c.end))] for c in accusing)
    if names & _stems(told):
        yield "speaker told of in an accusation"
    if _stems(f"{speaker.organisation or ''} {speaker.name or ''}") & _stems(claim.text):
        yield "names itself"


def _words(passage: Passage) -> Iterator[str]:
    """What the words of the statement show by themselves."""
    text = passage.claim.text
    if is_wrong(text):
        yield "names a wrong"
    yield from (f"words: {group}" for group in _GROUPS if wording(group).search(text))
    found = [sign for sign, pattern in _TENSES if pattern.search(text)]
    if wording("never").search(text) and "looks ahead" in found:
        found.remove("looks ahead")
    yield from found
    if {"looks ahead", "day"} <= set(found):
        yield "looks ahead to a day"
    count = len(text.split())
    yield "few words" if count <= 4 else "many words" if count > 15 else "some words"
    if "“" in text or '"' in text:
        yield "quotes"
    if text.rstrip(" ”\"'’").endswith("?"):
        yield "asks"


def _before(passage: Passage) -> Iterator[str]:
    """What others, and the same speaker, said before."""
    place, own = passage.place, passage.claim
    others = _others(passage)
    accusing = [c for c in others if c.type in ACCUSING]
    if not others:
        yield "speaks first"
    if accusing:
        yield "after an accusation"
        if any(accuses(passage.text, c, own) for c in accusing):
            yield "accused before"
        shared = any(shares(c, own) for c in accusing)
        yield f"shares {'' if shared else 'no '}words with an accusation"
    else:
        yield "no accusation before"
    denials = [c for c in others if c.type is ClaimType.DENIAL]
    if denials:
        yield "after another's denial"
        if any(shares(c, own) for c in denials):
            yield "shares words with a denial"
    if place:
        last = passage.claims[place - 1]
        same = not parted(last, own)
        yield f"after {last.type} of {'the same' if same else 'another'}"
        if same and last.start >= passage.sentence()[0]:
            yield f"in one sentence with {last.type}"


def _back(passage: Passage) -> Iterator[str]:
    """Words that point back, and where in the article the sentence stands."""
    start, end = passage.sentence()
    if passage.refers():
        yield "refers back"
    for group in ("in_answer", "contrast"):
        if wording(group).search(passage.text, start, end):
            yield f"sentence words: {group}"
    stops = len(re.findall(r"[.?!][”\"’]?\s", passage.text[:start]))
    yield _PLACES[min(stops, len(_PLACES) - 1)]
    if not passage.text[end:].strip():
        yield "last sentence"


def _elsewhere(passage: Passage) -> Iterator[str]:
    """What cues the same speaker has elsewhere, and what others say within it or later."""
    own, draft = passage.claim, passage.draft
    if any(
        other.rule == "clause" and draft.holds(other.cue) for other in passage.drafts if other is not draft
    ):
        yield "passes on another's words"
    told = list(zip(passage.claims, passage.drafts, strict=True))
    kinds = {said.kind for claim, said in told if claim is not own and not parted(claim, own)}
    yield from (f"elsewhere cue {kind}" for kind in sorted(kinds & _STATED))
    later = [(claim, said) for claim, said in told[passage.place + 1 :] if parted(claim, own)]
    if any(accuses(passage.text, own, claim) for claim, _ in later):
        yield "names a later speaker"
    if any(shares(own, claim) for claim, _ in later):
        yield "shares words with a later statement"
    if any(said.kind == "denial" for _, said in later):
        yield "a denial follows"


def _after(passage: Passage, sides: Sequence[str]) -> Iterator[str]:
    """Who speaks next."""
    following = passage.place + 1
    if following == len(passage.claims):
        yield "last statement"
    elif parted(passage.claims[following], passage.claim):
        yield f"before: {sides[following]}"
        if passage.drafts[following].kind in {"denial", "reply"}:
            yield "before a denial"


def _others(passage: Passage) -> list[Claim]:
    return [claim for claim in passage.claims[: passage.place] if parted(claim, passage.claim)]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in content_words(text) if len(word) > 3}
