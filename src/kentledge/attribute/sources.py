"""What kind of source a noun phrase is, when it is not a person's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.kinds import governments, kind_of_name, kind_words, uses
from kentledge.attribute.names import TokenSpan
from kentledge.attribute.roles import POSSESSIVE, is_person_noun, is_role, split_role
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name, is_noun, is_plural, is_possessive_mark, is_subject
from kentledge.records import Attribution, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Described:
    """A source as its own words describe it."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    affiliation: str | None = None
    place: tuple[int, int] | None = None
    """The tokens that tell the affiliation."""


_NOMINAL = ("NN", "PRP", "W", "DT", "CD")
_AFTER = frozenset({"IN", "TO", "WDT", "WP", "WP$", "CC", "VBD", "VBZ", "VBP", "MD", "VBN", "VBG", ",", ":", "("})
"""Tags of what follows the head of a noun phrase."""


def head_of(doc: Doc, first: int, last: int) -> Token:
    """The head of a noun phrase: the last noun before a preposition, clause or comma ("[aides] to the mayor").

    Where the span has no noun, the first pronoun or the first token that hangs on none of the others.
    """
    noun: Token | None = None
    for token in doc[first:last]:
        if is_noun(token):
            noun = token
        elif noun is not None and _ends(token, noun, last):
            break
    if noun is not None:
        opening = doc[first]
        return opening if opening.tag_ in {"PRP", "DT", "CD", "WP", "WDT"} and _stands_alone(doc, first, last) else noun
    outside = [t for t in doc[first:last] if not first <= t.head.i < last or t.head == t]
    nominal = [t for t in outside if t.tag_.startswith(_NOMINAL)]
    return (nominal or outside or [doc[last - 1]])[0]


def _ends(token: Token, noun: Token, last: int) -> bool:
    """Whether a noun phrase ends before a token; "Federal" in "Federal and state officials" is none of its own."""
    if token.tag_ == "JJ" and noun.i == token.i - 1 and token.i + 1 < last:
        return bool(token.nbor().tag_ in {"IN", "TO"})  # "people familiar with the matter"
    if token.tag_ not in _AFTER or noun.i != token.i - 1:
        return False
    return token.tag_ != "CC" or not (token.i < noun.head.i < last and is_noun(noun.head))


def _stands_alone(doc: Doc, first: int, last: int) -> bool:
    """Whether a phrase is headed by its first word: "one of the aides", "those hurt", "he", and not "a leaked note"."""
    if first + 1 == last:
        return True
    return doc[first + 1].tag_ in _AFTER and doc[first].lower_ not in {"a", "an", "the"}


_DAYS = frozenset({"yesterday", "today", "tonight", "later", "earlier"})


def phrase(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The span without the commas and relative clauses that trail it, nor an opening "that"."""
    while last > first + 1 and (
        doc[last - 1].is_punct
        or doc[last - 1].is_space
        or is_possessive_mark(doc[last - 1])
        or doc[last - 1].lower_ in _DAYS
    ):
        last -= 1
    if doc[first].lower_ in {"who", "whom"}:
        return first, first + 1  # "who asked not to be named because …"
    for i in range(first + 1, last):
        if doc[i].text in {",", "("} or doc[i].lower_ in {"who", "whom", "whose", "which"}:
            return first, i
    return first, last


_ADJUNCT = frozenset({"IN", "VBN", "VBG"})


def after_adjunct(doc: Doc, first: int, last: int) -> int:
    """Where a source begins behind "Outside court," and the like."""
    subjects = [t for t in doc[first:last] if is_subject(t) and not first <= t.head.i < last]
    if len(subjects) == 1:
        # "Under questioning by the lawyer, Ana Sol, Pike", "Cross-examined by Ana Sol, the engineer"
        begin = subjects[0].i
        while begin > first and doc[begin - 1].tag_ in {"DT", "JJ", "NN", "NNP", "PRP$"}:
            begin -= 1
        if begin > first + 2 and doc[begin - 1].text == "," and (is_name(subjects[0]) or doc[first].tag_ in _ADJUNCT):
            return begin
    opens = doc[first].tag_ == "IN" or doc[first].lower_ in {"outside", "inside", "near", "across"}
    if not opens or doc[first].lower_ in {"at", "from", "of"}:
        return first
    comma = next((i for i in range(first + 1, min(first + 8, last - 1)) if doc[i].text == ","), None)
    if comma is None or not (is_name(doc[comma + 1]) or doc[comma + 1].tag_ in {"DT", "NN", "NNS", "PRP", "PRP$"}):
        return first
    return comma + 1


def _owner(doc: Doc, first: int, head: int) -> str | None:
    """The owner in "Britain’s defence ministry"."""
    for i in range(first + 1, head):
        if doc[i].text in POSSESSIVE and doc[i - 1].text[:1].isupper():
            return str(doc[first:i].text).removeprefix("the ").removeprefix("The ")
    return None


def source_described(doc: Doc, first: int, last: int) -> Described:
    """Name and kind of a source that is no named person, by its head noun, entities and the lexicons."""
    first, last = phrase(doc, first, last)
    while last - first > 1 and doc[first].tag_ == "IN" and doc[first].lower_ != "at":
        first += 1
    head = head_of(doc, first, last)
    example = _example(doc, head.i + 1, last)
    if example is not None:
        return source_described(doc, *example)
    words = re.sub(r"\s+", " ", doc[first:last].text.strip())
    bare = words.removeprefix("the ").removeprefix("The ")
    kinds = kind_words()
    country = governments().get(bare.lower()) or governments().get(words.lower())
    if country:
        return Described(bare, "government", None, country)
    low = head.lower_
    if low.removesuffix("s") in kinds["document"]:
        low = low.removesuffix("s")
    tail = " ".join(t.lower_ for t in doc[max(first, head.i - 1) : head.i + 1])
    if (
        last - first > 2
        and doc[first].like_num
        and doc[first].lower_ not in {"one", "1"}
        and doc[first + 1].lower_ == "of"
    ):
        return Described(words, "group")  # "three of the five"
    if low in uses()["lands"] and head.i + 2 < last and doc[head.i + 1].lower_ == "of" and is_name(doc[head.i + 2]):
        return Described(doc[head.i + 2 : last].text, "government")  # "the neighbouring island of Tarn"
    if low in kinds["gathering"] and _of_many(doc, head.i, last):
        among = source_described(doc, head.i + 2, last)
        return Described(words, "document" if among.kind == "document" else "group")
    if low in _SOMEBODY or low in _somebodies():
        return Described(words, "person")
    if low == "side" and doc[first].lower_ in {"neither", "both", "each", "either"}:
        return Described(words, "group")
    if words.lower() in {"neither", "both", "each"}:
        return Described(words, "group")
    if words.lower() in {"no one", "one", "another", "the other", "a second", "a third"}:
        return Described(words, "person")
    if low in {"one", "another"} and head.i == first and last - first > 2:
        among = source_described(doc, first + 2, last)
        return Described(words, "person" if among.kind in {"group", "person", "unknown"} else among.kind)
    kind: SpeakerKind | None = next((k for k in _BODIES if low in kinds[k] or tail in kinds[k]), None)
    if (kind in {None, "document"} and low in kinds["group"]) or (
        kind is None and is_plural(head) and not is_name(head)
    ):
        found = split_role(doc, first, last) if is_role(low.removesuffix("s")) else None
        if found is not None and found.place is not None:
            return Described(words, "group", found.role, found.affiliation, found.place)
        return Described(words, "group")
    if is_name(head):
        name = doc[_name_begins(doc, first, head.i) : last].text
        if head.ent_type_ in {"NORP", "MISC"} and (is_plural(head) or head.text.endswith("s")):
            return Described(bare, "group")
        if head.ent_type_ in {"NORP", "MISC"} and head.i > first and not kind:
            return Described(words, "person")
        if kind == "document":
            return Described(bare, "document")
        return Described(name, kind or kind_of_name(bare, head.ent_type_))
    if kind is not None:
        owner = _owner(doc, first, head.i)
        if kind == "document":
            by = maker(doc, first, head.i, last)
            return Described(f"{by} {head.text}" if by else words, kind, None, by or owner)
        return Described(words, kind, None, owner)
    if not is_plural(head) and (is_role(head.text) or (is_person_noun(head))):
        of = doc[last - 2 : last] if last - first > 2 else doc[last:last]
        if len(of) and of[0].lower_ == "of" and of[1].tag_ == "PRP":
            last -= 2  # "a negotiator of it"
        found = split_role(doc, first, last)
        return Described(words, "person", found.role, found.affiliation, found.place)
    return Described(words, "unknown")


def _example(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """What follows in "reports like the Tarn Survey" or "papers such as the Averby Post"."""
    after = doc[first : first + 2]
    if len(after) < 2 or not (after[0].lower_ in {"like", "including"} or after.text.lower() == "such as"):
        return None
    begin = first + 1 + (after[0].lower_ == "such")
    return (begin, last) if begin < last and any(is_name(t) for t in doc[begin:last]) else None


@cache
def _somebodies() -> frozenset[str]:
    """ "man", "woman" and the like."""
    roles = lexicon("speakers")["roles"]
    return frozenset((*roles["noun_male"], *roles["noun_female"]))


_BODIES: tuple[SpeakerKind, ...] = ("government", "organisation", "document")
_SOMEBODY = frozenset({"no-one", "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody"})


def _name_begins(doc: Doc, first: int, head: int) -> int:
    """Where the name before the head begins, after "the" and the like."""
    while first < head and (doc[first].text[:1].islower() or doc[first].text == "The"):
        first += 1
    return first


def _of_many(doc: Doc, head: int, last: int) -> bool:
    """Whether "of" and a plural follow: "a group of doctors"."""
    if head + 2 >= last or doc[head + 1].lower_ != "of":
        return False
    among = head_of(doc, head + 2, last)
    return is_plural(among) or among.lower_ in kind_words()["group"]


def maker(doc: Doc, first: int, head: int, last: int) -> str | None:
    """A document's maker: the name before the noun ("a new Averby University poll") or after "by" ("a poll by …")."""
    owner = next((i for i in range(first + 1, head) if is_possessive_mark(doc[i])), None)
    if owner is not None:
        begin = _name_begins(doc, first, owner - 1)
        named = is_name(doc[owner - 1]) and doc[owner - 1].ent_type_ not in {"PERSON", "DATE"}
        return doc[begin:owner].text if named else None
    end = head
    while end > first and (
        doc[end - 1].tag_ in {"JJ", "CD", "HYPH", ","} or (is_noun(doc[end - 1]) and not is_name(doc[end - 1]))
    ):
        end -= 1
    begin = end
    while begin > first and (is_name(doc[begin - 1]) or doc[begin - 1].text in {"/", "-", "–", "&"}):
        begin -= 1
    if begin < end and is_name(doc[begin]):
        return doc[begin:end].text.strip("-–/ ")
    by = next((i for i in range(head + 1, min(last, head + 6)) if doc[i].lower_ in {"by", "from"}), None)
    if by is None or doc[by - 1].lower_ in _WHO_HAS_IT:
        return None
    return _body_after(doc, by + 1, last)


_WHO_HAS_IT = frozenset(
    {"seen", "obtained", "reviewed", "viewed", "read", "cited", "quoted", "shared", "leaked", "held"}
)
"""Before "by" and a newsroom that has not made the document."""


def _body_after(doc: Doc, begin: int, last: int) -> str | None:
    """The name of the body that follows, after "the broadcaster" and the like; a person or place is none."""
    while begin < last and not is_name(doc[begin]) and (is_noun(doc[begin]) or doc[begin].lower_ == "the"):
        begin += 1
    end, name = begin, begin
    while end < last and (is_name(doc[end]) or doc[end].tag_ == "CD" or doc[end].lower_ in {"of", "for", "and"}):
        end += 1
        name = end if is_name(doc[end - 1]) or doc[end - 1].tag_ == "CD" else name
    if name == begin or not is_name(doc[begin]) or doc[begin].ent_type_ in {"PERSON", "LOC", "GPE", "DATE"}:
        return None
    return doc[begin:name].text


def tokens_of(doc: Doc, span: Span) -> TokenSpan:
    """The tokens that a stretch of characters touches."""
    found = doc.char_span(span[0], span[1], alignment_mode="expand")
    if found is None:
        raise ValueError(f"no token at {span}")
    return found.start, found.end


def source_tokens(doc: Doc, attributions: Sequence[Attribution]) -> list[TokenSpan | None]:
    """The tokens of each attribution's (first) source."""
    return [tokens_of(doc, a.source[0]) if a.source else None for a in attributions]
