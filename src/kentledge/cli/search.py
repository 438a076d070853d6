"""`kentledge search`: articles by their words."""

from __future__ import annotations

from typing import Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.rows import Rows
from kentledge.cli.statements import AsRead, Form, LedgerFile, Limit, Outlet, Output, Since, Until, list_articles


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help='Words; "a phrase" in quotation marks, beginn*, -without, OR.')],
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    as_read: AsRead = False,
    limit: Limit = 50,
    format: Form = Rows.table,
    output: Output = None,
    ledger: LedgerFile = None,
) -> None:
    """List the articles that have all the words, newest first, each with the passage where they first stand.

    Example: kentledge search toll "Kerrow Strait" --since 2031
    """
    # A shell takes the quotation marks off a phrase: an argument of several words is one.
    typed = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    list_articles(typed, since, until, outlet, as_read, limit, format, output, ledger)
