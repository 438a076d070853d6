"""Which body an affiliation means: "its" in "its director", "the union" in "a spokeswoman for the union"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kentledge.attribute.bodies import body_called
from kentledge.attribute.presence import left_edge
from kentledge.attribute.roles import is_spokesperson
from kentledge.parse.scheme import is_possessive_mark, is_possessive_pronoun, is_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kentledge.attribute.bodies import Bodies
    from kentledge.attribute.presence import Presence
    from kentledge.attribute.sources import Described


def affiliation(doc: Doc, presence: Presence, bodies: Bodies, who: Described, at: int) -> str | None:
    """The affiliation of a speaker by its full name, as far as the article gives it.

    `at` is the token at which the speaker is first mentioned.
    """
    if who.place is None:
        if who.affiliation is None and who.kind == "person" and is_spokesperson(who.role or ""):
            return _spoken_for(doc, bodies, at)
        return who.affiliation
    first, last = who.place
    if is_possessive_pronoun(doc[first]):
        # What has authors is a text.
        return None if "author" in (who.role or "") else _whose(doc, presence, bodies, first)
    owned = last < len(doc) and is_possessive_mark(doc[last])
    owner = presence.people.at(last - 1)
    if owned and owner is not None and (len(owner.parts) > 1 or owner.gender) and bodies.at(last - 1) is None:
        return None  # "Vale’s lawyer"
    if who.kind == "group" and owner is not None and bodies.at(last - 1) is None and not owned:
        return None  # "friends of Vale"
    named = body_called(doc, bodies, first, last)
    if named is not None:
        return named.name
    if who.affiliation is None:
        return None
    full = bodies.full(who.affiliation)
    if " " not in full and full[:1].isupper():
        # "Tidewater" of "Tidewater Lines Inc."
        begun = (b.name for b in bodies.mentions if b.kind == "organisation" and b.name.startswith(f"{full} "))
        full = next(begun, full)
    return full


def _spoken_for(doc: Doc, bodies: Bodies, at: int) -> str | None:
    """The body that "a spokesman" speaks for: the last subject before in the paragraph that is one."""
    for i in range(at - 1, -1, -1):
        if doc[i].is_space:
            return None
        body = bodies.at(i)
        if body is not None and not body.place and any(is_subject(t) for t in doc[body.first : body.last]):
            return body.name
    return None


def _whose(doc: Doc, presence: Presence, bodies: Bodies, pronoun: int) -> str | None:
    """The body that "its" means: the last one told of in the sentence before, else the likeliest.

    A place that only tells where something was is none, nor is who was only told something.
    """
    meant = presence.meant.get(pronoun) or ""
    sort, _, name = meant.partition(" ")
    known = {f"{b.kind} {b.name.lower()}": b.name for b in bodies.mentions}
    if sort == "noun":
        return doc[left_edge(doc[int(name)]) : int(name) + 1].text  # "the opposition"
    if sort in {"organisation", "government"} and meant not in known:
        printed = re.search(rf"\b{re.escape(name)}\b", doc.text, re.IGNORECASE)
        # "The union", in the article's own capitals.
        return re.sub(r"^The ", "the ", printed.group()) if printed else name
    sentences = 0
    for token in reversed(presence.people.tokens[:pronoun]):
        sentences += token.is_sent_start is True
        body = bodies.at(token.i)
        if sentences > 2 or (body is not None and presence.is_quoted(token.i)):
            break
        if body is not None and not body.place and not _is_told(doc, body.first):
            return body.name
    return known.get(meant)


def _is_told(doc: Doc, first: int) -> bool:
    """Whether a body that begins at a token is only who was told something: "told the Gazette"."""
    at = first - 1
    while at >= 0 and doc[at].tag_ in {"DT", "JJ", "PRP$"}:
        at -= 1
    return at >= 0 and doc[at].lemma_.lower() in _TELLING


_TELLING = frozenset({"tell", "inform", "remind", "assure", "advise"})
