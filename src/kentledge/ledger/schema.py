"""The ledger's file: opening it, knowing it for a ledger, bringing it to the current schema.

The schema is the SQL of `migrations/`, one file a step; `PRAGMA user_version` says how many steps a file has had.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from kentledge.errors import UnusableLedger

APPLICATION_ID = 0x4B4C4447
"""`KLDG`, in the header of every ledger: what tells it from another program's SQLite file."""

LARGE = 20_000_000
"""Bytes of a file from which on it takes long enough to bring it to a new schema to say so."""
_log = logging.getLogger(__name__)

_ADVICE = {
    "SQLITE_BUSY": "is in use by another program: try again when that has finished",
    "SQLITE_LOCKED": "is in use by another program: try again when that has finished",
    "SQLITE_READONLY": "cannot be written: make the file and its folder writable, or name another ledger",
    "SQLITE_PERM": "cannot be written: make the file and its folder writable, or name another ledger",
    "SQLITE_CANTOPEN": "cannot be opened: see that its folder exists and that you may read and write there",
    "SQLITE_FULL": "cannot be written: the disk is full",
    "SQLITE_NOTADB": "is not a Kentledge ledger: name another file",
    "SQLITE_CORRUPT": "is damaged: put back a copy, or name another ledger",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: `number` counts from 1, `sql` is a script of whole statements."""

    number: int
    sql: str


def migrations() -> tuple[Migration, ...]:
    """The steps that this version knows, in order."""
    folder = resources.files("kentledge.ledger") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(Migration(int(f.name[:4]), f.read_text(encoding="utf-8")) for f in files)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite or the system says about the file at `path` into an `UnusableLedger` of one line.

    Errors that are the caller's (a broken constraint, a closed connection) pass through.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        advice = next((says for code, says in _ADVICE.items() if name.startswith(code)), f"cannot be used: {error}")
        raise UnusableLedger(f"the ledger {path} {advice}") from error
    except OSError as error:
        raise UnusableLedger(f"the ledger {path} cannot be opened: {error.strerror or error}") from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write: all of it on leaving, nothing of it where an exception is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def moment(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read within is as it was at one moment, whatever other processes write."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def connected(path: Path, *, create: bool, timeout: float) -> sqlite3.Connection:
    """A connection to the ledger at `path`, brought to the current schema.

    `timeout` is how many seconds to wait for another process's write. Raises UnusableLedger where there is no ledger
    (and `create` is false), or the file is something else, newer, locked, or not writable; the file is then as it was,
    and where creating it failed there is none.
    """
    with told(path):
        try:
            real = path.resolve()
        except RuntimeError as error:  # before Python 3.13
            raise UnusableLedger(f"the ledger {path} is a loop of symbolic links: name another") from error
        if real.is_dir():
            raise UnusableLedger(f"the ledger {path} is a folder: name a file in it")
        if real.exists():
            return _opened(path, real, create=create, timeout=timeout)
        if not create:
            raise UnusableLedger(f"there is no ledger at {path}")
        folders = [folder for folder in real.parents if not folder.exists()]
        made = False
        try:
            real.parent.mkdir(parents=True, exist_ok=True)
            made = _touched(real)
            return _opened(path, real, create=True, timeout=timeout)
        except BaseException as error:
            # A file that another process is filling at this moment is not ours to remove.
            if made and not _busy(error) and real.stat().st_size == 0:
                real.unlink()
            for folder in folders:
                if folder.exists() and not any(folder.iterdir()):
                    folder.rmdir()
            raise


def _touched(real: Path) -> bool:
    """Whether this call made the file, rather than another process a moment ago."""
    try:
        real.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _opened(path: Path, real: Path, *, create: bool, timeout: float) -> sqlite3.Connection:
    if not real.is_file():
        raise UnusableLedger(f"the ledger {path} is not an ordinary file: name another")
    _known(path, real, create=create)
    if not (os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)):
        # SQLite would open it all the same, and fail at the first write.
        raise UnusableLedger(f"the ledger {path} {_ADVICE['SQLITE_READONLY']}")
    connection = sqlite3.connect(_uri(real, "mode=rw"), uri=True, timeout=timeout, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA page_size = 2048")  # of a new file: texts of this length waste half as much of these
        migrate(connection, migrations(), path)
        _into_wal(connection, timeout)
    except BaseException:
        connection.close()
        raise
    return connection


def _known(path: Path, real: Path, *, create: bool) -> None:
    """Raises where the file is neither a ledger nor empty.

    The look is through SQLite, not `open`: closing a file drops the locks that this process's other connections hold
    on it. `immutable` keeps SQLite from leaving or recovering anything beside a file that may not be ours.
    """
    # The size is asked of the system, since SQLite takes a file of one byte for empty; and first, since a process
    # that is making this ledger may fill it while we look.
    size = real.stat().st_size
    with closing(sqlite3.connect(_uri(real, "mode=ro&immutable=1"), uri=True)) as look:
        # Where a process died while moving its log into the file, the file is shorter than its header says until
        # SQLite mends it; with this, the header is read all the same.
        look.execute("PRAGMA writable_schema = ON")
        if _pragma(look, "application_id") == APPLICATION_ID:
            return
    if size > 0:
        raise UnusableLedger(f"the ledger {path} {_ADVICE['SQLITE_NOTADB']}")
    if not create:
        raise UnusableLedger(f"the ledger {path} is an empty file, not yet a ledger")


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration], path: Path) -> None:
    """Applies the steps that the file has not had, all in one transaction with its version.

    Raises UnusableLedger where the file has had more steps than these.
    """
    known = steps[-1].number
    if _pragma(connection, "user_version") == known:
        return
    with transaction(connection):
        version = _pragma(connection, "user_version")  # again: another process may have migrated while we waited
        if version > known:
            raise UnusableLedger(
                f"the ledger {path} was written by a newer Kentledge (schema {version}, this one knows {known}):"
                " upgrade Kentledge"
            )
        if version and path.stat().st_size > LARGE:
            # On standard error, where nobody has arranged for it otherwise.
            _log.warning(
                "bringing the ledger %s from schema %d to %d, once: a minute for 100,000 articles", path, version, known
            )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for step in steps:
            if step.number > version:
                for statement in _statements(step.sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {step.number}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit the transaction that they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _into_wal(connection: sqlite3.Connection, timeout: float) -> None:
    """Write-ahead logging, so that readers do not wait for a writer. SQLite does not itself wait to switch to it."""
    deadline = time.monotonic() + timeout
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return  # a file system that cannot do it keeps the old journal, which is as safe
        except sqlite3.OperationalError as error:
            if not _busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _busy(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _uri(real: Path, options: str) -> str:
    posix = real.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix))}?{options}"
