"""What shows that the chain is what the records say: documents of sites, inputs of processes, names of parties."""

from dataclasses import replace

import assess_world as world
import pytest

from tieback.assess.assessment import assess
from tieback.assess.evidence import takes
from tieback.model.answer import Answer
from tieback.model.document import Document


def findings(case):
    found = assess(case, (), (world.trace(),), world.BOTH, as_of=world.AS_OF)
    return {finding.test: finding for finding in found}


@pytest.mark.parametrize(
    ("process", "taken"),
    [
        ("spinning", "fibre"),
        ("Ring Spinning", "fibre"),
        ("cut-and-sew", "fabric"),
        ("cut and sew", "fabric"),
        ("针织", "yarn"),
        ("ginning", None),
        ("polymerisation", None),
        ("quarrying", None),
        ("cancelled", None),
        ("spinney", None),
        ("", None),
        (None, None),
    ],
)
def test_a_process_is_known_by_its_words(process, taken):
    assert takes(process) == taken


def test_a_spinning_without_input_is_no_raw_material():
    base = world.case()
    first = replace(base.transformations[0], process="spinning")
    finding = findings(replace(base, transformations=(first, *base.transformations[1:])))["region"]
    assert finding.outcome is Answer.UNKNOWN
    assert ("lot-traced", "X-GIN") in {(item.fact, item.about) for item in finding.missing}


def test_a_production_record_that_the_row_names_supports_it():
    base = world.case()
    lines = tuple(replace(line, document="spin.pdf") for line in base.transformations[1].lines)
    transformations = (
        base.transformations[0],
        replace(base.transformations[1], lines=lines),
        base.transformations[2],
    )
    documents = (
        base.documents[0],
        Document("spin.pdf", "production-record", sha256=world.SHA),
        base.documents[2],
    )
    assert findings(replace(base, documents=documents))["region"].outcome is Answer.UNKNOWN
    case = replace(base, documents=documents, transformations=transformations)
    assert findings(case)["region"].outcome is Answer.NO


def test_a_party_that_only_a_row_names_has_no_legal_name():
    base = world.case()
    parties = tuple(replace(party, declared=party.id != "MILL") for party in base.parties)
    found = findings(replace(base, parties=parties))
    assert found["region"].outcome is Answer.NO
    assert found["listed-party"].outcome is Answer.UNKNOWN
    assert found["listed-party"].missing[0].holder == "MILL"


def test_a_transformation_at_a_site_nobody_describes_is_unknown():
    base = world.case()
    finding = findings(replace(base, sites=base.sites[:2]))["region"]
    assert finding.outcome is Answer.UNKNOWN
    assert ("site-in-region", "S-SEW") in {(item.fact, item.about) for item in finding.missing}
