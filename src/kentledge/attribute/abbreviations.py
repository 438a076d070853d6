"""Abbreviations that an article explains beside the full name: "Reef Watch (RW)", "the Smiths’ Union, or SU"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SMALL = frozenset({"of", "for", "and", "the", "on", "&", "in", "at", "to", "’s", "'s", "’", "'", "-"})
_LONGEST = 12
"""Tokens of a full name at most."""


def explained(tokens: Sequence[Token]) -> dict[str, tuple[int, int]]:
    """Abbreviation → the tokens of its full name, where the name's initials are its letters."""
    found: dict[str, tuple[int, int]] = {}
    for token in tokens:
        if token.text in found or not _is_abbreviation(token.text):
            continue
        end = _name_ends(tokens, token.i)
        begin = _name_begins(tokens, end, token.text) if end is not None else None
        if begin is not None and end is not None:
            found[token.text] = (begin, end)
    return found


def _is_abbreviation(word: str) -> bool:
    letters = word.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def _name_ends(tokens: Sequence[Token], i: int) -> int | None:
    """Where the name before "(RW)", ", or RW," or ", known as RW," ends."""
    if i < 2 or i + 1 >= len(tokens):
        return None
    before, after = tokens[i - 1].text, tokens[i + 1].text
    if before == "(" and after == ")":
        return i - 1
    if after not in {",", ".", ")", ";"}:
        return None
    if before.lower() == "or" and tokens[i - 2].text in {",", "("}:
        return i - 2
    if before.lower() == "as" and i > 3 and tokens[i - 2].lower_ == "known" and tokens[i - 3].text in {",", "("}:
        return i - 3
    return None


def _name_begins(tokens: Sequence[Token], end: int, short: str) -> int | None:
    """Where a name begins that ends at a token and has the letters of the short form for initials."""
    letters = [c for c in short if c.isalpha()]
    i = end
    while i > 0 and end - i < _LONGEST and letters:
        i -= 1
        word = tokens[i]
        if word.is_space or word.text in {",", ".", ";", ":", "(", ")"}:
            return None
        if word.text[:1].upper() == letters[-1] and (word.text[:1].isupper() or word.lower_ in _SMALL):
            letters.pop()
        elif word.lower_ not in _SMALL:
            return None
    return i if not letters and tokens[i].text[:1].isupper() else None
