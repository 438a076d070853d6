"""What a description says: the role, and the place or body where it is held ("director | of the Coastal Institute")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.kinds import body_words, kind_words
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name, is_noun, is_possessive_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = frozenset({*ARTICLES, "another", "one", "this", "that", "some", "two", "three", "several", "many"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_BODIES_OF = frozenset({"ORG", "GPE", "LOC", "NORP", "MISC"})
_PLACE_NAMES = frozenset({"GPE", "LOC"})


@dataclass(frozen=True, slots=True)
class Description:
    """What the words say a person is; any may be missing.

    `place` are the tokens that tell the affiliation: those of its name, "its" in "its director", "the union" in "a
    spokeswoman for the union".
    """

    role: str | None = None
    affiliation: str | None = None
    place: tuple[int, int] | None = None


@cache
def role_nouns() -> frozenset[str]:
    """Nouns that head a description of a person."""
    return frozenset(lexicon("speakers")["roles"]["nouns"])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(lexicon("speakers")["roles"]["endings"])


@cache
def titles() -> frozenset[str]:
    """Words before a name that belong to the role."""
    return frozenset(lexicon("speakers")["titles"]["role"])


@cache
def courtesies() -> frozenset[str]:
    """Words before a name that say nothing of a role: "Ms", "Dr"."""
    return frozenset(lexicon("speakers")["titles"]["courtesy"])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(lexicon("speakers")["roles"][name])


def is_role(word: str) -> bool:
    """Whether a word heads a description of a person."""
    word = word.lower()
    return word in role_nouns() or word.endswith(_endings())


@cache
def kin() -> dict[str, str]:
    """Nouns of relatives → "male" or "female"."""
    roles = lexicon("speakers")["roles"]
    return {w: g for g in ("male", "female") for w in roles[f"kin_{g}"]}


def is_kin(noun: str) -> bool:
    """Whether a noun tells a relative of somebody."""
    return noun.lower() in kin()


def is_person_noun(token: Token) -> bool:
    """Whether a common noun is of a person, by the lists or by an ending such as that of "bookkeeper"."""
    word = token.lower_
    if is_role(word):
        return True
    agent = len(word) > 5 and word.endswith(tuple(_listed("agents"))) and word not in _listed("no_agents")
    return agent and token.tag_ == "NN" and token.text.islower() and token.ent_type_ not in {"DATE", "TIME"}


def is_spokesperson(role: str) -> bool:
    """Whether a role is to speak for a body, and nothing else is said of it: "spokeswoman"."""
    return role.lower() in {"spokesman", "spokeswoman", "spokesperson"}


def split_role(doc: Doc, begin: int, end: int) -> Description:
    """Role and affiliation of a description: split at "at", "of", "for" …, or after an owner of the role."""
    owner: tuple[int, int] | None = None
    while begin < end and (doc[begin].lower_ in _DETERMINERS or is_possessive_pronoun(doc[begin])):
        if doc[begin].lower_ in {"its", "their"}:
            owner = (begin, begin + 1)
        begin += 1
        if doc[begin - 1].lower_ in {"a", "another"} and begin < end and doc[begin].lower_ in _ORDINALS:
            begin += 1
    if begin < end and doc[begin].lower_ == "own":
        begin += 1  # "my own mother"
    while end > begin + 1 and doc[end - 1].lower_ in {"there", "here"}:
        end -= 1
    end = _first_role_ends(doc, begin, end)
    places = lexicon("speakers")["roles"]["at"]
    cuts = [
        i
        for i in range(begin + 1, end)
        if doc[i].lower_ in places and _is_place(doc, i + 1, end) and not _is_portfolio(doc, i)
    ]
    # "professor of Economics at …" is held at the place after "at"; else the first preposition parts role and place.
    at = [i for i in cuts if doc[i].lower_ == "at"]
    cut = min(at or cuts, default=None)
    if cut is not None:
        place = _without_articles(doc, cut + 1, end)
        role_begin, _ = _own_part(doc, begin, cut)
        return Description(joined(doc, role_begin, cut) or None, joined(doc, *place) or None, place)
    role_begin, found = (begin, None) if owner is not None else _own_part(doc, begin, end)
    owner = found or owner
    name = joined(doc, *owner) if owner is not None and not is_possessive_pronoun(doc[owner[0]]) else None
    role = joined(doc, role_begin, end)
    # "Lady Vale" tells nothing of a role.
    return Description(None if role.lower() in courtesies() else role or None, name or None, owner)


def _first_role_ends(doc: Doc, begin: int, end: int) -> int:
    """Where the first of two roles ends: "professor at Estry University | and a former inspector"."""
    for i in range(begin + 1, end - 1):
        if doc[i].lower_ != "and" or not any(is_role(t.text) for t in doc[begin:i]):
            continue
        placed = any(is_name(t) for t in doc[begin:i])
        reach = 6 if doc[i + 1].lower_ == "the" else 4
        if placed and (
            doc[i + 1].lower_ in {"a", "an"} or any(is_role(t.text) for t in doc[i + 1 : min(i + reach, end)])
        ):
            return i
    return end


def _is_portfolio(doc: Doc, preposition: int) -> bool:
    """Whether what follows is the office's own part: "Secretary of State", "Commissioner for Public Safety"."""
    following = doc[preposition + 1 : preposition + 3]
    office = doc[preposition - 1].lower_ in _listed("offices") and doc[preposition].lower_ in {"of", "for"}
    if not office or not following or following[0].ent_type_ in _PLACE_NAMES:
        return False
    return following[0].lower_ in _listed("portfolios") or doc[preposition].lower_ == "for"


def _is_place(doc: Doc, begin: int, end: int) -> bool:
    """Whether a name begins here, after articles and possessives, or a body that goes by a common noun."""
    return names_something(doc, begin, end) or (
        begin < end and doc[begin].lower_ in {"the", "its", "their"} and _is_body(doc, begin + 1, end)
    )


def names_something(doc: Doc, begin: int, end: int) -> bool:
    """Whether a name begins here, after articles and possessives."""
    while begin < end and doc[begin].lower_ in ARTICLES:
        begin += 1
    for token in doc[begin : min(begin + 3, end)]:
        if token.tag_ == "IN":
            return False  # "head of | operations in Tarn"
        if is_name(token) or (token.i == begin and token.text[:1].isupper()):
            return True
    return False


def _is_body(doc: Doc, begin: int, end: int) -> bool:
    """Whether a phrase is headed by a common noun of bodies ("finance ministry", "first minister’s office")."""
    i = begin
    while i < end and (is_noun(doc[i]) or doc[i].tag_ in {"JJ", "POS", "HYPH", "VBG"} or doc[i].text in POSSESSIVE):
        i += 1
    return i > begin and (doc[i - 1].lower_ in body_words() or doc[i - 1].lower_ in kind_words()["firms"])


def _without_articles(doc: Doc, begin: int, end: int) -> tuple[int, int]:
    while begin < end and doc[begin].lower_ in ARTICLES:
        begin += 1
    # "Japan's Keio University": the country is not part of the name.
    for i in range(begin, min(begin + 4, end - 1)):
        if doc[i].text in POSSESSIVE and doc[i + 1].text[:1].isupper():
            # … and "St. Bram's Hospital" is one name.
            begin = i + 1 if i + 2 < end and is_name(doc[i + 2]) else begin
            break
    return begin, end


def _own_part(doc: Doc, begin: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """Where the role begins after an owner ("Kookmin University professor"), and the owner."""
    for i in range(begin, end - 1):
        if doc[i].tag_ == "IN":
            break
        if doc[i].text in POSSESSIVE:
            owner = _without_articles(doc, begin, i)
            bodily = owner[0] < owner[1] and (doc[owner[0]].text[:1].isupper() or _is_body(doc, *owner))
            # "Vale’s barrister" serves a person.
            private = owner[1] - owner[0] == 1 and doc[owner[0]].ent_type_ in {"", "PERSON"}
            of_person = private and doc[end - 1].lower_ in _listed("of_persons")
            serves = is_kin(doc[end - 1].text) or of_person
            return i + 1, owner if bodily and not serves else None
    k = begin
    while k < end and is_name(doc[k]) and doc[k].lower_ not in titles() and not is_role(doc[k].text):
        k += 1
    # "Seoul National University professor": an owner is a name of several words or an entity that is no person.
    if begin < k < end and (k - begin > 1 or doc[begin].ent_type_ in _BODIES_OF or _is_short_name(doc, doc[begin])):
        return (begin, None) if k - begin == 1 and doc[begin].lower_ in _listed("chambers") else (k, (begin, k))
    # "a foreign ministry spokeswoman", "a company spokesman"
    speaks = next((i for i in range(begin + 1, end) if doc[i].lower_ in _listed("for_a_body")), None)
    if speaks is not None:
        k = begin
        while k < speaks and doc[k].lower_ in {"senior", "chief", "former", "junior", "deputy"}:
            k += 1
        if k < speaks and _is_body(doc, k, speaks) and doc[k].text.islower():
            return speaks, (k, speaks)
    return begin, None


def _is_short_name(doc: Doc, token: Token) -> bool:
    """Whether a word begins a body's name that the article gives elsewhere: "Tidewater" of "Tidewater Lines Inc."."""
    if token.lower_ in _listed("portfolios"):
        return False
    if len(token) > 2 and f"({token.text})" in doc.text:
        return True
    if token.is_upper and len(token) > 1 and re.search(rf"\({token.text}\)|\bor {token.text}[,.)]", doc.text):
        return True
    return any(e.label_ == "ORG" and len(e) > 1 and doc[e.start].text == token.text for e in doc.ents)


def joined(doc: Doc, begin: int, end: int) -> str:
    """The text of some tokens on one line, without commas at its ends."""
    if end <= begin:
        return ""
    return re.sub(r"\s+", " ", doc[begin:end].text).strip(" ,")


def is_role_near(doc: Doc, first: int, last: int) -> bool:
    """Whether a role noun or title stands right before or soon after a name, as it does with persons."""
    return any(is_role(t.text) for t in doc[max(first - 3, 0) : first]) or any(
        is_role(t.text) for t in doc[last : last + 8]
    )
