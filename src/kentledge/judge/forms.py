"""The forms of the words of a lexicon: a lexicon gives base forms, a text has all of them.

The base forms that the parse gives are made by rule ("criticised" becomes "criticis"), so words are looked up by form.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kentledge.judge.phrases import forms_of
from kentledge.lexicons import lexicon

_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=4096)
def all_forms(word: str) -> tuple[str, ...]:
    """A word with its regular endings, a last consonant doubled where that may be, or with its irregular forms."""
    irregular = lexicon("stances")["irregular"].get(word)
    if irregular is not None:
        return (word, *irregular)
    doubled: tuple[str, ...] = ()
    if len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        doubled = (word + word[-1] + "ed", word + word[-1] + "ing")
    return (*forms_of(word), *doubled)


def spread(words: Iterable[str]) -> frozenset[str]:
    """All forms of some words."""
    return frozenset(form for word in words for form in all_forms(word))


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """The base form of each irregular form, where it is of one verb only and no other word."""
    given = lexicon("stances")["irregular"].items()
    return {form: base for base, forms in given for form in forms if form.isalpha() and form != "found"}


@lru_cache(maxsize=16384)
def stem(form: str) -> str:
    """What forms of one word have in common, roughly: good enough to see whether two texts share a word."""
    form = _bases().get(form, form)
    for ending in ("ies", "ied"):
        if form.endswith(ending) and len(form) > 5:
            return form[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            rest = form[: -len(ending)]
            return rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "ls" else rest
    return form
