"""The ledger: one SQLite file of articles and of what was read in them, to which rows are only ever added.

>>> with Ledger.open(default_path()) as ledger:  # doctest: +SKIP
...     ledger.store(reading, source="talks.txt")
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from kentledge.clock import now
from kentledge.ledger import check, copies, keep, listing, load, neighbours, schema, write
from kentledge.ledger.copies import Cluster
from kentledge.ledger.find import Wanted
from kentledge.ledger.keep import Info
from kentledge.ledger.listing import FoundArticle, FoundStatement
from kentledge.ledger.load import Entry, UnknownArticle
from kentledge.records import Article, Provenance, Reading

__all__ = [
    "Cluster",
    "Entry",
    "FoundArticle",
    "FoundStatement",
    "Info",
    "Ledger",
    "UnknownArticle",
    "Wanted",
    "default_path",
]


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

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file, for the stages that keep tables of their own in it."""
        return self._connection

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
            stored_at = now()
            with schema.transaction(connection):
                new = not write.has(connection, article.id, provenance)
                if new:
                    write.add(connection, reading, provenance, stored_at)
                    copies.add(connection, article.id)
                    neighbours.add(connection, neighbours.AT_ONCE)
                if source is not None:
                    write.note_source(connection, article, source, stored_at)
            return new

    def note_source(self, article: Article, source: str) -> None:
        """Notes another place where the text of an article that is in the ledger was read from."""
        connection = self._connection
        with schema.told(self.path):
            if not write.knows_source(connection, article, source):
                with schema.transaction(connection):
                    write.note_source(connection, article, source, now())

    def reading(self, article_id: str) -> Reading:
        """The latest reading of the article, equal to the one that was stored. Raises UnknownArticle."""
        with schema.told(self.path):
            return load.latest(self._connection, article_id)

    def said(self, article_id: str) -> Reading:
        """The latest reading of the article with its speakers and statements only. Raises UnknownArticle."""
        with schema.told(self.path):
            return load.latest(self._connection, article_id, said_only=True)

    def has(self, article_id: str, provenance: Provenance) -> bool:
        """Whether the article has a reading by exactly this state of the program."""
        with schema.told(self.path):
            return write.has(self._connection, article_id, provenance)

    def articles(self) -> Iterator[Entry]:
        """Every article as its latest reading has it, in the order in which they were first stored."""
        with schema.told(self.path):
            return iter(load.entries(self._connection))

    def find_statements(self, wanted: Wanted, limit: int) -> list[FoundStatement]:
        """The statements that fit, newest article first, at most `limit`. Raises UnusableQuery."""
        with schema.told(self.path):
            return listing.statements(self._connection, wanted, limit)

    def find_articles(self, wanted: Wanted, limit: int) -> list[FoundArticle]:
        """The articles that fit, newest first, at most `limit`. Raises UnusableQuery."""
        with schema.told(self.path):
            return listing.articles(self._connection, wanted, limit)

    def copies(self, limit: int) -> list[Cluster]:
        """Clusters of articles that are printings of one story, those with the newest printing first."""
        with schema.told(self.path):
            return copies.clusters(self._connection, limit)

    def uncompared(self) -> list[str]:
        """Ids of articles that were stored before copies were looked for, or in another way; see `compare`."""
        with schema.told(self.path):
            return copies.waiting(self._connection)

    def compare(self, article_id: str) -> None:
        """Looks for copies of an article, as `store` does for new ones."""
        with schema.told(self.path), schema.transaction(self._connection):
            copies.add(self._connection, article_id)

    def check(self) -> list[str]:
        """What is wrong with the ledger, one line each; empty where nothing is.

        Looks at the file itself, at its references, that every span lies inside its article's text, and that every
        statement's text is the text at its content spans.
        """
        with schema.told(self.path):
            return check.problems(self._connection)

    def info(self) -> Info:
        """What the ledger holds, in figures."""
        with schema.told(self.path):
            return keep.info(self._connection, self.path)

    def backup(self, to: Path) -> None:
        """Writes a whole and compact copy of the ledger, as it is at this moment, to a new file.

        Other processes may go on reading and writing. Raises Unwritable where the file exists or cannot be written.
        """
        with schema.told(self.path):
            keep.backup(self._connection, to)

    def compact(self, *, rebuild: bool = False) -> tuple[int, int]:
        """Gives back the space that the file does not need: its size in bytes before and after.

        With `rebuild`, the full-text indexes are made anew from the rows.
        """
        with schema.told(self.path):
            return keep.compact(self._connection, self.path, rebuild=rebuild)
