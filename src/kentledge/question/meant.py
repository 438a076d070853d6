"""Which statement a link means, now that its article may have been read anew and edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kentledge.edits import Edit, edited
from kentledge.edits.apply import later_forms
from kentledge.edits.log import edits_of
from kentledge.edits.match import Astray, statement_meant
from kentledge.ledger import Ledger
from kentledge.question.questions import Link
from kentledge.question.store import links
from kentledge.records import Reading, Statement

Standing = Literal["read", "no longer read", "rejected"]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who says what in an article: with the edits, as the machine has it, and the edits themselves.

    Both readings may be without what is judged (see `Ledger.said`).
    """

    shown: Reading
    machine: Reading
    edits: tuple[Edit, ...]

    @classmethod
    def of_each(cls, ledger: Ledger, articles: Iterable[str]) -> dict[str, Desk]:
        """Article id → its desk. Raises UnknownArticle."""
        every = tuple(dict.fromkeys(articles))
        edits = edits_of(ledger, every)
        found = {}
        for article in every:
            machine = ledger.said(article)
            shown = edited(ledger, article).reading if article in edits else machine
            found[article] = cls(shown, machine, edits.get(article, ()))
        return found

    def meant(self, link: Link) -> tuple[Statement | None, Standing]:
        """The statement of `shown` that a link means, and how it stands; None where there is none any more."""
        added = Edit(link.article, "add", "statement", link.by, link.at, wanted=link.seen)
        forms = later_forms((added, *self.edits), 0)
        comment = Edit(link.article, "comment", "statement", link.by, link.at, link.seen)
        try:
            return statement_meant(self.shown, comment, forms), "read"
        except Astray:
            pass
        try:
            own = statement_meant(self.machine, comment)
        except Astray:
            return None, "no longer read"
        # A corrected statement keeps the id that the machine gave it.
        corrected = next((s for s in self.shown.statements if s.id == own.id), None)
        return (None, "rejected") if corrected is None else (corrected, "read")

    def linked(self, statement: Statement, links: Iterable[Link]) -> tuple[Link, ...]:
        """Those of some links of this article that mean the statement of `shown`, by whatever words it had then."""
        return tuple(k for k in links if (found := self.meant(k)[0]) is not None and found.id == statement.id)


def links_of(ledger: Ledger, question: int, article: str, statement: Statement) -> tuple[Link, ...]:
    """The standing links of a question that mean a statement of the article as edited, to whatever option."""
    known = [k for k in links(ledger, question) if k.article == article]
    return Desk.of_each(ledger, [article])[article].linked(statement, known) if known else ()
