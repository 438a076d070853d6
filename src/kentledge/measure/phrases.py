"""Phrases of the lexicon, found at or before a place among atoms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from kentledge.measure.atoms import BREAK, Atom, atoms_of

V = TypeVar("V")


class Phrases(Generic[V]):
    """Phrases with a value each; the longest match wins.

    A hyphen in the text counts as a space unless the phrase has one there. With `exact`, letter case matters.
    """

    def __init__(self, entries: Iterable[tuple[str, V]], exact: bool = False) -> None:
        self._exact = exact
        self._by_first: dict[str, list[tuple[list[str], V]]] = {}
        self._by_last: dict[str, list[tuple[list[str], V]]] = {}
        for phrase, value in entries:
            words = [self._form(a) for a in atoms_of(phrase)]
            self._by_first.setdefault(words[0], []).append((words, value))
            self._by_last.setdefault(words[-1], []).append((words[::-1], value))
        for index in (self._by_first, self._by_last):
            for candidates in index.values():
                candidates.sort(key=lambda c: -len(c[0]))

    def may_begin(self, atom: Atom) -> bool:
        """Whether any phrase begins with the atom."""
        return self._form(atom) in self._by_first

    def at(self, atoms: list[Atom], i: int) -> tuple[int, V] | None:
        """(index after the phrase, value) of the longest phrase that begins at atom `i`."""
        if not 0 <= i < len(atoms):
            return None
        for words, value in self._by_first.get(self._form(atoms[i]), ()):
            last = self._follow(atoms, i, words, 1)
            if last is not None:
                return last + 1, value
        return None

    def before(self, atoms: list[Atom], i: int) -> tuple[int, V] | None:
        """(index of the first atom, value) of the longest phrase that ends just before atom `i`."""
        if not 0 < i <= len(atoms):
            return None
        for words, value in self._by_last.get(self._form(atoms[i - 1]), ()):
            first = self._follow(atoms, i - 1, words, -1)
            if first is not None:
                return first, value
        return None

    def _form(self, atom: Atom) -> str:
        return atom.text if self._exact else atom.lower

    def _follow(self, atoms: list[Atom], i: int, words: list[str], step: int) -> int | None:
        for word in words[1:]:
            i += step
            if 0 <= i < len(atoms) and atoms[i].text == "-" and word != "-":
                i += step
            if not 0 <= i < len(atoms) or self._form(atoms[i]) != word:
                return None
            if atoms[i if step > 0 else i + 1].gap == BREAK:
                return None
        return i


def marked(phrases: Iterable[str]) -> Phrases[bool]:
    """Phrases of which only the presence matters."""
    return Phrases((p, True) for p in phrases)
