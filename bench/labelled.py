"""Labelled pairs of names for measuring and fitting: published sets, sets made from lists, our own.

Every pair carries a split: weights are fitted on "fit" only. A pair whose set does not say is assigned by the
SHA-256 of its group (the company, where known), one third "test". Nothing of these files is shipped; only
counts, weights and figures are.
"""

import csv
import gzip
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from learn_pairs import company, is_index
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from tieback.names.normal import simplify
from tieback.names.script import script_of

OWN = Path(__file__).parent / "pairs"
SEED = 20261123
PERSON, COMPANY = "person", "company"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they mean one party, what else is known, and what the pair is for."""

    a: str
    b: str
    same: bool
    kind: str = ""
    schema: str = COMPANY
    split: str = "fit"
    countries: tuple[str | None, str | None] = (None, None)
    addresses: tuple[str | None, str | None] = (None, None)
    basis: str = ""  # "fact": the names alone cannot tell

    @property
    def scripts(self) -> str:
        """The two scripts in alphabetical order: "han-latin"."""
        return "-".join(sorted((script_of(self.a), script_of(self.b))))


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of one origin: `file` holds them or what they were made from."""

    name: str
    file: Path
    origin: str
    pairs: tuple[Pair, ...]


def split_of(group: str) -> str:
    """ "test" for one group in three, by its SHA-256."""
    return "test" if hashlib.sha256(group.encode()).digest()[0] % 3 == 0 else "fit"


def table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV, plain or gzipped."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig") as lines:
        yield from csv.DictReader(lines)


def read_sets(data: Path, own: Path = OWN) -> Iterator[PairSet]:
    """Every set, smallest effort first; `data` is the folder with `names/`."""
    names = data / "names"
    yield from _name_bench(names / "name_bench_dev_third.csv")
    yield from _hub(names / "osh_training_pairs.json")
    yield _aliases(names / "derived_ofac_org_alias_pairs.csv")
    yield from _countersanctions(names / "cn_sanctions_en_zh.csv")
    yield from _listed_companies(names / "listed_company_en_zh_pairs.csv")
    for path in sorted(own.glob("*_pairs.csv")):
        yield _own(path)


def _name_bench(path: Path) -> Iterator[PairSet]:
    pairs = tuple(
        Pair(
            row["name1"],
            row["name2"],
            row["is_match"] == "true",
            kind=row["category"] or row["case_group"],
            schema=PERSON if row["schema"] == "Person" else COMPANY,
            split=split_of(row["name1"]),
        )
        for row in table(path)
    )
    origin = "name-bench of OpenSanctions, a third"
    yield PairSet("name bench, all", path, origin, pairs)
    persons = tuple(pair for pair in pairs if pair.schema == PERSON)
    yield PairSet(
        "name bench, organisations", path, origin, tuple(pair for pair in pairs if pair not in persons)
    )
    yield PairSet("name bench, persons", path, origin, persons)


def _hub(path: Path) -> Iterator[PairSet]:
    told = json.loads(path.read_text(encoding="utf-8"))
    origin = "Open Supply Hub, training pairs of its matcher"
    named, known = [], []
    for label, found in told.items():
        for pair in found:
            one, other = pair["__value__"]
            split = split_of(one["name"])
            same = label == "match"
            named.append(Pair(one["name"], other["name"], same, kind="facility", split=split))
            countries = (one["country"], other["country"])
            addresses = (one["address"], other["address"])
            known.append(
                Pair(one["name"], other["name"], same, "facility", COMPANY, split, countries, addresses)
            )
    yield PairSet("factories, names", path, origin, tuple(named))
    yield PairSet("factories, with addresses", path, origin, tuple(known))


def _aliases(path: Path) -> PairSet:
    pairs = tuple(
        Pair(row["name1"], row["name2"], row["is_match"] == "1", "alias", split=split_of(row["name2"]))
        for row in table(path)
    )
    return PairSet(
        "OFAC aliases", path, "OFAC SDN, alias against primary name; false pairs are near names", pairs
    )


def _countersanctions(path: Path) -> Iterator[PairSet]:
    """Split by party, as the tables of names are learned: nothing was counted in "test"."""
    rows = [row for row in table(path) if row["Chinese name"]]
    origin = "foreign parties named by Chinese ministries, English against Chinese; false pairs drawn"
    for name, types in (
        ("foreign companies in Chinese", {"Company", "Organization"}),
        ("persons in Chinese", {"Person"}),
    ):
        true = [(row["Name"], row["Chinese name"]) for row in rows if row["Type"] in types]
        schema = PERSON if "Person" in types else COMPANY
        yield PairSet(name, path, origin, tuple(_against(true, schema)))


def _listed_companies(path: Path) -> Iterator[PairSet]:
    """Split by company, as the tables of names are learned: nothing was counted in "test". Share indexes left out."""
    rows = [row for row in table(path) if not is_index(row)]
    origin = "companies listed in mainland China and Hong Kong; false pairs by construction"
    for column, words in (("name_zh_full_extracted", "full"), ("name_zh_short", "short")):
        found = [
            (row["name_en"], row[column], row["city"], row["name_zh_short"]) for row in rows if row[column]
        ]
        yield PairSet(f"listed companies, {words} Chinese", path, origin, tuple(_hard(found)))


def _own(path: Path) -> PairSet:
    pairs = tuple(
        Pair(
            row["name1"],
            row["name2"],
            row["label"].strip().casefold() in {"1", "true", "match", "same", "yes"},
            row["kind"],
            PERSON if row["kind"].startswith("person") else COMPANY,
            row["split"],
            (row["country1"] or None, row["country2"] or None),
            basis=row.get("basis", ""),
        )
        for row in table(path)
    )
    return PairSet(f"own, {path.stem}", path, "typed from public facts, with a rationale per row", pairs)


def _against(true: Sequence[tuple[str, str]], schema: str, each: int = 4) -> Iterator[Pair]:
    """True pairs, and for each `each` false ones drawn from the same split."""
    chance = random.Random(SEED)
    meant: dict[str, set[str]] = defaultdict(set)
    for one, other in true:
        meant[one].add(other)
    by_split: dict[str, list[str]] = defaultdict(list)
    for one, other in true:
        by_split[split_of(company(one))].append(other)
    for one, other in dict.fromkeys(true):
        split = split_of(company(one))
        yield Pair(one, other, True, "same", schema, split)
        for false in (chance.choice(by_split[split]) for _ in range(each)):
            if false not in meant[one]:
                yield Pair(one, false, False, "drawn", schema, split)


Company = tuple[str, str, str, str]  # English name, Chinese name, city, short Chinese name


def _hard(rows: Sequence[Company]) -> Iterator[Pair]:
    """True pairs, each with up to four false ones: nearest in English, nearest in sound, same city, any."""
    for split in ("fit", "test"):
        chance = random.Random(SEED)
        kept = [row for row in rows if split_of(company(row[0])) == split]
        spoken = ["".join(lazy_pinyin(row[1])) for row in kept]
        cities: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(kept):
            cities[row[2]].append(at)
        near = _nearest([_words(row[0]) for row in kept])
        for at, row in enumerate(kept):
            yield Pair(row[0], row[1], True, "same", split=split)
            drawn = [
                ("near in English", near[at]),
                ("near in sound", _sounding(at, spoken)),
                ("same city", chance.choice(cities[row[2]])),
                ("any", chance.randrange(len(kept))),
            ]
            for kind, other in drawn:
                if _apart(row, kept[other]):
                    yield Pair(row[0], kept[other][1], False, kind, split=split)


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _nearest(found: Sequence[frozenset[str]]) -> list[int]:
    """For each set of words, the other one that shares most, by rarity."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(found):
        for word in sorted(words):
            holders[word].append(at)
    nearest = []
    for at, words in enumerate(found):
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(words):
            if len(holders[word]) < len(found) / 4:
                for other in holders[word]:
                    shared[other] += log(len(found) / len(holders[word]))
        shared.pop(at, None)
        nearest.append(max(shared, key=lambda other: (shared[other], -other), default=at))
    return nearest


def _sounding(at: int, spoken: Sequence[str]) -> int:
    """The other name that sounds most alike."""
    best = process.extract(spoken[at], spoken, scorer=fuzz.ratio, limit=3)
    return next((found[2] for found in best if found[2] != at), at)


def _apart(one: Company, other: Company) -> bool:
    """Surely two companies? A and H shares of one bear two tickers."""
    return simplify(one[3]) != simplify(other[3]) and _stripped(one[0]) != _stripped(other[0])


@cache
def _stripped(name: str) -> frozenset[str]:
    return _words(name) - {
        "class",
        "h",
        "a",
        "b",
        "co",
        "ltd",
        "limited",
        "company",
        "inc",
        "corporation",
        "the",
    }
