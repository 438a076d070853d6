"""A reading into rows. Called inside a transaction: what is raised here leaves nothing behind."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kentledge.ledger.load import SPAN_ROLES
from kentledge.ledger.packed import listed, packed
from kentledge.records import Article, Deal, Judgement, Provenance, Quantity, Reading, Span

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the rows of one reading go, and the keys of the rows that others point to, by their id in the reading."""

    connection: sqlite3.Connection
    article: int
    reading: int
    speakers: Mapping[str, int]
    statements: Mapping[str, int]
    quantities: Mapping[str, int]

    def one(self, table: str, **columns: Value) -> int:
        """Adds a row to the table and returns its key."""
        return _added(self.connection, table, columns)

    def members(self, table: str, owner: str, key: int, member: str, values: Iterable[Value]) -> None:
        """Adds a list that belongs to one row: the members numbered from 0."""
        self.connection.executemany(
            f"INSERT INTO {table} ({owner}, position, {member}) VALUES (?, ?, ?)",
            ((key, position, value) for position, value in enumerate(values)),
        )

    def spans(self, table: str, owner: str, key: int, spans: Iterable[Span]) -> None:
        """Adds a list of spans that belongs to one row."""
        self.connection.executemany(
            f'INSERT INTO {table} ({owner}, position, article, start, "end") VALUES (?, ?, ?, ?, ?)',
            ((key, position, self.article, int(start), int(end)) for position, (start, end) in enumerate(spans)),
        )

    def fronts(self, names: Sequence[str]) -> int | None:
        """The key of this list of fronts, added where no judgement had it yet; None for none."""
        return front_list(self.connection, names)

    def at(self, span: Span) -> dict[str, Value]:
        """The columns of a row that rests on one span."""
        return {"article": self.article, "start": int(span[0]), "end": int(span[1])}


def front_list(connection: sqlite3.Connection, names: Sequence[str]) -> int | None:
    """The key of a list of fronts, added where there was none like it; None for no fronts."""
    column = listed(names)
    if column is None:
        return None
    known = connection.execute("SELECT key FROM front_lists WHERE names = ?", (column,)).fetchone()
    if known is not None:
        return int(known[0])
    key = connection.execute("INSERT INTO front_lists (names) VALUES (?)", (column,)).lastrowid or 0
    connection.executemany(
        "INSERT INTO front_list_members (list, position, name) VALUES (?, ?, ?)",
        ((key, position, name) for position, name in enumerate(names)),
    )
    return key


def has(connection: sqlite3.Connection, article: str, provenance: Provenance) -> bool:
    """Whether the article of this id has a reading by exactly this state of the program."""
    found = connection.execute(
        "SELECT 1 FROM readings JOIN articles ON articles.key = readings.article"
        " WHERE articles.id = ? AND kentledge = ? AND reader = ? AND lexicons = ?",
        (article, provenance.kentledge, provenance.reader, provenance.lexicons),
    )
    return found.fetchone() is not None


def sound(reading: Reading) -> Provenance:
    """The reading's provenance. Raises ValueError where the reading has none, or rests on words that are not there."""
    article = reading.article
    if reading.provenance is None:
        raise ValueError(f"the reading of article {article.id} does not say what read it: it needs a provenance")
    if "\0" in article.text:
        raise ValueError(f"the text of article {article.id} has a NUL character, after which SQL sees nothing")
    for what, (start, end) in _spans(reading):
        if not 0 <= start < end <= len(article.text):
            raise ValueError(
                f"{what} of article {article.id} rests on characters {start} to {end} of {len(article.text)}"
            )
    return reading.provenance


def note_source(connection: sqlite3.Connection, article: Article, source: str, now: str) -> None:
    """Notes where the article was read from, once for each place."""
    connection.execute(
        "INSERT INTO article_sources (article, source, first_seen) SELECT key, ?, ? FROM articles WHERE id = ?"
        " ON CONFLICT DO NOTHING",
        (source, now, article.id),
    )


def knows_source(connection: sqlite3.Connection, article: Article, source: str) -> bool:
    """Whether the article is already noted as read from there."""
    found = connection.execute(
        "SELECT 1 FROM article_sources WHERE source = ? AND article = (SELECT key FROM articles WHERE id = ?)",
        (source, article.id),
    )
    return found.fetchone() is not None


def add(connection: sqlite3.Connection, reading: Reading, provenance: Provenance, now: str) -> None:
    """Adds the reading's rows. Raises ValueError where its records do not fit together."""
    try:
        _add(connection, reading, provenance, now)
    except sqlite3.IntegrityError as error:
        raise ValueError(f"the reading of article {reading.article.id} does not fit together: {error}") from error
    except KeyError as error:
        raise ValueError(f"the reading of article {reading.article.id} has no record of id {error}") from error


def _add(connection: sqlite3.Connection, reading: Reading, provenance: Provenance, now: str) -> None:
    article_key = _article(connection, reading.article)
    reading_key = _reading(connection, article_key, reading.article, provenance, now)
    speakers: dict[str, int] = {}
    statements: dict[str, int] = {}
    quantities: dict[str, int] = {}
    to = _Target(connection, article_key, reading_key, speakers, statements, quantities)
    for position, excluded in enumerate(reading.article.excluded):
        to.one("excluded", reading=reading_key, position=position, **to.at(excluded.span), why=excluded.why)
    for speaker in reading.speakers:
        key = to.one(
            "speakers",
            reading=reading_key,
            id=speaker.id,
            name=speaker.name,
            role=speaker.role,
            affiliation=speaker.affiliation,
            kind=speaker.kind,
            mentions=packed(speaker.mentions),
        )
        speakers[speaker.id] = key
    _statements(to, reading, statements)
    for judgement in reading.judgements:
        _judgement(to, judgement)
    for quantity in reading.quantities:
        quantities[quantity.id] = _quantity(to, quantity, reading.article)
    _rest(to, reading)
    to.one("whole_readings", reading=reading_key)  # last: with this, what the reading found can be searched for


def _article(connection: sqlite3.Connection, article: Article) -> int:
    known = connection.execute("SELECT key, text FROM articles WHERE id = ?", (article.id,)).fetchone()
    if known is None:
        return _added(connection, "articles", {"id": article.id, "text": article.text})
    key, text = known
    if text != article.text:
        raise ValueError(f"article {article.id} is in the ledger with another text")
    return int(key)


def _reading(connection: sqlite3.Connection, key: int, article: Article, provenance: Provenance, now: str) -> int:
    title, dateline = article.title_span or (None, None), article.dateline_span or (None, None)
    columns: dict[str, Value] = {
        "article": key,
        "kentledge": provenance.kentledge,
        "reader": provenance.reader,
        "lexicons": provenance.lexicons,
        "read_at": now,
        "title": article.title,
        "title_start": title[0],
        "title_end": title[1],
        "dateline": article.dateline,
        "dateline_start": dateline[0],
        "dateline_end": dateline[1],
        "published": article.published,
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
    }
    return _added(connection, "readings", columns)


def _statements(to: _Target, reading: Reading, keys: dict[str, int]) -> None:
    for statement in reading.statements:
        words = " ".join(reading.article.at(span) for span in statement.content)
        spans = {"source": statement.source, "cue": statement.cue, "content": statement.content}
        first: dict[str, Value] = {}
        for role, of_role in spans.items():
            if of_role:
                first[f"{role}_start"], first[f"{role}_end"] = (int(place) for place in of_role[0])
        key = to.one(
            "statements",
            reading=to.reading,
            id=statement.id,
            speaker=None if statement.speaker is None else to.speakers[statement.speaker],
            kind=statement.kind,
            venue=statement.venue,
            when_said=statement.when,
            within=None if statement.within is None else to.statements[statement.within],
            text=None if statement.text == words else statement.text,
            **first,
        )
        keys[statement.id] = key
        to.connection.executemany(
            'INSERT INTO further_spans (statement, role, position, article, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
            (
                (key, SPAN_ROLES[role], position, to.article, int(start), int(end))
                for role, of_role in spans.items()
                for position, (start, end) in enumerate(of_role)
                if position
            ),
        )


def _judgement(to: _Target, judgement: Judgement) -> None:
    clause = judgement.clause or (None, None)
    key = to.one(
        "judgements",
        statement=to.statements[judgement.statement],
        direction=judgement.direction,
        clause_start=clause[0],
        clause_end=clause[1],
        size=judgement.size,
        fronts=to.fronts(judgement.fronts),
        front_words=packed(judgement.front_words),
    )
    for position, effect in enumerate(judgement.effects):
        to.one(
            "effects",
            judgement=key,
            position=position,
            **to.at(effect.span),
            phrase=effect.phrase,
            negated=effect.negated,
            direction=effect.direction,
            size=effect.size,
        )
    for position, phrase in enumerate(judgement.estimative):
        scope = phrase.scope or (None, None)
        to.one(
            "estimatives",
            judgement=key,
            position=position,
            **to.at(phrase.span),
            phrase=phrase.phrase,
            negated=phrase.negated,
            scale=phrase.scale,
            low=_number(phrase.low),
            best=_number(phrase.best),
            high=_number(phrase.high),
            scope_start=scope[0],
            scope_end=scope[1],
            read_as=phrase.read_as,
        )
    horizon = judgement.horizon
    if horizon is not None:
        to.one(
            "horizons",
            judgement=key,
            **to.at(horizon.span),
            label=horizon.label,
            from_date=horizon.from_,
            to_date=horizon.to,
            tense=horizon.tense,
        )


def _quantity(to: _Target, quantity: Quantity, article: Article) -> int:
    period = quantity.period or (None, None)
    return to.one(
        "quantities",
        reading=to.reading,
        id=quantity.id,
        statement=None if quantity.statement is None else to.statements[quantity.statement],
        **to.at(quantity.span),
        text=None if quantity.text == article.at(quantity.span) else quantity.text,
        low=_number(quantity.low),
        high=_number(quantity.high),
        unit=quantity.unit,
        per_value=None if quantity.per is None else _number(quantity.per.value),
        per_unit=None if quantity.per is None else quantity.per.unit,
        approximate=quantity.approximate,
        change=quantity.change,
        of_what=quantity.of,
        plain=quantity.plain,
        period_start=period[0],
        period_end=period[1],
    )


def _rest(to: _Target, reading: Reading) -> None:
    """The records that only point to others: relations, deals, checks, camps and the finding."""
    for relation in reading.relations:
        key = to.one(
            "relations",
            reading=to.reading,
            from_speaker=to.speakers[relation.from_],
            to_speaker=to.speakers[relation.to],
            kind=relation.kind,
            **to.at(relation.cue),
        )
        to.members("relation_statements", "relation", key, "statement", (to.statements[s] for s in relation.statements))
    for position, deal in enumerate(reading.deals):
        to.one(
            "deals",
            reading=to.reading,
            position=position,
            giver=deal.giver,
            receiver=deal.receiver,
            item=deal.item,
            in_return_for=deal.in_return_for,
            modality=deal.modality,
            **to.at(deal.span),
            statement=None if deal.statement is None else to.statements[deal.statement],
        )
        for part, span in _deal_parts(deal):
            to.one("deal_parts", reading=to.reading, deal=position, part=part, **to.at(span))
    for check in reading.checks:
        key = to.one(
            "checks",
            reading=to.reading,
            formula=check.formula,
            low=_number(check.low),
            high=_number(check.high),
            unit=check.unit,
            verdict=check.verdict,
            says=check.says,
            per_value=None if check.per is None else _number(check.per.value),
            per_unit=None if check.per is None else check.per.unit,
        )
        to.members("check_quantities", "in_check", key, "quantity", (to.quantities[q] for q in check.quantities))
    for camp in reading.camps:
        key = to.one("camps", reading=to.reading, label=camp.label)
        to.members("camp_speakers", "camp", key, "speaker", (to.speakers[s] for s in camp.speakers))
        to.members("camp_statements", "camp", key, "statement", (to.statements[s] for s in camp.statements))
        to.members("camp_fronts", "camp", key, "name", camp.fronts)
        to.spans("camp_words", "camp", key, camp.words)
    if reading.finding is not None:
        text, clauses = reading.finding.text, reading.finding.clauses
        together = bool(clauses) and text == "".join(clause.text for clause in clauses)
        to.one("findings", reading=to.reading, text="" if together else text, run_together=together)
        evidence = (to.statements[s] for s in reading.finding.evidence)
        to.members("finding_evidence", "finding", to.reading, "statement", evidence)
        to.spans("finding_openings", "finding", to.reading, reading.finding.opening)
        for clause in clauses:
            key = to.one("finding_clauses", finding=to.reading, text=clause.text, words=packed(clause.words))
            to.members("clause_statements", "clause", key, "statement", (to.statements[s] for s in clause.statements))


def _deal_parts(deal: Deal) -> Iterator[tuple[str, Span]]:
    """The spans of the parts of a deal, as far as they are known."""
    spans = {
        "giver": deal.giver_span,
        "receiver": deal.receiver_span,
        "item": deal.item_span,
        "in_return_for": deal.in_return_for_span,
        "cue": deal.cue,
    }
    yield from ((part, span) for part, span in spans.items() if span is not None)


def _added(connection: sqlite3.Connection, table: str, columns: Mapping[str, Value]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))
    return cursor.lastrowid or 0


def _number(value: float | None) -> float | None:
    """The number as SQLite keeps it. Raises ValueError for NaN, which SQLite would turn into "unbounded"."""
    if value is None:
        return None
    if math.isnan(value):
        raise ValueError("a quantity or a probability is not a number (NaN)")
    return float(value)


def _spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of the reading, with what rests on it."""
    article = reading.article
    if article.title_span is not None:
        yield "the title", article.title_span
    if article.dateline_span is not None:
        yield "the dateline", article.dateline_span
    yield from (("an excluded stretch", excluded.span) for excluded in article.excluded)
    for speaker in reading.speakers:
        yield from ((f"speaker {speaker.id}", span) for span in speaker.mentions)
    for statement in reading.statements:
        spans = statement.source + statement.cue + statement.content
        yield from ((f"statement {statement.id}", span) for span in spans)
    for judgement in reading.judgements:
        spans = tuple(e.span for e in judgement.estimative) + tuple(e.span for e in judgement.effects)
        spans += judgement.front_words
        spans += tuple(e.scope for e in judgement.estimative if e.scope) + (
            (judgement.clause,) if judgement.clause else ()
        )
        yield from ((f"the judgement of statement {judgement.statement}", span) for span in spans)
        if judgement.horizon is not None:
            yield f"the horizon of statement {judgement.statement}", judgement.horizon.span
    yield from ((f"the camp {camp.label}", span) for camp in reading.camps for span in camp.words)
    if reading.finding is not None:
        yield from (("the finding", span) for clause in reading.finding.clauses for span in clause.words)
        yield from (("the opening", span) for span in reading.finding.opening)
    yield from ((f"the relation of {r.from_} to {r.to}", r.cue) for r in reading.relations)
    for quantity in reading.quantities:
        spans = (quantity.span, quantity.period) if quantity.period else (quantity.span,)
        yield from ((f"quantity {quantity.id}", span) for span in spans)
    for deal in reading.deals:
        yield from ((f"the deal of {deal.giver}", span) for span in (deal.span, *(s for _, s in _deal_parts(deal))))
