"""Runs of `kentledge read` that are killed, and what a ledger holds apart from the time of day."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kentledge.ledger import Ledger

_TIMES = {"read_at", "first_seen"}


def start(folder: Path, ledger: Path, *options: str) -> subprocess.Popen[bytes]:
    """A real `kentledge read` in a process of its own."""
    command = [sys.executable, "-m", "kentledge", "read", str(folder), "--ledger", str(ledger), "--threads", "1"]
    return subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )


def finished(process: subprocess.Popen[bytes]) -> None:
    """Waits for the end, which must be a good one."""
    _, errors = process.communicate(timeout=3600)
    assert process.returncode == 0, errors.decode()


def killed_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kills the process as `kill -9` does; whether it was still at work."""
    time.sleep(seconds)
    process.kill()
    process.communicate()
    return process.returncode != 0


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, derived ones too, in order, without the times of day."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        )
        for (table,) in tables.fetchall():
            columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name not in _TIMES]
            listed = ", ".join(f'"{column}"' for column in columns)
            found[table] = connection.execute(f"SELECT {listed} FROM {table} ORDER BY {listed}").fetchall()
    return found


@dataclass(frozen=True, slots=True)
class Struck:
    """How many runs were killed before their end, and after how many of these the ledger held more articles."""

    at_work: int
    writing: int


def struck(folder: Path, ledger: Path, times: int, moment: Callable[[int], float], *options: str) -> Struck:
    """Kills as many readings of the folder, one after another, and checks the ledger after each.

    `moment` gives the seconds after which the next run is killed, from how many articles the ledger holds by then.
    """
    at_work, writing, stored = 0, 0, 0
    for _ in range(times):
        fell = killed_after(start(folder, ledger, *options), moment(stored))
        before = stored
        if ledger.exists() and ledger.stat().st_size:
            with Ledger.open(ledger) as opened:
                assert opened.check() == []
                stored = len(list(opened.articles()))
        at_work += fell
        writing += fell and stored > before
    return Struck(at_work, writing)
