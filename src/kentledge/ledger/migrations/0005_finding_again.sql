-- Finding again: indexes for listings, and the words of articles and statements as full-text indexes (FTS5).
--
-- The full-text tables and what hangs on them hold nothing of their own: they are made from the rows above, and unlike
-- those may be changed. Neither keeps a copy of the text. `statements_fts` has the statements of the latest reading of
-- each article, and no others; the rowid of the view is what Datasette's search box looks for.

CREATE INDEX readings_by_date ON readings (published);
CREATE INDEX readings_by_outlet ON readings (outlet, published);
CREATE INDEX estimatives_by_chance ON estimatives (best);

-- The spans of statements are the most rows by far: their roles become numbers, which take a tenth of a text less.
CREATE TABLE span_roles (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
INSERT INTO span_roles (key, name) VALUES (0, 'content'), (1, 'cue'), (2, 'source');

CREATE TABLE spans_so_far AS SELECT * FROM statement_spans;
DROP TABLE statement_spans;
CREATE TABLE statement_spans (
    statement INTEGER NOT NULL REFERENCES statements (key),
    role INTEGER NOT NULL REFERENCES span_roles (key),
    position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
INSERT INTO statement_spans (statement, role, position, article, start, "end")
SELECT s.statement, r.key, s.position, s.article, s.start, s."end"
FROM spans_so_far AS s JOIN span_roles AS r ON r.name = s.role;
DROP TABLE spans_so_far;

CREATE TRIGGER statement_spans_no_update BEFORE UPDATE ON statement_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER statement_spans_no_delete BEFORE DELETE ON statement_spans
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER span_roles_no_update BEFORE UPDATE ON span_roles
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER span_roles_no_delete BEFORE DELETE ON span_roles
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- The words of every statement, current or not: spans of one role joined by a space, in order.
DROP VIEW statement_words;
CREATE VIEW statement_words AS
SELECT
    s.key AS statement,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM statement_spans AS p WHERE p.statement = s.key AND p.role = 2 ORDER BY p.position)) AS source,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM statement_spans AS p WHERE p.statement = s.key AND p.role = 1 ORDER BY p.position)) AS cue,
    (SELECT group_concat(words, ' ') FROM (
        SELECT substr(a.text, p.start + 1, p."end" - p.start) AS words
        FROM statement_spans AS p WHERE p.statement = s.key AND p.role = 0 ORDER BY p.position)) AS content
FROM statements AS s
JOIN readings AS r ON r.key = s.reading
JOIN articles AS a ON a.key = r.article;

-- One row a statement, with what its judgements say as lists. start and end: the first and the last character of the
-- content.
DROP VIEW current_statements;
CREATE VIEW current_statements AS
SELECT
    s.key AS rowid,
    a.id AS article,
    r.title,
    r.published,
    r.outlet,
    s.id AS statement,
    k.name AS speaker,
    k.role,
    k.affiliation,
    s.kind,
    w.content AS quotation,
    (SELECT group_concat(name, ', ') FROM (
        SELECT DISTINCT f.name FROM judgements AS j JOIN fronts AS f ON f.judgement = j.key
        WHERE j.statement = s.key ORDER BY j.key, f.position)) AS fronts,
    (SELECT group_concat(chance, '; ') FROM (
        SELECT substr(a.text, e.start + 1, e."end" - e.start) || ' = ' || e.low || ' to ' || e.high || ' (' || e.scale || ')'
            AS chance
        FROM judgements AS j JOIN estimatives AS e ON e.judgement = j.key
        WHERE j.statement = s.key ORDER BY j.key, e.position)) AS likely,
    w.source,
    w.cue,
    s.venue,
    s.when_said,
    (SELECT min(start) FROM statement_spans WHERE statement = s.key AND role = 0) AS start,
    (SELECT max("end") FROM statement_spans WHERE statement = s.key AND role = 0) AS "end",
    r.url
FROM latest_readings AS r
JOIN articles AS a ON a.key = r.article
JOIN statements AS s ON s.reading = r.key
JOIN statement_words AS w ON w.statement = s.key
LEFT JOIN speakers AS k ON k.key = s.speaker;

-- Which words an article has, not where: this takes a third of the room. Phrases are looked up in the text itself.
CREATE VIRTUAL TABLE articles_fts USING fts5(
    text,
    content="articles",
    content_rowid="key",
    tokenize="unicode61 remove_diacritics 2",
    detail=none
);

CREATE TRIGGER articles_into_fts AFTER INSERT ON articles
BEGIN INSERT INTO articles_fts (rowid, text) VALUES (NEW.key, NEW.text); END;

INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');

CREATE VIRTUAL TABLE statements_fts USING fts5(
    quotation,
    speaker,
    fronts,
    content="current_statements",
    content_rowid="rowid",
    tokenize="unicode61 remove_diacritics 2",
    columnsize=0
);

-- A row here says that the reading is whole: its statements take the place of those of the article's last reading.
CREATE TABLE whole_readings (
    reading INTEGER PRIMARY KEY REFERENCES readings (key)
);

CREATE TRIGGER whole_readings_no_update BEFORE UPDATE ON whole_readings
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER whole_readings_no_delete BEFORE DELETE ON whole_readings
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE VIEW statements_to_index AS
SELECT s.key AS statement, s.reading, w.content AS quotation, k.name AS speaker, (
    SELECT group_concat(name, ', ') FROM (
        SELECT DISTINCT f.name FROM judgements AS j JOIN fronts AS f ON f.judgement = j.key
        WHERE j.statement = s.key ORDER BY j.key, f.position)) AS fronts
FROM statements AS s
JOIN statement_words AS w ON w.statement = s.key
LEFT JOIN speakers AS k ON k.key = s.speaker;

CREATE TRIGGER statements_into_fts AFTER INSERT ON whole_readings
BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, quotation, speaker, fronts)
    SELECT 'delete', i.statement, i.quotation, i.speaker, i.fronts
    FROM whole_readings AS earlier JOIN statements_to_index AS i ON i.reading = earlier.reading
    WHERE earlier.reading = (
        SELECT max(r.key) FROM readings AS r
        WHERE r.article = (SELECT article FROM readings WHERE key = NEW.reading) AND r.key < NEW.reading);
    INSERT INTO statements_fts (rowid, quotation, speaker, fronts)
    SELECT i.statement, i.quotation, i.speaker, i.fronts FROM statements_to_index AS i WHERE i.reading = NEW.reading;
END;

INSERT INTO whole_readings (reading) SELECT key FROM readings ORDER BY key;
