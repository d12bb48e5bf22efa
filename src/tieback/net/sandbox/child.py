"""The other process: limits first, then one document after the other from standard input; answers on standard output.

What it does is told by the module it is started with, whose `perform(task, told, data)` makes plain JSON of a document or
raises Refused. It does not write files, and an error that nobody foresaw ends it: what state it left is not relied upon.
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO

from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.net.sandbox.frame import receive, send


def main() -> None:
    """Limit, read, do, answer, until there is nothing more to read."""
    limit_memory(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer
    sys.excepthook = _telling(answers)
    perform = importlib.import_module(sys.argv[2]).perform
    while (message := receive(sys.stdin.buffer)) is not None:
        (task, told, cpu_s), data = message
        limit_processor(cpu_s)
        try:
            answer = {"found": perform(task, told, data)}
        except Refused as refusal:
            answer = {"refused": plain(refusal)}
        send(answers, answer)


def limit_memory(size: int) -> None:
    """So many bytes of memory in all; no byte to a file, no core. A system that does not know a limit has none."""
    try:
        import resource
    except ImportError:
        return
    for kind, value in (
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def limit_processor(seconds: int) -> None:
    """So many seconds more than were used so far; then the system ends the process."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _telling(answers: BinaryIO) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """The last word of a process that ends: what kind of error it was."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        with contextlib.suppress(OSError):
            send(answers, {"failed": kind.__name__})

    return tell


if __name__ == "__main__":
    main()
