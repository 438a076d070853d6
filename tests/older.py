"""Ledgers as earlier versions left them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kentledge.ledger import Ledger, schema
from kentledge.records import Reading

WHOLE_TEXT = """
CASE WHEN t.run_together THEN (
    SELECT group_concat(text, '') FROM (SELECT text FROM now.finding_clauses WHERE finding = t.reading ORDER BY key))
ELSE t.text END"""
"""Of a finding, `t`, as it was kept before."""


def of_version(path: Path, version: int, stored: Sequence[Reading]) -> Path:
    """A ledger of an earlier version with these readings in it.

    They are stored by this version in a ledger beside it, and copied from there: what is no table any more stands in a
    view of the same name and columns.
    """
    now = path.with_name("now.db")
    with Ledger.open(now) as ledger:
        for number, reading in enumerate(stored):
            ledger.store(reading, f"{number}.txt")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("PRAGMA page_size = 2048")
        schema.migrate(old, [step for step in schema.migrations() if step.number <= version], path)
        old.execute("PRAGMA journal_mode = WAL")
        old.execute("ATTACH ? AS now", (str(now),))
        tables = [
            name
            for (name,) in old.execute(
                "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
            )
        ]
        old.execute("BEGIN")
        for table in sorted(tables, key=lambda name: name == "whole_readings"):  # last: with it, statements are indexed
            names = [name for (name,) in old.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            columns = ", ".join(f'"{name}"' for name in names)
            wanted = columns.replace('"text"', WHOLE_TEXT) if table == "findings" else columns
            old.execute(f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {wanted} FROM now.{table} AS t")
        old.execute("COMMIT")
    now.unlink()
    return path
