"""Who a source is: from a source span to one `Speaker` of the article, by surname, pronoun or description."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.affiliations import affiliation
from kentledge.attribute.bodies import Bodies, body_meant
from kentledge.attribute.kinds import governments, kind_of_name
from kentledge.attribute.named import named_person, unlabelled_name
from kentledge.attribute.names import TokenSpan
from kentledge.attribute.pairs import named_together, pair_key, two_meant
from kentledge.attribute.people import People, Person, gender_of
from kentledge.attribute.presence import Presence, left_edge
from kentledge.attribute.references import former_or_latter, is_possessive_mark_within, is_side, relative_of
from kentledge.attribute.roles import is_kin, is_role
from kentledge.attribute.sources import Described, after_adjunct, head_of, maker, phrase, source_described
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import (
    is_apposition,
    is_name,
    is_plural,
    is_possessive_pronoun,
)
from kentledge.records import Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token


@dataclass(slots=True)
class _Known:
    """A speaker in the making."""

    who: Person | Described
    mentions: set[Span] = field(default_factory=set)


class Resolver:
    """Resolves the sources of one article in reading order, since a pronoun looks back to who spoke last.

    `inside` are the stretches of what people are quoted as saying, `author` is the writer's name where it is known.
    """

    def __init__(
        self,
        doc: Doc,
        sources: Sequence[TokenSpan],
        inside: Sequence[Span] = (),
        author: str | None = None,
        dateline: str = "",
    ) -> None:
        self.doc = doc
        self.author = author
        more = [n for a, b in sources if (n := unlabelled_name(doc, a, b)) is not None]
        self.people = People(doc, more, dateline)
        self.bodies = Bodies(doc, self.people)
        self.presence = Presence(doc, self.people, self.bodies, inside)
        self.known: dict[str, _Known] = {}
        self.spoken: list[tuple[TokenSpan, str]] = []

    def is_pronoun(self, token: int) -> bool:
        """Whether a source begins with "I", "he" or another word that those who speak around it explain."""
        pronouns = lexicon("speakers")["pronouns"]
        return self.doc[token].lower_ in {*pronouns["first"], *pronouns["person"]}

    def resolve(self, first: int, last: int, inside: str | None = None) -> str | None:
        """The key of the speaker that the source `doc[first:last]` is; `inside` that of the one quoted around it."""
        self.presence.advance(first)
        first = after_adjunct(self.doc, first, last)
        key = self._key(first, last, inside)
        if key is None:
            return None
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        self.known[key].mentions.add((start, end))
        self.spoken.append(((first, last), key))
        self.presence.spoke(key, first)
        return key

    def _key(self, first: int, last: int, inside: str | None) -> str | None:
        a, b = phrase(self.doc, first, last)
        joined = self._joined(first, last) or self._label(first, last)
        if joined is None and b < last:
            joined = self._joined(a, b)
        if joined is not None:
            return joined
        head = head_of(self.doc, a, b)
        owned = self._owned_body(a, b, head)
        if owned is not None:
            return self._body(Described(owned, kind_of_name(owned)))
        if b - a <= 2 and head.tag_.startswith(("PRP", "W", "DT")):
            found = self._pronoun(head, inside)
            if found is not None or head.lower_ in _pronouns():
                return found
        told = former_or_latter(self.doc, first, last, self.people)
        if told is not None:
            return self._remember(told.key, told)
        explained = self._explains(a, head)
        if explained is not None:
            return self._remember(explained.key, explained)
        if (is_plural(head) or head.like_num) and b < last and self.doc[b].text == ",":
            both = self._joined(b + 1, last)  # "The authors, Ada Vale and Bo Finch,"
            if both is not None:
                return both
        pair = two_meant(self.doc, self.people, self.presence.pairs, a, b, head)
        if pair is not None:
            return self._pair(pair)
        person = (
            named_person(self.doc, self.people, head, last) or self.presence.aged(a, b) or self._described(a, b, head)
        )
        if person is not None:
            return self._remember(person.key, person)
        place = self.people.places.get(head.i)
        if place is not None:
            return self._body(
                Described(self.bodies.full(place[0]), place[1], None, governments().get(place[0].lower()))
            )
        return self._of_a_body(a, b, last, head)

    def _remember(self, key: str, who: Person | Described) -> str:
        self.known.setdefault(key, _Known(who))
        if isinstance(who, Described):
            if who.kind == "group":
                self.presence.plurals[key] = None
            elif who.kind in {"organisation", "government", "document"}:
                self.presence.things[key] = None
        return key

    def _body(self, who: Described) -> str:
        return self._remember(f"{who.kind} {who.name.lower()}", who)

    def _joined(self, first: int, last: int) -> str | None:
        """Several named speakers at once: "Ada Vale and Mayor Orla Finch", "Ardesia and Talmark"."""
        together = named_together(self.doc, self.people, self.bodies, first, last)
        if together is None:
            return None
        persons, bodies = together
        if persons and all(len(p.parts) == 1 for p in persons) and "&" in self.doc[first:last].text:
            return self._body(Described(self.doc[first:last].text.strip(" ,"), "organisation"))  # "Strand & Iyer"
        if persons and bodies:
            if any(len(p.parts) > 1 for p in persons) or any(b.kind != "government" for b in bodies):
                return None
            # "Ardesia and Talmark": what is named with a state is one, whatever the entities say.
            return self._body(Described(self.doc[first:last].text, "government"))
        if persons:
            return self._pair(tuple(dict.fromkeys(persons, None))) if len({p.name for p in persons}) > 1 else None
        kind = bodies[0].kind if len({m.kind for m in bodies}) == 1 else "organisation"
        return self._body(Described(" and ".join(m.name for m in bodies), kind))

    def _label(self, first: int, last: int) -> str | None:
        """Whom the label of a turn means: "Q" and "A" in an interview, "THE LEDGER" and "ADA VALE" in capitals."""
        text = self.doc[first:last].text
        if text in {"Q.", "A."} or (text in {"Q", "A"} and self.doc[last : last + 1].text == ":"):
            asked = [p for p in self.people.persons if p.name != self.author and p.mentions[0][0] < first]
            if text[0] == "A" and asked:
                person = max(asked, key=lambda p: len(p.mentions))
                return self._remember(person.key, person)
            asks = self.author or "the interviewer"
            return self._body(Described(asks if text[0] == "Q" else "the interviewee", "person"))
        if not text.isupper() or len(text) < 4:
            return None
        named = text.lower().removeprefix("the ")
        bearers = [p for p in self.people.persons if p.name.lower() == named and not p.name.isupper()]
        if len(bearers) == 1:
            return self._remember(bearers[0].key, bearers[0])
        body = next((b for b in self.bodies.mentions if b.name.lower() == named and not b.name.isupper()), None)
        return self._body(Described(body.name, body.kind)) if body is not None else None

    def _pair(self, persons: tuple[Person, ...]) -> str:
        names = [p.name for p in persons]
        name = f"{', '.join(names[:-1])} and {names[-1]}"
        return self._remember(pair_key(persons), Described(name, "group"))

    def _pronoun(self, head: Token, inside: str | None) -> str | None:
        pronouns = lexicon("speakers")["pronouns"]
        low = head.lower_
        if low in pronouns["first"]:
            return self._first_person(head, inside)
        if low in _RELATIVE:
            return self._antecedent(head, inside)
        if low not in {*pronouns["person"], *pronouns["plural"], *pronouns["thing"]}:
            return None
        key = self.presence.choose(head.i, besides=inside if self.presence.is_quoted(head.i) else None)
        if key is None:
            return None
        if key not in self.known:
            key = self._present(key, inside)
        self.presence.chosen[head.i] = key
        return key

    def _present(self, key: str, inside: str | None) -> str:
        """Make a speaker of someone who is present in the text and has not spoken so far."""
        person = self.presence.persons.get(key)
        if person is not None:
            return self._remember(key, person)
        pair = next((p for p in self.presence.pairs if pair_key(p.persons) == key), None)
        if pair is not None:
            return self._pair(pair.persons)
        if key.startswith("noun "):
            noun = self.doc[int(key.removeprefix("noun "))]
            return self._key(left_edge(noun), noun.i + 1, inside) or self._body(Described(noun.text, "group"))
        body = next(m for m in self.bodies.mentions if f"{m.kind} {m.name.lower()}" == key)
        return self._body(Described(body.name, body.kind, None, governments().get(body.name.lower())))

    def _first_person(self, head: Token, inside: str | None) -> str | None:
        """ "I" and "we" are whoever is quoted; outside all quotations "I" is the writer."""
        if inside is not None:
            return inside
        if head.lower_ not in {"i", "me", "my", "myself"}:
            return self._body(Described("we", "group")) if head.lower_ in {"we", "us", "our"} else None
        if self.presence.is_quoted(head.i):
            return next((k for _, k in reversed(self.spoken) if k.startswith("person ")), None)
        return self._body(Described(self.author or "the author", "person"))

    def _owned_body(self, first: int, last: int, head: Token) -> str | None:
        """The name of "her campaign": the owner's surname with the noun."""
        if (
            last - first != 2
            or not is_possessive_pronoun(self.doc[first])
            or head.lower_ not in {"campaign", "administration"}
        ):
            return None
        owner = self._owner(first, head.i)
        return f"{owner.parts[-1]} {head.lower_}" if owner is not None else None

    def _explains(self, first: int, head: Token) -> Person | None:
        """The person before a source that only explains the name: "Ellie, [a pupil at Tarn School]"."""
        if not is_apposition(head) or first < 2 or self.doc[first - 1].text != "," or not is_role(head.text):
            return None
        named = self.people.at(first - 2)
        return named if named is not None and named is self.people.at(head.head.i) else None

    def _described(self, first: int, last: int, head: Token) -> Person | None:
        """The named person whom "the professor" or "his ex-wife" means."""
        opening = self.doc[first]
        if is_kin(head.text) and first < head.i:
            owner = self._owner(first, head.i)
            return relative_of(owner, head.text, self.people, head.i) if owner is not None else None
        if is_possessive_pronoun(opening) and first + 1 == head.i and is_role(head.text):
            return self.presence.serving(head)
        if (
            is_possessive_pronoun(opening)
            or is_plural(head)
            or (is_name(head) and not (is_role(head.text) or is_side(head.text)))
        ):
            return None
        return self.presence.described(first, last, head)

    def _owner(self, first: int, head: int) -> Person | None:
        """The person who owns "his wife" or "Vale’s wife"."""
        if is_possessive_pronoun(self.doc[first]):
            key = self.presence.choose(first)
            return self.presence.persons.get(key) if key is not None else None
        return next((p for i in range(first, head) if (p := self.people.at(i)) is not None), None)

    def _of_a_body(self, first: int, last: int, end: int, head: Token) -> str:
        """A source that is no named person: a body, perhaps named elsewhere, a document or somebody unnamed."""
        if any(p.parts[-1] + "s" == head.text for p in self.people.persons if len(p.parts) > 1):
            return self._body(Described(f"the {head.text}", "group"))  # "the Whitfields"
        named = body_meant(self.doc, self.bodies, first, last, end, head)
        if named is not None:
            return self._body(Described(named.name, named.kind, None, governments().get(named.name.lower())))
        described = source_described(self.doc, first, last)
        if described.kind == "organisation" and not is_name(head):
            named_after = next((t for t in self.doc[last:end] if is_apposition(t) and t.head.i == head.i), None)
            if named_after is not None and named_after.text[:1].isupper():
                # "The association that she heads, Friends of the Tarn,"
                a, b = phrase(self.doc, left_edge(named_after), end)
                return self._body(replace(described, name=self.doc[a:b].text))
        if described.kind in {"organisation", "government"} and is_name(head):
            described = replace(described, name=self.bodies.full(described.name))
        owned = is_possessive_mark_within(self.doc, first, head.i)  # "the governor’s office"
        if self.doc[first].lower_ in {"the", "this", "that", "those", "these"} and not owned:
            earlier = self._same_sort(head, described)
            made = self._document_before(first, head) if described.kind == "document" and earlier is None else None
            if made is not None:
                return self._body(made)
            if earlier is not None:
                return earlier
        owner = self._owner(first, head.i) if is_possessive_pronoun(self.doc[first]) else None
        if owner is not None and described.kind == "person":
            described = replace(described, name=f"{owner.name}’s {self.doc[first + 1 : last].text}")
        key = self._body(described)
        nobody = head.lower_ in _ANYBODY or self.doc[first].lower_ in _ANYBODY
        if described.kind == "person" and not nobody and self.doc[first].lower_ not in {"the", "this", "that"}:
            self.presence.unnamed[key] = gender_of(head.text)
        return key

    def _same_sort(self, head: Token, described: Described) -> str | None:
        """ "The official", "the researchers", "the study": the last speaker of the sort who has no person's name."""
        low = head.lower_
        for (first, _), key in reversed(self.spoken):
            who = self.known[key].who
            if first >= head.i or not isinstance(who, Described):
                continue
            words = set(who.name.lower().split())
            if who.kind == described.kind and low in words:
                return key
            if described.kind == who.kind == "document" and low in _studies() and words & _studies():
                return key
        return None

    def _document_before(self, first: int, head: Token) -> Described | None:
        """ "The poll": the last one before whose maker the article names, though it has said nothing so far."""
        sort = _studies() if head.lower_ in _studies() else {head.lower_}
        for i in range(first - 1, max(first - _NOT_LONG_AGO, 0), -1):
            token = self.people.tokens[i]
            if token.lower_ in sort:
                by = maker(self.doc, left_edge(token), i, min(i + 12, len(self.doc)))
                return Described(f"{by} {token.text}", "document", None, by) if by else None
        return None

    def _antecedent(self, pronoun: Token, inside: str | None) -> str | None:
        """The noun that a relative clause hangs on, else the one right before."""
        if pronoun.i > 1 and self.doc[pronoun.i - 1].text == ",":
            before = self.bodies.at(pronoun.i - 2)
            if before is not None and pronoun.lower_ == "which":
                return self._body(Described(before.name, before.kind))
            person = self._before_comma(pronoun.i - 1) if pronoun.lower_ in {"who", "whom"} else None
            if person is not None:
                return self._remember(person.key, person)
        verb = pronoun.head
        for _ in range(4):
            noun = verb.head
            if noun == verb:
                break
            if noun.i < pronoun.i and noun.tag_.startswith(("NN", "PRP", "DT", "CD")):
                if pronoun.lower_ == "which" and (self.people.at(noun.i) or is_role(noun.text)):
                    break
                return self._key(left_edge(noun), noun.i + 1, inside)
            verb = noun
        at = pronoun.i - 1
        while at > 0 and (self.doc[at].is_punct or self.doc[at].tag_ == "IN"):
            at -= 1
        noun = self.doc[at]
        return self._key(left_edge(noun), at + 1, inside) if noun.tag_.startswith(("NN", "DT")) else None

    def _before_comma(self, comma: int) -> Person | None:
        """The person named right before ", who", perhaps with age and home: "Ada Vale, 59, of Ashby, Md., who"."""
        at = comma - 1
        while at > 0 and comma - at < 10:
            person = self.people.at(at)
            token = self.doc[at]
            if person is not None:
                return person if len(person.parts) > 1 else None
            if not (token.text in {",", "of", "from", "."} or token.like_num or is_name(token)):
                return None
            at -= 1
        return None

    def speakers(self, order: Sequence[str]) -> dict[str, Speaker]:
        """Keys → speakers, numbered in the given order."""
        out: dict[str, Speaker] = {}
        self.presence.advance(len(self.doc))
        for key in dict.fromkeys(order):
            known = self.known[key]
            mentions = set(known.mentions)
            first = 0
            if isinstance(known.who, Person):
                mentions |= {
                    (self.doc[a].idx, self.doc[b - 1].idx + len(self.doc[b - 1])) for a, b in known.who.mentions
                }
                about = known.who.description
                first = min((a for a, _ in known.who.mentions), default=0)
                described = Described(known.who.name, "person", about.role, about.affiliation, about.place)
            else:
                described = known.who
                first = next((span[0] for span, spoke in self.spoken if spoke == key), 0)
            out[key] = Speaker(
                id=f"sp{len(out) + 1}",
                name=described.name,
                role=described.role,
                affiliation=affiliation(self.doc, self.presence, self.bodies, described, first),
                kind=described.kind,
                mentions=tuple(sorted(mentions)),
            )
        return out


_NOT_LONG_AGO = 300
"""Tokens within which "the poll" looks back for a poll that has not spoken."""
_ANYBODY = frozenset({"nobody", "no", "no-one", "everyone", "everybody", "anyone", "anybody", "whoever"})
"""Words for persons whom no pronoun means later."""
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@cache
def _pronouns() -> frozenset[str]:
    pronouns = lexicon("speakers")["pronouns"]
    return _RELATIVE.union(*(pronouns[k] for k in ("person", "first", "plural", "thing")))


@cache
def _studies() -> frozenset[str]:
    return frozenset({"study", "survey", "poll", "report", "paper", "analysis", "research", "review", "article"})
