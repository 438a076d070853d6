"""Adding to the log of edits: rows are added, never changed, and what stands after them is worked out at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from kentledge.edits.edit import Edit, UnusableEdit
from kentledge.edits.log import UNREAD, as_json
from kentledge.edits.table import renew
from kentledge.errors import UnusableLedger
from kentledge.ledger import Ledger, schema


def record(ledger: Ledger, edits: Sequence[Edit]) -> tuple[int, ...]:
    """Adds the edits to the log, all of them or none, and returns their ids.

    Lists and views follow at once. Raises UnusableEdit where an article is not in the ledger, UnusableLedger where the
    file cannot be written.
    """
    keys = []
    with schema.told(ledger.path), schema.transaction(ledger.connection):
        for edit in edits:
            row = ledger.connection.execute("SELECT key FROM articles WHERE id = ?", (edit.article,)).fetchone()
            if row is None:
                raise UnusableEdit(f"the ledger holds no article {edit.article}")
            by = edit.read_by or UNREAD
            cursor = ledger.connection.execute(
                "INSERT INTO edits (article, kentledge, reader, lexicons, made_at, made_by, action, what, field, seen,"
                " wanted, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row[0], by.kentledge, by.reader, by.lexicons, edit.at, edit.by, edit.action, edit.what, edit.field,
                 as_json(edit.seen), as_json(edit.wanted), edit.note),
            )  # fmt: skip
            key = cursor.lastrowid or 0
            ledger.connection.executemany(
                'INSERT INTO edit_spans (edit, position, article, start, "end") VALUES (?, ?, ?, ?, ?)',
                ((key, n, row[0], start, end) for n, (start, end) in enumerate(edit.spans)),
            )
            keys.append(key)
    with suppress(UnusableLedger):  # the log has them; the next list makes the table good
        renew(ledger)
    return tuple(keys)
