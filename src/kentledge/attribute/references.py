"""Descriptions that stand for somebody whom the article names: "the judge", "the Republican nominee", "his ex-wife"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.bodies import LEAD
from kentledge.attribute.kinds import uses
from kentledge.attribute.people import gender_of
from kentledge.attribute.roles import is_role, kin, titles
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name, is_noun, is_possessive_mark, is_possessive_pronoun

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

    from kentledge.attribute.people import People, Person

_LIMITING = frozenset({"vice", "deputy", "assistant", "associate", "former", "ex", "acting", "first"})
_DEFINITE = frozenset({"the", "this", "that"})
_OTHER = frozenset({"another", "other", "second", "third", "one", "some", "any", "every", "each", "no"})


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Noun → the nouns that may stand for it, itself among them."""
    out: dict[str, set[str]] = {}
    for line in lexicon("speakers")["roles"]["alike"]:
        for noun in line:
            out.setdefault(noun, set()).update(line)
    return {k: frozenset(v) for k, v in out.items()}


def alike(noun: str) -> frozenset[str]:
    """The nouns that tell the same sort of person."""
    return _classes().get(noun, frozenset({noun}))


@cache
def _side_of() -> dict[str, int]:
    return {w: n for n, line in enumerate(lexicon("speakers")["roles"]["sides"]) for w in line}


def is_side(word: str) -> bool:
    """Whether a word tells somebody's political side."""
    return word.lower() in _side_of()


def _sides(words: frozenset[str] | set[str]) -> set[int]:
    return {_side_of()[w] for w in words if w in _side_of()}


def described_person(
    doc: Doc, first: int, last: int, head: Token, people: People, presence: Callable[[Person], float], sex: str | None
) -> Person | None:
    """The named person whom "the senator" or, at the article's beginning, "a judge" describes; None for anybody else.

    `presence` is how present a person is at this point; `sex` that of a possessive pronoun that the description binds.
    """
    noun = head.lower_
    words = {t.lower_ for t in doc[first:last]}
    if noun in _side_of() and doc[first].lower_ in _DEFINITE and last - first == 2:
        of_it = [p for p in people.persons if _sides(p.words) & _sides(words) and p.mentions[0][0] < first]
        return max(of_it, key=presence, default=None)  # "the Republican"
    if not (is_role(noun) or noun in _classes()):
        return None
    sex = sex or gender_of(noun)
    opening = doc[first].lower_
    if opening in {"a", "an"} and head.i + 1 < last:
        named = [p for p in people.persons if _introduced_soon(doc, p, head)]
        if named:
            return named[0]  # "A spokesman for the firm … The spokesman, Ada Vale, said"
    definite = opening in _DEFINITE or (is_possessive_mark_within(doc, first, head.i))
    lead = first < LEAD and (opening in {"a", "an"} or first == head.i or is_noun(doc[first])) and not definite
    if words & _OTHER or not (definite or lead):
        return None
    fitting = []
    for person in people.persons:
        known = person.words
        # "Her deputy, Ada Vale," is "the deputy governor" later.
        seconds = "deputy" in words and "deputy" in known and not any(is_role(w) for w in known - {"deputy"})
        member = noun in {"member", "mp"} and _sides(words) & _sides(known)  # "the Green member"
        # "Her counterpart, Bo Finch," of a minister is "the minister" too.
        seconds = seconds or (
            "counterpart" in known
            and noun in uses()["counterparts"]
            and not any(is_role(w) for w in known - {"counterpart"})
        )
        if not (alike(noun) & known or seconds or member) or (sex and person.gender and sex != person.gender):
            continue
        if _sides(words) and _sides(known) and not _sides(words) & _sides(known):
            continue
        score = 2.0 * (noun in known or seconds) + len((words - {"the", "a", "an", noun}) & known)
        score -= 1.5 * len((words ^ known) & _LIMITING)
        fitting.append((score, person))
    if lead:
        later = [(s, p) for s, p in fitting if len(p.parts) > 1 and p.mentions[0][0] > first]
        if len(later) == 1 and len(fitting) == 1:
            return later[0][1]
        headline = first == head.i - (last - first - 1) and not any(t.is_space for t in doc[: first + 1])
        if opening in {"a", "an"} or not headline or not later:
            return None
        # "Green leader", "Minister": in a headline, the one who fits best, and of those the one named first.
        most = max(s for s, _ in later)
        return min((p for s, p in later if s == most), key=lambda p: p.mentions[0][0])
    before = [(s, p) for s, p in fitting if p.mentions[0][0] < head.i or first < LEAD]
    if before:
        best = max(s for s, _ in before)
        return max((p for s, p in before if s >= best - 0.5), key=presence)
    soon = [p for _, p in fitting if _introduced_soon(doc, p, head)]
    if soon:
        return soon[0]
    if "former" in words or "retired" in words:
        lately = _lately_named(noun, people, presence, sex) if opening == "the" else None
        return lately or (_just_introduced(doc, first, noun, people, sex, any_noun=True) if opening == "the" else None)
    if noun not in lexicon("speakers")["roles"]["epithets"]:
        return _just_introduced(doc, first, noun, people, sex)
    return _epithet(words, people, head.i, presence, sex)


def _just_introduced(
    doc: Doc, first: int, noun: str, people: People, sex: str | None, *, any_noun: bool = False
) -> Person | None:
    """Whom "the economist" means that the article calls nothing of the sort: the only one its paragraph has named."""
    begin = first
    while begin > 0 and "\n" not in doc[begin - 1].text:
        begin -= 1
    near = {id(p): p for (at, _), p in people.before(first) if at >= begin}
    office = noun in titles() and noun not in uses()["callings"] and not any_noun
    if len(near) != 1 or office or noun in kin() or noun in uses()["nameless"] or doc[first].lower_ != "the":
        return None
    (person,) = near.values()
    begins = doc[first].sent.start
    if any(begins <= at < first for at, _ in person.mentions):
        return None  # "Vale’s hope is shared by the mediator"
    title = next((t.i for t in people.tokens if t.is_space), 0)
    before = any(t.lower_ == noun for t in people.tokens[title:first])
    return None if before or (sex and person.gender and sex != person.gender) else person


def _introduced_soon(doc: Doc, person: Person, head: Token) -> bool:
    """Whether "the lawyer, Ada Vale," names the one of whom "the family’s lawyer" has just been told.

    Of an office with a capital there is one in an article: "the Speaker".
    """
    first = person.mentions[0][0]
    if first - head.i <= 2 or (first - head.i >= _SOON and not head.text[:1].isupper()):
        return False
    return doc[first - 1].text == "," and doc[first - 2].lower_ == head.lower_ and doc[first - 3].lower_ == "the"


def _lately_named(noun: str, people: People, presence: Callable[[Person], float], sex: str | None) -> Person | None:
    """Whom "the former striker" means that the article calls a striker nowhere else: who is by far the most present.

    Public offices have had many holders, whom the article need not name.
    """
    if noun in titles():
        return None
    near = sorted((presence(p), n) for n, p in enumerate(people.persons) if not (sex and p.gender and sex != p.gender))
    if not near or near[-1][0] <= 0 or (len(near) > 1 and near[-1][0] < _BY_FAR * near[-2][0]):
        return None
    return people.persons[near[-1][1]]


def _epithet(
    words: set[str], people: People, at: int, presence: Callable[[Person], float], sex: str | None
) -> Person | None:
    """Somebody of whom the article talks much, where nothing that it says of him or her is against it."""
    sex = sex or ("female" if "lady" in words else None)
    candidates = [
        p
        for p in people.persons
        if len(p.mentions) > 1
        and any(m[0] < at for m in p.mentions)
        and not (sex and p.gender and sex != p.gender)
        and not (_sides(words) and _sides(p.words) and not _sides(words) & _sides(p.words))
    ]
    # Whom the article calls something else ("the judge") is less likely meant than one of whom it says nothing.
    return max(
        candidates,
        key=lambda p: (len(p.mentions) * (0.5 if any(is_role(w) for w in p.words) else 1.0), presence(p)),
        default=None,
    )


_BY_FAR = 1.5
"""How many times as present as the next one."""
_SOON = 60
"""Tokens within which somebody described is named."""
_OLD = re.compile(r"(?:the|this|that)\s+(\d{1,3})[-‑ ]years?[-‑ ]old", re.IGNORECASE)


def former_or_latter(doc: Doc, first: int, last: int, people: People) -> Person | None:
    """Which of the two persons named last "the former" or "the latter" means."""
    which = doc[first:last].text.lower()
    if which not in {"the former", "the latter"}:
        return None
    near: list[Person] = []
    for (at, _), person in people.before(first):
        if first - at > _SOON:
            break
        if person not in near:
            near.append(person)
    return near[which == "the former"] if len(near) > 1 else None


def aged_person(doc: Doc, first: int, last: int, people: People, presence: Callable[[Person], float]) -> Person | None:
    """Whom "the 54-year-old" means: who is said to be so old, else the most present of those whose age is not told."""
    match = _OLD.fullmatch(doc[first:last].text)
    if match is None:
        return None
    ages = {p.name: age for p in people.persons if (age := _age(doc, p)) is not None}
    before = [p for p in people.persons if p.mentions[0][0] < first]
    told = [p for p in before if ages.get(p.name) == match[1]]
    near = told or [p for p in before if p.name not in ages and presence(p) > 0]
    return max(near, key=presence, default=None)


def _age(doc: Doc, person: Person) -> str | None:
    """The age that stands behind a name, "Ada Vale, 61," or "Ada Vale (61)"."""
    for _, end in person.mentions:
        after = doc[end : end + 3]
        if len(after) == 3 and after[0].text in {",", "("} and after[1].text.isdigit() and after[2].is_punct:
            return str(after[1].text)
    return None


def is_possessive_mark_within(doc: Doc, first: int, last: int) -> bool:
    """Whether an owner stands in the phrase ("the panel’s chairman")."""
    return any(is_possessive_mark(t) for t in doc[first:last])


def relative_of(owner: Person, noun: str, people: People, at: int) -> Person | None:
    """The one whom "his wife" means: a person called so, else the only one of that sex with the owner's surname."""
    called = [p for p in people.persons if p is not owner and noun.lower() in p.words]
    if len(called) == 1:
        return called[0]
    sex = kin()[noun.lower()]
    family = [
        p
        for p in people.persons
        if p is not owner and p.parts[-1] == owner.parts[-1] and p.gender == sex and p.mentions[0][0] < at
    ]
    return family[0] if len(family) == 1 else None


def bound_sex(doc: Doc, head: Token) -> str | None:
    """The sex of "her" in "the nominee attacked her opponent": the first possessive in the clause is the subject's."""
    pronouns = lexicon("speakers")["pronouns"]
    for token in doc[head.i + 1 : head.i + 12]:
        if token.text in {".", ";", ":", "\n"} or token.is_space or is_name(token):
            return None
        if is_possessive_pronoun(token) or token.lower_ in {"he", "she"}:
            return next((g for g in ("male", "female") if token.lower_ in pronouns[g]), None)
    return None
