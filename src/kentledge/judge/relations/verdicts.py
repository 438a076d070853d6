"""Verdicts on another: "That is nonsense", "he is wrong", "called the plan reckless", "It will not".

The words of judgement and what they are said of are looked up apart, so that any of the one goes with any of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import all_forms, spread
from kentledge.judge.relations.stance import sort_of
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_BARE = 5
"""The most words of an answer that says only "It will not" or "They are"."""
_EARLY = 12
"""How many words into a statement a verdict on the one before may stand."""
_SHORT = 8
"""The most words of a statement whose "it" is what was said before."""
_IT = frozenset({"it", "they", "he", "she", "that", "this", "we"})
_SILENT = frozenset({"decline", "declined", "declines", "deny", "confirm", "refused", "refuses"})
"""Verbs of who does not say whether it is so ("would neither confirm nor deny that they were")."""
_AGAIN = frozenset({"of", "course", "and", "yes", "but", "so", "no", ","})
_AUXILIARIES = frozenset({"is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "'s", "'re"})


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")["verdicts"]
    return {name: spread(words) if name == "naming" else frozenset(words) for name, words in given.items()}


def verdicts(telling: Telling) -> Iterator[Found]:
    """What speakers say of another's words, and short answers that only affirm or deny."""
    lists = _lists()
    for k, form in enumerate(telling.words.forms):
        against = form in lists["against"] or (form in lists["too"] and telling.words.forms[k - 1 : k] == ["too"])
        if against or form in lists["for"]:
            kind: RelationKind = "disagrees" if against else "agrees"
            found = _named(telling, k, kind) or _said(telling, k, kind)
            if found is not None:
                yield found
        elif form in _upright():
            found = _upheld(telling, k)
            if found is not None:
                yield found
        elif form in _harming():
            found = _foretold(telling, k)
            if found is not None:
                yield found
    yield from _bare(telling)


def _named(telling: Telling, k: int, kind: RelationKind) -> Found | None:
    """ "Called it reckless", "dismissed Vale's claim as a stunt", "thinks him wrong"."""
    words = telling.words
    token = words.token(k)
    for n in range(k - 1, max(k - 12, -1), -1):
        verb = words.token(n)
        if words.forms[n] in {";", ":"} or verb.is_sent_end:
            return None
        if not scheme.is_verb(verb) or verb.lower_ not in _lists()["naming"]:
            continue
        agent = telling.agent(verb)
        if agent is None or _supposed(verb):
            return None
        thing = next(
            (c for c in verb.children if (scheme.is_object(c) or scheme.is_receiver(c)) and c.i < token.i), None
        )
        if thing is None:
            thing = next((c for c in token.children if scheme.is_subject(c) and c.i > verb.i), None)
        if thing is None:
            thing = next((c for c in verb.children if verb.i < c.i < token.i and scheme.is_noun(c)), None)
        if thing is None:
            thing = next((c for c in verb.children if scheme.is_object(c) and c.i >= token.i), None)
        if thing is None or scheme.is_expletive(thing) or (thing.lower_ == "it" and _goes_on(token)):
            return None
        if thing.i == token.i and any(c.lower_ in {"that", "this"} and c.i < thing.i for c in thing.children):
            thing = next(c for c in thing.children if c.lower_ in {"that", "this"})  # "called that wishful thinking"
        elif scheme.is_attribute(token) and token.head.i == thing.i and thing.i > token.i:
            that = next((c for c in thing.children if c.lower_ in {"that", "this"} and c.i < token.i), None)
            if that is None:
                return None
            thing = that
        if thing.i == token.i or not _only_between(thing, token, verb):
            return None
        sort = sort_of(telling, thing, agent)
        if sort is None:
            return None
        if sort == "person" and verb.lower_ in spread(("see", "find", "judge", "describe")):
            return None
        if telling.negated(verb) is not None or _denied(token):
            kind = "disagrees" if kind == "agrees" else "agrees"
        other = telling.within(thing, agent.key)
        return Found(kind, n, k, agent, other=other, before=other is None, near=sort == "it")
    return None


def _supposed(verb: Token) -> bool:
    """ "Would call it an insult if …"."""
    return any(
        scheme.is_adjunct_clause(c) and any(m.lower_ in {"if", "unless"} for m in c.children) for c in verb.children
    )


def _only_between(thing: Token, token: Token, verb: Token) -> bool:
    """Whether a verdict is on the object itself and not on what comes in a later clause."""
    head: Token = token
    for _ in range(4):
        if head.i in (verb.i, thing.i):
            return True
        if scheme.is_verb(head) and head.i != token.i:
            return False
        head = head.head
    return head.i in (verb.i, thing.i)


def _said(telling: Telling, k: int, kind: RelationKind) -> Found | None:
    """ "That is nonsense", "the minister's claim was wrong", "he is right" within what someone says."""
    words = telling.words
    statement = telling.holder(k)
    token = words.token(k)
    if statement is None or telling.own(k):
        return None
    agent = telling.people.of(statement)
    if agent is None:
        return None
    copula = next((c for c in token.children if scheme.is_copula(c)), None)
    subject = next((c for c in token.children if scheme.is_subject(c)), None)
    if subject is None or copula is None:
        return None
    place = words.place(subject)
    if place is None or place > k or scheme.is_expletive(subject) or _hyphened(telling, k):
        return None
    form = words.forms[place]
    where = _content(telling, statement, k)
    if form == "it" and _goes_on(token):
        return None
    if any(scheme.is_subordinator(c) and c.text.lower() != "that" for c in token.children):
        return None
    if _denied(token):
        kind = "disagrees" if kind == "agrees" else "agrees"
    early = place - where.start <= _EARLY
    first = place
    if form in {"that", "this"} and early:
        return Found(kind, first, k, agent, before=True, near=True)
    if form == "it" and place - where.start <= 2 and len(where) <= _SHORT:
        return Found(kind, first, k, agent, before=True, near=True)
    if form in {"he", "she"} and early and words.forms[k] in _lists()["of_person"]:
        return Found(kind, first, k, agent, before=True, near=True)
    if form in _IT:
        return None
    sort = sort_of(telling, subject, agent)
    if sort == "matter" and words.forms[k] in _lists()["moral"]:
        sort = "view"
    the = any(c.lower_ == "the" for c in subject.children)
    if sort is None and the and subject.lower_ in _decided() and early:
        sort = "view"
    if sort in ("view", "theirs") or (
        sort == "person" and (words.forms[k] in _lists()["of_person"] or words.forms[k - 1] == "too")
    ):
        other = telling.within(subject, agent.key)
        return Found(kind, first, k, agent, other=other, before=other is None, near=True)
    return None


@lru_cache(maxsize=1)
def _upright() -> dict[str, tuple[str, ...]]:
    """Verbs with which a view is accepted, by their forms, and the words after them."""
    found: dict[str, tuple[str, ...]] = {}
    for wording in lexicon("stances")["verdicts"]["standing"]:
        verb, *rest = wording.split()
        found |= {form: tuple(rest) for form in all_forms(verb)}
    return found


def _upheld(telling: Telling, k: int) -> Found | None:
    """ "The claim does not stand up", "that makes sense" within what someone says."""
    words = telling.words
    statement, token = telling.holder(k), words.token(k)
    rest = _upright()[words.forms[k]]
    if statement is None or not scheme.is_verb(token) or tuple(words.forms[k + 1 : k + 1 + len(rest)]) != rest:
        return None
    agent, subject = telling.people.of(statement), telling.subject(token)
    place = words.place(subject) if subject is not None else None
    if agent is None or subject is None or place is None or telling.holder(place) is not statement:
        return None
    if words.forms[place] not in {"that", "this"} and sort_of(telling, subject, agent) not in ("view", "theirs"):
        return None
    other = telling.within(subject, agent.key)
    kind: RelationKind = "disagrees" if telling.negated(token) is not None else "agrees"
    return Found(kind, place, k + len(rest), agent, other=other, before=other is None, near=True)


@lru_cache(maxsize=1)
def _harming() -> dict[str, RelationKind]:
    """What plans and claims are said to do, by form: harm, or good."""
    given = lexicon("stances")["verdicts"]
    harm: dict[str, RelationKind] = dict.fromkeys(spread(given["harming"]), "disagrees")
    return harm | dict.fromkeys(spread(given["helping"]), "agrees")


def _foretold(telling: Telling, k: int) -> Found | None:
    """ "Warned that Vale's plan would ruin the farms", "said the scheme would bankrupt the town"."""
    words = telling.words
    statement, token = telling.holder(k), words.token(k)
    if statement is None or not scheme.is_verb(token) or telling.own(k):
        return None
    agent = telling.people.of(statement)
    subject = next((c for c in token.children if scheme.is_subject(c)), None)
    place = words.place(subject) if subject is not None else None
    if agent is None or subject is None or place is None or telling.holder(place) is not statement:
        return None
    if any(scheme.is_subordinator(c) and c.lower_ not in {"that"} for c in token.children):
        return None
    if sort_of(telling, subject, agent) not in ("view", "theirs"):
        return None
    kind = _harming()[words.forms[k]]
    if telling.negated(token) is not None:
        kind = "disagrees" if kind == "agrees" else "agrees"
    other = telling.within(subject, agent.key)
    return Found(kind, place, k, agent, other=other, before=other is None, near=True)


def _hyphened(telling: Telling, k: int) -> bool:
    """Whether a word is only the first part of another ("right-handed")."""
    after = telling.words.tokens[k] + 1
    return after < len(telling.words.doc) and telling.words.doc[after].text == "-"


def _goes_on(token: Token) -> bool:
    """ "It is wrong to sell", "it is unfair that …": "it" stands for what comes after."""
    return any(
        (scheme.is_complement_clause(c) or scheme.is_adjunct_clause(c) or scheme.is_subject(c)) and c.i > token.i
        for c in token.children
    )


@lru_cache(maxsize=1)
def _decided() -> frozenset[str]:
    return spread(lexicon("stances")["verdicts"]["decided"])


def _denied(token: Token) -> bool:
    return any(c.text.lower().replace("’", "'") in _lists()["not"] | {"n't"} and c.i < token.i for c in token.children)


def _content(telling: Telling, statement: Statement, k: int) -> range:
    """The words of a statement's content around a word, from the beginning of its sentence."""
    at = telling.words.span(k, k)[0]
    span = next(s for s in statement.content if s[0] <= at < s[1])
    return telling.words.within(span)


def _bare(telling: Telling) -> Iterator[Found]:
    """ "“It will not,” said Finch", "held that it did": its sign beside that of what was said before."""
    words, before = telling.words, None
    for statement in telling.statements:
        agent = telling.people.of(statement)
        where = _trimmed(telling, statement)
        whole = len(statement.content) == 1
        if (
            whole
            and statement.within is None
            and agent is not None
            and not {words.forms[k] for span in statement.cue for k in words.within(span)} & _SILENT
            and 2 <= len(where) <= _BARE + 1
            and before is not None
        ):
            core = [k for k in where if words.forms[k] not in _AGAIN and not _is_plain_adverb(telling, k)]
            denies = any(words.forms[k] in {"not", "never"} for k in core)
            core = [k for k in core if words.forms[k] not in {"not", "never", "that"}]
            other = telling.people.of(before)
            if (
                len(core) == 2
                and words.forms[core[0]] in _IT
                and (words.forms[core[1]] in _AUXILIARIES or scheme.is_modal(words.token(core[1])))
                and other is not None
                and other.key != agent.key
            ):
                kind: RelationKind = "agrees" if denies == _denies(telling, before) else "disagrees"
                yield Found(kind, where.start, where.stop - 1, agent, other=other)
        if agent is not None and statement.content:
            before = statement


def _is_plain_adverb(telling: Telling, k: int) -> bool:
    return scheme.is_adverb(telling.words.token(k)) and telling.words.forms[k] not in {"not", "never"}


def _trimmed(telling: Telling, statement: Statement) -> range:
    where = telling.words.within(statement.content[0]) if statement.content else range(0)
    while len(where) and not telling.words.forms[where.stop - 1][-1].isalnum():
        where = where[:-1]
    return where


def _denies(telling: Telling, statement: Statement) -> bool:
    """Whether the main verb of a statement is negated."""
    forms = [telling.words.forms[k] for span in statement.content for k in telling.words.within(span)]
    return bool({"not", "never", "no", "nobody", "nothing", "none"} & set(forms))
