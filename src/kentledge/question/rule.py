"""Links by an explicit rule: words that a statement must have, and what they then mean for the question."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from kentledge.edits import edited
from kentledge.edits.names import folded
from kentledge.edits.persons.look import Persons
from kentledge.ledger import Ledger, schema
from kentledge.question.link import link, single_phrase
from kentledge.question.meant import Desk
from kentledge.question.questions import Link, Polarity, Question, UnusableQuestion
from kentledge.question.store import links


def matching(
    ledger: Ledger,
    question: Question,
    words: str,
    polarity: Polarity,
    speaker: str | None = None,
    option: str | None = None,
    *,
    by: str,
    at: str,
) -> tuple[Link, ...]:
    """New links for the statements that have all the words, whole, and one estimative phrase; not yet in the ledger.

    Each says the rule that made it. Statements that are linked already, or were and were taken back, are left alone.
    Raises UnusableQuestion.
    """
    if question.kind not in ("binary", "choice"):
        raise UnusableQuestion(f"rules link probabilities, and question {question.id} is {question.kind}")
    asked = set(folded(words).split())
    if not asked:
        raise UnusableQuestion("a rule needs words (--words)")
    known = Persons(ledger) if speaker is not None else None
    person = None if known is None or speaker is None else known.named(speaker)
    rule = f"words {words}" + (f", speaker {person.name}" if person else "") + f", {polarity}"
    taken: defaultdict[str, list[Link]] = defaultdict(list)
    for known_link in links(ledger, question.id, withdrawn=True):
        if known_link.option == option:
            taken[known_link.article].append(known_link)
    # The index takes words apart as `folded` does not ("O'Neill's", "Tromsø").
    match = " AND ".join(f'"{part}"' for part in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words)))
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT DISTINCT a.id FROM articles_fts JOIN articles AS a ON a.key = articles_fts.rowid"
            " WHERE articles_fts MATCH ? ORDER BY a.key",
            (match,),
        ).fetchall()
    found = []
    for (article,) in rows:
        reading = edited(ledger, article).reading
        desk = Desk.of_each(ledger, [article])[article] if taken[article] else None
        names = {s.id: s.name for s in reading.speakers}
        for statement in reading.statements:
            if not asked <= set(folded(statement.text).split()) or single_phrase(reading, statement) is None:
                continue
            if person is not None:
                who = None if known is None else known.of(article, names.get(str(statement.speaker), ""))
                if who is None or who.id != person.id:
                    continue
            if desk is None or not desk.linked(statement, taken[article]):
                new = link(question, reading, statement, polarity=polarity, option=option, rule=rule, by=by, at=at)
                found.append(new)
    return tuple(found)
