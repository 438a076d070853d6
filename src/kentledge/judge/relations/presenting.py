"""Sentences that only present the next to speak: "Others counsel patience. …, says Vale", "That figure is disputed."

They name nobody who holds the view, and the one who is told of next holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread
from kentledge.judge.relations.present import Person
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_BRIEF = 18
"""The most words of a sentence that only presents the next."""


_NEAR = 4
"""How many words into a sentence the one may be named whom it is told of."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")
    return {
        "others": frozenset(given["presenting"]["others"]),
        "same": spread(given["presenting"]["same"]),
        "telling": spread(given["presenting"]["telling"]),
        "disputed": spread(given["presenting"]["disputed"]),
        "shared": spread(given["presenting"]["shared"]),
        "views": spread(given["objects"]["views"]) | {"that", "this", "it"},
        "mood": frozenset(given["mood"]["words"]),
        "against": frozenset(given["mood"]["against"]),
    }


def presented(telling: Telling) -> Iterator[Found]:
    """The speakers who are presented by the sentence before theirs, as those who agree or disagree."""
    words, start = telling.words, 0
    while start < len(words.forms):
        whole = words.sentence(words.token(start))
        start = whole.stop
        if not 2 <= len(whole) <= _BRIEF or whole.stop >= len(words.forms):
            continue
        found = _presents(telling, whole)
        if found is None:
            continue
        kind, first, last = found
        agent = _next(telling, whole)
        other = _before(telling, whole, agent) if agent is not None else None
        if agent is not None and other is not None:
            yield Found(kind, first, last, agent, other=other)


def _presents(telling: Telling, whole: range) -> tuple[RelationKind, int, int] | None:
    """Which way a sentence points that names nobody who holds its view, and the words that say so."""
    words, lists = telling.words, _lists()
    forms = words.forms[whole.start : whole.stop]
    opens = next((n for n in (1, 2) if " ".join(forms[:n]) in lists["others"]), 0)
    if opens and telling.holder(whole.start) is None:
        verb = next((k for k in whole if scheme.is_finite_verb(words.token(k))), whole.start + opens)
        if set(forms) & lists["same"] or (words.forms[verb] in lists["telling"] and opens == 1):
            return None
        return "disagrees", whole.start, verb
    for k in whole:
        token = words.token(k)
        if telling.holder(k) is not None and not telling.own(k):
            continue
        subject = next((c for c in token.children if scheme.is_subject(c)), None)
        if subject is None or telling.phrase(subject) is not None:
            continue
        if scheme.is_passive(token) and subject.lower_ in lists["views"]:
            by = next((c for c in token.children if c.i > token.i and _after_by(c)), None)
            if by is None and token.lower_ in lists["disputed"] and telling.negated(token) is None:
                return "disagrees", k, k
            if by is not None and token.lower_ in lists["shared"] and _nobody(telling, by):
                return ("disagrees" if telling.negated(token) is not None else "agrees"), k, k
        doubts = token.lower_ in lists["against"] or (
            token.lower_ in lists["mood"] and any(c.lower_ in {"not", "n't", "less"} for c in token.children)
        )
        being = any(scheme.is_copula(c) or scheme.is_auxiliary(c) for c in token.children)
        if doubts and being and scheme.is_plural(subject):
            return "disagrees", k, k
    return None


def _nobody(telling: Telling, noun: Token) -> bool:
    """Whether a noun leaves open who it is: "some analysts", "the mediator", and not "the chambers of commerce"."""
    definite = any(c.lower_ == "the" or scheme.is_possessor(c) for c in noun.children)
    return not (definite and scheme.is_plural(noun)) and telling.phrase(noun) is None


def _after_by(token: Token) -> bool:
    return scheme.is_doer(token) or any(scheme.is_case_mark(c) and c.lower_ == "by" for c in token.children)


def _next(telling: Telling, whole: range) -> Person | None:
    """Who speaks in the sentence after, unless more than one does."""
    after = telling.words.sentence(telling.words.token(whole.stop))
    told = [p for p in telling.people.telling(after) if p.speaks]
    if told:
        return told[0]
    first = telling.people.next(after.start - 1, min(after.start + _NEAR, after.stop))
    return first if first is not None and scheme.is_subject(telling.words.token(first.first)) else None


def _before(telling: Telling, whole: range, agent: Person) -> Person | None:
    """Whose view it is: one who is named in the sentence as its owner, or who spoke in the two before."""
    named = telling.people.next(whole.start - 1, whole.stop, besides=agent.key)
    if named is not None:
        return named
    return telling.people.before(agent, whole.start - 1, back=1) if whole.start else None
