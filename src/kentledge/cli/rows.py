"""Rows of what was found, in the forms that terminals and other programs read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kentledge.errors import KentledgeError
from kentledge.files import Unwritable, beside, put, put_in_place, write_whole
from kentledge.harmless import harmless_line
from kentledge.percent import percents

if TYPE_CHECKING:
    from kentledge.ledger import FoundArticle, FoundStatement

Value = str | int | float | None | list[str] | list[float] | list[list[int]]
Row = Mapping[str, Value]


class Rows(StrEnum):
    """Forms of a list."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class MissingExport(KentledgeError):
    """The library that writes Parquet files is not installed."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a list with their types in SQL, and those that a terminal shows."""

    columns: Mapping[str, str]
    shown: tuple[str, ...]


STATEMENTS = Shape(
    {
        "article": "VARCHAR", "statement": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "outlet": "VARCHAR",
        "published": "VARCHAR", "title": "VARCHAR", "speaker": "VARCHAR", "role": "VARCHAR", "affiliation": "VARCHAR",
        "kind": "VARCHAR", "quotation": "VARCHAR", "spans": "INTEGER[][]", "fronts": "VARCHAR[]",
        "phrase": "VARCHAR[]", "scale": "VARCHAR[]", "low": "DOUBLE[]", "best": "DOUBLE[]", "high": "DOUBLE[]",
        "printed": "VARCHAR[]", "edits": "VARCHAR",
    },
    ("published", "outlet", "speaker", "quotation", "likely", "fronts", "where"),
)  # fmt: skip
ARTICLES = Shape(
    {
        "article": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "outlet": "VARCHAR", "published": "VARCHAR",
        "title": "VARCHAR", "quotation": "VARCHAR", "statements": "INTEGER", "sources": "VARCHAR[]",
        "edits": "VARCHAR",
    },
    ("published", "outlet", "title", "quotation", "statements", "where"),
)  # fmt: skip


def of_statement(found: FoundStatement, edits: str | None) -> Row:
    """A statement as a row, with what was done to it by hand.

    Its phrases are lists of equal length: the first of each belong together.
    """
    return {
        "article": found.article,
        "statement": found.statement,
        "start": found.start,
        "end": found.end,
        "outlet": found.outlet,
        "published": found.published,
        "title": found.title,
        "speaker": found.speaker,
        "role": found.role,
        "affiliation": found.affiliation,
        "kind": found.kind,
        "quotation": found.quotation,
        "spans": [[start, end] for start, end in found.spans],
        "fronts": list(found.fronts),
        "phrase": [phrase.words for phrase in found.likely],
        "scale": [phrase.scale for phrase in found.likely],
        "low": [phrase.low for phrase in found.likely],
        "best": [phrase.best for phrase in found.likely],
        "high": [phrase.high for phrase in found.likely],
        "printed": list(found.printed),
        "edits": edits,
    }


def of_article(found: FoundArticle, edits: str | None) -> Row:
    """An article as a row, with how many edits it has."""
    return {
        "article": found.article,
        "start": found.start,
        "end": found.end,
        "outlet": found.outlet,
        "published": found.published,
        "title": found.title,
        "quotation": found.quotation,
        "statements": found.statements,
        "sources": list(found.sources),
        "edits": edits,
    }


def write(rows: Sequence[Row], shape: Shape, form: Rows, output: Path | None) -> None:
    """Writes the rows to the file, or to standard output. Raises Unwritable or MissingExport."""
    if form is Rows.parquet:
        if output is None:
            raise Unwritable("a Parquet file cannot be printed: name it with -o FILE")
        _parquet(rows, shape, output)
        return
    if form is Rows.json:
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    elif form is Rows.jsonl:
        text = "".join(_lines(rows))
    elif form is Rows.csv:
        text = _csv(rows, shape)
    else:
        text = _table(rows, shape, colour=output is None and sys.stdout.isatty())
    put(text, output)


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _csv(rows: Sequence[Row], shape: Shape) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(shape.columns)
    for row in rows:
        table.writerow([_flat(row[column]) for column in shape.columns])
    return out.getvalue()


def _flat(value: Value) -> str | int | float | None:
    """A list as one cell: members by semicolons, spans as 12-34."""
    if not isinstance(value, list):
        return value
    return "; ".join("-".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)


def _table(rows: Sequence[Row], shape: Shape, *, colour: bool) -> str:
    import shutil

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    width = shutil.get_terminal_size().columns if colour else 140
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_lines=True)
    for column in shape.shown:
        wide = 4 if column in ("quotation", "says") else 2 if column == "title" else 1
        table.add_column(column, ratio=wide, overflow="fold")
    for row in rows:
        table.add_row(*(Text("\n".join(map(harmless_line, _cell(row, column)))) for column in shape.shown))
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _cell(row: Row, column: str) -> list[str]:
    """What a cell says, and below it what was done to it by hand."""
    if column == "where":
        return [f"{row['article']} [{row['start']}–{row['end']}]"]
    if column == "likely":
        phrases = zip(*(_list(row[name]) for name in ("phrase", "low", "high", "scale")), strict=True)
        return ["; ".join(f"“{phrase}” {percents(low, high)} ({scale})" for phrase, low, high, scale in phrases)]
    value = _flat(row[column])
    marks = [f"({row['edits']})"] if column == "quotation" and row.get("edits") else []
    return ["" if value is None else str(value), *marks]


def _list(value: Value) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _parquet(rows: Sequence[Row], shape: Shape, output: Path) -> None:
    """A file with lists as lists. DuckDB reads the rows as lines of JSON and writes them."""
    try:
        import duckdb
    except ImportError:
        raise MissingExport('Parquet needs DuckDB: pip install "kentledge[export]", or choose another format') from None
    lines, partial = (beside(output, end) for end in (".jsonl.partial", ".partial"))
    write_whole(lines, "".join(_lines(rows)))
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in shape.columns.items())
    try:
        with duckdb.connect() as connection:
            read = f"read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{types}}})"
            connection.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(partial)} (FORMAT parquet)")
        put_in_place(partial, output)
    except (OSError, duckdb.Error) as error:
        raise Unwritable(f"{output}: cannot be written: {str(error).splitlines()[0]}") from error
    finally:
        lines.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
