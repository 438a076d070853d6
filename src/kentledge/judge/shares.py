"""Figures that look like chances and are none: by how much a chance differs or has moved, and what is shared out.

"40 % more likely", "the risk rose 30 %" and "twice as likely" compare; "poverty stood at one in five" counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kentledge.judge.chances import AT, EVEN, NOUN, RANGE, SHARE, form
from kentledge.judge.figures import FIGURE, FRACTIONS
from kentledge.judge.forms import spread
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Span

_TIMES = rf"(?:{RANGE}|{FIGURE}(?:\s+times|[\s-]?fold)|\w+fold|twice|half|double|{FRACTIONS})"
_OF = r"(?:\s+(?P<of>of|that|for|on|against)\s[^.;:,]{3,80}?)?"
_IS = r"(?:is|are|was|were|be|been|had|has|have|would|will|could|may|might|stands?|stood|remains?|now)"
_FURTHER = r"(?:(?:an?|another|further|extra|additional|estimated|as\s+much\s+as|as\s+many\s+as)\s+)*"
_LEVEL = r"(?!(?:up\s+)?to\b|above\b|below\b|under\b)"  # "the risk rose above 30 %" tells where it stands
_CLAUSE = 80
"""How many characters before "at one in five" are searched for the verb that rates."""
_HINT = re.compile(rf"{NOUN}|likelier|fifty|50|\bat\s", re.IGNORECASE)


def shares(words: Words, span: Span) -> list[Span]:
    """The figures of a span of the text that are no chances, with the word of chance that they belong to, if any."""
    if not _HINT.search(words.text, *span):
        return []
    return [*_compared(words.text, span), *_risked(words, span), *_counted(words.text, span), *_halves(words, span)]


@lru_cache(maxsize=1)
def _comparisons() -> tuple[re.Pattern[str], ...]:
    """The forms of comparison; `noun` is the word of chance, `of` tells whether a clause of its own follows it."""
    given = lexicon("estimative")["figures"]
    more, moves = _any(given["more"]), _any(given["moves"])
    moving = spread(given["moved"])
    gerunds = frozenset(f for f in moving if f.endswith("ing"))
    moved, gerund, finite = _any(moving), _any(gerunds), _any(moving - gerunds)
    return tuple(
        form(pattern)
        for pattern in (
            rf"{_TIMES}[\s-]+(?:(?:as|{more})\s+(?:\w+\s+){{0,2}}?{NOUN}|{_any(given['likelier'])})",
            rf"(?P<figure>{SHARE})[\s-]+(?:{moves})(?:\s+(?:in|of)\s+(?:\w+\s+){{0,3}}?(?P<noun>{NOUN}))?",
            rf"(?:{moves})\s+in\s+(?:\w+\s+){{0,2}}?(?P<noun>{NOUN}){_OF}\s+of\s+{_FURTHER}(?P<figure>{SHARE})",
            rf"(?P<noun>{NOUN}){_OF}\s+(?:{_IS}\s+)*(?:\w+ly\s+)?(?:{finite})(?:\s+\w+ly)?(?:\s+by)?\s+{_LEVEL}{_FURTHER}(?P<figure>{SHARE})",
            rf"(?P<noun>{NOUN}){_OF}\s+(?:{_IS}\s+)+(?:(?:{moved})(?:\s+by)?|up|down)\s+{_LEVEL}{_FURTHER}(?P<figure>{SHARE})",
            rf"(?P<noun>{NOUN}){_OF}\s+(?:(?:{_IS}|put|at)\s+)*(?P<figure>{SHARE})\s+(?:{more}|above|below|(?:up|down)(?!\s+(?:from|to)))(?!\s+(?:or|all|often)\b)",
            rf"(?:{moved})\s+(?:\w+\s+){{0,2}}?(?P<noun>{NOUN})(?:\s+(?:of|for)\s(?:(?!\s(?:to|at|of|from)\s)[^.;:,]){{2,60}}?)?\s+(?:by\s+)?{_FURTHER}(?<!\bto\s)(?<!\bat\s)(?P<figure>{SHARE})",
            rf"(?:{gerund}|(?:{moved}|{NOUN}{_OF})\s+by)\s+{_FURTHER}(?P<figure>{SHARE})(?![\s-]+(?:\w+\s)?{NOUN}\b)",
        )
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _compared(text: str, span: Span) -> Iterator[Span]:
    """By how much a chance differs or has moved: "40 % more likely", "the risk rose 30 %"."""
    for comparison in _comparisons():
        for match in comparison.finditer(text, *span):
            groups = match.groupdict()
            yield match.span("figure") if groups.get("figure") else match.span()
            # In "the risk that wages fall by 30 % is one in five" it is what is risked that moves.
            if groups.get("noun") and groups.get("of") != "that":
                yield match.span("noun")


_RISKED = re.compile(rf"{NOUN}\s+of\s+(?P<figure>{SHARE})(?=\s+\w)", re.IGNORECASE)


def _risked(words: Words, span: Span) -> Iterator[Span]:
    """Of how much there is a chance: "the risk of 30 % tariffs"."""
    for match in _RISKED.finditer(words.text, *span):
        if _before_noun(words, match.span("figure")) is not None:
            yield match.span("figure")


_AT = re.compile(AT, re.IGNORECASE)
_CHANCE = re.compile(rf"\b{NOUN}\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _rating() -> tuple[re.Pattern[str], re.Pattern[str]]:
    given = lexicon("estimative")["figures"]
    rated, counted = _any(spread(given["rated"])), _any(given["counted"])
    has = r"ha(?:ve|s|d)\s+(?:an?|the|its|his|her|their|it|him|them)"  # and not "has stood at"
    return re.compile(rf"\b(?:{rated}|{has})\b", re.IGNORECASE), re.compile(rf"\b(?:{counted})\b", re.IGNORECASE)


def _counted(text: str, span: Span) -> Iterator[Span]:
    """At what something stands that nobody rates: "poverty stood at one in five", not "put a repeat at …"."""
    rated, counted = _rating()
    for match in _AT.finditer(text, *span):
        before = re.split(r"[.;:\n]", text[max(match.start() - _CLAUSE, 0) : match.start()])[-1]
        if not _CHANCE.search(before) and (not rated.search(before) or counted.search(before)):
            yield match.span()


_EVEN = form(EVEN)


@lru_cache(maxsize=1)
def _even() -> tuple[frozenset[str], frozenset[str]]:
    given = lexicon("estimative")["figures"]
    return frozenset(given["even"]), spread(given["shared"])


def _halves(words: Words, span: Span) -> Iterator[Span]:
    """What is shared in halves: "a 50-50 joint venture", "split the cost 50-50"."""
    chances, shared = _even()
    for match in _EVEN.finditer(words.text, *span):
        where = words.within(match.span())
        if not len(where):
            continue
        noun = _before_noun(words, match.span())
        near = words.forms[max(where.start - 6, words.sentence(words.token(where.start)).start) : where.start]
        said = near[-1:] in (["is"], ["are"], ["was"], ["were"], ["be"], ["at"])
        if (noun is not None and noun not in chances) or (shared & set(near) and not said):
            yield match.span()


def _before_noun(words: Words, figure: Span) -> str | None:
    """The noun that a figure stands before and belongs to by the parse."""
    where = words.within(figure)
    last = words.tokens[where.stop - 1] if len(where) else 0
    heads = [words.token(k).head for k in where]
    return next((h.lower_ for h in heads if h.i > last and h.idx >= figure[1] and scheme.is_noun(h)), None)
