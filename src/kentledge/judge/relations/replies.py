"""What a view does to another: "that strikes Vale as harsh", "does not satisfy Vale"; "Vale's reply was curt".

Here the one who judges is no subject: the parse makes them the object, or the owner of an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread
from kentledge.judge.relations.present import Person
from kentledge.judge.relations.stance import sort_of
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 6
"""How many words after "strikes Vale as" the word of judgement may stand."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")
    verdicts, replies, answers = given["verdicts"], given["replies"], given["responses"]
    return {
        "striking": spread(replies["striking"]),
        "seeming": spread(replies["seeming"]),
        "objecting": spread(replies["objecting"]),
        "winning": spread(replies["winning"]),
        "against": frozenset(verdicts["against"]) | frozenset(verdicts["too"]),
        "plain": frozenset(verdicts["against"]),
        "too": frozenset(verdicts["too"]),
        "for": frozenset(verdicts["for"]),
        "standpoints": frozenset(replies["standpoints"]),
        "answers": spread(answers["answers"]),
        "sharp": frozenset(answers["sharp"]),
    }


def replies(telling: Telling) -> Iterator[Found]:
    """Those on whom another's view makes an impression, whose answer is told, or who are on another's side."""
    words, lists = telling.words, _lists()
    for k, form in enumerate(words.forms):
        if telling.quoted(k):
            continue
        found = None
        if form in lists["striking"]:
            found = _struck(telling, k)
        elif form in lists["seeming"]:
            found = _seems(telling, k)
        elif form in lists["objecting"]:
            found = _objects(telling, k)
        elif form in lists["standpoints"]:
            found = _viewed(telling, k)
        elif telling.holder(k) is not None and not telling.own(k):
            continue
        elif form in lists["winning"]:
            found = _unwon(telling, k)
        elif form in lists["answers"]:
            found = _answered(telling, k)
        elif form == "side":
            found = _beside(telling, k)
        if found is not None:
            yield found


def _struck(telling: Telling, k: int) -> Found | None:
    """ "That estimate strikes Vale as harsh"."""
    words, lists = telling.words, _lists()
    verb = words.token(k)
    agent = telling.people.next(k, min(k + 4, words.sentence(verb).stop))
    subject = next((c for c in verb.children if scheme.is_subject(c)), None)
    if agent is None or subject is None:
        return None
    after = range(agent.last + 1, min(agent.last + 1 + _NEAR, words.sentence(verb).stop))
    as_ = next((n for n in after if words.forms[n] == "as"), None)
    weighed = lists["against"] | lists["for"]
    judged = next((n for n in after if as_ is not None and n > as_ and words.forms[n] in weighed), None)
    if judged is None:
        return None
    return _judging(telling, verb, subject, agent, (k, judged), against=words.forms[judged] in lists["against"])


def _seems(telling: Telling, k: int) -> Found | None:
    """ "That seems naive to Vale"."""
    words, lists = telling.words, _lists()
    verb = words.token(k)
    subject = next((c for c in verb.children if scheme.is_subject(c)), None)
    judged, to = k + 1, k + 2
    if (
        subject is None
        or words.forms[to : to + 1] != ["to"]
        or words.forms[judged] not in lists["against"] | lists["for"]
    ):
        return None
    agent = telling.people.next(to, min(to + 3, len(words.forms)))
    if agent is None or sort_of(telling, subject, agent) not in ("view", "theirs", "it"):
        return None
    return _judging(telling, verb, subject, agent, (k, judged), against=words.forms[judged] in lists["against"])


def _objects(telling: Telling, k: int) -> Found | None:
    """ "Two that we know of, objects Vale": the verb before its subject, which a parse often takes for a noun."""
    words = telling.words
    place = words.tokens[k]
    apart = place > 0 and words.doc[place - 1].text in {",", "”", '"', "’", "?", "!"}
    agent = telling.people.next(k, min(k + 3, words.sentence(words.token(k)).stop))
    if not apart or agent is None or words.token(k).is_sent_start:
        return None
    return Found("disagrees", k, k, agent, before=True, near=True)


def _viewed(telling: Telling, k: int) -> Found | None:
    """ "That is too gloomy, in the view of Vale", "in Vale's eyes it is the wrong comparison"."""
    words, lists = telling.words, _lists()
    noun = words.token(k)
    if not any(scheme.is_case_mark(c) and c.lower_ == "in" for c in noun.children):
        return None
    agent = next((p for c in noun.children if scheme.is_possessor(c) and (p := telling.phrase(c))), None)
    if agent is None and words.forms[k + 1 : k + 2] == ["of"]:
        agent = telling.people.next(k + 1, min(k + 4, len(words.forms)))
    if agent is None:
        return None
    for n in words.sentence(noun):
        judged = words.token(n)
        against = words.forms[n] in lists["plain"] or (words.forms[n] in lists["too"] and words.forms[n - 1] == "too")
        subject = next((c for c in judged.children if scheme.is_subject(c)), None)
        if subject is None or not (against or words.forms[n] in lists["for"]):
            continue
        if subject.lower_ not in {"that", "this"} and sort_of(telling, subject, agent) not in ("view", "it"):
            continue
        return _judging(telling, judged, subject, agent, (n, n), against=against)
    return None


def _judging(
    telling: Telling, verb: Token, subject: Token, agent: Person, cue: tuple[int, int], *, against: bool
) -> Found:
    """What somebody makes of a subject, told by a word of judgement against it or for it: the other way if negated."""
    kind: RelationKind = "disagrees" if against == (telling.negated(verb) is None) else "agrees"
    other = telling.within(subject, agent.key)
    return Found(kind, *cue, agent, other=other, before=other is None, near=True)


def _unwon(telling: Telling, k: int) -> Found | None:
    """ "It does not convince Vale", "not an answer that satisfies Vale"."""
    verb = telling.words.token(k)
    if not scheme.is_verb(verb) or scheme.is_passive(verb):
        return None
    things = [c for c in verb.children if scheme.is_object(c) or scheme.is_receiver(c)]
    agent = next((p for c in things if (p := telling.phrase(c))), None)
    place = telling.negated(verb)
    if place is None and scheme.is_adjunct_clause(verb):
        place = telling.negated(verb.head)
    if agent is None or place is None:
        return None
    return Found("disagrees", min(place, k), k, agent, before=True, near=True)


def _answered(telling: Telling, k: int) -> Found | None:
    """ "Vale's reply was curt"."""
    noun = telling.words.token(k)
    owner = next((p for c in noun.children if scheme.is_possessor(c) and (p := telling.phrase(c))), None)
    told: Token = noun.head
    if owner is None or not scheme.is_subject(noun) or told.lower_ not in _lists()["sharp"]:
        return None
    place = telling.words.place(told)
    return Found("disagrees", k, place if place is not None else k, owner, before=True, near=True)


def _beside(telling: Telling, k: int) -> Found | None:
    """ "She is, for once, on Vale's side"."""
    side = telling.words.token(k)
    on = any(scheme.is_case_mark(c) and c.lower_ == "on" for c in side.children)
    owner = next((p for c in side.children if scheme.is_possessor(c) and (p := telling.phrase(c))), None)
    if not on or owner is None:
        return None
    agent = telling.agent(side, passive=True)
    if agent is None or agent.key == owner.key:
        return None
    return Found("disagrees" if telling.negated(side) is not None else "agrees", k, k, agent, other=owner)
