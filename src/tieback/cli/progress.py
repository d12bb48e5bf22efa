"""How far a run has come: on standard error, and only once two seconds have passed."""

import sys
from time import monotonic
from types import TracebackType
from typing import Self

_PATIENCE_S = 2.0
_TERMINAL_S = 0.25  # between two updates of a line
_LOG_S = 15.0  # between two lines where nobody watches


class Progress:
    """`with Progress("screened", total) as progress: progress.tell(done)`. `total` 0: not known."""

    def __init__(self, verb: str, total: int) -> None:
        self._verb, self._total = verb, total
        self._terminal = sys.stderr.isatty()
        self._every = _TERMINAL_S if self._terminal else _LOG_S
        self._began = self._last = monotonic()
        self._first: tuple[float, int] | None = (
            None  # when the first were done, and how many: before, all was prepared
        )
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def tell(self, done: int) -> None:
        """So many are done."""
        if self._first is None:
            self._first = monotonic(), done
        if done % 16:
            return
        now = monotonic()
        if now - self._began < _PATIENCE_S or (self._shown and now - self._last < self._every):
            return
        self._last, self._shown = now, True
        since, before = self._first
        self._write(done, (done - before) / (now - since) if now > since else 0.0)

    def _write(self, done: int, rate: float) -> None:
        left = f", about {(self._total - done) / rate:,.0f} s left" if self._total > done and rate else ""
        share = f" of {self._total:,} ({done / self._total:.0%})" if self._total else ""
        pace = f", {rate:,.0f}/s" if rate else ""
        text = f"{self._verb} {done:,}{share}{pace}{left}"
        sys.stderr.write(f"\r{text}\x1b[K" if self._terminal else f"{text}\n")
        sys.stderr.flush()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._terminal:
            sys.stderr.write("\n")


class Stages:
    """One progress after the other, each under its own word: `stages.tell("articles read", 16)`."""

    def __init__(self) -> None:
        self._open: Progress | None = None
        self._verb = ""

    def __enter__(self) -> Self:
        return self

    def tell(self, verb: str, done: int) -> None:
        """So many are done of what is being done now."""
        if self._open is None or verb != self._verb:
            self._close()
            self._open, self._verb = Progress(verb, 0), verb
        self._open.tell(done)

    def _close(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
