"""Stances by verb and complement: "shares her doubts", "was backed by Vale", "declined to endorse it".

A verb of the lexicon makes a relation only with a complement that is another's: a person, what someone has said or
wants, or a pronoun for it. So "rejected the claim" is dissent and "rejected the ball" is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import all_forms, spread
from kentledge.judge.relations.present import Person
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAT = frozenset({"it", "that", "this", "these", "those", "so"})
_WHATEVER = frozenset(
    {"what", "everything", "anything", "nothing", "something", "much", "all", "most", "little", "word"}
)
_HIM = frozenset({"him", "her", "them"})
_HIS = frozenset({"his", "her", "their", "its"})
_EITHER = frozenset({"confirm", "deny"})
_WINDOW = 3
_DEFINITE = frozenset({"the", "that", "this", "these", "those", "such", "both", "any", "all"})


@dataclass(frozen=True, slots=True)
class _Predicate:
    rest: tuple[str, ...]
    kind: RelationKind
    of: frozenset[str]


@lru_cache(maxsize=1)
def _predicates() -> dict[str, tuple[_Predicate, ...]]:
    """The predicates by the forms of their verb, those of more words first."""
    found: dict[str, dict[tuple[tuple[str, ...], RelationKind], frozenset[str]]] = {}
    for entry in lexicon("stances")["predicate"]:
        for wording in entry["verbs"]:
            verb, *rest = wording.split()
            of = found.setdefault(verb, {})
            key = (tuple(rest), entry["kind"])
            of[key] = of.get(key, frozenset()) | frozenset(entry["of"])
    return {
        form: tuple(sorted((_Predicate(r, k, of) for (r, k), of in given.items()), key=lambda p: -len(p.rest)))
        for verb, given in found.items()
        for form in all_forms(verb)
    }


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")
    return {name: spread(words) for name, words in (*given["objects"].items(), *given["predicates"].items())}


def stances(telling: Telling) -> Iterator[Found]:
    """The stances that verbs tell with their complements, active or passive."""
    words, known = telling.words, _predicates()
    for k in range(len(words.forms)):
        token = words.token(k)
        if not scheme.is_verb(token):
            continue
        for predicate in known.get(words.forms[k], ()):
            last = _rest(telling, k, predicate.rest)
            if last is None:
                continue
            found = _stance(telling, token, k, last, predicate)
            if found is not None:
                yield found
                break


def _rest(telling: Telling, k: int, rest: tuple[str, ...]) -> int | None:
    """The last word of a predicate whose verb is at k: its particle or preposition may come after an adverb or two."""
    forms, at = telling.words.forms, k
    here = telling.words.tokens[k]
    if len(rest) == 1:  # "brushed the advice aside"
        particle = next(
            (
                c
                for c in telling.words.token(k).children
                if c.lower_ == rest[0] and c.i > here and scheme.is_particle(c)
            ),
            None,
        )
        place = telling.words.place(particle) if particle is not None else None
        if place is not None:
            return place
    for word in rest:
        ahead = range(at + 1, min(at + 4, len(forms)))
        found = next((n for n in ahead if forms[n] == word), None)
        if found is None or any(not scheme.is_adverb(telling.words.token(n)) for n in range(at + 1, found)):
            return None
        at = found
    return at


def _stance(telling: Telling, token: Token, k: int, last: int, predicate: _Predicate) -> Found | None:
    if _asked(token) or _noncommittal(token):
        return None
    by = scheme.is_participle(token) and not predicate.rest and _by(token)
    if by:
        return _passive(telling, token, k, by, predicate)
    if scheme.is_passive(token) and not predicate.rest:
        return None
    agent, named = telling.agent(token, passive=bool(predicate.rest)), True
    if agent is None:
        agent, named = telling.unnamed(token), False
    if agent is None:
        return None
    complement, sort = _complement(telling, token, last, predicate, agent)
    if sort == "view" and "view" not in predicate.of and complement is not None:
        sort = "owned" if telling.within(complement, agent.key) is not None else sort
    if sort is None or sort not in predicate.of or (sort == "none" and _asks_itself(telling, token, last)):
        return None
    if sort == "matter" and not _wished(telling, agent):
        return None
    kind, first = _turned(telling, token, k, predicate.kind)
    if kind is None:
        return None
    if sort == "matter" and _spurned(telling, agent):
        kind = "agrees" if kind == "disagrees" else "disagrees"
    other = None
    if complement is not None and sort != "clause":
        other = telling.within(complement, agent.key) or telling.meant(complement, agent)
    if other is None and not named:
        return None
    if complement is not None and sort in ("view", "theirs", "person"):
        place = telling.words.place(complement)
        last = max(last, place) if place is not None and place - last <= 8 else last
    if sort == "clause" and telling.words.forms[last + 1 : last + 2] == ["that"]:
        last += 1
    return Found(
        kind,
        min(first, k),
        last,
        agent,
        other=other,
        before=other is None,
        near=sort in ("it", "none", "clause", "matter"),
    )


def _asks_itself(telling: Telling, token: Token, last: int) -> bool:
    """Whether "does not think so" answers a question that the text itself asks before it."""
    start = telling.words.sentence(token).start
    before = telling.words.token(start).i - 1
    return (
        telling.words.forms[last] == "so"
        and before >= 0
        and telling.words.doc[before].text == "?"
        and telling.holder(start - 1) is None
    )


def _asked(token: Token) -> bool:
    """Whether the sentence asks, or supposes ("if Vale agrees")."""
    return any(c.text.lower() in {"if", "whether", "unless"} and scheme.is_subordinator(c) for c in token.children)


def _noncommittal(token: Token) -> bool:
    """ "Would neither confirm nor deny it"."""
    near = {t.lower_ for t in token.doc[max(token.i - _WINDOW, 0) : token.i + _WINDOW + 1]}
    return token.lower_ in _EITHER and near >= _EITHER


def _by(token: Token) -> Token | None:
    return next((c for c in token.children if scheme.is_doer(c)), None)


def _passive(telling: Telling, token: Token, k: int, by: Token, predicate: _Predicate) -> Found | None:
    """ "The claim was disputed by Vale", "backed by Vale, Finch …": told of the one after "by"."""
    place = telling.words.place(by)
    agent = telling.phrase(by) or (telling.people.unnamed(place) if place is not None else None)
    if agent is None or place is None or (telling.holder(k) is not None and not telling.own(k)):
        return None
    subject = telling.subject(token)
    if subject is None:
        return None
    kind, first = _turned(telling, token, k, predicate.kind)
    if kind is None:
        return None
    sort = sort_of(telling, subject, agent)
    person = telling.standing(subject, k)
    if person is not None and person.key == agent.key:
        return None
    if person is None and (sort is None or (sort not in predicate.of and sort != "theirs")):
        return None
    if person is not None and "person" not in predicate.of and sort in ("person", None):
        return None
    other = person or telling.within(subject, agent.key)
    if other is None and telling.phrase(by) is None:
        return None
    return Found(kind, min(first, k), place if place - k < 4 else k, agent, other=other, before=other is None)


def _turned(telling: Telling, token: Token, k: int, kind: RelationKind) -> tuple[RelationKind | None, int]:
    """The kind after negation, None where nothing is left of it, and the first word that shows it."""
    place = telling.negated(token)
    if place is None:
        return kind, k
    lemma = token.lower_
    if kind == "agrees" and "more" in telling.words.forms[k + 1 : k + 2]:
        return kind, place  # "could not agree more"
    if kind == "disagrees":
        return ("agrees" if lemma in _lists()["conceding"] else None), place
    return (None if lemma in _lists()["silent"] else "disagrees"), place


def _complement(
    telling: Telling, token: Token, last: int, predicate: _Predicate, agent: Person
) -> tuple[Token | None, str | None]:
    """What a verb is said of, and of what sort it is."""
    words = telling.words
    if predicate.rest:
        preposition = words.token(last)
        if scheme.is_case_mark(preposition):
            noun = preposition.head if preposition.head.i > preposition.i else None
            return (noun, sort_of(telling, noun, agent)) if noun is not None else (None, None)
        thing = next((c for c in token.children if scheme.is_object(c)), None)
        if thing is None:  # "play down such fears"
            thing = next((c for c in token.children if _is_bare(c) and c.i == preposition.i + 2), None)
        if thing is not None:
            return thing, sort_of(telling, thing, agent)
        return None, "none"
    thing = next((c for c in token.children if scheme.is_object(c) or scheme.is_receiver(c)), None)
    if thing is not None and scheme.is_loose_clause(token) and telling.phrase(thing) == agent:
        return None, "none"  # "…, counters Vale", read as what is countered
    if thing is not None:
        sort = sort_of(telling, thing, agent)
        if sort == "person" and (_stood_for(token) or _candidate(telling, token, thing)):
            return thing, None
        if thing.lower_ in _lists()["given"] and token.lower_ in _lists()["taking"]:
            return thing, None  # "accepted his invitation"
        return thing, sort
    named = any(scheme.is_subject(c) and c.lower_ not in {"who", "that", "which"} for c in token.children)
    if named and scheme.is_adjunct_clause(token) and token.head.i < token.i and _is_said(token.head):
        return token.head, "view"  # "…, a claim that Vale disputes"
    bare = next((c for c in token.children if _is_bare(c) and c.i > token.i), None)
    if bare is not None and any(c.lower_ == "as" for o in token.children for c in o.children):
        return bare, sort_of(telling, bare, agent)  # "dismissed as fantasy a report by Vale"
    clause = next((c for c in token.children if scheme.is_clause_complement(c) and c.i > token.i), None)
    if clause is not None and any(scheme.is_subject(c) and c.lower_ in _HIM for c in clause.children):
        return None, None  # "deny them mining permits"
    if clause is not None and not scheme.is_loose_clause(clause):
        return clause, "clause"
    if any(scheme.is_complement_clause(c) and c.i > token.i for c in token.children):
        return None, None  # "agreed to sell"
    if predicate.rest == () and token.lower_.startswith("agree"):
        for child in token.children:
            cases = {c.text.lower() for c in child.children if scheme.is_case_mark(c)}
            if child.i > token.i and cases & _lists()["arranged"] and scheme.is_noun_complement(child):
                return None, None
    if scheme.is_attribute(token):
        return None, None
    return None, "none"


def _is_said(noun: Token) -> bool:
    """Whether a noun in apposition stands for what was just said ("…, a claim")."""
    return noun.lower_ in {"something", "point"} or (
        noun.lower_ in _lists()["views"] and any(c.lower_ in {"a", "an"} for c in noun.children)
    )


def _is_bare(token: Token) -> bool:
    """Whether a noun stands beside a verb without a preposition, read as one that has one."""
    return (
        scheme.is_noun(token)
        and scheme.is_noun_complement(token)
        and not any(scheme.is_case_mark(c) and c.i < token.i for c in token.children)
    )


def _stood_for(token: Token) -> bool:
    """Whether someone is backed "for" or "as" something: an endorsement, and no agreement of views."""
    return any(
        scheme.is_noun_complement(c) and any(m.lower_ in {"for", "as"} for m in c.children if scheme.is_case_mark(m))
        for c in token.children
    ) and token.lower_ in spread(("back", "endorse", "support", "favour", "favor", "choose"))


def _candidate(telling: Telling, token: Token, thing: Token) -> bool:
    """Whether a person is backed for an office, or one who has said nothing just before: not in his views."""
    if token.lower_ not in _lists()["standing_for"]:
        return False
    words = telling.words
    whole = words.sentence(token)
    person, place = telling.phrase(thing), words.place(token)
    if set(words.forms[whole.start : whole.stop]) & _lists()["office"]:
        return True
    return person is not None and place is not None and not telling.people.spoke(person, place)


def sort_of(telling: Telling, noun: Token, agent: Person) -> str | None:
    """Of what sort a complement is: a person's name, a view, something that is another's, or a pronoun."""
    form = noun.lower_
    if form in _THAT:
        return "it"
    if form in _HIM:
        return "person"
    place = telling.words.place(noun)
    person = telling.phrase(noun)
    if person is not None and place is not None and not any(scheme.is_possessor(c) for c in noun.children):
        return "person"
    if person is not None:
        return "person"
    lists = _lists()
    lemma = noun.lower_
    if form in _WHATEVER and telling.within(noun, agent.key) is not None:
        return "view"
    view, proposal = lemma in lists["views"], lemma in lists["proposals"]
    owner = telling.within(noun, agent.key)
    if owner is not None:
        return "view" if view or proposal else "theirs"
    before = {c.text.lower() for c in noun.children if c.i < noun.i}
    if before & _HIS:
        return "view" if view or proposal else None
    if view and before & _DEFINITE:
        return "view"
    if view and not before & {"a", "an"} and _of_what_was_said(telling, noun, agent):
        return "view"
    if proposal and (before & (_DEFINITE - {"the"}) or ("the" in before and lemma in lists["pointing"])):
        return "view"
    if proposal and "the" in before and _announced(telling, agent):
        return "view"
    if before & {"the", "that", "this"} and spoken_of(telling, noun, agent):
        return "view" if proposal or view else "matter"
    return None


def _of_what_was_said(telling: Telling, noun: Token, agent: Person) -> bool:
    """Whether "talk of a cut" speaks of what the sentence before does, or of what another, told of later, has said."""
    words = telling.words
    below = [t for t in noun.subtree if t.i > noun.i and (scheme.is_noun(t) or scheme.is_verb(t)) and len(t.text) > 3]
    place = words.place(noun)
    if place is None or not below:
        return False
    stop = words.sentence(noun).stop
    after = "after" in words.forms[place:stop] and telling.people.telling(range(place, stop))
    return bool(after) or any(spoken_of(telling, t, agent) for t in below if not scheme.is_name(t))


def _announced(telling: Telling, agent: Person) -> bool:
    """Whether the sentence before tells what another would do or wants, so that "the plan" is his."""
    words = telling.words
    start = words.sentence(words.token(agent.first)).start
    if not start:
        return False
    before = words.sentence(words.token(start - 1))
    other = telling.people.before(agent, start, back=1)
    if other is None or not other.speaks or other.first < before.start:
        return False
    return any(words.forms[k] in _lists()["announcing"] or words.forms[k] in wanting() for k in before)


def spoken_of(telling: Telling, noun: Token, agent: Person) -> bool:
    """Whether the sentence before the speaker is named has the word: "wants a toll. Finch opposes the toll"."""
    root = noun.lower_[:5]
    start = agent.first
    for _ in range(2):
        whole = telling.words.sentence(telling.words.token(max(start - 1, 0)))
        if any(form.startswith(root) for form in telling.words.forms[whole.start : min(whole.stop, agent.first)]):
            return True
        start = whole.start
    return False


def _wished(telling: Telling, agent: Person) -> bool:
    """Whether the sentence before tells of someone who wants or opposes something, and not only of facts."""
    words = telling.words
    start = words.sentence(words.token(agent.first)).start
    before = range(words.sentence(words.token(max(start - 1, 0))).start, agent.first)
    return any(words.forms[k] in wanting() and scheme.is_verb(words.token(k)) for k in before)


@lru_cache(maxsize=1)
def wanting() -> frozenset[str]:
    """Verbs of what someone wants."""
    return spread(lexicon("stances")["contrasts"]["wanting"]) | {"would"}


def _spurned(telling: Telling, agent: Person) -> bool:
    """Whether the sentence before already tells of dissent, so that who opposes the same thing agrees."""
    words = telling.words
    start = words.sentence(words.token(agent.first)).start
    whole = words.sentence(words.token(max(start - 1, 0)))
    for k in whole if start else range(0):
        for predicate in _predicates().get(words.forms[k], ()):
            if predicate.kind == "disagrees" and "matter" in predicate.of and scheme.is_verb(words.token(k)):
                return True
    return False
