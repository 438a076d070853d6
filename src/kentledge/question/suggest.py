"""Statements that may bear on a question, the likest first. Nothing is linked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from kentledge.edits import edited
from kentledge.edits.stems import stems
from kentledge.ledger import Ledger, schema
from kentledge.question.questions import Question
from kentledge.question.store import links
from kentledge.records import Estimative, Horizon, Reading, Statement

AROUND = 0.35
"""What a word of the question counts where it stands only in the statement's surroundings: its title and paragraph."""
NEAR = 300
"""How many characters before a statement belong to its surroundings."""
ARTICLES = 60
"""How many articles are looked into at most, of those that the full-text index finds the likest."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A statement with its likeness to the question, 0 to 1, the words they share, and what can be linked of it.

    `copies` counts other printings of the same words by the same speaker; `linked` says that it is linked already.
    """

    article: str
    statement: Statement
    speaker: str | None
    published: str | None
    outlet: str | None
    likeness: float
    shared: tuple[str, ...]
    phrases: tuple[Estimative, ...]
    horizon: Horizon | None
    linked: bool
    copies: int = 0


def suggest(ledger: Ledger, question: Question, limit: int = 10) -> tuple[Suggestion, ...]:
    """Statements that bear on the question by their words, the likest first.

    Likeness is the share of the question's words, each by its rarity in the ledger's statements, that a statement has:
    in itself, or (counting `AROUND`) in the title and the paragraph before it; long statements count a little less. Of
    equals those with words of probability come first.
    """
    asked = stems(" ".join((question.text, question.criteria, *question.options)))
    if not asked:
        return ()
    rarity = _rarity(ledger, asked)
    whole = sum(rarity.values())
    taken = {link.key[1:3] for link in links(ledger, question.id)}
    found: dict[tuple[str | None, str], Suggestion] = {}
    for article in _likeliest(ledger, asked):
        reading = edited(ledger, article).reading
        names = {s.id: s.name for s in reading.speakers}
        for statement in reading.statements:
            own = stems(statement.text)
            shared = [s for s in asked if s in own]
            near = stems(_surroundings(reading, statement))
            score = sum(rarity[s] if s in own else AROUND * rarity[s] for s in asked if s in own or s in near)
            if not shared or not score:
                continue
            score /= whole * sqrt(1 + len(own) / 200)
            judged = [j for j in reading.judgements if j.statement == statement.id]
            phrases = tuple({p.span: p for j in judged for p in j.estimative}.values())
            speaker = names.get(str(statement.speaker))
            key = speaker, " ".join(sorted(own))
            new = Suggestion(
                article, statement, speaker, reading.article.published, reading.article.outlet, score,
                tuple(asked[s] for s in shared), phrases, next((j.horizon for j in judged if j.horizon), None),
                (article, statement.content) in taken,
            )  # fmt: skip
            found[key] = _folded(found.get(key), new)
    ranked = sorted(found.values(), key=lambda s: (-round(s.likeness, 2), not s.phrases, -s.likeness, s.article))
    return tuple(ranked[:limit])


def _surroundings(reading: Reading, statement: Statement) -> str:
    article = reading.article
    start = min(a for a, _ in statement.content)
    paragraph = article.text.rfind("\n\n", 0, start) + 1
    return f"{article.title or ''} {article.text[max(paragraph, start - NEAR) : start]}"


def _folded(earlier: Suggestion | None, new: Suggestion) -> Suggestion:
    """One of several printings of the same words: the linked one, or the earliest."""
    if earlier is None:
        return new
    first, other = sorted((earlier, new), key=lambda s: (not s.linked, s.published or "9", s.article))
    if first.copies or other.copies or first is not other:
        copies = earlier.copies + 1
        return Suggestion(
            first.article, first.statement, first.speaker, first.published, first.outlet, first.likeness, first.shared,
            first.phrases, first.horizon, first.linked or other.linked, copies,
        )  # fmt: skip
    return first


def _rarity(ledger: Ledger, asked: Iterable[str]) -> Mapping[str, float]:
    """Stem → log of how many statements there are for each that has it."""
    with schema.told(ledger.path):
        (total,) = ledger.connection.execute("SELECT count(*) FROM statements").fetchone()
        counts = {
            stem: ledger.connection.execute(
                "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH ?", (f'quotation : "{stem}" *',)
            ).fetchone()[0]
            for stem in asked
        }
    return {stem: log(1 + (total + 1) / (count + 0.5)) for stem, count in counts.items()}


def _likeliest(ledger: Ledger, asked: Iterable[str]) -> list[str]:
    """Articles whose statements, or whose text, have the question's words: the likest by the full-text index."""
    words = " OR ".join(f'"{stem}" *' for stem in asked)
    with schema.told(ledger.path):
        said = ledger.connection.execute(
            "SELECT a.id FROM (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ? ORDER BY rank LIMIT ?)"
            " AS f JOIN statements AS s ON s.key = f.rowid JOIN readings AS r ON r.key = s.reading"
            " JOIN articles AS a ON a.key = r.article",
            (f"quotation : ({words})", 4 * ARTICLES),
        ).fetchall()
        printed = ledger.connection.execute(
            "SELECT a.id FROM (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rank LIMIT ?) AS f"
            " JOIN articles AS a ON a.key = f.rowid",
            (words, ARTICLES // 3),
        ).fetchall()
    found = list(dict.fromkeys(row[0] for row in said))[: ARTICLES - ARTICLES // 3]
    return list(dict.fromkeys((*found, *(row[0] for row in printed))))
