"""Bringing the stored persons up to date: quick where nothing has changed, and no more work than what has."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from kentledge.edits.names import title_words
from kentledge.edits.persons.gather import Made, gather, newest
from kentledge.edits.persons.rows import Texts, checksum
from kentledge.edits.persons.settle import settle
from kentledge.ledger import Ledger, schema

RULES = 1
"""The number of the rules by which persons are made. With another, all are made anew."""

LONG = 2_000
"""From how many readings on it takes long enough to say so."""

_TABLES = (
    *("person_proposals", "person_unasked", "person_stale", "person_edited", "person_barred", "person_decided"),
    *("person_profiles", "persons", "person_words", "person_texts", "persons_made"),
    *("person_judgements", "person_judgements_edited", "person_judgements_made"),
)


def renew(ledger: Ledger, tell: Callable[[str], None] | None = None) -> None:
    """Brings the stored persons up to date with readings, edits and decisions.

    It goes in steps, each of them one write; a step that another process has done is not done again. `tell` is given
    one line where it takes long. Raises UnusableLedger where the file cannot be written.
    """
    connection = ledger.connection
    with schema.told(ledger.path):
        waiting = _waiting(connection)
        if waiting is None:
            return
        if waiting > LONG and tell is not None:
            tell(f"finding out who is whom in {waiting:,} new readings, once")
        texts = Texts(connection)
        while _waiting(connection) is not None:
            with schema.transaction(connection):
                _step(ledger, texts)


def _waiting(connection: sqlite3.Connection) -> int | None:
    """How many readings are new; None where all is as it should be."""
    made, last = _made(connection), newest(connection)
    if made == last and not connection.execute("SELECT EXISTS (SELECT 1 FROM person_stale)").fetchone()[0]:
        return None
    return last.reading - (0 if made is None else made.reading)


def _step(ledger: Ledger, texts: Texts) -> None:
    connection = ledger.connection
    made = _made(connection)
    if made is None:
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")
        texts.forget()
        made = Made(0, 0, 0)
    if made != newest(connection):
        made = gather(ledger, made, texts)
        connection.execute("DELETE FROM persons_made")
        connection.execute(
            "INSERT INTO persons_made (method, reading, edit, decision) VALUES (?, ?, ?, ?)",
            (_method(), made.reading, made.edit, made.decision),
        )
    if made == newest(connection):
        settle(connection, texts)


def _made(connection: sqlite3.Connection) -> Made | None:
    row = connection.execute("SELECT method, reading, edit, decision FROM persons_made").fetchone()
    return None if row is None or row[0] != _method() else Made(*row[1:])


def _method() -> str:
    """What the persons hang on beside the ledger: the rules, and the words that are titles."""
    return f"{RULES}.{checksum(' '.join(sorted(title_words()))):x}"
