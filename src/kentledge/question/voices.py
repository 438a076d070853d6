"""Links as voices: each with its speaker as a person across articles, the day and the outlet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kentledge.edits import Edit, edited
from kentledge.edits.log import edits_of
from kentledge.edits.match import Astray, speaker_name, statement_meant
from kentledge.edits.persons.look import Known, Persons
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


def voices(ledger: Ledger, links: Iterable[Link], persons: Persons | None = None) -> tuple[Voice, ...]:
    """The voices of the links, in their order. `persons` are those of the ledger, as they are now."""
    every = tuple(links)
    if not every:
        return ()
    known = Persons(ledger) if persons is None else persons
    touched = edits_of(ledger, (link.article for link in every)).keys()
    readings: dict[str, tuple[Reading, Reading]] = {}
    spoken: list[tuple[Link, str | None, Standing]] = []
    for link in every:
        if link.article not in readings:
            said = ledger.said(link.article)
            readings[link.article] = edited(ledger, link.article).reading if link.article in touched else said, said
        spoken.append((link, *_speaker(link, *readings[link.article])))
    persons_of = known.of_each((link.article, name) for link, name, _ in spoken if name is not None)
    labels = {person.id: _label(known, person) for person in persons_of.values()}
    out = []
    for link, name, standing in spoken:
        article = readings[link.article][0].article
        person = None if name is None else persons_of.get((link.article, name))
        said_by = labels[person.id] if person else name or f"the article of {article.outlet or article.id[:8]}"
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


def _label(known: Persons, person: Known) -> str:
    return f"{person.name} ({person.id})" if known.many(person.name) else person.name
