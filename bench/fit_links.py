"""Fits the weights of src/tieback/watch/claim/link_weight.csv to the passages of bench/news/open.

    python bench/fit_links.py [--folds N] [--pull X] [--keep]

For every found claim the choice is between answering none and denying or supporting one of the claims within reach: one
logistic choice over named signs (`tieback.watch.claim.pair_sign`), each weight drawn to its prior in the table, set by hand
(few passages should not overthrow what is known). The types of claims, which are signs too, are told by weights fitted to
other files (`fit_kinds.unseen`): no text is read as well as what the types were fitted to. Found claims are matched to the
annotated ones as in attribution.py; what was answered before is taken from the annotation while fitting and from the model
while measuring. Printed is what leaving out each file, and each of N parts of the passages, gives on what was left out:
never the fitted passages.
Deterministic. Without `--keep` the table is not written. Numbers are kept to the hundredth.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import fit_kinds
import numpy as np
import yaml
from attribution import NEWS, OVERLAPS, match, rates
from numpy.typing import NDArray

from tieback.model.article import Article
from tieback.model.claim import Claim
from tieback.watch.claim.answering import RELATIONS, START, within_reach
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.find import tell_claims
from tieback.watch.claim.pair_sign import find_signs
from tieback.watch.claim.parse import Parser, load_parser
from tieback.watch.claim.reference import Passage

TABLE = Path(__file__).parent.parent / "src/tieback/watch/claim/link_weight.csv"
NAMES = tuple(relation.value for relation in RELATIONS)
PULL = 4.0  # towards the prior, per square of the distance
FREE = 0.05  # share of that pull for the weight that every pair has
MARGIN = 0.5  # a missed link counts as much as a false one: the F1 asks for links that are a little less likely than not
LEAST = 3  # choices that must show a sign for it to have a weight
STEPS = 500
CLOSE = 1e-7  # relative gain at which the descent stops

Links = list[list[tuple[str, int]]]
Option = tuple[int, list[str]]


@dataclass(frozen=True)
class Told:
    """One passage as read: its file, claims, drafts, sides, what is annotated and which found claim is which."""

    file: str
    text: str
    claims: tuple[Claim, ...]
    drafts: list[Draft]
    sides: list[str]
    gold: list[dict[str, Any]]
    found: dict[int, int]

    def passage(self, place: int, links: Links) -> Passage:
        """The passage seen from one claim."""
        return Passage(self.text, self.claims, self.drafts, place, self.sides, links)

    def wanted(self) -> set[tuple[int, str, int]]:
        """Annotated denials and supports, by number of the annotated claims."""
        return {(n, c["rel"], c["to"] - 1) for n, c in enumerate(self.gold) if c.get("rel") in NAMES}

    def links(self) -> Links:
        """The annotated links between found claims."""
        made: Links = [[] for _ in self.claims]
        for number, claim in enumerate(self.gold):
            if claim.get("rel") and number in self.found and claim["to"] - 1 in self.found:
                made[self.found[number]].append((claim["rel"], self.found[claim["to"] - 1]))
        return made


@dataclass(frozen=True)
class Choice:
    """What one claim may answer, with the signs of each, and which of them it does: (option, relation) or None."""

    options: list[Option]
    taken: tuple[int, int] | None


def read(parser: Parser | None) -> list[Told]:
    """All open passages, read by the parser, each claim with the type that other files would give it."""
    readings = fit_kinds.readings()
    kinds = {
        reading.text: types
        for reading, types in zip(readings, fit_kinds.unseen(readings), strict=True)
        if reading.mode == "parse"
    }
    told = []
    for path in sorted((NEWS / "open").glob("*.yml")):
        for item in yaml.safe_load(path.read_text("utf-8")) or []:
            text, gold = item["text"], item.get("claims") or []
            article = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
            claims, drafts, sides = tell_claims(article, parser)
            claims = tuple(replace(c, type=kind) for c, kind in zip(claims, kinds[text], strict=True))
            found = [
                {"text": c.text, "speaker": c.speaker.text, "names": [n for n in (c.speaker.name,) if n]}
                for c in claims
            ]
            told.append(Told(path.stem, text, claims, drafts, sides, gold, match(gold, found, OVERLAPS[0])))
    return told


def choices(told: Told) -> list[Choice]:
    """One choice per found claim whose annotated answer, if any, was found too."""
    links = told.links()
    lost = {
        told.found[number]
        for number, claim in enumerate(told.gold)
        if claim.get("rel") and number in told.found and claim["to"] - 1 not in told.found
    }
    made = []
    for place in range(len(told.claims)):
        own = [(rel, to) for rel, to in links[place] if rel != "repeats"]
        if place in lost or any(rel not in NAMES for rel, _ in own):
            continue
        known: Links = [*links[:place], *([] for _ in links[place:])]
        passage = told.passage(place, known)
        reach = within_reach(passage)
        taken = next(((reach.index(to), NAMES.index(rel)) for rel, to in own if to in reach), None)
        made.append(Choice([(to, find_signs(passage, to)) for to in reach], taken))
    return made


class Model:
    """Weights by sign (the last row is the one that every pair has) and relation."""

    def __init__(self, prior: Mapping[str, Sequence[float]], signs: Sequence[str]) -> None:
        self.signs = list(signs)
        self.row = {sign: at for at, sign in enumerate(self.signs)}
        self.prior = np.array([prior.get(sign, (0.0, 0.0)) for sign in [*self.signs, START]])
        self.weight = self.prior

    def numbers(self, options: Sequence[Option]) -> NDArray[np.float64]:
        """The options as rows of 0 and 1."""
        found = np.zeros((len(options), len(self.signs) + 1))
        found[:, -1] = 1
        for at, (_, signs) in enumerate(options):
            found[at, [self.row[sign] for sign in signs if sign in self.row]] = 1
        return found

    def fit(self, made: Sequence[Choice], pull: float) -> None:
        """Accelerated descent on the regularised loss, which is convex."""
        made = [choice for choice in made if choice.options]
        rows = np.concatenate([self.numbers(choice.options) for choice in made])
        sizes = [len(choice.options) for choice in made]
        owner = np.repeat(np.arange(len(made)), sizes)
        first = np.cumsum([0, *sizes[:-1]])
        right = [(first[at] + c.taken[0], c.taken[1]) for at, c in enumerate(made) if c.taken is not None]
        at, relation = np.array([r for r, _ in right]), np.array([k for _, k in right])
        pulls = np.full((len(self.signs) + 1, 1), pull)
        pulls[-1] *= FREE

        def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            scores = rows @ weight
            likely = np.exp(np.minimum(scores, 50.0))
            total = 1 + np.bincount(owner, likely.sum(1), len(made))
            off = weight - self.prior
            value = float(np.log(total).sum() - scores[at, relation].sum() + (pulls * off * off).sum() / 2)
            likely /= total[owner][:, None]
            likely[at, relation] -= 1
            return value, rows.T @ likely + pulls * off

        self.weight = descend(loss, self.prior)

    def choose(self, options: Sequence[Option]) -> tuple[str, int] | None:
        """The relation and place of the best option, None if it is below zero."""
        if not options:
            return None
        scores = self.numbers(options) @ self.rounded()
        at, relation = np.unravel_index(int(scores.argmax()), scores.shape)
        return (NAMES[relation], options[at][0]) if scores[at, relation] > 0 else None

    def rounded(self) -> NDArray[np.float64]:
        """As the table holds them, with the margin."""
        weight = self.weight.copy()
        weight[-1] += MARGIN
        found: NDArray[np.float64] = np.round(weight, 2)
        return found


def descend(
    loss: Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]], start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Nesterov's method with backtracking, begun anew where it overshoots."""
    now = ahead = start.copy()
    momentum, bound = 1.0, 10.0
    value, _ = loss(now)
    for step in range(STEPS):
        here, slope = loss(ahead)
        while True:
            following = ahead - slope / bound
            reached, _ = loss(following)
            if reached <= here - float((slope * slope).sum()) / (2 * bound) + 1e-9:
                break
            bound *= 1.6
        if reached > value and momentum > 1:
            ahead, momentum = now, 1.0
            continue
        later = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / later * (following - now)
        gained, now, value, momentum = value - reached, following, reached, later
        if step > 20 and gained < CLOSE * abs(value):
            break
    return now


def decode(model: Model, told: Told) -> Links:
    """The links that the model reads, in order of the text."""
    made: Links = [[] for _ in told.claims]
    for place in range(len(told.claims)):
        passage = told.passage(place, made)
        found = model.choose([(to, find_signs(passage, to)) for to in within_reach(passage)])
        if found is not None:
            made[place].append(found)
    return made


def measure(passages: Sequence[Told], made: Sequence[Links]) -> dict[str, float]:
    """Precision, recall and F1 of denials and supports, as attribution.py counts them."""
    found = sum(len(links) for each in made for links in each)
    wanted = right = 0
    for told, links in zip(passages, made, strict=True):
        wanted += len(told.wanted())
        right += sum(
            (rel, told.found[to]) in links[told.found[number]]
            for number, rel, to in told.wanted()
            if number in told.found and to in told.found
        )
    return rates(right, found, wanted)


def prior() -> dict[str, tuple[float, ...]]:
    """The priors of the table by sign."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            row["sign"]: tuple(float(row[f"{name}_prior"]) for name in NAMES) for row in csv.DictReader(lines)
        }


def fitted(made: Sequence[Choice], pull: float) -> Model:
    """The model of these choices."""
    seen = Counter(sign for c in made for sign in {sign for _, signs in c.options for sign in signs})
    model = Model(prior(), sorted(sign for sign, count in seen.items() if count >= LEAST))
    model.fit(made, pull)
    return model


def cross(passages: Sequence[Told], made: Sequence[list[Choice]], parts: Sequence[Any], pull: float) -> None:
    """Print what models fitted to the other parts read in each part."""
    links: dict[int, Links] = {}
    for part in sorted(set(parts)):
        model = fitted([c for own, each in zip(parts, made, strict=True) if own != part for c in each], pull)
        links |= {at: decode(model, told) for at, told in enumerate(passages) if parts[at] == part}
    for file in [*sorted({told.file for told in passages}), None]:
        chosen = [at for at, told in enumerate(passages) if file in {None, told.file}]
        if any(passages[at].wanted() for at in chosen):
            print(
                f"  {file or 'all':20}",
                measure([passages[at] for at in chosen], [links[at] for at in chosen]),
            )


def keep(model: Model) -> None:
    """Write the table: fitted signs and those of the old table that no passage shows, in order."""
    known = prior()
    weight = dict(zip([*model.signs, START], model.rounded().tolist(), strict=True))
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["sign", *NAMES, *(f"{name}_prior" for name in NAMES)])
        for sign in sorted({*known, *weight}, key=lambda sign: (sign != START, sign)):
            before = known.get(sign, (0.0, 0.0))
            values = [*weight.get(sign, before), *before]
            writer.writerow([sign, *(f"{value:.2f}" for value in values)])


def main() -> None:
    """Cross-validate, fit to everything, and keep the weights if asked to."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--folds", type=int, default=8)
    ask.add_argument("--pull", type=float, default=PULL)
    ask.add_argument("--keep", action="store_true", help="write link_weight.csv")
    ask.add_argument("--no-cross", action="store_true")
    asked = ask.parse_args()
    passages = read(load_parser())
    made = [choices(told) for told in passages]
    ends = [(n in t.found and to in t.found) for t in passages for n, _, to in t.wanted()]
    print(f"{len(passages)} passages, {len(ends)} links, both ends found for {sum(ends)}")
    if not asked.no_cross:
        print("each file left out:")
        cross(passages, made, [told.file for told in passages], asked.pull)
        print(f"each of {asked.folds} parts left out:")
        cross(passages, made, [at % asked.folds for at in range(len(passages))], asked.pull)
    model = fitted([choice for each in made for choice in each], asked.pull)
    if asked.keep:
        keep(model)


if __name__ == "__main__":
    main()
