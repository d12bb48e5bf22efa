"""EPCIS events (GS1 EPCIS 2.0 in JSON-LD and XML, 1.2 in XML) read into the records of a case."""

from tieback.trace.epcis.conformance import validate
from tieback.trace.epcis.event import Event, Place
from tieback.trace.epcis.intake import read_event_files, read_events
from tieback.trace.epcis.ledger import Events, with_known

__all__ = ["Event", "Events", "Place", "read_event_files", "read_events", "validate", "with_known"]
