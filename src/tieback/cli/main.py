"""The `tieback` command: one file per verb, imported only when its verb is called.

Exit codes (CONTRACTS.md): 0 done, 1 `verify` refuses, 2 usage, 3 input refused, 4 network or extra absent; as usual
among commands, 130 after Ctrl-C and 141 where the reader of the output went away.
"""

import difflib
import gc
import importlib
import io
import os
import sys

from tieback import __version__
from tieback.cli import machine
from tieback.model.refusal import Refused, Unavailable

# verb -> (module below tieback.cli, one line of help), in the order of a user's work
VERBS: dict[str, tuple[str, str]] = {
    "init": ("init", "Write a commented empty case and its templates."),
    "check": ("check", "The main job: screen, trace, assess, seal."),
    "screen": ("screen", "Screen a file of parties against the lists."),
    "decide": ("decide", "Show the alerts of a desk that are open, and record decisions about them."),
    "compare": ("compare", "Compare two names, or a file of pairs, part by part."),
    "place": ("place", "Say which region a place name or an address lies in, and why."),
    "lists": ("lists", "Show, update, import and compare editions of the lists."),
    "trace": ("trace", "Trace a lot upstream or downstream, with kilograms and bounds."),
    "events": ("events", "Check files of EPCIS events, number them by content, name duplicates."),
    "tables": ("tables", "Write the goods records of a case as typed Parquet tables."),
    "assess": ("assess", "Apply the regimes to a case and print the findings."),
    "attest": ("attest", "Build the sealed dossier of a case."),
    "verify": ("verify", "Verify a dossier: intact or broken, and whose."),
    "withhold": ("withhold", "Leave files out of a sealed dossier, which stays verifiable."),
    "mend": ("mend", "Make a journal usable whose last line was cut short."),
    "labour": ("labour", "Conventions and their clock, indicators, audits graded by access."),
    "watch": ("watch", "What changed, and who says what: articles, claims, stories."),
}

HELP = """\
Usage: tieback VERB [OPTIONS]

Tie goods back to where, and by whom, they were made.

{verbs}

`tieback VERB --help` explains one verb. `tieback --version` prints the version.
What it prints is an aid to a person who decides, not a legal determination.
"""


def usage() -> str:
    """The help text: every verb on its line."""
    width = max(map(len, VERBS))
    return HELP.format(verbs="\n".join(f"  {verb:<{width}}  {line}" for verb, (_, line) in VERBS.items()))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; what the machine refuses is one line too."""
    called = f"tieback {arguments[0]}" if arguments[:1] and arguments[0] in VERBS else "tieback"
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return machine.UNREAD
    except OSError as error:
        sys.stderr.write(f"{called}: {machine.refused(error)}\n")
        return 3
    except KeyboardInterrupt:
        sys.stderr.write(f"{called}: interrupted\n")
        return 130
    return code


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"--help", "-h", "help"}:
        sys.stdout.write(usage())
        return 0 if arguments else 2
    if arguments[0] == "--version":
        sys.stdout.write(f"tieback {__version__}\n")
        return 0
    verb, *rest = arguments
    if verb not in VERBS:
        near = difflib.get_close_matches(verb, VERBS, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        sys.stderr.write(f"tieback: there is no verb {verb!r}; {hint}`tieback --help` lists them\n")
        return 2
    module = importlib.import_module(f"tieback.cli.{VERBS[verb][0]}")
    try:
        module.app(args=rest, prog_name=f"tieback {verb}")
    except Refused as refusal:
        sys.stderr.write(f"tieback {verb}: {refusal}\n")
        return 3
    except Unavailable as absence:
        sys.stderr.write(f"tieback {verb}: {absence}\n")
        return 4
    except SystemExit as leave:
        if leave.code == 1 and machine.reader_left(leave):
            return machine.UNREAD
        if leave.code in (0, None) and "--help" in rest:
            sys.stdout.write(_examples(arguments))
        return leave.code if isinstance(leave.code, int) else 2
    return 0


def _examples(arguments: list[str]) -> str:
    from tieback.cli.example import examples

    return examples(arguments[: arguments.index("--help")])


def main() -> None:
    """Entry point of the console script. Output is UTF-8 whatever the locale says."""
    gc.disable()  # one short run over many small values without cycles: collecting took a quarter of the time
    sys.stdout = sys.stdout or io.StringIO()  # closed by the caller: `tieback ... >&-`
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    code = run(sys.argv[1:])
    if code == machine.UNREAD or not _flushed():
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or Python tries once more, and complains
    sys.exit(code)


def _flushed() -> bool:
    """Is nothing left that could not be written?"""
    try:
        sys.stdout.flush()
    except OSError:
        return False
    return True
