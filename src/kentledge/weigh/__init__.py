"""Weigh: the statements of one article into one finding, composed from its parts and never from anything else."""

from __future__ import annotations

from collections.abc import Sequence

from kentledge.records import Article, Estimative, Finding, Judgement, Speaker, Statement

__all__ = ["finding"]


def finding(
    article: Article, statements: Sequence[Statement], speakers: Sequence[Speaker], judgements: Sequence[Judgement]
) -> Finding | None:
    """Who is quoted, and the judgements whose words say how sure they are, surest or earliest in the text first.

    None where the article attributes nothing.
    """
    if not statements:
        return None
    names = {s.id: s for s in speakers}
    by_id = {s.id: s for s in statements}
    sentences = [_who(statements, speakers)]
    evidence: list[str] = []
    for judgement in judgements:
        statement = by_id[judgement.statement]
        if not judgement.estimative or _in_title(article, statement):
            continue
        speaker = names[statement.speaker].name if statement.speaker else "An unnamed source"
        for estimative in judgement.estimative[:1]:
            quotation = _around(article, statement, estimative)
            sentences.append(f"{speaker[:1].upper()}{speaker[1:]}: “{quotation}” ({_range(estimative)}).")
            evidence.append(statement.id)
        if len(evidence) == 3:
            break
    return Finding(" ".join(sentences), tuple(evidence or [s.id for s in statements[:3]]))


def _who(statements: Sequence[Statement], speakers: Sequence[Speaker]) -> str:
    counts = {s.id: sum(t.speaker == s.id for t in statements) for s in speakers}
    people = [s for s in speakers if s.kind == "person"]
    people.sort(key=lambda s: -counts[s.id])
    named = ", ".join(s.name for s in people[:6]) + (f" and {len(people) - 6} more" if len(people) > 6 else "")
    others = len(speakers) - len(people)
    text = f"{_count(len(statements), 'attributed statement')} by {_count(len(speakers), 'source')}"
    if people:
        text += f": {named}" + (f", and {_count(others, 'other source')}" if others else "")
    return text + "."


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _in_title(article: Article, statement: Statement) -> bool:
    title = article.title_span
    return title is not None and all(title[0] <= a and b <= title[1] for a, b in statement.content)


def _around(article: Article, statement: Statement, estimative: Estimative) -> str:
    """The content span that holds the phrase, without the quotation marks at its ends."""
    for start, end in statement.content:
        if start <= estimative.span[0] < end:
            return " ".join(article.text[start:end].strip(" \n\t“”\"',").split())
    return statement.text


def _range(e: Estimative) -> str:
    negated = "negated, " if e.negated else ""
    return f"“{e.phrase}”: {negated}{e.low * 100:.0f}–{e.high * 100:.0f} % on the {e.scale} scale"
