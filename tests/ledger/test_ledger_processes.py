"""A ledger survives the death of the process that writes it, and two writers at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from written_readings import told

from kentledge.ledger import Ledger

STORE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from kentledge.ledger import Ledger
from written_readings import told
readings = [told(number) for number in range(int(sys.argv[3]), int(sys.argv[4]))]
print("ready", flush=True)
sys.stdin.readline()
with Ledger.open(Path(sys.argv[2]), timeout=60) as ledger:
    for number, reading in enumerate(readings):
        print(int(ledger.store(reading, f"{sys.argv[3]}/{number}.txt")), flush=True)
"""

# Stops for good, telling so, before the SQL statement named last on the command line is run.
STOP = """
import sqlite3, sys, time
connect = sqlite3.connect
def traced(*given, **named):
    connection = connect(*given, **named)
    def stop(sql):
        if sys.argv[5] in sql:
            print("stopped", flush=True)
            time.sleep(600)
    connection.set_trace_callback(stop)
    return connection
sqlite3.connect = traced
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(Path(__file__).parent), *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Ends the process as `kill -9` does and returns what it had still said."""
    process.kill()
    said, _ = process.communicate()
    return said.split()


def whole(path: Path, numbers: range) -> set[int]:
    """Which of the numbered readings the ledger has, each seen to be complete and the ledger sound."""
    by_id = {told(number).article.id: number for number in numbers}
    with Ledger.open(path, create=False) as ledger:
        assert ledger.check() == []
        entries = list(ledger.articles())
        for entry in entries:
            assert ledger.reading(entry.id) == told(by_id[entry.id])
    return {by_id[entry.id] for entry in entries}


def test_a_writer_killed_at_any_moment_leaves_whole_readings(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    dice = random.Random()
    for turn in range(6):
        process = start(STORE, path, turn * 500, turn * 500 + 500)
        assert line(process) == "ready"
        go(process)
        while line(process) != "1":
            assert process.poll() is None
        time.sleep(dice.uniform(0, 0.15))
        said = kill(process)
        assert process.returncode != 0  # it did not come to the end
        stored = {n for n in whole(path, range(3000)) if n >= turn * 500}
        # What it told us it had stored is there, and at most the one that it had no time to tell.
        assert stored in (set(range(turn * 500, turn * 500 + len(said) + extra)) for extra in (1, 2))


@pytest.mark.parametrize(
    "moment",
    ["INSERT INTO articles", "INSERT INTO further_spans", "INSERT INTO finding_evidence", "COMMIT"],
)
def test_a_writer_killed_inside_a_reading_leaves_none_of_it(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.store(told(0))
    process = start(STOP + STORE, path, 1, 2, moment)
    assert line(process) == "ready"
    go(process)
    assert line(process) == "stopped"
    assert kill(process) == []
    assert whole(path, range(2)) == {0}
    with Ledger.open(path, timeout=5) as ledger:
        assert ledger.store(told(1))
    assert whole(path, range(2)) == {0, 1}


@pytest.mark.parametrize("moment", ["CREATE TABLE findings", "CREATE VIEW current_checks", "COMMIT", "PRAGMA journal"])
def test_a_ledger_whose_maker_was_killed_can_still_be_made(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "ledger.db"
    process = start(STOP + STORE, path, 0, 1, moment)
    assert line(process) == "ready"
    go(process)
    while (said := line(process)) != "stopped":
        assert said
    kill(process)
    with Ledger.open(path, timeout=5) as ledger:
        assert ledger.store(told())
        assert ledger.check() == []


def test_writers_at_once_lose_nothing_even_where_none_has_made_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.db"
    spans = [(0, 30), (20, 50), (40, 70)]
    processes = [start(STORE, path, first, last) for first, last in spans]
    for process in processes:
        assert line(process) == "ready"
    for process in processes:
        go(process)
    said = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert whole(path, range(70)) == set(range(70))
    assert sum(answer == "1" for answers in said for answer in answers) == 70  # each stored once, by one of them
    assert sum(answer == "0" for answers in said for answer in answers) == 20
