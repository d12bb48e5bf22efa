"""The checker accepts what is proven, and refuses it with any one number changed."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from tieback.trace import certificate
from tieback.trace.certificate import Edge, Graph, Proof, Vertex, Wanted, fault, faults
from tieback.trace.even_optimum import even_of
from tieback.trace.optimum import Optima
from tieback.trace.prover import Proven, document

COUNT = int(os.environ.get("TIEBACK_PROOFS", "120"))  # `make proofs`: 10,000

BLEND = Graph(
    (Vertex("blend", Fraction(4, 5), Fraction(19, 20)),),
    (Edge("A", -1, 0, 60, 60), Edge("B", -1, 0, 40, 40), Edge("Y", 0, -1, 90, 90, goal=True)),
)
OF_A = Wanted(frozenset({0}), frozenset())


def altered(proof: Proof, amount: Fraction | int) -> Iterator[Proof]:
    """The proof with one of its numbers changed, for each of them."""
    yield replace(proof, value=proof.value + amount)
    for name in ("worth_f", "worth_g", "price", "slack_f", "slack_g"):
        for changed in _each(getattr(proof, name), amount):
            yield replace(proof, **{name: changed})
    if proof.flow is not None:
        for name in ("f", "g", "mass"):
            for changed in _each(getattr(proof.flow, name), amount):
                yield replace(proof, flow=replace(proof.flow, **{name: changed}))


def _each(numbers: tuple[Fraction | int | None, ...], amount: Fraction | int) -> Iterator[tuple[object, ...]]:
    for at, number in enumerate(numbers):
        yield (*numbers[:at], amount if number is None else number + amount, *numbers[at + 1 :])
        if number is not None:
            yield (*numbers[:at], number - amount, *numbers[at + 1 :])


@pytest.mark.parametrize(("yields", "ranges"), [(False, 0), (True, 0), (True, 0.3)])
def test_every_proof_is_accepted_and_refused_with_one_number_changed(
    flow_graphs: SimpleNamespace, yields: bool, ranges: float
) -> None:
    for seed in range(COUNT // 3 + 1):
        rng = random.Random(seed)
        graph = flow_graphs.graph(rng, rng.randint(1, 9), yields=yields, ranges=ranges)
        wanted = flow_graphs.wanted(rng, graph)
        optima = Optima(graph, wanted, even_of(graph))
        for side in ("least", "most"):
            proof = optima.prove(side)
            assert proof.flow is not None
            assert fault(graph, wanted, proof) is None
            for wrong in altered(proof, rng.choice([1, -1, Fraction(1, 7), Fraction(-1, 10**12)])):
                assert fault(graph, wanted, wrong) is not None, (seed, side)
            assert fault(graph, wanted, replace(proof, flow=None)) is None, "a bound needs no flow to hold"


def test_a_proof_of_other_records_is_refused() -> None:
    proof = Optima(BLEND, OF_A).prove("most")
    assert proof.value == 57
    heavier = replace(BLEND, edges=(Edge("A", -1, 0, 61, 61), *BLEND.edges[1:]))
    assert fault(heavier, OF_A, proof) is not None
    assert fault(BLEND, Wanted(frozenset({1}), frozenset()), proof) is not None
    assert fault(Graph((), ()), OF_A, proof) == "the proof is not one of this graph"
    assert fault(BLEND, OF_A, replace(proof, side="least")) is not None


def test_no_worth_limits_what_comes_of_a_yield_without_limit() -> None:
    graph = replace(BLEND, vertices=(Vertex("blend", 0, None),))
    proof = Optima(graph, OF_A).prove("most")
    assert proof.value == 90
    rising = replace(proof, worth_f=(1,), slack_f=(None, None, 0), price=(0, 0, 0), value=0, flow=None)
    assert "limits" in (fault(graph, OF_A, rising) or "")


def test_mass_from_nowhere_is_refused() -> None:
    nobody = Wanted(frozenset(), frozenset())
    proof = Optima(BLEND, nobody).prove("most")
    assert proof.value == 0
    assert proof.flow is not None
    made_up = replace(proof.flow, f=(0, 0, 90), g=(60, 40, 0))
    assert "no source" in (fault(BLEND, nobody, replace(proof, flow=made_up)) or "")


def _file(tmp_path: Path) -> tuple[Path, dict[str, object]]:
    optima = Optima(BLEND, OF_A)
    from tieback.trace.bounds import Interval, SourceSet

    asked = SourceSet("lot", "A", frozenset({0}), frozenset())
    proofs = tuple(optima.prove(side) for side in ("least", "most"))
    plain = document(BLEND, [Proven(asked, Interval(52, 57), exact=True, wanted=OF_A, proofs=proofs)])
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(plain), "utf-8")
    return path, plain


def test_a_file_of_proofs_is_checked_without_tieback(tmp_path: Path) -> None:
    path, plain = _file(tmp_path)
    assert faults(plain) == []
    checker = tmp_path / "checker.py"
    checker.write_text(Path(str(certificate.__file__)).read_text("utf-8"), "utf-8")
    run = [sys.executable, "-I", str(checker), str(path)]
    ran = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "every bound is proven\n")
    path.write_text(path.read_text("utf-8").replace('"57"', '"56"'), "utf-8")
    ran = subprocess.run(run, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stdout.startswith("lot A, most: ")


def test_every_number_of_a_file_counts(tmp_path: Path) -> None:
    _, plain = _file(tmp_path)
    text = json.dumps(plain)
    numbers = [at for at, part in enumerate(text.split('"')) if at % 2 and part.lstrip("-").isdigit()]
    for at in numbers:
        parts = text.split('"')
        parts[at] = str(int(parts[at]) + 1)
        assert faults(json.loads('"'.join(parts))), parts[at - 2 : at + 1]
    assert len(numbers) > 30
    assert faults({**plain, "graph": {"vertices": [], "edges": [["A", -2, 0, "1", "1", True]]}})
    assert faults({"schema": certificate.SCHEMA}) == ["the file is incomplete: 'graph'"]
    assert faults({"schema": "other"}) == ["the file is not of schema tieback.bounds/1"]
    with pytest.raises(ValueError, match="not the text of a number"):
        certificate.read_number(57)
