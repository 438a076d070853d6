"""The person whom a phrase names: "the mayor of Lindhaven, Ada Vale,", "Another, the fisherman Col Rowe,"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.attribute.names import title_before, titles_and_courtesies
from kentledge.attribute.roles import is_person_noun, is_role
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_apposition, is_name, is_noun, is_possessive_mark

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kentledge.attribute.people import People, Person

_IN_TITLES = frozenset({"of", "for", "and", "the", "&"})
_AFTER_NAMES = frozenset({"of", "at", "from", "in", "with", "who", "whose", "now"})


def named_person(doc: Doc, people: People, head: Token, last: int) -> Person | None:
    """The person whom a phrase names: by its head, or by a name that follows a description of a person."""
    found = people.at(head.i)
    if found is not None:
        return found
    i = next((i for i in range(head.i + 1, last) if people.at(i) is not None), None)
    named = people.at(i) if i is not None else None
    if i is None or named is None:
        return None
    ends = next((m[1] for m in named.mentions if m[0] <= i < m[1]), i + 1)
    if ends < last and is_possessive_mark(doc[ends]):
        return None
    between = doc[head.i + 1 : i]
    if head.lower_ in lexicon("speakers")["roles"]["views"] and between and between[0].lower_ == "of":
        return named  # "the verdict of Ada Vale"
    k = i
    while k > head.i and (title_before(doc, k) or doc[k - 1].is_quote):
        k -= title_before(doc, k) or 1
    k = _description_begins(doc, head.i, k, i)
    if "," in {doc[k - 1].text, doc[i - 1].text}:
        # "the mayor of Lindhaven, Ada Vale," and "one of them, Ada Vale": the name explains the rest.
        rest = [t for t in doc[ends:last] if not t.is_punct]
        placed = bool(rest) and rest[0].lower_ in _AFTER_NAMES
        return named if not rest or placed or is_role(head.text) or is_apposition(doc[i]) else None
    titled = is_role(head.text) and head.text[:1].isupper()
    if titled and all(is_name(t) or t.lower_ in _IN_TITLES for t in between):
        return named  # "Commissioner for Public Safety Ada Vale"
    # "the judge, sentencing Vale," is not Vale.
    linked = any(t.tag_ in {"IN", "WP", "WDT", "VBG", "VBD", "VBZ"} or t.lower_ in {"'s", "’s", ","} for t in between)
    return named if not linked and (is_role(head.text) or i == head.i + 1) else None


def _description_begins(doc: Doc, head: int, titled: int, name: int) -> int:
    """Where "the fisherman" begins before a name that explains a source: "Another, the fisherman Col Rowe,"."""
    k = titled
    while k - 1 > head and (is_noun(doc[k - 1]) or doc[k - 1].tag_ in {"JJ", "DT", "VBN", "HYPH"}):
        k -= 1
    told = any(is_person_noun(t) or t.lower_ in titles_and_courtesies() for t in doc[k:name])
    return k if told and doc[k - 1].text == "," else titled
