"""`kentledge ledger`: the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.desk import say
from kentledge.cli.statements import LedgerFile

ledger_app = typer.Typer(
    name="ledger",
    help="See to the ledger file: what it holds, whether it is whole, a copy of it, its size.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(ledger_app)


@ledger_app.command()
def info(ledger: LedgerFile = None) -> None:
    """Say what the ledger holds: articles, statements, dates, versions, size.

    Example: kentledge ledger info
    """
    from kentledge.ledger import Ledger, default_path

    with Ledger.open(ledger or default_path(), create=False) as book:
        found = book.info()
    share = f", {found.size / found.text_size:.1f} times the text" if found.text_size else ""
    print(f"{found.path}: {found.size / 1e6:,.1f} MB{share}; schema {found.schema}")
    print(f"{found.articles:,} articles of {found.outlets:,} outlets, {found.first or '?'} to {found.last or '?'}")
    print(f"{found.statements:,} statements, {found.speakers:,} speakers named in articles")
    print(f"{found.judgements:,} judgements, {found.quantities:,} quantities")
    print(f"{found.copies:,} articles are printings of {found.clusters:,} stories")
    for kentledge, reader, lexicons, count in found.versions:
        print(f"{count:,} readings by kentledge {kentledge}, reader {reader}, lexicons {lexicons}")


@ledger_app.command()
def check(ledger: LedgerFile = None) -> None:
    """Verify the file, its references, that all evidence matches its text, and the full-text indexes.

    Prints what is wrong, one line each, and ends with exit code 1 where anything is.

    Example: kentledge ledger check
    """
    from kentledge.ledger import Ledger, default_path

    path = ledger or default_path()
    with Ledger.open(path, create=False) as book:
        problems = book.check()
    say(*problems)
    if problems:
        raise typer.Exit(1)
    print(f"{path}: nothing is wrong")


@ledger_app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The new file; one that exists is never replaced.")],
    ledger: LedgerFile = None,
) -> None:
    """Write a whole copy of the ledger to a new file, while others may go on reading and writing.

    Example: kentledge ledger backup ledger-2031-03-09.db
    """
    from kentledge.ledger import Ledger, default_path

    with Ledger.open(ledger or default_path(), create=False) as book:
        book.backup(file)
    print(f"{file}: {file.stat().st_size / 1e6:,.1f} MB")


@ledger_app.command()
def compact(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the full-text indexes anew from the rows.")] = False,
    ledger: LedgerFile = None,
) -> None:
    """Give back the space that the file does not need.

    Example: kentledge ledger compact
    """
    from kentledge.ledger import Ledger, default_path

    with Ledger.open(ledger or default_path(), create=False) as book:
        before, after = book.compact(rebuild=rebuild)
    print(f"{before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB after")
