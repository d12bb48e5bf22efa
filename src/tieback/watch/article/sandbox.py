"""A parser in a process of its own, with limits on time, memory and files: it may crash or hang, we do not.

Bytes in on standard input, bytes out on standard output. On systems without rlimits only the time is limited.
"""

import subprocess
import sys
from dataclasses import dataclass

from tieback.model.refusal import Refused


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor and of waiting, bytes of memory, bytes that may come out."""

    cpu_s: int = 60
    wall_s: float = 120.0
    memory_bytes: int = 1_500_000_000
    output_bytes: int = 50_000_000


def run(module: str, data: bytes, name: str, limits: Limits | None = None) -> bytes:
    """What `module` (a module of ours that reads stdin and writes stdout) makes of the data. Raises Refused."""
    limits = limits or Limits()
    numbers = [str(limits.cpu_s), str(limits.memory_bytes), str(limits.output_bytes)]
    remedy = "save the article as a web page or as text"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", "-c", _CHILD, module, *numbers],
            input=data,
            capture_output=True,
            check=False,
            timeout=limits.wall_s,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"not read within {limits.wall_s:.0f} s", name, remedy=remedy) from error
    if done.returncode != 0 or len(done.stdout) > limits.output_bytes:
        raise Refused(_reason(done.stderr), name, remedy=remedy)
    return done.stdout


# the limits are set before anything is imported that could be attacked
_CHILD = """
import runpy, sys
module, cpu_s, memory, output = sys.argv[1], *map(int, sys.argv[2:5])
try:
    import resource
except ImportError:
    pass
else:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
runpy.run_module(module, run_name="__main__")
"""


def _reason(errors: bytes) -> str:
    """The last line of what the child said, if it is one of ours; else that it could not be read."""
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else ""
    return (
        last.removeprefix("refused: ")[:200]
        if last.startswith("refused: ")
        else "cannot be read within the limits"
    )
