"""`tieback place TEXT`: which region a place name or an address lies in, with every clue and its source."""

import json
from typing import Annotated

import typer

from tieback import __version__
from tieback.model.place import XINJIANG, Placement
from tieback.model.plain import plain
from tieback.model.refusal import Refused

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_HEADLINES = {
    "yes": "yes: what is written points to {region}",
    "no": "no: what is written points elsewhere than {region}",
    "unknown": "unknown: what is written does not say whether it lies in {region}",
    "conflict": "conflict: some clues point to {region}, others elsewhere",
}


@app.command()
def place(
    text: Annotated[str, typer.Argument(help="A place name or an address, in any script.")],
    postal_code: Annotated[str | None, typer.Option(help="The postal code, if it stands apart.")] = None,
    country: Annotated[str | None, typer.Option(help="The country: ISO code or name.")] = None,
    region: Annotated[str, typer.Option(help="The region asked about (ISO 3166).")] = XINJIANG,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Say which region a place name or an address lies in, and why."""
    from tieback.names.gazetteer import places
    from tieback.names.place import locate

    if region not in places():
        raise Refused(f"region {region!r} is not known", remedy="give an ISO 3166 code such as CN-XJ or TR")
    placement = locate(text, postal_code, country, region)
    if as_json:
        head: dict[str, object] = {
            "schema": "tieback.place/1",
            "version": __version__,
            "as_of": None,
            "notes": [],
        }
        document = {**head, "text": text, **plain(placement)}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        typer.echo(report(placement))


def report(placement: Placement) -> str:
    """The answer for people: one line of answer, one line per clue, one of reason."""
    lines = [_HEADLINES[placement.answer].format(region=placement.region)]
    for clue in placement.clues:
        lines.append(f"  {clue.kind.replace('_', ' '):<12} {clue.text!r} -> {clue.region}: {clue.meaning}")
        if source := _source(clue.kind, clue.region, clue.division):
            lines.append(f"  {'':<12} source: {source}")
    return "\n".join([*lines, f"reason: {placement.reason}"])


def _source(kind: str, region: str, division: str | None) -> str | None:
    from tieback.names.gazetteer import places

    fixed = {"postal_code": "China Post, first two digits", "uscc": "GB 32100-2015", "country": "ISO 3166-1"}
    found = places().get(f"CN-{division}") or places().get(region)
    return fixed.get(kind) or (found.source if found else None)
