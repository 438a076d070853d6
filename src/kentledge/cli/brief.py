"""`kentledge brief`: the brief of an article that stands in the ledger, with the analyst's edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import Format, app, formed
from kentledge.cli.desk import LedgerFile, article_named, opened, who_is_who

if TYPE_CHECKING:
    from kentledge.ledger import Ledger
    from kentledge.report.view import QuestionLine


@app.command()
def brief(
    article: Annotated[str, typer.Argument(help="The article: its id, the first characters of it, or its file.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="Form of the brief.")] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    as_read: Annotated[
        bool, typer.Option("--as-read", help="As the reader gave it, without the analyst's edits.")
    ] = False,
    ledger: LedgerFile = None,
) -> None:
    """Print the brief of an article in the ledger as it stands after your edits.

    Camps and finding are weighed anew from what stands. Edited lines are marked, and all edits are listed; so are the
    questions to which statements of the article are linked, with the answer so far.

    Example: kentledge brief a73c18 --format html -o brief.html
    """
    from kentledge import report
    from kentledge.edits import edited
    from kentledge.files import put
    from kentledge.reading import weighed

    with opened(ledger) as book:
        id_ = article_named(book, article)
        reading = book.reading(id_)
        hand = None if as_read else edited(book, id_)
        asked = () if as_read else _questions(book, id_)
    if hand is not None and hand.reading != reading:
        reading = weighed(hand.reading, reading)
    text = (
        report.as_json(reading) if format is Format.json else formed(report.brief(reading, hand, asked), format, output)
    )
    put(text, output)


def _questions(book: Ledger, article: str) -> tuple[QuestionLine, ...]:
    """The questions to which statements of the article are linked, pooled."""
    from kentledge.pool import Unpoolable
    from kentledge.question import answers, estimate, links, question, voices

    every = links(book)
    numbers = sorted({link.question for link in every if link.article == article})
    if not numbers:
        return ()
    from kentledge.report.pool_charts import question_line

    persons, lines = who_is_who(book), []
    for number in numbers:
        asked = question(book, number)
        heard = voices(book, [link for link in every if link.question == number], persons)
        try:
            if asked.kind in ("binary", "choice"):
                lines.append(question_line(article, asked, heard, answers(asked, heard)))
            else:
                lines.append(question_line(article, asked, heard, (), estimate(asked, heard)))
        except Unpoolable:  # all that was linked has been rejected since
            continue
    return tuple(lines)
