"""Lists that stand in one column of the row that they belong to, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kentledge.errors import KentledgeError
from kentledge.records import Span


class BrokenList(KentledgeError):
    """A column of the ledger does not hold the list that it should: another program has written there."""


def packed(spans: Iterable[Span]) -> str | None:
    """Spans as `[start, length, start, length, …]`; None for none."""
    numbers = [number for start, end in spans for number in (int(start), int(end) - int(start))]
    return _compact(numbers) if numbers else None


def unpacked(column: str | None) -> tuple[Span, ...]:
    """The spans in such a column. Raises BrokenList where it holds something else."""
    if column is None:
        return ()
    values = _list(column)
    numbers = [value for value in values if isinstance(value, int)]
    if len(values) % 2 or len(numbers) < len(values):
        raise BrokenList(f"the ledger has no list of spans where one should be, but {column!r}")
    return tuple((start, start + length) for start, length in zip(numbers[::2], numbers[1::2], strict=True))


def listed(names: Iterable[str]) -> str | None:
    """Names as a JSON array; None for none."""
    given = list(names)
    return _compact(given) if given else None


def names_in(column: str | None) -> tuple[str, ...]:
    """The names in such a column. Raises BrokenList."""
    return () if column is None else tuple(str(name) for name in _list(column))


def _list(column: str) -> list[object]:
    try:
        values = json.loads(column)
    except ValueError:
        values = None
    if not isinstance(values, list):
        raise BrokenList(f"the ledger has no list where one should be, but {column!r}")
    return values


def _compact(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
