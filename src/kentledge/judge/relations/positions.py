"""Positions set against each other without a word that says so: two who want different things, or say the contrary.

Four forms: one verb of stance with two subjects, or "while", "whereas" between two who hold something; two who want
something, the later "instead" or speaking of the same matter; two statements that share words, where one denies or has
the opposite; two figures for one quantity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread, stem
from kentledge.judge.relations.present import Person
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGAINST = frozenset({"while", "whereas", "whilst", "where", "although", "though"})
_IT = frozenset({"it", "them", "this", "one", "that", "these", "those", "they", "so", "none"})
_SHORT = 4
"""The most words of content of an answer that needs to share only one with what it denies."""
_LONG = 14
"""The most words of content of a statement whose words are compared with those of another."""
_NEGATING = frozenset({"not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "hardly", "n't"})
_EXTREMES = frozenset({"best", "worst", "most", "least"})
_EMPTY = spread(
    {
        "know",
        "think",
        "believe",
        "go",
        "get",
        "come",
        "make",
        "take",
        "see",
        "say",
        "tell",
        "would",
        "will",
        "be",
        "have",
        "do",
        "year",
        "week",
        "month",
        "day",
        "time",
        "people",
    }
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause in which someone holds or wants something: who, its verb, its words, and what it speaks of."""

    agent: Person
    verb: int
    where: range
    sentence: int
    lemmas: dict[str, bool]
    """Base forms of its nouns, verbs and adjectives, and whether each is denied."""
    wants: bool
    would: bool


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")["contrasts"]
    plain = {"instead", "together"}
    return {n: frozenset(w) if n in plain else spread(w) for n, w in given.items() if n != "opposites"}


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in lexicon("stances")["contrasts"]["opposites"]:
        found.setdefault(stem(one), set()).add(stem(other))
        found.setdefault(stem(other), set()).add(stem(one))
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def _stems_of_wanting() -> frozenset[str]:
    return frozenset(stem(form) for form in _lists()["wanting"])


@lru_cache(maxsize=1)
def _saying() -> frozenset[str]:
    return spread(("say", "tell"))


def positions(telling: Telling) -> Iterator[Found]:
    """Those whose positions are opposed, the later one as the one who disagrees."""
    clauses = list(_clauses(telling))
    for n, later in enumerate(clauses):
        before = next((c for c in reversed(clauses[:n]) if c.agent.key != later.agent.key), None)
        if before is None or later.sentence - before.sentence > 2:
            continue
        if set(telling.words.forms[later.where.start : later.verb]) & _lists()["together"]:
            continue
        verb = telling.words.token(later.verb)
        if verb.lower_ in _saying() and telling.negated(verb) is not None:
            continue  # "is not saying whether it broke the law"
        if any(opposed(telling, before, later) for opposed in _WAYS):
            yield Found("disagrees", later.verb, later.verb, later.agent, other=before.agent)


def _clauses(telling: Telling) -> Iterator[_Clause]:
    words, lists = telling.words, _lists()
    sentence = 0
    for k in range(len(words.forms)):
        token = words.token(k)
        sentence += bool(token.is_sent_start)
        if not scheme.is_verb(token) or scheme.is_auxiliary(token):
            continue
        holder = telling.holder(k)
        inside = holder is not None and not telling.own(k) and telling.people.of(holder) is not None
        if holder is not None and not telling.own(k) and holder.kind != "indirect":
            continue
        lemma = token.lower_
        would = any(c.text.lower() in {"would", "'d", "’d"} for c in token.children if scheme.is_auxiliary(c))
        held = lemma in lists["holding"] or lemma in lists["wanting"] or lemma in lists["showing"] or telling.own(k)
        if (not held and not would) or (inside and not would):
            continue
        if not any(scheme.is_subject(c) for c in token.children) and not scheme.is_conjunct(token):
            continue
        agent = telling.agent(token)
        if agent is None or (scheme.is_adjunct_clause(token) and not _set_against(token) and not _measures(token)):
            continue
        if any(c.lower_ in {"what", "how", "why", "where", "when"} for c in token.children) and not _set_against(token):
            continue
        below = [p for c in token.subtree if (p := words.place(c)) is not None]
        where = range(min(below), max(below) + 1)
        yield _Clause(agent, k, where, sentence, _said(token), _wants(telling, token, k, would), would)


def _wants(telling: Telling, token: Token, k: int, would: bool) -> bool:
    """Whether a clause tells what someone wants: by its verb, by "would", or by what he says ought to be."""
    lists = _lists()
    if token.lower_ in lists["wanting"] or (would and not telling.own(k)):
        return True
    return telling.own(k) and any(
        scheme.is_clause_complement(c) and any(m.lower_ in lists["ought"] for m in c.children) for c in token.children
    )


def _set_against(token: Token) -> bool:
    """Whether a clause opens with "while", or with "where" before the clause that it is set against."""
    return any(
        c.lower_ in _AGAINST and (scheme.is_subordinator(c) or (c.lower_ == "where" and token.head.i > token.i))
        for c in token.children
        if scheme.is_adjunct_clause(token)
    )


def _measures(token: Token) -> bool:
    """Whether a clause gives a figure or a cause ("which Vale put at 90,000", "who traced it to a squirrel")."""
    return token.lower_ in _lists()["counting"] | _lists()["causing"] and scheme.is_noun(token.head)


def _said(verb: Token) -> dict[str, bool]:
    """What is said below a verb, without its subject: base forms, and whether each is denied."""
    found: dict[str, bool] = {}
    subject = {t.i for c in verb.children if scheme.is_subject(c) for t in c.subtree}
    for token in verb.subtree:
        if token.i in subject or not (scheme.is_noun(token) or scheme.is_verb(token) or scheme.is_adjective(token)):
            continue
        lemma = stem(token.lower_)
        if token.lower_ in _EXTREMES and token.i and token.doc[token.i - 1].lower_ == "at":
            continue  # "one in five at best"
        if token.lower_ in _EMPTY or scheme.is_auxiliary(token) or scheme.is_modal(token):
            continue
        found[lemma] = _denied(token)
    return found


def _denied(token: Token) -> bool:
    """Whether a word, or the clause that it heads or belongs to, is negated."""
    for _ in range(2):
        for child in token.children:
            if child.text.lower() in _NEGATING or (scheme.is_subject(child) and child.text.lower() in _NEGATING):
                return True
            if scheme.is_object(child) and any(c.text.lower() in _NEGATING for c in child.children):
                return True
        if scheme.is_verb(token) or token.head.i == token.i:
            return False
        token = token.head
    return False


def _contrasted(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """ "While Vale thinks …, Finch argues …", "Vale sees …, whereas Finch sees …"."""
    words = telling.words
    if before.sentence != later.sentence:
        return False
    holding = _lists()["holding"] | _lists()["wanting"]
    if not {words.token(c.verb).lower_ for c in (before, later)} <= holding and not (before.wants and later.wants):
        return False
    if _set_against(words.token(before.verb)) and words.token(before.verb).head.i in (
        words.token(later.verb).i,
        words.token(later.verb).head.i,
    ):
        return not {words.token(c.verb).lower_ for c in (before, later)} & spread(("say",)) or _shares(before, later)
    return "whereas" in words.forms[before.verb : later.verb]


def _wanted(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """ "Vale wants a toll. Finch prefers a tax", "would rather keep it"."""
    words = telling.words
    if not (before.wants and later.wants) or later.sentence - before.sentence > 1:
        return False
    forms = set(words.forms[later.where.start : later.where.stop])
    verb = words.token(later.verb)
    near = {c.lower_ for t in (verb, *verb.children) for c in t.children if scheme.is_object(c) or scheme.is_subject(c)}
    lemma = words.token(later.verb).lower_
    if forms & _lists()["together"]:
        return False
    if lemma in _lists()["choosing"] or (later.would and forms & _lists()["instead"]):
        return True
    if later.sentence - before.sentence <= 1 and _opposites_in(before, later):
        return True
    if _signs(before, later) is True and not _figures_differ(telling, before, later):
        return False
    return bool(near & _IT) or _shares(before, later)


def _explained(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """ "Vale attributed the fall to patrols. Finch attributes it to locks", "Finch reads it as a sign"."""
    words, lists = telling.words, _lists()
    one, two = words.token(before.verb), words.token(later.verb)
    if later.sentence - before.sentence > 1:
        return False
    near = {c.lower_ for c in two.children if scheme.is_object(c)}
    if (
        one.lower_ not in lists["causing"]
        and two.lower_ in lists["causing"]
        and two.lemma_ != "put"
        and near & _IT
        and "to" in words.forms[later.verb : later.where.stop]
    ):
        return not (set(before.lemmas) & set(later.lemmas)) and telling.own(before.verb)
    if {one.lower_, two.lower_} <= lists["causing"] and (
        near & _IT or _shares(before, later) or one.lemma_ == two.lemma_
    ):
        return "at" not in words.forms[later.verb : later.where.stop]
    as_ = "as" in words.forms[later.verb + 1 : later.verb + 5]
    return two.lower_ in lists["construing"] and bool(near & _IT) and as_


def _counted(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """ "Vale put the cost at 4bn. Finch said it would be closer to 9bn"."""
    words, lists = telling.words, _lists()
    if later.sentence - before.sentence > 2:
        return False
    figures = [[k for k in c.where if words.token(k).like_num or words.forms[k][0].isdigit()] for c in (before, later)]
    if not figures[0]:
        return False
    counts = words.token(later.verb).lower_ in lists["counting"]
    if {"week", "month", "year", "day"} & set(
        words.forms[later.where.start : later.where.stop]
    ) and "realistic" in words.forms[later.where.start : later.where.stop]:
        return True
    both = counts and words.token(before.verb).lower_ in lists["counting"] | spread(("say",))
    for k in figures[1]:
        unit = words.token(k).head
        if words.forms[k] == "one" and k and words.token(k - 1).tag_[:2] in {"JJ", "DT"}:
            continue  # "2,100 in the most likely one"
        counted = both and scheme.is_object(unit) and unit.head.i == words.token(later.verb).i
        if counted and unit.lower_ in words.forms[before.where.start : before.where.stop]:
            return words.forms[k] not in {words.forms[n] for n in figures[0]}
        if both and scheme.is_object(words.token(k)) and words.token(k).head.i == words.token(later.verb).i:
            return words.forms[k] not in {words.forms[n] for n in figures[0]}
        if set(words.forms[max(k - 3, later.verb) : k]) & lists["correcting"]:
            return True
        if counts and words.forms[k - 1] in {"at", "$", "£", "€"} and {"at"} & set(words.forms[k - 3 : k]):
            return words.forms[k] not in {words.forms[n] for n in figures[0]}
    return False


def _opposites_in(before: _Clause, later: _Clause) -> bool:
    """Whether one has the opposite of a word of the other, and both or neither are denied."""
    return any(
        later.lemmas.get(opposite) is deny
        for word, deny in before.lemmas.items()
        for opposite in _opposites().get(word, ())
    )


def _doubted(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """ "Vale doubts that the enemy can mount another. Finch expects one within weeks"."""
    one, two = (telling.words.token(c.verb) for c in (before, later))
    lists = _lists()
    if later.sentence - before.sentence > 1 or _denied(one) or _denied(two):
        return False
    if not (telling.own(before.verb) and telling.own(later.verb)):
        return False
    if not (
        (one.lower_ in lists["doubting"] and two.lower_ in lists["expecting"])
        or (two.lower_ in lists["doubting"] and one.lower_ in lists["expecting"])
    ):
        return False
    near = {t.lower_ for c in two.children if scheme.is_object(c) or scheme.is_clause_complement(c) for t in c.subtree}
    plain = two.lower_ in lists["telling"] or one.lower_ in lists["telling"]
    return bool(near & ({"one", "none"} if plain else _IT)) or (not plain and _shares(before, later))


def _figures_differ(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """Whether both clauses have figures, and not the same ones."""
    words = telling.words
    one, two = ({words.forms[k] for k in c.where if words.token(k).like_num} for c in (before, later))
    return bool(one and two and not one & two)


def _shares(before: _Clause, later: _Clause) -> bool:
    return bool(set(before.lemmas) & set(later.lemmas) - _stems_of_wanting())


def _signs(before: _Clause, later: _Clause) -> bool | None:
    """Whether two clauses say the same (True) or the contrary (False) with a shared word; None where neither."""
    shared = set(before.lemmas) & set(later.lemmas) - _stems_of_wanting()
    if not shared:
        return None
    return all(before.lemmas[w] == later.lemmas[w] for w in shared)


def _contrary(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """Two statements of which one denies what the other says, or has the opposite word."""
    words = telling.words
    gap = later.sentence - before.sentence
    if gap > 2 or not (telling.own(later.verb) or later.would) or len(later.lemmas) > _LONG:
        return False
    shared = set(before.lemmas) & set(later.lemmas)
    pointing = {words.forms[k] for k in later.where if words.token(k).tag_ not in {"IN", "WDT"}} & _IT
    tied = len(shared) >= 2 or bool(pointing)
    main = _main(telling, later)
    denied = [w for w in shared & main if before.lemmas[w] != later.lemmas[w]]
    if denied and gap < 2 and (tied or len(later.lemmas) <= _SHORT):
        return True
    return tied and gap < 2 and _opposites_in(before, later)


def _renamed(telling: Telling, before: _Clause, later: _Clause) -> bool:
    """ "Vale says it was the weather. Finch says it was the gearbox"."""
    if later.sentence - before.sentence > 1:
        return False
    one, two = (_named(telling, c) for c in (before, later))
    return one is not None and two is not None and one[:2] == two[:2] and one[2] != two[2]


def _named(telling: Telling, clause: _Clause) -> tuple[str, str, str] | None:
    """What someone says that something is: the subject, the form of "be" and the noun, where nothing is denied."""
    if not telling.own(clause.verb):
        return None
    for noun in telling.words.token(clause.verb).children:
        copula = next((c for c in noun.children if scheme.is_copula(c)), None)
        subject = next((c for c in noun.children if scheme.is_subject(c)), None)
        if copula is None or subject is None or not scheme.is_noun(noun) or _denied(noun):
            continue
        if subject.lower_ in _IT or scheme.is_noun(subject):
            return stem(subject.lower_), copula.lower_, stem(noun.lower_)
    return None


_WAYS = (_contrasted, _wanted, _explained, _counted, _contrary, _renamed, _doubted)


def _main(telling: Telling, clause: _Clause) -> set[str]:
    """What the clause that someone says turns on: its verb or predicate, the verb's object, what "no" stands before."""
    verb = telling.words.token(clause.verb)
    found = {stem(c.lower_) for c in verb.children if scheme.is_clause_complement(c) or scheme.is_object(c)}
    found |= {stem(t.head.lower_) for t in verb.subtree if t.lower_ in {"no", "any"}}
    found |= {
        stem(s.lower_)
        for c in verb.children
        if scheme.is_clause_complement(c)
        for s in c.children
        if scheme.is_subject(s) and scheme.is_noun(s)
    }
    return found | {stem(verb.lower_)}
