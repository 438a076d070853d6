"""Rows into readings: the inverse of `write`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kentledge.errors import KentledgeError
from kentledge.ledger.packed import names_in, unpacked
from kentledge.records import (
    Article,
    Camp,
    Check,
    Clause,
    Deal,
    Effect,
    Estimative,
    Excluded,
    Finding,
    Horizon,
    Judgement,
    Per,
    Provenance,
    Quantity,
    Reading,
    Relation,
    Span,
    Speaker,
    Statement,
)

Row = tuple[Any, ...]

SPAN_ROLES = {"content": 0, "cue": 1, "source": 2}
"""The numbers of the roles of statements' spans, as in the table span_roles."""


class UnknownArticle(KentledgeError):
    """The ledger holds no article of the named id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the ledger's list, as its latest reading has it; `statements` is how many it found."""

    id: str
    title: str | None
    published: str | None
    outlet: str | None
    statements: int


def entries(connection: sqlite3.Connection) -> list[Entry]:
    """Every article, in the order in which they were first stored."""
    rows = connection.execute(
        "SELECT a.id, r.title, r.published, r.outlet, (SELECT count(*) FROM statements WHERE reading = r.key)"
        " FROM articles AS a JOIN latest_readings AS r ON r.article = a.key ORDER BY a.key"
    )
    return [Entry(*row) for row in rows]


def latest(connection: sqlite3.Connection, article: str, *, said_only: bool = False) -> Reading:
    """The latest reading of the article of this id; or of it only who said what. Raises UnknownArticle."""
    row = connection.execute(
        "SELECT r.key, a.id, a.text, r.title, r.dateline, r.published, r.outlet, r.author, r.url,"
        " r.title_start, r.title_end, r.dateline_start, r.dateline_end, r.kentledge, r.reader, r.lexicons"
        " FROM articles AS a JOIN latest_readings AS r ON r.article = a.key WHERE a.id = ?",
        (article,),
    ).fetchone()
    if row is None:
        raise UnknownArticle(f"the ledger holds no article {article}")
    key = row[0]
    read = _Rows(connection, key)
    excluded = read('SELECT start, "end", why FROM excluded WHERE reading = ? ORDER BY position')
    head = Article(
        id=row[1],
        text=row[2],
        title=row[3],
        dateline=row[4],
        published=row[5],
        outlet=row[6],
        author=row[7],
        url=row[8],
        excluded=tuple(Excluded((start, end), why) for start, end, why in excluded),
        title_span=_span(row[9], row[10]),
        dateline_span=_span(row[11], row[12]),
    )
    if said_only:
        return Reading(head, _speakers(read), _statements(read, head), provenance=Provenance(*row[13:16]))
    return Reading(
        article=head,
        speakers=_speakers(read),
        statements=_statements(read, head),
        judgements=_judgements(read),
        relations=_relations(read),
        quantities=_quantities(read, head),
        deals=_deals(read),
        checks=_checks(read),
        camps=_camps(read),
        finding=_finding(read),
        provenance=Provenance(*row[13:16]),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Queries about one reading, whose key stands for the `?` in them."""

    connection: sqlite3.Connection
    reading: int

    def __call__(self, sql: str) -> list[Row]:
        return self.connection.execute(sql, (self.reading,)).fetchall()

    def members(self, sql: str) -> defaultdict[int, tuple[Any, ...]]:
        """For a query of (owner, member) pairs in order: the members of each owner."""
        return _grouped((owner, member) for owner, member in self(sql))

    def spans(self, sql: str) -> defaultdict[int, tuple[Span, ...]]:
        """For a query of (owner, start, end): the spans of each owner."""
        return _grouped((owner, (start, end)) for owner, start, end in self(sql))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> defaultdict[int, tuple[Any, ...]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for owner, member in pairs:
        groups[owner].append(member)
    return defaultdict(tuple, {owner: tuple(members) for owner, members in groups.items()})


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)


def _speakers(read: _Rows) -> tuple[Speaker, ...]:
    rows = read("SELECT id, name, role, affiliation, kind, mentions FROM speakers WHERE reading = ? ORDER BY key")
    return tuple(
        Speaker(id_, name, role, affiliation, kind, unpacked(mentions))
        for id_, name, role, affiliation, kind, mentions in rows
    )


def _statements(read: _Rows, article: Article) -> tuple[Statement, ...]:
    source, cue, content = (_spans_of(read, role) for role in ("source", "cue", "content"))
    rows = read(
        "SELECT s.key, s.id, k.id, s.kind, s.text, s.venue, s.when_said, w.id FROM statements AS s"
        " LEFT JOIN speakers AS k ON k.key = s.speaker LEFT JOIN statements AS w ON w.key = s.within"
        " WHERE s.reading = ? ORDER BY s.key"
    )
    return tuple(
        Statement(
            id=id_,
            speaker=speaker,
            kind=kind,
            text=" ".join(article.at(span) for span in content[key]) if text is None else text,
            source=source[key],
            cue=cue[key],
            content=content[key],
            venue=venue,
            when=when,
            within=within,
        )
        for key, id_, speaker, kind, text, venue, when, within in rows
    )


def _spans_of(read: _Rows, role: str) -> defaultdict[int, tuple[Span, ...]]:
    """The spans of one role: the first stands in the statement's row."""
    rows = read(
        f"SELECT key, {role}_start, {role}_end FROM statements WHERE reading = ? AND {role}_start NOT NULL ORDER BY key"
    )
    rows += read(
        'SELECT p.statement, p.start, p."end" FROM statements AS s JOIN further_spans AS p ON p.statement = s.key'
        f" WHERE s.reading = ? AND p.role = {SPAN_ROLES[role]} ORDER BY p.statement, p.position"
    )
    return _grouped((statement, (start, end)) for statement, start, end in rows)


def _judgements(read: _Rows) -> tuple[Judgement, ...]:
    of_reading = "FROM statements AS s JOIN judgements AS j ON j.statement = s.key"
    phrases = _grouped(
        (key, Estimative((start, end), phrase, bool(negated), scale, low, best, high, _span(*scope), read_as))
        for key, start, end, phrase, negated, scale, low, best, high, *scope, read_as in read(
            'SELECT e.judgement, e.start, e."end", e.phrase, e.negated, e.scale, e.low, e.best, e.high, e.scope_start,'
            f" e.scope_end, e.read_as {of_reading}"
            " JOIN estimatives AS e ON e.judgement = j.key WHERE s.reading = ? ORDER BY e.judgement, e.position"
        )
    )
    horizons = {
        key: Horizon((start, end), label, from_, to, tense)
        for key, start, end, label, from_, to, tense in read(
            f'SELECT h.judgement, h.start, h."end", h.label, h.from_date, h.to_date, h.tense {of_reading}'
            " JOIN horizons AS h ON h.judgement = j.key WHERE s.reading = ?"
        )
    }
    effects = _grouped(
        (key, Effect((start, end), phrase, bool(negated), direction, size))
        for key, start, end, phrase, negated, direction, size in read(
            f'SELECT x.judgement, x.start, x."end", x.phrase, x.negated, x.direction, x.size {of_reading}'
            " JOIN effects AS x ON x.judgement = j.key WHERE s.reading = ? ORDER BY x.judgement, x.position"
        )
    )
    rows = read(
        f"SELECT j.key, s.id, j.direction, j.clause_start, j.clause_end, j.size, l.names, j.front_words {of_reading}"
        " LEFT JOIN front_lists AS l ON l.key = j.fronts WHERE s.reading = ? ORDER BY j.key"
    )
    return tuple(
        Judgement(
            statement,
            names_in(fronts),
            direction,
            phrases[key],
            horizons.get(key),
            clause=_span(*clause),
            size=size,
            effects=effects[key],
            front_words=unpacked(words),
        )
        for key, statement, direction, *clause, size, fronts, words in rows
    )


def _relations(read: _Rows) -> tuple[Relation, ...]:
    statements = read.members(
        "SELECT m.relation, s.id FROM relations AS x JOIN relation_statements AS m ON m.relation = x.key"
        " JOIN statements AS s ON s.key = m.statement WHERE x.reading = ? ORDER BY m.relation, m.position"
    )
    rows = read(
        'SELECT x.key, f.id, t.id, x.kind, x.start, x."end" FROM relations AS x'
        " JOIN speakers AS f ON f.key = x.from_speaker JOIN speakers AS t ON t.key = x.to_speaker"
        " WHERE x.reading = ? ORDER BY x.key"
    )
    return tuple(Relation(from_, to, kind, (start, end), statements[key]) for key, from_, to, kind, start, end in rows)


QUANTITY = (
    's.id, q.id, q.start, q."end", q.text, q.low, q.high, q.unit, q.per_value, q.per_unit, q.approximate, q.change,'
    " q.of_what, q.plain, q.period_start, q.period_end"
)
"""As SQL: what `quantity` takes of a row of quantities, `q`, beside the statement that it is in, `s`."""


def quantity(row: Sequence[Any], article: Article) -> Quantity:
    """The quantity of a row of the columns QUANTITY."""
    (
        statement, id_, start, end, text, low, high, unit, per_value, per_unit, approximate, change, of, plain, since,
        until,
    ) = row  # fmt: skip
    return Quantity(
        id=id_,
        statement=statement,
        span=(start, end),
        text=article.at((start, end)) if text is None else text,
        low=low,
        high=high,
        unit=unit,
        per=None if per_unit is None else Per(per_value, per_unit),
        approximate=bool(approximate),
        change=change,
        of=of,
        plain=bool(plain),
        period=None if since is None else (since, until),
    )


def _quantities(read: _Rows, article: Article) -> tuple[Quantity, ...]:
    rows = read(
        f"SELECT {QUANTITY} FROM quantities AS q LEFT JOIN statements AS s ON s.key = q.statement"
        " WHERE q.reading = ? ORDER BY q.key"
    )
    return tuple(quantity(row, article) for row in rows)


def _deals(read: _Rows) -> tuple[Deal, ...]:
    parts: defaultdict[int, dict[str, Span]] = defaultdict(dict)
    for deal, part, start, end in read('SELECT deal, part, start, "end" FROM deal_parts WHERE reading = ?'):
        parts[deal][part if part == "cue" else f"{part}_span"] = (start, end)
    rows = read(
        'SELECT d.position, d.giver, d.receiver, d.item, d.in_return_for, d.modality, d.start, d."end", s.id'
        " FROM deals AS d LEFT JOIN statements AS s ON s.key = d.statement WHERE d.reading = ? ORDER BY d.position"
    )
    return tuple(
        Deal(giver, receiver, item, in_return_for, modality, (start, end), statement, **parts[position])
        for position, giver, receiver, item, in_return_for, modality, start, end, statement in rows
    )


def _checks(read: _Rows) -> tuple[Check, ...]:
    quantities = read.members(
        "SELECT m.in_check, q.id FROM checks AS c JOIN check_quantities AS m ON m.in_check = c.key"
        " JOIN quantities AS q ON q.key = m.quantity WHERE c.reading = ? ORDER BY m.in_check, m.position"
    )
    rows = read(
        "SELECT key, formula, low, high, unit, verdict, says, per_value, per_unit FROM checks WHERE reading = ?"
        " ORDER BY key"
    )
    return tuple(
        Check(quantities[key], formula, low, high, unit, verdict, says, None if rate is None else Per(value, rate))
        for key, formula, low, high, unit, verdict, says, value, rate in rows
    )


def _camps(read: _Rows) -> tuple[Camp, ...]:
    speakers = read.members(
        "SELECT m.camp, k.id FROM camps AS c JOIN camp_speakers AS m ON m.camp = c.key"
        " JOIN speakers AS k ON k.key = m.speaker WHERE c.reading = ? ORDER BY m.camp, m.position"
    )
    statements = read.members(
        "SELECT m.camp, s.id FROM camps AS c JOIN camp_statements AS m ON m.camp = c.key"
        " JOIN statements AS s ON s.key = m.statement WHERE c.reading = ? ORDER BY m.camp, m.position"
    )
    of_reading = "FROM camps AS c JOIN {} AS m ON m.camp = c.key WHERE c.reading = ? ORDER BY m.camp, m.position"
    fronts = read.members(f"SELECT m.camp, m.name {of_reading.format('camp_fronts')}")
    words = read.spans(f'SELECT m.camp, m.start, m."end" {of_reading.format("camp_words")}')
    rows = read("SELECT key, label FROM camps WHERE reading = ? ORDER BY key")
    return tuple(Camp(label, speakers[key], statements[key], fronts[key], words[key]) for key, label in rows)


def _finding(read: _Rows) -> Finding | None:
    rows = read("SELECT text, run_together FROM findings WHERE reading = ?")
    if not rows:
        return None
    evidence = read(
        "SELECT s.id FROM finding_evidence AS m JOIN statements AS s ON s.key = m.statement"
        " WHERE m.finding = ? ORDER BY m.position"
    )
    statements = read.members(
        "SELECT m.clause, s.id FROM finding_clauses AS c JOIN clause_statements AS m ON m.clause = c.key"
        " JOIN statements AS s ON s.key = m.statement WHERE c.finding = ? ORDER BY m.clause, m.position"
    )
    clauses = read("SELECT key, text, words FROM finding_clauses WHERE finding = ? ORDER BY key")
    opening = read('SELECT start, "end" FROM finding_openings WHERE finding = ? ORDER BY position')
    [(text, run_together)] = rows
    return Finding(
        "".join(said for _, said, _ in clauses) if run_together else text,
        tuple(id_ for (id_,) in evidence),
        tuple(Clause(said, statements[key], unpacked(words)) for key, said, words in clauses),
        tuple((start, end) for start, end in opening),
    )
