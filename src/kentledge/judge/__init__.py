"""Judge: how surely a statement is made, over which horizon, on which fronts; and who agrees with whom.

A first version: the words of the lexicons, nothing inferred. `estimative.toml` and `judgement.toml` hold them.
"""

from __future__ import annotations

from collections.abc import Sequence

from kentledge.judge.estimative import UnknownScale, estimatives, scale
from kentledge.judge.outlook import fronts, horizon
from kentledge.judge.relations import relations
from kentledge.records import Article, Judgement, Statement

__all__ = ["UnknownScale", "estimatives", "judge", "relations", "scale"]


def judge(article: Article, statements: Sequence[Statement], *, scale: str = "phia") -> tuple[Judgement, ...]:
    """One judgement for each statement that has an estimative phrase, a horizon or a front.

    Raises UnknownScale where `scale` is not in the lexicon.
    """
    found = []
    for statement in statements:
        sure = tuple(e for span in statement.content for e in estimatives(article.text, span, scale))
        when = horizon(article.text, statement.content)
        where = fronts(article.text, statement.content)
        if sure or when or where:
            found.append(Judgement(statement.id, where, None, sure, when))
    return tuple(found)
