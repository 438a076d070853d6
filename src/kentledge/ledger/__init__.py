"""The ledger: one SQLite file of articles and of what was read in them, to which rows are only ever added.

>>> with Ledger.open(default_path()) as ledger:  # doctest: +SKIP
...     ledger.store(reading, source="talks.txt")
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from kentledge.ledger import check, load, schema, write
from kentledge.ledger.load import Entry, UnknownArticle
from kentledge.records import Provenance, Reading

__all__ = ["Entry", "Ledger", "UnknownArticle", "default_path"]


def default_path() -> Path:
    """Where the ledger is when the user names none: KENTLEDGE_LEDGER, or the user's data folder."""
    named = os.environ.get("KENTLEDGE_LEDGER")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kentledge", appauthor=False) / "ledger.db"


class Ledger:
    """An open ledger. Use it as a context manager, or call `close`; one thread, one ledger.

    Every method raises UnusableLedger where the file cannot be read or written.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Takes over a connection that `schema.connected` made; use `Ledger.open`."""
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = True, timeout: float = 10.0) -> Ledger:
        """Opens the ledger at `path`, made with its folder where there is none and `create` is true.

        `timeout` is how many seconds to wait for another process's write. Raises UnusableLedger, the file untouched,
        where it is missing, locked, not writable, not a ledger, or of a newer version.
        """
        return cls(schema.connected(path, create=create, timeout=timeout), path)

    def close(self) -> None:
        """Closes the file; a second call does nothing."""
        with schema.told(self.path):
            self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def store(self, reading: Reading, source: str | None = None) -> bool:
        """Adds the reading, all of it or nothing; `source` is the path or address it was read from.

        Returns False, and adds nothing but a source not noted before, where the article already has a reading of the
        same provenance. Raises ValueError where the reading has no provenance, a span outside its article's text, a
        reference to a record that it does not have, NaN, or the id of an article that is stored with another text.
        """
        provenance = write.sound(reading)
        connection, article = self._connection, reading.article
        with schema.told(self.path):
            if write.has(connection, article.id, provenance) and (
                source is None or write.knows_source(connection, article, source)
            ):
                return False  # without taking the write lock
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            with schema.transaction(connection):
                new = not write.has(connection, article.id, provenance)
                if new:
                    write.add(connection, reading, provenance, now)
                if source is not None:
                    write.note_source(connection, article, source, now)
            return new

    def reading(self, article_id: str) -> Reading:
        """The latest reading of the article, equal to the one that was stored. Raises UnknownArticle."""
        with schema.told(self.path):
            return load.latest(self._connection, article_id)

    def has(self, article_id: str, provenance: Provenance) -> bool:
        """Whether the article has a reading by exactly this state of the program."""
        with schema.told(self.path):
            return write.has(self._connection, article_id, provenance)

    def articles(self) -> Iterator[Entry]:
        """Every article as its latest reading has it, in the order in which they were first stored."""
        with schema.told(self.path):
            return iter(load.entries(self._connection))

    def check(self) -> list[str]:
        """What is wrong with the ledger, one line each; empty where nothing is.

        Looks at the file itself, at its references, that every span lies inside its article's text, and that every
        statement's text is the text at its content spans.
        """
        with schema.told(self.path):
            return check.problems(self._connection)
