"""A reading as JSON (format 1), and back.

Field names are those of `kentledge.records`; a trailing underscore (`from_`) falls away. Fields may be added in later
versions, never renamed.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any, TypeVar

from kentledge import records
from kentledge.records import Reading

T = TypeVar("T")

_ORDER = (
    "speakers",
    "statements",
    "judgements",
    "relations",
    "quantities",
    "deals",
    "checks",
    "camps",
    "finding",
    "provenance",
)


def plain(record: Any) -> Any:
    """A record, tuple or value as plain lists, dictionaries and values."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {f.name.rstrip("_"): plain(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, tuple | list):
        return [plain(x) for x in record]
    return record


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON object of format 1."""
    out: dict[str, Any] = {"format": 1, "article": plain(reading.article)}
    for name in _ORDER:
        out[name] = plain(getattr(reading, name))
    return out


def from_json(value: dict[str, Any]) -> Reading:
    """The reading that `to_json` wrote. Raises ValueError where the object is not of format 1."""
    if value.get("format") != 1:
        raise ValueError(f"a reading of format {value.get('format')!r}, expected 1")
    return revived(Reading, value)


def revived(kind: type[T], value: dict[str, Any]) -> T:
    """A record of the given kind from its plain form; unknown fields are ignored."""
    hints = _hints(typing.cast("Any", kind))
    given = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        name = field.name.rstrip("_")
        if name in value:
            given[field.name] = _as(hints[field.name], value[name])
    return kind(**given)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(records))


def _as(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _as(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_as(args[0], x) for x in value)
        return tuple(_as(a, x) for a, x in zip(args, value, strict=True))
    if dataclasses.is_dataclass(hint):
        return revived(typing.cast("type[Any]", hint), value)
    if hint is float and isinstance(value, int):
        return float(value)
    return value
