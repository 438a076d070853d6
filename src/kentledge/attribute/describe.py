"""Role and affiliation of a person from the words around the name: "Kim, an economics professor at …, said"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kentledge.attribute.names import titles_and_courtesies
from kentledge.attribute.roles import (
    ARTICLES,
    POSSESSIVE,
    Description,
    courtesies,
    is_kin,
    is_person_noun,
    is_role,
    joined,
    names_something,
    split_role,
    titles,
)
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_apposition, is_finite_verb, is_name, is_noun, is_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST = 30


def described(doc: Doc, first: int, last: int) -> Description:
    """What the text around the name `doc[first:last]` says of its bearer."""
    after = _apposition(doc, first, last)
    if after is not None:
        found = split_role(doc, *after)
        if found.role or found.affiliation:
            place = None if found.place else _relative_place(doc, after[1])
            kin = found.role is not None and is_kin(found.role.split()[-1])
            titled = _before(doc, first) if kin else Description()
            return titled if titled.role else _placed(doc, found, place)
    place = _of_place(doc, last) or (_relative_place(doc, last + 1) if doc[last : last + 1].text == "," else None)
    before = _before(doc, first)
    if before == Description() or _is_rank(doc, first, before):
        introduced = _introduced(doc, first)
        before = introduced if introduced.role else before
    return _placed(doc, before, place) if not before.place else before


def _is_rank(doc: Doc, first: int, before: Description) -> bool:
    """Whether only a title in short stands before a name: "a police spokeswoman, Sgt. Dana Wirth"."""
    return before.role is not None and before.role.endswith(".") and doc[first - 1].text in before.role


def _placed(doc: Doc, found: Description, place: tuple[int, int] | None) -> Description:
    return replace(found, affiliation=joined(doc, *place), place=place) if place is not None else found


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
    if doc[begin : begin + 1].text[:1] in {"R", "D", "I"} and doc[begin : begin + 2].text[1:2] == "-":
        return None  # "R-Dunmore": side and home
    while begin + 1 < len(doc) and doc[begin].lower_ in {"now", "currently", "also"}:
        begin += 1
    if begin >= len(doc):
        return None
    heads = [t for name in doc[first:last] for t in name.children if is_apposition(t) and t.i >= begin]
    end = begin
    role_seen = False
    while end < len(doc) and end - begin < _LONGEST:
        token = doc[end]
        if token.text in {".", ";", ":", "—", "–", "“", "”", '"', "(", ")", "?", "!"} or token.is_space:
            break
        if token.text == "," and not _name_goes_on(doc, end):
            break
        if is_finite_verb(token) or token.lower_ in {"who", "which", "whose", "whom", "that", "said", "says", "told"}:
            break
        role_seen = role_seen or is_person_noun(token)
        end += 1
    if doc[begin].lower_ == "one" and not role_seen:
        return None  # "one of the two"
    if end == begin or not (role_seen or any(begin <= h.i < end for h in heads)):
        return None
    closed = end >= len(doc) or doc[end].text in {",", "("}
    if not closed and any(is_subject(t) and t.head.i >= end for t in doc[begin:end]):
        return None  # "Questioned by Ada Vale, the engineer agreed"
    opening = doc[begin]
    named = opening.text[:1].isupper() and opening.tag_ == "VBG"  # "Managing Director"
    if (
        not named
        and opening.tag_ in {"VBG", "VBN", "IN", "RB", "CC", "PRP", "TO", "WRB", "VB"}
        and opening.lower_ not in titles()
    ):
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


def _of_place(doc: Doc, last: int) -> tuple[int, int] | None:
    """ "Jane Roe of the Acme Institute", "Dale Pell at broker Hollis Ward & Co."."""
    if last + 1 >= len(doc) or doc[last].lower_ not in {"of", "from", "at", "with"}:
        return None
    begin = last + 1
    while begin < len(doc) and (
        doc[begin].lower_ in ARTICLES or (doc[begin].tag_ == "NN" and doc[begin].text.islower())
    ):
        begin += 1
    return _name_from(doc, begin)


def _name_from(doc: Doc, begin: int) -> tuple[int, int] | None:
    """The name that begins at a token."""
    end = begin
    while end < len(doc) and (
        is_name(doc[end]) or (doc[end].lower_ in {"of", "for", "and", "the", "&", "-"} and end > begin)
    ):
        end += 1
    while end > begin and not is_name(doc[end - 1]):
        end -= 1
    return (begin, end) if end > begin else None


def _relative_place(doc: Doc, begin: int) -> tuple[int, int] | None:
    """The place in "who teaches politics at the University of Sarn", "who leads the Liberals"; `begin` is "who"."""
    if begin >= len(doc) or doc[begin].lower_ != "who":
        return None
    verbs = lexicon("speakers")["roles"]["leads"]
    for i in range(begin + 1, min(begin + 14, len(doc) - 1)):
        if doc[i].text in {",", ".", ";", "“", '"'} or doc[i].is_space:
            return None
        leads = doc[i].lower_ in verbs and i - begin <= 3
        if (leads or doc[i].lower_ in {"at", "for", "with"}) and names_something(doc, i + 1, len(doc)):
            at = i + 1 + (doc[i + 1].lower_ in ARTICLES)
            found = _name_from(doc, at)
            if found is not None and doc[at].ent_type_ not in {"PERSON", "DATE", "TIME"}:
                return found
            if leads:
                return None
    return None


def _introduced(doc: Doc, first: int) -> Description:
    """The description in "the ministry’s spokesman, Jorun Vash"."""
    ranks = titles_and_courtesies() | {"."}
    while first > 1 and doc[first - 1].lower_ in ranks:
        first -= 1
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
        # "the leader of the opposition, Siri Holm"
        goes_on = token.lower_ in ARTICLES and begin > 1 and doc[begin - 1].lower_ in {"of", "for", "at"}
        if (token.lower_ in ARTICLES and not goes_on) or token.tag_ == "PRP$":
            break
    while begin > 0 and begin < first - 1 and doc[begin].tag_ == "IN":
        begin += 1
    if not any(is_person_noun(t) for t in doc[begin : first - 1]):
        return Description()
    if doc[begin].lower_ == "the" and begin and doc[begin - 1].lower_ == "of":
        return Description()
    return split_role(doc, begin, first - 1)


def _before(doc: Doc, first: int) -> Description:
    """ "Defence Minister", "Kookmin University professor", "Trump campaign manager" before a name."""
    while first > 0 and doc[first - 1].lower_ in courtesies():
        first -= 1  # "Chief executive Dr Ada Vale"
    if first > 0 and doc[first - 1].lower_ in {"called", "named"}:
        first -= 1  # "a scientist called Ada Vale"
    begin = first
    while begin > 0 and first - begin < 12:
        token = doc[begin - 1]
        of_it = begin > 3 and begin < first and doc[begin - 2].lower_ == "of" and is_role(doc[begin - 3].text)
        if token.lower_ == "the" and of_it and doc[begin].text[:1].isupper():
            begin -= 1  # "Leader of the Opposition"
            continue
        if token.is_space or token.text in {",", "."} or token.lower_ in ARTICLES:
            break
        if token.lower_ in {"of", "for"} and all(t.lower_ in titles_and_courtesies() for t in doc[begin:first]):
            break  # "a former colleague of Ms. Vale"
        numbers = token.tag_ == "CD" and token.is_alpha
        fits = numbers or is_noun(token) or token.tag_ in {"JJ", "POS", "HYPH", "VBN"} or token.lower_ in titles()
        linked = (
            begin < first
            and begin > 1
            and (
                (token.lower_ in {"of", "for"} and is_role(doc[begin - 2].text))
                or (token.lower_ in {"and", "&"} and is_name(doc[begin]) and is_name(doc[begin - 2]))
            )
        )
        if not (fits or token.lower_ in POSSESSIVE or linked):
            break
        begin -= 1
    while begin < first and doc[begin].lower_ in {*POSSESSIVE, "of", "for", "and", "&"}:
        begin += 1
    if begin == first or not any(is_role(t.text) or t.lower_ in titles() for t in doc[begin:first]):
        return Description()
    return split_role(doc, begin, first)
