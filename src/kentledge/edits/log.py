"""The log of edits in the ledger, as it is read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kentledge.edits.apply import Applied, apply
from kentledge.edits.edit import KINDS, Edit, Record
from kentledge.format1 import plain, revived
from kentledge.ledger import Ledger, schema
from kentledge.records import Provenance

UNREAD = Provenance("", "", "")
"""What stands for the versions where a reading did not say them."""


def edits_of(ledger: Ledger, articles: Iterable[str] | None = None) -> dict[str, tuple[Edit, ...]]:
    """Article id → its edits in the order in which they were made. Without `articles`: of all that have any."""
    sql = (
        "SELECT e.key, a.id, e.action, e.what, e.field, e.seen, e.wanted, e.note, e.made_by, e.made_at, e.kentledge,"
        " e.reader, e.lexicons FROM edits AS e JOIN articles AS a ON a.key = e.article"
    )
    found: defaultdict[str, list[Edit]] = defaultdict(list)
    with schema.told(ledger.path):
        if articles is None:
            rows = ledger.connection.execute(f"{sql} ORDER BY e.key").fetchall()
        else:
            rows = [
                row
                for article in dict.fromkeys(articles)
                for row in ledger.connection.execute(f"{sql} WHERE a.id = ? ORDER BY e.key", (article,))
            ]
    for key, article, action, what, field, seen, wanted, note, by, at, *versions in rows:
        kind = KINDS.get(what)
        read_by = None if not any(versions) else Provenance(*versions)
        found[article].append(
            Edit(article, action, what, by, at, _revived(kind, seen), _revived(kind, wanted), field, note, read_by, key)
        )
    return {article: tuple(edits) for article, edits in found.items()}


def edited(ledger: Ledger, article: str) -> Applied:
    """The latest reading of the article as the analyst has it. Raises UnknownArticle."""
    return apply(ledger.reading(article), edits_of(ledger, [article]).get(article, ()))


def as_json(record: Any) -> str | None:
    """A record as JSON text, as the ledger keeps it."""
    return None if record is None else json.dumps(plain(record), ensure_ascii=False, separators=(",", ":"))


def _revived(kind: type[Record] | None, value: str | None) -> Record | None:
    return None if kind is None or value is None else revived(kind, json.loads(value))
