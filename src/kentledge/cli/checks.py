"""`kentledge checks`: whether the numbers of the ledger's articles add up, each article's and one against another."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby, islice
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.rows import Row, Rows, Shape, write
from kentledge.cli.statements import Form, LedgerFile, Limit, Output

if TYPE_CHECKING:
    from kentledge.ledger import Ledger
    from kentledge.ledger.checks_of import FoundCheck
    from kentledge.measure.across import Comparison


class VerdictName(StrEnum):
    """What a check may come to."""

    implies = "implies"
    consistent = "consistent"
    inconsistent = "inconsistent"


CHECKS = Shape(
    {
        "article": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "outlet": "VARCHAR", "published": "VARCHAR",
        "title": "VARCHAR", "verdict": "VARCHAR", "says": "VARCHAR", "formula": "VARCHAR", "low": "DOUBLE",
        "high": "DOUBLE", "unit": "VARCHAR", "per_value": "DOUBLE", "per_unit": "VARCHAR", "quantities": "VARCHAR[]",
        "spans": "INTEGER[][]", "quotation": "VARCHAR[]", "evidence": "VARCHAR[]",
    },
    ("verdict", "says", "formula", "quotation", "evidence"),
)  # fmt: skip
ACROSS = Shape(
    {
        "article": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "other": "VARCHAR", "other_start": "INTEGER",
        "other_end": "INTEGER", "verdict": "VARCHAR", "says": "VARCHAR", "quantities": "VARCHAR[]",
        "quotation": "VARCHAR[]", "evidence": "VARCHAR[]",
    },
    ("verdict", "says", "quotation", "evidence"),
)  # fmt: skip


@app.command()
def checks(
    across: Annotated[bool, typer.Option("--across", help="Compare articles with each other.")] = False,
    verdict: Annotated[VerdictName | None, typer.Option(help="Only checks that come to this.")] = None,
    limit: Limit = 50,
    format: Form = Rows.table,
    output: Output = None,
    ledger: LedgerFile = None,
) -> None:
    """List whether the numbers of the articles in the ledger add up, newest article first.

    Each row has the verdict, the formula in words, and the quantities that it rests on with the characters where they
    stand. With --across, figures that two articles tell of the same thing, by the same names, at the same time: what is
    not clearly the same is passed over, and so are copies of one story. All as read, without the analyst's edits.

    Example: kentledge checks --across --verdict inconsistent
    """
    from kentledge.cli.desk import opened
    from kentledge.ledger import checks_of, schema

    wanted = verdict.value if verdict else None
    with opened(ledger) as book, schema.told(book.path):
        if across:
            found = (pair for pair in _compared(book) if wanted in (None, pair.verdict))
            rows = [_of_pair(book, pair) for pair in islice(found, limit)]
        else:
            rows = [_of_check(check) for check in checks_of.checks(book.connection, limit, wanted)]
    write(rows, ACROSS if across else CHECKS, format, output)


def _compared(book: Ledger) -> Iterator[Comparison]:
    """What the ledger's articles say of each other, without what copies of one story repeat."""
    from kentledge.ledger import checks_of
    from kentledge.measure.across import Told, compared, told

    for group in checks_of.alike(book.connection):
        clusters: dict[str, int | None] = {}
        figures: list[Told] = []
        for (article, cluster), found in groupby(group, key=lambda one: one[:2]):
            clusters[article.id] = cluster
            figures += told(article, [quantity for *_, quantity in found])
        for pair in compared(figures):
            first, second = (clusters[article] for article in pair.articles)
            if first is None or first != second:
                yield pair


def _of_check(check: FoundCheck) -> Row:
    return {
        "article": check.article,
        "start": min((start for start, _ in check.spans), default=0),
        "end": max((end for _, end in check.spans), default=0),
        "outlet": check.outlet,
        "published": check.published,
        "title": check.title,
        "verdict": check.verdict,
        "says": check.says,
        "formula": check.formula,
        "low": check.low,
        "high": check.high,
        "unit": check.unit,
        "per_value": check.per.value if check.per else None,
        "per_unit": check.per.unit if check.per else None,
        "quantities": list(check.quantities),
        "spans": [[start, end] for start, end in check.spans],
        "quotation": list(check.words),
        "evidence": [f"{check.article} [{start}–{end}]" for start, end in check.spans],
    }


def _of_pair(book: Ledger, pair: Comparison) -> Row:
    said = "SELECT text FROM articles WHERE id = ?"
    texts = [book.connection.execute(said, (article,)).fetchone()[0] for article in pair.articles]
    (start, end), (other_start, other_end) = pair.evidence
    places = list(zip(pair.articles, pair.evidence, strict=True))
    return {
        "article": pair.articles[0],
        "start": start,
        "end": end,
        "other": pair.articles[1],
        "other_start": other_start,
        "other_end": other_end,
        "verdict": pair.verdict,
        "says": pair.says,
        "quantities": list(pair.quantities),
        "quotation": [text[slice(*span)] for text, span in zip(texts, pair.evidence, strict=True)],
        "evidence": [f"{article} [{first}–{last}]" for article, (first, last) in places],
    }
