"""Two names compared part by part.

A shared *distinctive* part is needed; a contradiction counts against, an omission hardly does, a legal form
nearly nothing. The score is a weight of evidence squashed to 0..1 (`score`), not a probability. Nothing here
knows a country or a people; swapping the names swaps nothing but the spans.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieback.model.alert import Alignment
from tieback.model.answer import Answer
from tieback.names.reading import PartKind
from tieback.screen.beside import BESIDE, plain_weight, reweigh, weigh_base
from tieback.screen.birth import weigh_births
from tieback.screen.brand import match_words
from tieback.screen.closer import meet_closer
from tieback.screen.context import Context, weigh_context
from tieback.screen.counted import meet_spelled
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.half import meet_half
from tieback.screen.initials_across import meet_initials
from tieback.screen.leftover import weigh_leftover
from tieback.screen.name import Name, ready
from tieback.screen.parts import match_kind
from tieback.screen.person import ONE_WORD, are_persons, compare_persons, is_same_person_name
from tieback.screen.place_short import meet_short_place
from tieback.screen.prospect import cap, hopeless
from tieback.screen.score import CERTAIN, THRESHOLD, decimal_bits, squash, total_bits, weights
from tieback.screen.short import acronym, few_letters, truncated, within
from tieback.screen.sounding import FAINT
from tieback.screen.translation import meet_across, meet_faintly
from tieback.screen.typo import one_letter

EMPTY = "empty name"
UNREADABLE = "unreadable name"
NAMELESS = "no name in it"
SAME_NAME = "same legal name"
SAME_PERSON_NAME = "same name"
ANOTHER_BRANCH = "another branch"
NOT_DISTINCTIVE = "no distinctive part in common"

Kinds = tuple[str | None, str | None]
UNKNOWN_KINDS: Kinds = (None, None)
_KINDS = tuple(kind for kind in PartKind if kind is not PartKind.BRAND)
_BROKEN = frozenset(
    {"contradicts", "omitted", "within", "related", "siblings", "other script", "other meaning", FAINT}
)
_NAMING = frozenset({"brand", "place", "sector", "qualifier"})
_SCOPE = frozenset({"state", "international", "united", "asia", "europe", "far-east"})
_SEVERAL = 3  # such parts in common that together distinguish
_BREAKING = frozenset({"brand", "place", "sector", "number"})
_APART = frozenset(
    """place_contradicts place_tail number_contradicts number_omitted branch_contradicts group_contradicts_across
    sector_sibling_across sector_contradicts_across sector_contradicts_wide sector_kin person_partly_across""".split()  # noqa: SIM905
)
_TELLING = frozenset({"sector", "qualifier", "number"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names stand to each other.

    `score` 0..1, three decimals; `match` yes from the threshold on, unknown for a name that cannot be read;
    `rule` the main reason in words; `exact` the same legal name or alias in the same script once form and
    spacing are normalised (a branch of `b`'s company is the same legal entity); the alignment's weights and
    the starting weight add up to the score.
    """

    score: Decimal
    match: Answer
    rule: str
    exact: bool
    alignment: tuple[Alignment, ...]


def compare(
    a: str,
    b: str,
    *,
    countries: tuple[str | None, str | None] = (None, None),
    addresses: tuple[str | None, str | None] = (None, None),
    kinds: Kinds = UNKNOWN_KINDS,
    births: tuple[str | None, str | None] = (None, None),
    threshold: Decimal = THRESHOLD,
) -> Comparison:
    """Compare two names, with what is known of their countries (ISO 3166-1 alpha-2), addresses, kinds and births.

    Neither is the listed one: which comes first changes nothing but the spans. The base rate is that of names laid
    side by side (`beside`), not that of screening.

    `kinds`: company, person, vessel, aircraft, or None. `births`: dates of birth as written; they count for persons.
    """
    context = Context(*countries, *addresses, beside=True)
    one, other = ready(a), ready(b)
    found = compare_names(one, other, context, threshold, kinds)
    if found.rule == SAME_NAME and not is_exact(
        other, one
    ):  # a branch and its company: exact only as party and listed
        found = _weighed(weigh(one, other, context), threshold)
    if not any(births) or not are_persons(one, other, kinds):
        return found
    rows = weigh_births(births[0], [births[1]] if births[1] else [])
    return with_rows(found, rows, threshold)


def compare_names(
    a: Name,
    b: Name,
    context: Context | None = None,
    threshold: Decimal = THRESHOLD,
    kinds: Kinds = UNKNOWN_KINDS,
    *,
    least: Decimal | None = None,
    needed: float | None = None,
) -> Comparison:
    """`compare` for names made ready.

    `least`: below this score nobody looks. Names that cannot reach it come back early, without alignment and with a
    score that is an upper bound below `least` (give it only without a context, which may still lift a score).
    `needed`: bits that an alert needs of the names alone. Names that plainly cannot come to it come back at once,
    without alignment and with the highest score that names without a distinctive part can have.
    """
    if a.nameless or b.nameless:
        return Comparison(Decimal("0.000"), Answer.UNKNOWN, _why_nameless(a, b), False, ())
    if are_persons(a, b, kinds):
        return _compare_persons(a, b, context, threshold)
    exact = is_exact(a, b)
    if needed is not None and not exact and hopeless(a, b, needed):
        return Comparison(cap(), Answer.NO, NOT_DISTINCTIVE, False, ())
    rows = weigh(a, b, context)
    if exact:
        return Comparison(CERTAIN, Answer.YES, SAME_NAME, True, tuple(row.alignment() for row in rows))
    if least is not None and (score := squash(_total(rows))) < least:
        return Comparison(score, Answer.NO, _rule(rows, Answer.NO), False, ())
    return _weighed(rows, threshold)


def _why_nameless(a: Name, b: Name) -> str:
    """Why two texts cannot be compared."""
    if not a.text.strip() or not b.text.strip():
        return EMPTY
    return NAMELESS if a.folded and b.folded else UNREADABLE


def _weighed(rows: Sequence[Evidence], threshold: Decimal) -> Comparison:
    """The comparison that the rows alone make."""
    score = squash(_total(rows))
    match = Answer.YES if score >= threshold and not _other_branch(rows) else Answer.NO
    return Comparison(score, match, _rule(rows, match), False, tuple(row.alignment() for row in rows))


def weigh(a: Name, b: Name, context: Context | None = None) -> list[Evidence]:
    """Every row of evidence, in the order it is explained; with the starting weight they add up to the score."""
    beside = context is not None and context.beside
    found = _evidence(a, b, closer=beside)
    rows = _held_down(reweigh(found, a, b) if beside else found, a, b, beside=beside)
    return [*rows, *_around(a, b, rows, context or Context())]


def _around(a: Name, b: Name, rows: Sequence[Evidence], context: Context) -> list[Evidence]:
    """Rows of what is known beside the names; neighbours and compatriots that share no name are not lifted by it."""
    distinctive = not any(row.rule == NOT_DISTINCTIVE for row in rows)
    found = [row for row in weigh_context(context) if distinctive or row.bits < 0]
    return [*found, *weigh_base(a, b, beside=context.beside, distinctive=distinctive)]


def _total(rows: Iterable[Evidence]) -> Decimal:
    """What the printed rows add up to, with the starting weight."""
    return sum((decimal_bits(row.bits) for row in rows), decimal_bits(weights()["start"]))


def _compare_persons(a: Name, b: Name, context: Context | None, threshold: Decimal) -> Comparison:
    """`compare_names` for persons: addresses count, countries do not."""
    rows = compare_persons(a, b)
    if context is not None and not any(row.rule == ONE_WORD for row in rows):
        rows += weigh_context(replace(context, country_a=None, country_b=None))
    alignment = tuple(row.alignment() for row in rows)
    if is_same_person_name(a.text, b.text):
        return Comparison(CERTAIN, Answer.YES, SAME_PERSON_NAME, True, alignment)
    score = squash(_total(rows))
    match = Answer.YES if score >= threshold else Answer.NO
    return Comparison(score, match, _rule(rows, match), False, alignment)


def with_rows(found: Comparison, rows: Sequence[Evidence], threshold: Decimal) -> Comparison:
    """A comparison of persons with further rows; no row for it lifts what shares one word only."""
    if found.rule == ONE_WORD or not rows:
        rows = [row for row in rows if row.bits < 0]
    alignment = (*found.alignment, *(row.alignment() for row in rows))
    exact = found.exact and all(row.bits >= 0 for row in rows)
    score = CERTAIN if exact else squash(total_bits(alignment))
    match = Answer.YES if score >= threshold else Answer.NO
    against = min(rows, key=lambda row: row.bits, default=None)
    rule = f"{against.part} {against.rule}" if against is not None and against.bits < 0 else found.rule
    return replace(found, score=score, match=match, rule=rule, exact=exact, alignment=alignment)


def is_exact(a: Name, b: Name) -> bool:
    """The same legal name: `a` may be a branch of `b`, but not `b` a branch of `a`, nor both of two branches."""
    if a.folded == b.folded:
        return True
    return bool(a.legal) and a.legal == b.legal and b.branch in {"", a.branch}


def _evidence(a: Name, b: Name, *, closer: bool) -> list[Evidence]:
    """All rows, before the demand for a distinctive part; found in one order, whichever name comes first."""
    if b.text < a.text:
        return [row.flipped() for row in _ordered_evidence(b, a, closer=closer)]
    return _ordered_evidence(a, b, closer=closer)


def _ordered_evidence(a: Name, b: Name, *, closer: bool) -> list[Evidence]:
    stands_for = acronym(a, b) or truncated(a, b)
    if stands_for is not None:
        return [stands_for] if closer else [stands_for, *few_letters([stands_for])]
    initials = within(a, b)
    met = _match_parts(a, b, initials)
    used_a = a.words.mask_of([unit for row in (*initials, *met) for unit in row.a])
    used_b = b.words.mask_of([unit for row in (*initials, *met) for unit in row.b])
    words, used_a, used_b = match_words(a.words, b.words, used_a, used_b, closer=closer)
    across, used_a, used_b = meet_across(a.words, b.words, used_a, used_b)
    words += [*initials, *across]
    if closer:
        looked, used_a, used_b = meet_closer(a.words, b.words, used_a, used_b)
        words += looked
        placed, used_a, used_b = meet_short_place(a.words, b.words, used_a, used_b)
        words += placed
        half, used_a, used_b = meet_half(a.words, b.words, used_a, used_b)
        words += half
        stood, used_a, used_b = meet_initials(a, b, used_a, used_b)
        words += stood
    numbers = meet_spelled(a.words.left(used_a), b.words.left(used_b))
    used_a |= a.words.mask_of([unit for row in numbers for unit in row.a])
    used_b |= b.words.mask_of([unit for row in numbers for unit in row.b])
    met += numbers
    rows = [*words, *met, *weigh_leftover(a, b, used_a, used_b, words, [*met, *initials])]
    if not closer:
        rows += few_letters(initials)
    if closer and not words:
        rows += meet_faintly(a.words, b.words, used_a, used_b)
    typo = one_letter(a, b, rows)
    return [*rows, typo] if typo is not None else rows


def _match_parts(a: Name, b: Name, initials: Sequence[Evidence]) -> list[Evidence]:
    """Parts of one kind that share a key, but for those that initials stand for."""
    taken = {unit for row in initials for unit in (*row.a, *row.b)}
    left_a = [unit for unit in a.units if unit not in taken]
    left_b = [unit for unit in b.units if unit not in taken]
    shared = {kind for kind, _ in a.keyed & b.keyed}
    return [row for kind in _KINDS if kind in shared for row in match_kind(kind, left_a, left_b)]


def _held_down(rows: list[Evidence], a: Name, b: Name, *, beside: bool) -> list[Evidence]:
    """The rows with the brand's cap, and with the demand for a distinctive part in common."""
    model = weights()
    brand = sum(row.bits for row in rows if row.part == "brand" and row.bits > 0 and row.rule != FAINT)
    own = any(row.part == "place" and row.bits >= model["place_own"] for row in rows)
    adjusted = list(rows)
    if brand > model["brand_most"]:
        adjusted.append(Evidence("brand", "capped", model["brand_most"] - brand))
    agreeing = any(row.part in {"place", "sector"} and row.bits > 0 for row in rows)
    complete = agreeing and any(row.rule == "all met" for row in rows)
    if brand >= model["brand_distinctive_all_met" if complete else "brand_distinctive"] or own:
        return adjusted
    if beside and agreeing and a.words.scripts != b.words.scripts and _is_heard(rows):
        return adjusted
    if beside and _is_placed(rows, a, b):
        return adjusted
    if _whole(rows, a, b):
        return [*adjusted, weighed("whole", "brand", "whole")]
    sum_bits = float(_total(adjusted))
    if sum_bits > model["no_distinctive_most"]:
        adjusted.append(Evidence("brand", NOT_DISTINCTIVE, model["no_distinctive_most"] - sum_bits))
    return adjusted


def _is_heard(rows: Iterable[Evidence]) -> bool:
    """Is as much of the brand heard, however faintly, as will do across scripts where place or trade agree?"""
    heard = sum(row.bits for row in rows if row.part == "brand" and row.bits > 0)
    return heard >= weights()["brand_distinctive_beside"]


def _whole(rows: Iterable[Evidence], a: Name, b: Name) -> bool:
    """Without a brand, do place and trade agree entirely, so that the combination distinguishes?"""
    if any(row.rule in _BROKEN and row.part in _BREAKING for row in rows):
        return False
    if any(row.rule in {"other word", "transliterated", "sounds alike"} for row in rows):
        return False
    if any(row.rule == "omitted" and _tells_apart(row) for row in rows):
        return False
    several = sum(row.bits > 0 and row.part in _NAMING for row in rows) >= _SEVERAL
    kinds = {unit.kind for unit in (*a.units, *b.units)}
    return PartKind.SECTOR in kinds and (several or bool(kinds & {PartKind.PLACE, PartKind.BRAND}))


def _tells_apart(row: Evidence) -> bool:
    """Does a qualifier on one side tell namesakes apart: State Bank of India, Bank of India?"""
    return any(not _SCOPE.isdisjoint(unit.keys) for unit in (*row.a, *row.b))


def _is_placed(rows: Iterable[Evidence], a: Name, b: Name) -> bool:
    """Do two names in two scripts, neither with a brand left, name the same town, and nothing that differs?

    Xi'an Tourism, 西安旅游: of two names laid side by side the town says enough; a stranger is not screened so.
    """
    if a.words.scripts == b.words.scripts or all(plain_weight(row) != "place_local" for row in rows):
        return False
    if any(row.part == "brand" or plain_weight(row) in _APART for row in rows):
        return False
    return any(row.part in _TELLING and row.bits > 0 for row in rows)


def _other_branch(rows: Iterable[Evidence]) -> bool:
    return any(row.part == "branch" and row.rule == "contradicts" for row in rows)


def _rule(rows: Sequence[Evidence], match: Answer) -> str:
    """The main reason in a few words."""
    against = [row for row in rows if row.bits < 0]
    if any(row.part == "branch" and row.rule == "contradicts" for row in against):
        return ANOTHER_BRANCH
    for reason in (NOT_DISTINCTIVE, ONE_WORD):
        if any(row.rule == reason for row in against):
            return reason
    worst = min(against, key=lambda row: row.bits, default=None)
    best = max((row for row in rows if row.rule != BESIDE), key=lambda row: row.bits, default=None)
    if match is Answer.NO and worst is not None and worst.bits <= -1:
        return f"{worst.part} {worst.rule}"
    return f"{best.part} {best.rule}" if best is not None and best.bits > 0 else NOT_DISTINCTIVE
