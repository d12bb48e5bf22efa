"""`tieback compare A B`: two names, part by part; or a file of pairs, every pair in, every pair out."""

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieback import __version__
from tieback.cli.party_file import said, say
from tieback.model.answer import Answer
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.screen.comparison import Comparison
    from tieback.table.grid import TableRow

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_COLUMNS = {
    "name1": ("name1", "name 1", "name_1", "name a", "first name", "a", "left", "query", "名称1"),
    "name2": ("name2", "name 2", "name_2", "name b", "second name", "b", "right", "candidate", "名称2"),
    "country1": ("country1", "country 1", "country_1", "country a", "国家1"),
    "country2": ("country2", "country 2", "country_2", "country b", "国家2"),
    "address1": ("address1", "address 1", "address_1", "address a", "地址1"),
    "kind1": ("kind1", "kind 1", "kind_1", "kind a", "type1", "类型1"),
    "kind2": ("kind2", "kind 2", "kind_2", "kind b", "type2", "类型2"),
    "born1": ("born1", "born 1", "date of birth 1", "dob1", "dob 1", "dob_1", "出生日期1"),
    "born2": ("born2", "born 2", "date of birth 2", "dob2", "dob 2", "dob_2", "出生日期2"),
    "address2": ("address2", "address 2", "address_2", "address b", "地址2"),
}
_ADDED = ("score", "match", "rule")
_MATCH = {Answer.YES: "true", Answer.NO: "false"}


@app.command()
def compare(
    a: Annotated[str | None, typer.Argument(help="a name")] = None,
    b: Annotated[str | None, typer.Argument(help="another name")] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            help="a table with name1, name2 and, if known, country1/2, address1/2, kind1/2 and born1/2"
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="where the pairs go, with score, match (true, false, unknown) and rule"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
    prior: Annotated[
        float | None,
        typer.Option(help="your base rate, above 0 and below 1 (0.001: one true match per 1,000 candidates)"),
    ] = None,
) -> None:
    """Compare two names part by part, or every pair of a file."""
    if prior is not None and not 0 < prior < 1:
        raise typer.BadParameter("--prior is a share above 0 and below 1")
    if pairs is not None:
        if a is not None or out is None:
            raise typer.BadParameter("--pairs FILE goes with --out FILE and without names")
        _compare_file(pairs, out)
        return
    if a is None or b is None:
        raise typer.BadParameter("two names are needed, or --pairs FILE --out FILE")
    from tieback.screen.comparison import compare as compare_two

    comparison = compare_two(a, b)
    if json:
        sys.stdout.write(_document(a, b, comparison))
    else:
        from tieback.cli.paint import paint

        paint(_described(a, b, comparison))
        if prior is not None and not comparison.exact and comparison.match is not Answer.UNKNOWN:
            sys.stdout.write(f"{_stated(comparison, prior)}\n")


def _stated(comparison: "Comparison", prior: float) -> str:
    """The probability that a stated base rate gives, with that base rate."""
    from tieback.screen.beside import BESIDE
    from tieback.screen.score import posterior, total_bits

    own = [row for row in comparison.alignment if row.rule != BESIDE]  # a base rate is stated instead
    chance = posterior(total_bits(own), prior)
    return (
        f"At a base rate of {prior:g}, which you stated, the weights give a probability of {chance:.2g}"
        " (read as a likelihood ratio from half-true pairs)."
    )


def _word(match: Answer) -> str:
    return _MATCH.get(match, "unknown")


def _document(a: str, b: str, comparison: "Comparison") -> str:
    import json

    from tieback.model.plain import plain

    document = {
        "schema": "tieback.compare/1",
        "version": __version__,
        "as_of": None,
        "notes": [],
        "a": a,
        "b": b,
        "score": plain(comparison.score),
        "match": _word(comparison.match),
        "rule": comparison.rule,
        "exact": comparison.exact,
        "alignment": plain(comparison.alignment),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _described(a: str, b: str, comparison: "Comparison") -> "Iterator[Sequence[tuple[str, str]]]":
    """Both names, the rows between them and their sum, then the answer."""
    from tieback.screen.alignment import explain_comparison
    from tieback.screen.score import THRESHOLD
    from tieback.screen.terminal import described

    score = f"score {comparison.score}{', exact by rule' if comparison.exact else ''}"
    yield from described(explain_comparison(a, b, comparison), ("first name", "second name"), score)
    answer = {"true": "possible match", "false": "below the threshold", "unknown": "unknown"}[
        _word(comparison.match)
    ]
    yield []
    yield [(answer, "bold"), (f": {comparison.rule}; {score} (threshold {THRESHOLD})", "")]
    yield [("The score is a weight of evidence between 0 and 1, not a probability.", "")]


def _compare_file(pairs: Path, out: Path) -> None:
    from tieback.screen.output import marked
    from tieback.table.header import match
    from tieback.table.read import read_table
    from tieback.table.write import keep_input, write_table

    if not pairs.is_file():
        raise Refused("there is no such file", str(pairs), remedy="give the path of a table of pairs")
    keep_input(out, pairs)
    table = read_table(pairs, keep_blank=True)
    where = match(table.header, _COLUMNS).columns
    missing = [name for name in ("name1", "name2") if name not in where]
    if missing:
        seen = ", ".join(text for text in table.header if text.strip())
        raise Refused(f"no column {' and no column '.join(missing)} among the headers: {seen}", table.file)
    for note in table.notes:
        say(said(note))
    rows = []
    for row in table.rows:
        for column, reason in _unread(row, where):
            sys.stderr.write(f"{table.file} row {row.number}, {column}: {reason}; compared without it\n")
        rows.append((*row.cells, *_answer(row, where)))
    write_table(out, (*table.header, *_free_names(table.header)), rows, bom=marked(table))
    sys.stderr.write(f"wrote {len(rows)} pairs to {out}\n")


def _answer(row: "TableRow", where: dict[str, int]) -> tuple[str, str, str]:
    """Score, match and rule of one row; the score is always a number."""
    from tieback.screen.comparison import compare as compare_two

    def cell(name: str) -> str | None:
        return row.cells[where[name]] if name in where else None

    if row.problem:
        return "0", "unknown", row.problem
    comparison = compare_two(
        cell("name1") or "",
        cell("name2") or "",
        countries=(cell("country1"), cell("country2")),
        addresses=(cell("address1"), cell("address2")),
        kinds=(_kind(cell("kind1")), _kind(cell("kind2"))),
        births=(cell("born1"), cell("born2")),
    )
    score = comparison.score.normalize() if comparison.score in {Decimal(0), Decimal(1)} else comparison.score
    return format(score, "f"), _word(comparison.match), comparison.rule


def _unread(row: "TableRow", where: dict[str, int]) -> "Iterator[tuple[str, str]]":
    """Kinds and dates of birth that cannot be read: column and reason."""
    from tieback.table.birth import parse_births
    from tieback.table.cell import CellError, parse_kind

    for column, parse in (
        ("kind1", parse_kind),
        ("kind2", parse_kind),
        ("born1", parse_births),
        ("born2", parse_births),
    ):
        text = row.cells[where[column]] if column in where and not row.problem else None
        if text and text.strip():
            try:
                parse(text)
            except CellError as fault:
                yield column, fault.reason


def _kind(text: str | None) -> str | None:
    """company, person, vessel or aircraft; None for a word that is none of them."""
    from tieback.table.cell import CellError, parse_kind

    try:
        return parse_kind(text) if text and text.strip() else None
    except CellError:
        return None


def _free_names(header: Sequence[str]) -> list[str]:
    """The added columns; one that the input has already gets "tieback_" before it."""
    return [f"tieback_{name}" if name in header else name for name in _ADDED]
