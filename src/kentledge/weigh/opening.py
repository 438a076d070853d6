"""The article's own assessment: its first sentences, where they already judge."""

from __future__ import annotations

from collections.abc import Sequence

from kentledge.records import Article, Judgement, Span

FIRST = 700
"""How many characters after headline and dateline the opening may take."""


def opening(article: Article, judgements: Sequence[Judgement]) -> tuple[Span, ...]:
    """The first paragraph that is neither headline, dateline nor excluded, where a hedge or an effect stands in it."""
    judged = [e.span for j in judgements for e in j.estimative] + [e.span for j in judgements for e in j.effects]
    lead = _lead(article)
    if lead is not None and any(lead[0] <= s and e <= lead[1] for s, e in judged):
        return (lead,)
    return ()


def _lead(article: Article) -> Span | None:
    start = max((s[1] for s in (article.title_span, article.dateline_span) if s is not None), default=0)
    text = article.text
    while start < len(text):
        while start < len(text) and (text[start].isspace() or text[start] in ",-–—:)"):
            start += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        excluded = next((x.span[1] for x in article.excluded if x.span[0] <= start < x.span[1]), None)
        if excluded is not None:
            start = excluded
            continue
        return (start, start + len(text[start : min(end, start + FIRST)].rstrip())) if start < end else None
    return None
