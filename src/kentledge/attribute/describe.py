"""Role and affiliation of a person from the words around the name: "Kim, an economics professor at …, said"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_apposition, is_finite_verb, is_name, is_noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 30
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Description:
    """What the words say a person is; either may be missing."""

    role: str | None = None
    affiliation: str | None = None


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


def is_role(word: str) -> bool:
    """Whether a word heads a description of a person."""
    word = word.lower()
    return word in role_nouns() or word.endswith(_endings())


def is_person_noun(token: Token) -> bool:
    """Whether a common noun is of a person, by the lists or by an ending such as that of "bookkeeper"."""
    word = token.lower_
    if is_role(word):
        return True
    roles = lexicon("speakers")["roles"]
    agent = len(word) > 5 and word.endswith(tuple(roles["agents"])) and word not in roles["no_agents"]
    return agent and token.tag_ == "NN" and token.text.islower() and token.ent_type_ not in {"DATE", "TIME"}


def described(doc: Doc, first: int, last: int) -> Description:
    """What the text around the name `doc[first:last]` says of its bearer."""
    after = _apposition(doc, first, last)
    if after is not None:
        found = split_role(doc, *after)
        if found.role or found.affiliation:
            return found
    place = _of_place(doc, last) or _relative_place(doc, last)
    before = _before(doc, first)
    if before == Description():
        before = _introduced(doc, first)
    if place and not before.affiliation:
        return Description(before.role, place)
    return before


def _apposition(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of "…, an economics professor at Seoul National University," after a name."""
    # "(R-Ariz.)" and "(pictured)" may stand between.
    at = last
    if at < len(doc) and doc[at].text == "(":
        while at < len(doc) and at < last + 8 and doc[at].text != ")":
            at += 1
        at += 1
    if at >= len(doc) or doc[at].text not in {",", "—", "–", "-"}:
        return None
    begin = at + 1
    if begin + 1 < len(doc) and doc[begin].like_num and doc[begin + 1].text == ",":
        begin += 2  # the age in "Walter Imbeault, 71, a retired engineer"
    heads = [t for name in doc[first:last] for t in name.children if is_apposition(t) and t.i >= begin]
    end = begin
    role_seen = False
    while end < len(doc) and end - begin < _LONGEST:
        token = doc[end]
        if token.text in {".", ";", ":", "—", "–", "“", "”", '"', ")", "?", "!"} or token.is_space:
            break
        if token.text == "," and not _name_goes_on(doc, end):
            break
        if is_finite_verb(token) or token.lower_ in {"who", "which", "whose", "whom", "that", "said", "says", "told"}:
            break
        role_seen = role_seen or is_person_noun(token)
        end += 1
    if end == begin or not (role_seen or any(begin <= h.i < end for h in heads)):
        return None
    opening = doc[begin]
    if opening.tag_ in {"VBG", "VBN", "IN", "RB", "CC", "PRP", "TO", "WRB", "VB"} and opening.lower_ not in titles():
        return None
    return begin, end


def _name_goes_on(doc: Doc, comma: int) -> bool:
    """Whether the description goes on after a comma ("dean, and director of …")."""
    return (
        comma + 1 < len(doc)
        and doc[comma + 1].lower_ == "and"
        and comma + 2 < len(doc)
        and is_role(doc[comma + 2].text)
    )


def _of_place(doc: Doc, last: int) -> str | None:
    """ "Jane Roe of the Acme Institute"."""
    if last + 1 >= len(doc) or doc[last].lower_ not in {"of", "from", "at", "with"}:
        return None
    begin = last + 1
    if doc[begin].lower_ == "the":
        begin += 1
    end = begin
    while end < len(doc) and (is_name(doc[end]) or (doc[end].lower_ in {"of", "for", "and", "the"} and end > begin)):
        end += 1
    while end > begin and not is_name(doc[end - 1]):
        end -= 1
    return _text(doc, begin, end) or None


def _relative_place(doc: Doc, last: int) -> str | None:
    """The place in "…, who teaches politics at the University of Sarn"."""
    if last + 1 >= len(doc) or doc[last].text != "," or doc[last + 1].lower_ != "who":
        return None
    for i in range(last + 2, min(last + 14, len(doc))):
        if doc[i].text in {",", ".", ";"} or doc[i].is_space:
            return None
        if doc[i].lower_ in {"at", "heads", "leads", "runs", "directs", "chairs"} and _named(doc, i + 1, len(doc)):
            return _of_place(doc, i) if doc[i].lower_ == "at" else None
    return None


def _introduced(doc: Doc, first: int) -> Description:
    """The description in "the ministry’s spokesman, Jorun Vash"."""
    if first < 2 or doc[first - 1].text != ",":
        return Description()
    begin = first - 1
    while begin > 0 and first - begin < 14:
        token = doc[begin - 1]
        if (
            token.is_space
            or (token.is_punct and token.text != "-")
            or is_finite_verb(token)
            or token.tag_ in {"CC", "WP"}
        ):
            break
        begin -= 1
        if token.lower_ in _ARTICLES or token.tag_ == "PRP$":
            break
    while begin > 0 and begin < first - 1 and doc[begin].tag_ == "IN":
        begin += 1
    if not any(is_person_noun(t) for t in doc[begin : first - 1]):
        return Description()
    if doc[begin].tag_ == "PRP$":
        begin += 1
    elif doc[begin].lower_ == "the" and begin and doc[begin - 1].lower_ == "of":
        return Description()
    return split_role(doc, begin, first - 1)


def _before(doc: Doc, first: int) -> Description:
    """ "Defence Minister", "Kookmin University professor", "Trump campaign manager" before a name."""
    begin = first
    while begin > 0 and first - begin < 12:
        token = doc[begin - 1]
        if token.is_space or token.text in {",", "."} or token.lower_ in _ARTICLES:
            break
        fits = is_noun(token) or token.tag_ in {"JJ", "POS", "HYPH", "VBN", "CD"} or token.lower_ in titles()
        if not (fits or token.lower_ in POSSESSIVE or (token.lower_ in {"of", "for"} and begin < first)):
            break
        begin -= 1
    while begin < first and doc[begin].lower_ in {*POSSESSIVE, "of", "for"}:
        begin += 1
    if begin == first or not any(is_role(t.text) or t.lower_ in titles() for t in doc[begin:first]):
        return Description()
    return split_role(doc, begin, first)


def split_role(doc: Doc, begin: int, end: int) -> Description:
    """Role and affiliation of a description: split at "at", "of", "for" …, or after an owner of the role."""
    while begin < end and doc[begin].lower_ in _ARTICLES:
        begin += 1
    places = lexicon("speakers")["roles"]["at"]
    cuts = [i for i in range(begin + 1, end) if doc[i].lower_ in places and _named(doc, i + 1, end)]
    # "professor of Economics at …" is held at the place after "at"; else the first preposition parts role and place.
    at = [i for i in cuts if doc[i].lower_ == "at"]
    cut = min(at or cuts, default=None)
    if cut is not None:
        place = _strip_articles(doc, cut + 1, end)
        role_begin, _ = _own_part(doc, begin, cut)
        return Description(_text(doc, role_begin, cut) or None, place or None)
    role_begin, owner = _own_part(doc, begin, end)
    return Description(_text(doc, role_begin, end) or None, owner)


def _named(doc: Doc, begin: int, end: int) -> bool:
    """Whether a name begins here, after articles and possessives."""
    while begin < end and doc[begin].lower_ in _ARTICLES:
        begin += 1
    return begin < end and (doc[begin].text[:1].isupper() or any(is_name(t) for t in doc[begin : min(begin + 3, end)]))


def _strip_articles(doc: Doc, begin: int, end: int) -> str:
    while begin < end and doc[begin].lower_ in _ARTICLES:
        begin += 1
    # "Japan's Keio University": the country is not part of the name.
    for i in range(begin, min(begin + 4, end - 1)):
        if doc[i].text in POSSESSIVE and doc[i + 1].text[:1].isupper():
            begin = i + 1
            break
    return _text(doc, begin, end)


def _own_part(doc: Doc, begin: int, end: int) -> tuple[int, str | None]:
    """Where the role begins after an owner ("Kookmin University professor"), and the owner."""
    for i in range(begin, end - 1):
        if doc[i].text in POSSESSIVE:
            return i + 1, _strip_articles(doc, begin, i) or None
    k = begin
    while k < end and is_name(doc[k]) and doc[k].lower_ not in titles() and not is_role(doc[k].text):
        k += 1
    owner = doc[begin:k]
    # "Seoul National University professor": an owner is a name of several words or an entity that is no person.
    if k > begin and k < end and (len(owner) > 1 or owner[0].ent_type_ in {"ORG", "GPE", "LOC", "NORP", "MISC"}):
        return k, owner.text
    return begin, None


def _text(doc: Doc, begin: int, end: int) -> str:
    if end <= begin:
        return ""
    return re.sub(r"\s+", " ", doc[begin:end].text).strip(" ,")
