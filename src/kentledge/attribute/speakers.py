"""Who a source is: from a source span to one `Speaker` of the article, by surname, pronoun or description."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.describe import is_role
from kentledge.attribute.people import People, Person, TokenSpan, name_in
from kentledge.attribute.sources import Described, head_of, phrase, source_described
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_apposition, is_name, is_subject
from kentledge.records import Attribution, Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token


@dataclass(slots=True)
class _Known:
    """A speaker in the making."""

    who: Person | Described
    mentions: set[Span] = field(default_factory=set)


class Resolver:
    """Resolves the sources of one article in reading order, since a pronoun looks back to who spoke last."""

    def __init__(self, doc: Doc, sources: Sequence[TokenSpan]) -> None:
        self.doc = doc
        more = [n for a, b in sources if (n := self._own_name(a, b)) is not None]
        self.people = People(doc, more)
        self.known: dict[str, _Known] = {}
        self.spoken: list[tuple[TokenSpan, str]] = []

    def _own_name(self, first: int, last: int) -> TokenSpan | None:
        """A name of two words or more in a source that the entities missed, with a role beside it."""
        for i in range(first, last):
            if not is_name(self.doc[i]) or (i > first and is_name(self.doc[i - 1])):
                continue
            span = name_in(self.doc, i, first, last)
            if span is None or span[1] - span[0] < 2 or any(t.ent_type_ for t in self.doc[span[0] : span[1]]):
                continue
            if self.doc[span[1] - 1].lower_ in organisation_words() or not is_role_near(self.doc, *span):
                continue
            return span
        return None

    def resolve(self, first: int, last: int, inside: str | None = None) -> str | None:
        """The key of the speaker that the source `doc[first:last]` is; `inside` that of the one quoted around it."""
        key = self._key(first, last, inside)
        if key is None:
            return None
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        self.known[key].mentions.add((start, end))
        self.spoken.append(((first, last), key))
        return key

    def _key(self, first: int, last: int, inside: str | None) -> str | None:
        a, b = phrase(self.doc, first, last)
        head = head_of(self.doc, a, b)
        pronouns = lexicon("speakers")["pronouns"]
        low = head.lower_
        if b - a <= 2 and low in pronouns["first"]:
            return inside
        if b - a == 1 and low in pronouns["person"]:
            return self._last_person(head)
        if b - a == 1 and low in pronouns["thing"]:
            return self._last_of(first, {"government", "organisation", "document"})
        if b - a == 1 and low in pronouns["plural"]:
            return self._last_of(first, {"group", "government", "organisation"})
        if b - a == 1 and low in {"who", "which", "that", "whom"}:
            return self._antecedent(head, inside)
        person = self._named(head, last)
        place = self.people.places.get(head.i)
        if person is None and place is not None:
            return self._remember(f"government {place.lower()}", Described(place, "government", None, place))
        if person is None and is_role(head.text) and b - a <= 4 and self.doc[a].lower_ in {"the", "this", "that"}:
            person = self._by_role(head)
        if person is not None:
            return self._remember(f"person {person.name}", person)
        described = source_described(self.doc, first, last)
        if b - a == 2 and self.doc[a].lower_ in {"the", "this"} and described.kind in {"organisation", "government"}:
            earlier = self._organisation(head)
            if earlier is not None:
                return earlier
        return self._remember(f"{described.kind} {described.name.lower()}", described)

    def _remember(self, key: str, who: Person | Described) -> str:
        self.known.setdefault(key, _Known(who))
        return key

    def _named(self, head: Token, last: int) -> Person | None:
        """The person whom a phrase names: by its head, or by a name that follows a description of a person."""
        found = self.people.at(head.i)
        if found is not None:
            return found
        for i in range(head.i + 1, last):
            named = self.people.at(i)
            if named is None:
                continue
            if self.doc[i - 1].text == ",":
                # "the mayor of Lindhaven, Ada Vale," and "one of them, Ada Vale": the name explains the rest.
                ends = next((m[1] for m in named.mentions if m[0] == i), i + 1)
                rest = [t for t in self.doc[ends:last] if not t.is_punct]
                return named if not rest or is_role(head.text) or is_apposition(self.doc[i]) else None
            between = self.doc[head.i + 1 : i]
            linked = any(t.tag_ in {"IN", "WP", "WDT"} or t.lower_ in {"'s", "’s"} for t in between)
            return named if not linked and (is_role(head.text) or i == head.i + 1) else None
        return None

    def _organisation(self, head: Token) -> str | None:
        """ "The company", "the institute": the last organisation that spoke, or is named with that noun."""
        loose = head.lower_ in {"company", "firm", "group", "organisation", "organization"}
        for (first, _), key in reversed(self.spoken):
            who = self.known[key].who
            if first < head.i and isinstance(who, Described) and who.kind in {"organisation", "government"}:
                words = who.name.lower().split()
                if len(words) > 1 and (head.lower_ in words or (loose and who.kind == "organisation")):
                    return key
        return None

    def _last_person(self, pronoun: Token) -> str | None:
        """Who "he" or "she" is: the last person who spoke or was the subject of a sentence before."""
        gender = "male" if pronoun.lower_ in lexicon("speakers")["pronouns"]["male"] else "female"
        spoke = self._spoke_last(pronoun.i, gender)
        subject = next(
            (
                (a, who)
                for (a, b), who in self.people.before(pronoun.i)
                if who.gender in (None, gender) and any(is_subject(t) for t in self.doc[a:b])
            ),
            None,
        )
        found = [c for c in (spoke, subject) if c is not None]
        if found:
            who = max(found, key=lambda c: c[0])[1]
        else:
            named = next((p for _, p in self.people.before(pronoun.i) if p.gender in (None, gender)), None)
            if named is None:
                return None
            who = named
        return self._remember(f"person {who.name}", who)

    def _spoke_last(self, before: int, gender: str) -> tuple[int, Person] | None:
        for (first, _), key in reversed(self.spoken):
            who = self.known[key].who
            if first < before and isinstance(who, Person) and who.gender in (None, gender):
                return first, who
        return None

    def _last_of(self, before: int, kinds: set[str]) -> str | None:
        for (first, _), key in reversed(self.spoken):
            who = self.known[key].who
            if first < before and isinstance(who, Described) and who.kind in kinds:
                return key
        return None

    def _antecedent(self, pronoun: Token, inside: str | None) -> str | None:
        """The noun that a relative clause hangs on."""
        verb = pronoun.head
        for _ in range(4):
            if verb.head == verb:
                return None
            noun = verb.head
            if noun.i < pronoun.i and noun.tag_.startswith(("NN", "PRP")):
                left = min((t.i for t in noun.lefts), default=noun.i)
                return self._key(min(left, noun.i), noun.i + 1, inside)
            verb = noun
        return None

    def _by_role(self, head: Token) -> Person | None:
        """ "The professor": the last person before whose role has that noun."""
        for _, person in self.people.before(head.i):
            role = person.description.role or ""
            if head.lower_ in role.lower().split():
                return person
        return None

    def speakers(self, order: Sequence[str]) -> dict[str, Speaker]:
        """Keys → speakers, numbered in the given order."""
        out: dict[str, Speaker] = {}
        for key in dict.fromkeys(order):
            known = self.known[key]
            mentions = set(known.mentions)
            if isinstance(known.who, Person):
                mentions |= {
                    (self.doc[a].idx, self.doc[b - 1].idx + len(self.doc[b - 1])) for a, b in known.who.mentions
                }
                described = Described(
                    known.who.name, "person", known.who.description.role, known.who.description.affiliation
                )
            else:
                described = known.who
            out[key] = Speaker(
                id=f"sp{len(out) + 1}",
                name=described.name,
                role=described.role,
                affiliation=described.affiliation,
                kind=described.kind,
                mentions=tuple(sorted(mentions)),
            )
        return out


@cache
def organisation_words() -> frozenset[str]:
    """Last words of names that are no person's."""
    kinds = lexicon("speakers")["kinds"]
    return frozenset((*kinds["organisation"], *kinds["government"]))


def is_role_near(doc: Doc, first: int, last: int) -> bool:
    """Whether a role noun or title stands right before or soon after a name, as it does with persons."""
    return any(is_role(t.text) for t in doc[max(first - 3, 0) : first]) or any(
        is_role(t.text) for t in doc[last : last + 8]
    )


def tokens_of(doc: Doc, span: Span) -> TokenSpan:
    """The tokens that a stretch of characters touches."""
    found = doc.char_span(span[0], span[1], alignment_mode="expand")
    if found is None:
        raise ValueError(f"no token at {span}")
    return found.start, found.end


def source_tokens(doc: Doc, attributions: Sequence[Attribution]) -> list[TokenSpan | None]:
    """The tokens of each attribution's (first) source."""
    return [tokens_of(doc, a.source[0]) if a.source else None for a in attributions]
