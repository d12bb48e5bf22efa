"""What shows that the chain is what the records say: evidence of sites, inputs of processes, names of parties."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from tieback.assess.chain import Chain, raw
from tieback.assess.ground import Ground, state, unless
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.assess.sentence import listing
from tieback.model.access import Access, AccessGrade
from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.finding import Reason
from tieback.model.site import SiteKind
from tieback.trace.papers import support

EVIDENCE = frozenset({"production-record", "site-inspection", "social-audit"})
"""Kinds of document that evidence a site of production (DESIGN, "How records are read")."""
_NEEDS_LEDGER = frozenset({"social-audit"})


def sites(chain: Chain, regime: Regime) -> Iterator[Ground]:
    """One gap per site of production that no production record and no site inspection supports.

    A document supports what the index says, and the transformation whose row names it. A report of a visit whose access
    cannot support inference weighs nothing, nor does a social audit without its access ledger.
    """
    supporting = support(chain.case)
    ledgers = _ledgers(chain.case)
    for site_id, made in chain.production_sites.items():
        abouts = (site_id, *(item.id for item in made))
        offered = [document for about in abouts for document in supporting.get(about, ())]
        records, refused = _weigh([item for item in offered if _kind(item) in EVIDENCE], ledgers)
        file = next((document.file for document in records if document.sha256), None)
        site = chain.sites.get(site_id)
        atom = Atom("site-evidenced", site_id)
        holder = chain.operator(site_id)
        if site is not None and site.kind not in {SiteKind.PRODUCTION, None}:
            text = f"Site {site_id} is stated as {site.kind}, yet {listing([item.id for item in made])} is recorded there."
            fact = state(regime, atom, Answer.UNKNOWN, Reason("document", site_id, text), holder)
        elif file:
            text = f"Site {site_id}: {file} supports production there."
            fact = state(regime, atom, Answer.YES, Reason("document", file, text))
        else:
            lacking = "the document named is not in the file" if records else "none is supplied"
            said = "; ".join(refused) if refused and not records else lacking
            text = (
                f"Site {site_id}: no production record or site inspection supports production there; {said}."
            )
            fact = state(regime, atom, Answer.UNKNOWN, Reason("document", site_id, text), holder)
        yield unless(fact)


def _ledgers(case: Case) -> dict[str, Access]:
    """The access ledger of each document; of several, the one that can carry least."""
    order = list(AccessGrade)
    ranked = sorted(case.access, key=lambda ledger: order.index(ledger.grade))
    return {ledger.document: ledger for ledger in ranked if ledger.document}


def _weigh(
    documents: Sequence[Document], ledgers: Mapping[str, Access]
) -> tuple[list[Document], tuple[str, ...]]:
    """The documents that weigh something, and why each of the others does not."""
    against = {document.file: _against(document, ledgers.get(document.file)) for document in documents}
    kept = [document for document in documents if not against[document.file]]
    return kept, tuple(dict.fromkeys(filter(None, against.values())))


def _against(document: Document, ledger: Access | None) -> str:
    """Why a report weighs nothing, or ""."""
    if ledger is not None and ledger.grade is AccessGrade.NONE:
        return f"{document.file} weighs nothing: {listing(ledger.reasons)}"
    if ledger is None and _kind(document) in _NEEDS_LEDGER:
        return f"{document.file} is a social audit without an access ledger and weighs nothing"
    return ""


def _kind(document: Document) -> str:
    return (document.kind or "").casefold().replace("_", "-")


def inputs(chain: Chain, regime: Regime) -> Iterator[Ground]:
    """A process that by its nature takes something in, recorded without an input, is no raw material."""
    for item in chain.transformations:
        taken = takes(item.process) if raw(item) else None
        if taken:
            text = f"Transformation {item.id} ({item.process}) records no input; the {taken} it took is not known."
            reason = Reason("trace", item.id, text)
            yield unless(state(regime, Atom("lot-traced", item.id), Answer.UNKNOWN, reason, item.holder))


def takes(process: str | None) -> str | None:
    """What a process takes in by its nature ("spinning": fibre); None where it may make raw material."""
    said = (process or "").casefold()
    words = f" {' '.join(re.findall(r'[a-z]+', said))} "
    return next(
        (row["takes"] for row in _conversions() if row["word"] in said and _whole(row["word"], words)), None
    )


def _whole(word: str, words: str) -> bool:
    """A Latin word counts as a whole word only; a Chinese one wherever it stands."""
    return not word.isascii() or f" {word.replace('-', ' ')} " in words


@cache
def _conversions() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("conversion.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def names(chain: Chain, regime: Regime) -> Iterator[Ground]:
    """Parties of the chain that a list cannot be searched for: those without a legal name in the records.

    Chinese firms have no legal English name; without the Chinese one the search of a list means nothing. A
    party whose country is not stated may be such a firm, and one that is not in the parties has no name but
    what a row calls it.
    """
    for party_id in chain.holders:
        problem = None if party_id == chain.case.importer else _nameless(chain, party_id)
        if problem:
            reason = Reason("rule", party_id, f"Party {party_id}: {problem}.")
            yield unless(state(regime, Atom("party-identified", party_id), Answer.UNKNOWN, reason, party_id))


def _nameless(chain: Chain, party_id: str) -> str | None:
    party = chain.parties.get(party_id)
    if party is None or not party.declared:
        return "it is not among the parties of the case, so its legal name is not known"
    if any(_is_han(char) for text in (party.name, party.name_local or "") for char in text):
        return None
    countries = _countries(chain, party_id)
    if countries and "CN" not in countries:
        return None
    where = "it is in China" if countries else "its country is not stated"
    return f"{where} and no Chinese legal name is in the records supplied"


def _countries(chain: Chain, party_id: str) -> set[str]:
    party = chain.parties.get(party_id)
    stated = {party.country} if party and party.country else set()
    return stated or {site.country for site in chain.case.sites if site.party == party_id and site.country}


def _is_han(char: str) -> bool:
    return (
        "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"
    )
