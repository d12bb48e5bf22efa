"""Hash ids of events (CBV 2.0, 8.9) a second, CPU time: a stream of events as partners send them, every lot another.

`python bench/event_hash.py` makes 20,000 events of four types (made, shipped, transformed, packed), reads them as one
document and hashes them, memories emptied before each run. Kept in bench/results/event_hash.json. The reference
generator in Python does some 2,050 a second (measured before, on the same machine; it is not run here).
"""

import json
import platform
import time
from pathlib import Path
from statistics import median
from typing import Any

from tieback.trace.epcis import gs1_key
from tieback.trace.epcis.document import unchecked_fields
from tieback.trace.epcis.event_hash import hash_id

OUT = Path(__file__).parent / "results" / "event_hash.json"
EVENTS, RUNS = 20_000, 7


def event(number: int) -> dict[str, Any]:
    """One event; every fourth is of the same type."""
    return _MADE_BY[number % 4](number, _head(number))


def _head(number: int) -> dict[str, Any]:
    at = f"{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:{number // 7 % 60:02d}"
    return {
        "eventID": f"urn:uuid:{number}",
        "eventTime": f"2026-03-{at}+08:00",
        "eventTimeZoneOffset": "+08:00",
        "recordTime": "2026-04-01T00:00:00Z",
        "readPoint": {"id": f"urn:epc:id:sgln:9520001.{number % 40:05d}.0"},
        "bizLocation": {"id": f"urn:epc:id:sgln:9520001.{number % 30:05d}.0"},
    }


def _amount(number: int, kg: float) -> dict[str, Any]:
    return {
        "epcClass": f"urn:epc:class:lgtin:9520001.011111.EXAMPLE-{number}",
        "quantity": kg,
        "uom": "KGM",
    }


def _made(number: int, head: dict[str, Any]) -> dict[str, Any]:
    made = {"type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning"}
    return head | made | {"quantityList": [_amount(number, 150.0 + number % 50)]}


def _shipped(number: int, head: dict[str, Any]) -> dict[str, Any]:
    paper = f"urn:epcglobal:cbv:bt:9520001000011:{number // 4}"
    return head | {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "quantityList": [_amount(number, 150.0 + number % 50)],
        "bizTransactionList": [{"type": "po", "bizTransaction": paper}],
        "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9520001.00001"}],
        "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:9520001.00002"}],
    }


def _transformed(number: int, head: dict[str, Any]) -> dict[str, Any]:
    return head | {
        "type": "TransformationEvent",
        "bizStep": "commissioning",
        "transformationID": f"urn:example:step:{number}",
        "inputQuantityList": [_amount(number - back, 20.5) for back in range(3)],
        "outputQuantityList": [_amount(number, 60)],
    }


def _packed(number: int, head: dict[str, Any]) -> dict[str, Any]:
    return head | {
        "type": "AggregationEvent",
        "action": "ADD",
        "bizStep": "packing",
        "parentID": f"urn:epc:id:sscc:9520001.{number:010d}",
        "childEPCs": [f"urn:epc:id:sgtin:9520001.011111.{number}{child}" for child in range(4)],
    }


_MADE_BY = (_made, _shipped, _transformed, _packed)


def main() -> None:
    """Measure, print, and write the result."""
    context = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"]
    head = {"@context": context, "type": "EPCISDocument", "schemaVersion": "2.0"}
    body = {"eventList": [event(number) for number in range(EVENTS)]}
    data = json.dumps(head | {"creationDate": "2026-04-01T00:00:00Z", "epcisBody": body}).encode()
    read = unchecked_fields(data, "stream.json")
    rates = []
    for _ in range(RUNS):
        gs1_key.canonical_link.cache_clear()
        read.spaces.said.clear()
        begun = time.process_time()
        for item in read.events:
            hash_id(item, read.spaces)
        rates.append(EVENTS / (time.process_time() - begun))
    result = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "events": EVENTS,
        "hashes_a_second": {"median": round(median(rates)), "least": round(min(rates))},
    }
    print(json.dumps(result, indent=1))
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
