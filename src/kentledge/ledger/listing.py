"""What was found, as rows to show: each with the article, the characters it rests on, and the words there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kentledge.ledger import find, query
from kentledge.ledger.find import Wanted
from kentledge.records import Span

_AROUND = 110  # characters before and after a match that are quoted with it


@dataclass(frozen=True, slots=True)
class Likely:
    """An estimative phrase of a statement, the words and where they stand, with what the named scale makes of it."""

    words: str
    start: int
    end: int
    scale: str
    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement of the latest reading of its article; `key` is its number in this ledger.

    `quotation` is the words at `spans`, joined by a blank; `start` is the first character of these, `end` the last. One
    row a statement, however many judgements it has: `fronts` and `likely` hold what all of them say. `printed` are the
    places of printing, all of them where the article has copies in which the same was said.
    """

    key: int
    article: str
    statement: str
    start: int
    end: int
    outlet: str | None
    published: str | None
    title: str | None
    speaker: str | None
    role: str | None
    affiliation: str | None
    kind: str
    quotation: str
    spans: tuple[Span, ...]
    fronts: tuple[str, ...]
    likely: tuple[Likely, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article as its latest reading has it. Where words were looked for, `quotation` is where they first stand."""

    article: str
    start: int
    end: int
    outlet: str | None
    published: str | None
    title: str | None
    quotation: str
    statements: int
    sources: tuple[str, ...]


def statements(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[FoundStatement]:
    """The statements that fit, newest article first, at most `limit`."""
    return [_statement(connection, key, wanted) for key in find.statement_keys(connection, wanted, limit)]


def articles(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[FoundArticle]:
    """The articles that fit, newest first, at most `limit`.

    The quotation is the title, or the first line; where text is looked for, the words around its first match.
    """
    found = []
    said = None if wanted.text is None else query.parsed(wanted.text)
    for key in find.article_keys(connection, wanted, limit):
        id_, text, reading, outlet, published, title, title_start, title_end = connection.execute(
            "SELECT a.id, a.text, r.key, r.outlet, r.published, r.title, r.title_start, r.title_end"
            " FROM readings AS r JOIN articles AS a ON a.key = r.article WHERE a.key = ? ORDER BY r.key DESC LIMIT 1",
            (key,),
        ).fetchone()
        match = None if said is None else said.first(text)
        if match is not None:
            span = _around(text, match)
        else:
            span = _first_line(text) if title_start is None else (title_start, title_end)
        count = connection.execute("SELECT count(*) FROM statements WHERE reading = ?", (reading,)).fetchone()[0]
        sources = connection.execute(
            "SELECT source FROM article_sources WHERE article = ? ORDER BY first_seen, source", (key,)
        )
        found.append(
            FoundArticle(
                id_, *span, outlet, published, title, text[slice(*span)], count, tuple(source for (source,) in sources)
            )
        )
    return found


def _statement(connection: sqlite3.Connection, key: int, wanted: Wanted) -> FoundStatement:
    article, text, *head, speaker, role, affiliation, kind, said_as, id_, start, end = connection.execute(
        "SELECT a.id, a.text, r.outlet, r.published, r.title, k.name, k.role, k.affiliation, s.kind, s.text, s.id,"
        " s.content_start, s.content_end"
        " FROM statements AS s JOIN readings AS r ON r.key = s.reading JOIN articles AS a ON a.key = r.article"
        " LEFT JOIN speakers AS k ON k.key = s.speaker WHERE s.key = ?",
        (key,),
    ).fetchone()
    outlet, published, title = head
    further = connection.execute(
        'SELECT start, "end" FROM further_spans WHERE statement = ? AND role = 0 ORDER BY position', (key,)
    )
    spans = () if start is None else ((start, end), *further)
    fronts = connection.execute(
        "SELECT f.name FROM judgements AS j JOIN front_list_members AS f ON f.list = j.fronts WHERE j.statement = ?"
        " ORDER BY j.key, f.position",
        (key,),
    )
    likely = connection.execute(
        'SELECT e.start, e."end", e.scale, e.low, e.best, e.high FROM judgements AS j'
        " JOIN estimatives AS e ON e.judgement = j.key WHERE j.statement = ? ORDER BY j.key, e.position",
        (key,),
    )
    words = " ".join(text[start:end] for start, end in spans)
    return FoundStatement(
        key=key,
        article=article,
        statement=id_,
        start=min((start for start, _ in spans), default=0),
        end=max((end for _, end in spans), default=0),
        outlet=outlet,
        published=published,
        title=title,
        speaker=speaker,
        role=role,
        affiliation=affiliation,
        kind=kind,
        quotation=words if said_as is None else said_as,
        spans=spans,
        fronts=tuple(dict.fromkeys(name for (name,) in fronts)),
        likely=tuple(dict.fromkeys(Likely(text[start:end], start, end, *rest) for start, end, *rest in likely)),
        printed=printed(connection, key, standing=wanted.unedited) if wanted.once else (),
    )


def printed(connection: sqlite3.Connection, statement: int, *, standing: bool) -> tuple[str, ...]:
    """Where the statement and its copies were printed: outlets, or the sources of articles that name none.

    With `standing`, copies that an analyst has rejected are left out.
    """
    gone = " AND s.key NOT IN (SELECT statement FROM edited_away)" if standing else ""
    rows = connection.execute(
        "SELECT DISTINCT coalesce(r.outlet, (SELECT min(source) FROM article_sources WHERE article = r.article),"
        " (SELECT id FROM articles WHERE key = r.article)) FROM statements AS s JOIN readings AS r ON r.key = s.reading"
        " WHERE (s.key = ? OR s.key IN (SELECT statement FROM statement_copies WHERE said ="
        f" (SELECT said FROM statement_copies WHERE statement = ?))){gone} ORDER BY r.published, r.key",
        (statement, statement),
    )
    return tuple(name for (name,) in rows)


def _around(text: str, match: Span) -> Span:
    """The match with some words of its paragraph on either side."""
    start, end = match
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = min(text.find("\n", end) % (len(text) + 1), end + _AROUND)
    if first > 0 and text[first - 1] != "\n":
        first = min(start, text.find(" ", first, start) % (len(text) + 1) + 1)
    if last < len(text) and text[last] != "\n":
        last = max(end, text.rfind(" ", end, last))
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _first_line(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return (start, len(text) if end < 0 else end) if start < len(text) else (0, len(text))
