"""A process that parses one document after the other under limits on time, memory and files: it may die, we do not.

It is started with the first document, lives as long as the run, and is replaced when a document kills it and after every
few hundred, so that no document weighs on the next. On systems without rlimits only the time of waiting is limited.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Timer
from typing import Any, Self

from tieback.model.refusal import Refused
from tieback.net.sandbox.frame import TooLongError, receive, send

_CHILD = "tieback.net.sandbox.child"
_RENEWED_AFTER = 500  # documents


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one document: seconds of processor and of waiting, bytes of memory, bytes that may come back.

    `remedy`: what to do with a document that exceeds them.
    """

    cpu_s: int = 20
    wall_s: float = 120.0
    memory_bytes: int = 1_500_000_000
    output_bytes: int = 100_000_000
    remedy: str = "save it again as a web page or as text, and give the file"


class Worker:
    """Does tasks in the other process, one at a time. A context manager; closed, it starts anew when asked."""

    def __init__(self, tasks: str, limits: Limits | None = None) -> None:
        """`tasks`: the module of ours that does them (see `child`). Nothing is started yet."""
        self._tasks = tasks
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process, self._done = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()

    def ask(self, task: str, told: Mapping[str, Any], data: bytes, cpu_s: int | None = None) -> Any:
        """What the task makes of the data, as JSON. `told["name"]`: of the document, for messages. Raises Refused.

        `cpu_s`: seconds of processor, where this document may take more or fewer than others.
        """
        process = self._running()
        seconds = cpu_s or self._limits.cpu_s
        late = Event()
        with _ended_after(self._limits.wall_s, process, late):
            answer = _exchange(process, [task, dict(told), seconds], data, self._limits.output_bytes)
        self._done += 1
        if answer is None or "failed" in answer:
            reason = self._failure(process, answer, seconds, late=late.is_set())
            self.close()
            raise Refused(reason, told["name"], remedy=self._limits.remedy)
        if "refused" in answer:
            raise Refused(**answer["refused"])
        return answer["found"]

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._done >= _RENEWED_AFTER or (self._process is not None and self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
                [sys.executable, "-P", "-m", _CHILD, str(self._limits.memory_bytes), self._tasks],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _failure(self, process: "subprocess.Popen[bytes]", answer: Any, seconds: int, *, late: bool) -> str:
        """Why there is no answer, from how the process ended."""
        if answer is None:
            process.kill()  # it may have closed its pipe, or sent too much
        ended = process.wait()
        if late:
            return f"not read within {self._limits.wall_s:g} s"
        if ended == -getattr(signal, "SIGXCPU", 0):
            return f"takes more than {seconds} s of processor time to read"
        if answer is not None and answer["failed"] == "MemoryError":
            return f"takes more than {self._limits.memory_bytes:,} bytes of memory to read"
        told = f" ({answer['failed']})" if answer is not None else ""
        return f"cannot be read within the limits{told}"


@contextmanager
def _ended_after(seconds: float, process: "subprocess.Popen[bytes]", late: Event) -> Iterator[None]:
    """The process is killed, and `late` set, unless the block is done in time."""

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _exchange(process: "subprocess.Popen[bytes]", asked: Any, data: bytes, most: int) -> Any:
    """The answer; None where the process ended, or sends what is no answer."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        send(process.stdin, asked, data)
        message = receive(process.stdout, most)
    except (OSError, EOFError, TooLongError, UnicodeDecodeError, json.JSONDecodeError):
        return None
    return message[0] if message and isinstance(message[0], dict) else None
