"""A downloaded list read in a process of its own, with limits: nobody of ours looked at that file before.

A file that the user gives is read in place (`intake.read`).
"""

from dataclasses import replace

from tieback.lists.intake import Intake
from tieback.model.refusal import Refused
from tieback.model.restore import restore
from tieback.net.sandbox.worker import Limits, Worker
from tieback.proof.digest import sha256

LIMITS = Limits(
    cpu_s=240,
    wall_s=600.0,
    memory_bytes=3_000_000_000,
    output_bytes=400_000_000,
    remedy="look at the file before you import it with `tieback lists import`",
)  # the longest official list, 19,000 entries, takes less than a twentieth of each


def read_official(data: bytes, file: str, list_id: str, limits: Limits = LIMITS) -> Intake:
    """The publisher's file of a list as `intake.read` reads it; when it came is the caller's to say. Raises Refused."""
    with Worker("tieback.lists.task", limits) as worker:
        found = worker.ask("official", {"name": file, "list": list_id}, data)
    try:
        read = restore(Intake, found)
    except (TypeError, ValueError, KeyError) as error:
        raise Refused("cannot be read: what the reader found has no such shape", file) from error
    return replace(read, edition=replace(read.edition, list=list_id, sha256=sha256(data)))
