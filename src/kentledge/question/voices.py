"""Links as voices: each with its speaker as a person across articles, the day and the outlet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kentledge.edits.match import speaker_name
from kentledge.edits.persons.look import Known, Persons
from kentledge.ledger import Ledger
from kentledge.question.meant import Desk, Standing
from kentledge.question.questions import Link


@dataclass(frozen=True, slots=True)
class Voice:
    """A link with who speaks, when it was printed and where.

    `speaker` tells persons apart: where two bear one name, their ids are with it. `standing` is "read" where the latest
    reading has the statement, corrected or not; "no longer read" where it has not, which leaves the link as the analyst
    made it; and "rejected" where the analyst has since rejected the statement, which then has no voice.
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
    desks = Desk.of_each(ledger, (link.article for link in every))
    spoken: list[tuple[Link, str | None, Standing]] = []
    for link in every:
        statement, standing = desks[link.article].meant(link)
        name = link.seen.speaker if statement is None else speaker_name(desks[link.article].shown, statement)
        spoken.append((link, name, standing))
    persons_of = known.of_each((link.article, name) for link, name, _ in spoken if name is not None)
    labels = {person.id: _label(known, person) for person in persons_of.values()}
    out = []
    for link, name, standing in spoken:
        article = desks[link.article].shown.article
        person = None if name is None else persons_of.get((link.article, name))
        said_by = labels[person.id] if person else name or f"the article of {article.outlet or article.id[:8]}"
        out.append(Voice(link, said_by, article.published, article.outlet, standing))
    return tuple(out)


def _label(known: Persons, person: Known) -> str:
    return f"{person.name} ({person.id})" if known.many(person.name) else person.name
