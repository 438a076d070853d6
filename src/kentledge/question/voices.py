"""Links as voices: each with its speaker as a person across articles, the day and the outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kentledge.edits import Edit, edited
from kentledge.edits.decided import people_of
from kentledge.edits.match import Astray, speaker_name, statement_meant
from kentledge.edits.people import People, Person
from kentledge.ledger import Ledger
from kentledge.question.questions import Link
from kentledge.records import Reading

Standing = Literal["read", "no longer read", "rejected"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A link with who speaks, when it was printed and where.

    `speaker` tells persons apart: where two bear one name, their ids are with it. `standing` is "read" where the latest
    reading has the statement; "no longer read" where it has not, which leaves the link as the analyst made it; and
    "rejected" where the analyst has since rejected the statement, which then has no voice.
    """

    link: Link
    speaker: str
    when: str | None
    outlet: str | None
    standing: Standing


def voices(ledger: Ledger, links: Iterable[Link], people: People | None = None) -> tuple[Voice, ...]:
    """The voices of the links, in their order. `people` saves gathering them again."""
    every = tuple(links)
    if not every:
        return ()
    known = people_of(ledger) if people is None else people
    shared = Counter(p.name for p in known.persons)
    readings: dict[str, tuple[Reading, Reading]] = {}
    out = []
    for link in every:
        if link.article not in readings:
            readings[link.article] = edited(ledger, link.article).reading, ledger.reading(link.article)
        shown, machine = readings[link.article]
        name, standing = _speaker(link, shown, machine)
        person = None if name is None else known.of(link.article, name)
        article = shown.article
        said_by = _label(person, shared) if person else name or f"the article of {article.outlet or article.id[:8]}"
        out.append(Voice(link, said_by, article.published, article.outlet, standing))
    return tuple(out)


def _speaker(link: Link, shown: Reading, machine: Reading) -> tuple[str | None, Standing]:
    meant = Edit(link.article, "comment", "statement", link.by, link.at, link.seen)
    try:
        return speaker_name(shown, statement_meant(shown, meant)), "read"
    except Astray:
        pass
    try:
        statement_meant(machine, meant)
    except Astray:
        return link.seen.speaker, "no longer read"
    return link.seen.speaker, "rejected"


def _label(person: Person, shared: Counter[str]) -> str:
    return person.name if shared[person.name] == 1 else f"{person.name} ({person.id})"
