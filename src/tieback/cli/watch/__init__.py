"""`tieback watch`: saved articles, feeds, what they say and what of it concerns you. One file per sub-verb."""

import typer

from tieback.cli.watch.add import add, stop
from tieback.cli.watch.claims import claims
from tieback.cli.watch.feed import audit, feed, init
from tieback.cli.watch.read import read
from tieback.cli.watch.search import search
from tieback.cli.watch.story import story
from tieback.cli.watch.update import sources, update
from tieback.cli.watch.versions import versions

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="What changed, and who says what: articles, claims, stories.",
)
app.command()(read)
app.command()(add)
app.command()(update)
app.command()(sources)
app.command()(stop)
app.command("remove", hidden=True)(stop)
app.command(context_settings={"ignore_unknown_options": True})(search)  # -word: must not occur
app.command()(versions)
app.command()(claims)
app.command()(story)
app.command()(init)
app.command()(feed)
app.command()(audit)
