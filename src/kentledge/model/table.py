"""One table of a TOML file, asked for its entries by name and type; what is left over at the end is told."""

from __future__ import annotations

import math
from collections.abc import Mapping
from keyword import iskeyword
from typing import Any

from kentledge.model.errors import UnusableModel
from kentledge.model.expression import NAME, RESERVED


class Table:
    """A TOML table at a named place in the file. Every question raises UnusableModel where the answer is unfit."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            raise UnusableModel(f"{where}: must be a table of entries")
        self.where = where
        self._value: Mapping[str, Any] = value
        self._asked: set[str] = set()

    def at(self, key: str) -> str:
        """The place of an entry, for messages."""
        return f"{self.where}.{key}" if self.where else key

    def has(self, key: str) -> bool:
        return key in self._value

    def asked(self, key: str) -> bool:
        """Whether the entry has been asked for, and so counts."""
        return key in self._asked

    def raw(self, key: str) -> Any:
        """The entry as TOML gives it, None where there is none."""
        self._asked.add(key)
        return self._value.get(key)

    def text(self, key: str) -> str | None:
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise UnusableModel(f"{self.at(key)}: must be text")
        return value

    def number(self, key: str) -> float | None:
        value = self.raw(key)
        return None if value is None else _number(value, self.at(key))

    def whole(self, key: str, least: int, most: int) -> int | None:
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise UnusableModel(f"{self.at(key)}: must be a whole number from {least:,} to {most:,}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise UnusableModel(f"{self.at(key)}: must be true or false")
        return value

    def numbers(self, key: str) -> tuple[float, ...] | None:
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, list) or not 1 <= len(value) <= 1_000:
            raise UnusableModel(f"{self.at(key)}: must be a list of numbers")
        return tuple(_number(v, self.at(key)) for v in value)

    def pair(self, key: str) -> tuple[float, float] | None:
        found = self.numbers(key)
        if found is None:
            return None
        if len(found) != 2:
            raise UnusableModel(f"{self.at(key)}: must be two numbers, [low, high]")
        if not found[0] < found[1]:
            raise UnusableModel(f"{self.at(key)}: the first number must be below the second")
        return found[0], found[1]

    def tables(self, key: str) -> list[Table]:
        """The tables of a list ([[key]] in the file)."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise UnusableModel(f"{self.at(key)}: must be a list of tables, [[{key}]]")
        return [Table(v, f"{self.at(key)}[{i}]") for i, v in enumerate(value, 1)]

    def named(self, key: str) -> dict[str, Table]:
        """The tables under a table ([key.NAME] in the file), by name; names must be fit for formulas."""
        value = self.raw(key)
        if value is None:
            return {}
        found = {}
        for name, inner in Table(value, self.at(key))._value.items():
            if not NAME.fullmatch(name):
                raise UnusableModel(
                    f"{self.at(key)}: {name[:40]!a} is not a fit name; use letters, digits and _, a letter first"
                )
            if name in RESERVED or iskeyword(name):
                raise UnusableModel(f"{self.at(key)}: {name!a} means something in formulas; choose another name")
            found[name] = Table(inner, f"{self.at(key)}.{name}")
        return found

    def done(self) -> None:
        """Tells of entries that nobody asked for: a misspelt key must not be passed over in silence."""
        for key in self._value:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise UnusableModel(f"{self.at(key[:40])}: unknown entry {key[:40]!a}; known here are {known}")


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnusableModel(f"{where}: must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number) or abs(number) > 1e150:
        raise UnusableModel(f"{where}: must be a finite number, not {str(value)[:20]}")
    return number
