"""`tieback watch`: saved articles, feeds, what they say and what of it concerns you. One file per sub-verb."""

import typer

from tieback.cli.watch.read import read

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="What changed, and who says what: articles, claims, stories.",
)


@app.callback()
def watch() -> None:
    """What changed, and who says what: articles, claims, stories."""


app.command()(read)
