"""The person whom a phrase names: "the mayor of Lindhaven, Ada Vale,", "Another, the fisherman Col Rowe,"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.attribute.kinds import body_words, kind_words, uses
from kentledge.attribute.names import TokenSpan, first_names, name_in, title_before, titles_and_courtesies
from kentledge.attribute.roles import is_person_noun, is_role, is_role_near
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
    named_at = [i for i in range(head.i + 1, last) if people.at(i) is not None]
    # "the Tolu novelist Ezekiel Bangura"
    in_full = (i for i in named_at if (p := people.at(i)) is not None and len(p.parts) > 1)
    i = next(in_full, named_at[0] if named_at else None)
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
        if head.lower_ in kind_words()["document"]:
            return None  # "An affidavit by an observer, Ada Vale,"
        # "the mayor of Lindhaven, Ada Vale," and "one of them, Ada Vale": the name explains the rest.
        rest = [t for t in doc[ends:last] if not t.is_punct]
        placed = bool(rest) and rest[0].lower_ in _AFTER_NAMES
        return named if not rest or placed or is_role(head.text) or is_apposition(doc[i]) else None
    begins = doc[head.i - 2] if head.i > 1 and doc[head.i - 1].text == "-" else head
    titled = is_role(head.text) and begins.text[:1].isupper()
    if titled and all(is_noun(t) or t.lower_ in _IN_TITLES for t in between):
        return named  # "Commissioner for Public Safety Ada Vale", "Vice-president of land Ada Vale"
    # "the judge, sentencing Vale," is not Vale.
    linked = any(t.tag_ in {"IN", "WP", "WDT", "VBG", "VBD", "VBZ"} or t.lower_ in {"'s", "’s", ","} for t in between)
    return named if not linked and (is_role(head.text) or i == head.i + 1) else None


def _description_begins(doc: Doc, head: int, titled: int, name: int) -> int:
    """Where "the fisherman" begins before a name that explains a source: "Another, the fisherman Col Rowe,"."""
    k = titled
    while k - 1 > head and (is_noun(doc[k - 1]) or doc[k - 1].tag_ in {"JJ", "DT", "VBN", "HYPH", "POS"}):
        k -= 1
    told = any(is_person_noun(t) or t.lower_ in titles_and_courtesies() for t in doc[k:name])
    return k if told and doc[k - 1].text == "," else titled


def is_told_of(doc: Doc, first: int, last: int) -> bool:
    """Whether two or three names that the entities take for a body's are a person's: "Deepak Murugan, an analyst"."""
    if (
        not 2 <= last - first <= 3
        or last + 2 >= len(doc)
        or doc[last].text != ","
        or doc[last + 1].lower_ not in {"a", "an"}
    ):
        return False
    if not all(t.is_alpha and t.text[1:].islower() for t in doc[first:last]):
        return False
    if {t.lower_ for t in doc[first:last]} & body_words():
        return False
    role = next((t for t in doc[last + 2 : last + 5] if is_role(t.text)), None)
    return role is not None and role.lower_ not in uses()["of_firms_too"]


def unlabelled_name(doc: Doc, first: int, last: int) -> TokenSpan | None:
    """A name in `doc[first:last]` that the entities missed: of two words with a role beside it, or a label."""
    label = _label(doc, first, last)
    if label is not None:
        return label
    for i in range(first, last):
        if not is_name(doc[i]) or (i > first and is_name(doc[i - 1])):
            continue
        span = name_in(doc, i, first, last)
        if span is None or doc[span[1] - 1].lower_ in body_words():
            continue
        titled = title_before(doc, span[0]) > 0
        taken = any(t.ent_type_ for t in doc[span[0] : span[1]])
        if titled and not any(t.ent_type_ == "PERSON" for t in doc[span[0] : span[1]]):
            return span
        if span[1] - span[0] > 1 and not taken and is_role_near(doc, *span):
            return span
    return None


def _label(doc: Doc, first: int, last: int) -> TokenSpan | None:
    """The name that a turn of a transcript begins with, in capitals: "ADA BRANDT:", "MS. TARN:"."""
    if last >= len(doc) or doc[last].text != ":" or not doc[first:last].text.isupper():
        return None
    begins = next((k for k in range(first + 1, last) if title_before(doc, k)), None)
    if begins is None and 2 <= last - first <= 4 and doc[first].text.capitalize() in first_names():
        begins = first
    if begins is None or any(t.lower_ in body_words() for t in doc[begins:last]):
        return None
    return begins, last
