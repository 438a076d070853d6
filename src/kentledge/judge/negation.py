"""Whether a hedge is negated, and by which word: "not likely", "will probably not", "I do not think it is likely"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.phrases import Phrases
from kentledge.judge.scales import Kind
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme

if TYPE_CHECKING:
    from spacy.tokens import Token


_PARTS = frozenset({",", ";", ":", "but", "and", "that", "who", "which"})


@dataclass(frozen=True, slots=True)
class _Lists:
    words: frozenset[str]
    between: frozenset[str]
    not_of: frozenset[str]
    raising: frozenset[str]
    nobody: frozenset[str]
    after: frozenset[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    given = lexicon("estimative")["negation"]
    return _Lists(**{name: frozenset(given[name]) for name in _Lists.__slots__})


@lru_cache(maxsize=1)
def _opening() -> Phrases[None]:
    return Phrases((wording, None) for wording in lexicon("estimative")["negation"]["opening"])


@lru_cache(maxsize=1)
def _sets() -> Phrases[None]:
    return Phrases((wording, None) for wording in lexicon("estimative")["negation"]["sets"])


def negates(form: str) -> bool:
    """Whether a word by itself negates."""
    return form in _lists().words


def negator(words: Words, first: int, last: int, root: Token, kind: Kind, start: int) -> int | None:
    """The place of the word that negates the phrase of words `first` to `last`; None where it is not negated.

    Looks no further back than the word `start`.
    """
    lists = _lists()
    if kind in ("modal", "adverb"):
        found = _after(words, last, lists)
        if found is not None or kind == "modal":
            return found
    for match in _sets().find(words, range(max(start, first - 4), first)):
        if match.last == first - 1 or words.forms[match.last + 1] in lists.between:
            return match.first
    before = _before(words, first, start, lists)
    if before is None:
        before = _by_parse(words, first, root, start, lists)
    return before if before is not None else _opens(words, first, start)


def _opens(words: Words, first: int, start: int) -> int | None:
    """A negation that begins the sentence and turns it round ("In no way can it be called certain")."""
    opening = words.sentence(words.token(first)).start
    if opening < start or any(words.forms[k] in _PARTS for k in range(opening, first)):
        return None
    match = next(iter(_opening().find(words, range(opening, min(opening + 3, first)))), None)
    return opening if match is not None and match.first == opening else None


def _after(words: Words, last: int, lists: _Lists) -> int | None:
    """ "Not" after the phrase, of the same verb: next to it, or with an auxiliary between."""
    for k in range(last + 1, min(last + 3, len(words.forms))):
        if words.forms[k] in lists.after and not _only(words, k, lists):
            return k
        if not (scheme.is_modal(words.token(k)) or words.forms[k] in lists.between):
            return None
    return None


def _before(words: Words, first: int, start: int, lists: _Lists) -> int | None:
    """A negation before the phrase, with nothing but words of `between` between them."""
    for k in range(first - 1, max(start, first - 6) - 1, -1):
        word = words.forms[k]
        if word in lists.words and not _only(words, k, lists):
            return k
        if word not in lists.between:
            return None
    return None


def _by_parse(words: Words, first: int, root: Token, start: int, lists: _Lists) -> int | None:
    """A negation of the phrase's own clause, or of what is only thought or seems above it."""
    token, steps = root, 0
    while steps < 4:
        for child in token.children:
            k = words.place(child)
            if k is None or k >= first:
                continue
            negates_it = k >= start and scheme.is_modifier(child) and not _only(words, k, lists)
            if words.forms[k] in lists.words and negates_it:
                return k
            if scheme.is_subject(child) and child.i < token.i:
                # Who judges stands before the words that tell it: "[Few experts] [expect] [it to hold]".
                none = [c for c in (child, *child.children) if c.text.lower() in lists.nobody]
                if none and (place := words.place(none[0])) is not None:
                    return place
        head = token.head
        above = scheme.is_complement_clause(token) or scheme.is_predicate(token)
        if not above or head.i == token.i or head.text.lower() not in lists.raising:
            return None
        token, steps = head, steps + 1
    return None


def _only(words: Words, k: int, lists: _Lists) -> bool:
    return k + 1 < len(words.forms) and words.forms[k + 1] in lists.not_of
