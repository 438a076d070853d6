"""The analyst's desk: which ledger, which article in it, and who is at work."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.files import put, spelt
from kentledge.harmless import harmless_line

if TYPE_CHECKING:
    from kentledge.edits.persons.look import Persons
    from kentledge.ledger import Ledger

LedgerFile = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger file. Default: KENTLEDGE_LEDGER, or the user's data folder.")
]
By = Annotated[str | None, typer.Option(help="Whose hand this is. Default: KENTLEDGE_ANALYST, or the user's name.")]
Note = Annotated[str | None, typer.Option(help="Why, in your own words.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def opened(path: Path | None) -> Ledger:
    """The ledger at the path or in the usual place; there must be one."""
    from kentledge.ledger import Ledger, default_path

    return Ledger.open(path or default_path(), create=False)


def who_is_who(ledger: Ledger) -> Persons:
    """The persons of the ledger, brought up to date; a line on standard error where that takes long."""
    from kentledge.edits.persons.look import Persons

    return Persons(ledger, warn)


def say(*lines: str) -> None:
    """Prints lines; words of an article in them cannot steer the terminal."""
    for line in lines:
        print(harmless_line(line))


def say_json(value: object) -> None:
    """Prints a value as JSON, indented, with letters as they are."""
    import json

    put(json.dumps(value, ensure_ascii=False, indent=1) + "\n", None)


def warn(line: str) -> None:
    """Prints a line on standard error."""
    print(f"kentledge: {harmless_line(line)}", file=sys.stderr)


def analyst(by: str | None) -> str:
    """Who is at work: as named, by KENTLEDGE_ANALYST, or by the name of the account."""
    import getpass

    if by or os.environ.get("KENTLEDGE_ANALYST"):
        return by or os.environ["KENTLEDGE_ANALYST"]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "analyst"


def article_named(ledger: Ledger, said: str) -> str:
    """The id of the article that a user means: by id, by its first characters, or by the file or address it came from.

    Raises UnknownArticle where none is meant, or more than one.
    """
    from kentledge.ledger import UnknownArticle, schema

    said = spelt(said)
    with schema.told(ledger.path):
        ids = [
            row[0]
            for row in ledger.connection.execute(
                "SELECT id FROM articles WHERE id = ? UNION SELECT a.id FROM articles AS a"
                " JOIN article_sources AS s ON s.article = a.key WHERE s.source = ?",
                (said, said),
            )
        ]
        if not ids and len(said) >= 3 and said.isascii():
            upper = said[:-1] + chr(ord(said[-1]) + 1)
            found = ledger.connection.execute("SELECT id FROM articles WHERE id >= ? AND id < ? LIMIT 2", (said, upper))
            ids = [row[0] for row in found]
    if not ids:
        raise UnknownArticle(f"the ledger holds no article {said}: name one by its id, or the file it was read from")
    if len(ids) > 1:
        raise UnknownArticle(f"more than one article is meant by {said}: give more of its id")
    return str(ids[0])
