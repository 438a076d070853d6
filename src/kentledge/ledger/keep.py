"""Keeping the file: what it holds, a copy of it, giving back space."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from kentledge.files import Unwritable, beside, found_at, put_in_place
from kentledge.ledger import neighbours, schema


@dataclass(frozen=True, slots=True)
class Info:
    """A ledger in figures. Sizes are bytes, `text_size` that of all articles; `versions` are what read them, the
    latest last, with the number of readings of each."""

    path: Path
    size: int
    text_size: int
    schema: int
    articles: int
    readings: int
    statements: int
    speakers: int
    judgements: int
    quantities: int
    clusters: int
    copies: int
    outlets: int
    first: str | None
    last: str | None
    versions: tuple[tuple[str, str, str, int], ...]


def info(connection: sqlite3.Connection, path: Path) -> Info:
    """What the ledger holds; statements, speakers, judgements and quantities are those of latest readings."""

    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0] or 0)

    latest = "reading IN (SELECT key FROM latest_readings)"
    first, last = connection.execute("SELECT min(published), max(published) FROM readings").fetchone()
    copied = "copy_clusters WHERE cluster IN (SELECT cluster FROM copy_clusters WHERE article <> cluster)"
    versions = connection.execute(
        "SELECT kentledge, reader, lexicons, count(*) FROM readings GROUP BY 1, 2, 3 ORDER BY max(key)"
    )
    return Info(
        path=path,
        size=_size(path),
        text_size=one("SELECT sum(length(CAST(text AS BLOB))) FROM articles"),
        schema=one("PRAGMA user_version"),
        articles=one("SELECT count(*) FROM articles"),
        readings=one("SELECT count(*) FROM readings"),
        statements=one(f"SELECT count(*) FROM statements WHERE {latest}"),
        speakers=one(f"SELECT count(*) FROM speakers WHERE {latest}"),
        judgements=one(
            f"SELECT count(*) FROM judgements AS j JOIN statements AS s ON s.key = j.statement WHERE s.{latest}"
        ),
        quantities=one(f"SELECT count(*) FROM quantities WHERE {latest}"),
        clusters=one(f"SELECT count(DISTINCT cluster) FROM {copied}"),
        copies=one(f"SELECT count(*) FROM {copied}"),
        outlets=one("SELECT count(DISTINCT outlet) FROM readings"),
        first=first,
        last=last,
        versions=tuple(versions),
    )


def backup(connection: sqlite3.Connection, to: Path) -> None:
    """Writes the ledger as it is at this moment to a new file. Raises Unwritable; then nothing is left behind."""
    if found_at(to) is not None:
        raise Unwritable(f"{to}: is already there, and a backup replaces nothing: name a new file")
    partial = beside(to)
    try:
        partial.unlink(missing_ok=True)
        partial.touch()  # so that what hinders is said by the system, not by SQLite
        connection.execute("VACUUM INTO ?", (str(partial),))
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        put_in_place(partial, to)
    except OSError as error:
        raise Unwritable(f"{to}: cannot be written: {error.strerror or error}") from error
    finally:
        if partial.is_file():
            partial.unlink()


def compact(connection: sqlite3.Connection, path: Path, *, rebuild: bool) -> tuple[int, int]:
    """Sizes before and after."""
    before = _size(path)
    for table in ("articles_fts", "statements_fts", "edited_rows_fts"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('{'rebuild' if rebuild else 'optimize'}')")
    with schema.transaction(connection):
        (neighbours.make_anew if rebuild else neighbours.catch_up)(connection)
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, _size(path)


def _size(path: Path) -> int:
    """Of the file with what its log holds."""
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
