"""`tieback labour`: conventions and their clock, indicators, access ledgers. One file per sub-verb."""

import typer

from tieback.cli.labour.access import access
from tieback.cli.labour.company import company
from tieback.cli.labour.conventions import conventions, instrument
from tieback.cli.labour.indicators import indicators
from tieback.cli.labour.programme import programme
from tieback.cli.labour.reading import read

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Conventions and their clock, indicators, audits graded by access.",
)
app.command()(conventions)
app.command()(instrument)
app.command()(read)
app.command()(access)
app.command()(indicators)
app.command()(company)
app.command()(programme)
