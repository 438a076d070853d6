"""`kentledge statements` and `kentledge articles`: lists of what the ledger holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.rows import ARTICLES, STATEMENTS, Rows, of_article, of_statement, write

LedgerFile = Annotated[Path | None, typer.Option("--ledger", help="The ledger file. Default: as for kentledge read.")]
Since = Annotated[str | None, typer.Option(help="Published on this day or later: 2031-03-09, 2031-03 or 2031.")]
Until = Annotated[str | None, typer.Option(help="Published on this day or earlier.")]
Outlet = Annotated[str | None, typer.Option(help="Part of the outlet's name.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=10**9, help="The most rows to show.")]
Form = Annotated[Rows, typer.Option("--format", "-f", help="Form of the list.")]
AsRead = Annotated[bool, typer.Option("--as-read", help="As the reader gave them, without the analyst's edits.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]


@app.command()
def statements(
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    front: Annotated[
        str | None, typer.Option(help="A front that the statement speaks of: economic, military …")
    ] = None,
    since: Since = None,
    until: Until = None,
    likely: Annotated[
        str | None, typer.Option(help="The best figure of a phrase is in this range: 0.6..0.9, 0.6.. or ..0.3.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help='Words of the statement; "a phrase" in quotation marks, beginn*, -without, OR.')
    ] = None,
    outlet: Outlet = None,
    once: Annotated[bool, typer.Option("--once", help="What copies of an article repeat is shown once.")] = False,
    as_read: AsRead = False,
    limit: Limit = 50,
    format: Form = Rows.table,
    output: Output = None,
    ledger: LedgerFile = None,
) -> None:
    """List statements in the ledger, newest first, by any conditions together.

    Each row names the article and the characters that the quotation stands at. Statements are as they stand after
    your edits: rejected ones are gone, corrected ones corrected, added ones there, each with what was done and by whom.

    Example: kentledge statements --speaker Marrash --front economic --since 2031-01 --likely 0.6..
    """
    from kentledge.edits.find import find_statements
    from kentledge.ledger import Ledger, Wanted, default_path
    from kentledge.ledger.query import chances, day

    wanted = Wanted(
        speaker=speaker,
        front=front,
        since=day(since),
        until=day(until, last=True),
        likely=None if likely is None else chances(likely),
        text=text,
        outlet=outlet,
        once=once,
    )
    with Ledger.open(ledger or default_path(), create=False) as book:
        if as_read:
            rows = [of_statement(statement, None) for statement in book.find_statements(wanted, limit)]
        else:
            rows = [of_statement(s.found, s.edits) for s in find_statements(book, wanted, limit)]
    write(rows, STATEMENTS, format, output)


@app.command()
def articles(
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    as_read: AsRead = False,
    limit: Limit = 50,
    format: Form = Rows.table,
    output: Output = None,
    ledger: LedgerFile = None,
) -> None:
    """List the articles in the ledger, newest first, with how many statements stand in each.

    Example: kentledge articles --outlet courier --since 2031-03
    """
    list_articles(None, since, until, outlet, as_read, limit, format, output, ledger)


def list_articles(
    text: str | None,
    since: str | None,
    until: str | None,
    outlet: str | None,
    as_read: bool,
    limit: int,
    format: Rows,
    output: Path | None,
    ledger: Path | None,
) -> None:
    """Writes the list of the articles that fit; `text` None asks for no words."""
    from kentledge.edits.find import find_articles
    from kentledge.ledger import Ledger, Wanted, default_path
    from kentledge.ledger.query import day

    wanted = Wanted(text=text, since=day(since), until=day(until, last=True), outlet=outlet)
    with Ledger.open(ledger or default_path(), create=False) as book:
        if as_read:
            rows = [of_article(article, None) for article in book.find_articles(wanted, limit)]
        else:
            rows = [of_article(a.found, a.edits) for a in find_articles(book, wanted, limit)]
    write(rows, ARTICLES, format, output)
